"""The small pictures of the library: each example in a drawn breast, about where it lies.

    python -m inference.lesions.library_pictures --out resources/library/pictures

They ship with the program, which shows them without drawing anything. Equal models give equal
pictures.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import write_bytes
from inference.case import Case, View
from inference.case_generator import CaseGenerator
from inference.errors import LesionError
from inference.imaging.greyscale import to_grey
from inference.lesions.case_lesions import SeenCase
from inference.lesions.library import Library, LibraryEntry, read_library
from inference.lesions.truth import Finding, FindingInView
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle

SIDE = 208
"""Width and height of a picture in pixels."""

QUALITY = 78

BREASTS = (12, 21, 7)
"""Seeds of the cases that are tried for each example, the first that takes it is shown."""

TRIES = 12
"""Other seeds of the lesions, of which the one is shown that is seen best."""

LEAST_MM, MOST_MM = 52.0, 110.0
"""A picture shows at least so much tissue; what would need more is shown with its whole view."""

MARGIN = 2.4
"""A picture shows so many times the lesion's extent."""


def library_pictures(
    library: Library, generator: CaseGenerator
) -> Iterator[tuple[LibraryEntry, bytes]]:
    """The picture of each example that can be seen at the model's pixels, as JPEG."""
    pixel_mm = generator.bundle.manifest.pixel_mm
    seen = [generator.seen_case(generator.recipe(seed)) for seed in BREASTS]
    for entry in library.entries:
        if entry.why_not_visible(pixel_mm):
            continue
        shown = _best(entry, seen)
        if shown is not None:
            yield entry, _encoded(_cut(*shown))


def _best(entry: LibraryEntry, cases: list[SeenCase]) -> tuple[View, FindingInView] | None:
    """The view that shows an example best, of several places in one breast."""
    for seen in cases:
        found = []
        for number in range(TRIES):
            specs = [replace(spec, seed=spec.seed + 10 * number) for spec in entry.specs]
            try:
                case = seen.with_lesions(specs)
            except LesionError:
                continue
            found += [_shown(case, finding) for finding in case.findings[:1]]
        if found:
            return max(found, key=lambda one: abs(one[1].contrast_to_noise) * one[1].diameter_mm)
    return None


def _shown(case: Case, finding: Finding) -> tuple[View, FindingInView]:
    best = max(finding.views, key=lambda one: abs(one.contrast_to_noise))
    view = next(view for view in case.views if view.name is not None and view.name == best.view)
    return view, best


def _cut(view: View, one: FindingInView) -> NDArray[np.uint8]:
    """The part of a view about a finding, spread over all greys."""
    assert view.pixel_spacing_mm is not None
    pixel_mm = view.pixel_spacing_mm[0]
    wanted_mm = max(LEAST_MM, MARGIN * one.diameter_mm)
    grey = to_grey(view.pixels, view.greyscale)
    half = round(wanted_mm / 2 / pixel_mm)
    center = [round(at) for at in one.center]
    if wanted_mm > MOST_MM:
        ends = [np.flatnonzero((grey > 0).any(axis=axis))[[0, -1]] for axis in (1, 0)]
        half = max(int(last - first) + 1 for first, last in ends) // 2 + 2
        center = [int(first + last) // 2 for first, last in ends]
    wide = np.pad(grey, half)
    part = wide[center[0] : center[0] + 2 * half, center[1] : center[1] + 2 * half]
    tissue = part[part > 0]
    low, high = np.percentile(tissue, (1, 99.8)) if tissue.size else (0, 1)
    spread = np.where(part > 0, (part - low) / max(high - low, 1e-6), 0)
    return np.rint(np.clip(spread, 0, 1) * 255).astype(np.uint8)


def _encoded(picture: NDArray[np.uint8]) -> bytes:
    content = io.BytesIO()
    small = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    small.save(content, "JPEG", quality=QUALITY, optimize=True, comment=b"SYNTHETIC")
    return content.getvalue()


def main() -> None:
    """Write the pictures of the library that ships, drawn by the model that ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    folder = parser.parse_args().out
    generator = CaseGenerator(load_bundle(shipped_bundle()), provider="cpu")
    total = 0
    for entry, content in library_pictures(read_library(), generator):
        write_bytes(folder / f"{entry.id}.jpg", content)
        total += len(content)
    print(f"{total / 1000:.0f} kB in {folder}")


if __name__ == "__main__":
    main()
