from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS
from app.reading.mark_grips import Part
from app.reading.marks import MAX_MARKS, Mark, MarkKind
from app.viewer.mark_pointer import KIND_OF_TOOL, MarkPointer
from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window

REACH = 4.0


def view(spacing: tuple[float, float] = (0.5, 0.5)) -> View:
    return View(
        name=None,
        pixels=np.zeros((100, 80), np.uint16),
        greyscale=Greyscale(windows=(Window(center=50, width=100),)),
        pixel_spacing_mm=spacing,
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
    )


@pytest.fixture
def pointer(qtbot: QtBot) -> MarkPointer:
    made = MarkPointer()
    made.show([view(), view()])
    return made


@pytest.fixture
def steps(pointer: MarkPointer) -> list[tuple[Mark, ...]]:
    """What undo would have kept."""
    kept: list[tuple[Mark, ...]] = []
    pointer.marks_changed.connect(kept.append)
    return kept


def drag(pointer: MarkPointer, *points: tuple[float, float], view: int = 0) -> bool:
    taken = pointer.pressed(view, points[0], REACH)
    for point in points[1:]:
        pointer.moved(point)
    pointer.released(points[-1])
    return taken


def with_ruler(pointer: MarkPointer, *ends: tuple[float, float]) -> Mark:
    pointer.tool = "tool_ruler"
    drag(pointer, *(ends or ((10, 10), (50, 50))))
    pointer.tool = "tool_window"
    return pointer.marks[-1]


def test_every_tool_that_draws_is_an_action():
    assert set(KIND_OF_TOOL) <= {spec.name for spec in ACTIONS}
    assert set(KIND_OF_TOOL.values()) == set(MarkKind)


def test_dragging_draws_a_mark_in_one_step_and_selects_it(pointer, steps):
    ruler = with_ruler(pointer)
    assert ruler == Mark(mark_id="m1", view=0, kind=MarkKind.RULER, points=((10, 10), (50, 50)))
    assert steps == [(ruler,)]
    assert pointer.selected == "m1"
    assert pointer.draft is None


def test_the_draft_follows_the_pointer(pointer):
    pointer.tool = "tool_rectangle"
    pointer.pressed(1, (10, 10), REACH)
    pointer.moved((30, 20))
    assert pointer.draft is not None
    assert (pointer.draft.view, pointer.draft.points) == (1, ((10, 10), (30, 20)))
    assert pointer.marks == ()


def test_a_ruler_is_clicked_at_both_ends(pointer, steps):
    pointer.tool = "tool_ruler"
    drag(pointer, (10, 10))
    pointer.moved((30, 30))
    assert steps == []
    drag(pointer, (40, 20))
    assert steps[0][0].points == ((10, 10), (40, 20))


def test_escape_gives_up_a_draft_and_then_the_selection(pointer, steps):
    with_ruler(pointer)
    pointer.tool = "tool_angle"
    drag(pointer, (80, 10), (90, 20))
    assert pointer.cancel()
    assert pointer.draft is None
    assert len(steps) == 1
    pointer.select("m1")
    assert pointer.cancel()
    assert pointer.selected is None
    assert not pointer.cancel()


def test_the_window_tool_leaves_empty_places_to_windowing(pointer):
    with_ruler(pointer)
    assert not pointer.pressed(0, (90, 10), REACH)
    assert pointer.selected is None
    assert not pointer.moved((91, 10))
    assert not pointer.released((91, 10))


def test_an_end_is_moved_by_dragging_it(pointer, steps):
    with_ruler(pointer)
    pointer.select(None)
    assert drag(pointer, (51, 50), (61, 40))
    assert pointer.marks[0].points == ((10, 10), (60, 40))
    assert len(steps) == 2


def test_a_line_is_moved_as_a_whole(pointer, steps):
    with_ruler(pointer)
    assert drag(pointer, (30, 30), (35, 40))
    assert pointer.marks[0].points == ((15, 20), (55, 60))


def test_taking_hold_without_moving_is_no_step(pointer, steps):
    with_ruler(pointer)
    assert drag(pointer, (30, 30))
    assert len(steps) == 1


def test_escape_lets_a_moved_mark_go_back(pointer, steps):
    ruler = with_ruler(pointer)
    pointer.pressed(0, (30, 30), REACH)
    pointer.moved((60, 60))
    assert pointer.draft != ruler
    pointer.cancel()
    pointer.released((60, 60))
    assert pointer.marks == (ruler,)
    assert len(steps) == 1


def test_a_mark_on_another_view_is_not_met(pointer):
    with_ruler(pointer)
    assert not pointer.pressed(1, (30, 30), REACH)


def test_a_tool_that_draws_begins_upon_other_marks(pointer):
    with_ruler(pointer)
    pointer.select(None)
    pointer.tool = "tool_ruler"
    drag(pointer, (30, 30), (30, 70))
    assert [mark.points for mark in pointer.marks] == [
        ((10, 10), (50, 50)),
        ((30, 30), (30, 70)),
    ]


def test_a_tool_that_draws_takes_hold_of_the_selected_mark(pointer):
    with_ruler(pointer)
    pointer.tool = "tool_ruler"
    drag(pointer, (50, 50), (70, 70))
    assert [mark.points for mark in pointer.marks] == [((10, 10), (70, 70))]


def test_a_click_of_a_tool_that_draws_selects_what_lies_there(pointer, steps):
    with_ruler(pointer)
    pointer.select(None)
    pointer.tool = "tool_rectangle"
    drag(pointer, (30, 30))
    assert pointer.selected == "m1"
    assert pointer.draft is None
    assert len(steps) == 1


def test_a_double_click_at_an_empty_place_is_left_to_the_viewer(pointer, steps):
    pointer.tool = "tool_ruler"
    drag(pointer, (30, 30))
    assert not pointer.pressed(0, (30, 30), REACH, double=True)
    pointer.released((30, 30))
    assert pointer.draft is None
    assert steps == []


def test_a_press_on_another_view_gives_up_the_draft(pointer):
    pointer.tool = "tool_angle"
    drag(pointer, (30, 30), (50, 50))
    pointer.pressed(1, (10, 10), REACH)
    assert pointer.draft is not None
    assert pointer.draft.view == 1
    assert pointer.draft.points == ((10, 10),) * 3


def asked(pointer: MarkPointer) -> list[Mark]:
    marks: list[Mark] = []
    pointer.text_asked.connect(marks.append)
    return marks


def test_a_text_is_asked_for_and_becomes_one_step(pointer, steps):
    pointer.tool = "tool_text"
    wanted = asked(pointer)
    drag(pointer, (30, 30))
    assert [mark.points for mark in wanted] == [((30, 30),)]
    assert pointer.marks == ()
    assert pointer.draft == wanted[0]
    pointer.write(wanted[0], "  a\tvessel ")
    assert [mark.text for mark in pointer.marks] == ["avessel"]
    assert pointer.draft is None
    assert len(steps) == 1


def test_a_text_without_words_goes_away(pointer, steps):
    pointer.tool = "tool_text"
    wanted = asked(pointer)
    drag(pointer, (30, 30))
    pointer.write(wanted[0], " ")
    assert (pointer.marks, pointer.draft, steps) == ((), None, [])
    drag(pointer, (30, 30))
    pointer.write(wanted[1], "words")
    pointer.write(pointer.marks[0], "")
    assert pointer.marks == ()


def test_a_double_click_on_a_mark_asks_for_its_text(pointer, steps):
    ruler = with_ruler(pointer)
    wanted = asked(pointer)
    assert pointer.pressed(0, (30, 30), REACH, double=True)
    assert wanted == [ruler]
    pointer.write(ruler, "mass")
    assert pointer.marks[0].text == "mass"
    # What it says goes away, the ruler stays.
    pointer.write(pointer.marks[0], "")
    assert pointer.marks == (ruler,)


def test_a_mark_is_held_by_its_words(pointer):
    with_ruler(pointer)
    assert pointer.pressed(0, (90, 10), REACH, label="m1")
    pointer.moved((95, 15))
    pointer.released((95, 15))
    assert pointer.marks[0].points == ((15, 15), (55, 55))


def test_the_text_tool_takes_hold_of_words_it_wrote(pointer):
    pointer.tool = "tool_text"
    wanted = asked(pointer)
    drag(pointer, (30, 30))
    pointer.write(wanted[0], "words")
    pointer.select(None)
    assert pointer.pressed(0, (30, 50), REACH, double=True, label="m1")
    assert len(wanted) == 2
    assert wanted[1].text == "words"


def test_a_deleted_name_never_comes_again(pointer, steps):
    with_ruler(pointer)
    assert pointer.delete_selected()
    assert not pointer.delete_selected()
    assert with_ruler(pointer).mark_id == "m2"
    assert [len(marks) for marks in steps] == [1, 0, 1]


def test_all_marks_are_deleted_in_one_step(pointer, steps):
    with_ruler(pointer)
    with_ruler(pointer, (80, 10), (80, 60))
    assert pointer.delete_all()
    assert steps[-1] == ()
    assert not pointer.delete_all()
    assert len(steps) == 3


def test_marks_from_elsewhere_are_no_step_and_keep_the_selection(pointer, steps):
    ruler = with_ruler(pointer)
    longer = Mark(mark_id="m1", view=0, kind=MarkKind.RULER, points=((0, 0), (90, 50)))
    pointer.set_marks((longer,))
    assert (pointer.marks, pointer.selected) == ((longer,), "m1")
    pointer.set_marks(())
    assert pointer.selected is None
    assert steps == [(ruler,)]


def test_another_case_begins_without_draft_and_selection(pointer, steps):
    with_ruler(pointer)
    pointer.tool = "tool_angle"
    drag(pointer, (10, 10), (40, 40))
    pointer.show([view()])
    assert (pointer.marks, pointer.draft, pointer.selected) == ((), None, None)


def test_too_many_marks_are_refused_with_a_sentence(pointer, steps):
    marks = tuple(
        Mark(mark_id=f"m{n}", view=0, kind=MarkKind.TEXT, points=((1, 1),), text="x")
        for n in range(1, MAX_MARKS + 1)
    )
    pointer.set_marks(marks)
    sentences: list[str] = []
    pointer.refused.connect(sentences.append)
    pointer.tool = "tool_ruler"
    drag(pointer, (50, 50), (60, 60))
    assert len(sentences) == 1
    assert str(MAX_MARKS) in sentences[0]
    assert pointer.marks == marks


def test_the_cursor_learns_what_a_press_would_hold(pointer):
    with_ruler(pointer)
    assert pointer.grips(0, (10, 10), REACH) is Part.HANDLE
    assert pointer.grips(0, (30, 30), REACH) is Part.EDGE
    assert pointer.grips(0, (90, 10), REACH) is None
    assert pointer.grips(0, (90, 10), REACH, label="m1") is Part.BODY


KEYBOARD: list[tuple[str, Callable[[MarkPointer], bool]]] = [
    ("tool_ruler", lambda p: p.put(0, (50, 40), 20)),
    ("tool_angle", lambda p: p.put(0, (50, 40), 20)),
    ("tool_rectangle", lambda p: p.put(0, (50, 40), 20)),
    ("tool_ellipse", lambda p: p.put(0, (0, 0), 20)),
    ("tool_outline", lambda p: p.put(0, (50, 40), 20)),
    ("tool_arrow", lambda p: p.put(0, (99, 79), 20)),
]


@pytest.mark.parametrize(("tool", "put"), KEYBOARD)
def test_marks_are_drawn_and_moved_by_keyboard(pointer, steps, tool, put):
    pointer.tool = tool
    assert put(pointer)
    before = pointer.marks[0]
    assert pointer.next_handle()
    assert pointer.selected_handle == 0
    pointer.nudge(1, 1)
    after = pointer.marks[0]
    assert after.points != before.points
    for row, column in after.points:
        assert 0 <= row <= 100
        assert 0 <= column <= 80


def test_a_text_is_put_by_keyboard(pointer):
    pointer.tool = "tool_text"
    wanted = asked(pointer)
    assert pointer.put(0, (50, 40), 20)
    pointer.write(wanted[0], "words")
    assert pointer.marks[0].points == ((50, 40),)


def test_the_window_tool_puts_nothing(pointer):
    pointer.tool = "tool_window"
    assert not pointer.put(0, (50, 40), 20)
    assert not pointer.nudge(1, 1)
    assert not pointer.next_handle()
    assert not pointer.select_next(0)


def test_the_keyboard_goes_round_the_marks_of_a_view(pointer):
    with_ruler(pointer)
    with_ruler(pointer, (80, 10), (80, 60))
    pointer.select(None)
    seen = []
    for _ in range(3):
        assert pointer.select_next(0)
        seen.append(pointer.selected)
    assert seen == ["m1", "m2", "m1"]
    pointer.select_next(0, -1)
    assert pointer.selected == "m2"


def test_reach_is_that_of_the_screen_where_pixels_are_not_square(pointer):
    pointer.show([view((0.25, 0.5))])
    with_ruler(pointer, (10, 40), (90, 40))
    # Four rows are two columns wide.
    assert pointer.grips(0, (50, 41.9), REACH) is Part.EDGE
    assert pointer.grips(0, (50, 42.1), REACH) is None


def test_words_of_the_selected_mark_are_in_no_tools_way(pointer: MarkPointer, steps):
    ruler = with_ruler(pointer)
    pointer.select(ruler.mark_id)
    pointer.tool = "tool_rectangle"
    assert pointer.pressed(0, (90, 10), REACH, label=ruler.mark_id)
    pointer.moved((70, 40))
    pointer.released((70, 40))
    assert [mark.kind for mark in pointer.marks] == [MarkKind.RULER, MarkKind.RECTANGLE]
    assert pointer.marks[0] == ruler
