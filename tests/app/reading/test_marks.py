from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.marks import (
    MAX_MARKS,
    MAX_POINTS,
    POINT_COUNTS,
    Mark,
    MarkKind,
    added,
    changed,
    cleaned_text,
    find,
    marks_from_plain,
    marks_to_plain,
    new_id,
    of_view,
    removed,
)
from inference.errors import InputError

coordinates = st.floats(0, 5000)
points = st.tuples(coordinates, coordinates)


@st.composite
def some_marks(draw) -> tuple[Mark, ...]:
    kinds = draw(st.lists(st.sampled_from(list(MarkKind)), max_size=8))
    made = []
    for number, kind in enumerate(kinds, 1):
        fewest, most = POINT_COUNTS[kind]
        made.append(
            Mark(
                mark_id=f"m{number}",
                view=draw(st.integers(0, 3)),
                kind=kind,
                points=tuple(
                    draw(st.lists(points, min_size=fewest, max_size=min(most, fewest + 5)))
                ),
                text=cleaned_text(draw(st.text(max_size=30))),
            )
        )
    return tuple(made)


def ruler(number: int = 1, view: int = 0) -> Mark:
    return Mark(
        mark_id=f"m{number}", view=view, kind=MarkKind.RULER, points=((1.0, 2.0), (3.0, 4.0))
    )


@given(some_marks())
def test_marks_come_back_from_json_as_they_were(marks):
    plain = json.loads(json.dumps(marks_to_plain(marks)))
    assert marks_from_plain(plain, views=4) == marks


def test_marks_are_added_changed_and_removed_by_name():
    first, second = ruler(1), ruler(2, view=1)
    marks = added(added((), first), second)
    assert of_view(marks, 1) == (second,)
    moved = Mark(mark_id="m1", view=0, kind=MarkKind.RULER, points=((9.0, 9.0), (3.0, 4.0)))
    assert changed(marks, moved) == (moved, second)
    assert removed(marks, "m1") == (second,)
    assert find(marks, "m2") is second
    assert find(marks, None) is None


def test_names_count_on_and_never_return():
    assert new_id(()) == "m1"
    assert new_id((ruler(1), ruler(7))) == "m8"
    assert new_id((ruler(1),), above=7) == "m8"


def test_a_name_twice_or_too_many_marks_are_refused():
    with pytest.raises(InputError, match="two marks named m1"):
        added((ruler(1),), ruler(1))
    full = tuple(ruler(number) for number in range(1, MAX_MARKS + 1))
    with pytest.raises(InputError, match=f"at most {MAX_MARKS}"):
        added(full, ruler(MAX_MARKS + 1))


@pytest.mark.parametrize("kind", list(MarkKind))
def test_a_mark_with_too_few_or_too_many_points_is_refused(kind):
    fewest, most = POINT_COUNTS[kind]
    for count in (fewest - 1, most + 1):
        with pytest.raises(InputError, match="points"):
            Mark(mark_id="m1", view=0, kind=kind, points=((0.0, 0.0),) * count)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf"), 1e9])
def test_a_point_that_lies_nowhere_is_refused(wrong):
    with pytest.raises(InputError, match="lies on no picture"):
        Mark(mark_id="m1", view=0, kind=MarkKind.TEXT, points=((0.0, wrong),), text="here")


@pytest.mark.parametrize("text", ["a\x00b", "a\tb", "x" * 501, " blank"])
def test_a_text_that_cannot_be_shown_is_refused_and_can_be_cleaned(text):
    with pytest.raises(InputError, match="text of mark m1"):
        Mark(mark_id="m1", view=0, kind=MarkKind.TEXT, points=((0.0, 0.0),), text=text)
    cleaned = cleaned_text(text)
    Mark(mark_id="m1", view=0, kind=MarkKind.TEXT, points=((0.0, 0.0),), text=cleaned)


def test_a_long_text_with_a_blank_at_its_cut_is_still_clean():
    assert cleaned_text(cleaned_text("x" * 499 + " y")) == cleaned_text("x" * 499 + " y")


def plain(**values: object) -> list[object]:
    made = {"id": "m1", "view": 0, "kind": "ruler", "points": [[1, 2], [3, 4]], "text": ""}
    return [{key: value for key, value in {**made, **values}.items() if value != "absent"}]


@pytest.mark.parametrize(
    "values",
    [
        None,
        {"id": "m1"},
        ["mark"],
        plain(id=7),
        plain(id="no name"),
        plain(view=2),
        plain(view=-1),
        plain(view=True),
        plain(view="0"),
        plain(kind="circle"),
        plain(kind=["ruler"]),
        plain(points="absent"),
        plain(points=[[1, 2]]),
        plain(points=[[1, 2], [3, "4"]]),
        plain(points=[[1, 2], [3, 4, 5]]),
        plain(points=[[1, 2], [3, 10**400]]),
        plain(points=[[1, 2], [3, float("nan")]]),
        plain(points=[[1, 2]] * (MAX_POINTS + 1), kind="outline"),
        plain(text=5),
        plain(text="x" * 501),
        plain(colour="red"),
        plain() * 2,
        plain() * (MAX_MARKS + 1),
    ],
)
def test_values_that_are_no_marks_are_refused_with_a_sentence(values):
    with pytest.raises(InputError, match=r"\.$"):
        marks_from_plain(values, views=2)
