"""Print how long putting a lesion in takes, and check many insertions into drawn cases.

Run it from the checkout, with Mammogym installed:

    python tests/benchmarks/lesions.py                      # how long one lesion takes in one view
    python tests/benchmarks/lesions.py --threads 1 2 --lesions 100
    python tests/benchmarks/lesions.py --insertions 500     # what has to hold of every insertion

A lesion's time begins with its wish and ends with the new 12-bit view and its truth: placing,
drawing, blur, noise, outline; beside it stands how much of the processor's time that was, which
another program on the same core does not lengthen. What is found of a breast once (`seen_breast`)
and the drawing of the case are not in it, as while a lesion is dragged; they are printed beside it.
The networks are timed where they are installed. Taking away is timed by outlines of the lesions
that were put in.

The insertions are masses of random words and sizes in random quadrants of drawn cases. Of each,
nothing may change farther than the margin from its outline. Depth behind the nipple and quadrant
are measured on both pictures with the lesion, by landmarks found in those very pictures.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy import ndimage

from inference.birads import FindingKind, MassDensity, MassMargin, MassShape
from inference.case_generator import CaseGenerator
from inference.errors import LesionError
from inference.imaging.polygons import polygons_mask
from inference.lesions.breast import SeenBreast, seen_breast
from inference.lesions.insertion import MARGIN_MM
from inference.lesions.removal import take_away
from inference.lesions.spec import QUADRANTS, Engine, LesionSpec, Place
from inference.lesions.truth import FindingInView
from inference.machine import processor
from inference.measurements.lesion_location import locate, view_frame
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle

AGREE_MM = 10.0
PER_BREAST = 10
"""So many insertions are tried in each breast before the next one is drawn."""


def main() -> None:
    """Measure with each number of threads in a fresh process, or check insertions."""
    arguments = _parser().parse_args()
    if arguments.measure:
        measure(arguments.bundle, arguments.lesions, arguments.threads[0])
    elif arguments.insertions:
        check(arguments.bundle, arguments.insertions)
    else:
        print(f"machine: {processor()}, {platform.platform()}")
        for threads in arguments.threads:
            own = [sys.executable, __file__, "--measure", "--threads", str(threads)]
            bundle = ["--bundle", str(arguments.bundle)]
            counts = ["--lesions", str(arguments.lesions)]
            # Numpy's libraries read how many threads they may use when they are loaded.
            names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
            few = os.environ | dict.fromkeys(names, str(threads))
            subprocess.run([*own, *bundle, *counts], check=True, env=few)


def measure(folder: Path, count: int, threads: int) -> None:
    """Print median and 95th percentile of each engine with one number of threads."""
    generator = CaseGenerator(load_bundle(folder), provider="cpu", threads=threads)
    case = generator.generate(generator.recipe(7))
    views = [view for view in case.views if view.label == "L CC"]
    size = f"{views[0].rows} × {views[0].columns}"
    print(f"{generator.bundle.name}, {size}, {threads} threads, {count} lesions")
    _tell("breast found (once)", [_timed(lambda: seen_breast(views)) for _ in range(10)])
    seen = seen_breast(views)
    for name, specs in _kinds(count):
        times, healed = [], []
        for number, spec in enumerate(specs):
            try:
                times.append(_timed(lambda: seen.with_lesions([spec], number)))  # noqa: B023
                changed, (finding,) = seen.with_lesions([spec], number)
            except LesionError as error:
                refused = str(error)
                continue
            view = next(iter(changed.values()))
            mask = polygons_mask(finding.views[0].outlines, (view.rows, view.columns))
            healed.append(_timed(lambda: take_away(view, mask)))  # noqa: B023
        _tell(name, times) if times else print(f"  {name:<24} none: {refused}")
        if name == "mass, physical" and healed:
            _tell("taking it away", healed)


def check(folder: Path, count: int) -> None:
    """Check random insertions, and tell what was found.

    Raises:
        SystemExit: something changed outside, or depth or quadrant disagree.
    """
    generator = CaseGenerator(load_bundle(folder), provider="cpu")
    outside, regions, unmeasured, apart = 0, 0, 0, []
    breasts, numbers = _breasts(generator), itertools.count()
    done = refused = 0
    while done < count:
        seen = next(breasts)
        for _ in range(min(PER_BREAST, count - done)):
            spec = _random_mass(number := next(numbers))
            try:
                changed, (finding,) = seen.with_lesions([spec], number)
            except LesionError:
                refused += 1
                continue
            done += 1
            shown = [(view, finding.in_view(name.value)) for name, view in changed.items()]
            pairs = [(view, one) for view, one in shown if one is not None]
            for view, one in pairs:
                before = seen.views[one.view.split("-")[1]].pixels
                outside += _changes_outside(view.pixels, before, one, seen)
            frames = [(view_frame(view), one.center) for view, one in pairs]
            depths = [
                frame.landmarks.offsets(center)[0] * (frame.landmarks.row_mm or 1)
                for frame, center in frames
                if frame.landmarks is not None
            ]
            unmeasured += len(depths) < 2
            apart += [abs(depths[0] - depths[1])] if len(depths) == 2 else []
            regions += locate(frames).region is not spec.place.region
    print(f"{done} insertions, {refused} more that did not fit and were refused")
    print(f"changed outside outline and margin: {outside} pixels")
    print(
        f"depths apart: median {np.median(apart):.2f} mm, 95 % {np.percentile(apart, 95):.2f} mm, "
        f"most {max(apart):.2f} mm; not measured in {unmeasured}"
    )
    print(f"another quadrant: {regions}")
    if outside or regions or unmeasured or max(apart) > AGREE_MM:
        sys.exit(1)


def _changes_outside(
    after: np.ndarray, before: np.ndarray, one: FindingInView, seen: SeenBreast
) -> int:
    inside = polygons_mask(one.outlines, (before.shape[0], before.shape[1]))
    pixel_mm = seen.seen[one.view.split("-")[1]].pixel_mm
    away = np.asarray(ndimage.distance_transform_edt(~inside)) * pixel_mm
    return int(np.count_nonzero((after != before) & (away > MARGIN_MM)))


def _breasts(generator: CaseGenerator) -> Iterator[SeenBreast]:
    for seed in itertools.count(1):
        case = generator.generate(generator.recipe(seed))
        for side in ("R", "L"):
            views = [view for view in case.views if view.label.startswith(side)]
            yield seen_breast(views)


def _random_mass(number: int) -> LesionSpec:
    numbers = np.random.RandomState(number)
    words = {
        "shape": str(numbers.choice([one.value for one in MassShape])),
        "margin": str(numbers.choice([one.value for one in MassMargin])),
        "density": str(numbers.choice([one.value for one in MassDensity])),
    }
    return LesionSpec(
        kind=FindingKind.MASS,
        words=words,
        size_mm=float(numbers.uniform(5, 25)),
        contrast=float(numbers.uniform(0.5, 2)),
        seed=number,
        place=Place(region=QUADRANTS[number % 4]),
    )


def _kinds(count: int) -> Iterator[tuple[str, list[LesionSpec]]]:
    masses = [replace(_random_mass(number), place=Place(side="L")) for number in range(count)]
    yield "mass, physical", masses
    coarse = LesionSpec(
        kind=FindingKind.CALCIFICATIONS, words={"morphology": "coarse"}, place=Place(side="L")
    )
    yield "calcifications, physical", [replace(coarse, seed=number) for number in range(count)]
    pulled = LesionSpec(kind=FindingKind.ARCHITECTURAL_DISTORTION, place=Place(side="L"))
    yield "distortion, physical", [replace(pulled, seed=number) for number in range(count)]
    sizes = np.linspace(8, 22, count)
    drawn = [replace(masses[0], engine=Engine.NETWORK, seed=number) for number in range(count)]
    yield (
        "mass, network",
        [replace(one, size_mm=float(size)) for one, size in zip(drawn, sizes, strict=True)],
    )


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """How long a job took in ms: by the clock, and of the processor's time."""
    start, busy = time.perf_counter(), time.process_time()
    job()
    return (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000


def _tell(name: str, times: list[tuple[float, float]]) -> None:
    # The first call loads what all later ones use.
    kept = np.array(times[1:] or times)
    (median, busy), (most, busiest) = np.percentile(kept, (50, 95), axis=0)
    print(
        f"  {name:<24} median {median:6.1f} ms   95 % {most:6.1f} ms   "
        f"(processor {busy:.1f}, {busiest:.1f} ms; {len(kept)} times)"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=shipped_bundle())
    parser.add_argument("--lesions", type=int, default=100, help="how many of each kind")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--insertions", type=int, help="check so many instead of measuring")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
