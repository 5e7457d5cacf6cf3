"""Making a bundle's controls: sliders, components and parts, measured on what the bundle draws."""
