"""Everything that is measured of single views, found in one pass over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError
from inference.measurements.texture import radial_spectrum, tile_side
from training.evaluation import moments, outlines, texture_figures
from training.evaluation.breast_interior import breast, interior

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewAnalysis:
    """Figures of n views; not numbers where a view is too small for one.

    Attributes:
        moments: (n, 5) in the order of `moments.NAMES`.
        grey_shares: (n, 64) of the breast's pixels.
        slopes: (n, 1) exponents β of the interior's spectrum.
        spectra: (n, k) log₁₀ of the power at `frequencies`.
        textures: (n, 4) in the order of `texture_figures.NAMES`.
        patterns: (n, 10) shares of local binary patterns.
        outlines: (n, 7) in the order of `outlines.NAMES_AND_UNITS`.
    """

    moments: Figures
    grey_shares: Figures
    slopes: Figures
    spectra: Figures
    textures: Figures
    patterns: Figures
    outlines: Figures

    @classmethod
    def empty(cls, count: int, pixel_mm: float) -> Self:
        """Room for the figures of `count` views."""
        widths = {
            "moments": len(moments.NAMES),
            "grey_shares": moments.GREY_BINS,
            "slopes": 1,
            "spectra": len(frequencies(pixel_mm)),
            "textures": len(texture_figures.NAMES),
            "patterns": texture_figures.PATTERNS,
            "outlines": len(outlines.NAMES_AND_UNITS),
        }
        return cls(**{name: np.full((count, width), np.nan) for name, width in widths.items()})

    def joined(self, other: ViewAnalysis) -> ViewAnalysis:
        """The figures of these views, then those of others."""
        names = [field.name for field in fields(self)]
        return ViewAnalysis(
            **{name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in names}
        )


def frequencies(pixel_mm: float) -> Figures:
    """The spatial frequencies that spectra are kept at: (k,) cycles per mm, above 0."""
    side = tile_side(pixel_mm)
    return np.arange(1, side // 2 + 1) / (side * pixel_mm)


def analyse_views(
    pictures: NDArray[np.uint8],
    pixel_mm: float,
    progress: Callable[[int, int], None] | None = None,
) -> ViewAnalysis:
    """Measure each view.

    Args:
        pictures: uint8 (n, rows, columns), 0 outside the breast.
        pixel_mm: size of a pixel.
        progress: told how many are done, of how many.
    """
    found = ViewAnalysis.empty(len(pictures), pixel_mm)
    kept = frequencies(pixel_mm)
    for number, picture in enumerate(pictures):
        inside = interior(picture, pixel_mm)
        found.moments[number] = moments.grey_moments(picture)
        found.grey_shares[number] = moments.grey_shares(picture)
        found.textures[number] = texture_figures.co_occurrence(picture, inside)
        found.patterns[number] = texture_figures.pattern_shares(picture, inside)
        found.outlines[number] = outlines.outline(breast(picture), pixel_mm)
        try:
            spectrum = radial_spectrum(picture, inside, pixel_mm)
            found.slopes[number] = spectrum.slope
            power = np.log10(np.maximum(spectrum.power[1:], 1e-12))
            found.spectra[number] = np.interp(kept, spectrum.per_mm[1:], power)
        except InputError:
            pass  # too small a breast, or too even: it has no spectrum
        if progress is not None:
            progress(number + 1, len(pictures))
    return found
