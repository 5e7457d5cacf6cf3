from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reading.undo import Undo


def test_undo_and_redo_walk_through_what_was_done():
    undo = Undo(present="a").pushed("b").pushed("c")
    assert (undo.can_undo, undo.can_redo) == (True, False)
    back = undo.undone().undone()
    assert back.present == "a"
    assert not back.can_undo
    assert back.redone().present == "b"
    assert back.redone().redone() == undo


def test_a_new_step_forgets_what_was_undone():
    undo = Undo(present=1).pushed(2).undone().pushed(3)
    assert undo.states == (1, 3)
    assert not undo.can_redo


def test_an_equal_state_is_no_step():
    undo = Undo(present=(1, 2))
    assert undo.pushed((1, 2)) is undo


def test_only_the_newest_states_are_kept():
    undo = Undo(present=0, longest=3)
    for number in range(1, 10):
        undo = undo.pushed(number)
    assert undo.states == (7, 8, 9)
    assert Undo(present=0, longest=1).pushed(1).states == (1,)


def test_a_replaced_state_is_no_step():
    empty: Undo[str | None] = Undo(present=None)
    undo = empty.replaced("first")
    assert not undo.can_undo
    assert undo.pushed("second").undone().present == "first"


@given(st.lists(st.sampled_from(["push", "undo", "redo", "first"]), max_size=40))
def test_a_list_with_a_position_tells_the_same(steps):
    undo, states, position = Undo(present=0), [0], 0
    for number, step in enumerate(steps, 1):
        if step == "push":
            states[position + 1 :] = [number]
            position += 1
            undo = undo.pushed(number)
        elif step == "undo":
            position = max(position - 1, 0)
            undo = undo.undone()
        elif step == "redo":
            position = min(position + 1, len(states) - 1)
            undo = undo.redone()
        else:
            position = 0
            undo = undo.at(0)
        assert (list(undo.states), undo.position) == (states, position)
        assert undo.present == states[position]
