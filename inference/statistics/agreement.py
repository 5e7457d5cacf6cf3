"""Agreement of two sets of answers to the same questions: simple matching and Cohen's κ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE, Estimate, normal_estimate
from inference.statistics.proportions import Proportion, wilson_proportion


class KappaWeights(StrEnum):
    """How much answers agree that are not the same."""

    NONE = "none"
    """Not at all; for answers without an order."""
    LINEAR = "linear"
    """Less by the same amount for every step apart."""
    QUADRATIC = "quadratic"
    """Less by the square of the steps apart; then κ is an intraclass correlation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement beyond what chance alone brings about.

    Attributes:
        kappa: 1 is full agreement, 0 that of chance; with its interval.
        observed: weighted share of agreeing answers.
        by_chance: the same, expected from how often each side gave each answer.
        standard_error: of kappa.
    """

    kappa: Estimate
    observed: float
    by_chance: float
    standard_error: float


def simple_matching(
    first: Sequence[Hashable], second: Sequence[Hashable], *, confidence: float = CONFIDENCE
) -> Proportion:
    """The Sokal–Michener coefficient: the share of equal answers, with Wilson's interval.

    Raises:
        InputError: the two are empty or not equally long.

    Source: Sokal and Michener 1958, Univ. Kansas Sci. Bull. 38:1409.
    """
    _check_lengths(first, second)
    equal = sum(one == other for one, other in zip(first, second, strict=True))
    return wilson_proportion(equal, len(first), confidence=confidence)


def cohen_kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    *,
    categories: Sequence[Hashable],
    weights: KappaWeights = KappaWeights.NONE,
    confidence: float = CONFIDENCE,
) -> Kappa | None:
    """Cohen's κ of two sets of answers, with the large-sample interval.

    Args:
        first: (n,) answers to the same questions.
        second: (n,) likewise.
        categories: all possible answers, in their order where weights count steps.
        weights: what answers that differ are worth.
        confidence: of the interval, between 0 and 1.

    Returns:
        κ, or None where one of the two always gave the same answer: κ then tells nothing.

    Raises:
        InputError: the two are empty or not equally long, or hold an answer that is no category.
    """
    _check_lengths(first, second)
    places = {category: index for index, category in enumerate(categories)}
    unknown = next((one for one in (*first, *second) if one not in places), None)
    if unknown is not None:
        raise InputError(f"{unknown!r} is none of the possible answers.")
    table = np.zeros((len(places), len(places)))
    for one, other in zip(first, second, strict=True):
        table[places[one], places[other]] += 1
    return kappa_of_table(table, weights=weights, confidence=confidence)


def kappa_of_table(
    table: NDArray[np.float64],
    *,
    weights: KappaWeights = KappaWeights.NONE,
    confidence: float = CONFIDENCE,
) -> Kappa | None:
    """Cohen's κ of a table of answers; see `cohen_kappa`.

    Args:
        table: (k, k) counts: rows are the first side's answers, columns the second side's.
        weights: what answers that differ are worth.
        confidence: of the interval, between 0 and 1.

    Returns:
        κ, or None where all answers of a side are the same.

    Raises:
        InputError: the table is not square or holds no answers.

    Source: Cohen 1960, Educ. Psychol. Meas. 20:37 and 1968, Psychol. Bull. 70:213; standard error
    of Fleiss, Cohen and Everitt 1969, Psychol. Bull. 72:323.
    """
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.sum() <= 0:
        raise InputError("κ takes a square table with at least one answer.")
    total = float(table.sum())
    shares = table / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    worth = _worth(len(table), weights)
    observed, by_chance = float((worth * shares).sum()), float(rows @ worth @ columns)
    if (rows > 0).sum() < 2 or (columns > 0).sum() < 2:
        return None
    kappa = (observed - by_chance) / (1 - by_chance)
    means = (worth @ columns)[:, None] + (rows @ worth)[None, :]
    inner = shares * np.square(worth * (1 - by_chance) - means * (1 - observed))
    spread = inner.sum() - (observed * by_chance - 2 * by_chance + observed) ** 2
    error = float(np.sqrt(max(0.0, spread) / total)) / (1 - by_chance) ** 2
    return Kappa(
        kappa=normal_estimate(kappa, error, confidence=confidence).within(-1, 1),
        observed=observed,
        by_chance=by_chance,
        standard_error=error,
    )


def _worth(size: int, weights: KappaWeights) -> NDArray[np.float64]:
    if weights is KappaWeights.NONE or size == 1:
        return np.eye(size)
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    return 1 - (steps if weights is KappaWeights.LINEAR else np.square(steps))


def _check_lengths(first: Sequence[Hashable], second: Sequence[Hashable]) -> None:
    if not first or len(first) != len(second):
        raise InputError(
            "Agreement needs two sets of answers to the same questions, not "
            f"{len(first)} and {len(second)} answers."
        )
