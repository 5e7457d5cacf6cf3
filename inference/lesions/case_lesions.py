"""Lesions put into the views of a case: which breast each lies in, and what the case then shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from inference.case import Case, View
from inference.errors import LesionError
from inference.lesions.breast import SeenBreast, seen_breast, side_of
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding
from inference.recipe import ViewName


def with_lesions(
    case: Case,
    lesions: Sequence[LesionSpec],
    *,
    seed: int = 0,
    view_names: Sequence[ViewName] | None = None,
    draw: Callable[[ViewName], View] | None = None,
) -> Case:
    """A case with lesions in its views, and their truth.

    A lesion is placed by all views of its breast that there are, those too that the case does not
    list: so it stays where it is when a view is added.

    Args:
        case: without lesions.
        lesions: put in one after the other.
        seed: of the lesions' random numbers; a drawn case's own.
        view_names: of all views there are; None takes those of the case.
        draw: gives a view that the case does not list.

    Raises:
        LesionError: one does not fit, nothing draws it, or no view of the case would show it.
    """
    views = {view.name: view for view in case.views if view.name is not None}
    names = list(views) if view_names is None else list(view_names)
    sides = [side for side in ("R", "L") if any(name.image_laterality == side for name in names)]
    if not sides:
        raise LesionError("A lesion needs views whose side and position are known. Name the views.")
    findings: list[Finding] = []
    for side in sides:
        own = [lesion for lesion in lesions if side_of(lesion, seed, sides) == side]
        if own:
            breast = _breast(side, views, names, draw)
            changed, found = breast.with_lesions(own, seed)
            views |= {name: view for name, view in changed.items() if name in views}
            findings += [_shown(finding, views) for finding in found]
    return replace(
        case,
        views=tuple(view if view.name is None else views[view.name] for view in case.views),
        findings=tuple(findings),
    )


def _breast(
    side: str,
    views: dict[ViewName, View],
    names: Sequence[ViewName],
    draw: Callable[[ViewName], View] | None,
) -> SeenBreast:
    own = []
    for name in names:
        if name.image_laterality != side:
            continue
        if name in views:
            own.append(views[name])
        elif draw is not None:
            own.append(draw(name))
    return seen_breast(own)


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
