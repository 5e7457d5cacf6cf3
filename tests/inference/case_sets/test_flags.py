"""Claims about flags and the balance: doubtful pictures are told, what is missing counted."""

from __future__ import annotations

from dataclasses import replace

from inference.birads import Composition
from inference.case_sets.balance import BalanceRow, balance
from inference.case_sets.blueprint import blueprint_from_toml
from inference.case_sets.case_set import SetCase
from inference.case_sets.case_truth import Asked, CaseTruth, Flags, SuspiciousPlace
from inference.case_sets.flags import fingerprints_of, with_duplicates_flagged
from inference.recipe import Recipe, ViewName
from tests.inference.case_sets.made_sets import finding, made_case

BLUEPRINT = blueprint_from_toml(
    """
title = "T"
cases = 4
seed = 1
prevalence = 0.5
technique = "film"
[density]
b = 1
d = 1
[[lesions]]
kind = "mass"
difficulty = "medium"
[[lesions]]
library = "oil_cyst"
difficulty = "easy"
"""
)


def _with_fingerprints(case: SetCase) -> SetCase:
    assert case.truth is not None
    prints = fingerprints_of(case.case())
    return case.with_truth(replace(case.truth, fingerprints=prints))


def test_a_case_that_looks_like_an_earlier_one_names_it() -> None:
    cases = [_with_fingerprints(made_case(number)) for number in range(3)]
    twin = replace(cases[1], case_id="AAAAAAAAAAAA")
    flagged = with_duplicates_flagged([*cases, twin])
    named = [case.truth.flags.near_duplicate_of for case in flagged if case.truth]
    assert named[-1] == cases[1].case_id
    assert flagged[-1].truth is not None and flagged[-1].truth.flags.doubtful


def test_what_makes_a_case_doubtful() -> None:
    chance = SuspiciousPlace(
        view=ViewName.L_CC, row=1.0, column=1.0, score=0.99, within_lesion=False
    )
    assert not Flags(artefact_score=0.9).doubtful
    assert Flags(artefact_score=1.1).doubtful
    assert Flags(foci=(chance,)).doubtful
    assert not Flags(foci=(chance.model_copy(update={"within_lesion": True}),)).doubtful
    assert not Flags(foci=(chance.model_copy(update={"score": 0.8}),)).doubtful
    assert Flags(unmet=("density d",)).doubtful


def _row(rows: tuple[BalanceRow, ...], group: str, name: str) -> BalanceRow:
    return next(row for row in rows if (row.group, row.name) == (group, name))


def test_the_balance_counts_what_is_there_against_what_was_asked() -> None:
    recipe = Recipe(bundle_name="t", bundle_hash="0" * 64, seed=1)
    sick = CaseTruth(
        recipe=recipe,
        findings=(finding(),),
        composition=Composition.B,
        asked=Asked(lesion="mass", difficulty="medium"),
    )
    healthy = CaseTruth(recipe=recipe, composition=Composition.C, flags=Flags(artefact_score=2.0))
    rows = balance([sick, healthy], BLUEPRINT)
    assert _row(rows, "cases", "all") == BalanceRow(group="cases", name="all", asked=4, present=2)
    assert not _row(rows, "cases", "all").met
    assert _row(rows, "abnormal", "with a lesion").asked == 2
    density = {row.name: (row.asked, row.present) for row in rows if row.group == "density"}
    assert density == {"a": (0, 0), "b": (2, 1), "c": (0, 1), "d": (2, 0)}
    lesions = {row.name: (row.asked, row.present) for row in rows if row.group == "lesion"}
    assert lesions == {"mass": (1, 1), "oil_cyst": (1, 0)}
    hard = {row.name: (row.asked, row.present) for row in rows if row.group == "difficulty"}
    assert hard == {"easy": (1, 0), "medium": (1, 1)}
    technique = {row.name: (row.asked, row.present) for row in rows if row.group == "technique"}
    assert technique == {"film": (4, 0), "digital": (0, 2)}
    assert _row(rows, "doubtful", "flagged").present == 1


def test_without_a_blueprint_nothing_was_asked() -> None:
    rows = balance([CaseTruth(findings=(finding(),))], None)
    assert all(row.asked is None and row.met for row in rows)
    assert _row(rows, "lesion", "mass").present == 1
