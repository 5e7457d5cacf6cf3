"""Claims about recipes: what they hold, that old ones stay what they were, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import RecipeError
from inference.recipe import MAX_FILE_BYTES, Recipe, from_json, read_recipe, to_json
from inference.recipe_edits import (
    MAX_COMPONENTS,
    MAX_LOCAL_EDITS,
    AttributeSetting,
    ComponentEdit,
    Interpolation,
    LocalEdit,
    StyleMix,
)
from inference.seeds import MAX_SEED

PLAIN = Recipe(bundle_name="m", bundle_hash="0" * 64, seed=7)
EDITED = replace(
    PLAIN,
    attributes=(
        AttributeSetting(name="density", position=1.5),
        AttributeSetting(name="brightness", position=-0.25),
    ),
    components=(ComponentEdit(index=3, amount=2, first_layer=0, last_layer=5),),
    mixing=(StyleMix(seed=8, first_layer=4, last_layer=9),),
    local_edits=(
        LocalEdit(part=4, seed=9, strength=0.5),
        LocalEdit(mask=(10, 5, 65), seed=10, strength=1),
    ),
    interpolation=(Interpolation(seed=11, weight=0.25),),
    texture_seed=12,
    texture_strength=0.5,
    asymmetry=0.1,
)


def test_an_unedited_recipe_keeps_the_id_and_the_text_of_format_1() -> None:
    assert PLAIN.case_id == "4126F0AFA025"
    assert json.loads(to_json(PLAIN)) == {
        "format": 1,
        "bundle_name": "m",
        "bundle_hash": "0" * 64,
        "seed": 7,
        "truncation_psi": 0.65,
        "technique": "digital",
        "views": ["R-CC", "L-CC", "R-MLO", "L-MLO"],
    }
    assert from_json(to_json(PLAIN)) == PLAIN
    assert not PLAIN.is_edited


def test_an_edited_recipe_comes_back_as_it_was_written() -> None:
    assert json.loads(to_json(EDITED))["format"] == 2
    assert from_json(to_json(EDITED)) == EDITED
    assert EDITED.is_edited
    assert EDITED.unedited == PLAIN


edits = st.fixed_dictionaries(
    {},
    optional={
        "attributes": st.lists(
            st.builds(
                AttributeSetting,
                name=st.sampled_from(["density", "contrast", "breast_area"]),
                position=st.floats(-10, 10),
            ),
            unique_by=lambda one: one.name,
        ).map(tuple),
        "components": st.lists(
            st.builds(
                ComponentEdit,
                index=st.integers(0, 99),
                amount=st.floats(-10, 10),
                first_layer=st.integers(0, 7),
                last_layer=st.integers(7, 15),
                per_condition=st.booleans(),
            ),
            max_size=5,
        ).map(tuple),
        "interpolation": st.lists(
            st.builds(Interpolation, seed=st.integers(0, MAX_SEED), weight=st.floats(0, 0.3)),
            max_size=3,
        ).map(tuple),
        "texture_seed": st.none() | st.integers(0, MAX_SEED),
        "texture_strength": st.floats(0, 2),
        "asymmetry": st.none() | st.floats(0, 1),
    },
)


@given(edits)
def test_every_recipe_survives_being_written_and_read(values: dict[str, Any]) -> None:
    recipe = replace(PLAIN, **values)
    again = from_json(to_json(recipe))
    assert again == recipe
    assert again.case_id == recipe.case_id
    assert to_json(again) == to_json(recipe)
    assert recipe.is_edited == (recipe.case_id != PLAIN.case_id)


@pytest.mark.parametrize(
    "field", [name for name in json.loads(to_json(EDITED)) if name not in ("format", "views")]
)
def test_everything_but_the_views_tells_in_the_case_id(field: str) -> None:
    other = {"bundle_name": "n", "bundle_hash": "1" * 64, "technique": "film"}
    unedited = {**json.loads(to_json(PLAIN)), "texture_strength": 1.0}
    values = json.loads(to_json(EDITED))
    if field in other:
        values[field] = other[field]
    elif field in unedited:
        values[field] = {"seed": 8, "truncation_psi": 0.5}.get(field, 1.0)
    else:
        del values[field]
    assert from_json(json.dumps(values)).case_id != EDITED.case_id


def test_sliders_at_0_and_the_order_of_sliders_make_no_difference() -> None:
    turned = replace(EDITED, attributes=EDITED.attributes[::-1])
    assert turned == EDITED
    still = EDITED.with_position("contrast", 0)
    assert still == EDITED and still.case_id == EDITED.case_id
    assert EDITED.with_position("density", 0).position("density") == 0
    assert EDITED.with_position("density", -2).position("density") == -2
    assert EDITED.position("nobody") == 0


def test_a_recipe_can_be_a_key() -> None:
    assert len({EDITED, from_json(to_json(EDITED)), PLAIN}) == 2


def broken(**changes: Any) -> str:
    return json.dumps({**json.loads(to_json(EDITED)), **changes})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 3}, "reads the formats 1 and 2"),
        ({"format": True}, "has recipe format True"),
        ({"format": 1}, "fields this program does not know: asymmetry, attributes"),
        ({"findings": []}, "does not know: findings"),
        ({"attributes": []}, "attributes has to be an object"),
        ({"attributes": {"density": "high"}}, "slider of density has to lie between -10 and 10"),
        ({"attributes": {"density": 11}}, "slider of density has to lie between"),
        ({"attributes": {"density": 10**400}}, "slider of density has to lie between"),
        ({"attributes": {"../x": 1}}, "cannot be the name of an attribute"),
        ({"attributes": {f"a{i}": 1 for i in range(65)}}, "at most 64"),
        ({"components": {}}, "components has to be a list of objects"),
        ({"components": [1]}, "components has to be a list of objects"),
        ({"components": [{"index": 1}]}, "components lacks a field"),
        ({"components": [{"index": 1, "x": 2}]}, "does not know: x"),
        ({"mixing": [{"seed": -1, "first_layer": 0, "last_layer": 1}]}, "seed has to lie"),
        ({"mixing": [{"seed": 1, "first_layer": 2, "last_layer": 1}]}, "comes after the last"),
        ({"mixing": [{"seed": 1, "first_layer": 0, "last_layer": 256}]}, "from 0 to 255"),
        ({"local_edits": [{"seed": 1, "strength": 0.5}]}, "either a part or a painted region"),
        ({"local_edits": [{"seed": 1, "strength": 2, "part": 1}]}, "strength of a local edit"),
        ({"local_edits": [{"seed": 1, "strength": 1, "mask": "1"}]}, "list of run lengths"),
        ({"local_edits": [{"seed": 1, "strength": 1, "mask": [80]}]}, "at least one cell"),
        ({"local_edits": [{"seed": 1, "strength": 1, "mask": [0, -1]}]}, "run of a painted"),
        ({"local_edits": [{"seed": 1, "strength": 1, "mask": [1] * 5000}]}, "at most 4096 runs"),
        ({"interpolation": [{"seed": 1, "weight": 0.6}, {"seed": 2, "weight": 0.6}]}, "more than"),
        ({"interpolation": [{"seed": 1, "weight": 0.1}] * 4}, "at most 3"),
        ({"texture_seed": 1.5}, "seed of the texture has to be a whole number"),
        ({"texture_strength": 2.1}, "strength of the texture has to lie between 0 and 2"),
        ({"texture_strength": None}, "strength of the texture"),
        ({"asymmetry": -0.1}, "asymmetry has to lie between 0 and 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(
    changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RecipeError, match=sentence):
        from_json(broken(**changes))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    text = to_json(EDITED).replace('"texture_strength": 0.5', f'"texture_strength": {number}')
    with pytest.raises(RecipeError, match="strength of the texture"):
        from_json(text)


def test_the_fullest_recipe_is_small_enough_to_be_read(tmp_path: Path) -> None:
    step = ComponentEdit(index=4095, amount=-1 / 3, first_layer=100, last_layer=255)
    painted = LocalEdit(seed=MAX_SEED, strength=1 / 3, mask=(1,) * 80)
    full = replace(
        EDITED, components=(step,) * MAX_COMPONENTS, local_edits=(painted,) * MAX_LOCAL_EDITS
    )
    path = tmp_path / "recipe.json"
    path.write_text(to_json(full))
    assert path.stat().st_size < MAX_FILE_BYTES
    assert read_recipe(path) == full
