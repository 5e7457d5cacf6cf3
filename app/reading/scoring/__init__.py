"""Scores of sittings without a window: of one, of one repeated, and of many readers."""
