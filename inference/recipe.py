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
from inference.lesions.removal_spec import (
    MAX_REMOVALS,
    Removal,
    removal_to_json,
    removals_from_json,
)
from inference.lesions.spec import MAX_LESIONS, LesionSpec
from inference.lesions.spec_json import lesion_to_json, lesions_from_json
from inference.recipe_edits import (
    MAX_ATTRIBUTES,
    MAX_COMPONENTS,
    MAX_LOCAL_EDITS,
    MAX_MIXES,
    MAX_OTHER_SEEDS,
    MAX_TEXTURE_STRENGTH,
    AttributeSetting,
    ComponentEdit,
    Interpolation,
    LocalEdit,
    StyleMix,
    attributes_from_json,
    check_count,
    check_seed,
    checked_number,
    edits_from_json,
)

PLAIN_FORMAT = 1
"""Number of the format of recipes without edits, which programs before the edits read too."""

FORMAT = 2
"""Number of the format with edits; higher numbers are refused."""

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
        attributes: sliders that do not stand at 0, in the order of their names.
        components: steps along principal components of w.
        mixing: layers that take after other seeds; later ones win.
        local_edits: places that take after reference cases, one after the other.
        interpolation: other seeds and their shares; the own seed has what is left of 1.
        texture_seed: of the noise; None takes the case's own.
        texture_strength: 0 (no noise) to 2; 1 as trained.
        asymmetry: 0 (both breasts alike) to 1 (as breasts of two women); None as usual.
        lesions: put in one after the other, when all else is drawn; the breast stays as it is.
        removals: what is taken away at the end, each from one view, lesions too.

    Every edit but removals acts on all views alike. They are applied in this order: w of the
    interpolated and mixed seeds, truncation, attributes, components, styles, local edits, lesions,
    removals.

    Raises:
        RecipeError: a value is out of range.
    """

    bundle_name: str
    bundle_hash: str
    seed: int
    truncation_psi: float = 0.65
    technique: Technique = Technique.DIGITAL
    views: tuple[ViewName, ...] = ALL_VIEWS
    attributes: tuple[AttributeSetting, ...] = ()
    components: tuple[ComponentEdit, ...] = ()
    mixing: tuple[StyleMix, ...] = ()
    local_edits: tuple[LocalEdit, ...] = ()
    interpolation: tuple[Interpolation, ...] = ()
    texture_seed: int | None = None
    texture_strength: float = 1.0
    asymmetry: float | None = None
    lesions: tuple[LesionSpec, ...] = ()
    removals: tuple[Removal, ...] = ()

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if not isinstance(self.truncation_psi, int | float) or not 0 <= self.truncation_psi <= 1:
            raise RecipeError(
                f"The truncation has to lie between 0 and 1, not {self.truncation_psi!r}."
            )
        if not self.views or len(set(self.views)) != len(self.views):
            raise RecipeError("A recipe names one to four different views.")
        self._keep_sliders_in_order()
        self._check_edits()

    def _keep_sliders_in_order(self) -> None:
        """Sliders at 0 change nothing, nor does their order: such recipes are equal."""
        moved = (setting for setting in self.attributes if setting.position)
        object.__setattr__(self, "attributes", tuple(sorted(moved, key=lambda one: one.name)))

    def _check_edits(self) -> None:
        for field, most in _MOST_EDITS.items():
            check_count(getattr(self, field), field, most)
        names = [setting.name for setting in self.attributes]
        if len(set(names)) < len(names):
            raise RecipeError("A recipe sets each attribute once.")
        if sum(other.weight for other in self.interpolation) > 1 + 1e-9:
            raise RecipeError("The weights of an interpolation add up to more than 1.")
        if self.texture_seed is not None:
            check_seed(self.texture_seed, "The seed of the texture")
        strength = checked_number(
            self.texture_strength, "The strength of the texture", 0, MAX_TEXTURE_STRENGTH
        )
        object.__setattr__(self, "texture_strength", strength)
        if self.asymmetry is not None:
            asymmetry = checked_number(self.asymmetry, "The asymmetry", 0, 1)
            object.__setattr__(self, "asymmetry", asymmetry)

    def position(self, attribute: str) -> float:
        """Where the slider of an attribute stands, in sd."""
        return next((one.position for one in self.attributes if one.name == attribute), 0.0)

    def with_position(self, attribute: str, position: float) -> Recipe:
        """The recipe with one slider moved."""
        others = tuple(one for one in self.attributes if one.name != attribute)
        moved = AttributeSetting(name=attribute, position=position)
        return replace(self, attributes=(*others, moved))

    @property
    def is_edited(self) -> bool:
        """Whether it holds more than the choice of a seed, its truncation, look and views."""
        return self != self.unedited

    @property
    def unedited(self) -> Recipe:
        """The recipe without any edit."""
        return replace(self, **_UNEDITED)

    @property
    def without_lesions(self) -> Recipe:
        """The recipe of the same breasts without any lesion: the case's twin."""
        return replace(self, lesions=())

    @property
    def without_removals(self) -> Recipe:
        """The recipe with nothing taken away."""
        return replace(self, removals=())

    @property
    def case_id(self) -> str:
        """A random-looking name that tells a reader nothing of the recipe.

        It depends on everything but the list of views, so that a case keeps its name, and its
        pictures, when a view is added.
        """
        text = json.dumps(_plain(replace(self, views=ALL_VIEWS)), sort_keys=True)
        return hashlib.sha256(b"mammogym case " + text.encode()).hexdigest()[:12].upper()


_MOST_EDITS = {
    "attributes": MAX_ATTRIBUTES,
    "components": MAX_COMPONENTS,
    "mixing": MAX_MIXES,
    "local_edits": MAX_LOCAL_EDITS,
    "interpolation": MAX_OTHER_SEEDS,
    "lesions": MAX_LESIONS,
    "removals": MAX_REMOVALS,
}
_EDIT_KINDS = {
    "components": ComponentEdit,
    "mixing": StyleMix,
    "local_edits": LocalEdit,
    "interpolation": Interpolation,
}
_UNEDITED: dict[str, Any] = {
    **dict.fromkeys(_MOST_EDITS, ()),
    "texture_seed": None,
    "texture_strength": 1.0,
    "asymmetry": None,
}


def to_json(recipe: Recipe) -> str:
    """The recipe as JSON text, with the format's number first."""
    version = FORMAT if recipe.is_edited else PLAIN_FORMAT
    return json.dumps({"format": version, **_plain(recipe)}, indent=2) + "\n"


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
    if isinstance(version, bool) or version not in (PLAIN_FORMAT, FORMAT):
        raise RecipeError(
            f"{where} has recipe format {version!r}; this program reads the formats "
            f"{PLAIN_FORMAT} and {FORMAT}. A newer version of Mammogym may read it."
        )
    return _from_plain(values, where, with_edits=version == FORMAT)


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
    """The values of a recipe; edits only where there are some, so that old ids stay."""
    values = asdict(recipe)
    values["views"] = [name.value for name in recipe.views]
    values["technique"] = recipe.technique.value
    values["truncation_psi"] = float(recipe.truncation_psi)
    values["attributes"] = {one.name: one.position for one in recipe.attributes}
    values["lesions"] = [lesion_to_json(lesion) for lesion in recipe.lesions]
    for edit in values["local_edits"]:
        if edit["feather"] is None:
            del edit["feather"]
    values["removals"] = [removal_to_json(removal) for removal in recipe.removals]
    for field, unedited in _UNEDITED.items():
        if getattr(recipe, field) == unedited:
            del values[field]
    return values


def _from_plain(values: dict[str, Any], where: str, *, with_edits: bool) -> Recipe:
    needed = {field.name for field in fields(Recipe)} - set(_UNEDITED)
    known = needed | set(_UNEDITED) if with_edits else needed
    if unknown := sorted(set(values) - known):
        raise RecipeError(f"{where} has fields this program does not know: {', '.join(unknown)}.")
    if missing := sorted(needed - set(values)):
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
    edits = _edits_from_plain(values, where)
    return Recipe(**{**values, **edits, "technique": technique, "views": views})


def _edits_from_plain(values: dict[str, Any], where: str) -> dict[str, Any]:
    edits: dict[str, Any] = {
        field: edits_from_json(kind, values[field], f"{where}: {field}", _MOST_EDITS[field])
        for field, kind in _EDIT_KINDS.items()
        if field in values
    }
    if "attributes" in values:
        edits["attributes"] = attributes_from_json(values["attributes"], where)
    if "lesions" in values:
        edits["lesions"] = lesions_from_json(values["lesions"], f"{where}: lesions")
    if "removals" in values:
        edits["removals"] = removals_from_json(values["removals"], f"{where}: removals")
    return edits
