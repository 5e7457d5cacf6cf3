"""Print how fast and how large training is on this machine, for each stage of a run.

Run it from the checkout, with Mammogym installed:

    python tests/benchmarks/training.py --data data/views.h5
    python tests/benchmarks/training.py --rows 80 --preset smoke

Without --data a small dataset of drawn films is made first. A line of figures is the median (and
the smallest and largest) of that many steps after warm-up, gradient penalties included as often as
in a run. Every stage runs in a process of its own, so that the peak memory is its alone. Only what
was measured is printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from inference.machine import peak_memory_mib, processor

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)  # this file's own folder would hide the package of its name


def main() -> None:
    """Measure each stage in a fresh process, or the one that was named in this process."""
    arguments = _parser().parse_args()
    if arguments.measure:
        measure(arguments)
        return
    from training.config import preset

    config = preset(arguments.preset)
    heights = [stage.rows for stage in config.stages if stage.rows <= arguments.rows]
    if not heights:
        raise SystemExit(f"{arguments.preset} has no stage of {arguments.rows} rows or fewer")
    print(f"machine: {processor()}, {platform.platform()}")
    print(f"python {platform.python_version()}, {_versions()}")
    print(f"preset {arguments.preset}, batch {config.batch}, {config.compute}, cpu")
    with tempfile.TemporaryDirectory() as folder:
        data = arguments.data or _drawn_films(Path(folder), heights[-1])
        print(f"data: {data if arguments.data else 'drawn films'}")
        for rows in heights:
            _in_own_process(arguments, data, rows)


def _in_own_process(arguments: argparse.Namespace, data: Path, rows: int) -> None:
    options = [f"--{name}={getattr(arguments, name)}" for name in ("preset", "steps", "threads")]
    sys.stdout.flush()
    threads = {"OMP_NUM_THREADS": str(arguments.threads)}
    subprocess.run(
        [sys.executable, __file__, f"--measure={rows}", f"--data={data}", *options],
        env={**os.environ, **threads},
        check=True,
    )


def measure(arguments: argparse.Namespace) -> None:
    """Print the figures of one stage."""
    import torch

    from training.allocator import keep_freed_memory
    from training.config import preset
    from training.run_state import RunState
    from training.training_loop import TrainingLoop

    keep_freed_memory()  # as the command does
    torch.set_num_threads(arguments.threads)
    rows, config = arguments.measure, preset(arguments.preset)
    shape = replace(config.shape, rows=rows)
    stage = replace(config.stages[0], rows=rows, kimg=1000)
    config = replace(config, shape=shape, stages=(stage,))
    loop = TrainingLoop(RunState(config, torch.device("cpu")), arguments.data)
    steps = loop.steps()
    begin = time.perf_counter()
    next(steps)  # reads and decodes the first pictures
    first = time.perf_counter() - begin
    seconds = [step.seconds for step in islice(steps, config.r1_interval + arguments.steps)]
    measured = seconds[config.r1_interval :]
    speed = config.batch / statistics.median(measured)
    mean = config.batch * len(measured) / sum(measured)
    print()
    print(f"{rows} x {rows * 4 // 5}, {arguments.threads} threads")
    print(
        f"one step:          {statistics.median(measured):8.3f} s (median of {len(measured)}, "
        f"{min(measured):.3f} to {max(measured):.3f}; the first {first:.3f})"
    )
    print(f"images per second: {speed:8.1f} (median), {mean:.1f} with gradient penalties")
    print(f"peak memory:       {peak_memory_mib() or float('nan'):8.0f} MiB")


def _drawn_films(folder: Path, rows: int) -> Path:
    from tests.training.small_dataset import write_small_dataset

    return write_small_dataset(folder / "films.h5", rows=rows, count=16)


def _versions() -> str:
    import numpy
    import torch

    import inference

    return f"mammogym {inference.__version__}, numpy {numpy.__version__}, torch {torch.__version__}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, metavar="DATA.h5", help="dataset file")
    parser.add_argument("--rows", type=int, default=320, help="highest stage (default 320)")
    parser.add_argument("--preset", default="cpu-640", help="of the run (default cpu-640)")
    parser.add_argument("--steps", type=int, default=16, help="steps to measure (default 16)")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (default 2)")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
