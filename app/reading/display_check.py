"""The search for faint squares, which finds what a display and the eyes before it tell apart.

A square that is a little brighter than its surroundings stands at a place by chance. Who finds it
twice in a row sees a fainter one, who misses it a stronger one, until the direction has changed
often enough (Levitt, Transformed up-down methods in psychoacoustics, JASA 49, 1971). This is done
on a dark, a middle and a bright grey.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from inference.seeds import stream

BACKGROUNDS = (20, 128, 232)
"""Greys out of 255 on which squares are sought."""
CONTRASTS = (20, 14, 10, 7, 5, 4, 3, 2, 1)
"""How much brighter a square is, out of 255, from plain to the faintest that 8 bits can show."""
HITS_TO_GO_DOWN = 2
TURNS = 4
MOST_TRIALS = 24
SQUARE_PART = 0.055
"""Side of a square over that of the field."""
EDGE_PART = 0.06
CELLS = 3
"""Rows and columns of cells by which a place can be named with the keys 1 to 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A faint square to be found.

    Attributes:
        background: grey around it, 0 to 255.
        contrast: how much brighter it is.
        row: of its upper edge, as a part of the field's side.
        column: of its left edge.
    """

    background: int
    contrast: int
    row: float
    column: float

    def covers(self, row: float, column: float) -> bool:
        """Whether a point of the field, in parts of its side, lies on the square."""
        return (
            self.row <= row <= self.row + SQUARE_PART
            and self.column <= column <= self.column + SQUARE_PART
        )

    @property
    def cell(self) -> int:
        """The number 1 to 9 of the cell in which its middle lies, in the order of reading."""
        middle = SQUARE_PART / 2
        return int((self.row + middle) * CELLS) * CELLS + int((self.column + middle) * CELLS) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Staircase:
    """The search on one grey so far.

    Attributes:
        step: which of `CONTRASTS` comes next.
        answers: of every trial its contrast, and whether the square was found.
        hits: found in a row at this step.
        turns: how often the direction has changed.
        downward: whether the last change was to a fainter square.
    """

    step: int = 0
    answers: tuple[tuple[int, bool], ...] = ()
    hits: int = 0
    turns: int = 0
    downward: bool = True

    @property
    def ended(self) -> bool:
        """Whether enough is known."""
        faintest = self.step == len(CONTRASTS) - 1 and self.hits >= HITS_TO_GO_DOWN
        missed_plainest = [found for c, found in self.answers if c == CONTRASTS[0]].count(False)
        return (
            faintest
            or missed_plainest >= HITS_TO_GO_DOWN
            or self.turns >= TURNS
            or len(self.answers) >= MOST_TRIALS
        )

    @property
    def smallest_seen(self) -> int | None:
        """The faintest contrast that was found more often than missed, twice at least."""
        seen = [
            contrast
            for contrast in CONTRASTS
            if self._found(contrast) >= HITS_TO_GO_DOWN
            and self._found(contrast) > len(self._answers_at(contrast)) / 2
        ]
        return min(seen, default=None)

    def answered(self, found: bool) -> Staircase:
        """The search after one more answer."""
        answers = (*self.answers, (CONTRASTS[self.step], found))
        hits = self.hits + 1 if found else 0
        if found and hits < HITS_TO_GO_DOWN:
            return replace(self, answers=answers, hits=hits)
        last = len(CONTRASTS) - 1
        step = min(self.step + 1, last) if found else max(self.step - 1, 0)
        turned = bool(self.answers) and found is not self.downward
        return Staircase(
            step=step,
            answers=answers,
            # At the faintest there is nowhere to go; the hits say that it was reached.
            hits=hits if found and self.step == last else 0,
            turns=self.turns + turned,
            downward=found,
        )

    def _answers_at(self, contrast: int) -> list[bool]:
        return [found for at, found in self.answers if at == contrast]

    def _found(self, contrast: int) -> int:
        return self._answers_at(contrast).count(True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareSearch:
    """The search on every grey, one after the other.

    Attributes:
        seed: of the places.
        staircases: one for each of `BACKGROUNDS`.
    """

    seed: int
    staircases: tuple[Staircase, ...] = field(default=(Staircase(),) * len(BACKGROUNDS))

    @property
    def square(self) -> Square | None:
        """What is to be found next; None when the search has ended."""
        at = self._current
        if at is None:
            return None
        stairs = self.staircases[at]
        chance = stream(self.seed, "display check", BACKGROUNDS[at], len(stairs.answers))
        row, column = chance.uniform(EDGE_PART, 1 - EDGE_PART - SQUARE_PART, size=2)
        return Square(
            background=BACKGROUNDS[at],
            contrast=CONTRASTS[stairs.step],
            row=float(row),
            column=float(column),
        )

    @property
    def part_done(self) -> float:
        """About how much of the search is done, 0 to 1."""
        ended = sum(stairs.ended for stairs in self.staircases)
        at = self._current
        running = 0.0
        if at is not None:
            running = min(len(self.staircases[at].answers) / MOST_TRIALS, 0.95)
        return (ended + running) / len(self.staircases)

    def answered(self, found: bool) -> SquareSearch:
        """The search after one more answer."""
        at = self._current
        if at is None:
            return self
        stairs = list(self.staircases)
        stairs[at] = stairs[at].answered(found)
        return replace(self, staircases=tuple(stairs))

    @property
    def smallest_seen(self) -> dict[int, int | None]:
        """The faintest contrast found on each grey."""
        return {
            background: stairs.smallest_seen
            for background, stairs in zip(BACKGROUNDS, self.staircases, strict=True)
        }

    @property
    def _current(self) -> int | None:
        return next((i for i, stairs in enumerate(self.staircases) if not stairs.ended), None)
