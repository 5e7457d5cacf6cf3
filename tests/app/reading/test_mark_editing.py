from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.mark_editing import Drawing, Extent, begin, shifted, take_hold
from app.reading.mark_grips import BOX_HANDLES, Grip, Part, grip_at, handles
from app.reading.marks import MAX_POINTS, Mark, MarkKind
from app.reading.outlines import simplified

EXTENT = Extent(rows=100, columns=80)
REACH = 4.0


def start(kind: MarkKind, point: tuple[float, float] = (10, 10)) -> Drawing:
    return begin(kind, "m1", 0, point, EXTENT)


def mark(kind: MarkKind, *points: tuple[float, float], name: str = "m1") -> Mark:
    return Mark(mark_id=name, view=0, kind=kind, points=points)


@pytest.mark.parametrize(
    "kind", [MarkKind.RULER, MarkKind.RECTANGLE, MarkKind.ELLIPSE, MarkKind.ARROW]
)
def test_marks_of_two_points_are_dragged(kind):
    drawing = start(kind).moved((20, 20), REACH).moved((30, 40), REACH)
    assert not drawing.done
    ended = drawing.released((30, 40), REACH)
    assert ended.done
    assert ended.mark.points == ((10, 10), (30, 40))


def test_a_ruler_can_be_clicked_at_both_ends():
    drawing = start(MarkKind.RULER).released((10.5, 10.5), REACH)
    assert not drawing.done
    assert not drawing.dropped
    following = drawing.moved((50, 50), REACH)
    assert following.mark.points == ((10, 10), (50, 50))
    ended = following.pressed((60, 50), REACH).released((60, 50), REACH)
    assert ended.done
    assert ended.mark.points == ((10, 10), (60, 50))


def test_a_second_click_at_the_same_place_takes_the_first_back():
    drawing = start(MarkKind.RULER).released((10, 10), REACH)
    assert drawing.pressed((11, 10), REACH).released((11, 10), REACH).dropped


def test_an_angle_is_three_clicks():
    drawing = start(MarkKind.ANGLE).released((10, 10), REACH)
    drawing = drawing.pressed((40, 40), REACH).released((40, 40), REACH)
    assert not drawing.done
    drawing = drawing.moved((5, 5), REACH).pressed((10, 70), REACH)
    ended = drawing.released((10, 70), REACH)
    assert ended.done
    assert ended.mark.points == ((10, 10), (40, 40), (10, 70))


def test_an_angle_is_an_arm_dragged_and_a_click():
    drawing = start(MarkKind.ANGLE).moved((40, 40), REACH).released((40, 40), REACH)
    assert not drawing.done
    # A double click ends the first arm, and does not end the angle.
    drawing = drawing.pressed((40, 41), REACH).released((40, 41), REACH)
    assert not drawing.dropped
    ended = drawing.pressed((10, 70), REACH).released((10, 70), REACH)
    assert ended.mark.points == ((10, 10), (40, 40), (10, 70))


def test_a_box_ends_with_its_upper_left_corner_first():
    ended = start(MarkKind.RECTANGLE, (50, 50)).released((20, 70), REACH)
    assert ended.mark.points == ((20, 50), (50, 70))


def test_nothing_is_drawn_beside_the_picture():
    ended = start(MarkKind.RULER, (-20, 40)).released((300, 900), REACH)
    assert ended.mark.points == ((0, 40), (100, 80))


def test_a_text_is_placed_where_the_button_comes_up():
    ended = start(MarkKind.TEXT).moved((20, 20), REACH).released((30, 30), REACH)
    assert ended.done
    assert ended.mark.points == ((30, 30),)


def circle(turns: int = 200, radius: float = 20) -> list[tuple[float, float]]:
    angles = np.linspace(0, 2 * math.pi, turns)
    return [(50 + radius * math.sin(a), 40 + radius * math.cos(a)) for a in angles]


def test_a_freehand_line_closes_with_few_points_near_the_hands():
    hand = circle()
    drawing = start(MarkKind.OUTLINE, hand[0])
    for point in hand[1:]:
        drawing = drawing.moved(point, REACH)
    ended = drawing.released(hand[-1], REACH)
    assert ended.done
    assert 8 <= len(ended.mark.points) <= 40
    rows, columns = np.array(ended.mark.points).T
    assert np.hypot(rows - 50, columns - 40) == pytest.approx(20, abs=1e-9)
    area = abs(rows @ np.roll(columns, -1) - columns @ np.roll(rows, -1)) / 2
    assert area == pytest.approx(math.pi * 400, rel=0.03)


def test_a_freehand_click_is_no_outline():
    assert start(MarkKind.OUTLINE).released((10, 10), REACH).dropped


def test_a_freehand_line_never_outgrows_its_bound():
    drawing = begin(MarkKind.OUTLINE, "m1", 0, (0, 0), Extent(rows=5000, columns=5000))
    for number in range(3 * MAX_POINTS):
        drawing = drawing.moved((number * 0.5, 100 * math.sin(number)), 0.1)
    assert len(drawing.mark.points) <= MAX_POINTS
    assert drawing.released((0, 0), 0.1).done


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=60),
    st.floats(0.01, 20),
)
def test_a_simplified_line_stays_near_all_its_points(points, tolerance):
    few = simplified(points, tolerance)
    assert (few[0], few[-1]) == (points[0], points[-1])
    for point in points:
        distances = [distance_to_part(point, a, b) for a, b in pairwise(few)]
        assert min(distances) <= tolerance + 1e-9


def distance_to_part(point, a, b) -> float:
    along = np.subtract(b, a)
    part = np.clip(np.dot(np.subtract(point, a), along) / max(along @ along, 1e-12), 0, 1)
    return float(np.linalg.norm(np.subtract(point, np.add(a, part * along))))


def test_a_simplified_line_keeps_to_a_bound():
    zigzag = [(float(number % 2) * 10, float(number)) for number in range(1000)]
    assert len(simplified(zigzag, 0.1, most=50)) <= 50


BOX = mark(MarkKind.RECTANGLE, (20, 30), (40, 60))


@pytest.mark.parametrize(
    ("handle", "points"),
    [
        (0, ((25, 33), (40, 60))),
        (1, ((25, 30), (40, 63))),
        (2, ((20, 30), (45, 63))),
        (3, ((20, 33), (45, 60))),
        (4, ((25, 30), (40, 60))),
        (5, ((20, 30), (40, 63))),
        (6, ((20, 30), (45, 60))),
        (7, ((20, 33), (40, 60))),
    ],
)
def test_each_handle_of_a_box_moves_its_own_sides(handle, points):
    grip = Grip(mark_id="m1", part=Part.HANDLE, handle=handle)
    at = handles(BOX)[handle]
    change = take_hold(BOX, grip, at, EXTENT).moved((at[0] + 5, at[1] + 3))
    assert change.mark.points == points
    assert len(BOX_HANDLES) == len(handles(BOX)) == 8


def test_a_box_may_be_turned_over_by_a_handle():
    grip = Grip(mark_id="m1", part=Part.HANDLE, handle=0)
    ended = take_hold(BOX, grip, (20, 30), EXTENT).moved((70, 70)).released()
    assert ended.mark.points == ((40, 60), (70, 70))


def test_taking_hold_beside_a_handle_does_not_make_it_jump():
    ruler = mark(MarkKind.RULER, (10, 10), (50, 50))
    grip = Grip(mark_id="m1", part=Part.HANDLE, handle=1)
    assert take_hold(ruler, grip, (52, 49), EXTENT).moved((52, 49)).mark == ruler


def test_a_mark_moved_against_the_edge_keeps_its_shape():
    moved = take_hold(BOX, Grip(mark_id="m1", part=Part.BODY), (30, 40), EXTENT).moved((-500, 1000))
    assert moved.mark.points == ((0, 50), (20, 80))
    assert shifted(BOX, 0, -1000, EXTENT).points == ((20, 0), (40, 30))


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 80)), min_size=3, max_size=20),
    st.floats(-500, 500),
    st.floats(-500, 500),
)
def test_a_moved_mark_never_leaves_the_picture(points, down, right):
    moved = shifted(mark(MarkKind.OUTLINE, *points), down, right, EXTENT)
    for row, column in moved.points:
        assert 0 <= row <= 100
        assert 0 <= column <= 80


RULER = mark(MarkKind.RULER, (10, 10), (10, 50), name="m2")


def test_an_end_comes_before_a_line():
    grip = grip_at([RULER], (12, 11), REACH)
    assert grip == Grip(mark_id="m2", part=Part.HANDLE, handle=0)
    assert grip_at([RULER], (12, 30), REACH) == Grip(mark_id="m2", part=Part.EDGE)
    assert grip_at([RULER], (15, 30), REACH) is None
    assert grip_at([RULER], (10, 56), REACH) is None


def test_a_box_is_held_by_its_inside_and_handles_only_while_selected():
    assert grip_at([BOX], (30, 45), REACH) is None
    assert grip_at([BOX], (20, 30), REACH) == Grip(mark_id="m1", part=Part.EDGE)
    assert grip_at([BOX], (30, 45), REACH, selected="m1") == Grip(mark_id="m1", part=Part.BODY)
    found = grip_at([BOX], (21, 31), REACH, selected="m1")
    assert found == Grip(mark_id="m1", part=Part.HANDLE, handle=0)


@pytest.mark.parametrize("point", [(20, 45), (40, 45), (30, 30), (30, 60), (20, 31)])
def test_every_side_of_a_box_is_met(point):
    assert grip_at([BOX], point, 1.0) == Grip(mark_id="m1", part=Part.EDGE)


def test_the_line_of_an_ellipse_is_met_and_the_corner_of_its_box_is_not():
    ellipse = mark(MarkKind.ELLIPSE, (20, 20), (60, 60))
    on_line = 40 + 20 * math.sin(0.7), 40 + 20 * math.cos(0.7)
    assert grip_at([ellipse], on_line, 0.5) == Grip(mark_id="m1", part=Part.EDGE)
    assert grip_at([ellipse], (21, 21), 4) is None
    assert grip_at([ellipse], (40, 40), 1, selected="m1") is not None
    assert grip_at([ellipse], (24, 24), 1, selected="m1") is None


def test_the_nearest_of_two_wins():
    other = mark(MarkKind.RULER, (16, 10), (16, 50), name="m3")
    near_first = grip_at([RULER, other], (12, 30), 10)
    near_second = grip_at([RULER, other], (14, 30), 10)
    assert near_first is not None
    assert near_second is not None
    assert (near_first.mark_id, near_second.mark_id) == ("m2", "m3")


def test_of_two_upon_each_other_the_upper_or_the_selected_wins():
    upper = mark(MarkKind.RULER, (10, 10), (10, 50), name="m3")
    found = grip_at([RULER, upper], (10, 30), REACH)
    chosen = grip_at([RULER, upper], (10, 30), REACH, selected="m2")
    assert found is not None
    assert chosen is not None
    assert (found.mark_id, chosen.mark_id) == ("m3", "m2")


def test_reach_is_the_same_on_the_screen_where_pixels_are_not_square():
    # Columns twice as wide as rows are high: two columns are four rows.
    end = mark(MarkKind.TEXT, (50, 40))
    assert grip_at([end], (50, 41.9), REACH, aspect=2.0) is not None
    assert grip_at([end], (50, 42.1), REACH, aspect=2.0) is None
    assert grip_at([end], (53.9, 40), REACH, aspect=2.0) is not None


def test_an_outline_of_many_corners_is_moved_as_a_whole():
    outline = mark(MarkKind.OUTLINE, *circle(150))
    assert handles(outline) == ()
    found = grip_at([outline], (50, 60), 2, selected="m1")
    assert found == Grip(mark_id="m1", part=Part.EDGE)
    inside = grip_at([outline], (50, 40), 2, selected="m1")
    assert inside == Grip(mark_id="m1", part=Part.BODY)
