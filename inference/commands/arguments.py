"""Arguments that several subcommands take, and how their values are read."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser
from inference.errors import RecipeError
from inference.recipe import ViewName, parse_view_name
from inference.recipe_edits import MAX_POSITION
from inference.runtime import ProviderChoice
from inference.seeds import MAX_SEED


def add_model_arguments(parser: CommandParser) -> None:
    """Let the user choose a model bundle, what runs it, and on how many threads."""
    parser.add_argument(
        "--bundle", type=Path, metavar="DIR", help="model bundle (default: the one that ships)"
    )
    parser.add_argument(
        "--provider",
        choices=[choice.value for choice in ProviderChoice],
        default=ProviderChoice.AUTO.value,
        help="what runs the model (default: %(default)s)",
    )
    parser.add_argument(
        "--threads", type=positive, metavar="N", help="CPU threads (default: one per core)"
    )


def seed(text: str) -> int:
    """Read a seed."""
    number = _whole(text)
    if not 0 <= number <= MAX_SEED:
        raise argparse.ArgumentTypeError(f"{number} does not lie between 0 and {MAX_SEED}")
    return number


def positive(text: str) -> int:
    """Read a whole number of at least 1."""
    number = _whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def truncation(text: str) -> float:
    """Read a truncation ψ."""
    return _between(text, 0, 1)


def share(text: str) -> float:
    """Read a share or a probability."""
    return _between(text, 0, 1)


def edit_strength(text: str) -> float:
    """Read how far random edits go, in standard deviations."""
    return _between(text, 0, MAX_POSITION)


def view_name(text: str) -> ViewName:
    """Read a view's name."""
    try:
        return parse_view_name(text)
    except RecipeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _between(text: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{text} does not lie between {low:g} and {high:g}")
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
