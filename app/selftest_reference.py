"""What a self-test compares its case with: mean greys of small squares of each view."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inference.atomic_files import write_text
from inference.case import Case
from inference.errors import InputError
from inference.recipe import MAX_FILE_BYTES, Recipe, from_json, to_json
from inference.resources import resources_folder

FORMAT = 1
SEED = 7
SQUARE_PX = 32
"""Side of the squares: small enough that another breast differs in most of them."""

TOLERANCE = 4.0
"""So many of 4095 grey levels may the mean of a square differ.

Pixels are equal on one onnxruntime build and provider only. A pixel at the outline that falls out
of the breast takes its grey level out of the mean of 1024.
"""

_Row = Annotated[tuple[float, ...], Field(min_length=1, max_length=256)]
_Squares = Annotated[tuple[_Row, ...], Field(min_length=1, max_length=256)]


class Reference(BaseModel):
    """A case as it should come out.

    Attributes:
        format: number of the format.
        recipe: of the case, as in a recipe's file.
        views: by name of the view, the mean greys of its squares, 0 to 4095.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    format: Literal[1]
    recipe: dict[str, object]
    views: Annotated[dict[str, _Squares], Field(min_length=1, max_length=4)]

    def recipe_to_draw(self) -> Recipe:
        """The recipe of the case.

        Raises:
            RecipeError: it holds no usable recipe.
        """
        return from_json(json.dumps(self.recipe), where=str(reference_path()))


def reference_path() -> Path:
    """The file that ships."""
    return resources_folder() / "models" / "selftest.json"


def read_reference(path: Path | None = None) -> Reference:
    """Read a reference: the one that ships where no file is named.

    Raises:
        InputError: it is missing, damaged, or newer than this program.
    """
    file = path or reference_path()
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{file} is too large for a reference. Install Mammogym again.")
        return Reference.model_validate_json(file.read_bytes())
    except (OSError, ValidationError, RecursionError) as error:
        raise InputError(
            f"{file} cannot be used as a reference ({type(error).__name__}). "
            "Install Mammogym again."
        ) from error


def write_reference(case: Case, path: Path) -> None:
    """Write a drawn case as the reference of later self-tests.

    Raises:
        OutputError: it could not be written.
    """
    assert case.recipe is not None
    views = {name: np.round(means, 1).tolist() for name, means in squares_of(case).items()}
    lines = [
        f'  "format": {FORMAT}',
        f'  "recipe": {json.dumps(json.loads(to_json(case.recipe)))}',
        '  "views": {\n' + ",\n".join(_view_lines(views)) + "\n  }",
    ]
    write_text(path, "{\n" + ",\n".join(lines) + "\n}\n")


def largest_difference(case: Case, reference: Reference) -> float:
    """By how many grey levels the farthest square of a case is off.

    Raises:
        InputError: the case has other views, or views of another size.
    """
    drawn = squares_of(case)
    wanted = {name: np.array(means) for name, means in reference.views.items()}
    if {name: means.shape for name, means in drawn.items()} != {
        name: means.shape for name, means in wanted.items()
    }:
        raise InputError("The case has other views than the reference, or of another size.")
    return max(float(np.abs(means - wanted[name]).max()) for name, means in drawn.items())


def squares_of(case: Case) -> Mapping[str, NDArray[np.float64]]:
    """By name of the view, the mean greys of its squares; what fills no square is left out."""
    return {str(view.name): _squares(view.pixels) for view in case.views}


def _squares(pixels: NDArray[np.generic]) -> NDArray[np.float64]:
    rows, columns = (side // SQUARE_PX for side in pixels.shape)
    whole = pixels[: rows * SQUARE_PX, : columns * SQUARE_PX].astype(np.float64)
    return whole.reshape(rows, SQUARE_PX, columns, SQUARE_PX).mean(axis=(1, 3))


def _view_lines(views: Mapping[str, list[list[float]]]) -> list[str]:
    """One line for each row of squares, so that a new reference can be read as a change."""
    return [
        f"    {json.dumps(name)}: [\n"
        + ",\n".join(f"      {json.dumps(row)}" for row in rows)
        + "\n    ]"
        for name, rows in views.items()
    ]
