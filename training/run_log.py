"""What a run leaves for people: a line of statistics a tick, sample grids, its configuration."""

from __future__ import annotations

import json
import platform
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import torch

from inference.atomic_files import make_folder, write_text
from inference.errors import writing
from inference.machine import peak_memory_mib
from training.config import TrainingConfig, to_plain
from training.contact_sheet import write_sheet
from training.networks.generator import Generator
from training.run_state import Selection
from training.sampling import conditions, draw
from training.training_loop import Progress

GRID_COLUMNS = 8
GRID_SEED = 1


class RunLog:
    """The folder of a run.

    Attributes:
        folder: of the run.
    """

    def __init__(self, folder: Path, config: TrainingConfig) -> None:
        self.folder = folder
        self._config = config
        self._sums: dict[str, list[float]] = defaultdict(list)
        self._seconds = 0.0
        self._images = 0
        make_folder(folder / "samples")

    def write_configuration(self, data: Path) -> None:
        """Write the resolved configuration with the versions and the machine that ran it."""
        facts = {
            "data": str(data),
            "python": platform.python_version(),
            "torch": torch.__version__,
            "machine": platform.machine(),
            "threads": torch.get_num_threads(),
            "config": to_plain(self._config),
        }
        write_text(self.folder / "config.json", json.dumps(facts, indent=2) + "\n")

    def note(self, progress: Progress) -> None:
        """Take a step into the next line."""
        for name, value in progress.losses.items():
            self._sums[name].append(value)
        self._seconds += progress.seconds
        self._images += self._config.batch

    def write_line(self, progress: Progress, augment_p: float) -> None:
        """Append a line to `stats.jsonl`: means since the last one."""
        peak = peak_memory_mib()
        line = {
            "cur_nimg": progress.cur_nimg,
            "rows": progress.rows,
            "fade": round(progress.fade, 4),
            "augment_p": round(augment_p, 4),
            "images_per_second": round(self._images / max(self._seconds, 1e-9), 2),
            "peak_memory_mb": None if peak is None else round(peak),
            **{name: round(sum(v) / len(v), 5) for name, v in self._sums.items()},
        }
        path = self.folder / "stats.jsonl"
        with writing(path), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self._sums.clear()
        self._seconds, self._images = 0.0, 0

    def write_selection(self, found: Selection) -> None:
        """Append a line to `selection.jsonl`: the best average of one comparison."""
        path = self.folder / "selection.jsonl"
        with writing(path), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(found)) + "\n")

    def write_grid(self, g_ema: Generator, progress: Progress) -> None:
        """Draw every condition from the same latents: a row each, at ψ = 0.8."""
        rows = conditions(g_ema.shape).repeat_interleave(GRID_COLUMNS, dim=0)
        pictures = draw(g_ema, rows, seed=GRID_SEED, truncation_psi=0.8, rows=progress.rows)
        name = f"{progress.cur_nimg:08d}-{progress.rows}.png"
        write_sheet(
            self.folder / "samples" / name,
            list(pictures),
            columns=GRID_COLUMNS,
            height=min(progress.rows, 320),
        )
