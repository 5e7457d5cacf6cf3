"""Print how long a slider takes from its move to the 8-bit picture, on this machine.

Run it from the checkout, with Mammogym installed:

    python tests/benchmarks/controls.py
    python tests/benchmarks/controls.py --moves 100 --threads 1 2 --bundle runs/a/bundle

Each move sets one attribute of one case to another position and makes one view anew: recipe
checked, styles, graph, 12-bit view (what is no breast blank), 8-bit grey. Every part of the way is
done for every move, nothing is kept but what the engine itself keeps. A model without controls is
moved between two seeds instead, which costs one mapping more. Median and 95th percentile are
printed for each number of threads; the provider is the CPU.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from inference.machine import processor
from inference.recipe import Recipe


def main() -> None:
    """Measure each bundle and number of threads in a fresh process, or one in this process."""
    arguments = _parser().parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.moves, arguments.threads[0])
        return
    import onnxruntime

    from inference.resources import shipped_bundles

    print(f"machine: {processor()}, {platform.platform()}")
    print(f"python {platform.python_version()}, onnxruntime {onnxruntime.__version__}")
    if hasattr(os, "getloadavg"):
        print(f"load before: {os.getloadavg()[0]:.1f} processes on average in the last minute")
    for folder in arguments.bundle or shipped_bundles():
        for threads in arguments.threads:
            own = [sys.executable, __file__, "--measure", str(folder)]
            options = ["--moves", str(arguments.moves), "--threads", str(threads)]
            subprocess.run([*own, *options], check=True)


def measure(folder: Path, moves: int, threads: int) -> None:
    """Print the figures of one bundle with one number of threads."""
    from inference.case_generator import CaseGenerator
    from inference.edits import edited_noise, edited_styles
    from inference.generator import Generator
    from inference.model_bundle import load_bundle
    from inference.pictures import shown

    bundle = load_bundle(folder)
    cases = CaseGenerator(bundle, provider="cpu", threads=threads)
    engine = Generator(bundle, provider="cpu", threads=threads)
    name = cases.view_names[0]
    what, at = _slider(cases)
    noise = edited_noise(at(0.0), name, bundle.manifest.noise_size)
    styles = edited_styles(at(0.0), name, engine, cases.controls)
    positions = np.resize(np.linspace(-1, 1, 17), moves)
    whole = _times_ms(lambda x: shown(cases.generate(at(x)).views[0]), positions)
    own = _times_ms(lambda x: edited_styles(at(x), name, engine, cases.controls), positions)
    graph = _times_ms(lambda _: engine.draw(styles, noise), positions)
    manifest = bundle.manifest
    print()
    print(f"model:          {bundle.label}, {manifest.rows} x {manifest.columns}, one view")
    print(f"moved:          {what}, {moves} moves; provider cpu, threads {threads}")
    print(f"move to 8 bits: {_summary(whole)}")
    print(f"  styles:       {_summary(own)}")
    print(f"  graph:        {_summary(graph)}")


def _slider(cases) -> tuple[str, Callable[[float], Recipe]]:
    """What is moved, and the recipe with it at −1 … 1."""
    from inference.recipe_edits import Interpolation

    recipe = cases.recipe(7, views=cases.view_names[:1])
    if cases.controls is not None and cases.controls.attributes:
        attribute = cases.controls.attributes[0]
        reach = min(-attribute.low, attribute.high)
        return attribute.name, lambda x: recipe.with_position(attribute.name, reach * x)

    def between(x: float) -> Recipe:
        return replace(recipe, interpolation=(Interpolation(seed=8, weight=(x + 1) / 2),))

    return "between two seeds", between


def _times_ms(move: Callable[[float], object], positions: np.ndarray) -> np.ndarray:
    move(0.0)
    times = []
    for position in positions:
        begin = time.perf_counter()
        move(float(position))
        times.append((time.perf_counter() - begin) * 1000)
    return np.array(times)


def _summary(times_ms: np.ndarray) -> str:
    median, late = np.percentile(times_ms, [50, 95])
    return f"{median:7.1f} ms median, {late:7.1f} ms 95th percentile"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moves", type=int, default=60, help="how many moves (default 60)")
    parser.add_argument(
        "--threads", type=int, nargs="+", default=[1, 2], help="CPU threads (default 1 and 2)"
    )
    parser.add_argument("--bundle", type=Path, nargs="+", help="bundles in place of those shipped")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
