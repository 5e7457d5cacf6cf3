"""What figures of speed and memory are stated with: the processor, and the memory that was used."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path


def processor() -> str:
    """The model of the processor with its logical cores, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.processor() or platform.machine()
    return f"{model} ({os.cpu_count()} logical cores)"


def peak_memory_mib() -> float | None:
    """The most memory this process has used so far in MiB, or None where it cannot be told."""
    if sys.platform == "win32":
        return None
    import resource  # there is none on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10  # bytes there, KiB here
