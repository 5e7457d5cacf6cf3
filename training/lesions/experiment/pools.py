"""The patches of the experiment: real lesions, drawn ones and tissue without any, all of film.

Lesions of the corpus are film, so tissue of digital views would be told from them by its look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.lesions.postprocessing import processed_lesion
from inference.recipe import Technique
from training.errors import TrainingError
from training.lesions.config import LesionConfig, LesionTask
from training.lesions.generator import ContextGenerator
from training.lesions.lesion_file import Origin, PatchKind, Status
from training.lesions.patches import FREE, LESION, LesionPatches, Part, coarsened
from training.lesions.training_loop import random_scalars
from training.random_streams import generator as stream

AT_ONCE = 16
LEAST_PATIENTS = 2
LEAST_SURVIVE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pool:
    """Patches of one kind.

    Attributes:
        pictures: (n, 1, side, side), −1 to 1.
        places: (n, 2), where a lesion lies or may lie, as shares of the side.
        patches: (n,) which patch of the file each is a window of.
        patients: (n,) whose.
    """

    pictures: Tensor
    places: Tensor
    patches: NDArray[np.intp]
    patients: NDArray[np.str_]

    def first(self, count: int) -> Pool:
        """At most so many of its patches."""
        return Pool(
            pictures=self.pictures[:count],
            places=self.places[:count],
            patches=self.patches[:count],
            patients=self.patients[:count],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """The patients of one side of the split.

    Attributes:
        patches: theirs.
        lesions: malignant masses.
        tissue: patches with windows free of any lesion.
        side: of a window as the classifier sees it.
    """

    patches: LesionPatches
    lesions: tuple[Part, ...]
    tissue: tuple[Part, ...]
    side: int

    def random(self, parts: Sequence[Part], seed: int, purpose: str, count: int) -> Pool:
        """So many random windows of random parts."""
        random = np.random.default_rng([seed, len(purpose), count])
        chosen = random.integers(len(parts), size=count)
        return self._pool(parts, chosen, seed, purpose)

    def each(self, parts: Sequence[Part], seed: int, purpose: str, looks: int) -> Pool:
        """So many windows of each part, one part after the other."""
        return self._pool(parts, np.repeat(np.arange(len(parts)), looks), seed, purpose)

    def _pool(
        self, parts: Sequence[Part], chosen: NDArray[np.integer], seed: int, purpose: str
    ) -> Pool:
        drawn = [
            coarsened(self.patches.windows([parts[index]], seed, purpose, number, 1), self.side)
            for number, index in enumerate(chosen.tolist())
        ]
        names = np.array([self.patches.patient(part) for part in parts])
        return Pool(
            pictures=torch.cat([one.after for one in drawn]),
            places=torch.cat([one.place for one in drawn]),
            patches=chosen.astype(np.intp),
            patients=names[chosen],
        )


def source(path: Path, config: LesionConfig, *, held_out: bool) -> Source:
    """One side of the split that the lesions' network was trained with.

    Raises:
        DatasetError: the file holds none.
        TrainingError: it holds too few.
    """
    patches = LesionPatches(
        path,
        LesionTask.MASS,
        config.window,
        held_out=held_out,
        percent=config.held_out_percent,
    )
    known = {"technique": Technique.FILM, "origin": Origin.RECORDED}
    lesions = patches.parts(
        "image", "image", LESION, kind=PatchKind.MASS, status=Status.MALIGNANT, **known
    )
    tissue = patches.parts("image", "image", FREE, **known)
    for name, parts in (("malignant masses", lesions), ("tissue without any", tissue)):
        if len({patches.patient(part) for part in parts}) < LEAST_PATIENTS:
            who = "held out" if held_out else "trained on"
            raise TrainingError(
                f"{path} has {name} of fewer than {LEAST_PATIENTS} patients {who}. "
                "Train the network with a larger --held-out-percent, or prepare more patches."
            )
    return Source(patches=patches, lesions=lesions, tissue=tissue, side=config.shape.side)


def with_lesions(network: ContextGenerator, pool: Pool, seed: int, purpose: str) -> Pool:
    """Patches of a pool with lesions that the network draws, where they survive.

    Raises:
        TrainingError: hardly any survives.
    """
    pictures: list[Tensor] = []
    kept: list[int] = []
    for number, start in enumerate(range(0, len(pool.pictures), AT_ONCE)):
        part = slice(start, start + AT_ONCE)
        patch = pool.pictures[part]
        random = stream(seed, f"{purpose} scalars", number)
        scalars = random_scalars(network.shape.scalars, len(patch), random)
        with torch.no_grad():
            channels = network(patch, scalars, place=pool.places[part])[:, 0].numpy()
        for index, channel in enumerate(channels):
            lesion = processed_lesion(channel)
            if lesion is not None:
                drawn = patch[index] + torch.from_numpy(lesion.channel)
                pictures.append(drawn.clamp(-1, 1))
                kept.append(start + index)
    if len(kept) < LEAST_SURVIVE * len(pool.pictures):
        raise TrainingError("Hardly any lesion of this network survives. Train it for longer.")
    return Pool(
        pictures=torch.stack(pictures),
        places=pool.places[kept],
        patches=pool.patches[kept],
        patients=pool.patients[kept],
    )
