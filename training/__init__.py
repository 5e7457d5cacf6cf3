"""Making what the engine loads: datasets, generators, exports."""
