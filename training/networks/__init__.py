"""The networks: a style-based generator with 5:4 frames and a residual discriminator."""
