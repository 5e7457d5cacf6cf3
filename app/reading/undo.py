"""Undo and redo of plain states, whatever they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Generic[T]):
    """The states of something that is edited, and where in them we are.

    Attributes:
        present: the state in use.
        past: the states before, the oldest first.
        future: the states that were undone, the next one first.
        longest: how many states are kept in all.
    """

    present: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    longest: int = LONGEST

    @property
    def can_undo(self) -> bool:
        """Whether a state came before."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone."""
        return bool(self.future)

    @property
    def states(self) -> tuple[T, ...]:
        """All that is kept, the oldest first."""
        return (*self.past, self.present, *self.future)

    @property
    def position(self) -> int:
        """Where in `states` the present one stands."""
        return len(self.past)

    def pushed(self, state: T) -> Undo[T]:
        """With a new state in use; what was undone before is forgotten, as in every editor."""
        if state == self.present:
            return self
        kept = max(self.longest - 1, 0)
        past = (*self.past, self.present)
        return replace(self, past=past[max(len(past) - kept, 0) :], present=state, future=())

    def replaced(self, state: T) -> Undo[T]:
        """With another state in use that is no step of its own, as while a case is opened."""
        return replace(self, present=state)

    def undone(self) -> Undo[T]:
        """With the state before in use."""
        return self.at(self.position - 1)

    def redone(self) -> Undo[T]:
        """With the state after in use."""
        return self.at(self.position + 1)

    def at(self, position: int) -> Undo[T]:
        """With the state of a position in use; beyond the ends it is the first or the last."""
        states = self.states
        index = min(max(position, 0), len(states) - 1)
        return replace(self, past=states[:index], present=states[index], future=states[index + 1 :])
