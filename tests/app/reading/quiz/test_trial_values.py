from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from app.reading.quiz.errors import QuizError
from app.reading.quiz.finding_values import finding_from_plain, finding_to_plain
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus, trial_id
from app.reading.quiz.trial_values import trial_from_plain, trial_to_plain
from inference.errors import InputError
from inference.real_pool.patches import Patch
from inference.recipe import ALL_VIEWS
from tests.app.reading.quiz.examples import FINDING, MASS, RECIPE, lesion_trial, rating_trial

PATCHES = QuizTrial(
    trial_id="P1",
    number=4,
    kind=RoundKind.PAIRS,
    stimuli=(
        Stimulus(picture_id="00ff", patch=Patch(row=64, column=0)),
        Stimulus(recipe=RECIPE, patch=Patch(row=5, column=100)),
    ),
    truths=(
        PictureTruth(picture_class=PictureClass.REAL, technique="film", left_out=2),
        PictureTruth(picture_class=PictureClass.EDITED, technique="digital"),
    ),
    target=1,
)


@pytest.mark.parametrize(
    "trial",
    [rating_trial(0), rating_trial(9, PictureClass.SYNTHESIZED), lesion_trial(3), PATCHES],
)
def test_a_question_is_read_as_it_was_written(trial: QuizTrial) -> None:
    assert trial_from_plain(json.loads(json.dumps(trial_to_plain(trial)))) == trial


def test_a_recipe_with_a_lesion_survives_the_file() -> None:
    recipe = replace(RECIPE, lesions=(MASS,), views=ALL_VIEWS)
    trial = replace(lesion_trial(), stimuli=(Stimulus(recipe=recipe),))
    read = trial_from_plain(json.loads(json.dumps(trial_to_plain(trial))))
    assert read.stimuli[0].recipe == recipe


def test_a_finding_is_read_as_it_was_written() -> None:
    assert finding_from_plain(json.loads(json.dumps(finding_to_plain(FINDING)))) == FINDING


def test_yes_is_right_for_what_is_drawn_and_for_what_has_a_lesion() -> None:
    assert not rating_trial(0).positive
    assert rating_trial(0, PictureClass.SYNTHESIZED).positive
    assert rating_trial(0, PictureClass.EDITED).positive
    assert lesion_trial().positive
    assert not lesion_trial(with_lesion=False).positive


def test_a_name_tells_nothing_but_which_question_it_is() -> None:
    names = [trial_id("ab" * 32, planned) for planned in range(500)]
    assert len(set(names)) == 500
    assert names == [trial_id("ab" * 32, planned) for planned in range(500)]
    assert names[0] != trial_id("ac" * 32, 0)
    assert sorted(names) != names


def test_a_picture_is_real_or_drawn_and_not_both() -> None:
    with pytest.raises(QuizError):
        Stimulus()
    with pytest.raises(QuizError):
        Stimulus(picture_id="00ff", recipe=RECIPE)
    with pytest.raises(QuizError, match="single view"):
        Stimulus(recipe=replace(RECIPE, views=ALL_VIEWS), patch=Patch(row=0, column=0))


def damaged(path: list[Any], value: object) -> dict[str, Any]:
    values = copy.deepcopy(json.loads(json.dumps(trial_to_plain(lesion_trial()))))
    inner = values
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return values


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["trial_id"], "../../etc/passwd"),
        (["trial_id"], 7),
        (["number"], -1),
        (["number"], 1e3),
        (["kind"], "poker"),
        (["stimuli"], []),
        (["stimuli"], [{}] * 25),
        (["stimuli", 0], {"picture_id": "/etc/passwd"}),
        (["stimuli", 0, "recipe"], "seed 7"),
        (["stimuli", 0, "recipe", "seed"], -1),
        (["truths"], []),
        (["truths", 0, "picture_class"], "unreal"),
        (["truths", 0, "pixel_mm"], 0),
        (["truths", 0, "density_percent"], True),
        (["truths", 0, "findings", 0, "side"], "middle"),
        (["truths", 0, "findings", 0, "clock"], 13),
        (["truths", 0, "findings", 0, "spec"], {}),
        (["truths", 0, "findings", 0, "views", 0, "outlines"], [[[1]]]),
        (["truths", 0, "findings", 0, "views", 0, "outlines"], [[]] * 65),
        (["truths", 0, "findings", 0, "views", 0, "outlines"], [[[0, 0]] * 20_001]),
        (["truths", 0, "findings", 0, "views", 0, "center"], [10**400, 0]),
        (["target"], 1),
        (["answer"], "yes"),
    ],
)
def test_what_is_no_question_is_refused(path: list[Any], value: object) -> None:
    with pytest.raises(InputError):
        trial_from_plain(damaged(path, value))
