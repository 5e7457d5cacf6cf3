"""Where the lesions of a case lie, as lines over its views."""

from __future__ import annotations

from collections.abc import Sequence

from app.viewer.touch import Outline
from inference.lesions.truth import Finding
from inference.recipe import ViewName


def outlines_of(
    findings: Sequence[Finding], views: Sequence[ViewName | None]
) -> dict[int, list[Outline]]:
    """Outlines by the number of the view.

    Args:
        findings: that are true.
        views: of the case, in their order.
    """
    found: dict[int, list[Outline]] = {}
    for number, name in enumerate(views):
        shown = [one for each in findings if name and (one := each.in_view(name.value))]
        polygons = tuple(tuple(polygon) for one in shown for polygon in one.outlines)
        if polygons:
            found[number] = [Outline(polygons=polygons, is_chosen=True)]
    return found
