"""Whether the four views of a case are of one woman: differences within cases and between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.case_generator import CaseGenerator
from inference.mapping_network import Array
from inference.recipe import ViewName
from inference.seeds import stream
from training.controls.drawing import Progress
from training.controls.measurement import Measurement
from training.dataset_file import open_dataset

RESAMPLES = 300
FEWEST = 8
"""Cases below which nothing is stated."""

PAIRS = {
    "CC and MLO of a breast": (("R-CC", "R-MLO"), ("L-CC", "L-MLO")),
    "left and right of a view": (("R-CC", "L-CC"), ("R-MLO", "L-MLO")),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredCases:
    """The attributes of the views of many cases, drawn or real.

    Attributes:
        values: (cases, 4, attributes) in the order of `ViewName`; not a number where there is none.
        techniques: (cases,) names.
    """

    values: Array
    techniques: NDArray[np.str_]

    def standardised(self) -> Array:
        """The values in standard deviations from the mean of their view position and technique.

        CC and MLO differ in what they show of any breast, and film from digital views.
        """
        result = np.full(self.values.shape, np.nan)
        for technique in np.unique(self.techniques):
            mine = self.techniques == technique
            for views in ((0, 1), (2, 3)):
                block = self.values[np.ix_(mine, views)]
                present = np.isfinite(block).sum(axis=(0, 1))
                safe = np.where(np.isfinite(block), block, 0)
                mean = safe.sum(axis=(0, 1)) / np.maximum(present, 1)
                square = np.where(np.isfinite(block), np.square(block - mean), 0)
                sd = np.sqrt(square.sum(axis=(0, 1)) / np.maximum(present - 1, 1))
                usable = (present >= FEWEST) & (sd > 0)
                scaled = (block - mean) / np.where(usable, sd, np.nan)
                result[np.ix_(mine, views)] = scaled
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two views of one woman are in an attribute.

    Attributes:
        attribute: its name.
        pair: one of `PAIRS`.
        cases: how many cases show both views.
        ratio: mean absolute difference within a case over that between cases: 0 for equal views,
            1 for views of strangers.
        low: end of the 95 % interval.
        high: end of the 95 % interval.
    """

    attribute: str
    pair: str
    cases: int
    ratio: float
    low: float
    high: float


def draw_cases(
    generator: CaseGenerator, measurement: Measurement, count: int, seed: int, progress: Progress
) -> MeasuredCases:
    """Measure drawn cases, all techniques in turn, at the truncation of the program.

    Args:
        generator: of the bundle.
        measurement: what to measure.
        count: how many cases.
        seed: of the first.
        progress: told how many are drawn.
    """
    values = np.full((count, len(ViewName), len(measurement.attributes)), np.nan)
    techniques = [generator.techniques[n % len(generator.techniques)] for n in range(count)]
    for number, technique in enumerate(techniques):
        recipe = generator.recipe(seed + number, technique=technique)
        for index, name in enumerate(ViewName):
            if name in generator.view_names:
                image = generator.image(recipe, name)
                values[number, index] = measurement.row(
                    image, generator.bundle.manifest.pixel_mm, name.view_position
                )
        progress("cases", number + 1, count)
    return MeasuredCases(values=values, techniques=np.array([str(each) for each in techniques]))


def read_cases(
    path: Path, rows: int, measurement: Measurement, most: int, seed: int, progress: Progress
) -> MeasuredCases:
    """Measure real cases: the first view of each side and position of each patient.

    Args:
        path: of the dataset file.
        rows: height at which to measure, as nearly as a whole part of the file's allows.
        measurement: what to measure.
        most: how many patients with two views or more.
        seed: of which ones.
        progress: told how many are read.

    Raises:
        DatasetError: the file cannot be used.
    """
    with open_dataset(path) as dataset:
        factor = max(1, dataset.frame.rows // rows)
        patients = dataset.texts("patient").astype(str)
        sides = dataset.texts("image_laterality").astype(str)
        positions = dataset.texts("view_position").astype(str)
        techniques = dataset.texts("technique").astype(str)
        names, counts = np.unique(patients, return_counts=True)
        several = names[counts >= 2]
        chosen = several[stream(seed, "controls patients").permutation(len(several))[:most]]
        values = np.full((len(chosen), len(ViewName), len(measurement.attributes)), np.nan)
        of_case = []
        for number, patient in enumerate(chosen):
            mine = np.flatnonzero(patients == patient)
            of_case.append(techniques[mine[0]])
            for index, name in enumerate(ViewName):
                same = (sides[mine] == name.image_laterality) & (
                    positions[mine] == name.view_position
                )
                if same.any():
                    picture = _reduced(dataset.picture(int(mine[same][0])), factor)
                    image = picture.astype(np.float32) / np.float32(127.5) - 1
                    values[number, index] = measurement.row(
                        image, dataset.frame.pixel_mm * factor, name.view_position
                    )
            progress("real cases", number + 1, len(chosen))
    return MeasuredCases(values=values, techniques=np.array(of_case))


def _reduced(picture: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    return picture if factor == 1 else np.asarray(Image.fromarray(picture).reduce(factor))


def likenesses(cases: MeasuredCases, names: Sequence[str], seed: int) -> list[Likeness]:
    """The likeness of all pairs in all attributes that enough cases show.

    Args:
        cases: drawn or real ones.
        names: of the attributes.
        seed: of the bootstrap over cases.
    """
    values = cases.standardised()
    order = [name.value for name in ViewName]
    found = []
    for attribute, name in enumerate(names):
        for pair, sides in PAIRS.items():
            columns = [(order.index(a), order.index(b)) for a, b in sides]
            tables = [values[:, columns_, attribute] for columns_ in columns]
            one = _likeness(tables, cases.techniques, stream(seed, "controls bootstrap", name))
            if one is not None:
                count, ratio, low, high = one
                found.append(
                    Likeness(
                        attribute=name, pair=pair, cases=count, ratio=ratio, low=low, high=high
                    )
                )
    return found


def _likeness(
    tables: list[Array], techniques: NDArray[np.str_], random: np.random.RandomState
) -> tuple[int, float, float, float] | None:
    """How many cases, ratio and interval for tables (cases, 2) of two views each."""
    parts = []
    for table in tables:
        both = np.isfinite(table).all(axis=1)
        a, b, kind = table[both, 0], table[both, 1], techniques[both]
        strangers = kind[:, None] == kind[None]
        np.fill_diagonal(strangers, False)
        owner = np.flatnonzero(both)
        parts.append((owner, np.abs(a[:, None] - b[None]), strangers))
    cases = np.unique(np.concatenate([owner for owner, _, _ in parts]))
    if len(cases) < FEWEST or not any(strangers.any() for _, _, strangers in parts):
        return None
    weights = np.ones((RESAMPLES + 1, len(tables[0])))
    weights[1:] = 0
    for row in weights[1:]:
        np.add.at(row, random.choice(cases, len(cases)), 1)
    ratios = _ratios(parts, weights)
    low, high = np.nanquantile(ratios[1:], [0.025, 0.975])
    return len(cases), float(ratios[0]), float(low), float(high)


def _ratios(
    parts: list[tuple[NDArray[np.intp], Array, NDArray[np.bool_]]], weights: Array
) -> Array:
    """Within over between for each row of weights of cases; pairs of strangers weigh by both."""
    within, between = np.zeros((2, len(weights))), np.zeros((2, len(weights)))
    for owner, distances, strangers in parts:
        w = weights[:, owner]
        within += [w @ np.diag(distances), w.sum(axis=1)]
        apart = np.where(strangers, distances, 0)
        between += [((w @ apart) * w).sum(axis=1), ((w @ strangers) * w).sum(axis=1)]
    means = [sums[0] / np.where(sums[1] > 0, sums[1], np.nan) for sums in (within, between)]
    return means[0] / np.where(means[1] > 0, means[1], np.nan)
