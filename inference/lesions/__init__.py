"""Lesions that are put into a drawn or a real breast, with the truth known."""
