"""The lesions of a planned case: chosen by their own stream, until they are as hard as asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inference.case import Case
from inference.case_sets.blueprint import Difficulty, WantedLesion
from inference.errors import LesionError
from inference.lesions.case_lesions import SeenCase
from inference.lesions.library import read_library
from inference.lesions.spec import LEAST_CONTRAST, MOST_CONTRAST, LesionSpec
from inference.recipe import ViewName
from inference.seeds import stream

TRIES = 6
"""So many lesions are tried in one breast."""

STRENGTHENINGS = 2
"""So often the strength of one is changed, before another is tried."""

LEAST_SEEN = 0.05
"""A contrast to noise below this says nothing of what strength would do."""


def put_in(
    seen: SeenCase, wanted: WantedLesion, views: Sequence[ViewName], seed: int, *names: str | int
) -> tuple[Case, tuple[LesionSpec, ...]]:
    """A case with a wanted lesion, as hard to see as asked, or the nearest to it of some tries.

    Args:
        seen: the case without.
        wanted: of the blueprint.
        views: that the case lists.
        seed: of the blueprint.
        names: of the case's stream.

    Raises:
        LesionError: none of the tries fits into the breast.
    """
    nearest: tuple[float, Case, tuple[LesionSpec, ...]] | None = None
    failure: LesionError | None = None
    for number in range(TRIES):
        specs = _chosen(wanted, stream(seed, *names, "lesion", number), views)
        for _ in range(1 + STRENGTHENINGS):
            try:
                case = seen.with_lesions(specs)
            except LesionError as error:
                failure = error
                break
            found = _contrast_to_noise(case)
            miss = _miss(wanted, found)
            if nearest is None or miss < nearest[0]:
                nearest = (miss, case, specs)
            stronger = _strengthened(wanted, specs, found)
            if miss == 0 or stronger == specs:
                break
            specs = stronger
        if nearest is not None and nearest[0] == 0:
            break
    if nearest is None:
        assert failure is not None
        raise failure
    return nearest[1], nearest[2]


def meets_difficulty(wanted: WantedLesion, case: Case) -> bool:
    """Whether the lesions of a case are as hard to see as asked."""
    return _miss(wanted, _contrast_to_noise(case)) == 0


def difficulty_of(contrast_to_noise: float) -> str:
    """How hard a lesion is to see, in words: a range's own, or beyond them."""
    for one in Difficulty:
        low, high = one.contrast_to_noise
        if low <= contrast_to_noise < high:
            return one.value
    hardest = Difficulty.HARD.contrast_to_noise[0]
    return "very hard" if contrast_to_noise < hardest else "very easy"


def _chosen(
    wanted: WantedLesion, numbers: np.random.RandomState, views: Sequence[ViewName]
) -> tuple[LesionSpec, ...]:
    own = int(numbers.randint(0, 2**31))
    if wanted.library:
        specs = read_library().entry(wanted.library).specs
        side = _only_side(views)
        return tuple(
            replace(
                spec,
                seed=own + index,
                place=replace(spec.place, side=spec.place.side or side),
            )
            for index, spec in enumerate(specs)
        )
    assert wanted.kind is not None
    words = {name: given[numbers.randint(len(given))] for name, given in wanted.words.items()}
    size = numbers.uniform(*wanted.size_mm) if wanted.size_mm else None
    contrast = numbers.uniform(*wanted.contrast)
    place = wanted.lesion_place
    return (
        LesionSpec(
            kind=wanted.kind,
            words=words,
            size_mm=None if size is None else round(float(size), 1),
            contrast=round(float(contrast), 3),
            seed=own,
            place=replace(place, side=place.side or _only_side(views)),
        ),
    )


def _only_side(views: Sequence[ViewName]) -> str:
    """The side of all views, empty where both are there."""
    sides = {view.image_laterality for view in views}
    return sides.pop() if len(sides) == 1 else ""


def _contrast_to_noise(case: Case) -> float:
    """That of the lesion that is seen best."""
    return max((finding.contrast_to_noise for finding in case.findings), default=0.0)


def _miss(wanted: WantedLesion, contrast_to_noise: float) -> float:
    """How far a contrast to noise lies outside of what was asked; 0 where anything will do."""
    if wanted.difficulty is None:
        return 0.0
    low, high = wanted.difficulty.contrast_to_noise
    return max(low - contrast_to_noise, contrast_to_noise - high, 0.0)


def _strengthened(
    wanted: WantedLesion, specs: tuple[LesionSpec, ...], contrast_to_noise: float
) -> tuple[LesionSpec, ...]:
    """The lesions as strong as the difficulty asks, if contrast went with strength."""
    if wanted.difficulty is None or contrast_to_noise < LEAST_SEEN:
        return specs
    factor = sum(wanted.difficulty.contrast_to_noise) / 2 / contrast_to_noise
    return tuple(
        replace(
            spec,
            contrast=round(
                float(np.clip(spec.contrast * factor, LEAST_CONTRAST, MOST_CONTRAST)), 3
            ),
        )
        for spec in specs
    )
