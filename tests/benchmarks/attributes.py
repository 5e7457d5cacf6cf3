"""Print how the attributes of real and drawn views are spread, and how density follows grades.

Run it from the checkout, with Mammogym's extra `training` installed:

    python tests/benchmarks/attributes.py --data data/corpus-640.h5
    python tests/benchmarks/attributes.py --data data/corpus-640.h5 --json figures.json --drawn 400

Three tables. Density against the grades that the data file has, as Spearman's rank correlation with
a 95 % interval from a bootstrap by patient: patients are split in two by their names; definition
and class thresholds of `inference/measurements/dense_tissue.py` were tuned on the first half, and
the second is the one that counts. The thresholds that the first half gives. Mean, standard
deviation and quartiles of every attribute, by view position and technique, of the real views and of
views that the shipped model draws. The time is that of one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from tqdm import tqdm

if __name__ == "__main__":
    # A neighbour of this file would hide the package `training`.
    sys.path[0] = str(Path(__file__).parents[2])

from inference.atomic_files import write_text
from inference.case_generator import DEFAULT_TRUNCATION_PSI
from inference.generator import Generator
from inference.machine import processor
from inference.measurements.attributes import ATTRIBUTES
from inference.measurements.attributes_of_view import measure
from inference.measurements.dense_tissue import CLASS_THRESHOLDS
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle
from training.dataset_file import open_dataset
from training.evaluation.drawn_views import draw_views

GRADES = {"1": 1, "2": 2, "3": 3, "4": 4, "fatty": 1, "fatty-glandular": 2, "dense": 3}
NAMES = [spec.name for spec in ATTRIBUTES]
HALVES = ("tuned on", "kept apart")
RESAMPLES = 1000
FEWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredViews:
    """Views and their attributes, n of them.

    Attributes:
        table: (n, attributes) in the order of `ATTRIBUTES`; not a number where one cannot be told.
        view_positions: (n,).
        techniques: (n,).
        ms: what each took, on the processor.
    """

    table: NDArray[np.float64]
    view_positions: NDArray[np.str_]
    techniques: NDArray[np.str_]
    ms: list[float]

    def groups(self) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
        """Each view position and technique, and which views have them."""
        for position, technique in sorted(
            set(zip(self.view_positions, self.techniques, strict=True))
        ):
            chosen = (self.view_positions == position) & (self.techniques == technique)
            yield str(position), str(technique), chosen


def main() -> None:
    """Measure the views and print the tables."""
    arguments = _parser().parse_args()
    real, grades, patients, sources = real_views(arguments.data)
    drawn = drawn_views(arguments.bundle or shipped_bundle(), arguments.drawn)
    figures = {
        "processor": processor(),
        "ms_per_view": round(statistics.median(real.ms + drawn.ms), 1),
        "density_against_grades": rank_correlations(real, grades, patients, sources),
        "class_thresholds": {
            "in_use": CLASS_THRESHOLDS,
            "of_grades_tuned_on": thresholds(real, grades, patients),
        },
        "real": distributions(real),
        "drawn": distributions(drawn),
    }
    _print(figures)
    if arguments.json:
        write_text(arguments.json, json.dumps(figures, indent=1) + "\n")


def real_views(
    path: Path,
) -> tuple[MeasuredViews, NDArray[np.str_], NDArray[np.str_], NDArray[np.str_]]:
    """The views of a data file, with grade, patient and source of each."""
    with open_dataset(path) as data:
        texts = {
            name: data.texts(name).astype(str)
            for name in ("view_position", "technique", "density", "patient", "source")
        }
        pictures = (data.picture(index) for index in range(len(data)))
        positions, techniques = texts["view_position"], texts["technique"]
        measured = measure_all(pictures, data.frame.pixel_mm, positions, techniques, "real views")
    return measured, texts["density"], texts["patient"], texts["source"]


def drawn_views(folder: Path, count: int) -> MeasuredViews:
    """Views of a model, each of another woman, all its conditions in turn."""
    generator = Generator(load_bundle(folder))
    conditions = generator.bundle.manifest.conditions
    pairs = [
        (view, technique.value)
        for view in conditions.view or ("CC",)
        for technique in conditions.technique
    ]
    asked = np.array([pairs[number % len(pairs)] for number in range(count)])
    positions, techniques = asked[:, 0], asked[:, 1]
    drawn = draw_views(
        generator, positions, techniques, seed=0, truncation_psi=DEFAULT_TRUNCATION_PSI
    )
    pixel_mm = generator.bundle.manifest.pixel_mm
    return measure_all(drawn.pictures, pixel_mm, positions, techniques, "drawn views")


def measure_all(
    pictures: Iterable[NDArray[np.uint8]],
    pixel_mm: float,
    positions: NDArray[np.str_],
    techniques: NDArray[np.str_],
    what: str,
) -> MeasuredViews:
    """Measure pictures of 0 (air) to 255."""
    rows, ms = [], []
    pairs = zip(pictures, positions, strict=True)
    for picture, position in tqdm(pairs, what, len(positions), disable=None):
        image = picture.astype(np.float32) / 127.5 - 1
        begin = time.process_time()
        values = measure(image, pixel_mm, str(position)).values()
        ms.append((time.process_time() - begin) * 1000)
        rows.append([np.nan if values[name] is None else values[name] for name in NAMES])
    table = np.array(rows, dtype=np.float64)
    return MeasuredViews(table=table, view_positions=positions, techniques=techniques, ms=ms)


def half_of(patients: NDArray[np.str_]) -> NDArray[np.intp]:
    """Which half each view belongs to, by its patient: 0 is tuned on, 1 kept apart."""
    digests = (hashlib.sha256(patient.encode()).digest() for patient in patients)
    return np.array([digest[-1] % 2 for digest in digests])


def rank_correlations(
    real: MeasuredViews,
    grades: NDArray[np.str_],
    patients: NDArray[np.str_],
    sources: NDArray[np.str_],
) -> list[dict[str, object]]:
    """Density against grade, by source, view, technique and half."""
    density = real.table[:, NAMES.index("density")]
    grade = np.array([GRADES.get(text, 0) for text in grades])
    half, found = half_of(patients), []
    for source in sorted(set(sources)):
        for position, technique, chosen in real.groups():
            for index, name in enumerate(HALVES):
                part = chosen & (sources == source) & (grade > 0) & (half == index)
                part &= np.isfinite(density)
                if part.sum() < FEWEST:
                    continue
                who = {"source": source, "view": position, "technique": technique, "half": name}
                rho, low, high = correlation(density[part], grade[part], patients[part])
                found.append(
                    {**who, "views": int(part.sum()), "rho": rho, "low": low, "high": high}
                )
    return found


def correlation(
    values: NDArray[np.float64], grades: NDArray[np.intp], patients: NDArray[np.str_]
) -> tuple[float, float, float]:
    """Spearman's rank correlation and its 95 % interval, patients drawn with replacement."""
    random = np.random.default_rng(0)
    views_of = [np.flatnonzero(patients == patient) for patient in np.unique(patients)]
    drawn = []
    for _ in range(RESAMPLES):
        chosen = random.integers(len(views_of), size=len(views_of))
        views = np.concatenate([views_of[number] for number in chosen])
        drawn.append(_rank_correlation(values[views], grades[views]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    rho = _rank_correlation(values, grades)
    return round(rho, 3), round(float(low), 3), round(float(high), 3)


def _rank_correlation(values: NDArray[np.float64], grades: NDArray[np.intp]) -> float:
    return float(np.corrcoef(stats.rankdata(values), stats.rankdata(grades))[0, 1])


def thresholds(
    real: MeasuredViews, grades: NDArray[np.str_], patients: NDArray[np.str_]
) -> list[float]:
    """Densities that give the classes the shares that grades 1 to 4 have in the first half."""
    density = real.table[:, NAMES.index("density")]
    part = np.isin(grades, ["1", "2", "3", "4"]) & (half_of(patients) == 0) & np.isfinite(density)
    if part.sum() < FEWEST:
        return []
    shares = [np.mean(grades[part] <= grade) for grade in ("1", "2", "3")]
    return [round(float(value), 1) for value in np.quantile(density[part], shares)]


def distributions(views: MeasuredViews) -> list[dict[str, object]]:
    """Mean, standard deviation and quartiles by view, technique and attribute."""
    found = []
    for position, technique, chosen in views.groups():
        for column, spec in enumerate(ATTRIBUTES):
            values = views.table[chosen, column]
            values = values[np.isfinite(values)]
            if position not in spec.view_positions or len(values) < 2:
                continue
            summary = [values.mean(), values.std(ddof=1), *np.percentile(values, [25, 50, 75])]
            found.append(
                {"view": position, "technique": technique, "attribute": spec.name}
                | {"unit": spec.unit, "views": len(values), "of": int(chosen.sum())}
                | dict(zip(_SUMMARY, (round(float(x), 3) for x in summary), strict=True))
            )
    return found


_SUMMARY = ("mean", "sd", "q1", "median", "q3")


def _print(figures: dict) -> None:
    print(f"machine: {figures['processor']}, {figures['ms_per_view']} ms a view on one core\n")
    print("density against grades: Spearman's rank correlation")
    for row in figures["density_against_grades"]:
        who = "{source:10} {view:4} {technique:8} {half:11} {views:4} views".format(**row)
        print(f"  {who}  {row['rho']:.2f} ({row['low']:.2f} to {row['high']:.2f})")
    print("\nclass thresholds, %:", figures["class_thresholds"])
    for kind in ("real", "drawn"):
        print(f"\n{kind} views: mean ± sd (quartiles)")
        for row in figures[kind]:
            print(
                "  {view:4} {technique:8} {attribute:16} {mean:8.2f} ± {sd:6.2f} {unit:4}"
                "({q1:.2f}, {median:.2f}, {q3:.2f}), {views} of {of} views".format(**row)
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="file of `mammogym-train prepare`")
    parser.add_argument("--bundle", type=Path, help="model bundle in place of the shipped one")
    parser.add_argument("--drawn", type=int, default=200, help="drawn views (default 200)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser


if __name__ == "__main__":
    main()
