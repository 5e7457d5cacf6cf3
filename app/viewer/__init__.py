"""The viewer: a case in its hanging, with window, zoom and overlays."""
