"""The quiz without a window: rounds, trials, answers, plans, sittings and their log."""
