"""Whether right answers were guessed: the binomial test, and χ² tests over many readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, binomtest, chi2, nbinom

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE
from inference.statistics.proportions import Proportion, exact_proportion

FEWEST_EXPECTED = 5.0
"""A class of a χ² test should expect at least so many; Cochran 1954, Biometrics 10:417."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BinomialTest:
    """Right answers against a chance.

    Attributes:
        share: right answers of all, with the exact interval.
        chance: share of right answers expected from guessing.
        p_value: two-sided: how probable, when guessing, a number is that is not more probable.
    """

    share: Proportion
    chance: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiSquare:
    """A χ² test.

    Attributes:
        statistic: χ².
        degrees: of freedom; at least 1.
        p_value: how probable a χ² this large or larger is where the hypothesis holds.
    """

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledTest:
    """Right answers of several readers against a chance.

    Attributes:
        pooled: all answers taken together against the chance, one degree of freedom.
        each: every reader against the chance, one degree of freedom each, added up: also large
            where some readers are above and others below.
        between: whether readers differ from each other; None for one reader, or where nobody or
            everybody was always right.
    """

    pooled: ChiSquare
    each: ChiSquare
    between: ChiSquare | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClass:
    """Numbers of right answers that a goodness-of-fit test takes together.

    Attributes:
        first, last: numbers of right answers, both included.
        observed: readers with such a number.
        expected: readers with such a number if all guessed.
    """

    first: int
    last: int
    observed: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodnessOfFit:
    """Whether readers' numbers of right answers are spread as guessing spreads them.

    Attributes:
        classes: from the fewest right answers to the most.
        test: χ² with one degree of freedom less than classes.
    """

    classes: tuple[CountClass, ...]
    test: ChiSquare


def binomial_test(
    right: int, total: int, chance: float, *, confidence: float = CONFIDENCE
) -> BinomialTest:
    """Test right answers against guessing.

    Raises:
        InputError: the counts are impossible, or the chance is not between 0 and 1.

    Source: the exact two-sided test by probability, as `scipy.stats.binomtest` does it.
    """
    _check_chance(chance)
    share = exact_proportion(right, total, confidence=confidence)
    p_value = float(binomtest(right, total, chance).pvalue)
    return BinomialTest(share=share, chance=chance, p_value=p_value)


def probability_of_lasting(right: int, wrong: int, chance: float) -> float:
    """How probable it is to give at least so many right answers by guessing before so many wrong.

    Args:
        right: right answers given before the last wrong one.
        wrong: wrong answers that end it, at least 1.
        chance: share of right answers expected from guessing, between 0 and 1.

    Raises:
        InputError: impossible counts, or a chance that is none.

    Source: the upper tail of the negative binomial distribution.
    """
    _check_chance(chance)
    if right < 0 or wrong < 1:
        raise InputError(f"Lasting is {right} right answers before {wrong} wrong ones: none such.")
    # scipy counts what comes before a number of successes: here a wrong answer is the success.
    return float(nbinom.sf(right - 1, wrong, 1 - chance))


def pooled_chi_square(right: Sequence[int], totals: Sequence[int], chance: float) -> PooledTest:
    """Test the answers of several readers against guessing.

    Args:
        right: number of right answers of each reader.
        totals: number of answers of each reader.
        chance: share of right answers expected from guessing, between 0 and 1.

    Raises:
        InputError: no reader, impossible counts, or a chance that is none.

    Source: Pearson's χ²; Fleiss, Levin and Paik 2003, Statistical Methods for Rates and
    Proportions, sections 2.4 and 9.1 (m samples).
    """
    _check_chance(chance)
    counts, sizes = np.asarray(right, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if len(counts) == 0 or counts.shape != sizes.shape:
        raise InputError(
            "A pooled test takes one or more readers, each with right and all answers."
        )
    if (sizes < 1).any() or (counts < 0).any() or (counts > sizes).any():
        raise InputError("A reader has answered at least once, and not more often right than that.")
    together = counts.sum() / sizes.sum()
    pooled = _from_rates(np.array([counts.sum()]), np.array([sizes.sum()]), chance)
    between = None
    if len(counts) > 1 and 0 < together < 1:
        between = _chi_square(_statistic(counts, sizes, together), len(counts) - 1)
    return PooledTest(pooled=pooled, each=_from_rates(counts, sizes, chance), between=between)


def binomial_goodness_of_fit(
    right: Sequence[int], trials: int, chance: float, *, fewest_expected: float = FEWEST_EXPECTED
) -> GoodnessOfFit | None:
    """Test whether numbers of right answers are spread as Binomial(trials, chance).

    Neighbouring numbers are taken together, from both ends toward the middle, until each class
    expects enough readers.

    Args:
        right: number of right answers of each reader.
        trials: answers that each reader gave.
        chance: share of right answers expected from guessing, between 0 and 1.
        fewest_expected: readers that a class has to expect at least.

    Returns:
        The test, or None where there are too few readers for two classes.

    Raises:
        InputError: impossible counts, or a chance that is none.

    Source: Pearson's χ², as Korkinof et al. 2021, Radiol. Artif. Intell. 3:e190181, used it.
    """
    _check_chance(chance)
    numbers = np.asarray(right, dtype=np.int64)
    if trials < 1 or (numbers < 0).any() or (numbers > trials).any():
        raise InputError(f"Of {trials} answers, 0 to {trials} are right.")
    expected = len(numbers) * binom.pmf(np.arange(trials + 1), trials, chance)
    observed = np.bincount(numbers, minlength=trials + 1)
    classes = tuple(
        CountClass(
            first=first,
            last=last,
            observed=int(observed[first : last + 1].sum()),
            expected=float(expected[first : last + 1].sum()),
        )
        for first, last in _merged(expected, fewest_expected)
    )
    if len(classes) < 2:
        return None
    statistic = sum((one.observed - one.expected) ** 2 / one.expected for one in classes)
    return GoodnessOfFit(classes=classes, test=_chi_square(statistic, len(classes) - 1))


def _merged(expected: NDArray[np.float64], fewest: float) -> list[tuple[int, int]]:
    """Classes as (first, last): the thin ends are joined to what lies further in."""
    classes = [(number, number) for number in range(len(expected))]

    def weight(span: tuple[int, int]) -> float:
        return float(expected[span[0] : span[1] + 1].sum())

    while len(classes) > 1 and (thin := min(classes, key=weight)) and weight(thin) < fewest:
        at = classes.index(thin)
        other = at + 1 if at < len(classes) // 2 else at - 1
        first, last = sorted((at, other))
        classes[first : last + 1] = [(classes[first][0], classes[last][1])]
    return classes


def _from_rates(
    counts: NDArray[np.float64], sizes: NDArray[np.float64], chance: float
) -> ChiSquare:
    return _chi_square(_statistic(counts, sizes, chance), len(counts))


def _statistic(counts: NDArray[np.float64], sizes: NDArray[np.float64], share: float) -> float:
    return float((np.square(counts - sizes * share) / (sizes * share * (1 - share))).sum())


def _chi_square(statistic: float, degrees: int) -> ChiSquare:
    p_value = float(chi2.sf(statistic, degrees))
    return ChiSquare(statistic=float(statistic), degrees=degrees, p_value=p_value)


def _check_chance(chance: float) -> None:
    if not 0 < chance < 1:
        raise InputError(f"A chance of right answers lies between 0 and 1, not at {chance}.")
