from __future__ import annotations

import json

import pytest

from app.reading.quiz.errors import QuizError
from app.reading.quiz.round_values import round_from_plain, round_to_plain
from app.reading.quiz.rounds import (
    ROUNDS,
    Difficulty,
    FindTheLesion,
    FindTheSynthetic,
    LesionChoice,
    OddOneOut,
    Pairs,
    PictureForm,
    ReadAndReport,
    RealOrSynthetic,
    RoundKind,
    RoundSettings,
    scale_of,
    trial_count,
    wrong_answers_allowed,
)
from inference.birads import FindingKind
from inference.recipe import Technique, ViewName

ALTERED = (
    RealOrSynthetic(real=1, synthesized=2, edited=3, steps=5, form=PictureForm.PATCH),
    FindTheSynthetic(pictures=4, wrong_answers=1, leave_out_artefacts=True),
    Pairs(pairs=3, edit_probability=0.5),
    FindTheLesion(
        cases=7,
        prevalence=0.2,
        views=(ViewName.R_MLO,),
        technique=Technique.FILM,
        adaptive=True,
        lesions=LesionChoice(
            kinds=(FindingKind.CALCIFICATIONS, FindingKind.MASS),
            sizes_mm=(5, 9.5),
            contrast_to_noise=Difficulty.HARD.contrast_to_noise,
        ),
    ),
    OddOneOut(most_trials=9, focus_threshold=0.9),
    ReadAndReport(cases=3, margin_mm=0),
)


def test_the_defaults_are_those_of_the_studies() -> None:
    turing = RealOrSynthetic()
    assert (turing.real, turing.synthesized, turing.edited) == (52, 31, 17)
    assert trial_count(turing) == 100
    assert turing.drawn_pool > 1000
    assert (turing.truncation_psi, turing.edit_probability) == (0.65, 0.35)
    several = FindTheSynthetic()
    assert (several.pictures, several.wrong_answers) == (6, 3)
    assert trial_count(Pairs()) == 10
    assert (OddOneOut().pictures, OddOneOut().wrong_answers) == (6, 3)


@pytest.mark.parametrize("total", [1, 10, 37, 50, 100, 200])
def test_a_shorter_round_keeps_the_proportions(total: int) -> None:
    real, synthesized, edited = RealOrSynthetic.counts_of(total)
    assert real + synthesized + edited == total
    for count, share in ((real, 0.52), (synthesized, 0.31), (edited, 0.17)):
        assert abs(count - share * total) <= 1


def test_only_the_first_three_rounds_need_real_pictures() -> None:
    assert [kind.needs_real_pictures for kind in RoundKind] == [True] * 3 + [False] * 3


def test_wrong_answers_end_the_rounds_of_the_odd_one() -> None:
    ends = {kind: wrong_answers_allowed(settings()) for kind, settings in ROUNDS.items()}
    assert {kind for kind, allowed in ends.items() if allowed is not None} == {
        RoundKind.FIND_THE_SYNTHETIC,
        RoundKind.ODD_ONE_OUT,
    }


def test_a_scale_is_asked_for_where_confidence_is() -> None:
    scales = {kind: scale_of(settings()) for kind, settings in ROUNDS.items()}
    assert {kind for kind, scale in scales.items() if scale is not None} == {
        RoundKind.REAL_OR_SYNTHETIC,
        RoundKind.FIND_THE_LESION,
    }


@pytest.mark.parametrize("settings", [*(one() for one in ROUNDS.values()), *ALTERED])
def test_settings_are_read_as_they_were_written(settings: RoundSettings) -> None:
    through_a_file = json.loads(json.dumps(round_to_plain(settings)))
    assert round_from_plain(through_a_file) == settings


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        {"kind": "poker"},
        {"kind": "pairs", "pairs": 0},
        {"kind": "pairs", "pairs": 1001},
        {"kind": "pairs", "pairs": True},
        {"kind": "pairs", "wins": 3},
        {"kind": "pairs", "truncation_psi": 1.5},
        {"kind": "real_or_synthetic", "real": 0, "synthesized": 0, "edited": 0},
        {"kind": "real_or_synthetic", "steps": 4},
        {"kind": "find_the_synthetic", "pictures": 1},
        {"kind": "find_the_lesion", "views": []},
        {"kind": "find_the_lesion", "views": ["L-CC", "L-CC"]},
        {"kind": "find_the_lesion", "prevalence": 2},
        {"kind": "find_the_lesion", "lesions": {"kinds": []}},
        {"kind": "find_the_lesion", "lesions": {"kinds": ["mass", "mass"]}},
        {"kind": "find_the_lesion", "lesions": {"sizes_mm": [20, 8]}},
        {"kind": "find_the_lesion", "lesions": {"sizes_mm": [8]}},
        {"kind": "find_the_lesion", "lesions": {"contrast_to_noise": [0, 1]}},
    ],
)
def test_settings_that_cannot_be_are_refused(values: object) -> None:
    with pytest.raises(QuizError):
        round_from_plain(values)
