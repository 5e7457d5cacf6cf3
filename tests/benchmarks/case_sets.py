"""Print how long building a case set takes on this machine, and how much memory.

Run it from the checkout, with Mammogym installed:

    python tests/benchmarks/case_sets.py
    python tests/benchmarks/case_sets.py --cases 50 --workers 2 --density

The cases have four views, and every second one a lesion. Only what was measured is printed: the
time from the command to the finished file, the same per case without starting up, and the peak
memory of the largest process while each tenth of the cases was drawn.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from inference.case_sets.blueprint import Blueprint, blueprint_from_toml
from inference.case_sets.building import build
from inference.case_sets.files import read_case_set
from inference.case_sets.workers import Processes, ThisProcess
from inference.machine import processor
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle

BLUEPRINT = """
title = "Benchmark"
cases = {cases}
seed = 1
prevalence = 0.5

[[lesions]]
kind = "mass"
words = {{shape = ["oval", "round", "irregular"], margin = ["circumscribed", "spiculated"]}}
size_mm = [8, 25]

[[lesions]]
kind = "calcifications"
"""
DENSITY = "\n[density]\nb = 3\nc = 1\n"


def main() -> None:
    """Build a set once and print the figures."""
    arguments = _parser().parse_args()
    text = BLUEPRINT.format(cases=arguments.cases) + (DENSITY if arguments.density else "")
    bundle = load_bundle(arguments.bundle or shipped_bundle())
    print(f"machine: {processor()}, {platform.platform()}")
    print(f"model: {bundle.label}, {bundle.manifest.rows} x {bundle.manifest.columns}")
    print(f"cases: {arguments.cases} of four views, {arguments.workers} processes")
    with tempfile.TemporaryDirectory() as folder:
        _measure(blueprint_from_toml(text), bundle.folder, arguments.workers, Path(folder))


def _measure(blueprint: Blueprint, bundle: Path, workers: int, folder: Path) -> None:
    target = folder / "set.mgset"
    begin = time.perf_counter()
    first = begin
    tenths: list[str] = []
    steps = build(
        blueprint,
        load_bundle(bundle),
        target,
        workers=ThisProcess() if workers == 1 else Processes(workers),
    )
    for step in steps:
        first = time.perf_counter() if step.done == 1 else first
        if step.done % max(1, step.total // 10) == 0:
            tenths.append(f"{_largest_mib():.0f}")
    end = time.perf_counter()
    begin_reading = time.perf_counter()
    read_case_set(target)
    cases = max(1, blueprint.cases - 1)
    print(f"whole: {end - begin:8.1f} s")
    print(f"per case after the first: {(end - first) / cases:8.3f} s")
    print(f"memory of the largest process by tenths: {', '.join(tenths)} MiB")
    print(f"file: {target.stat().st_size / 1e6:8.1f} MB")
    print(f"opening it, all checksums: {time.perf_counter() - begin_reading:8.2f} s")


def _largest_mib() -> float:
    """Memory in use by the largest of this process and its children, where the system tells."""
    own = os.getpid()
    sizes = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except (OSError, ValueError):
            continue
        if own in (int(lines["Pid"]), int(lines["PPid"])) and "VmRSS" in lines:
            sizes.append(int(lines["VmRSS"].split()[0]) / 1024)
    return max(sizes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--density", action="store_true", help="ask for a mix of densities")
    parser.add_argument("--bundle", type=Path)
    return parser


if __name__ == "__main__":
    main()
