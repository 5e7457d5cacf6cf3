"""Which pictures make a case, and in which order its views come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from inference.case import View
from inference.dicom.source_facts import SourceFacts
from inference.recipe import ALL_VIEWS, ViewName


def group_by_case(facts: Iterable[SourceFacts]) -> dict[str, list[SourceFacts]]:
    """Put the pictures of an examination together, under a name to show.

    The name is the patient's, with a number from that patient's second examination on.
    """
    groups: dict[str, list[SourceFacts]] = {}
    for fact in facts:
        groups.setdefault(fact.group, []).append(fact)
    named: dict[str, list[SourceFacts]] = {}
    for group in groups.values():
        named[_free_name(group[0].patient, named)] = group
    return named


def ordered_views(views: Sequence[View]) -> tuple[View, ...]:
    """Bring views to the order R CC, L CC, R MLO, L MLO, and those without a name behind.

    Of several with one name the first keeps it: a case has one of each.
    """
    unique = [
        view if name is view.name else replace(view, name=name)
        for view, name in zip(views, unique_names([view.name for view in views]), strict=True)
    ]
    return tuple(sorted(unique, key=lambda view: hung_place(view.name)))


def unique_names(names: Sequence[ViewName | None]) -> list[ViewName | None]:
    """The names that views keep in a case: None for the second of a name, and for the others."""
    return [None if name in names[:number] else name for number, name in enumerate(names)]


def hung_place(name: ViewName | None) -> int:
    """The place of a view in the order of hanging."""
    return len(ALL_VIEWS) if name is None else ALL_VIEWS.index(name)


def _free_name(patient: str, taken: Iterable[str]) -> str:
    name, number = patient, 1
    while name in taken:
        number += 1
        name = f"{patient} ({number})"
    return name
