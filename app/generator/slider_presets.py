"""Named settings of sliders, kept for other seeds and other days."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inference.atomic_files import write_text
from inference.errors import InputError, RecipeError
from inference.recipe import Recipe
from inference.recipe_edits import (
    MAX_COMPONENTS,
    AttributeSetting,
    ComponentEdit,
    attributes_from_json,
    edits_from_json,
)

FORMAT = 1
MAX_PRESETS = 200
MAX_NAME = 60
MAX_FILE_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SliderPreset:
    """Sliders and components under a name.

    Attributes:
        name: as people gave it.
        attributes: sliders that do not stand at 0.
        components: steps along components.

    Raises:
        InputError: the name is empty or too long.
    """

    name: str
    attributes: tuple[AttributeSetting, ...] = ()
    components: tuple[ComponentEdit, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not 0 < len(self.name.strip()) <= MAX_NAME:
            raise InputError(f"The name of a preset has 1 to {MAX_NAME} letters.")

    def applied(self, recipe: Recipe) -> Recipe:
        """A recipe with these sliders and components in place of its own."""
        return replace(recipe, attributes=self.attributes, components=self.components)


def preset_of(name: str, recipe: Recipe) -> SliderPreset:
    """The sliders and components of a recipe under a name.

    Raises:
        InputError: the name cannot be used, or there is nothing to keep.
    """
    if not recipe.attributes and not recipe.components:
        raise InputError("All sliders stand at their beginning. Move some before keeping them.")
    return SliderPreset(
        name=name.strip(), attributes=recipe.attributes, components=recipe.components
    )


def with_preset(
    presets: tuple[SliderPreset, ...], preset: SliderPreset
) -> tuple[SliderPreset, ...]:
    """With a preset, in place of one of the same name.

    Raises:
        InputError: there are too many.
    """
    others = tuple(one for one in presets if one.name != preset.name)
    if len(others) >= MAX_PRESETS:
        raise InputError(f"At most {MAX_PRESETS} presets can be kept. Delete some first.")
    return tuple(sorted((*others, preset), key=lambda one: one.name.casefold()))


def write_presets(path: Path, presets: tuple[SliderPreset, ...]) -> None:
    """Write presets in one step.

    Raises:
        OutputError: they could not be written.
    """
    values = {"format": FORMAT, "presets": [_plain(preset) for preset in presets]}
    write_text(path, json.dumps(values, indent=1, ensure_ascii=False) + "\n")


def read_presets(path: Path) -> tuple[SliderPreset, ...]:
    """Read presets; none where there is no file.

    Raises:
        InputError: the file is damaged or of another format.
    """
    if not path.exists():
        return ()
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError("it is too large")
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise InputError(f"it does not have format {FORMAT}")
        listed = values.get("presets")
        if not isinstance(listed, list) or len(listed) > MAX_PRESETS:
            raise InputError("it holds no list of presets")
        return tuple(_from_plain(item) for item in listed)
    except (OSError, ValueError, RecursionError, RecipeError, InputError) as error:
        raise InputError(
            f"The presets in {path} cannot be read: {error}. Mend the file, or move it away."
        ) from error


def _plain(preset: SliderPreset) -> dict[str, Any]:
    return {
        "name": preset.name,
        "attributes": {one.name: one.position for one in preset.attributes},
        "components": [
            {
                "index": one.index,
                "amount": one.amount,
                "first_layer": one.first_layer,
                "last_layer": one.last_layer,
                "per_condition": one.per_condition,
            }
            for one in preset.components
        ],
    }


def _from_plain(item: object) -> SliderPreset:
    if not isinstance(item, dict) or set(item) != {"name", "attributes", "components"}:
        raise InputError("a preset has a name, attributes and components")
    return SliderPreset(
        name=item["name"],
        attributes=attributes_from_json(item["attributes"], "a preset"),
        components=edits_from_json(
            ComponentEdit, item["components"], "components of a preset", MAX_COMPONENTS
        ),
    )
