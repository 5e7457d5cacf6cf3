"""Claims about blueprints: what is written is read, and what cannot be is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.birads import Composition
from inference.case_sets.blueprint import (
    Blueprint,
    blueprint_from_json,
    blueprint_from_toml,
    blueprint_json,
    read_blueprint,
)
from inference.case_sets.blueprint_text import blueprint_toml, write_blueprint
from inference.case_sets.plan import case_id_of, plan_of, shares
from inference.errors import BlueprintError

FULL = """
title = "All there is"
author = "An educator"
licence = "CC BY 4.0"
description = \"\"\"Two lines
with "quotes" and \\\\ signs.\"\"\"
cases = 21
seed = 9007199254740991
views = ["rcc", "L MLO"]
technique = {digital = 2, film = 1}
truncation = [0.5, 0.8]
bits = 8
prevalence = 0.34

[density]
a = 1
b = 3.5
tries = 4

[[lesions]]
name = "spiculated ones"
weight = 2
kind = "mass"
words = {margin = "spiculated", shape = ["round", "irregular"]}
size_mm = [8, 20]
contrast = 0.9
difficulty = "hard"
place = {side = "L", region = "upper_outer"}
teaching = "Look at the edge."

[[lesions]]
library = "oil_cyst"

[random_edits]
probability = 0.2

[quiz]
mode = "exam"
answers = "never"
minutes = 60
"""
LEAST = 'title = "T"\ncases = 1\nseed = 0\n'


def test_a_blueprint_is_read_written_and_read_again(tmp_path: Path) -> None:
    before = blueprint_from_toml(FULL)
    assert before.lesions[0].words == {"margin": ("spiculated",), "shape": ("round", "irregular")}
    assert before.lesions[0].contrast == (0.9, 0.9)
    assert before.description == 'Two lines\nwith "quotes" and \\ signs.'
    write_blueprint(before, tmp_path / "a.toml")
    assert read_blueprint(tmp_path / "a.toml") == before
    assert blueprint_from_json(blueprint_json(before)) == before
    assert blueprint_toml(read_blueprint(tmp_path / "a.toml")) == blueprint_toml(before)


def test_what_is_usual_may_be_left_out() -> None:
    blueprint = blueprint_from_toml(LEAST)
    assert len(blueprint.views) == 4
    assert blueprint.truncation == (0.65, 0.65)
    assert blueprint_toml(blueprint) == f"format = 1\n{LEAST}"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("", "title: Field required"),
        (LEAST + "x = [", "no TOML"),
        (LEAST + "format = 2", "format '2'"),
        (LEAST + "colour = 1", "colour"),
        (LEAST.replace("1\n", "0\n", 1), "cases"),
        (LEAST.replace("1\n", "true\n", 1), "cases"),
        (LEAST.replace("0\n", "9007199254740992\n"), "seed"),
        (LEAST + "prevalence = 0.5", "names lesions"),
        (LEAST + "prevalence = nan", "prevalence"),
        (LEAST + "truncation = [0.9, 0.5]", "truncation is empty"),
        (LEAST + 'views = ["R-CC", "rcc"]', "each view once"),
        (LEAST + 'views = ["XCC"]', "no view 'XCC'"),
        (LEAST + "[density]\ntries = 3", "at least one class"),
        (LEAST + "[[lesions]]", "either a kind or an example"),
        (LEAST + '[[lesions]]\nkind = "mass"\nlibrary = "oil_cyst"', "either a kind"),
        (LEAST + '[[lesions]]\nlibrary = "unicorn"', "no example 'unicorn'"),
        (LEAST + '[[lesions]]\nlibrary = "oil_cyst"\nsize_mm = 3', "taken as it is"),
        (LEAST + '[[lesions]]\nkind = "mass"\nsize_mm = [5, 900]', "size of a mass"),
        (LEAST + '[[lesions]]\nkind = "mass"\nsize_mm = [9, 5]', "9 to 5 of a lesion is empty"),
        (LEAST + '[[lesions]]\nkind = "mass"\nwords = {margin = "blue"}', "no margin of mass"),
        (LEAST + '[[lesions]]\nkind = "mass"\nwords = {colour = "blue"}', "no word for 'colour'"),
        (LEAST + '[[lesions]]\nkind = "mass"\nplace = {region = "left"}', "no place of a lesion"),
        (LEAST + '[[lesions]]\nkind = "mass"\n[[lesions]]\nkind = "mass"', "one name"),
        (LEAST + "made = 2026-11-20", "no value is a date"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(change: str, reason: str) -> None:
    with pytest.raises(BlueprintError, match=reason) as refusal:
        blueprint_from_toml(change)
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_no_blueprint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "b.toml").write_text(" " * 300_000)
    for name, reason in (("a", "no text"), ("b", "too large"), ("c", "cannot be read")):
        with pytest.raises(BlueprintError, match=reason):
            read_blueprint(tmp_path / f"{name}.toml")


def test_a_plan_has_the_numbers_that_were_asked_for() -> None:
    blueprint = blueprint_from_toml(FULL)
    plans = plan_of(blueprint)
    sick = [plan.lesion for plan in plans if plan.lesion is not None]
    assert (len(plans), len(sick)) == (21, round(0.34 * 21))
    assert (sick.count(0), sick.count(1)) == (5, 2)
    classes = [plan.density for plan in plans]
    assert (classes.count(Composition.A), classes.count(Composition.B)) == (5, 16)
    assert [str(plan.technique) for plan in plans].count("film") == 7
    assert plan_of(blueprint) == plans


def test_the_order_of_a_plan_depends_on_the_seed() -> None:
    blueprint = blueprint_from_toml(FULL)
    other = blueprint.model_copy(update={"seed": 1})
    assert [one.lesion for one in plan_of(other)] != [one.lesion for one in plan_of(blueprint)]


def test_another_prevalence_leaves_the_order_of_density_as_it_was() -> None:
    blueprint = blueprint_from_toml(FULL)
    other = blueprint.model_copy(update={"prevalence": 0.9})
    assert [one.density for one in plan_of(other)] == [one.density for one in plan_of(blueprint)]


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=8), st.integers(0, 200))
@settings(max_examples=100, deadline=None)
def test_shares_add_up_and_are_within_one_of_the_exact_ones(
    weights: list[float], count: int
) -> None:
    named = dict(enumerate(weights))
    dealt = shares(named, count)
    assert sum(dealt.values()) == count
    for kind, number in dealt.items():
        assert abs(number - count * named[kind] / sum(weights)) < 1 + 1e-6


def test_ids_of_cases_tell_nothing_and_change_with_anything() -> None:
    blueprint: Blueprint = blueprint_from_toml(FULL)
    ids = [case_id_of(blueprint, "0" * 64, index) for index in range(21)]
    assert len(set(ids)) == 21
    assert ids != sorted(ids)
    other = blueprint.model_copy(update={"title": "Other"})
    assert case_id_of(other, "0" * 64, 0) != ids[0] != case_id_of(blueprint, "1" * 64, 0)
