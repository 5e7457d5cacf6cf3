"""What plots show of single views: distributions, spectra and grey histograms, per part."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from inference.measurements.texture import fitted_band, tile_side
from training.evaluation.moments import GREY_BINS
from training.evaluation.picture_set import Mask
from training.evaluation.report_content import Band, Distribution, GreyHistogram, Spectrum
from training.evaluation.view_analysis import Figures, ViewAnalysis, frequencies
from training.evaluation.view_figures import ViewFigure

Parts = dict[str, Mask]


def distributions(figures: Iterable[ViewFigure], parts: Parts) -> tuple[Distribution, ...]:
    """Every figure in every part that has views with it."""
    return tuple(
        Distribution(
            name=figure.name,
            unit=figure.unit,
            part=part,
            real=figure.real[mask],
            drawn=figure.drawn[mask],
        )
        for figure in figures
        for part, mask in parts.items()
        if figure.is_enough(mask)
    )


def spectra(
    real: ViewAnalysis, drawn: ViewAnalysis, parts: Parts, pixel_mm: float
) -> tuple[Spectrum, ...]:
    """Power over frequency, with the range of single views."""
    found = []
    for part, mask in parts.items():
        sides = [_present(each.spectra[mask]) for each in (real, drawn)]
        if min(map(len, sides)) > 0:
            bands = [Band.of_views(side) for side in sides]
            found.append(
                Spectrum(
                    part=part,
                    frequencies=frequencies(pixel_mm),
                    real=bands[0],
                    drawn=bands[1],
                    fitted=fitted_band(pixel_mm, tile_side(pixel_mm)),
                )
            )
    return tuple(found)


def histograms(real: ViewAnalysis, drawn: ViewAnalysis, parts: Parts) -> tuple[GreyHistogram, ...]:
    """How often greys occur, with the range of single views."""
    width = 256 / GREY_BINS
    return tuple(
        GreyHistogram(
            part=part,
            greys=(np.arange(GREY_BINS) + 0.5) * width,
            real=Band.of_views(real.grey_shares[mask]),
            drawn=Band.of_views(drawn.grey_shares[mask]),
        )
        for part, mask in parts.items()
    )


def _present(curves: Figures) -> Figures:
    return curves[np.isfinite(curves).all(axis=1)]
