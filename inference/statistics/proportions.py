"""Shares of answers with their intervals: Clopper–Pearson, Wilson, and until so many wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import beta

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE, Estimate, critical_z


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A share of a counted total.

    Attributes:
        count: how many of them.
        total: of how many; at least 1.
        low, high: ends of the interval, 0 to 1.
    """

    count: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.count / self.total

    @property
    def estimate(self) -> Estimate:
        """The share with its interval, without the counts."""
        return Estimate(value=self.value, low=self.low, high=self.high)

    def includes(self, share: float) -> bool:
        """Whether `share` lies in the interval."""
        return self.low <= share <= self.high


def exact_proportion(count: int, total: int, *, confidence: float = CONFIDENCE) -> Proportion:
    """A share with the interval of Clopper and Pearson, which covers at least what it says.

    Raises:
        InputError: the counts are impossible, or the confidence is no share between 0 and 1.

    Source: Clopper and Pearson 1934, Biometrika 26:404, by quantiles of the beta distribution.
    """
    _check(count, total)
    tail = _tail(confidence)
    low = 0.0 if count == 0 else float(beta.ppf(tail, count, total - count + 1))
    high = 1.0 if count == total else float(beta.ppf(1 - tail, count + 1, total - count))
    return Proportion(count=count, total=total, low=low, high=high)


def wilson_proportion(count: int, total: int, *, confidence: float = CONFIDENCE) -> Proportion:
    """A share with Wilson's score interval, which covers what it says on average.

    Raises:
        InputError: the counts are impossible, or the confidence is no share between 0 and 1.

    Source: Wilson 1927, JASA 22:209; Brown, Cai and DasGupta 2001, Stat. Sci. 16:101, recommend
    it.
    """
    _check(count, total)
    z = critical_z(confidence)
    share = count / total
    spread = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    centre, scale = share + z**2 / (2 * total), 1 + z**2 / total
    # Rounding must not leave an end beside a share of exactly 0 or 1.
    low = 0.0 if count == 0 else (centre - spread) / scale
    high = 1.0 if count == total else (centre + spread) / scale
    return Proportion(count=count, total=total, low=low, high=high)


def proportion_until(right: int, wrong: int, *, confidence: float = CONFIDENCE) -> Proportion:
    """The share of right answers where answering went on until so many were wrong.

    The number of wrong answers was then fixed beforehand and the total was left to chance. The
    interval is exact for that way of stopping; its low end is above that of Clopper and Pearson.

    Args:
        right: answers that were right.
        wrong: answers that were wrong, of which the last one ended it; at least 1.
        confidence: of the interval, between 0 and 1.

    Raises:
        InputError: the counts are impossible, or the confidence is no share between 0 and 1.

    Source: the construction of Clopper and Pearson 1934 on the negative binomial distribution
    (inverse sampling; Haldane 1945, Biometrika 33:222).
    """
    _check(right, right + wrong)
    if wrong < 1:
        raise InputError("Answering until so many are wrong has at least one wrong answer.")
    tail = _tail(confidence)
    low = 0.0 if right == 0 else float(beta.ppf(tail, right, wrong))
    high = float(beta.ppf(1 - tail, right + 1, wrong))
    return Proportion(count=right, total=right + wrong, low=low, high=high)


def _check(count: int, total: int) -> None:
    if total < 1 or not 0 <= count <= total:
        raise InputError(f"A share needs a count of 0 to its total, not {count} of {total}.")


def _tail(confidence: float) -> float:
    critical_z(confidence)  # says what is wrong with a confidence that is none
    return (1 - confidence) / 2
