"""Reading with marks: LROC, AFROC and FROC of what was found at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.estimate import CONFIDENCE, Estimate, critical_z
from inference.statistics.proportions import Proportion, exact_proportion
from inference.statistics.resampling import RESAMPLES, drawn_counts, percentile_ends
from inference.statistics.roc import newcombe_interval

UNMARKED = -np.inf
"""The rating of what a reader did not mark: below every rating."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCase:
    """What a reader marked in one case.

    Attributes:
        lesions: for each lesion that is there the highest rating of a mark that hits it, or
            `UNMARKED`; empty in a case without lesions.
        false_marks: ratings of the marks that hit nothing.

    Raises:
        InputError: a rating is no number.
    """

    lesions: tuple[float, ...] = ()
    false_marks: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if np.isnan([*self.lesions, *self.false_marks]).any():
            raise InputError("The rating of a mark is a number.")

    @property
    def rating(self) -> float:
        """Of the most suspicious mark, or `UNMARKED` without any."""
        return max((*self.lesions, *self.false_marks), default=UNMARKED)

    @property
    def located(self) -> bool:
        """Whether the most suspicious mark hits a lesion; one that ties with a false mark does."""
        best = max(self.lesions, default=UNMARKED)
        return best > UNMARKED and best >= max(self.false_marks, default=UNMARKED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OperatingPoints:
    """A curve of marks, from none counted to all.

    Attributes:
        x: (k,) false positives per case or per normal case, rising from 0.
        y: (k,) share of lesions, or of cases with one, that were located, rising from 0.
        thresholds: (k,) ratings from which on a mark counts; the first is infinite.
    """

    x: Numbers
    y: Numbers
    thresholds: Numbers


def afroc_merit(
    cases: Sequence[MarkedCase],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """JAFROC's figure of merit: how often a lesion is rated above the worst mark of a normal case.

    A normal case without marks and a lesion without a mark tie and count one half. The interval is
    by the bootstrap over cases, those with and without lesions drawn apart; where that does not
    scatter, it is Newcombe's.

    Raises:
        InputError: there are no cases with lesions, or none without.

    Source: Chakraborty and Berbaum 2004, Med. Phys. 31:2313, equation 6 (Wilcoxon form over normal
    cases); Chakraborty 2017, Observer Performance Methods for Diagnostic Imaging, chapter 14.
    """
    return _pair_estimate(*_afroc_pairs(cases), seed, resamples, confidence)


def afroc_merit_value(cases: Sequence[MarkedCase]) -> float:
    """The figure alone, without its interval; see `afroc_merit`.

    Raises:
        InputError: there are no cases with lesions, or none without.
    """
    return _pair_mean(*_afroc_pairs(cases))


def lroc_area(
    cases: Sequence[MarkedCase],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Area under the LROC curve: how often a case with a lesion is located and rated higher.

    A guessing reader has an area near 0, not one half, as a guessed place is seldom right.

    Raises:
        InputError: there are no cases with lesions, or none without.

    Source: Swensson 1996, Med. Phys. 23:1709; without a model: Popescu 2007, Med. Phys. 34:1556.
    """
    return _pair_estimate(*_lroc_pairs(cases), seed, resamples, confidence)


def lroc_area_value(cases: Sequence[MarkedCase]) -> float:
    """The area alone, without its interval; see `lroc_area`.

    Raises:
        InputError: there are no cases with lesions, or none without.
    """
    return _pair_mean(*_lroc_pairs(cases))


def afroc_curve(cases: Sequence[MarkedCase]) -> OperatingPoints:
    """Lesions found against the share of normal cases with a false mark; ends where marks end.

    Raises:
        InputError: there are no cases with lesions, or none without.
    """
    abnormal, normal = _split(cases)
    return _curve([case.rating for case in normal], len(normal), *_lesions(abnormal))


def froc_curve(cases: Sequence[MarkedCase]) -> OperatingPoints:
    """Lesions found against false marks for each case, with lesions or without.

    Raises:
        InputError: there are no cases with lesions.
    """
    found = _lesions([case for case in cases if case.lesions])
    false = [rating for case in cases for rating in case.false_marks]
    return _curve(false, len(cases), *found)


def lroc_curve(cases: Sequence[MarkedCase]) -> OperatingPoints:
    """Cases located by their most suspicious mark against normal cases called positive.

    Raises:
        InputError: there are no cases with lesions, or none without.
    """
    abnormal, normal = _split(cases)
    located = [case.rating if case.located else UNMARKED for case in abnormal]
    return _curve([case.rating for case in normal], len(normal), located, len(abnormal))


def located_sensitivity(
    cases: Sequence[MarkedCase], threshold: float = UNMARKED, *, confidence: float = CONFIDENCE
) -> Proportion | None:
    """Share of cases with lesions in which a mark hits one; None without such cases.

    Args:
        cases: of one reader.
        threshold: a mark counts when it is rated at least so, or at all.
        confidence: of the exact interval.
    """
    abnormal = [case for case in cases if case.lesions]
    if not abnormal:
        return None
    hit = sum(_counts(max(case.lesions), threshold) for case in abnormal)
    return exact_proportion(hit, len(abnormal), confidence=confidence)


def false_marks_per_case(
    cases: Sequence[MarkedCase],
    threshold: float = UNMARKED,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """False marks for each case, with the bootstrap interval over cases.

    Where there are none, the interval ends where a Poisson number would be 0 that rarely.

    Raises:
        InputError: there are no cases.

    Source: Ulm 1990, Am. J. Epidemiol. 131:373 (exact Poisson interval).
    """
    if not cases:
        raise InputError("False marks are counted over at least one case.")
    counts = np.array(
        [sum(_counts(rating, threshold) for rating in case.false_marks) for case in cases], float
    )
    if counts.sum() == 0:
        critical_z(confidence)
        high = float(chi2.ppf((1 + confidence) / 2, 2)) / 2 / len(cases)
        return Estimate(value=0.0, low=0.0, high=high)
    drawn = drawn_counts(stream(seed, "false marks"), len(cases), resamples)
    low, high = percentile_ends(drawn @ counts / len(cases), confidence)
    return Estimate(value=float(counts.mean()), low=low, high=high)


def _counts(rating: float, threshold: float) -> bool:
    return rating > UNMARKED and rating >= threshold


def _split(cases: Sequence[MarkedCase]) -> tuple[list[MarkedCase], list[MarkedCase]]:
    abnormal = [case for case in cases if case.lesions]
    normal = [case for case in cases if not case.lesions]
    if not abnormal or not normal:
        raise InputError(
            "Located reading is scored over cases with lesions and cases without; one kind is "
            "missing."
        )
    return abnormal, normal


def _lesions(abnormal: Sequence[MarkedCase]) -> tuple[list[float], int]:
    ratings = [rating for case in abnormal for rating in case.lesions]
    if not ratings:
        raise InputError("A curve of found lesions needs at least one lesion.")
    return ratings, len(ratings)


def _afroc_pairs(cases: Sequence[MarkedCase]) -> tuple[Numbers, Numbers]:
    """For `_pair_estimate`: what each pair adds, and how many lesions a case weighs."""
    abnormal, normal = _split(cases)
    ratings = np.array([rating for case in abnormal for rating in case.lesions])
    owners = np.repeat(np.arange(len(abnormal)), [len(case.lesions) for case in abnormal])
    sums = np.zeros((len(abnormal), len(normal)))
    np.add.at(sums, owners, _wins(ratings, np.array([case.rating for case in normal])))
    return sums, np.bincount(owners).astype(np.float64)


def _lroc_pairs(cases: Sequence[MarkedCase]) -> tuple[Numbers, Numbers]:
    """For `_pair_estimate`: what each pair adds, and that every case weighs the same."""
    abnormal, normal = _split(cases)
    wins = _wins(
        np.array([case.rating for case in abnormal]), np.array([case.rating for case in normal])
    )
    return wins * np.array([case.located for case in abnormal])[:, None], np.ones(len(abnormal))


def _wins(high: Numbers, low: Numbers) -> Numbers:
    return np.greater.outer(high, low) + 0.5 * np.equal.outer(high, low)


def _pair_estimate(
    sums: Numbers, weights: Numbers, seed: int, resamples: int, confidence: float
) -> Estimate:
    """A mean over pairs of an abnormal and a normal case, with its bootstrap interval.

    `sums` is (abnormal, normal): what each pair adds; `weights` is (abnormal,): how many lesions
    each abnormal case weighs.
    """
    abnormal, normal = sums.shape
    value = _pair_mean(sums, weights)
    random = stream(seed, "bootstrap over cases")
    of_abnormal = drawn_counts(random, abnormal, resamples)
    of_normal = drawn_counts(random, normal, resamples)
    drawn = ((of_abnormal @ sums) * of_normal).sum(axis=1) / (of_abnormal @ weights * normal)
    low, high = percentile_ends(drawn, confidence)
    if high - low < 1e-12:
        low, high = newcombe_interval(value, abnormal, normal, critical_z(confidence))
    return Estimate(value=value, low=low, high=high)


def _pair_mean(sums: Numbers, weights: Numbers) -> float:
    return float(sums.sum() / (weights.sum() * sums.shape[1]))


def _curve(
    false: Sequence[float], false_total: int, true: Sequence[float], true_total: int
) -> OperatingPoints:
    marked = np.array([rating for rating in (*false, *true) if rating > UNMARKED])
    thresholds = np.concatenate([[np.inf], np.unique(marked)[::-1]])
    x, y = (
        (np.asarray(ratings, float)[None, :] >= thresholds[:, None]).sum(axis=1) / total
        for ratings, total in ((false, false_total), (true, true_total))
    )
    return OperatingPoints(x=x, y=y, thresholds=thresholds)
