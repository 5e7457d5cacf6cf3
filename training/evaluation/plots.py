"""Plots of real against drawn views, as SVG that takes its colours from the page around it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from training.evaluation.report_content import (
    ArtefactScores,
    Band,
    Distribution,
    GreyHistogram,
    NeighbourDistances,
    Numbers,
    RocCurve,
    ScaleDistances,
    Spectrum,
)
from training.evaluation.report_markup import Markup, element, shown

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

INK, GRID, REAL, DRAWN, OTHER = "#010101", "#020202", "#030303", "#040404", "#050505"
"""Stand-ins that become variables of the page's style, so that plots follow its theme."""

VARIABLES = {INK: "--ink", GRID: "--line", REAL: "--real", DRAWN: "--drawn", OTHER: "--other"}
REAL_LINE, DRAWN_LINE, OTHER_LINE = "-", (0, (4, 1.5)), (0, (1, 1.2))
SIZE_INCHES = (4.2, 2.8)
BINS = 24
STYLE: dict[RcKeyType, Any] = {
    "svg.hashsalt": "mammogym",
    "svg.fonttype": "none",
    "font.size": 9.5,
    "axes.titlesize": 10.0,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.unicode_minus": True,
    "legend.frameon": False,
    "legend.fontsize": 9.0,
    "lines.linewidth": 1.6,
}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_DROPPED = re.compile(r"<!--.*?-->|<style.*?</style>|<metadata>.*?</metadata>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def distribution(figure_of_views: Distribution) -> Markup:
    """How a figure of single views is distributed, with the means and their intervals above."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        real, drawn = _finite(figure_of_views.real), _finite(figure_of_views.drawn)
        _histograms(axes, real, drawn)
        _means(axes, real, drawn)
        axes.set_xlabel(_with_unit(figure_of_views.name, figure_of_views.unit))
        axes.set_ylabel("share of views, %")
        axes.set_title(figure_of_views.part, loc="left")
        return _svg(figure, f"{figure_of_views.name}, {figure_of_views.part}: real against drawn")


def spectrum(found: Spectrum) -> Markup:
    """Power over spatial frequency; the range that the slope is fitted in is shaded."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        axes.axvspan(*found.fitted, color=GRID, alpha=0.35, linewidth=0)
        _bands(axes, found.frequencies, found.real, found.drawn)
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_xlabel("spatial frequency, cycles per mm")
        axes.set_ylabel("log₁₀ power")
        axes.set_title(found.part, loc="left")
        return _svg(figure, f"Power spectrum of {found.part} views, real against drawn")


def grey_histogram(found: GreyHistogram) -> Markup:
    """How often each grey occurs inside the breast."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        _bands(axes, found.greys, found.real, found.drawn, scale=100)
        axes.set_ylim(bottom=0)
        axes.set_xlabel("grey, 0 to 255")
        axes.set_ylabel("share of the breast, %")
        axes.set_title(found.part, loc="left")
        return _svg(figure, f"Greys of {found.part} views, real against drawn")


def scale_distances(found: ScaleDistances) -> Markup:
    """Sliced Wasserstein distance at each level of the pyramid."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        order = np.argsort(found.rows)
        places = np.arange(len(order))
        for values, color, line, marker in (
            (found.floor, REAL, REAL_LINE, "o"),
            (found.drawn, DRAWN, DRAWN_LINE, "s"),
        ):
            axes.plot(places, np.array(values)[order], color=color, linestyle=line, marker=marker)
        axes.set_xticks(places, [str(found.rows[index]) for index in order])
        axes.set_ylim(0, 1.08 * axes.get_ylim()[1])
        axes.set_xlabel("rows of the level (coarse to fine)")
        axes.set_ylabel("distance × 1000")
        axes.set_title(found.part, loc="left")
        return _svg(figure, f"Sliced Wasserstein distance per level, {found.part}")


def roc_curves(curves: Sequence[RocCurve]) -> Markup:
    """ROC curves of the two-sample test; the first is that of drawn views."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes(size=(4.2, 4.6))
        axes.plot([0, 1], [0, 1], color=GRID, linewidth=1)
        looks = [(DRAWN, DRAWN_LINE), (OTHER, OTHER_LINE), (REAL, REAL_LINE)]
        for number, curve in enumerate(curves):
            color, line = looks[min(number, 2)]
            axes.plot(
                _thinned(curve.false_positive_rate),
                _thinned(curve.true_positive_rate),
                color=color,
                linestyle=line if number < 3 else (0, (3 + number, 2, 1, 2)),
                label=_roc_label(curve),
            )
        axes.set_xlim(-0.01, 1.01)
        axes.set_ylim(-0.01, 1.01)
        axes.set_aspect("equal")
        axes.set_xlabel("false positive rate")
        axes.set_ylabel("true positive rate")
        figure.legend(loc="outside lower left", handlelength=2.4)
        return _svg(figure, "ROC curves: " + "; ".join(map(_roc_label, curves)))


def artefact_scores(found: ArtefactScores) -> Markup:
    """Artefact scores, with the threshold and the share of views beyond it."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        real, drawn = _finite(found.real), _finite(found.drawn)
        _histograms(axes, real, drawn, through=found.threshold)
        axes.axvline(found.threshold, color=INK, linewidth=1, linestyle=OTHER_LINE)
        beyond = [_share_beyond(scores, found.threshold) for scores in (real, drawn)]
        said = f"beyond the line: real {beyond[0]}, drawn {beyond[1]}"
        axes.set_title(f"{found.part} · {said}", loc="left")
        axes.set_xlabel("artefact score")
        axes.set_ylabel("share of views, %")
        return _svg(figure, f"Artefact scores of {found.part} views; {said}")


def neighbour_distances(found: NeighbourDistances) -> Markup:
    """Share of views whose nearest training view is nearer than a distance."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        for values, color, line in (
            (found.held_out, REAL, REAL_LINE),
            (found.drawn, DRAWN, DRAWN_LINE),
        ):
            steps = np.sort(_finite(values))
            shares = 100 * np.arange(1, len(steps) + 1) / max(len(steps), 1)
            axes.step(_thinned(steps), _thinned(shares), where="post", color=color, linestyle=line)
        axes.set_ylim(0, 101)
        axes.set_xlabel(_with_unit("distance to the nearest training view", found.unit))
        axes.set_ylabel("share of views nearer, %")
        return _svg(figure, "Distances to the nearest training view, held-out real against drawn")


def _axes(size: tuple[float, float] = SIZE_INCHES) -> tuple[Figure, Axes]:
    figure = Figure(figsize=size, layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    axes.set_axisbelow(True)
    return figure, axes


def _bands(axes: Axes, at: Numbers, real: Band, drawn: Band, scale: float = 1) -> None:
    for band, color, line in ((real, REAL, REAL_LINE), (drawn, DRAWN, DRAWN_LINE)):
        axes.fill_between(
            at, band.low * scale, band.high * scale, color=color, alpha=0.18, linewidth=0
        )
        axes.plot(at, band.middle * scale, color=color, linestyle=line)


def _histograms(axes: Axes, real: Numbers, drawn: Numbers, through: float | None = None) -> None:
    """Outlined histograms over common bins; what lies beyond counts in the outermost ones."""
    edges = _edges(np.concatenate([real, drawn]), through)
    for values, color, line, alpha in (
        (real, REAL, REAL_LINE, 0.25),
        (drawn, DRAWN, DRAWN_LINE, 0.12),
    ):
        counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
        shares = 100 * counts / max(len(values), 1)
        axes.stairs(shares, edges, fill=True, color=color, alpha=alpha)
        axes.stairs(shares, edges, color=color, linestyle=line, linewidth=1.4)
    axes.set_ylim(bottom=0)


def _edges(values: Numbers, through: float | None) -> NDArray[np.float64]:
    """Edges of bins from the 0.5th to the 99.5th percentile, and through a threshold."""
    ends = np.percentile(values, [0.5, 99.5]) if len(values) else np.array([0.0, 1.0])
    low, high = float(ends[0]), float(ends[1])
    if through is not None:
        low, high = min(low, through), max(high, through)
    if high <= low:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, BINS + 1)
    return edges if through is None else edges + through - edges[np.abs(edges - through).argmin()]


def _means(axes: Axes, real: Numbers, drawn: Numbers) -> None:
    """Means and their 95 % intervals, as marks above the histograms."""
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * 1.18)
    for values, color, marker, height in ((real, REAL, "o", 1.12), (drawn, DRAWN, "s", 1.04)):
        if len(values) > 1:
            half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
            axes.errorbar(
                values.mean(), top * height, xerr=half, color=color, marker=marker,
                markersize=4, capsize=3, linewidth=1.2,
            )  # fmt: skip


def _finite(values: Numbers) -> Numbers:
    return values[np.isfinite(values)]


def _thinned(values: Numbers, most: int = 400) -> Numbers:
    """At most so many values, evenly chosen, with the first and the last."""
    if len(values) <= most:
        return values
    return values[np.linspace(0, len(values) - 1, most).round().astype(int)]


def _share_beyond(scores: Numbers, threshold: float) -> str:
    return f"{100 * np.mean(scores > threshold):.1f} %" if len(scores) else "–"


def _roc_label(curve: RocCurve) -> str:
    known = curve.low is not None and curve.high is not None
    interval = f" ({shown(curve.low)} to {shown(curve.high)})" if known else ""
    return f"{curve.name}: AUC {shown(curve.auc)}{interval}"


def _with_unit(name: str, unit: str) -> str:
    return f"{name}, {unit}" if unit else name


def _svg(figure: Figure, description: str) -> Markup:
    """The figure as an inline SVG element: no names that collide, no addresses, no clock."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    head, body = _DROPPED.sub("", buffer.getvalue().partition("<svg")[2]).split(">", 1)
    view_box = re.search(r'viewBox="([^"]+)"', head)
    body = body.rpartition("</svg>")[0]
    own = f"p{hashlib.sha256(body.encode()).hexdigest()[:8]}-"
    used = {name for tag in _TAG.findall(body) for name in re.findall(r'["(]#([^")]+)[")]', tag)}
    body = _TAG.sub(lambda tag: _for_a_page(tag[0], own, used), body)
    return element(
        "svg",
        Markup(re.sub(r"\s*\n\s*", "\n", body)),
        class_="plot",
        viewBox=view_box[1] if view_box else None,
        role="img",
        aria_label=description,
    )


def _for_a_page(tag: str, own: str, used: set[str]) -> str:
    """A tag of an SVG as it stands inside a page: shorter, and with the page's colours and fonts.

    Args:
        tag: from < to >.
        own: what names begin with, so that those of two plots differ.
        used: names that something refers to; others are left out.
    """
    tag = tag.replace("xlink:href", "href")
    for stand_in, variable in VARIABLES.items():
        tag = tag.replace(stand_in, f"var({variable})")
    tag = re.sub(r" font-family: [^;\"]+;", "", tag)
    tag = re.sub(
        r' id="([^"]*)"', lambda name: f' id="{own}{name[1]}"' if name[1] in used else "", tag
    )
    tag = re.sub(r'(["(])#([^")]+)(?=[")])', rf"\1#{own}\2", tag)
    return re.sub(r"(\d\.\d\d)\d+", r"\1", tag)
