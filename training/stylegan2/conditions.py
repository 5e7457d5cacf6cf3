"""What an imported network can be asked for: which label column stands for which view or look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inference.recipe import Technique
from training.errors import TrainingError
from training.networks.shape import VIEW_POSITIONS
from training.stylegan2.published import PublishedGenerator
from training.stylegan2.stored_tensors import Array

ALWAYS, NEVER = "always", "never"
_TECHNIQUES = tuple(technique.value for technique in Technique)
MEANINGS = (*VIEW_POSITIONS, *_TECHNIQUES, ALWAYS, NEVER)
"""What a column of a network's label can stand for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImportedConditions:
    """The conditions of an imported network, as the engine asks for them.

    Attributes:
        views: view positions it can be asked for; empty where it draws one or the other unasked.
        techniques: looks it can be asked for, or its only one.
        embed_weight: (E, views + techniques), the embedding of each.
        embed_bias: (E,); E is 0 for a network without labels.
    """

    views: tuple[str, ...]
    techniques: tuple[str, ...]
    embed_weight: Array
    embed_bias: Array


def read_conditions(
    generator: PublishedGenerator, labels: Sequence[str], view: str | None, technique: str
) -> ImportedConditions:
    """Find what a network can be asked for.

    Args:
        generator: the network.
        labels: for each column of its label one of `MEANINGS`.
        view: what it draws, where no column says so; None where it draws CC and MLO mixed.
        technique: whose look it draws, where no column says so.

    Raises:
        TrainingError: the labels do not fit the network or contradict each other.
    """
    _check(generator.label_count, labels, view)
    views = tuple(label for label in labels if label in VIEW_POSITIONS) or ((view,) if view else ())
    techniques = tuple(label for label in labels if label in _TECHNIQUES) or (technique,)
    if generator.embed is None:
        weight, bias = np.zeros((0, 0), np.float32), np.zeros(0, np.float32)
    else:
        weight, bias = generator.embed.weight, generator.embed.bias
    columns = [
        weight[:, labels.index(name)] if name in labels else np.zeros(len(bias), np.float32)
        for name in (*views, *techniques)
    ]
    always = [weight[:, column] for column, label in enumerate(labels) if label == ALWAYS]
    return ImportedConditions(
        views=views,
        techniques=techniques,
        embed_weight=np.stack(columns, axis=1),
        embed_bias=bias + sum(always, np.zeros(len(bias), np.float32)),
    )


def _check(label_count: int, labels: Sequence[str], view: str | None) -> None:
    if unknown := [label for label in labels if label not in MEANINGS]:
        raise TrainingError(
            f"A label cannot stand for {unknown[0][:80]!r}; choose of {', '.join(MEANINGS)}."
        )
    if len(labels) != label_count:
        has = f"labels of {label_count} columns" if label_count else "no labels"
        raise TrainingError(
            f"The network has {has}, and {len(labels)} meanings are given. Say with --labels what "
            f"each column stands for, for example --labels {','.join(_example(label_count))}."
            if label_count
            else f"The network has {has}. Leave --labels out."
        )
    named = [label for label in labels if label not in (ALWAYS, NEVER)]
    if len(set(named)) < len(named):
        raise TrainingError("Two columns of the label stand for the same. Give one of them never.")
    if view is not None and set(labels) & set(VIEW_POSITIONS):
        raise TrainingError("The labels name views already. Leave --view out.")


def _example(label_count: int) -> list[str]:
    return [*VIEW_POSITIONS, *[NEVER] * label_count][:label_count]
