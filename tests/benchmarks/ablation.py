"""Compare ways of training: short runs that differ in one thing, measured alike.

    python tests/benchmarks/ablation.py --data data/views.h5 --runs runs/ablation [--only NAME …]

Each run is 30 thousand images at 80 × 64, with two seeds, and takes about ten minutes on one core.
A run that stands is not repeated, one that was broken off goes on. The table goes to standard
output: the chosen average of each run against held-out views.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.ablation_figures import RunFigures, floor_figures, run_figures
from training.training_loop import BEST

SEEDS = (0, 1)
ROWS = 80
GROWN = ("--stages", "20:5,40:8,80:17")
RELATIVISTIC = ("--loss", "relativistic", "--penalty-interval", "8", "--penalty-weight")
WASSERSTEIN = ("--loss", "wasserstein", "--penalty-interval", "4", "--penalty-weight", "10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of training.

    Attributes:
        name: of its folder.
        title: for the table.
        options: of `mammogym-train train`, beside preset, seed and data.
    """

    name: str
    title: str
    options: tuple[str, ...]


WAYS = (
    Way(name="non-saturating", title="non-saturating, lazy R1 (γ 1/16)", options=()),
    Way(
        name="relativistic",
        title="relativistic, lazy R1 + R2 (γ 1/16)",
        options=(*RELATIVISTIC, "0.0625"),
    ),
    Way(
        name="wasserstein",
        title="WGAN-GP (λ 10, lazy), grown 20 → 40 → 80, rate × 0.75",
        options=(*WASSERSTEIN, *GROWN, "--learning-rate", "0.0015"),
    ),
    Way(
        name="relativistic-helper",
        title="relativistic, and a helper on frozen lite0 features from 15 % to 67 %",
        options=(*RELATIVISTIC, "0.0625", "--helper", "lite0"),
    ),
)


def main() -> None:
    """Run what is missing, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA.h5")
    parser.add_argument("--runs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="ways, all if left out")
    parser.add_argument("--seeds", nargs="*", type=int, default=list(SEEDS))
    arguments = parser.parse_args()
    ways = [way for way in WAYS if not arguments.only or way.name in arguments.only]
    for seed in arguments.seeds:
        for way in ways:
            train(way, seed, arguments.data, run_folder(arguments.runs, way, seed))
    print(table(ways, arguments.seeds, arguments.data, arguments.runs))


def table(ways: list[Way], seeds: list[int], data: Path, runs: Path) -> str:
    """A Markdown table, a line for each way, the seeds side by side."""
    lines = [
        "| way | seeds | sliced Wasserstein | kernel distance | precision | recall | chosen at |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for way in ways:
        found = [run_figures(run_folder(runs, way, seed) / BEST, data) for seed in seeds]
        lines.append(row(way.title, found))
    lines.append(row("real against real, two halves", [floor_figures(data, ROWS)]))
    return "\n".join(lines)


def row(title: str, found: list[RunFigures]) -> str:
    """A line of the table."""
    cells = [
        title,
        str(len(found)),
        " / ".join(f"{f.sliced_wasserstein:.0f}" for f in found),
        " / ".join(f"{f.kernel_distance:.2f}" for f in found),
        " / ".join(f"{f.precision:.2f}" for f in found),
        " / ".join(f"{f.recall:.2f}" for f in found),
        " / ".join(f"{f.cur_nimg / 1000:.0f} k" if f.cur_nimg else "–" for f in found),
    ]
    return f"| {' | '.join(cells)} |"


def run_folder(runs: Path, way: Way, seed: int) -> Path:
    """Where a run stands."""
    return runs / f"{way.name}-{seed}"


def train(way: Way, seed: int, data: Path, folder: Path) -> None:
    """One run, from wherever it stands to its end."""
    command = [sys.executable, "-m", "training", "train", "--preset", "ablation-80"]
    command += ["--data", str(data), "--run-dir", str(folder), "--seed", str(seed), *way.options]
    print(way.title, "seed", seed, file=sys.stderr)
    subprocess.run(command, check=True, env={"OMP_NUM_THREADS": "1", **os.environ})


if __name__ == "__main__":
    main()
