"""A recipe: all that determines a case, as plain values that can be stored and handed on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from inference.atomic_files import write_text
from inference.errors import RecipeError
from inference.seeds import MAX_SEED

FORMAT = 1
"""Number of the recipe format written here; other numbers are refused."""

MAX_FILE_BYTES = 1_000_000


class ViewName(StrEnum):
    """Image laterality and view position, as they are written in file names."""

    R_CC = "R-CC"
    L_CC = "L-CC"
    R_MLO = "R-MLO"
    L_MLO = "L-MLO"

    @property
    def image_laterality(self) -> str:
        """`R` or `L`, the DICOM ImageLaterality (0020,0062)."""
        return self.value.split("-")[0]

    @property
    def view_position(self) -> str:
        """`CC` or `MLO`, the DICOM ViewPosition (0018,5101)."""
        return self.value.split("-")[1]

    @property
    def label(self) -> str:
        """As it stands in the corner of a film: `R CC`."""
        return self.value.replace("-", " ")


ALL_VIEWS = tuple(ViewName)


class Technique(StrEnum):
    """How the mammograms were taken whose look a case has."""

    DIGITAL = "digital"
    FILM = "film"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that determines a case; equal recipes give equal cases.

    Attributes:
        bundle_name: name of the model bundle that draws the case.
        bundle_hash: SHA-256 of the bundle's content, hexadecimal.
        seed: 0 to `inference.seeds.MAX_SEED`.
        truncation_psi: 0 (the average breast) to 1 (all the variety the model learned).
        technique: whose look the case has.
        views: one to four different views.

    Raises:
        RecipeError: a value is out of range.
    """

    bundle_name: str
    bundle_hash: str
    seed: int
    truncation_psi: float = 0.65
    technique: Technique = Technique.DIGITAL
    views: tuple[ViewName, ...] = ALL_VIEWS

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise RecipeError(f"The seed has to be a whole number, not {self.seed!r}.")
        if not 0 <= self.seed <= MAX_SEED:
            raise RecipeError(f"The seed has to lie between 0 and {MAX_SEED}, not {self.seed}.")
        if not isinstance(self.truncation_psi, int | float) or not 0 <= self.truncation_psi <= 1:
            raise RecipeError(
                f"The truncation has to lie between 0 and 1, not {self.truncation_psi!r}."
            )
        if not self.views or len(set(self.views)) != len(self.views):
            raise RecipeError("A recipe names one to four different views.")

    @property
    def case_id(self) -> str:
        """A random-looking name that tells a reader nothing of the recipe.

        It depends on everything but the list of views, so that a case keeps its name, and its
        pictures, when a view is added.
        """
        text = json.dumps(_plain(replace(self, views=ALL_VIEWS)), sort_keys=True)
        return hashlib.sha256(b"mammogym case " + text.encode()).hexdigest()[:12].upper()


def to_json(recipe: Recipe) -> str:
    """The recipe as JSON text, with the format's number first."""
    return json.dumps({"format": FORMAT, **_plain(recipe)}, indent=2) + "\n"


def from_json(text: str, where: str = "The recipe") -> Recipe:
    """Read a recipe from JSON text.

    Args:
        text: what `to_json` wrote.
        where: how to name the source in a message, for example a file's path.

    Raises:
        RecipeError: not JSON, another format, an unknown or missing field, or a bad value.
    """
    try:
        values = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise RecipeError(f"{where} is not JSON: {error}. Choose a recipe.json.") from error
    if not isinstance(values, dict) or "format" not in values:
        raise RecipeError(f"{where} is not a recipe: it has no format number.")
    version = values.pop("format")
    if version != FORMAT:
        raise RecipeError(
            f"{where} has recipe format {version!r}; this program reads format {FORMAT}. "
            "A newer version of Mammogym may read it."
        )
    return _from_plain(values, where)


def write_recipe(recipe: Recipe, path: Path) -> None:
    """Write a recipe to a file.

    Raises:
        OutputError: the file could not be written.
    """
    write_text(path, to_json(recipe))


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from a file.

    Raises:
        RecipeError: the file cannot be read or holds no usable recipe.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise RecipeError(f"{path} is too large for a recipe. Choose a recipe.json.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"Could not read the recipe {path}: {error}.") from error
    return from_json(text, where=str(path))


def parse_view_name(text: str) -> ViewName:
    """Read a view's name as people write it: `R-CC`, `rcc`, `L MLO`.

    Raises:
        RecipeError: no such view.
    """
    squeezed = text.upper().replace("-", "").replace("_", "").replace(" ", "")
    for name in ViewName:
        if squeezed == name.value.replace("-", ""):
            return name
    raise RecipeError(f"There is no view {text!r}; the views are {', '.join(ALL_VIEWS)}.")


def _plain(recipe: Recipe) -> dict[str, Any]:
    values = asdict(recipe)
    values["views"] = [name.value for name in recipe.views]
    values["technique"] = recipe.technique.value
    values["truncation_psi"] = float(recipe.truncation_psi)
    return values


def _from_plain(values: dict[str, Any], where: str) -> Recipe:
    known = {field.name for field in fields(Recipe)}
    if unknown := sorted(set(values) - known):
        raise RecipeError(f"{where} has fields this program does not know: {', '.join(unknown)}.")
    if missing := sorted(known - set(values)):
        raise RecipeError(f"{where} lacks {', '.join(missing)}.")
    for text in ("bundle_name", "bundle_hash", "technique"):
        if not isinstance(values[text], str):
            raise RecipeError(f"{where}: {text} has to be text, not {values[text]!r}.")
    if not isinstance(values["views"], list):
        raise RecipeError(f"{where}: views has to be a list of view names.")
    try:
        technique = Technique(values["technique"])
    except ValueError:
        raise RecipeError(
            f"{where}: there is no technique {values['technique']!r}; "
            f"the techniques are {', '.join(Technique)}."
        ) from None
    views = tuple(parse_view_name(str(name)) for name in values["views"])
    return Recipe(**{**values, "technique": technique, "views": views})
