"""Signal detection: how well a reader tells two kinds apart, and toward which answer they lean."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from inference.errors import InputError
from inference.statistics.answer_counts import AnswerCounts
from inference.statistics.estimate import CONFIDENCE, Estimate, normal_estimate

MOST_ALTERNATIVES = 1000
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(120)
_LARGEST_D_PRIME = 12.0
_NEARLY_ALL = 1 - 1e-12
"""A share that cannot be told from 1 through the integral."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What yes-or-no answers say of a reader.

    Attributes:
        d_prime: distance of the two kinds in standard deviations; 0 is chance.
        criterion: c; above 0 the reader says yes too rarely, below 0 too often.
        beta: likelihood ratio at the criterion; 1 is no leaning.
        hit_rate: corrected share of positives called positive.
        false_alarm_rate: corrected share of negatives called positive.
    """

    d_prime: Estimate
    criterion: Estimate
    beta: float
    hit_rate: float
    false_alarm_rate: float


def d_prime_of_rates(hit_rate: float, false_alarm_rate: float) -> float:
    """d′ = Φ⁻¹(H) − Φ⁻¹(F).

    Raises:
        InputError: a rate is not between 0 and 1, where d′ would be infinite.

    Source: Green and Swets 1966; Macmillan and Creelman 2005, Detection Theory, equation 1.5.
    """
    return _z(hit_rate) - _z(false_alarm_rate)


def criterion_of_rates(hit_rate: float, false_alarm_rate: float) -> float:
    """The criterion c = −(Φ⁻¹(H) + Φ⁻¹(F)) / 2.

    Raises:
        InputError: a rate is not between 0 and 1.

    Source: Macmillan and Creelman 2005, equation 2.1.
    """
    return -(_z(hit_rate) + _z(false_alarm_rate)) / 2


def detection(counts: AnswerCounts, *, confidence: float = CONFIDENCE) -> Detection:
    """d′, criterion and β of counted answers, with intervals.

    All rates take the log-linear correction (one half is added to hits and false alarms, one to
    their totals), whether or not a rate is 0 or 1: a correction of the extreme ones alone would
    give readers of the same answers different d′.

    Raises:
        InputError: there are no positives or no negatives.

    Source: Hautus 1995, Behav. Res. Methods 27:46 (correction); Gourevitch and Galanter 1967,
    Psychometrika 32:25 (variance); β = exp(c · d′), Macmillan and Creelman 2005, chapter 2.
    """
    if not counts.positives or not counts.negatives:
        raise InputError("d′ needs positives and negatives, and one of the two is missing.")
    hit_rate = (counts.hits + 0.5) / (counts.positives + 1)
    false_alarm_rate = (counts.false_alarms + 0.5) / (counts.negatives + 1)
    d_prime = d_prime_of_rates(hit_rate, false_alarm_rate)
    criterion = criterion_of_rates(hit_rate, false_alarm_rate)
    variance = _variance_of_z(hit_rate, counts.positives + 1)
    variance += _variance_of_z(false_alarm_rate, counts.negatives + 1)
    error = math.sqrt(variance)
    return Detection(
        d_prime=normal_estimate(d_prime, error, confidence=confidence),
        criterion=normal_estimate(criterion, error / 2, confidence=confidence),
        beta=math.exp(criterion * d_prime),
        hit_rate=hit_rate,
        false_alarm_rate=false_alarm_rate,
    )


def d_prime_of_area(area: Estimate) -> Estimate:
    """The d′ of two equal normal distributions with this area under the ROC curve: √2 · Φ⁻¹(AUC).

    The interval's ends go the same way; an area of 1 has an infinite d′.

    Raises:
        InputError: the area is no share.

    Source: Green and Swets 1966; Simpson and Fitter 1973, Psychol. Bull. 80:481 (as d_a).
    """
    return _through(area, lambda share: math.sqrt(2) * float(ndtri(share)))


def share_correct_of(d_prime: float, alternatives: int) -> float:
    """How often the one of another kind is found among so many, by a reader without leaning.

    Pc = ∫ φ(x − d′) Φ(x)^(m − 1) dx.

    Args:
        d_prime: of one picture against another.
        alternatives: m, of which exactly one is of the other kind; 2 to `MOST_ALTERNATIVES`.

    Raises:
        InputError: too few or too many alternatives.

    Source: Macmillan and Creelman 2005, chapter 9; tables of Hacker and Ratcliff 1979, Percept.
    Psychophys. 26:168.
    """
    if not 2 <= alternatives <= MOST_ALTERNATIVES:
        raise InputError(
            f"One is found among 2 to {MOST_ALTERNATIVES} pictures, not among {alternatives}."
        )
    if alternatives == 2:
        return float(ndtr(d_prime / math.sqrt(2)))
    below = ndtr(_NODES + d_prime) ** (alternatives - 1)
    return float(_WEIGHTS @ below / math.sqrt(2 * math.pi))


def d_prime_of_share_correct(share: Estimate, alternatives: int) -> Estimate:
    """The d′ that finds the one among so many this often, with the interval's ends alike.

    A share of 0 or 1 has an infinite d′.

    Raises:
        InputError: the share is none, or there are too few or too many alternatives.

    Source: the inverse of `share_correct_of`.
    """
    least = share_correct_of(-_LARGEST_D_PRIME, alternatives)
    most = share_correct_of(_LARGEST_D_PRIME, alternatives)

    def inverse(wanted: float) -> float:
        if wanted <= least or wanted >= min(most, _NEARLY_ALL):
            return math.copysign(math.inf, wanted - 0.5)
        root = brentq(
            lambda d_prime: share_correct_of(d_prime, alternatives) - wanted,
            -_LARGEST_D_PRIME,
            _LARGEST_D_PRIME,
        )
        return float(cast("float", root))

    return _through(share, inverse)


def _through(share: Estimate, transform: Callable[[float], float]) -> Estimate:
    if not 0 <= share.low <= share.high <= 1:
        raise InputError(f"A share lies between 0 and 1, not at {share.value}.")
    return Estimate(
        value=transform(share.value), low=transform(share.low), high=transform(share.high)
    )


def _z(rate: float) -> float:
    if not 0 < rate < 1:
        raise InputError(f"d′ needs rates between 0 and 1, not {rate}; correct them first.")
    return float(ndtri(rate))


def _variance_of_z(rate: float, trials: int) -> float:
    """Of Φ⁻¹ of a rate, by the delta method."""
    density = math.exp(-(float(ndtri(rate)) ** 2) / 2) / math.sqrt(2 * math.pi)
    return rate * (1 - rate) / (trials * density**2)
