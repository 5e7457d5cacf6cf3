"""Measuring a view: numbers a picture and the mask of its breast give."""
