"""How long the program takes from its start to the picture of its first case, cold and warm.

    python tests/benchmarks/start.py dist/mammogym/mammogym
    sudo python tests/benchmarks/start.py /usr/bin/mammogym     cold too: files have to leave memory

A picture of the window is taken in memory, so that drawing the window counts, and a display does
not. What the processor worked is told beside the time that passed: on a machine with other work,
only the first can be compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

CACHES = Path("/proc/sys/vm/drop_caches")
WARM_STARTS = 5


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", nargs="+", help="the command, for example: python -m app")
    program = parser.parse_args().program
    if os.access(CACHES, os.W_OK):
        subprocess.run(["sync"], check=True)
        CACHES.write_text("3\n", encoding="ascii")
        print("cold: {:.1f} s passed, {:.1f} s of the processor".format(*start(program)))
    else:
        print("cold: not measured, only an administrator can empty the cache of files")
    times = [start(program) for _ in range(WARM_STARTS)]
    passed, worked = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"warm: {passed:.1f} s passed, {worked:.1f} s of the processor, median of {len(times)}")


def start(program: list[str]) -> tuple[float, float]:
    """Seconds that passed, and that the processor worked, until the window shows a case."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        command = [*program, "--screenshot", f"{folder}/window.png"]
        subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
        passed = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return passed, worked


if __name__ == "__main__":
    main()
