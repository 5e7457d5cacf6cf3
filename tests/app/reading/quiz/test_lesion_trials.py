from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.reading.quiz.answers import Choice, Marking, RatedMark
from app.reading.quiz.judging import judged
from app.reading.quiz.lesion_wishes import TOLERANCE, lesion_wish
from app.reading.quiz.pictures import grey_share
from app.reading.quiz.plan import Plan, ReadyTrial
from app.reading.quiz.playback import play
from app.reading.quiz.rounds import FindTheLesion, LesionChoice, OddOneOut
from app.reading.quiz.trial import QuizTrial
from inference.birads import FindingKind, MassDensity, Morphology
from inference.case_generator import CaseGenerator
from inference.lesions.calcification_kinds import why_not_visible
from inference.measurements.suspicious_foci import FociDetector
from inference.model_bundle import load_bundle
from inference.recipe import ViewName
from inference.resources import shipped_bundle
from inference.seeds import stream
from tests.app.reading.quiz.examples import START

ROUND = FindTheLesion(cases=2, views=(ViewName.L_CC,))


@pytest.fixture(scope="module")
def generator() -> CaseGenerator:
    """The model that ships: the tiny one draws no breasts that lesions fit into."""
    return CaseGenerator(load_bundle(shipped_bundle()), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def detector() -> FociDetector:
    return FociDetector(threads=1)


@pytest.fixture(scope="module")
def ready(generator: CaseGenerator, detector: FociDetector) -> list[ReadyTrial]:
    return list(Plan(ROUND, 5, generator, detector=detector).trials())


@pytest.fixture(scope="module")
def sick(ready: list[ReadyTrial]) -> ReadyTrial:
    return next(one for one in ready if one.trial.positive)


def test_half_of_the_cases_have_a_lesion(ready: list[ReadyTrial]) -> None:
    assert sorted(one.trial.positive for one in ready) == [False, True]
    for one in ready:
        assert len(one.trial.truth.findings) == one.trial.positive


def test_a_case_and_its_twin_differ_at_the_lesion_alone(sick: ReadyTrial) -> None:
    twin = sick.twins[0]
    assert twin is not None
    changed = sick.cases[0].views[0].pixels != twin.views[0].pixels
    shown = sick.trial.truth.findings[0].views[0]
    rows, columns = np.nonzero(changed)
    assert len(rows)
    reach_px = (shown.diameter_mm + 10) / 0.45
    assert np.hypot(rows - shown.center[0], columns - shown.center[1]).max() < reach_px


def test_a_healthy_case_is_its_own_twin(ready: list[ReadyTrial]) -> None:
    healthy = next(one for one in ready if not one.trial.positive)
    assert healthy.twins[0] is not None
    assert np.array_equal(healthy.cases[0].views[0].pixels, healthy.twins[0].views[0].pixels)


def test_the_recipe_of_the_log_draws_what_was_shown(
    sick: ReadyTrial, generator: CaseGenerator
) -> None:
    recipe = sick.trial.stimuli[0].recipe
    assert recipe is not None
    case = generator.generate(recipe)
    assert np.array_equal(case.views[0].pixels, sick.cases[0].views[0].pixels)
    assert case.findings == sick.trial.truth.findings


def test_no_background_looks_suspicious(ready: list[ReadyTrial], detector: FociDetector) -> None:
    for one in ready:
        assert one.twins[0] is not None
        view = one.twins[0].views[0]
        assert not detector.find(grey_share(view), 0.45)
        score = detector.scores(grey_share(view), 0.45).max()
        assert one.trial.truth.suspicion == pytest.approx(float(score))


def test_a_wanted_difficulty_is_met(generator: CaseGenerator, detector: FociDetector) -> None:
    plan = Plan(replace(ROUND, prevalence=1.0), 8, generator, detector=detector)
    for wanted in (0.6, 1.5):
        reached = plan.trial(0, wanted).trial.truth.contrast_to_noise
        assert reached == pytest.approx(wanted, rel=TOLERANCE)


def test_what_is_shown_does_not_tell_the_answer(ready: list[ReadyTrial]) -> None:
    for one in ready:
        case = one.cases[0]
        assert (case.recipe, case.findings, case.case_id) == (None, (), f"{one.trial.trial_id}-0")


def test_a_mark_on_the_lesion_of_a_drawn_case_is_a_hit(sick: ReadyTrial) -> None:
    row, column = sick.trial.truth.findings[0].views[0].center
    mark = RatedMark(view=0, row=row, column=column, rating=6)
    assert judged(sick.trial, Marking(rating=6, marks=(mark,)), ROUND).mastered


def test_a_missed_case_comes_again_among_others_without_a_lesion(
    sick: ReadyTrial, generator: CaseGenerator, detector: FociDetector
) -> None:
    recipe = sick.trial.stimuli[0].recipe
    assert recipe is not None
    plan = Plan(ROUND, 9, generator, detector=detector, repeated=(recipe,))
    again = list(plan.trials())
    assert sorted(one.trial.positive for one in again) == [False, True]
    same = next(one for one in again if one.trial.positive)
    assert same.trial.stimuli == sick.trial.stimuli
    assert same.trial.truth.findings == sick.trial.truth.findings
    assert np.array_equal(same.cases[0].views[0].pixels, sick.cases[0].views[0].pixels)
    assert plan.set_hash != Plan(ROUND, 9, generator, detector=detector).set_hash


def choose(trial: QuizTrial) -> Choice:
    assert trial.target is not None
    return Choice(chosen=trial.target)


def test_the_odd_one_is_the_one_with_a_lesion(
    generator: CaseGenerator, detector: FociDetector, tmp_path: Path
) -> None:
    settings = OddOneOut(pictures=2, most_trials=1)
    plan = Plan(settings, 5, generator, detector=detector)
    record = play(plan, choose, tmp_path, start=START)
    trial = record.answers[0].trial
    with_lesion = [bool(truth.findings) for truth in trial.truths]
    assert with_lesion.count(True) == 1
    assert with_lesion.index(True) == trial.target
    assert len({truth.views for truth in trial.truths}) == 1
    assert record.answers[0].correct


def test_a_wish_lies_within_its_choice_and_can_be_seen() -> None:
    choice = LesionChoice(
        kinds=(FindingKind.MASS, FindingKind.CALCIFICATIONS, FindingKind.ASYMMETRY),
        sizes_mm=(5, 12),
    )
    wishes = [lesion_wish(choice, stream(1, "wish", n), 0.45, "L") for n in range(300)]
    seen = [wish for wish in wishes if wish is not None]
    assert {wish.kind for wish in seen} == set(choice.kinds)
    for wish in seen:
        assert 5 <= wish.extent_mm <= 12
        assert wish.place.side == "L"
        assert not why_not_visible(wish, 0.45)
        assert wish.word("density") not in (MassDensity.LOW, MassDensity.FAT_CONTAINING)
        if wish.kind is FindingKind.CALCIFICATIONS:
            assert Morphology(wish.word("morphology")).suspicious
    assert len({wish.word("margin") for wish in seen}) > 4
