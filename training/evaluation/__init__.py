"""How far drawn pictures are from real ones, as a sceptic would measure it."""
