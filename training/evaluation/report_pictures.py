"""Sections of a report that show pictures, as WebP in the page itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from training.evaluation.report_content import (
    NearestPair,
    Picture,
    ReportContent,
    Samples,
    ScoredPicture,
)
from training.evaluation.report_markup import Markup, element, joined, shown

QUALITY = 80
SMALLEST_ROWS = 24
SAMPLE_ROWS = 320
LARGE_ROWS = 480
FEWEST_IN_ROW, MOST_IN_ROW = 6, 12
MOST_CHOSEN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """How the pictures of one panel are shown: all at one scale, without the air around them.

    Attributes:
        top, bottom: first row that is shown, and the one after the last.
        columns: that are shown, from the chest wall.
        share: of the height and width that is kept, 1 or less.
    """

    top: int
    bottom: int
    columns: int
    share: float

    def image(self, picture: Picture, alt: str) -> Markup:
        image = _reduced(picture[self.top : self.bottom, : self.columns], self.share)
        content = io.BytesIO()
        image.convert("RGB").save(content, "WEBP", quality=QUALITY, method=4)
        data = base64.b64encode(content.getvalue()).decode()
        return element(
            "img",
            src=f"data:image/webp;base64,{data}",
            alt=alt,
            width=image.width,
            height=image.height,
        )


def sample_sections(content: ReportContent, scale: float) -> Markup:
    """Real and drawn views of each condition under one another.

    Args:
        content: with its samples and real views.
        scale: what all pictures are reduced by, 1 or less.
    """
    conditions = dict.fromkeys(row.condition for row in (*content.real_views, *content.samples))
    return joined(*(_condition(content, condition, scale) for condition in conditions))


def worst_section(worst: Sequence[ScoredPicture], scale: float) -> Markup:
    """Drawn views with the highest artefact scores."""
    return _scored(worst[:MOST_CHOSEN], "artefact score", scale)


def foci_section(foci: Sequence[ScoredPicture], scale: float) -> Markup:
    """Drawn views in which the detector found a mass that nobody asked for."""
    return _scored(foci[:MOST_CHOSEN], "detector’s score", scale)


def nearest_section(pairs: Sequence[NearestPair], scale: float) -> Markup:
    """Drawn views beside the training views nearest to them."""
    kept = pairs[:MOST_CHOSEN]
    panel = _panel(
        [each for pair in kept for each in (pair.drawn, pair.training)], LARGE_ROWS, scale
    )
    figures = [_pair(pair, number, panel) for number, pair in enumerate(kept, start=1)]
    return element("div", *figures, class_="pairs") if figures else Markup()


def _condition(content: ReportContent, condition: str, scale: float) -> Markup:
    rows = list(_rows_of(content, condition))
    panel = _panel([each for row in rows for each in row.pictures], SAMPLE_ROWS, scale)
    return element(
        "section",
        element("h3", condition or "all conditions"),
        *(_row(row, panel) for row in rows),
    )


def _rows_of(content: ReportContent, condition: str) -> Iterator[Samples]:
    yield from (row for row in content.real_views if row.condition == condition)
    drawn = [row for row in content.samples if row.condition == condition]
    yield from sorted(drawn, key=lambda row: row.truncation_psi or 0)


def _row(samples: Samples, panel: _Panel) -> Markup:
    psi = samples.truncation_psi
    kind = "real" if psi is None else "drawn"
    name = "Real" if psi is None else f"Drawn, ψ = {psi:g}"
    pictures = samples.pictures[:MOST_IN_ROW]
    images = [
        panel.image(picture, f"{name}, {samples.condition}, {number} of {len(pictures)}")
        for number, picture in enumerate(pictures, start=1)
    ]
    return element(
        "figure",
        element("figcaption", element("span", name, class_=f"tag {kind}")),
        element(
            "div",
            *images,
            class_="pictures in-a-row",
            style=f"--count:{max(len(pictures), FEWEST_IN_ROW)}",
        ),
    )


def _scored(chosen: Sequence[ScoredPicture], score_name: str, scale: float) -> Markup:
    panel = _panel([found.picture for found in chosen], LARGE_ROWS, scale)
    figures = []
    for number, found in enumerate(chosen, start=1):
        said = f"{score_name} {shown(found.score)}"
        image = panel.image(found.picture, f"Drawn view {number}, {found.condition}, {said}")
        figures.append(
            element(
                "figure",
                element("div", image, _spot(found, panel), class_="spotted"),
                element("figcaption", f"{number}. {found.condition}", element("br"), said),
            )
        )
    return element("div", *figures, class_="pictures") if figures else Markup()


def _spot(found: ScoredPicture, panel: _Panel) -> Markup:
    """A ring around what was found; its place in percent, so that it stays when pictures grow."""
    if found.spot is None:
        return Markup()
    top = 100 * (found.spot[0] - panel.top) / (panel.bottom - panel.top)
    left = 100 * found.spot[1] / panel.columns
    return element("span", class_="ring", style=f"top:{top:.1f}%;left:{left:.1f}%")


def _pair(pair: NearestPair, number: int, panel: _Panel) -> Markup:
    return element(
        "figure",
        element(
            "div",
            panel.image(pair.drawn, f"Pair {number}: drawn, {pair.condition}"),
            panel.image(pair.training, f"Pair {number}: nearest training view"),
            class_="pair",
        ),
        element(
            "figcaption",
            element("span", "drawn", class_="tag drawn"),
            element("span", "training", class_="tag real"),
            element(
                "span",
                f"{number}. {pair.condition}, distance {shown(pair.distance)}",
                class_="said",
            ),
        ),
    )


def _panel(pictures: Sequence[Picture], most_rows: int, scale: float) -> _Panel:
    """The panel of pictures of one size: what any breast takes, and a little air.

    Args:
        pictures: uint8 (rows, columns) each.
        most_rows: that a whole picture is shown with.
        scale: what this is reduced by, 1 or less.
    """
    any_breast = np.any(pictures, axis=0) if len(pictures) else np.ones((1, 1), dtype=bool)
    if not any_breast.any():
        any_breast = np.ones_like(any_breast)
    rows, columns = any_breast.shape
    used_rows = np.flatnonzero(any_breast.any(axis=1))
    used_columns = np.flatnonzero(any_breast.any(axis=0))
    air = rows // 32
    kept = max(SMALLEST_ROWS, round(most_rows * scale))
    return _Panel(
        top=max(0, int(used_rows[0]) - air),
        bottom=min(rows, int(used_rows[-1]) + 1 + air),
        columns=min(columns, int(used_columns[-1]) + 1 + air),
        share=min(1.0, kept / rows),
    )


def _reduced(picture: Picture, share: float) -> Image.Image:
    image = Image.fromarray(np.ascontiguousarray(picture))
    if share == 1:
        return image
    size = tuple(max(1, round(length * share)) for length in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS)
