"""Batches of windows of lesion patches, for each part that a patch plays in a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.errors import DatasetError
from training.lesions.config import LesionTask
from training.lesions.lesion_file import (
    LesionPatch,
    Origin,
    PatchKind,
    Status,
    open_lesion_file,
)
from training.random_streams import generator
from training.registration import window_sums

LEAST_BREAST = 0.9
"""Share of tissue in a window (Wu et al. 2020)."""

LEAST_LESION = 0.8
"""Share of a lesion that a window of it shows."""

LEAST_LESION_SHARE = 0.08
"""Share of a window that a lesion covers: smaller ones are discarded after drawing."""

FREE, LESION = "free", "lesion"
"""Windows without a lesion and its margin, and windows that show one."""

Picture = Literal["image", "without"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A patch in one of its parts.

    Attributes:
        number: of the patch.
        before, after: the picture that a generator is given, and the one that it should give.
        windows: `FREE` or `LESION`.
    """

    number: int
    before: Picture
    after: Picture
    windows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays what in a task.

    Attributes:
        wanted: what the generator is to draw.
        others: the two other classes of the discriminator.
        inputs: what the generator is given; each of the lists equally often.
    """

    wanted: tuple[Part, ...]
    others: tuple[tuple[Part, ...], tuple[Part, ...]]
    inputs: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Windows:
    """Windows of a batch, −1 to 1.

    Attributes:
        before: (batch, 1, side, side).
        after: the same; equal to `before` where there is nothing to draw.
    """

    before: Tensor
    after: Tensor


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stored:
    """A patch in memory, with what is known of it."""

    patch: LesionPatch
    kind: PatchKind
    status: Status
    origin: Origin


class LesionPatches:
    """The patches of a file that play a part in a task.

    Attributes:
        cast: who plays what.
    """

    def __init__(self, path: Path, task: LesionTask, side: int, *, held_out: bool = False) -> None:
        self._path, self._side = path, side
        self._stored = _read(path, held_out)
        # Found once for each patch, not at every step.
        self._places = cache(self._find_places)
        self.cast = self._removal() if task is LesionTask.REMOVAL else self._synthesis(task)
        if not self.cast.wanted or not any(self.cast.inputs):
            who = "held out" if held_out else "to train on"
            raise DatasetError(
                f"{path} holds no patches {who} for {task.value}. Prepare it from another source."
            )

    def windows(
        self, parts: Sequence[Part], seed: int, purpose: str, cur_nimg: int, size: int
    ) -> Windows:
        """Random windows of random patches, turned and mirrored at random.

        Args:
            parts: to choose from, all equally often.
            seed: of the run.
            purpose: tells streams of random numbers apart.
            cur_nimg: images shown before.
            size: of the batch.
        """
        random = generator(seed, purpose, cur_nimg)
        draws = torch.rand((size, 3), generator=random, dtype=torch.float64).numpy()
        # The rounding to 8 bits is undone by the same noise in both pictures.
        noise = torch.rand((size, 1, self._side, self._side), generator=random) - 0.5
        chosen = [parts[int(draw * len(parts))] for draw in draws[:, 0]]
        pairs = [self._pair(p, d[1], d[2]) for p, d in zip(chosen, draws, strict=True)]
        both = torch.from_numpy(np.stack(pairs)).float() + noise
        both = both.clamp(0, 255) / 127.5 - 1
        return Windows(before=both[:, :1], after=both[:, 1:])

    def inputs(self, seed: int, purpose: str, cur_nimg: int, size: int) -> Windows:
        """What the generator is given, with the known answer if there is one."""
        lists = [parts for parts in self.cast.inputs if parts]
        draw = torch.rand((), generator=generator(seed, f"{purpose} list", cur_nimg))
        return self.windows(lists[int(draw * len(lists))], seed, purpose, cur_nimg, size)

    def _pair(self, part: Part, where: float, turn: float) -> NDArray[np.uint8]:
        """Both pictures of a window: (2, side, side)."""
        patch = self._stored[part.number].patch
        places = self._places(part.number, part.windows)
        place = int(places[int(where * len(places))])
        top, left = divmod(place, patch.image.shape[1] - self._side + 1)
        window = (slice(top, top + self._side), slice(left, left + self._side))
        pictures = []
        for name in (part.before, part.after):
            picture = patch.image if name == "image" else patch.without
            assert picture is not None  # parts of patches without one say `image`
            pictures.append(picture[window])
        return _turned(np.stack(pictures), int(turn * 8))

    def _find_places(self, number: int, windows: str) -> NDArray[np.int32]:
        """Where a window may begin: flat indices into (h − side + 1, w − side + 1)."""
        patch, size = self._stored[number].patch, (self._side, self._side)
        if min(patch.image.shape) < self._side:
            return np.zeros(0, np.int32)
        good = window_sums(patch.breast, size) >= LEAST_BREAST * self._side**2
        if windows == FREE:
            good &= window_sums(patch.replaced, size) < 0.5
        else:
            least = max(LEAST_LESION * patch.lesion.sum(), LEAST_LESION_SHARE * self._side**2)
            good &= window_sums(patch.lesion, size) >= least
        return np.flatnonzero(good).astype(np.int32)

    def _parts(
        self, before: Picture, after: Picture, windows: str, **wanted: object
    ) -> tuple[Part, ...]:
        """Patches with some kind and status that offer such windows."""
        found = []
        for number, stored in enumerate(self._stored):
            if any(getattr(stored, name) != value for name, value in wanted.items()):
                continue
            if "without" in (before, after) and stored.patch.without is None:
                continue
            if windows == LESION and stored.kind is PatchKind.NONE:
                continue
            if len(self._places(number, windows)):
                found.append(Part(number=number, before=before, after=after, windows=windows))
        return tuple(found)

    def _synthesis(self, task: LesionTask) -> Cast:
        """Lesions of one kind are drawn; masses have to look malignant, as in the paper."""
        kind, recorded = PatchKind(task.value), Origin.RECORDED
        normal = self._parts("image", "image", FREE)
        filled = self._parts("without", "without", LESION, kind=kind)
        if task is LesionTask.MASS:
            wanted = {"kind": kind, "status": Status.MALIGNANT, "origin": recorded}
            other = {"kind": kind, "status": Status.BENIGN, "origin": recorded}
        else:
            wanted, other = {"kind": kind}, {"kind": PatchKind.MASS, "origin": recorded}
        return Cast(
            wanted=self._parts("without", "image", LESION, **wanted),
            others=(self._parts("without", "image", LESION, **other), normal),
            inputs=(normal, filled),
        )

    def _removal(self) -> Cast:
        """A lesion goes in, and the tissue without it is wanted."""
        pairs = self._parts("image", "without", LESION)
        malignant, benign = (
            self._parts("image", "image", LESION, status=status, origin=Origin.RECORDED)
            for status in (Status.MALIGNANT, Status.BENIGN)
        )
        return Cast(wanted=pairs, others=(malignant, benign), inputs=(pairs,))


def halved(windows: Windows, side: int) -> Windows:
    """Windows at a side: as they are, or at half their size."""
    if windows.before.shape[2] == side:
        return windows
    return Windows(before=F.avg_pool2d(windows.before, 2), after=F.avg_pool2d(windows.after, 2))


def _read(path: Path, held_out: bool) -> list[_Stored]:
    with open_lesion_file(path) as file:
        kinds, statuses, origins = (file.texts(name) for name in ("kind", "status", "origin"))
        wanted = np.flatnonzero(file.numbers("held_out").astype(bool) == held_out).tolist()
        return [
            _Stored(
                patch=file.patch(i),
                kind=PatchKind(kinds[i]),
                status=Status(statuses[i]),
                origin=Origin(origins[i]),
            )
            for i in wanted
        ]


def _turned(pictures: NDArray[np.uint8], turn: int) -> NDArray[np.uint8]:
    """One of the eight ways to turn and mirror: a window has no outline that tells them apart."""
    if turn & 1:
        pictures = pictures[:, ::-1]
    if turn & 2:
        pictures = pictures[:, :, ::-1]
    return pictures.transpose(0, 2, 1) if turn & 4 else pictures
