"""What a report of an evaluation shows beside its measures: curves, distributions and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.errors import TrainingError
from training.evaluation.measure import Measure

Numbers = NDArray[np.floating]
Picture = NDArray[np.uint8]
Pictures = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """A curve with the range that views lie in.

    Attributes:
        middle: (k,) mean over views.
        low, high: (k,) ends of the range that most single views lie in.
    """

    middle: Numbers
    low: Numbers
    high: Numbers

    def __post_init__(self) -> None:
        if self.middle.ndim != 1 or {self.low.shape, self.high.shape} != {self.middle.shape}:
            raise TrainingError("A band takes three curves of one length.")

    @classmethod
    def of_views(cls, curves: Numbers) -> Band:
        """Mean and the range of the middle 80 % of views, from their curves (n, k).

        Views whose curve is not finite throughout are left out; without others there is no curve.
        """
        if curves.ndim != 2:
            raise TrainingError("A band takes one curve per view.")
        kept = curves[np.isfinite(curves).all(axis=1)]
        if len(kept) == 0:
            nothing = np.full(curves.shape[1], np.nan)
            return cls(middle=nothing, low=nothing, high=nothing)
        low, high = np.percentile(kept, [10, 90], axis=0)
        return cls(middle=kept.mean(axis=0), low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distribution:
    """One figure of each view, real against drawn.

    Attributes:
        name: what was measured, for example `mean grey`, `area of the breast`.
        unit: of the figure, empty for a plain number.
        part: of which views.
        real, drawn: (n,) and (m,) a figure for each view.
    """

    name: str
    unit: str = ""
    part: str = "all"
    real: Numbers
    drawn: Numbers

    def __post_init__(self) -> None:
        if self.real.ndim != 1 or self.drawn.ndim != 1:
            raise TrainingError(f"The distribution of “{self.name}” takes one number per view.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArtefactScores:
    """Artefact scores of one view position, with the threshold that 2.8 % of real views pass.

    Attributes:
        part: `CC` or `MLO`.
        real, drawn: (n,) and (m,) a score for each view; higher is worse.
        threshold: where real views score 2.8 %.
    """

    part: str
    real: Numbers
    drawn: Numbers
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spectrum:
    """Power of the breast's interior over spatial frequency.

    Attributes:
        part: of which views.
        frequencies: (k,) cycles per mm, above zero, rising.
        real, drawn: log10 of radially averaged power, (k,) each.
        fitted: lowest and highest frequency that the slope is fitted between, cycles per mm.
    """

    part: str
    frequencies: Numbers
    real: Band
    drawn: Band
    fitted: tuple[float, float]

    def __post_init__(self) -> None:
        if {self.real.middle.shape, self.drawn.middle.shape} != {self.frequencies.shape}:
            raise TrainingError("A spectrum takes as many powers as frequencies.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GreyHistogram:
    """How often each grey value occurs inside the breast.

    Attributes:
        part: of which views.
        greys: (k,) middles of the bins, 0 to 255.
        real, drawn: share of a breast's pixels in each bin, (k,) each.
    """

    part: str
    greys: Numbers
    real: Band
    drawn: Band

    def __post_init__(self) -> None:
        if {self.real.middle.shape, self.drawn.middle.shape} != {self.greys.shape}:
            raise TrainingError("A grey histogram takes as many shares as bins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDistances:
    """Sliced Wasserstein distance × 1000 at each level of the pyramid.

    Attributes:
        part: of which views.
        rows: heights of the levels.
        drawn: drawn against real at each level.
        floor: real against real at each level.
    """

    part: str = "all"
    rows: tuple[int, ...]
    drawn: tuple[float, ...]
    floor: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.rows) == len(self.drawn) == len(self.floor):
            raise TrainingError("Distances per scale take as many figures as levels.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RocCurve:
    """How a classifier that tells one set of views from another does on patients it has not met.

    Attributes:
        name: what was told apart, for example `drawn`, `real against real`, `real, blurred`.
        false_positive_rate, true_positive_rate: (k,) rising from 0 to 1.
        auc: area under it.
        low, high: 95 % interval of the area; None where there is none.
    """

    name: str
    false_positive_rate: Numbers
    true_positive_rate: Numbers
    auc: float
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.false_positive_rate.shape != self.true_positive_rate.shape:
            raise TrainingError("A ROC curve takes as many true as false positive rates.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NeighbourDistances:
    """Distance of views to the nearest training view: the test of memorising.

    Attributes:
        drawn: (n,) of drawn views at ψ = 1.
        held_out: (m,) of held-out real views, which the training never saw.
        unit: of the distances, empty for features.
    """

    drawn: Numbers
    held_out: Numbers
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """Pictures of one condition, drawn ones or real ones.

    Attributes:
        condition: for example `MLO film`.
        truncation_psi: of drawn pictures; None for real ones.
        pictures: uint8 (n, rows, columns); not chosen, but the first that were drawn.
    """

    condition: str
    truncation_psi: float | None
    pictures: Pictures


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NearestPair:
    """A drawn view beside the training view nearest to it.

    Attributes:
        drawn, training: uint8 (rows, columns).
        distance: between them.
        condition: of the drawn view, for example `MLO film`.
    """

    drawn: Picture
    training: Picture
    distance: float
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScoredPicture:
    """A view that was chosen for its score.

    Attributes:
        picture: uint8 (rows, columns).
        score: that it was chosen for.
        condition: of the view, for example `CC digital`.
        spot: (row, column) of what was found, in pixels; None where the score is of the whole.
    """

    picture: Picture
    score: float
    condition: str = ""
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportContent:
    """All that a report shows. What is empty is left out of it. All pictures have one size.

    Attributes:
        title: of the report.
        bundle_name, bundle_hash: the model measured.
        settings: how it was measured, and on which machine; name and value for people.
        measures: all figures; the aims of `report_aims` look theirs up by name and part.
        left_out: sentences on what could not be measured, and why.
        moments: the first five moments of grey of each view, per part.
        textures, outlines: other figures of each view, per part.
        spectra, histograms: curves over frequency and grey, per part.
        scales: sliced Wasserstein distances.
        rocs: of the two-sample test, then of blurred real views (it has to be strong), then of real
            against real (it has to be fair).
        artefacts: scores per view position.
        neighbours: distances to the training views.
        samples: drawn pictures per condition and truncation.
        real_views: real pictures per condition, to compare.
        nearest: drawn views beside training views, the nearest first.
        worst: drawn pictures with the highest artefact scores, the worst first.
        foci: drawn "normal" pictures in which a detector of masses found one, the surest first.
    """

    title: str
    bundle_name: str
    bundle_hash: str
    settings: Mapping[str, str]
    measures: tuple[Measure, ...]
    left_out: tuple[str, ...] = ()
    moments: tuple[Distribution, ...] = ()
    textures: tuple[Distribution, ...] = ()
    outlines: tuple[Distribution, ...] = ()
    spectra: tuple[Spectrum, ...] = ()
    histograms: tuple[GreyHistogram, ...] = ()
    scales: tuple[ScaleDistances, ...] = ()
    rocs: tuple[RocCurve, ...] = ()
    artefacts: tuple[ArtefactScores, ...] = ()
    neighbours: NeighbourDistances | None = None
    samples: tuple[Samples, ...] = ()
    real_views: tuple[Samples, ...] = ()
    nearest: tuple[NearestPair, ...] = ()
    worst: tuple[ScoredPicture, ...] = ()
    foci: tuple[ScoredPicture, ...] = ()

    def __post_init__(self) -> None:
        shapes = {row.pictures.shape[1:] for row in (*self.samples, *self.real_views)}
        shapes |= {each.shape for pair in self.nearest for each in (pair.drawn, pair.training)}
        shapes |= {found.picture.shape for found in (*self.worst, *self.foci)}
        if len(shapes) > 1:
            raise TrainingError("The pictures of a report have one size, that of the bundle.")
