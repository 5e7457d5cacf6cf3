"""In-silico breasts: mammograms with known truth, drawn from seeds without any data."""
