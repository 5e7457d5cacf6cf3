"""Lesions put into the views of a case: which breast each lies in, and what the case then shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from inference.case import Case, View
from inference.errors import LesionError
from inference.lesions.breast import SeenBreast, seen_breast, side_of
from inference.lesions.removal_spec import Removal
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding
from inference.recipe import ViewName

_DrawnSide = tuple[dict[ViewName, View], tuple[Finding, ...]]


class SeenCase:
    """A case without lesions, which takes them again and again: while one is dragged, for example.

    What insertion needs of a breast is found when a lesion first lies in it, and then kept.

    A lesion is placed by all views of its breast that there are, those too that the case does not
    list: so it stays where it is when a view is added.

    Args:
        case: without lesions.
        seed: of the lesions' random numbers; a drawn case's own.
        view_names: of all views there are; None takes those of the case.
        draw: gives a view that the case does not list.
        removals: what is taken away once the lesions are in.

    Attributes:
        case: without lesions, with the removals made.

    Raises:
        LesionError: no view of the case has a name.
    """

    def __init__(
        self,
        case: Case,
        *,
        seed: int = 0,
        view_names: Sequence[ViewName] | None = None,
        draw: Callable[[ViewName], View] | None = None,
        removals: Sequence[Removal] = (),
    ) -> None:
        self._removals = tuple(removals)
        self.case = self._healed(case)
        self._seed = seed
        self._views = {view.name: view for view in case.views if view.name is not None}
        self._names = list(self._views) if view_names is None else list(view_names)
        self._draw = draw
        self._breasts: dict[str, SeenBreast] = {}
        self._drawn: dict[str, tuple[tuple[LesionSpec, ...], _DrawnSide]] = {}
        self.sides = tuple(
            side
            for side in ("R", "L")
            if any(name.image_laterality == side for name in self._names)
        )
        if not self.sides:
            raise LesionError(
                "A lesion needs views whose side and position are known. Name the views."
            )

    def with_lesions(self, lesions: Sequence[LesionSpec]) -> Case:
        """The case with lesions in its views, and their truth.

        Args:
            lesions: put in one after the other.

        Raises:
            LesionError: one does not fit, nothing draws it, or no view of the case would show it.
        """
        views = dict(self._views)
        findings: list[Finding] = []
        for side in self.sides:
            own = tuple(one for one in lesions if side_of(one, self._seed, self.sides) == side)
            if own:
                changed, found = self._side_with(side, own)
                views |= {name: view for name, view in changed.items() if name in views}
                findings += [_shown(finding, views) for finding in found]
        sick = replace(
            self.case,
            views=tuple(
                view if view.name is None else views[view.name] for view in self.case.views
            ),
            findings=tuple(findings),
        )
        return self._healed(sick)

    def _healed(self, case: Case) -> Case:
        if not self._removals:
            return case
        # Filling takes scipy's solvers, which no other case needs.
        from inference.lesions.removal import with_removals

        return with_removals(case, self._removals)

    def _side_with(self, side: str, lesions: tuple[LesionSpec, ...]) -> _DrawnSide:
        """One breast with its lesions; while those of the other one change, it is kept."""
        kept = self._drawn.get(side)
        if kept is None or kept[0] != lesions:
            kept = lesions, self._breast(side).with_lesions(lesions, self._seed)
            self._drawn[side] = kept
        return kept[1]

    def _breast(self, side: str) -> SeenBreast:
        if side not in self._breasts:
            names = [name for name in self._names if name.image_laterality == side]
            drawn = [self._view(name) for name in names]
            self._breasts[side] = seen_breast([view for view in drawn if view is not None])
        return self._breasts[side]

    def _view(self, name: ViewName) -> View | None:
        if name in self._views:
            return self._views[name]
        return None if self._draw is None else self._draw(name)


def with_lesions(
    case: Case,
    lesions: Sequence[LesionSpec],
    *,
    seed: int = 0,
    view_names: Sequence[ViewName] | None = None,
    draw: Callable[[ViewName], View] | None = None,
) -> Case:
    """A case with lesions in its views, and their truth; see `SeenCase` for the arguments.

    Raises:
        LesionError: one does not fit, nothing draws it, or no view of the case would show it.
    """
    return SeenCase(case, seed=seed, view_names=view_names, draw=draw).with_lesions(lesions)


def _shown(finding: Finding, views: dict[ViewName, View]) -> Finding:
    """The truth of the views that the case lists."""
    shown = tuple(one for one in finding.views if one.view in views)
    if not shown:
        side = "right" if finding.side == "R" else "left"
        named = ", ".join(one.view for one in finding.views)
        raise LesionError(
            f"The {finding.kind.label} lies in the {side} breast and shows in {named}, which the "
            "case does not list. Add such a view, or choose the other side for the lesion."
        )
    return replace(finding, views=shown)
