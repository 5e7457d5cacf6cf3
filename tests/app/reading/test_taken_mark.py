from __future__ import annotations

import pytest

from app.reading.marks import Mark, MarkKind
from app.reading.taken_mark import mark_center, taken_mark
from inference.birads import BreastSide, Region
from inference.recipe import ViewName
from tests.inference.measurements.test_breast_landmarks import film_view

VIEWS = (
    film_view(ViewName.R_CC),
    film_view(ViewName.R_MLO),
    film_view(ViewName.L_CC),
    film_view(ViewName.L_MLO, spacing=None),
)


def mark(name: str, view: int, kind: MarkKind, *points: tuple[float, float]) -> Mark:
    return Mark(mark_id=name, view=view, kind=kind, points=points)


CC = mark("m1", 0, MarkKind.ELLIPSE, (180.0, 300.0), (200.0, 340.0))
MLO = mark("m2", 1, MarkKind.RULER, (180.0, 310.0), (180.0, 330.0))


def test_one_mark_gives_the_half_that_its_view_tells_and_its_size() -> None:
    taken = taken_mark(CC, (), VIEWS)
    assert taken.mark_ids == ("m1",)
    assert (taken.location.side, taken.location.region) == (BreastSide.RIGHT, Region.OUTER)
    assert taken.size_mm == pytest.approx(18.0)


def test_a_mark_in_the_other_view_completes_the_place() -> None:
    taken = taken_mark(MLO, (CC,), VIEWS)
    assert taken.mark_ids == ("m2", "m1")
    assert taken.location.region is Region.UPPER_OUTER
    assert taken.location.clock in (10, 11)
    assert taken.size_mm == pytest.approx(18.0)


def test_an_earlier_mark_in_the_same_view_or_the_other_breast_gives_way() -> None:
    other_breast = mark("m3", 2, MarkKind.RULER, (100.0, 50.0), (100.0, 60.0))
    same_view = mark("m4", 0, MarkKind.RULER, (100.0, 350.0), (100.0, 360.0))
    assert taken_mark(CC, (other_breast, same_view), VIEWS).mark_ids == ("m1",)


def test_without_millimetres_there_is_no_size() -> None:
    left = mark("m5", 3, MarkKind.RULER, (300.0, 50.0), (300.0, 60.0))
    assert taken_mark(left, (), VIEWS).size_mm is None


@pytest.mark.parametrize(
    ("kind", "points", "center"),
    [
        (MarkKind.ARROW, ((10.0, 20.0), (50.0, 60.0)), (10.0, 20.0)),
        (MarkKind.TEXT, ((10.0, 20.0),), (10.0, 20.0)),
        (MarkKind.ANGLE, ((0.0, 0.0), (10.0, 20.0), (50.0, 60.0)), (10.0, 20.0)),
        (MarkKind.RECTANGLE, ((10.0, 20.0), (50.0, 60.0)), (30.0, 40.0)),
        (MarkKind.OUTLINE, ((10.0, 20.0), (50.0, 25.0), (20.0, 60.0)), (30.0, 40.0)),
    ],
)
def test_a_mark_is_about_this_point(
    kind: MarkKind, points: tuple[tuple[float, float], ...], center: tuple[float, float]
) -> None:
    assert mark_center(mark("m1", 0, kind, *points)) == center
