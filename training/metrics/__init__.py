"""How far drawn pictures are from real ones."""
