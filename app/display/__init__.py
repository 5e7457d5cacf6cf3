"""The screen: its size and what can be seen on it."""
