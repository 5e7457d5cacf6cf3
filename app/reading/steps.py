"""The order in which things of several kinds were done, so that undo takes back the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What was done, by kind, and what was undone.

    Each kind has an undo of its own; this says whose turn it is.

    Attributes:
        done: kinds, the oldest first.
        undone: kinds that can be redone, the next one last.
    """

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    @property
    def to_undo(self) -> str | None:
        """The kind of what is undone next."""
        return self.done[-1] if self.done else None

    @property
    def to_redo(self) -> str | None:
        """The kind of what is redone next."""
        return self.undone[-1] if self.undone else None

    def did(self, kind: str) -> Steps:
        """With one thing more; what was undone is forgotten, as in every editor."""
        return Steps(done=(*self.done, kind)[-LONGEST:])

    def undid(self) -> Steps:
        """With the last thing taken back."""
        if not self.done:
            return self
        return replace(self, done=self.done[:-1], undone=(*self.undone, self.done[-1]))

    def redid(self) -> Steps:
        """With the thing done again that was taken back last."""
        if not self.undone:
            return self
        return replace(self, done=(*self.done, self.undone[-1]), undone=self.undone[:-1])
