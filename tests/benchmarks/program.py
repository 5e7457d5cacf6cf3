"""How long the program takes from its start to the first case, and how much memory.

    python tests/benchmarks/program.py [--starts 5] [--bundle DIR] [--provider cpu] [--cores 2]

Each start is a process of its own with fresh settings, in a window where there is a display, else
offscreen. The clock runs from just before the process begins until the case has been painted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from inference.machine import peak_memory_mib, processor

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 120


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5, help="how often (default: 5)")
    parser.add_argument("--bundle", type=Path, help="model bundle (default: the one that ships)")
    parser.add_argument("--provider", default="cpu", help="default: cpu")
    parser.add_argument("--cores", type=int, default=2, help="CPU cores to use (default: 2)")
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child is not None:
        _start_once(arguments)
        return
    results = [_start(arguments) for _ in range(arguments.starts)]
    _print(results, arguments.cores)


def _start(arguments: argparse.Namespace) -> dict[str, float | str]:
    command = [sys.executable, __file__, "--provider", arguments.provider]
    command += ["--cores", str(arguments.cores), "--child", repr(time.time())]
    if arguments.bundle:
        command += ["--bundle", str(arguments.bundle.resolve())]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
        )
    if done.returncode:
        sys.exit(done.stderr.strip() or f"the program ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def _start_once(arguments: argparse.Namespace) -> None:
    """Start the program as `app.__main__` does, and tell when its first case is painted."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.cores])
    import app.__main__  # noqa: F401 - imports onnxruntime before Qt
    from app import program
    from app.settings import Settings

    application = program.make_application()
    options = program.Options(bundle=arguments.bundle, provider=arguments.provider)
    window = program.make_window(options, Settings(), None)
    problems: list[str] = []
    seconds: list[float] = []

    def painted() -> None:
        window.repaint()
        seconds.append(time.time() - arguments.child)
        window.close()

    def fail(sentence: str) -> None:
        problems.append(sentence)
        window.close()

    window.case_shown.connect(painted)
    window.problem.connect(fail)
    window.show()
    window.start()
    application.exec()
    if problems:
        sys.exit(problems[0])
    drawn = window.generate.drawn
    model = window.generate.model
    assert drawn is not None and model is not None
    view = drawn.ready.case.views[0]
    print(
        json.dumps(
            {
                "seconds": seconds[0],
                "drawing_ms": drawn.milliseconds,
                "peak_mib": peak_memory_mib() or float("nan"),
                "what": f"{model.label}, {len(drawn.ready.case.views)} views of "
                f"{view.rows} × {view.columns} on {model.provider}, {application.platformName()}",
            }
        )
    )


def _print(results: list[dict[str, float | str]], cores: int) -> None:
    seconds = [float(result["seconds"]) for result in results]
    drawing = [float(result["drawing_ms"]) for result in results]
    peak = max(float(result["peak_mib"]) for result in results)
    print(f"machine             {processor()}, {cores} used, {platform.platform()}")
    if hasattr(os, "getloadavg"):
        print(f"load of the machine {os.getloadavg()[0]:.1f}")
    print(f"case                {results[0]['what']}")
    print(f"starts              {len(results)}")
    print(f"first case after    {statistics.median(seconds):.2f} s (median)")
    print(f"at worst            {max(seconds):.2f} s")
    print(f"of that, drawing    {statistics.median(drawing):.0f} ms (median)")
    print(f"peak memory         {peak:.0f} MiB")


if __name__ == "__main__":
    main()
