"""Claims about wanted lesions: words, bounds, and how recipes keep them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from inference.birads import FindingKind, Region
from inference.case_files import stem
from inference.commands.lesion_arguments import lesion
from inference.errors import RecipeError
from inference.lesions.spec import MAX_LESIONS, LesionSpec, Place
from inference.recipe import Recipe, from_json, to_json

PLAIN = Recipe(bundle_name="m", bundle_hash="0" * 64, seed=7)
TYPED = "mass shape=irregular margin=spiculated size_mm=14 at=upper-outer"


def test_a_typed_lesion_has_its_words_and_the_usual_ones_where_none_is_given() -> None:
    spec = lesion(TYPED)
    assert spec.kind is FindingKind.MASS
    assert dict(spec.words) == {
        "shape": "irregular",
        "margin": "spiculated",
        "density": "equal_density",
    }
    assert (spec.size_mm, spec.contrast, spec.place.region) == (14, 1, Region.UPPER_OUTER)


def test_a_point_tells_the_side() -> None:
    place = lesion("mass at=rcc:120,60.5").place
    assert (place.side, place.view, place.point_mm) == ("R", "R-CC", (120, 60.5))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lump", "no kind of lesion 'lump'; there are mass"),
        ("mass shape=star", "no shape of mass 'star'; there are oval, round, irregular"),
        ("mass colour=red", "A lesion has no 'colour'"),
        ("mass morphology=rim", "A mass has no word for 'morphology'; it has shape"),
        ("mass size_mm=900", "size of a mass in mm has to lie between 3 and 60"),
        ("mass size_mm=nan", "has to lie between 3 and 60"),
        ("mass contrast=9", "contrast of a lesion has to lie between 0.2 and 3"),
        ("mass at=behind", "no place 'behind'; there are upper-outer"),
        ("mass at=rcc:2000,5", "point of a lesion has to lie between 0 and 1000"),
        ("mass side=up", "right or left, not 'up'"),
        ("mass side=left at=rcc:20,5", "either at a point of a view or in a region"),
        ("mass seed=-1", "seed of a lesion has to be a whole number"),
        ("mass engine=magic", "no lesion engine 'magic'"),
        ("mass round", "write NAME=VALUE"),
        ("", "no kind of lesion ''"),
    ],
)
def test_a_bad_word_is_refused_with_what_is_possible(text: str, sentence: str) -> None:
    with pytest.raises(RecipeError, match=sentence):
        lesion(text)


def test_a_recipe_keeps_its_lesions_and_the_twin_is_the_plain_recipe() -> None:
    recipe = replace(PLAIN, lesions=(lesion(TYPED), lesion("mass at=lmlo:100,50", 1)))
    assert json.loads(to_json(recipe))["format"] == 2
    assert from_json(to_json(recipe)) == recipe
    assert recipe.without_lesions == PLAIN
    assert recipe.case_id != PLAIN.case_id
    assert stem(recipe) == stem(PLAIN)
    assert hash(recipe) == hash(from_json(to_json(recipe)))


@pytest.mark.parametrize(
    ("lesions", "sentence"),
    [
        ({}, "list of objects"),
        ([1], "list of objects"),
        ([{}], "lacks the kind"),
        ([{"kind": "mass"}] * (MAX_LESIONS + 1), "at most 8"),
        ([{"kind": "mass", "extra": 1}], "does not know: extra"),
        ([{"kind": ["mass"]}], "no kind of lesion"),
        ([{"kind": "mass", "words": []}], "words has to be an object"),
        ([{"kind": "mass", "words": {"shape": 3}}], "no shape of mass 3"),
        ([{"kind": "mass", "place": 3}], "place has to be an object"),
        ([{"kind": "mass", "place": {"row_mm": 3}}], "not in ''"),
        ([{"kind": "mass", "place": {"view": "R-CC", "row_mm": "3", "column_mm": 1}}], "point of"),
        ([{"kind": "mass", "size_mm": "large"}], "size of a mass"),
        ([{"kind": "mass", "seed": 1.5}], "whole number"),
        ([{"kind": "mass", "engine": []}], "no lesion engine"),
    ],
)
def test_lesions_of_a_hostile_recipe_are_refused(lesions: Any, sentence: str) -> None:
    values = json.loads(to_json(replace(PLAIN, lesions=(LesionSpec(kind=FindingKind.MASS),))))
    values["lesions"] = lesions
    with pytest.raises(RecipeError, match=sentence):
        from_json(json.dumps(values))


def test_a_region_that_is_no_place_for_a_lesion_is_refused() -> None:
    with pytest.raises(RecipeError, match="place of a lesion"):
        Place(region=Region.AXILLARY_TAIL)


def test_a_point_may_tell_its_height_in_the_other_view() -> None:
    place = Place(view="R-CC", row_mm=120, column_mm=60.5, across_mm=-12.5)
    recipe = replace(PLAIN, lesions=(LesionSpec(kind=FindingKind.MASS, place=place),))
    assert from_json(to_json(recipe)) == recipe
    without = replace(recipe.lesions[0], place=replace(place, across_mm=None))
    assert "across_mm" not in to_json(replace(PLAIN, lesions=(without,)))


@pytest.mark.parametrize("values", [{"across_mm": 5}, {"side": "R", "across_mm": 5}])
def test_a_height_without_a_point_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(RecipeError, match="point of a lesion lies in"):
        Place(**values)
