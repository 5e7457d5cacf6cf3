"""What of one case, or of two that are compared, hangs at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reading.hanging import Hanging, alone
from app.reading.stages import (
    Stage,
    hang_some,
    hang_together,
    quadrant_groups,
    stages_of,
    views_of,
)
from inference.recipe import ViewName


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Which views are wanted.

    Views are numbered through: those of the case, then those of the other one.

    Attributes:
        names: of the views of the case.
        others: of the case beside it; empty while none is compared.
        stage: what hangs at once.
        group: in the walk through quadrants, which views are walked through together.
        alone: number of the one view that is shown over the whole area.
    """

    names: tuple[ViewName | None, ...] = ()
    others: tuple[ViewName | None, ...] = ()
    stage: Stage = Stage.ALL
    group: int = 0
    alone: int | None = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Those of the case."""
        return stages_of(self.names)

    @property
    def groups(self) -> int:
        """How many groups the walk through quadrants has."""
        return len(quadrant_groups(self.names))

    @property
    def walks(self) -> bool:
        """Whether quadrants are walked through now."""
        return self.stage is Stage.QUADRANTS and self.alone is None

    @property
    def hanging(self) -> Hanging:
        """Where the wanted views hang."""
        if self.alone is not None:
            return self._alone(self.alone)
        wanted = self._staged(self.names)
        if self.others:
            return hang_together(wanted, self._staged(self.others), len(self.names))
        return wanted

    def at_stage(self, stage: Stage, *, last: bool = False) -> Arrangement:
        """At the beginning of a stage; `last` begins the walk through quadrants at its end."""
        group = self.groups - 1 if stage is Stage.QUADRANTS and last else 0
        return replace(self, stage=stage, group=group, alone=None)

    def next_stage(self, step: int) -> Stage:
        """The stage that comes after (1) or before (−1) this one, round and round."""
        stages = self.stages
        return stages[(stages.index(self.stage) + step) % len(stages)]

    def _alone(self, view: int) -> Hanging:
        """One view, and while comparing beside it the same one of the other case."""
        count, whole = len(self.names), [*self.names, *self.others]
        partners = range(count, len(whole)) if view < count else range(count)
        for partner in partners if self.others else ():
            if whole[view] is not None and whole[partner] == whole[view]:
                first, second = sorted((view, partner))
                return hang_together(alone(first), alone(second), 0)
        return alone(view)

    def _staged(self, names: Sequence[ViewName | None]) -> Hanging:
        if self.stage is Stage.QUADRANTS:
            groups = quadrant_groups(names)
            return hang_some(names, groups[min(self.group, len(groups) - 1)])
        return hang_some(names, views_of(names, self.stage) or range(len(names)))
