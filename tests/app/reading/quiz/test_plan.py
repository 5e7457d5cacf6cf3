from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.reading.quiz.answers import Choice, Rating
from app.reading.quiz.artefact_screen import ArtefactScreen
from app.reading.quiz.errors import QuizError
from app.reading.quiz.pictures import Pictures
from app.reading.quiz.plan import Plan, ReadyTrial, waiting_s
from app.reading.quiz.playback import play
from app.reading.quiz.progress_entry import progress_entry
from app.reading.quiz.rounds import FindTheSynthetic, Pairs, PictureForm, RealOrSynthetic
from app.reading.quiz.sitting_events import EndReason
from app.reading.quiz.trial import PictureClass, QuizTrial
from inference.case_generator import CaseGenerator
from inference.real_pool.pool import RealPool, create_pool
from inference.real_pool.presentation import ShownPicture
from tests.app.reading.quiz.examples import START

SMALL = RealOrSynthetic(real=3, synthesized=2, edited=2)


@pytest.fixture(scope="module")
def plan(tiny_generator: CaseGenerator, small_pool: RealPool) -> Plan:
    return Plan(SMALL, 5, tiny_generator, pool=small_pool)


@pytest.fixture(scope="module")
def ready(plan: Plan) -> list[ReadyTrial]:
    return list(plan.trials())


def classes(ready: list[ReadyTrial]) -> list[PictureClass]:
    return [one.trial.truth.picture_class for one in ready]


def test_a_set_has_the_counts_of_its_settings(ready: list[ReadyTrial]) -> None:
    counted = Counter(classes(ready))
    assert counted == {
        PictureClass.REAL: 3,
        PictureClass.SYNTHESIZED: 2,
        PictureClass.EDITED: 2,
    }
    assert [one.trial.number for one in ready] == list(range(7))


def test_edited_pictures_are_edited_and_the_others_are_not(ready: list[ReadyTrial]) -> None:
    for one in ready:
        recipe = one.trial.stimuli[0].recipe
        kind = one.trial.truth.picture_class
        assert (recipe is None) == (kind is PictureClass.REAL)
        if recipe is not None:
            assert bool(recipe.attributes) == (kind is PictureClass.EDITED)


def test_no_picture_comes_twice(ready: list[ReadyTrial]) -> None:
    stimuli = [one.trial.stimuli[0] for one in ready]
    assert len(set(stimuli)) == len(stimuli)


def test_a_seed_gives_the_same_questions_again(
    ready: list[ReadyTrial], tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    again = Plan(SMALL, 5, tiny_generator, pool=small_pool)
    # From the last to the first: no question depends on those before it.
    for one in reversed(ready):
        same = again.trial(one.trial.number)
        assert same.trial == one.trial
        assert np.array_equal(same.cases[0].views[0].pixels, one.cases[0].views[0].pixels)


def test_another_seed_asks_other_questions(
    ready: list[ReadyTrial], tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    other = Plan(SMALL, 6, tiny_generator, pool=small_pool)
    drawn = {one.trial.stimuli[0] for one in ready if one.trial.positive}
    assert not drawn & {one.trial.stimuli[0] for one in other.trials()}


def test_a_reshuffled_sitting_asks_the_same_questions_in_another_order(
    plan: Plan, ready: list[ReadyTrial], tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    other = Plan(SMALL, 5, tiny_generator, pool=small_pool, order_seed=99)
    assert other.set_hash == plan.set_hash
    shuffled = [one.trial for one in other.trials()]
    by_name = {one.trial.trial_id: one.trial for one in ready}
    names = [trial.trial_id for trial in shuffled]
    assert set(names) == set(by_name)
    assert names != [one.trial.trial_id for one in ready]
    for trial in shuffled:
        assert trial.stimuli == by_name[trial.trial_id].stimuli


def test_the_hash_of_a_set_changes_with_all_that_makes_it(
    plan: Plan, tiny_generator: CaseGenerator, small_pool: RealPool, tmp_path: Path
) -> None:
    hashes = {
        plan.set_hash,
        Plan(SMALL, 6, tiny_generator, pool=small_pool).set_hash,
        Plan(replace(SMALL, steps=5), 5, tiny_generator, pool=small_pool).set_hash,
        Plan(SMALL, 5, tiny_generator, pool=fewer(small_pool, tmp_path, 9)).set_hash,
    }
    assert len(hashes) == 4


def fewer(pool: RealPool, folder: Path, count: int) -> RealPool:
    part = create_pool(folder / "part")
    for entry in pool.entries[:count]:
        part.add(entry, pool.prepared(entry.id))
    return part


def test_what_is_shown_tells_nothing_but_the_picture(ready: list[ReadyTrial]) -> None:
    for one in ready:
        case, view = one.cases[0], one.cases[0].views[0]
        assert (case.recipe, case.findings, case.synthetic) == (None, (), False)
        assert case.case_id == f"{one.trial.trial_id}-0"
        assert (view.source, view.description) == (None, "")
        assert (view.pixels.dtype, view.pixels.shape) == (np.uint8, (640, 512))
        assert view.pixel_spacing_mm == (0.45, 0.45)
        assert one.trial.truth.pixel_mm == 0.45


def test_drawn_pictures_are_of_the_views_that_real_ones_are(ready: list[ReadyTrial]) -> None:
    assert {one.trial.truth.technique for one in ready} == {"film"}
    drawn = [one.trial for one in ready if one.trial.positive]
    assert all(trial.truth.views[0] in {"R-CC", "L-CC", "R-MLO", "L-MLO"} for trial in drawn)


def test_a_question_can_be_drawn_again_from_what_the_log_keeps(
    plan: Plan, ready: list[ReadyTrial], small_pool: RealPool
) -> None:
    pictures = Pictures(plan.generator, small_pool)
    for one in ready[:3]:
        again = pictures.cases(one.trial)
        assert np.array_equal(again[0].views[0].pixels, one.cases[0].views[0].pixels)
        assert again[0].case_id == one.cases[0].case_id


def test_patches_are_shown_as_squares_without_a_name(
    tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    settings = RealOrSynthetic(real=4, synthesized=4, edited=0, form=PictureForm.PATCH)
    ready = list(Plan(settings, 5, tiny_generator, pool=small_pool).trials())
    for one in ready:
        view = one.cases[0].views[0]
        assert (view.name, view.pixels.shape) == (None, (64, 64))
    reals = {one.trial.stimuli[0].picture_id for one in ready if not one.trial.positive}
    drawn = {s.seed for one in ready if (s := one.trial.stimuli[0].recipe) is not None}
    assert len(drawn) <= len(reals) + 1


def test_pairs_hold_one_of_each_at_places_by_chance(
    tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    plan = Plan(Pairs(pairs=4), 5, tiny_generator, pool=small_pool)
    targets = []
    for one in plan.trials():
        trial = one.trial
        synthetic = [truth.picture_class.synthetic for truth in trial.truths]
        assert synthetic.count(True) == 1
        assert synthetic.index(True) == trial.target
        targets.append(trial.target)
    assert set(targets) == {0, 1}


def test_six_at_once_last_as_long_as_the_real_pictures(
    tiny_generator: CaseGenerator, small_pool: RealPool, tmp_path: Path
) -> None:
    plan = Plan(FindTheSynthetic(pictures=4), 5, tiny_generator, pool=small_pool)
    assert plan.count == 3
    record = play(plan, lambda trial: Choice(chosen=trial.target or 0), tmp_path, start=START)
    assert record.end is EndReason.POOL_USED_UP
    shown = [one.trial for one in record.answers]
    assert [len(trial.stimuli) for trial in shown] == [4, 4, 4]
    reals = [s.picture_id for trial in shown for s in trial.stimuli if s.picture_id]
    assert len(set(reals)) == 9


def test_a_pool_that_is_too_small_is_told_with_the_number_needed(
    tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    with pytest.raises(QuizError, match="needs 52"):
        Plan(RealOrSynthetic(), 5, tiny_generator, pool=small_pool)
    with pytest.raises(QuizError, match="Open or import a pool"):
        Plan(RealOrSynthetic(), 5, tiny_generator)


def test_a_model_without_sliders_draws_no_edited_pictures(
    tiny_bundle: Path, small_pool: RealPool
) -> None:
    from inference.model_bundle import load_bundle

    plain = CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)
    plan = Plan(RealOrSynthetic(real=1, synthesized=0, edited=1), 5, plain, pool=small_pool)
    with pytest.raises(QuizError, match="without sliders"):
        list(plan.trials())


def bright(picture: ShownPicture) -> bool:
    return int(picture.pixels.sum()) % 3 == 0


def test_pictures_with_artefacts_are_left_out_and_counted(
    tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    settings = RealOrSynthetic(real=4, synthesized=2, edited=0, leave_out_artefacts=True)
    plan = Plan(settings, 5, tiny_generator, pool=small_pool, has_artefacts=bright)
    pictures = Pictures(tiny_generator, small_pool)
    truths = []
    for one in plan.trials():
        assert not bright(pictures.shown(one.trial.stimuli[0]))
        truths.append(one.trial.truth)
    assert sum(truth.left_out for truth in truths if not truth.picture_class.synthetic) > 0


def test_a_seam_is_an_artefact_and_real_pictures_have_none(small_pool: RealPool) -> None:
    screen = ArtefactScreen(small_pool)
    whole = small_pool.picture(small_pool.accepted[0].id)
    assert not screen(whole)
    torn = whole.pixels.copy()
    torn[300:] = np.where(torn[300:] > 0, np.clip(torn[300:].astype(int) - 60, 1, 255), 0)
    assert screen(ShownPicture(pixels=torn, pixel_mm=whole.pixel_mm))


def test_too_few_real_pictures_do_not_tell_artefacts(
    tiny_generator: CaseGenerator, small_pool: RealPool, tmp_path: Path
) -> None:
    few = fewer(small_pool, tmp_path, 4)
    with pytest.raises(QuizError, match="at least 8"):
        Plan(replace(SMALL, leave_out_artefacts=True), 5, tiny_generator, pool=few)


def test_pictures_appear_at_whole_seconds_however_long_they_took() -> None:
    assert [waiting_s(ready) for ready in (0.0, -2.0, 1.0)] == [0.0, 0.0, 0.0]
    assert waiting_s(0.3) == pytest.approx(0.7)
    assert waiting_s(2.25) == pytest.approx(0.75)


def perfect(trial: QuizTrial) -> Rating:
    return Rating(rating=6 if trial.positive else 1)


def test_a_set_is_played_and_scored_without_a_window(plan: Plan, tmp_path: Path) -> None:
    record = play(plan, perfect, tmp_path, start=START, seconds_per_answer=4.0)
    scores = {(one.measure, one.by): one.value for one in progress_entry(record).scores}
    assert scores["auc", ""] == 1.0
    assert [one.correct for one in record.answers] == [True] * 7
    assert {one.seconds for one in record.answers} == {4.0}
    assert record.end is EndReason.ALL_ANSWERED


def test_a_second_sitting_names_the_first_and_has_the_same_hash(
    plan: Plan, tmp_path: Path, tiny_generator: CaseGenerator, small_pool: RealPool
) -> None:
    first = play(plan, perfect, tmp_path, start=START)
    other = Plan(SMALL, 5, tiny_generator, pool=small_pool, order_seed=4)
    second = play(other, perfect, tmp_path, start=START, previous=first)
    assert second.header.previous_sitting == first.header.sitting_id
    assert second.header.set_hash == first.header.set_hash
    assert {one.trial.trial_id for one in second.answers} == {
        one.trial.trial_id for one in first.answers
    }
    different = Plan(SMALL, 6, tiny_generator, pool=small_pool)
    with pytest.raises(QuizError, match="other questions"):
        play(different, perfect, tmp_path, start=START, previous=first)
    with pytest.raises(QuizError, match="another reader"):
        play(plan, perfect, tmp_path, start=START, previous=first, reader_id="r2")
