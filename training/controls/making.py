"""Making the controls of a bundle, from random views to calibrated sliders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.controls import Controls
from inference.controls_manifest import LayerRange
from inference.mapping_network import Array
from training.controls.artefact_rates import KeptPictures, artefact_table
from training.controls.calibration import (
    POSITIONS,
    ZERO,
    Calibration,
    Reference,
    calibrate,
    turns_back,
)
from training.controls.components import (
    SAMPLES,
    PrincipalComponents,
    components_of,
    layer_ranges,
)
from training.controls.directions import (
    LENGTH_COSTS,
    Directions,
    chosen_directions,
    moves_of,
    regressed_directions,
    responses,
    solve,
)
from training.controls.drawing import PSI_OF_CASES, Drawing, Progress
from training.controls.found_parts import VIEWS, FoundParts, find_parts
from training.controls.measurement import Measurement, measure_starts
from training.controls.one_woman import Samples
from training.controls.regression import FEWEST, Regression, regress
from training.controls.stored import described
from training.errors import TrainingError

FEWEST_SAMPLES = 100
LEAST_R2 = 0.1
"""Share of its variance that w has to explain for an attribute to have a slider."""
LEAST_STEP = 0.3
"""Standard deviations by which an attribute has to change from 0 to its slider's 1, or back."""

CHOICES_PER_SAMPLE, EFFECTS_PER_SAMPLE, CASES_PER_SAMPLE = 1 / 200, 1 / 100, 1 / 75
FEWEST_CASES = 8

SHORTER = 3
"""A direction along which an attribute turns back is tried again so many times shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is drawn.

    Attributes:
        samples: views for the regression; the other numbers follow from it.
        mapped: w for the components, for each condition.
        parts: views for the parts.
    """

    samples: int = 3000
    mapped: int = SAMPLES
    parts: int = VIEWS

    def __post_init__(self) -> None:
        if self.samples < FEWEST_SAMPLES:
            raise TrainingError(
                f"Controls take {FEWEST_SAMPLES} samples or more, not {self.samples}."
            )

    def cases(self, share: float, conditions: int) -> int:
        """How many fresh views to take, equally many of each condition."""
        wanted = max(FEWEST_CASES, round(self.samples * share))
        return -(-wanted // conditions) * conditions


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MadeControls:
    """The controls of a bundle and how they came about.

    Attributes:
        controls: as they are stored, without previews.
        measurement: of the attributes that could be measured.
        samples: what they were found on.
        regression: of all of them.
        usable: (attributes,) whether w tells enough of each.
        reference: what is usual of each.
        directions: of all of them.
        calibrations: by name of the slider.
        parts: what was found, or None.
        left_out: sentences on attributes without a slider, and why.
    """

    controls: Controls
    measurement: Measurement
    samples: Samples
    regression: Regression
    usable: NDArray[np.bool_]
    reference: Reference
    directions: Directions
    calibrations: dict[str, Calibration]
    parts: FoundParts | None
    left_out: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Of the attributes that could be measured."""
        return [attribute.name for attribute in self.measurement.attributes]


def make_controls(
    drawing: Drawing,
    measurement: Measurement,
    effort: Effort,
    progress: Progress,
    *,
    real: Array | None = None,
    data: Path | None = None,
) -> MadeControls:
    """Find components, directions and parts, and calibrate the sliders.

    Args:
        drawing: the model.
        measurement: what to measure.
        effort: how much to draw.
        progress: told the phases.
        real: (n, attributes) measured on real views; what they show is plausible too.
        data: dataset file of real views, for the artefact score; None leaves that out.

    Raises:
        TrainingError: nothing can be measured on what the model draws.
    """
    components = components_of(drawing, progress, effort.mapped)
    starts = drawing.starts("samples", effort.samples)
    table = measure_starts(drawing, starts, measurement, progress, "samples")
    seen = np.isfinite(table).sum(axis=0) >= FEWEST
    left_out = _sentences(measurement, ~seen, "it is hardly ever seen in what the model draws")
    measurement, table = measurement.of(seen), table[:, seen]
    whitened = components[-1].whitened(starts.w, drawing.network.w_avg[starts.conditions])
    count = len(drawing.conditions)
    regression = regress(whitened, table, starts.conditions, count, drawing.seed)
    usable = np.nan_to_num(regression.r2, nan=-1) >= LEAST_R2
    if not usable.any():
        raise TrainingError(
            f"Nothing that can be measured on the views of {drawing.bundle.name} follows from w: "
            "the model is hardly trained, or more samples are needed."
        )
    left_out += _sentences(measurement, ~usable, "w explains too little of it")
    directions = _directions(drawing, measurement, regression, components[-1], effort, progress)
    reference = Reference.of(table, regression.sd, None if real is None else real[:, seen])
    calibrations = _calibrations(
        drawing, measurement, directions, reference, usable, effort, progress, data
    )
    kept = {n: one for n, one in calibrations.items() if _moves(one, reference, n)}
    still = usable & ~np.isin(np.arange(len(usable)), list(kept))
    left_out += _sentences(measurement, still, "its direction hardly moves it")
    parts = find_parts(drawing, progress, views=effort.parts)
    return MadeControls(
        controls=described(
            drawing, measurement, regression, reference, directions, kept, components, parts
        ),
        measurement=measurement,
        samples=Samples(
            whitened=whitened,
            table=table,
            conditions=starts.conditions,
            components=components[-1],
        ),
        regression=regression,
        usable=usable,
        reference=reference,
        directions=directions,
        calibrations={measurement.attributes[n].name: one for n, one in kept.items()},
        parts=parts,
        left_out=left_out,
    )


def _sentences(measurement: Measurement, chosen: NDArray[np.bool_], reason: str) -> tuple[str, ...]:
    """Why some attributes have no slider."""
    pairs = zip(measurement.attributes, chosen, strict=True)
    return tuple(f"{each.label} has no slider: {reason}." for each, is_one in pairs if is_one)


def _directions(
    drawing: Drawing,
    measurement: Measurement,
    regression: Regression,
    components: PrincipalComponents,
    effort: Effort,
    progress: Progress,
) -> Directions:
    ranges = [each for each in layer_ranges(drawing.bundle.manifest) if each.name != "all"]
    usable = np.nan_to_num(regression.r2, nan=-1) >= LEAST_R2
    gradients = np.where(usable[:, None], regression.gradients, 0)
    held = held_by(measurement)
    straight = _straight(
        drawing, measurement, gradients, held, components, regression, effort, progress
    )
    moves = moves_of(straight, components, ranges, drawing.bundle.manifest.num_ws)
    cases = effort.cases(EFFECTS_PER_SAMPLE, len(drawing.conditions))
    starts = drawing.starts("effects", cases)
    effects = responses(drawing, starts, measurement, moves, regression.sd, progress)
    return solve(effects, moves, held)


def _straight(
    drawing: Drawing,
    measurement: Measurement,
    gradients: Array,
    held: NDArray[np.bool_],
    components: PrincipalComponents,
    regression: Regression,
    effort: Effort,
    progress: Progress,
) -> Array:
    """(attributes, n): directions in all layers, each with the price of length that suits it."""
    candidates = np.stack([regressed_directions(gradients, held, cost) for cost in LENGTH_COSTS])
    num_ws = drawing.bundle.manifest.num_ws
    every = LayerRange(name="all", first_layer=0, last_layer=num_ws - 1)
    flat = candidates.reshape(-1, candidates.shape[-1])
    moves = moves_of(flat, components, [every], num_ws)
    cases = effort.cases(CHOICES_PER_SAMPLE, len(drawing.conditions))
    starts = drawing.starts("choices", cases)
    effects = responses(
        drawing, starts, measurement, moves, regression.sd, progress, "choice of directions"
    )
    return chosen_directions(candidates, effects, held)


def held_by(measurement: Measurement) -> NDArray[np.bool_]:
    """(attributes, attributes): whether the attribute of a row holds that of a column."""
    names = [attribute.name for attribute in measurement.attributes]
    held = ~np.eye(len(names), dtype=bool)
    for row, attribute in enumerate(measurement.attributes):
        for name in attribute.moves:
            if name in names:
                held[row, names.index(name)] = False
    return held


def _calibrations(
    drawing: Drawing,
    measurement: Measurement,
    directions: Directions,
    reference: Reference,
    usable: NDArray[np.bool_],
    effort: Effort,
    progress: Progress,
    data: Path | None,
) -> dict[int, Calibration]:
    """The calibration of each attribute whose direction can be drawn, by number."""
    numbers = [int(n) for n in np.flatnonzero(usable) if directions.lengths[n] > 0]
    args = (drawing, measurement, reference, effort, progress, data)
    found = _tried(numbers, directions.changes, *args)
    long = [n for n, (_, turning) in found.items() if turning]
    again = _tried(long, directions.changes / SHORTER, *args) if long else {}
    kept = {n: calibration for n, (calibration, _) in found.items()}
    for n, (calibration, _) in again.items():
        kept[n] = replace(calibration, scale=calibration.scale * SHORTER)
    return kept


def _tried(
    numbers: list[int],
    directions: Array,
    drawing: Drawing,
    measurement: Measurement,
    reference: Reference,
    effort: Effort,
    progress: Progress,
    data: Path | None,
) -> dict[int, tuple[Calibration, bool]]:
    """What some directions (attributes, num_ws, w_dim) do, and whether they turn back."""
    # The views as they are come first, and are the position 0 of every slider.
    moved = [p for p in POSITIONS if p != 0]
    changes = np.stack(
        [np.zeros_like(directions[0])] + [p * directions[n] for n in numbers for p in moved]
    )
    cases = effort.cases(CASES_PER_SAMPLE, len(drawing.conditions))
    starts = drawing.starts("cases", cases, PSI_OF_CASES)
    kept = KeptPictures(drawing=drawing, starts=starts)
    seen = kept.keep if data is not None else lambda *_: None
    table = measure_starts(
        drawing, starts, measurement, progress, "calibration", changes, seen=seen
    )
    odd = artefact_table(kept, data, len(changes), drawing.seed, progress) if data else None
    found = {}
    for index, number in enumerate(numbers):
        rows = np.arange(len(moved)) + 1 + index * len(moved)
        rows = np.insert(rows, ZERO, 0)
        calibration = calibrate(number, table[rows], reference, None if odd is None else odd[rows])
        found[number] = calibration, turns_back(number, table[rows], reference)
    return found


def _moves(calibration: Calibration, reference: Reference, number: int) -> bool:
    """Whether a slider does anything that can be used."""
    rise = calibration.values / reference.sd[number]
    steps = max(rise[ZERO + 1] - rise[ZERO], rise[ZERO] - rise[ZERO - 1])
    return bool(steps >= LEAST_STEP and calibration.high > calibration.low)
