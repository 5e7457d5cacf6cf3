"""From a blueprint to its cases: how many have what, and which ones, by the seed alone."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from inference.birads import Composition
from inference.case_sets.blueprint import Blueprint, blueprint_json
from inference.recipe import Technique
from inference.seeds import stream

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """What one case is to have.

    Attributes:
        index: of the case, from 0; its random numbers depend on it and the blueprint's seed.
        lesion: index of the blueprint's lesion; None for a case without.
        density: class of the breasts; None where any will do.
        technique: whose look it has; None takes what the model draws first.
    """

    index: int
    lesion: int | None
    density: Composition | None
    technique: Technique | None


def plan_of(blueprint: Blueprint) -> tuple[CasePlan, ...]:
    """What each case is to have, in reading order.

    Numbers are as near to the shares as whole cases can be; which case has what is drawn.
    """
    sick = round(blueprint.prevalence * blueprint.cases)
    weights = {index: one.weight for index, one in enumerate(blueprint.lesions)}
    lesions: list[int | None] = [*_dealt(weights, sick), *[None] * (blueprint.cases - sick)]
    density: list[Composition | None] = [None] * blueprint.cases
    if blueprint.density is not None:
        density = [*_dealt(blueprint.density.weights, blueprint.cases)]
    technique: list[Technique | None] = [None] * blueprint.cases
    if blueprint.technique:
        technique = [*_dealt(blueprint.technique, blueprint.cases)]
    orders = {
        name: stream(blueprint.seed, "case set", name).permutation(blueprint.cases)
        for name in ("lesions", "density", "technique")
    }
    return tuple(
        CasePlan(
            index=index,
            lesion=lesions[orders["lesions"][index]],
            density=density[orders["density"][index]],
            technique=technique[orders["technique"][index]],
        )
        for index in range(blueprint.cases)
    )


def shares(weights: Mapping[Kind, float], count: int) -> dict[Kind, int]:
    """Whole numbers in proportion to weights, which add up to a count.

    Source: the method of largest remainders (Hamilton); ties go to what is named first.
    """
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    exact = {kind: count * weight / total for kind, weight in weights.items()}
    whole = {kind: int(value) for kind, value in exact.items()}
    rest = np.array([round(exact[kind] - whole[kind], 9) for kind in weights])
    for index in np.argsort(-rest, kind="stable")[: count - sum(whole.values())]:
        whole[list(weights)[index]] += 1
    return whole


def case_id_of(blueprint: Blueprint, bundle_hash: str, index: int) -> str:
    """The random-looking name of a case; who does not know the blueprint cannot tell it."""
    text = "\x1f".join(
        ["mammogym case of a set", blueprint_json(blueprint), bundle_hash, str(index)]
    )
    return hashlib.sha256(text.encode()).hexdigest()[:12].upper()


def _dealt(weights: Mapping[Kind, float], count: int) -> list[Kind]:
    return [kind for kind, number in shares(weights, count).items() for _ in range(number)]
