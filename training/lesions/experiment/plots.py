"""The plots of the experiment, as PNG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.manifold import TSNE

from training.lesions.experiment.experiment import DRAWN, KINDS, LESIONS, TISSUE, Arrays
from training.lesions.experiment.figures import ExperimentFigures

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

COLOURS = {LESIONS: "#0067a3", DRAWN: "#b84700", TISSUE: "#8a8f96"}
LABELS = {LESIONS: "real malignant", DRAWN: "drawn", TISSUE: "no lesion"}
MARKERS = {LESIONS: "o", DRAWN: "^", TISSUE: "."}
SIZE_INCHES = (6.4, 4.2)
DPI = 110
MOST_POINTS = 300
"""Of each kind: more would hide each other."""

STYLE: dict[RcKeyType, Any] = {
    "font.size": 10.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def share_plot(figures: ExperimentFigures) -> bytes:
    """Area under the curve by the share of drawn lesions, with intervals and single seeds."""
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        percent = np.array([100 * one.share for one in figures.shares])
        auc = np.array([one.area.auc for one in figures.shares])
        ends = np.array([[one.area.low, one.area.high] for one in figures.shares]).T
        axes.errorbar(percent, auc, np.abs(ends - auc), fmt="o-", color=COLOURS[LESIONS], capsize=4)
        for one in figures.shares:
            axes.plot([100 * one.share] * len(one.of_seeds), one.of_seeds, ".", color="#8a8f96")
        axes.set_xlabel("drawn lesions at the start, %")
        axes.set_ylabel("AUC on real held-out patches (95 %)")
        axes.set_title("Mean of the seeds (circles) and single seeds (dots)", loc="left")
        return _png(figure)


def feature_plot(projected: Arrays, seed: int) -> bytes:
    """The last layer's features of held-out patches in two dimensions, by t-SNE.

    Source: van der Maaten and Hinton 2008, "Visualizing data using t-SNE".
    """
    chosen = {kind: projected[kind][:: -(-len(projected[kind]) // MOST_POINTS)] for kind in KINDS}
    features = np.concatenate([chosen[kind] for kind in KINDS])
    spread = (features - features.mean(axis=0)) / (features.std() + 1e-9)
    perplexity = min(30.0, (len(spread) - 1) / 3)
    places = TSNE(perplexity=perplexity, random_state=seed, init="pca").fit_transform(spread)
    with mpl.rc_context(STYLE):
        figure, axes = _axes()
        begin = 0
        for kind in KINDS:
            part = places[begin : begin + len(chosen[kind])]
            begin += len(part)
            axes.scatter(
                part[:, 0], part[:, 1], s=18, c=COLOURS[kind], marker=MARKERS[kind], alpha=0.7,
                label=LABELS[kind], linewidths=0,
            )  # fmt: skip
        axes.set_xticks([])
        axes.set_yticks([])
        axes.legend(frameon=False, loc="best")
        axes.set_title("Features of held-out patches (t-SNE)", loc="left")
        return _png(figure)


def _axes() -> tuple[Figure, Axes]:
    figure = Figure(figsize=SIZE_INCHES, layout="constrained")
    return figure, figure.add_subplot()


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()
