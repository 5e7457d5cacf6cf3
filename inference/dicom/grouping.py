"""Which pictures make a case, and in which order its views come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from inference.case import View
from inference.dicom.source_facts import SourceFacts
from inference.recipe import ALL_VIEWS


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
    unique: list[View] = []
    taken = set()
    for view in views:
        unique.append(replace(view, name=None) if view.name in taken else view)
        taken.add(view.name)
    return tuple(sorted(unique, key=_place))


def _place(view: View) -> int:
    return len(ALL_VIEWS) if view.name is None else ALL_VIEWS.index(view.name)


def _free_name(patient: str, taken: Iterable[str]) -> str:
    name, number = patient, 1
    while name in taken:
        number += 1
        name = f"{patient} ({number})"
    return name
