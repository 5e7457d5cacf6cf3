"""Statistics of readers and classifiers."""
