"""Single calcifications as ellipsoids: what a grain of each morphology is made of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from inference.birads import Morphology
from inference.lesions.calcification_kinds import KINDS, GrainKind
from inference.lesions.solids import Solids, joined, one_body

BRANCHING = 0.4
"""Share of fine linear calcifications that branch."""

WALL_MM = (0.1, 0.3)
"""Thickness of a rim: less than 1 mm."""


def grain(
    morphology: Morphology,
    width_mm: float,
    direction: NDArray[np.float64],
    numbers: np.random.RandomState,
) -> Solids:
    """One grain about the origin.

    Args:
        morphology: its kind; vessels are no grains.
        width_mm: across a long grain, else its diameter.
        direction: (3,) unit vector along which a long grain runs.
        numbers: random numbers.
    """
    shaped = _SHAPES.get(morphology, _lump)
    return shaped(KINDS[morphology], width_mm, direction, numbers)


def width(kind: GrainKind, numbers: np.random.RandomState) -> float:
    """The width of one grain: small ones are more frequent."""
    least, most = kind.width_mm
    return least + (most - least) * float(numbers.beta(1.5, 2.0))


def _lump(
    kind: GrainKind, width_mm: float, _: NDArray[np.float64], numbers: np.random.RandomState
) -> Solids:
    """Ellipsoids that overlap: crushed stone, or a popcorn."""
    lumps = int(numbers.randint(kind.lumps[0], kind.lumps[1] + 1))
    length = numbers.uniform(*kind.length)
    own = numbers.uniform(0.5, 1.0, size=(lumps, 3)) if lumps > 1 else np.ones((1, 3))
    own[:, 0] *= length
    turns = np.linalg.qr(numbers.normal(size=(lumps, 3, 3)))[0]
    offsets = numbers.normal(size=(lumps, 3))
    offsets *= 0.75 / np.maximum(np.linalg.norm(offsets, axis=1, keepdims=True), 1e-9)
    offsets[0] = 0
    made = one_body(offsets * numbers.uniform(0.6, 1.2, (lumps, 1)), turns * own[:, None, :])
    return made.scaled(width_mm * length / made.diameter_mm)


def _popcorn(
    kind: GrainKind, width_mm: float, _: NDArray[np.float64], numbers: np.random.RandomState
) -> Solids:
    """Chunks that hang together, with gaps between them; they add up."""
    chunks = int(numbers.randint(kind.lumps[0], kind.lumps[1] + 1))
    towards = numbers.normal(size=(chunks, 3))
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    own = numbers.uniform(0.16, 0.42, size=(chunks, 3))
    turns = np.linalg.qr(numbers.normal(size=(chunks, 3, 3)))[0]
    made = Solids(
        centers=towards * numbers.uniform(0.25, 1.0, size=(chunks, 1)),
        radii=turns * own[:, None, :],
        hollow=np.zeros(chunks),
        body=np.arange(chunks),
    )
    return made.scaled(width_mm / made.diameter_mm)


def _ball(
    kind: GrainKind, width_mm: float, _: NDArray[np.float64], numbers: np.random.RandomState
) -> Solids:
    length = numbers.uniform(*kind.length)
    turn = np.linalg.qr(numbers.normal(size=(3, 3)))[0]
    radii = np.array([length, 1.0, 1.0]) * width_mm / 2
    return one_body(np.zeros((1, 3)), (turn * radii)[None])


def _rim(
    _: GrainKind, width_mm: float, __: NDArray[np.float64], numbers: np.random.RandomState
) -> Solids:
    """A shell; of a small one most is wall."""
    wall = min(float(numbers.uniform(*WALL_MM)), 0.25 * width_mm)
    turn = np.linalg.qr(numbers.normal(size=(3, 3)))[0]
    radii = np.array([1.0, *numbers.uniform(0.82, 1.0, 2)]) * width_mm / 2
    return one_body(np.zeros((1, 3)), (turn * radii)[None], hollow=1 - 2 * wall / width_mm)


def _rod(
    kind: GrainKind,
    width_mm: float,
    direction: NDArray[np.float64],
    numbers: np.random.RandomState,
) -> Solids:
    """A filled duct: smooth, long, hardly bent."""
    length = width_mm * numbers.uniform(*kind.length)
    curve = numbers.normal(0, 0.04, size=3) * length
    frame = _frame(direction) * [0.3 * length, width_mm / 2, width_mm / 2]
    way = np.array([-0.2, 0.0, 0.2])
    centers = way[:, None] * length * direction + (way**2)[:, None] * 4 * curve
    return one_body(centers, np.repeat(frame[None], 3, axis=0))


def _cast(
    kind: GrainKind,
    width_mm: float,
    direction: NDArray[np.float64],
    numbers: np.random.RandomState,
) -> Solids:
    """A cast of a duct: beaded, irregular, some of them branching."""
    length = width_mm * numbers.uniform(*kind.length)
    pieces = int(numbers.randint(5, 10))
    main = _chain(direction, length, width_mm, pieces=pieces, bend=0.25, numbers=numbers)
    branches = numbers.uniform() < BRANCHING
    aside = numbers.normal(size=3)
    side = _unit(direction + 0.9 * _unit(aside - (aside @ direction) * direction))
    twig = _chain(
        side, 0.5 * length, 0.8 * width_mm, pieces=max(2, pieces // 2), bend=0.2, numbers=numbers
    )
    if not branches:
        return main
    return joined([main, twig.moved(main.centers[pieces // 2] - twig.centers[0])])


def _chain(
    direction: NDArray[np.float64],
    length: float,
    width_mm: float,
    *,
    pieces: int,
    bend: float,
    numbers: np.random.RandomState,
) -> Solids:
    """Ellipsoids one after the other along a bent line."""
    way = np.linspace(-0.5, 0.5, pieces)
    curve = numbers.normal(0, bend, size=3) * length
    centers = way[:, None] * direction * length + (way**2)[:, None] * curve
    across = numbers.uniform(0.7, 1.0, pieces) * width_mm / 2
    along = numbers.uniform(0.6, 1.1, pieces) * length / pieces
    frame = _frame(direction)
    radii = frame[None] * np.stack([along, across, across], axis=1)[:, None, :]
    return Solids(centers=centers, radii=radii, hollow=np.zeros(pieces), body=np.arange(pieces))


def _sediment(
    _: GrainKind, width_mm: float, __: NDArray[np.float64], numbers: np.random.RandomState
) -> Solids:
    """Milk that has settled in a small cyst: a level disc, seen from above as a smudge."""
    thick = width_mm * numbers.uniform(0.15, 0.3)
    radii = np.diag([width_mm, width_mm * numbers.uniform(0.7, 1.0), thick]) / 2
    return one_body(np.zeros((1, 3)), radii[None])


def _dystrophic(
    kind: GrainKind,
    width_mm: float,
    direction: NDArray[np.float64],
    numbers: np.random.RandomState,
) -> Solids:
    """An irregular grain, often with a lucent middle."""
    made = _lump(kind, width_mm, direction, numbers)
    hollow = float(numbers.uniform(0.3, 0.75)) if numbers.uniform() < 0.5 else 0.0
    return one_body(made.centers, made.radii, hollow=hollow)


def _frame(direction: NDArray[np.float64]) -> NDArray[np.float64]:
    """(3, 3) with the direction as its first column, and two at right angles."""
    x, y, z = direction.tolist()
    # The reflection that takes the first axis to the direction; signs do not matter for radii.
    turned = np.array([1 - x, -y, -z])
    square = 2 * (1 - x)
    if square < 1e-9:
        return np.eye(3)
    return np.eye(3) - np.outer(turned, turned) * (2 / square)


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector / np.linalg.norm(vector)


_Shape = Callable[[GrainKind, float, NDArray[np.float64], np.random.RandomState], Solids]
_SHAPES: dict[Morphology, _Shape] = {
    Morphology.COARSE: _popcorn,
    Morphology.LARGE_ROD_LIKE: _rod,
    Morphology.ROUND: _ball,
    Morphology.RIM: _rim,
    Morphology.DYSTROPHIC: _dystrophic,
    Morphology.MILK_OF_CALCIUM: _sediment,
    Morphology.AMORPHOUS: _ball,
    Morphology.FINE_LINEAR: _cast,
}
