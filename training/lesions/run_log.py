"""What a run of the contextual network leaves for people: statistics, grids, its configuration."""

from __future__ import annotations

import json
import platform
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.atomic_files import make_folder, write_text
from inference.errors import writing
from inference.lesions.postprocessing import processed_lesion
from training.contact_sheet import write_sheet
from training.errors import DatasetError
from training.lesions.config import LesionConfig, LesionTask, to_plain
from training.lesions.generator import ContextGenerator
from training.lesions.patches import LesionPatches, halved
from training.lesions.training_loop import LesionProgress, random_scalars
from training.random_streams import generator as stream

GRID_COLUMNS = 8
GRID_SEED = 1
JUDGED = 64
"""Patches that tell how many lesions survive the post-processing."""

JUDGED_AT_ONCE = 8


class LesionRunLog:
    """The folder of a run.

    Attributes:
        folder: of the run.
    """

    def __init__(self, folder: Path, config: LesionConfig) -> None:
        self.folder = folder
        self._config = config
        self._sums: dict[str, list[float]] = defaultdict(list)
        self._seconds, self._images = 0.0, 0
        make_folder(folder / "samples")

    def write_configuration(self, data: Path) -> None:
        """Write the configuration with the versions and the machine that ran it."""
        facts = {
            "data": str(data),
            "python": platform.python_version(),
            "torch": torch.__version__,
            "machine": platform.machine(),
            "threads": torch.get_num_threads(),
            "config": to_plain(self._config),
        }
        write_text(self.folder / "config.json", json.dumps(facts, indent=2) + "\n")

    def note(self, progress: LesionProgress) -> None:
        """Take a step into the next line."""
        for name, value in progress.losses.items():
            self._sums[name].append(value)
        self._seconds += progress.seconds
        self._images += self._config.batch

    def write_line(self, progress: LesionProgress) -> None:
        """Append a line to `stats.jsonl`: means since the last one."""
        line = {
            "cur_nimg": progress.cur_nimg,
            "side": progress.side,
            "fade": round(progress.fade, 4),
            "images_per_second": round(self._images / max(self._seconds, 1e-9), 2),
            **{name: round(sum(v) / len(v), 5) for name, v in self._sums.items()},
        }
        self._append("stats.jsonl", line)
        self._sums.clear()
        self._seconds, self._images = 0.0, 0

    def write_grid(
        self, average: ContextGenerator, patches: LesionPatches, progress: LesionProgress
    ) -> float:
        """Draw on the same patches as ever, and count what survives the post-processing.

        The rows of the grid: patches; lesion channels, 0 as middle grey; sums; and sums with
        processed channels, the patch as it was where none survives.

        Returns:
            Share of `JUDGED` lesions that survive, also kept in `survival.jsonl`.
        """
        before, channels = drawn_lesions(average, patches, self._config, progress.side)
        removal = self._config.task is LesionTask.REMOVAL
        rows: list[list[NDArray[np.uint8]]] = [[], [], [], []]
        areas: list[float] = []
        for number, (patch, channel) in enumerate(zip(before, channels, strict=True)):
            lesion = processed_lesion(channel, removal=removal)
            if lesion is not None:
                areas.append(float(lesion.outline.mean()))
            if number < GRID_COLUMNS:
                last = patch if lesion is None else patch + lesion.channel
                for row, values in zip(rows, (patch, channel, patch + channel, last), strict=True):
                    row.append(_grey(values))
        name = f"{progress.cur_nimg:08d}-{progress.side}.png"
        pictures = [picture for row in rows for picture in row]
        write_sheet(
            self.folder / "samples" / name, pictures, columns=GRID_COLUMNS, height=progress.side
        )
        share = len(areas) / len(channels)
        # A channel that brightens the whole patch survives too: its area tells.
        area = float(np.mean(areas)) if areas else 0.0
        line = {"cur_nimg": progress.cur_nimg, "survive": share, "area": round(area, 4)}
        self._append("survival.jsonl", line)
        return share

    def _append(self, name: str, line: dict[str, object]) -> None:
        path = self.folder / name
        with writing(path), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def judged_patches(data: Path, config: LesionConfig) -> LesionPatches | None:
    """Held-out patches to draw on, or None where there are none."""
    try:
        return LesionPatches(data, config.task, config.shape.side, held_out=True)
    except DatasetError:
        return None


def drawn_lesions(
    average: ContextGenerator, patches: LesionPatches, config: LesionConfig, side: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Patches and lesion channels at full fade: (`JUDGED`, side, side) each."""
    device = next(average.parameters()).device
    before: list[Tensor] = []
    lesions: list[Tensor] = []
    with torch.no_grad():
        for part in range(JUDGED // JUDGED_AT_ONCE):
            windows = patches.inputs(GRID_SEED, "grid", part, JUDGED_AT_ONCE)
            patch = halved(windows, side).before
            random = stream(GRID_SEED, "grid scalars", part)
            scalars = random_scalars(config.shape.scalars, JUDGED_AT_ONCE, random)
            lesions.append(average(patch.to(device), scalars.to(device)).cpu())
            before.append(patch)
    return torch.cat(before)[:, 0].numpy(), torch.cat(lesions)[:, 0].numpy()


def _grey(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.rint((values + 1) * 127.5), 0, 255).astype(np.uint8)
