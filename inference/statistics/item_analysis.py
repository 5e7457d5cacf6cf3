"""How questions do among readers: how many are right, and whether good readers are right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.errors import InputError
from inference.statistics.proportions import Proportion, wilson_proportion

GROUP_SHARE = 0.27
"""Readers in the upper and in the lower group; Kelley 1939, J. Educ. Psychol. 30:17."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, answered by several readers.

    Attributes:
        right: share of its answers that were right, with Wilson's interval; None unanswered.
        discrimination: share right in the upper group less that in the lower, −1 to 1; None where
            a group answered nothing.
        correlation: of being right here with the share of right answers elsewhere, −1 to 1; None
            where one of the two does not vary.
    """

    right: Proportion | None
    discrimination: float | None
    correlation: float | None


def analyse_items(answers: ArrayLike) -> tuple[Item, ...]:
    """Share right and discrimination of each question.

    Args:
        answers: (readers, questions): 1 right, 0 wrong, not a number where there is no answer.

    Returns:
        One for each question, in their order.

    Raises:
        InputError: it is no such table.

    Source: Ebel and Frisbie 1991, Essentials of Educational Measurement, chapter 13 (upper–lower
    index D); Henrysson 1963, Psychometrika 28:211 (correlation without the question itself).
    """
    table = _table(answers)
    upper, lower = _groups(np.nanmean(table, axis=1)) if len(table) > 1 else ([], [])
    return tuple(
        Item(
            right=_right(table[:, index]),
            discrimination=_difference(table[upper, index], table[lower, index]),
            correlation=_with_the_rest(table, index),
        )
        for index in range(table.shape[1])
    )


def kuder_richardson_20(answers: ArrayLike) -> float | None:
    """How reliably a set of questions ranks readers, KR-20, at most 1.

    Args:
        answers: (readers, questions): 1 right, 0 wrong; all answered.

    Returns:
        KR-20, or None where readers do not differ or there is but one question.

    Raises:
        InputError: it is no such table, or answers are missing.

    Source: Kuder and Richardson 1937, Psychometrika 2:151, formula 20.
    """
    table = _table(answers)
    if np.isnan(table).any():
        raise InputError("Reliability needs the answers of all readers to all questions.")
    questions = table.shape[1]
    variance = float(table.sum(axis=1).var())
    if questions < 2 or variance == 0:
        return None
    shares = table.mean(axis=0)
    return float(questions / (questions - 1) * (1 - (shares * (1 - shares)).sum() / variance))


def _table(answers: ArrayLike) -> NDArray[np.float64]:
    table = np.asarray(answers, dtype=np.float64)
    if table.ndim != 2 or 0 in table.shape:
        raise InputError("Questions are analysed from a table of one row a reader.")
    if not (np.isnan(table) | (table == 0) | (table == 1)).all():
        raise InputError("An answer is right (1), wrong (0) or missing.")
    if np.isnan(table).all(axis=1).any():
        raise InputError("A reader without a single answer cannot be ranked. Leave them out.")
    return table


def _groups(shares: NDArray[np.float64]) -> tuple[Sequence[int], Sequence[int]]:
    """Readers with the most and with the fewest right answers; ties at the border all go in."""
    size = max(1, math.ceil(GROUP_SHARE * len(shares)))
    ordered = np.sort(shares)
    upper = np.flatnonzero(shares >= ordered[-size])
    lower = np.flatnonzero(shares <= ordered[size - 1])
    return upper.tolist(), lower.tolist()


def _right(column: NDArray[np.float64]) -> Proportion | None:
    given = column[~np.isnan(column)]
    return wilson_proportion(int(given.sum()), len(given)) if len(given) else None


def _difference(upper: NDArray[np.float64], lower: NDArray[np.float64]) -> float | None:
    above, below = upper[~np.isnan(upper)], lower[~np.isnan(lower)]
    if not len(above) or not len(below):
        return None
    return float(above.mean() - below.mean())


def _with_the_rest(table: NDArray[np.float64], index: int) -> float | None:
    rest = np.delete(table, index, axis=1)
    known = ~np.isnan(table[:, index]) & ~np.isnan(rest).all(axis=1)
    if known.sum() < 2:
        return None
    here, elsewhere = table[known, index], np.nanmean(rest[known], axis=1)
    if np.ptp(here) == 0 or np.ptp(elsewhere) == 0:
        return None
    return float(np.corrcoef(here, elsewhere)[0, 1])
