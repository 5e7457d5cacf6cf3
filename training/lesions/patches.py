"""Batches of windows of lesion patches, for each part that a patch plays in a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from inference.imaging.regions import largest_region
from inference.lesions.postprocessing import LEAST_SHARE, THRESHOLD
from training.errors import DatasetError
from training.lesions.config import LesionTask
from training.lesions.lesion_file import (
    LesionPatch,
    Origin,
    PatchKind,
    Status,
    open_lesion_file,
)
from training.prepare import HELD_OUT_PERCENT, is_held_out
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
        place: (batch, 2), row and column of the lesion's middle as shares of the side; of a window
            without one, where a wanted lesion lies in some window of it.
    """

    before: Tensor
    after: Tensor
    place: Tensor

    def to(self, device: torch.device) -> Windows:
        """The same on a device."""
        before, after, place = (one.to(device) for one in (self.before, self.after, self.place))
        return Windows(before=before, after=after, place=place)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stored:
    """A patch in memory, with what is known of it."""

    patch: LesionPatch
    kind: PatchKind
    status: Status
    origin: Origin
    technique: str
    patient: str


class LesionPatches:
    """The patches of a file that play a part in a task.

    Args:
        path: of the file.
        task: what the patches are for.
        side: of windows in them.
        held_out: whether to take those of patients who are not trained on, or the others.
        percent: of the patients who are not trained on; those that the file holds out always are.

    Attributes:
        cast: who plays what.
    """

    def __init__(
        self,
        path: Path,
        task: LesionTask,
        side: int,
        *,
        held_out: bool = False,
        percent: int = HELD_OUT_PERCENT,
    ) -> None:
        self._path, self._side = path, side
        self._stored = _read(path, held_out, percent)
        # Found once for each patch, not at every step.
        self._places = cache(self._find_places)
        self._middle = cache(self._find_middle)
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
        others = torch.rand((size, 3), generator=random, dtype=torch.float64).numpy()
        place = np.stack(
            [self._place(p, d, other) for p, d, other in zip(chosen, draws, others, strict=True)]
        )
        return Windows(before=both[:, :1], after=both[:, 1:], place=torch.from_numpy(place).float())

    def patient(self, part: Part) -> str:
        """Whose patch it is."""
        return self._stored[part.number].patient

    def inputs(self, seed: int, purpose: str, cur_nimg: int, size: int) -> Windows:
        """What the generator is given, with the known answer if there is one."""
        lists = [parts for parts in self.cast.inputs if parts]
        draw = torch.rand((), generator=generator(seed, f"{purpose} list", cur_nimg))
        return self.windows(lists[int(draw * len(lists))], seed, purpose, cur_nimg, size)

    def _pair(self, part: Part, where: float, turn: float) -> NDArray[np.uint8]:
        """Both pictures of a window: (2, side, side)."""
        patch = self._stored[part.number].patch
        top, left = self._corner(part, where)
        window = (slice(top, top + self._side), slice(left, left + self._side))
        pictures = []
        for name in (part.before, part.after):
            picture = patch.image if name == "image" else patch.without
            assert picture is not None  # parts of patches without one say `image`
            pictures.append(picture[window])
        return _turned(np.stack(pictures), int(turn * 8))

    def _corner(self, part: Part, where: float) -> tuple[int, int]:
        """Row and column at which a window begins."""
        places = self._places(part.number, part.windows)
        place = int(places[int(where * len(places))])
        return divmod(place, self._stored[part.number].patch.image.shape[1] - self._side + 1)

    def _place(
        self, part: Part, draws: NDArray[np.float64], others: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Where the lesion of a window lies, or may lie: row and column, 0 to 1."""
        if part.windows == FREE:
            wanted = self.cast.wanted
            part, draws = wanted[int(others[0] * len(wanted))], others
        point = (self._middle(part.number) - self._corner(part, draws[1])) / self._side
        turn = int(draws[2] * 8)
        flipped = np.where([turn & 1, turn & 2], 1 - point, point)
        return np.clip(flipped[::-1] if turn & 4 else flipped, 0, 1)

    def _find_middle(self, number: int) -> NDArray[np.float64]:
        """Row and column of the middle of a patch's lesion."""
        return np.argwhere(self._stored[number].patch.lesion).mean(axis=0) + 0.5

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

    def parts(
        self, before: Picture, after: Picture, windows: str, **wanted: object
    ) -> tuple[Part, ...]:
        """Patches that offer such windows.

        Args:
            before: the picture given.
            after: the picture wanted.
            windows: `FREE` or `LESION`.
            wanted: what is said of the patch: kind, status, origin, technique.
        """
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
        normal = self.parts("image", "image", FREE)
        filled = self.parts("without", "without", LESION, kind=kind)
        if task is LesionTask.MASS:
            wanted = {"kind": kind, "status": Status.MALIGNANT, "origin": recorded}
            other = {"kind": kind, "status": Status.BENIGN, "origin": recorded}
        else:
            wanted, other = {"kind": kind}, {"kind": PatchKind.MASS, "origin": recorded}
        lesions = self.parts("without", "image", LESION, **wanted)
        return Cast(
            wanted=tuple(part for part in lesions if self._lasts(part.number)),
            others=(self.parts("without", "image", LESION, **other), normal),
            inputs=(normal, filled),
        )

    def _lasts(self, number: int) -> bool:
        """Whether enough of a lesion would be left by the post-processing.

        A network that learned from others would draw, or take away, too little.
        """
        patch = self._stored[number].patch
        assert patch.without is not None  # it was filled
        change = (patch.image.astype(np.float32) - patch.without) / 127.5
        return bool(largest_region(change > THRESHOLD).sum() >= LEAST_SHARE * self._side**2)

    def _removal(self) -> Cast:
        """A lesion goes in, and the tissue without it is wanted."""
        every = self.parts("image", "without", LESION)
        pairs = tuple(part for part in every if self._lasts(part.number))
        malignant, benign = (
            self.parts("image", "image", LESION, status=status, origin=Origin.RECORDED)
            for status in (Status.MALIGNANT, Status.BENIGN)
        )
        return Cast(wanted=pairs, others=(malignant, benign), inputs=(pairs,))


def coarsened(windows: Windows, side: int) -> Windows:
    """Windows at a side that divides theirs: each pixel the mean of those that it covers."""
    factor = windows.before.shape[2] // side
    if factor == 1:
        return windows
    before, after = (F.avg_pool2d(part, factor) for part in (windows.before, windows.after))
    return replace(windows, before=before, after=after)


def _read(path: Path, held_out: bool, percent: int) -> list[_Stored]:
    with open_lesion_file(path) as file:
        kinds, statuses, origins, techniques, patients = (
            file.texts(name) for name in ("kind", "status", "origin", "technique", "patient")
        )
        left_out = file.numbers("held_out").astype(bool)
        if percent > HELD_OUT_PERCENT:
            left_out |= np.array([is_held_out(str(one), percent) for one in patients])
        wanted = np.flatnonzero(left_out == held_out).tolist()
        return [
            _Stored(
                patch=file.patch(i),
                kind=PatchKind(kinds[i]),
                status=Status(statuses[i]),
                origin=Origin(origins[i]),
                technique=str(techniques[i]),
                patient=str(patients[i]),
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
