"""The area under the ROC curve, with an interval that holds for women with several views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import rankdata

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE, Estimate, critical_z

Scores = NDArray[np.float64]
Groups = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaUnderCurve:
    """An area under the ROC curve.

    Attributes:
        auc: probability that a positive scores higher than a negative; ties count one half.
        low, high: ends of its interval, 0 to 1.
        variance: of `auc`.
    """

    auc: float
    low: float
    high: float
    variance: float

    @property
    def estimate(self) -> Estimate:
        """The area with its interval."""
        return Estimate(value=self.auc, low=self.low, high=self.high)

    @property
    def includes_chance(self) -> bool:
        """Whether one half lies in the interval."""
        return self.low <= 0.5 <= self.high


def area_under_curve(
    positives: ArrayLike,
    negatives: ArrayLike,
    *,
    positive_groups: ArrayLike | None = None,
    negative_groups: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
) -> AreaUnderCurve:
    """AUC with DeLong's variance and an interval on the logit scale.

    With groups, for example the women whose views were scored, scores of one group may depend on
    each other: the variance is then Obuchowski's, which is DeLong's where each group has one score.
    Where that variance is 0 (all positives above all negatives), the interval is Newcombe's.

    Args:
        positives: (m,) scores of what should score high.
        negatives: (n,) scores of what should score low.
        positive_groups: (m,) names of groups; a group may have positives and negatives.
        negative_groups: (n,) likewise; given when `positive_groups` is.
        confidence: of the interval, between 0 and 1.

    Raises:
        InputError: a side is empty or has scores that are no numbers, or the groups do not fit.

    Source: DeLong et al. 1988, Biometrics 44:837; Obuchowski 1997, Biometrics 53:567 (clustered
    data); Pepe 2003, The Statistical Evaluation of Medical Tests, section 5.2 (logit scale);
    Newcombe 2006, Stat. Med. 25:559, method 5.
    """
    high, low = finite_scores(positives), finite_scores(negatives)
    above, below = placements(high, low)
    auc = float(above.mean())
    if positive_groups is None and negative_groups is None:
        variance = _share(above - auc, np.arange(len(above)))
        variance += _share(below - auc, np.arange(len(below)))
    else:
        groups = _groups(positive_groups, len(high)), _groups(negative_groups, len(low))
        variance = _clustered_variance(above - auc, below - auc, *groups)
    ends = _interval(auc, variance, len(high), len(low), confidence)
    return AreaUnderCurve(auc=auc, low=ends[0], high=ends[1], variance=variance)


def placements(positives: Scores, negatives: Scores) -> tuple[Scores, Scores]:
    """DeLong's structural components.

    Args:
        positives: (m,).
        negatives: (n,).

    Returns:
        For each positive the share of negatives below it, (m,), and for each negative the share of
        positives above it, (n,); ties count one half.

    Source: DeLong et al. 1988, equations 3 and 4; by ranks as in Sun and Xu 2014, IEEE SPL 21:1389.
    """
    m, n = len(positives), len(negatives)
    ranks = rankdata(np.concatenate([positives, negatives]))
    above = (ranks[:m] - rankdata(positives)) / n
    below = 1 - (ranks[m:] - rankdata(negatives)) / m
    return above, below


def true_positive_rate_at(
    positives: ArrayLike, negatives: ArrayLike, false_positive_rate: float
) -> tuple[float, float]:
    """Sensitivity where at most a share of the negatives is called positive.

    Args:
        positives: (m,) scores of what should score high.
        negatives: (n,) scores of what should score low.
        false_positive_rate: 0 to 1.

    Returns:
        The share of positives above the threshold, and the threshold: a score *above* it is called
        positive.

    Raises:
        InputError: a side is empty or has scores that are no numbers, or the rate is no share.
    """
    high, low = finite_scores(positives), finite_scores(negatives)
    if not 0 <= false_positive_rate <= 1:
        raise InputError(f"A rate lies between 0 and 1, not at {false_positive_rate}.")
    allowed = int(np.floor(false_positive_rate * len(low) + 1e-9))
    descending = np.sort(low)[::-1]
    threshold = float(descending[allowed]) if allowed < len(low) else float(descending[-1] - 1)
    return float((high > threshold).mean()), threshold


def finite_scores(values: ArrayLike) -> Scores:
    """Scores as a flat array, (n,).

    Raises:
        InputError: there are none, or one is not a finite number.
    """
    scores = np.asarray(values, dtype=np.float64).ravel()
    if len(scores) == 0:
        raise InputError("An ROC curve needs at least one positive and one negative score.")
    if not np.isfinite(scores).all():
        raise InputError("An ROC curve needs scores that are finite numbers.")
    return scores


def _groups(names: ArrayLike | None, count: int) -> Groups:
    if names is None:
        raise InputError("Name the groups of the positives and of the negatives, or of neither.")
    groups = np.asarray(names).astype(str).ravel()
    if len(groups) != count:
        raise InputError(f"{count} scores take as many names of groups, not {len(groups)}.")
    return groups


def _share(deviations: Scores, members: NDArray[np.intp]) -> float:
    """Variance of a mean whose deviations are summed by the group each belongs to."""
    sums = np.bincount(members, weights=deviations)
    groups = np.count_nonzero(np.bincount(members))
    # One group tells nothing of how groups differ; its variance is then not to be had from here.
    correction = groups / (groups - 1) if groups > 1 else 0.0
    return float(correction * np.square(sums).sum() / len(deviations) ** 2)


def _clustered_variance(
    above: Scores, below: Scores, positive_groups: Groups, negative_groups: Groups
) -> float:
    """Obuchowski 1997, equation 3: both parts, and what groups with both kinds add."""
    names, members = np.unique(
        np.concatenate([positive_groups, negative_groups]), return_inverse=True
    )
    ours, theirs = members[: len(above)], members[len(above) :]
    variance = _share(above, ours) + _share(below, theirs)
    if len(names) < 2:
        return variance
    sums = [
        np.bincount(index, weights=values, minlength=len(names))
        for index, values in ((ours, above), (theirs, below))
    ]
    covariance = len(names) / (len(names) - 1) * float(sums[0] @ sums[1])
    return max(0.0, variance + 2 * covariance / (len(above) * len(below)))


def _interval(
    auc: float, variance: float, m: int, n: int, confidence: float
) -> tuple[float, float]:
    z = critical_z(confidence)
    if variance <= 0 or not 0 < auc < 1:
        return newcombe_interval(auc, m, n, z)
    half = z * np.sqrt(variance) / (auc * (1 - auc))
    centre = logit(auc)
    return float(expit(centre - half)), float(expit(centre + half))


def newcombe_interval(auc: float, m: int, n: int, z: float) -> tuple[float, float]:
    """The areas from which `auc` lies z of their own standard deviations away.

    Args:
        auc: the area found, 0 to 1.
        m: how many positives.
        n: how many negatives.
        z: half the width of the interval in standard deviations.

    Source: Newcombe 2006, Stat. Med. 25:559, method 5.
    """
    size = (m + n) / 2 - 1

    def gap(area: float) -> float:
        inner = 1 + size * ((1 - area) / (2 - area) + area / (1 + area))
        return (area - auc) ** 2 - z**2 * area * (1 - area) * inner / (m * n)

    # At an area of exactly 0 or 1 the gap is 0 as well: the search begins just beside it.
    low = 0.0 if auc <= 0 else _root(gap, 0.0, min(auc, 1 - 1e-12))
    high = 1.0 if auc >= 1 else _root(gap, max(auc, 1e-12), 1.0)
    return low, high


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(cast("float", brentq(function, low, high)))
