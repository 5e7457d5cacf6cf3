"""How long a packaged program takes from its start to the picture of its first case.

    python tests/benchmarks/start.py /usr/lib/mammogym/mammogym

Cold, its files have left memory; warm, they are still there. A picture of the window is taken in
memory, so that drawing the window counts, and a display does not. What the processor worked is told
beside the time that passed: on a machine with other work, only the first can be compared.
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

STARTS = 3


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", type=Path, help="in the folder of the package")
    program = parser.parse_args().program.resolve()
    start(program)
    for name, forget in (("cold", True), ("warm", False)):
        times = []
        for _ in range(STARTS):
            if forget:
                forget_files(program.parent)
            times.append(start(program))
        passed, worked = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name}: {passed:.1f} s passed, {worked:.1f} s of the processor, of {STARTS}")


def start(program: Path) -> tuple[float, float]:
    """Seconds that passed, and that the processor worked, until the window shows a case."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        command = [str(program), "--screenshot", f"{folder}/window.png"]
        subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
        passed = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return passed, worked


def forget_files(folder: Path) -> None:
    """Let the system drop what it keeps in memory of a folder's files; needs no administrator."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
