"""What stands over a view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from app.reading.hanging import Side
from app.settings import OverlayLevel
from app.viewer.overlay import Look, overlay_texts, paint_overlay, scale_bar, spacing_text
from app.viewer.state import ViewState
from inference.case import PixelSpacingSource
from inference.imaging.greyscale import Greyscale, VoiLut, Window
from inference.recipe import ViewName
from tests.app.conftest import view_of

VIEW = view_of(np.zeros((10, 10), np.uint16))


def test_the_overlay_tells_view_case_window_and_zoom():
    state = ViewState(voi=Window(center=1000, width=500), scale=0.5, inverted=True)
    texts = overlay_texts(VIEW, state, 0.5, Look(case_id="ABC"))
    assert texts.label == "R CC"
    assert texts.synthetic == "SYNTHETIC"
    assert texts.above == ("ABC",)
    assert texts.below == ("C 1000  W 500  inverted", "Zoom 50 %", "0.5 mm/px")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (PixelSpacingSource.GENERATED, "0.5 mm/px"),
        (PixelSpacingSource.IMAGER, "0.5 mm/px at the detector"),
        (PixelSpacingSource.MAGNIFICATION_CORRECTED, "0.5 mm/px (ERMF)"),
    ],
)
def test_millimetres_say_where_they_come_from(source, text):
    assert spacing_text(replace(VIEW, pixel_spacing_source=source)) == text


def test_without_a_spacing_nothing_is_in_millimetres():
    view = view_of(np.zeros((10, 10), np.uint16), spacing_mm=None)
    assert spacing_text(view) == "Size unknown (px)"
    assert scale_bar(view, 0.1, 30).text == "200 px"


def test_the_scale_bar_has_the_length_it_names():
    bar = scale_bar(VIEW, column_scale=2.0, longest=230)  # 0.5 mm a pixel: 4 device pixels a mm
    assert (bar.text, bar.length) == ("50 mm", 200)


@pytest.mark.parametrize(
    ("name", "bottom"),
    [
        (ViewName.R_CC, "L"),
        (ViewName.L_CC, "R"),
        (ViewName.R_MLO, "FL"),
        (ViewName.L_MLO, "FR"),
    ],
)
def test_the_directions_are_those_of_the_standard_and_follow_a_flip(name, bottom):
    view = view_of(np.zeros((10, 10), np.uint16), name)
    texts = overlay_texts(view, ViewState(), 1, Look())
    assert (texts.side, texts.bottom) == ("A", bottom)
    flipped = overlay_texts(view, ViewState(upside_down=True), 1, Look())
    assert flipped.bottom == bottom.translate(str.maketrans("LRFH", "RLHF"))
    assert "flipped" in flipped.below[0]


def test_a_table_in_use_is_named():
    lut = VoiLut(first_value=0, entries=np.arange(8, dtype=np.uint16), bits=3, explanation="SOFT")
    greyscale = Greyscale(windows=(Window(center=4, width=8),), voi_luts=(lut,))
    view = view_of(np.zeros((10, 10), np.uint16), greyscale=greyscale)
    assert overlay_texts(view, ViewState(), 1, Look()).below[0] == "Table  SOFT"


@pytest.mark.usefixtures("qapp")
def test_the_overlay_leaves_the_pen_as_it_was_for_what_is_painted_after_it():
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    font = QFont(painter.font())
    texts = overlay_texts(VIEW, ViewState(upside_down=True), 1.0, Look())
    paint_overlay(
        painter,
        QRectF(image.rect()),
        texts,
        None,
        Side.RIGHT,
        ViewState(upside_down=True),
        OverlayLevel.FEW,
    )
    assert painter.font() == font
    painter.end()
