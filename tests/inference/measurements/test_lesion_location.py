from __future__ import annotations

import pytest

from inference.birads import BreastSide, Depth, Region
from inference.measurements.breast_landmarks import BreastLandmarks
from inference.measurements.lesion_location import LesionLocation, ViewFrame, locate, locate_marks
from inference.recipe import ViewName
from tests.inference.measurements.test_breast_landmarks import film_view

DEPTH_MM = 90.0


def frame(name: ViewName, *, row_mm: float | None = 1.0) -> ViewFrame:
    """A breast 90 mm deep whose nipple lies at row 100; one row is one millimetre.

    The left one's chest wall is at column 0 and the right one's at column 200.
    """
    right = name.image_laterality == "R"
    return ViewFrame(
        side=BreastSide.RIGHT if right else BreastSide.LEFT,
        view_position=name.view_position,
        landmarks=BreastLandmarks(
            nipple=(100.0, 200.0 - DEPTH_MM if right else DEPTH_MM),
            back=(0.0, 1.0 if right else -1.0),
            up=(-1.0, 0.0),
            depth=DEPTH_MM,
            column_scale=1.0,
            row_mm=row_mm,
            pectoral=None,
        ),
    )


def place(side: str, *, outer: float, up: float, back: float) -> LesionLocation:
    """The location of a lesion so many mm outward, upward and behind the nipple."""
    right = side == "R"
    column = 200.0 - DEPTH_MM + back if right else DEPTH_MM - back
    return locate(
        [
            (frame(ViewName(f"{side}-CC")), (100.0 - outer, column)),
            (frame(ViewName(f"{side}-MLO")), (100.0 - up, column)),
        ]
    )


@pytest.mark.parametrize(
    ("side", "outer", "up", "region", "clock"),
    [
        ("R", 30, 17.3, Region.UPPER_OUTER, 10),
        ("R", 17.3, 30, Region.UPPER_OUTER, 11),
        ("L", 30, 17.3, Region.UPPER_OUTER, 2),
        ("L", 17.3, 30, Region.UPPER_OUTER, 1),
        ("R", -30, 17.3, Region.UPPER_INNER, 2),
        ("L", -30, 17.3, Region.UPPER_INNER, 10),
        ("R", 30, -30, Region.LOWER_OUTER, 8),
        ("R", 30, -17.3, Region.LOWER_OUTER, 8),
        ("L", 30, -17.3, Region.LOWER_OUTER, 4),
        ("R", -17.3, -30, Region.LOWER_INNER, 5),
        ("L", -17.3, -30, Region.LOWER_INNER, 7),
        ("R", 0, 40, Region.UPPER, 12),
        ("L", 0, -40, Region.LOWER, 6),
        ("R", 40, 0, Region.OUTER, 9),
        ("L", 40, 0, Region.OUTER, 3),
        ("R", -40, 0, Region.INNER, 3),
        ("L", -40, 0, Region.INNER, 9),
    ],
)
def test_two_views_give_quadrant_and_clock(
    side: str, outer: float, up: float, region: Region, clock: int
) -> None:
    found = place(side, outer=outer, up=up, back=45)
    assert (found.region, found.clock) == (region, clock)


@pytest.mark.parametrize(
    ("back", "depth"),
    [
        (0, Depth.ANTERIOR),
        (29, Depth.ANTERIOR),
        (31, Depth.MIDDLE),
        (59, Depth.MIDDLE),
        (61, Depth.POSTERIOR),
        (95, Depth.POSTERIOR),
    ],
)
def test_depth_is_the_third_of_the_line_from_the_nipple_to_the_chest_wall(
    back: float, depth: Depth
) -> None:
    assert place("R", outer=30, up=30, back=back).depth is depth
    assert place("L", outer=30, up=30, back=back).depth is depth


def test_the_distance_from_the_nipple_is_the_larger_of_the_two_views() -> None:
    found = place("R", outer=30, up=16, back=40)
    assert found.distance_from_nipple_mm == pytest.approx(50)


def test_close_to_the_line_in_both_views_is_central_and_near_the_nipple_retroareolar() -> None:
    central = place("L", outer=10, up=-8, back=60)
    assert (central.region, central.clock) == (Region.CENTRAL, None)
    assert place("L", outer=10, up=-8, back=15).region is Region.RETROAREOLAR


def test_cc_alone_tells_outer_or_inner_and_asks_for_mlo() -> None:
    found = locate([(frame(ViewName.R_CC), (60.0, 150.0))])
    assert (found.side, found.region, found.clock) == (BreastSide.RIGHT, Region.OUTER, None)
    assert found.depth is Depth.MIDDLE
    assert "needs a mark in MLO" in found.how


def test_mlo_alone_tells_upper_or_lower_and_asks_for_cc() -> None:
    found = locate([(frame(ViewName.L_MLO), (140.0, 50.0))])
    assert (found.side, found.region, found.clock) == (BreastSide.LEFT, Region.LOWER, None)
    assert "needs a mark in CC" in found.how


def test_without_millimetres_the_distance_is_unknown_and_the_quadrant_is_not() -> None:
    found = locate(
        [
            (frame(ViewName.R_CC, row_mm=None), (60.0, 150.0)),
            (frame(ViewName.R_MLO, row_mm=None), (60.0, 150.0)),
        ]
    )
    assert found.distance_from_nipple_mm is None
    assert (found.region, found.depth) == (Region.UPPER_OUTER, Depth.MIDDLE)


def test_marks_in_both_breasts_are_told_apart() -> None:
    found = locate([(frame(ViewName.R_CC), (60, 150)), (frame(ViewName.L_MLO), (60, 50))])
    assert found == LesionLocation(how="The marks lie in different breasts.")


def test_a_view_without_a_breast_still_tells_its_side() -> None:
    blind = ViewFrame(side=BreastSide.LEFT, view_position="CC", landmarks=None)
    found = locate([(blind, (10.0, 10.0))])
    assert (found.side, found.region) == (BreastSide.LEFT, None)
    assert found.how == "No breast was found in CC."


def test_a_view_without_a_name_tells_only_the_distance() -> None:
    found = locate_marks([(film_view(None), (280.0, 80 / 0.45 - 100))])
    assert (found.side, found.region, found.depth) == (None, None, None)
    assert found.distance_from_nipple_mm == pytest.approx(45, abs=3)


def test_a_mark_on_drawn_films_is_told_as_it_was_set() -> None:
    # Right breast: CC 40 mm above the nipple's row, 40 mm behind it.
    nipple_column = 400 - 80 / 0.45
    found = locate_marks([(film_view(ViewName.R_CC), (280 - 40 / 0.45, nipple_column + 40 / 0.45))])
    assert (found.side, found.region, found.depth) == (
        BreastSide.RIGHT,
        Region.OUTER,
        Depth.MIDDLE,
    )
    assert found.distance_from_nipple_mm == pytest.approx(56.6, abs=4)


def test_up_and_down_in_mlo_follow_the_muscle_and_not_the_film() -> None:
    """Behind the nipple and a little above its row lies, seen from the muscle, below its line."""
    view = film_view(ViewName.L_MLO)
    landmarks = locate_marks([(view, (20.0, 100.0))])
    assert landmarks.region is Region.UPPER
    from inference.measurements.breast_landmarks import breast_landmarks

    marks = breast_landmarks(view)
    assert marks is not None
    below = (marks.nipple[0] - 5, marks.nipple[1] - 120)
    assert locate_marks([(view, below)]).region is Region.LOWER
