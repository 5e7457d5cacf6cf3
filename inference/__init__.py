"""The engine of Mammogym: seeds, recipes, model bundles and the cases drawn from them."""

__version__ = "0.1.0"
