from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chisquare

from app.reading.quiz.rounds import FindTheLesion
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.averages import ALL_EQUAL, BOOTSTRAP, DELONG, FIXED, JACKKNIFE
from app.reading.scoring.measures import Sentence
from app.reading.scoring.study import Results, StudyScore, score_sittings
from inference.seeds import stream
from inference.statistics.auc_comparison import compare_areas, delong_covariance
from inference.statistics.multireader import average_over_readers, bootstrap_average
from inference.statistics.proportions import wilson_proportion
from tests.app.reading.scoring.made_sittings import (
    FAR,
    HIT,
    lesion_hunt,
    marking,
    mass,
    pairs,
    search,
    sitting,
    turing_test,
    yes_or_no_test,
)


def drawn_ratings(seed: int, count: int, shift: float) -> list[int]:
    values = stream(seed, "ratings").normal(shift, 1, count)
    return np.clip(np.rint(3.5 + 1.5 * values), 1, 6).astype(int).tolist()


def drawn_test(reader: str, seed: int, **more) -> SittingRecord:
    real, drawn = drawn_ratings(seed, 20, -0.5), drawn_ratings(seed + 1000, 20, 0.5)
    return turing_test(reader, real, drawn, **more)


def only(results: Results) -> StudyScore:
    (study,) = results.studies
    return study


def mean_of_readers(study: StudyScore, name: str) -> float:
    found = [one.score.measure(name) for one in study.readers]
    values = [one.value for one in found if one is not None and one.value is not None]
    assert len(values) == len(study.readers)
    return sum(values) / len(values)


def said(notes: tuple[Sentence, ...]) -> str:
    return " ".join(note.text for note in notes)


def test_sittings_of_different_sets_are_scored_apart_and_it_is_said() -> None:
    other = drawn_test("b", 2, set_hash="f" * 64)
    results = score_sittings([drawn_test("a", 1), other])
    assert [len(study.readers) for study in results.studies] == [1, 1]
    assert not any(study.averages for study in results.studies)
    assert "2 different sets" in said(results.notes)
    assert "never pooled" in said(results.notes)


def test_the_average_area_is_that_of_the_multi_reader_methods() -> None:
    records = [drawn_test(name, seed) for seed, name in enumerate("abc")]
    study = only(score_sittings(records))
    high = [drawn_ratings(seed + 1000, 20, 0.5) for seed in range(3)]
    low = [drawn_ratings(seed, 20, -0.5) for seed in range(3)]
    expected = average_over_readers(*delong_covariance(high, low))
    found = {one.method: one.measure for one in study.averages if one.measure.name == "auc"}
    for method, estimate in (
        (DELONG, expected.average),
        (FIXED, expected.of_these_readers),
        (BOOTSTRAP, bootstrap_average(high, low)),
    ):
        given = found[method].value, found[method].low, found[method].high
        assert given == pytest.approx((estimate.value, estimate.low, estimate.high), abs=0.01)
    precision = study.average("precision")
    assert precision is not None
    assert precision.method == JACKKNIFE
    assert precision.measure.value == pytest.approx(mean_of_readers(study, "precision"))


def test_the_order_of_questions_in_a_sitting_does_not_matter() -> None:
    first, second = drawn_test("a", 1), drawn_test("b", 2)
    turned = [
        replace(event, trial=replace(event.trial, number=number))
        for number, event in enumerate(reversed(second.answers))
    ]
    reordered = replace(second, events=(*turned, second.events[-1]))
    plain, shuffled = (
        only(score_sittings([first, other])).average("auc") for other in (second, reordered)
    )
    assert plain == shuffled


def test_a_second_sitting_is_compared_with_the_first_and_not_pooled() -> None:
    first, second = drawn_test("a", 1, day=1), drawn_test("a", 3, day=2)
    study = only(score_sittings([second, first]))
    assert [one.header.sitting_id for one in study.readers] == [first.header.sitting_id]
    assert "not pooled" in said(study.notes)
    (retest,) = study.retests
    assert (retest.first, retest.second) == (first.header.sitting_id, second.header.sitting_id)
    found = {one.name: one for one in retest.measures}
    before = drawn_ratings(1, 20, -0.5) + drawn_ratings(1001, 20, 0.5)
    after = drawn_ratings(3, 20, -0.5) + drawn_ratings(1003, 20, 0.5)
    equal = sum((one > 3) == (other > 3) for one, other in zip(before, after, strict=True))
    matching = found["simple_matching"]
    assert (matching.count, matching.total) == (equal, 40)
    assert matching.low == wilson_proportion(equal, 40).low
    change = compare_areas(after[20:], after[:20], before[20:], before[:20])
    assert found["auc_change"].value == pytest.approx(change.difference.value)
    assert found["p_of_change"].value == pytest.approx(change.p_value)


def test_the_same_answers_twice_agree_fully() -> None:
    study = only(score_sittings([drawn_test("a", 1, day=1), drawn_test("a", 1, day=2)]))
    found = {one.name: one.value for one in study.retests[0].measures}
    assert found["simple_matching"] == found["kappa"] == found["weighted_kappa"] == 1
    assert found["auc_change"] == 0


def test_a_retest_after_practice_says_that_the_truth_was_shown() -> None:
    practice = drawn_test("a", 1, day=1, mode=SittingMode.PRACTICE)
    study = only(score_sittings([practice, drawn_test("a", 2, day=2)]))
    assert "learning" in said(study.retests[0].notes)


def test_a_sitting_given_twice_counts_once() -> None:
    record = drawn_test("a", 1)
    results = score_sittings([record, record])
    assert not only(results).retests
    assert "more than once" in said(results.notes)


def test_readers_who_did_not_finish_are_left_out_of_averages_by_name() -> None:
    whole = [drawn_test(name, seed) for seed, name in enumerate("abc")]
    half = replace(whole[2], events=whole[2].events[:7])
    study = only(score_sittings([*whole[:2], half]))
    assert "c" in said(study.notes)
    assert study.average("auc") == only(score_sittings(whole[:2])).average("auc")
    assert len(study.readers) == 3


def test_where_nobody_finished_the_average_is_over_the_questions_all_answered() -> None:
    whole = [drawn_test(name, seed) for seed, name in enumerate("ab")]
    cut = [
        replace(record, events=(*record.events[:length],))
        for record, length in zip(whole, (30, 25), strict=True)
    ]
    study = only(score_sittings(cut))
    assert "25 questions" in said(study.notes)
    assert study.average("auc") is not None


def test_pairs_of_several_readers_are_pooled_by_chi_square() -> None:
    study = only(
        score_sittings(
            [pairs(name, right) for name, right in zip("abcd", (4, 6, 9, 5), strict=True)]
        )
    )
    found = {one.name: one.value for one in study.pooled}
    assert found["pooled_chi_square"] == pytest.approx(chisquare([24, 16]).pvalue)
    assert set(found) == {
        "pooled_chi_square",
        "each_chi_square",
        "between_chi_square",
        "goodness_of_fit",
    }


def test_many_readers_of_pairs_are_tested_against_the_binomial_distribution() -> None:
    right = stream(1, "pairs").binomial(10, 0.5, 40)
    records = [pairs(f"r{index}", int(one)) for index, one in enumerate(right)]
    found = {one.name: one.value for one in only(score_sittings(records)).pooled}
    assert found["goodness_of_fit"] is not None
    assert found["goodness_of_fit"] > 0.01


def test_searches_average_their_rounds_and_say_that_the_test_is_approximate() -> None:
    rounds = ([False] * 3, [True] * 11 + [False] * 3, [False] * 3, [False] * 3)
    study = only(score_sittings([search(f"r{i}", one) for i, one in enumerate(rounds)]))
    average = study.average("rounds")
    assert average is not None
    assert average.measure.value == 5.75
    assert average.measure.low == 0
    assert "approximate" in said(study.notes)


def test_readers_who_do_not_differ_have_an_average_without_an_interval() -> None:
    average = only(score_sittings([pairs("a", 10), pairs("b", 10)])).average("right")
    assert average is not None
    assert (average.measure.value, average.measure.low, average.method) == (1, None, ALL_EQUAL)


def test_lesions_found_are_averaged_over_readers_and_cases() -> None:
    hunts = []
    for reader in range(3):
        random = stream(reader, "hunt")
        given = []
        for number in range(16):
            seen = random.uniform() < 0.6
            if number % 2:
                given.append((mass(), marking(5, HIT) if seen else marking(2)))
            else:
                given.append((None, marking(1) if seen else marking(4, FAR)))
        hunts.append(lesion_hunt(f"r{reader}", given))
    study = only(score_sittings(hunts))
    for name in ("afroc_merit", "lroc_area", "located_sensitivity", "false_marks_per_case"):
        average = study.average(name)
        assert average is not None
        assert average.method == JACKKNIFE
        assert average.measure.value == pytest.approx(mean_of_readers(study, name))


def test_a_round_that_followed_the_readers_is_averaged_over_readers_alone() -> None:
    records = []
    for reader in ("a", "b"):
        record = lesion_hunt(reader, [(mass(), marking(5, HIT)), (None, marking(1))])
        settings = record.header.settings
        assert isinstance(settings, FindTheLesion)
        header = replace(record.header, settings=replace(settings, adaptive=True))
        records.append(replace(record, header=header))
    study = only(score_sittings(records))
    assert "followed each reader" in said(study.notes)
    assert not study.questions
    assert all(one.method != DELONG for one in study.averages)


def test_questions_tell_how_many_readers_were_right() -> None:
    study = only(score_sittings([yes_or_no_test("a", 18, 13), yes_or_no_test("b", 31, 9)]))
    first = next(one for one in study.questions if one.trial_id == "T000")
    assert first.truth == "real"
    assert first.item.right is not None
    assert (first.item.right.count, first.item.right.total) == (0, 2)


def test_one_reader_alone_has_no_average_and_no_pooled_test() -> None:
    study = only(score_sittings([pairs("a", 7)]))
    assert not study.averages
    assert not study.pooled
    assert not study.questions


def test_an_empty_sitting_before_the_first_answer_is_no_first_sitting() -> None:
    record = drawn_test("a", 1, day=2)
    empty = sitting(
        "a", record.header.settings, record.header.set_hash, [], day=1, trials=40, end=None
    )
    study = only(score_sittings([empty, record]))
    assert study.readers[0].answers == 40
