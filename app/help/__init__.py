"""Help: keys and mouse, changing them, and the language."""
