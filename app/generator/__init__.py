"""The Generate page: cases drawn from recipes, with history, copying and saving."""
