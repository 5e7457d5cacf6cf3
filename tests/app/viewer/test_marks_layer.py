from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsScene
from pytestqt.qtbot import QtBot

from app.reading.marks import Mark, MarkKind
from app.style import ACCENT, AMBER
from app.viewer.mark_labels import place_label
from app.viewer.marks_layer import MarksLayer
from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window

AREA = QRectF(0, 0, 500, 400)
FLIPS = list(itertools.product((1, -1), (1, -1)))


def mark(kind: MarkKind, *points: tuple[float, float], name: str = "m1", text: str = "") -> Mark:
    return Mark(mark_id=name, view=0, kind=kind, points=points, text=text)


def transform(right: int = 1, down: int = 1, scale: float = 4.0) -> QTransform:
    """From 100 × 100 pixels to the area, perhaps mirrored."""
    left, top = (0 if right > 0 else 400), (0 if down > 0 else 400)
    return QTransform(right * scale, 0, 0, down * scale, left, top)


@pytest.fixture
def layer(qtbot: QtBot) -> MarksLayer:
    made = MarksLayer()
    scene = QGraphicsScene(made.boundingRect())
    scene.addItem(made)
    made.scene_kept = scene  # type: ignore[attr-defined]
    made.set_view(
        View(
            name=None,
            pixels=np.full((100, 100), 7, np.uint16),
            greyscale=Greyscale(windows=(Window(center=50, width=100),)),
            pixel_spacing_mm=(0.5, 0.5),
            pixel_spacing_source=PixelSpacingSource.GENERATED,
            synthetic=True,
        )
    )
    made.show_at(transform(), AREA)
    return made


def painted(layer: MarksLayer, background: str = "#000000") -> np.ndarray:
    """(rows, columns, 3): what the layer draws over the area."""
    image = QImage(AREA.size().toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(background))
    painter = QPainter(image)
    layer.scene_kept.render(painter, AREA, AREA)
    painter.end()
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return data[:, :, 2::-1].astype(int)


def has_colour(picture: np.ndarray, name: str) -> np.ndarray:
    """Where a colour is, at 60 % of its brightness or more: edges are blended with black."""
    colour = QColor(name)
    wanted = np.array((colour.red(), colour.green(), colour.blue()))
    part = picture.max(axis=2) / wanted.max()
    is_near = (np.abs(picture - part[:, :, None] * wanted) <= 14).all(axis=2)
    return is_near & (part >= 0.6) & (part <= 1.05)


@pytest.mark.parametrize(("right", "down"), FLIPS)
def test_lines_lie_on_their_image_points_however_the_picture_is_flipped(layer, right, down):
    layer.show_at(transform(right, down), AREA)
    layer.set_marks((mark(MarkKind.RULER, (20.0, 10.0), (20.0, 60.0)),))
    seen = has_colour(painted(layer), ACCENT)
    y = 80 if down > 0 else 320
    for column in (12.0, 35.0, 58.0):
        x = int(column * 4) if right > 0 else int(400 - column * 4)
        assert seen[y - 2 : y + 2, x].any()
    assert not seen[200, 200]


@pytest.mark.parametrize("scale", [0.5, 4.0, 30.0])
def test_lines_keep_their_thickness_at_any_zoom(layer, scale):
    layer.show_at(transform(scale=scale), AREA)
    layer.set_marks((mark(MarkKind.RULER, (5.0, 0.0), (5.0, 100.0)),))
    column = has_colour(painted(layer), ACCENT)[:, 30]
    assert 1 <= np.count_nonzero(column) <= 3


@pytest.mark.parametrize(("right", "down"), FLIPS[1:])
def test_words_are_never_mirrored(layer, right, down):
    text = mark(MarkKind.TEXT, (50.0, 50.0), text="RL E")
    layer.set_marks((text,))
    pictures = []
    for turn in (transform(), transform(right, down)):
        layer.show_at(turn, AREA)
        picture = painted(layer)
        box = layer._labels["m1"]
        x, y = round(box.x()), round(box.y())
        pictures.append(picture[y : y + int(box.height()), x : x + int(box.width())])
    assert pictures[0].max() > 150
    assert np.array_equal(pictures[0], pictures[1])


@pytest.mark.parametrize(
    "points",
    [
        ((1.0, 1.0), (2.0, 99.0)),
        ((99.0, 1.0), (99.0, 99.0)),
        ((50.0, 124.0), (50.0, 100.0)),
        ((-50.0, -50.0), (150.0, 150.0)),
    ],
)
def test_words_stay_in_the_viewport(layer, points):
    for kind in (MarkKind.RULER, MarkKind.ELLIPSE):
        layer.set_marks((mark(kind, *points),))
        painted(layer)
        assert AREA.contains(layer._labels["m1"])


def test_words_of_marks_out_of_sight_are_not_written(layer):
    layer.set_marks((mark(MarkKind.RULER, (200.0, 200.0), (210.0, 210.0)),))
    painted(layer)
    assert layer._labels == {}


def test_words_do_not_lie_upon_each_other(layer):
    layer.set_marks(
        tuple(
            mark(MarkKind.RECTANGLE, (30.0 + n, 30.0 + n), (60.0 + n, 60.0 + n), name=f"m{n + 1}")
            for n in range(4)
        )
    )
    painted(layer)
    for first, second in itertools.combinations(layer._labels.values(), 2):
        assert not first.adjusted(1, 1, -1, -1).intersects(second)


def test_the_words_of_a_mark_are_found_where_they_stand(layer):
    layer.set_marks((mark(MarkKind.RULER, (20.0, 10.0), (20.0, 60.0)),))
    painted(layer)
    box = layer._labels["m1"]
    assert layer.label_at(box.center()) == "m1"
    assert layer.label_at(QPointF(450, 390)) is None


def test_the_selected_mark_shows_handles_in_another_colour(layer):
    box = mark(MarkKind.RECTANGLE, (20.0, 20.0), (60.0, 60.0))
    layer.set_marks((box,))
    assert not has_colour(painted(layer), AMBER).any()
    layer.set_marks((box,), "m1")
    picture = painted(layer)
    assert not has_colour(picture, ACCENT).any()
    # The upper left handle reaches beyond the corner at (80, 80).
    assert has_colour(picture, AMBER)[76:79, 76:79].any()


def test_a_draft_stands_in_for_the_mark_it_was(layer):
    before = mark(MarkKind.RULER, (20.0, 10.0), (20.0, 60.0))
    layer.set_marks((before,), "m1")
    layer.set_draft(mark(MarkKind.RULER, (80.0, 10.0), (80.0, 60.0)))
    picture = painted(layer)
    assert has_colour(picture, AMBER)[318:323, 100].any()
    assert not has_colour(picture, AMBER)[78:83, 100].any()
    layer.set_draft(None)
    assert has_colour(painted(layer), AMBER)[78:83, 100].any()


def test_lines_have_a_dark_edge_on_bright_tissue(layer):
    layer.set_marks((mark(MarkKind.RULER, (20.0, 10.0), (20.0, 60.0)),))
    column = painted(layer, "#ffffff")[70:90, 150].sum(axis=1)
    assert column.min() < 330
    assert column[0] == column[-1] == 3 * 255


@pytest.mark.parametrize("kind", list(MarkKind))
def test_every_kind_is_drawn_and_can_be_a_single_place(layer, kind):
    count = {MarkKind.TEXT: 1, MarkKind.ANGLE: 3, MarkKind.OUTLINE: 3}.get(kind, 2)
    points = ((20.0, 10.0), (50.0, 70.0), (80.0, 30.0))[:count]
    layer.set_marks((mark(kind, *points, text="x"),), "m1")
    assert has_colour(painted(layer), AMBER).any()
    layer.set_marks((mark(kind, *((50.0, 50.0),) * count, text="x"),), "m1", 0)
    assert has_colour(painted(layer), AMBER).any()


def test_what_is_measured_is_written(layer):
    layer.set_marks((mark(MarkKind.RECTANGLE, (20.0, 10.0), (40.0, 50.0), text="mass"),))
    (shown,) = layer._shown()
    assert shown.written == "mass"
    assert shown.values == ("20.0 × 10.0 mm", "Area 200.0 mm²", "Mean 7 ± 0", "Min 7  Max 7")


def test_a_mark_is_measured_once(layer, monkeypatch):
    from app.viewer import marks_layer

    measured: list[Mark] = []
    true = marks_layer.mark_values
    monkeypatch.setattr(
        marks_layer,
        "mark_values",
        lambda mark, view, **options: measured.append(mark) or true(mark, view, **options),
    )
    first, second = (
        mark(MarkKind.ELLIPSE, (20.0, 10.0), (40.0, 50.0), name=name) for name in ("m1", "m2")
    )
    layer.set_marks((first,))
    layer.set_marks((first, second), "m1")
    assert measured == [first, second]


def test_words_prefer_the_side_that_is_free():
    size = QSizeF(60, 20)
    line = [QPointF(100, 100), QPointF(200, 100)]
    right = place_label(size, QRectF(), QPointF(200, 100), AREA, line=line)
    assert right.left() > 200
    # At the right edge they would lie upon the line, and go below it.
    line = [QPointF(300, 100), QPointF(495, 100)]
    below = place_label(size, QRectF(495, 100, 0, 0), QPointF(495, 100), AREA, line=line)
    assert below.top() > 100
    assert AREA.contains(below)


def test_words_larger_than_the_viewport_begin_in_it():
    place = place_label(QSizeF(900, 900), QRectF(10, 10, 50, 50), QPointF(60, 35), AREA)
    assert AREA.contains(place.topLeft())


def test_words_do_not_cover_their_own_mark_nor_others_where_there_is_room():
    size, own = QSizeF(110, 50), QRectF(10, 150, 50, 40)
    beside = QRectF(70, 140, 40, 80)
    words = QRectF(120, 140, 110, 50)
    place = place_label(size, own, QPointF(60, 170), AREA, taken=[words], others=[beside])
    for kept_free in (own, beside, words):
        assert not place.intersects(kept_free)
