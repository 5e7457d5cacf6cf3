"""A small report with something in every section."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from training.evaluation.measure import Better, Measure
from training.evaluation.report_content import (
    ArtefactScores,
    Band,
    Distribution,
    GreyHistogram,
    NearestPair,
    NeighbourDistances,
    ReportContent,
    RocCurve,
    Samples,
    ScaleDistances,
    ScoredPicture,
    Spectrum,
)

MEASURES = (
    Measure(name="kernel distance", value=2.0, low=1.5, high=2.5, floor=1.0, better=Better.LOWER),
    Measure(name="precision", value=0.7, low=0.5, high=0.8, better=Better.HIGHER),
    Measure(name="recall", value=0.2, low=0.1, high=0.3, better=Better.HIGHER),
    Measure(
        name="spectral slope", part="CC", value=3.2, floor=3.1, better=Better.LIKE_FLOOR,
        note="β of 1 / f^β & more.",
    ),
    Measure(
        name="spectral slope", part="MLO", value=2.9, low=2.85, high=2.95, floor=3.2,
        better=Better.LIKE_FLOOR,
    ),
    Measure(name="a figure of no group", value=-1.25e-9, better=Better.LOWER, unit="mm"),
)  # fmt: skip


def film(breast_columns: int = 24) -> NDArray[np.uint8]:
    """A picture of 40 × 32 with a breast so many columns wide."""
    rows, columns = np.mgrid[:40, :32]
    inside = ((rows - 20) / 16) ** 2 + (columns / breast_columns) ** 2 < 1
    return np.where(inside, 60 + 3 * columns + rows, 0).astype(np.uint8)


def small_report() -> ReportContent:
    random = np.random.default_rng(0)
    frequencies = np.geomspace(0.05, 0.5, 12)
    curves = -3 * np.log10(frequencies) + random.normal(0, 0.1, (9, 12))
    shares = random.dirichlet(np.ones(16), 9)
    rates = np.linspace(0, 1, 11)
    pictures = np.stack([film(20), film(22), film(24)])
    moment, texture, area = (
        Distribution(
            name=name, unit=unit, part="CC", real=random.normal(180, 40, 30),
            drawn=random.normal(190, 30, 40),
        )
        for name, unit in (("mean grey", ""), ("contrast", ""), ("breast area", "cm²"))
    )  # fmt: skip
    return ReportContent(
        title="A small report",
        bundle_name="tiny 1",
        bundle_hash="0123abcd",
        settings={"drawn views": "40 at ψ = 1", "seed": "0"},
        measures=MEASURES,
        left_out=("No foci: no masks.",),
        moments=(moment,),
        textures=(texture,),
        outlines=(area, Distribution(name="a", part="film", real=rates, drawn=rates)),
        spectra=(
            Spectrum(
                part="CC", frequencies=frequencies, real=Band.of_views(curves),
                drawn=Band.of_views(curves + 0.2), fitted=(0.1, 0.4),
            ),
        ),
        histograms=(
            GreyHistogram(
                part="CC", greys=np.arange(8.0, 256, 16), real=Band.of_views(shares),
                drawn=Band.of_views(shares[:4]),
            ),
        ),
        scales=(ScaleDistances(rows=(40, 20), drawn=(30.0, 20.0), floor=(9.0, 8.0)),),
        rocs=(
            RocCurve(
                name="drawn", false_positive_rate=rates, true_positive_rate=rates**0.5, auc=0.67,
                low=0.6, high=0.7,
            ),
            RocCurve(
                name="real against real", false_positive_rate=rates, true_positive_rate=rates,
                auc=0.5,
            ),
        ),
        artefacts=(
            ArtefactScores(
                part="MLO", real=np.arange(100.0), drawn=np.arange(50.0, 150.0), threshold=97.0
            ),
        ),
        neighbours=NeighbourDistances(drawn=rates + 1, held_out=rates),
        samples=(
            Samples(condition="CC film", truncation_psi=1.0, pictures=pictures),
        ),
        real_views=(Samples(condition="CC film", truncation_psi=None, pictures=pictures),),
        nearest=tuple(
            NearestPair(drawn=film(20), training=film(22), distance=d, condition="CC film")
            for d in (0.1, 0.2)
        ),
        worst=(
            ScoredPicture(picture=film(21), score=4.0, condition="CC film"),
            ScoredPicture(picture=film(23), score=3.0, condition="CC film"),
        ),
        foci=(ScoredPicture(picture=film(24), score=0.9, condition="CC film", spot=(20, 8)),),
    )  # fmt: skip


def without_plots(content: ReportContent) -> ReportContent:
    """The same report without plots, as they take most of the time."""
    return replace(
        content, moments=(), textures=(), outlines=(), spectra=(), histograms=(), scales=(),
        rocs=(), artefacts=(), neighbours=None,
    )  # fmt: skip
