"""The library of rare findings."""
