"""Which views are compared with which: halves by patient, the floor, and 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from inference.seeds import stream
from training.errors import TrainingError
from training.evaluation.measure import Better, Measure

Indices = NDArray[np.intp]
Figures = NDArray[np.float64]
Distance = Callable[[Indices, Indices], Figures]
"""From two sets of numbers of items to one or more figures (k,); the first set is the reference."""

GROUPS = 20
"""Of the jackknife."""

FEWEST_PATIENTS = 4
"""Two in each half, so that one can be left out."""

INTERVAL_NOTE = "95 % interval: jackknife over groups of patients"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairing:
    """One comparison: a reference, and what takes the same place beside it.

    Attributes:
        reference: numbers of real views.
        real: of other real views, of other patients; they give the floor.
        drawn: of as many drawn views.
    """

    reference: Indices
    real: Indices
    drawn: Indices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """How items, the real views first and then the drawn ones, are compared.

    Attributes:
        pairings: comparisons whose figures are averaged.
        groups: (items,) which group of the jackknife an item goes with; views of a patient share
            one.
    """

    pairings: tuple[Pairing, ...]
    groups: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """What a comparison gave.

    Attributes:
        value: (k,) drawn views against real ones.
        low: (k,) lower ends of the 95 % intervals.
        high: (k,) upper ends of the 95 % intervals.
        floors: (pairings, k) real views against real ones.
    """

    value: Figures
    low: Figures
    high: Figures
    floors: Figures

    def measure(
        self,
        index: int,
        name: str,
        part: str,
        better: Better,
        *,
        unit: str = "",
        note: str = "",
        least: float = -np.inf,
        most: float = np.inf,
    ) -> Measure:
        """One of the figures, with the mean floor; its interval ends where the figure must."""
        return Measure(
            name=name,
            part=part,
            value=float(self.value[index]),
            low=_finite(np.clip(self.low[index], least, most)),
            high=_finite(np.clip(self.high[index], least, most)),
            floor=_finite(self.floors[:, index].mean()),
            better=better,
            unit=unit,
            note=f"{note} {INTERVAL_NOTE}.".strip(),
        )


def halves(
    patients: NDArray[np.str_], chosen: Indices | None = None, *, splits: int, seed: int = 0
) -> Plan:
    """Compare halves of the real views, split by patient, with each other and with drawn ones.

    Item i + n is the drawn view with the condition of real view i. In each split the second half
    is compared with the first for the floor; the drawn views with the conditions of the second
    half take its place for the value. Both have the same sizes and the same mix.

    Args:
        patients: (n,) of the real views.
        chosen: numbers of the real views that take part; None for all.
        splits: how many random splits are averaged.
        seed: of the splits.

    Raises:
        TrainingError: the views are of fewer than `FEWEST_PATIENTS`.
    """
    chosen = np.arange(len(patients)) if chosen is None else chosen
    names, owner = np.unique(patients[chosen], return_inverse=True)
    if len(names) < FEWEST_PATIENTS:
        raise TrainingError(
            f"Comparing real views with real ones takes {FEWEST_PATIENTS} patients or more."
        )
    pairings = []
    for split in range(splits):
        order = stream(seed, "halves", split).permutation(len(names))
        first = np.isin(owner, order[: len(names) // 2])
        pairings.append(
            Pairing(
                reference=chosen[first],
                real=chosen[~first],
                drawn=chosen[~first] + len(patients),
            )
        )
    return Plan(pairings=tuple(pairings), groups=_groups(patients, len(patients), seed))


def against(
    held_out_patients: NDArray[np.str_], patients: NDArray[np.str_], *, seed: int = 0
) -> Plan:
    """Compare held-out views with drawn ones, and with training views for the floor.

    Items are n training views, m held-out views, and n drawn views.
    """
    n, m = len(patients), len(held_out_patients)
    pairing = Pairing(
        reference=np.arange(n, n + m), real=np.arange(n), drawn=np.arange(n + m, n + m + n)
    )
    both = np.concatenate([patients, held_out_patients])
    return Plan(pairings=(pairing,), groups=_groups(both, n, seed))


def compare(distance: Distance, plan: Plan) -> Compared:
    """Figures of drawn against real views, their intervals, and their floors.

    Source: Shao and Wu 1989, Ann. Statist. 17:1176 (delete-a-group jackknife, which holds for
    figures that are not smooth either); here a group of patients and a group of drawn views are
    left out together.
    """
    value = _mean(distance, plan, None)
    present = np.unique(np.concatenate([plan.groups[p.reference] for p in plan.pairings]))
    spread = np.full_like(value, np.nan)
    if len(present) > 2:
        without = np.stack([_mean(distance, plan, group) for group in present])
        count = len(present)
        error = np.sqrt((count - 1) / count * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
        spread = stats.t.ppf(0.975, count - 1) * error
    floors = np.stack([distance(p.reference, p.real) for p in plan.pairings])
    return Compared(value=value, low=value - spread, high=value + spread, floors=floors)


def _mean(distance: Distance, plan: Plan, left_out: int | None) -> Figures:
    figures = []
    for pairing in plan.pairings:
        sides = pairing.reference, pairing.drawn
        if left_out is not None:
            sides = tuple(side[plan.groups[side] != left_out] for side in sides)
        figures.append(distance(*sides))
    return np.mean(figures, axis=0)


def _groups(patients: NDArray[np.str_], drawn: int, seed: int) -> NDArray[np.intp]:
    names, owner = np.unique(patients, return_inverse=True)
    of_name = stream(seed, "jackknife groups").permutation(len(names)) % GROUPS
    of_drawn = stream(seed, "jackknife groups, drawn").permutation(drawn) % GROUPS
    return np.concatenate([of_name[owner], of_drawn])


def _finite(figure: np.float64) -> float | None:
    return float(figure) if np.isfinite(figure) else None
