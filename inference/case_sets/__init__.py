"""Case sets: an educator's cases in one file, built by a blueprint, opened without a model."""
