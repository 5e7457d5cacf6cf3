"""A number with the interval it probably lies in, as every statistic here is given."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import ndtri

from inference.errors import InputError

CONFIDENCE = 0.95
"""What intervals hold in the long run where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimated number.

    Attributes:
        value: the estimate.
        low, high: ends of its confidence interval; infinite where the data set no bound.
    """

    value: float
    low: float
    high: float

    def includes(self, value: float) -> bool:
        """Whether `value` lies in the interval."""
        return self.low <= value <= self.high

    def within(self, least: float, most: float) -> Estimate:
        """The same with the ends cut to what is possible at all."""
        return Estimate(
            value=self.value,
            low=min(max(self.low, least), most),
            high=max(min(self.high, most), least),
        )


def normal_estimate(
    value: float, standard_error: float, *, confidence: float = CONFIDENCE
) -> Estimate:
    """An estimate whose interval is normal: the value and z standard errors to both sides.

    Raises:
        InputError: the confidence is no share between 0 and 1.
    """
    half = critical_z(confidence) * standard_error
    return Estimate(value=value, low=value - half, high=value + half)


def critical_z(confidence: float) -> float:
    """How many standard errors a two-sided normal interval reaches to each side.

    Raises:
        InputError: the confidence is no share between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise InputError(f"A confidence lies between 0 and 1, not at {confidence}.")
    return float(ndtri((1 + confidence) / 2))
