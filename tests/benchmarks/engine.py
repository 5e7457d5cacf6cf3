"""Print how fast and how large the engine is on this machine, for each shipped model bundle.

Run it from the checkout, with Mammogym installed:

    python tests/benchmarks/engine.py
    python tests/benchmarks/engine.py --images 50 --threads 2 --bundle runs/a/bundle

A line of figures is the median (and the smallest and largest) of that many views of different
seeds, each from recipe to 12-bit pixels: random numbers, mapping network, graph, finishing. Every
bundle runs in a process of its own, so that the peak memory is its alone. Only what was measured is
printed; the provider that was used is named.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from inference.machine import peak_memory_mib, processor


def main() -> None:
    """Measure each bundle in a fresh process, or the one that was named in this process."""
    arguments = _parser().parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.images, arguments.threads, arguments.provider)
        return
    from inference.resources import shipped_bundles

    print(f"machine: {processor()}, {platform.platform()}")
    print(f"python {platform.python_version()}, {_versions()}")
    folders = arguments.bundle or shipped_bundles()
    if not folders:
        print("no model bundle ships; name one with --bundle")
    for folder in folders:
        own = [sys.executable, __file__, "--measure", str(folder)]
        options = [f"--{name}={getattr(arguments, name)}" for name in _OPTIONS]
        subprocess.run([*own, *options], check=True)


_OPTIONS = ("images", "threads", "provider")


def measure(folder: Path, images: int, threads: int, provider: str) -> None:
    """Print the figures of one bundle."""
    begin = time.perf_counter()
    from inference.case_generator import CaseGenerator
    from inference.model_bundle import load_bundle

    import_ms = _ms_since(begin)
    begin = time.perf_counter()
    bundle = load_bundle(folder)
    load_ms = _ms_since(begin)
    begin = time.perf_counter()
    generator = CaseGenerator(bundle, provider=provider, threads=threads)
    start_ms = _ms_since(begin)

    manifest = bundle.manifest
    name = generator.view_names[0]
    graph_ms = _times_ms(images, _graph_alone(generator))
    view_ms = _times_ms(
        images, lambda seed: generator.generate(generator.recipe(seed, views=(name,)))
    )
    print()
    print(f"model:            {bundle.label}, {manifest.rows} x {manifest.columns}")
    print(f"provider:         {generator.runtime.provider}, {threads} threads")
    print(f"why:              {generator.runtime.reason}")
    print(f"import:           {import_ms:8.1f} ms")
    print(f"load and check:   {load_ms:8.1f} ms")
    print(f"start of session: {start_ms:8.1f} ms, with a first run")
    print(f"one view:         {_summary(view_ms)}")
    print(f"graph alone:      {_summary(graph_ms)}")
    print(f"peak memory:      {peak_memory_mib() or float('nan'):8.0f} MiB")


def _graph_alone(generator) -> Callable[[int], object]:
    import numpy as np

    manifest = generator.bundle.manifest
    feeds = {
        "styles": np.ones((1, manifest.styles_size), np.float32),
        "noise": np.zeros((1, manifest.noise_size), np.float32),
    }
    return lambda seed: generator.runtime.run(feeds, ["image"])


def _times_ms(images: int, draw: Callable[[int], object]) -> list[float]:
    times = []
    for seed in range(images):
        begin = time.perf_counter()
        draw(seed)
        times.append(_ms_since(begin))
    return times


def _summary(times_ms: list[float]) -> str:
    return (
        f"{statistics.median(times_ms):8.1f} ms (median of {len(times_ms)}, "
        f"{min(times_ms):.1f} to {max(times_ms):.1f})"
    )


def _ms_since(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


def _versions() -> str:
    import numpy
    import onnxruntime

    import inference

    return (
        f"mammogym {inference.__version__}, numpy {numpy.__version__}, "
        f"onnxruntime {onnxruntime.__version__}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--images", type=int, default=30, help="how many images (default 30)")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (default 2)")
    parser.add_argument("--provider", default="cpu", help="what runs the model (default cpu)")
    parser.add_argument("--bundle", type=Path, nargs="+", help="bundles in place of those shipped")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
