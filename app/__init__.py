"""The desktop program of Mammogym: a window in which cases are drawn, opened and read."""
