"""What a set holds, against what its blueprint asked for: a table for the educator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from inference.birads import Composition
from inference.case_sets.blueprint import Blueprint
from inference.case_sets.case_truth import CaseTruth
from inference.case_sets.lesion_choice import difficulty_of
from inference.case_sets.plan import plan_of, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """One line of the table.

    Attributes:
        group: what is counted: `cases`, `abnormal`, `density`, `lesion`, `difficulty`, `technique`
            or `doubtful`.
        name: which of the group.
        asked: how many the blueprint asks for; None where it leaves it open.
        present: how many there are.
    """

    group: str
    name: str
    asked: int | None
    present: int

    @property
    def met(self) -> bool:
        """Whether there are as many as asked."""
        return self.asked is None or self.asked == self.present


def balance(truths: Sequence[CaseTruth], blueprint: Blueprint | None) -> tuple[BalanceRow, ...]:
    """Count what cases have against what a blueprint asks for.

    Args:
        truths: of the cases, those that were accepted so far.
        blueprint: None for a set that was put together by hand.
    """
    wanted = _asked(blueprint) if blueprint is not None else {}
    present: dict[str, Counter[str]] = {
        "cases": Counter({"all": len(truths)}),
        "abnormal": Counter({"with a lesion": sum(bool(truth.findings) for truth in truths)}),
        "density": Counter(truth.composition.value for truth in truths if truth.composition),
        "lesion": Counter(_lesion_name(truth) for truth in truths if truth.findings),
        "difficulty": Counter(
            difficulty_of(max(one.contrast_to_noise for one in truth.findings))
            for truth in truths
            if truth.findings
        ),
        "technique": Counter(truth.recipe.technique.value for truth in truths if truth.recipe),
        "doubtful": Counter({"flagged": sum(truth.flags.doubtful for truth in truths)}),
    }
    return tuple(
        BalanceRow(
            group=group,
            name=name,
            asked=wanted[group].get(name, 0) if group in wanted else None,
            present=counted[name],
        )
        for group, counted in present.items()
        for name in _names(group, counted, wanted.get(group, {}))
    )


def _asked(blueprint: Blueprint) -> dict[str, dict[str, int]]:
    """How many the blueprint asks for, by group and name, without groups that it leaves open."""
    plans = plan_of(blueprint)
    sick = [plan.lesion for plan in plans if plan.lesion is not None]
    wanted: dict[str, dict[str, int]] = {
        "cases": {"all": blueprint.cases},
        "abnormal": {"with a lesion": len(sick)},
        "lesion": _counted(blueprint.lesions[index].label for index in sick),
    }
    if blueprint.density is not None:
        dealt = shares(blueprint.density.weights, blueprint.cases)
        wanted["density"] = {kind.value: count for kind, count in dealt.items()}
    if blueprint.technique:
        wanted["technique"] = _counted(plan.technique.value for plan in plans if plan.technique)
    hard = [blueprint.lesions[index].difficulty for index in sick]
    if all(one is not None for one in hard) and hard:
        wanted["difficulty"] = _counted(one.value for one in hard if one is not None)
    return wanted


def _lesion_name(truth: CaseTruth) -> str:
    return truth.asked.lesion or truth.findings[0].kind.value


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names))


def _names(group: str, present: Mapping[str, int], wanted: Mapping[str, int]) -> list[str]:
    """The names of a group: in their own order where they have one."""
    orders: dict[str, Sequence[Hashable]] = {
        "density": [one.value for one in Composition],
        "difficulty": ["easy", "medium", "hard", "very easy", "very hard"],
    }
    known = sorted({*present, *wanted})
    order = orders.get(group)
    return known if order is None else sorted(known, key=order.index)
