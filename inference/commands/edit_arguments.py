"""Edits as people type them, read into the plain values of recipes."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from inference.controls import Controls
from inference.errors import RecipeError
from inference.local_edit import run_lengths
from inference.recipe_edits import ComponentEdit, Interpolation, LocalEdit, StyleMix

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_COMPONENT = re.compile(rf"(\d{{1,6}})=({_NUMBER})(?:@([A-Za-z0-9_-]+))?")
_MIX = re.compile(r"(\d{1,16})@([A-Za-z0-9_-]+)")
_LOCAL = re.compile(rf"(.+):(\d{{1,16}}):({_NUMBER})")
_CELLS = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?,(\d{1,4})(?:-(\d{1,4}))?")
_SHARE = re.compile(rf"(\d{{1,16}}):({_NUMBER})")
_TEXTURE = re.compile(rf"({_NUMBER})(?::(\d{{1,16}}))?")
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


def component(text: str, controls: Controls, num_ws: int) -> ComponentEdit:
    """Read `3=+2@0-5`: 2 sd along component 3 on layers 0 to 5; without @, on all.

    Raises:
        RecipeError: it cannot be read.
    """
    match = _matched(_COMPONENT, text, "NUMBER=STEP@LAYERS, for example 3=+2@0-5")
    first, last = layer_range(match[3] or "all", num_ws, controls)
    return ComponentEdit(
        index=int(match[1]), amount=float(match[2]), first_layer=first, last_layer=last
    )


def mix(text: str, controls: Controls | None, num_ws: int) -> StyleMix:
    """Read `8@4-9`: layers 4 to 9 take after seed 8.

    Raises:
        RecipeError: it cannot be read.
    """
    match = _matched(_MIX, text, "SEED@LAYERS, for example 8@4-9")
    first, last = layer_range(match[2], num_ws, controls)
    return StyleMix(seed=int(match[1]), first_layer=first, last_layer=last)


def local_edit(text: str, controls: Controls) -> LocalEdit:
    """Read `4:8:0.5`, `upper middle:8:0.5` or `2-4,1-3:8:0.5`: a place takes after seed 8.

    Raises:
        RecipeError: it cannot be read, or there is no such part or cell.
    """
    match = _matched(_LOCAL, text, "PLACE:SEED:STRENGTH, for example 4:8:0.5 or 2-4,1-3:8:0.5")
    if "," in match[1]:
        return LocalEdit(
            mask=run_lengths(_region(match[1], controls)),
            seed=int(match[2]),
            strength=float(match[3]),
        )
    names = controls.parts.names
    wanted = match[1].strip().lower()
    known = {name.lower(): number for number, name in enumerate(names)}
    known |= {str(number): number for number in range(len(names))}
    if wanted not in known:
        listed = ", ".join(f"{number} ({name})" for number, name in enumerate(names))
        raise RecipeError(f"There is no part {match[1]!r}; there are {listed}.")
    return LocalEdit(part=known[wanted], seed=int(match[2]), strength=float(match[3]))


def _region(text: str, controls: Controls) -> NDArray[np.bool_]:
    """Cells of the parts' grid: `2-4,1-3` are rows 2 to 4 in columns 1 to 3; + joins several.

    Raises:
        RecipeError: it cannot be read, or lies beside the grid.
    """
    rows, columns = controls.parts.rows, controls.parts.columns
    region = np.zeros((rows, columns), bool)
    for one in text.split("+"):
        match = _matched(_CELLS, one, "ROWS,COLUMNS, for example 2-4,1-3")
        top, left = int(match[1]), int(match[3])
        bottom, right = int(match[2] or top), int(match[4] or left)
        if not (top <= bottom < rows and left <= right < columns):
            raise RecipeError(
                f"The cells {one.strip()} lie beside the grid; its rows are 0 to {rows - 1} and "
                f"its columns 0 to {columns - 1}."
            )
        region[top : bottom + 1, left : right + 1] = True
    return region


def share(text: str) -> Interpolation:
    """Read `8:0.3`: three tenths of the way to seed 8.

    Raises:
        RecipeError: it cannot be read.
    """
    match = _matched(_SHARE, text, "SEED:SHARE, for example 8:0.3")
    return Interpolation(seed=int(match[1]), weight=float(match[2]))


def texture(text: str) -> tuple[float, int | None]:
    """Read `0.5` or `1:42`: strength of the noise and, where it is another's, its seed.

    Raises:
        RecipeError: it cannot be read.
    """
    match = _matched(_TEXTURE, text, "STRENGTH or STRENGTH:SEED, for example 0.5 or 1:42")
    return float(match[1]), None if match[2] is None else int(match[2])


def layer_range(text: str, num_ws: int, controls: Controls | None) -> tuple[int, int]:
    """Read `4-9`, `4`, `all`, or a range that the model's controls name, such as `coarse`.

    Args:
        text: what was typed.
        num_ws: how many layers there are.
        controls: of the model, or None.

    Raises:
        RecipeError: there is no such range.
    """
    named = {"all": (0, num_ws - 1)}
    if controls is not None:
        for one in controls.manifest.components.layer_ranges:
            named[one.name] = (one.first_layer, one.last_layer)
    if text.lower() in named:
        return named[text.lower()]
    match = _matched(_RANGE, text, f"layers such as 0-{num_ws - 1} or {', '.join(named)}")
    return int(match[1]), int(match[2] or match[1])


def _matched(pattern: re.Pattern[str], text: str, form: str) -> re.Match[str]:
    match = pattern.fullmatch(text.strip())
    if match is None:
        raise RecipeError(f"{text!r} cannot be read; write {form}.")
    return match
