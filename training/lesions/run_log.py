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
from training.lesions.judgement import LesionJudgement, judged, judged_real, pixel_mm
from training.lesions.patches import LesionPatches, coarsened
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
        self._real: dict[int, LesionJudgement] = {}
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
        self,
        average: ContextGenerator,
        patches: LesionPatches,
        real: LesionPatches,
        progress: LesionProgress,
    ) -> LesionJudgement:
        """Draw on the same patches as ever, and judge what the post-processing leaves.

        The rows of the grid: patches; lesion channels, 0 as middle grey; sums; and sums with
        processed channels, the patch as it was where none survives.

        Args:
            average: the averaged generator.
            patches: to draw on.
            real: whose wanted lesions are compared with.
            progress: of the run.

        Returns:
            The judgement of `JUDGED` lesions, also kept in `survival.jsonl` beside that of real
            ones.
        """
        config, side = self._config, progress.side
        before, channels = drawn_lesions(average, patches, config, side)
        removal = config.task is LesionTask.REMOVAL
        rows: list[list[NDArray[np.uint8]]] = [[], [], [], []]
        for patch, channel in zip(before[:GRID_COLUMNS], channels, strict=False):
            lesion = processed_lesion(channel, removal=removal)
            last = patch if lesion is None else patch + lesion.channel
            for row, values in zip(rows, (patch, channel, patch + channel, last), strict=True):
                row.append(_grey(values))
        pictures = [picture for row in rows for picture in row]
        path = self.folder / "samples" / f"{progress.cur_nimg:08d}-{side}.png"
        write_sheet(path, pictures, columns=GRID_COLUMNS, height=side)
        drawn = judged(before, channels, removal=removal, pixel_mm=pixel_mm(config, side))
        if side not in self._real:
            self._real[side] = judged_real(real, config, side)
        line = {"cur_nimg": progress.cur_nimg, **_plain(drawn)}
        line |= {f"real_{name}": value for name, value in _plain(self._real[side]).items()}
        self._append("survival.jsonl", line)
        return drawn

    def _append(self, name: str, line: dict[str, object]) -> None:
        path = self.folder / name
        with writing(path), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def judged_patches(data: Path, config: LesionConfig) -> LesionPatches | None:
    """Held-out patches to draw on, or None where there are none."""
    try:
        return LesionPatches(
            data, config.task, config.window, held_out=True, percent=config.held_out_percent
        )
    except DatasetError:
        return None


def drawn_lesions(
    average: ContextGenerator, patches: LesionPatches, config: LesionConfig, side: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Patches and lesion channels at full fade: (`JUDGED`, side, side) each.

    Lesions are drawn in the middle, as exported networks do, and taken away where they lie.
    """
    device = next(average.parameters()).device
    before: list[Tensor] = []
    lesions: list[Tensor] = []
    with torch.no_grad():
        for part in range(JUDGED // JUDGED_AT_ONCE):
            windows = patches.inputs(GRID_SEED, "grid", part, JUDGED_AT_ONCE)
            patch = coarsened(windows, side).before
            place = windows.place.to(device) if config.task is LesionTask.REMOVAL else None
            random = stream(GRID_SEED, "grid scalars", part)
            scalars = random_scalars(config.shape.scalars, JUDGED_AT_ONCE, random)
            lesions.append(average(patch.to(device), scalars.to(device), place=place).cpu())
            before.append(patch)
    return torch.cat(before)[:, 0].numpy(), torch.cat(lesions)[:, 0].numpy()


def _plain(judgement: LesionJudgement) -> dict[str, object]:
    return {
        "survive": round(judgement.survive, 4),
        "area": round(judgement.area, 4),
        "contrast": [round(value, 3) for value in judgement.contrast],
    }


def _grey(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.rint((values + 1) * 127.5), 0, 255).astype(np.uint8)
