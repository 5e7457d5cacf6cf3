"""Pictures as arrays: grey-scale, resampling."""
