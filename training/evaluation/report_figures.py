"""Sections of a report that show plots, each with what one sees and what would be bad."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from training.evaluation import plots
from training.evaluation.report_content import (
    Distribution,
    GreyHistogram,
    ReportContent,
    ScaleDistances,
    Spectrum,
)
from training.evaluation.report_markup import Markup, element, joined

MAIN_PARTS = ("all", "CC", "MLO")
BAND = "The bands hold the middle 80 % of single views."
MEANS = (
    "The marks above are the means with 1.96 standard errors, a rough interval, as views of one "
    "woman are alike."
)

REAL_AND_DRAWN = ("real", "drawn")

_OfPart = TypeVar("_OfPart", ScaleDistances, Spectrum, GreyHistogram, Distribution)


def plot_sections(content: ReportContent) -> tuple[tuple[str, str, Markup], ...]:
    """Name, title and content of each section that has something to show."""
    sections = (
        ("scales", "Patches at each scale", _scales(content)),
        ("spectra", "Power spectra", _spectra(content)),
        ("greys", "Greys", _greys(content)),
        ("textures", "Texture", _textures(content)),
        ("outlines", "Outlines", _outlines(content)),
    )
    return tuple(section for section in sections if section[2])


def rocs(content: ReportContent) -> Markup:
    """ROC curves of the two-sample test."""
    return _figures(
        [plots.roc_curves(content.rocs)] if content.rocs else [],
        "ROC curves on patients whom the classifier has not met. On the grey diagonal it guesses. "
        "The drawn curve should lie near it; the curve of real against real must, and the curve of "
        "blurred real views must reach the upper left corner, or the test proves nothing.",
        legend=None,
    )


def artefacts(content: ReportContent) -> Markup:
    """Artefact scores of each view position."""
    return _figures(
        [plots.artefact_scores(each) for each in content.artefacts],
        "Artefact scores of single views. 2.8 % of real views lie beyond the dotted line. Bad: a "
        "drawn tail to the right of it. The outermost bins hold what lies further out.",
    )


def neighbours(content: ReportContent) -> Markup:
    """Distances to the nearest training view."""
    found = content.neighbours
    return _figures(
        [] if found is None else [plots.neighbour_distances(found)],
        "How many views have a training view nearer than a distance: held-out real ones, which the "
        "training never saw, and drawn ones at ψ = 1. Bad: the drawn curve to the left of the real "
        "one, above all at its lower end, as that means copies, or pictures with so little in them "
        "that they are near to everything. Far to the right is no copying, but says that drawn "
        "views are unlike real ones.",
        legend=("real, held out", "drawn"),
    )


def _scales(content: ReportContent) -> Markup:
    return _by_part(
        plots.scale_distances,
        content.scales,
        "Sliced Wasserstein distance at each level of a Laplacian pyramid: drawn against real, "
        "and real against real as the floor. Bad: a drawn line that leaves the floor. At the left "
        "it would be shape and shading that are wrong, at the right grain and sharpness.",
        legend=("real against real", "drawn against real"),
    )


def _spectra(content: ReportContent) -> Markup:
    return _by_part(
        plots.spectrum,
        content.spectra,
        f"Power of the breast's interior over spatial frequency, averaged over directions. {BAND} "
        "The slope is fitted in the shaded range. Bad: a drawn curve that falls more steeply "
        "(smooth pictures), flattens out at the right (grain), or has a bump (a grid).",
    )


def _greys(content: ReportContent) -> Markup:
    return joined(
        _by_part(
            plots.grey_histogram,
            content.histograms,
            f"How often each grey occurs inside the breast. {BAND} Bad: a shifted peak (wrong "
            "brightness), a narrow drawn band (breasts too alike), a spike at either end.",
        ),
        _by_part(
            plots.distribution,
            content.moments,
            "Moments of the greys of each breast, one figure per view. Bad: a drawn distribution "
            f"that is shifted or narrower than the real one. {MEANS}",
        ),
    )


def _textures(content: ReportContent) -> Markup:
    return _by_part(
        plots.distribution,
        content.textures,
        "Figures of the texture inside the breast, one per view. Bad: a drawn distribution beside "
        f"the real one, as texture then gives drawn views away. {MEANS}",
    )


def _outlines(content: ReportContent) -> Markup:
    return _by_part(
        plots.distribution,
        content.outlines,
        "Size and shape of the breast on the picture, one figure per view. Bad: drawn breasts that "
        f"are all of one size, or larger or smaller than real ones. {MEANS}",
    )


def _by_part(
    plot: Callable[[_OfPart], Markup],
    found: Sequence[_OfPart],
    caption: str,
    *,
    legend: tuple[str, str] = REAL_AND_DRAWN,
) -> Markup:
    """Plots of the main parts, one part beside the other, and those of other parts folded away."""
    main = [each for each in found if each.part in MAIN_PARTS]
    rest = [each for each in found if each.part not in MAIN_PARTS]
    folded = _figures([plot(each) for each in rest], "", legend=legend, in_a_row=_parts(rest))
    return joined(
        _figures([plot(each) for each in main], caption, legend=legend, in_a_row=_parts(main)),
        element("details", element("summary", f"Other parts ({len(rest)})"), folded)
        if rest
        else "",
    )


def _parts(found: Sequence[_OfPart]) -> int:
    return len({each.part for each in found})


def _figures(
    panels: Sequence[Markup],
    caption: str,
    *,
    legend: tuple[str, str] | None = REAL_AND_DRAWN,
    in_a_row: int = 3,
) -> Markup:
    """Plots with what they mean; at most three in a row, fewer where the page is narrow."""
    if not panels:
        return Markup()
    return element(
        "figure",
        _legend(*legend) if legend else "",
        element("div", *panels, class_=f"plots row-{min(in_a_row, len(panels), 3)}"),
        element("figcaption", caption) if caption else "",
    )


def _legend(real: str, drawn: str) -> Markup:
    return element(
        "p",
        element("span", real, class_="key real"),
        element("span", drawn, class_="key drawn"),
        class_="legend",
    )
