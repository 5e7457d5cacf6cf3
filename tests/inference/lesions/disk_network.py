"""A contextual network that draws a disk whose brightness its random scalars tell."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.lesions.contextual import ContextualNetwork, NetworkEntry, NetworkKind
from inference.runtime import Runtime

SIDE = 64
PIXEL_MM = 0.5


class DiskSession:
    """A session that draws disks of a radius in pixels."""

    def __init__(self, radius: float) -> None:
        self._radius = radius

    def get_providers(self) -> list[str]:
        return ["CPUExecutionProvider"]

    def run(self, output_names: Any, input_feed: Any) -> list[NDArray[np.float32]]:
        y, x = np.ogrid[:SIDE, :SIDE]
        disk = (y - SIDE / 2 + 0.5) ** 2 + (x - SIDE / 2 + 0.5) ** 2 <= self._radius**2
        level = 0.4 + 0.1 * float(input_feed["scalars"][0, 0])
        return [(level * disk[None, None]).astype(np.float32)]


def disk_network(kind: NetworkKind = NetworkKind.MASS, radius: float = 14.0) -> ContextualNetwork:
    """A network whose disks are 14 mm wide where a patch shows 32 mm; none survives below 6."""
    entry = NetworkEntry(
        kind=kind,
        file="a.onnx",
        sha256="0" * 64,
        side=SIDE,
        pixel_mm=PIXEL_MM,
        scalars=3,
        cur_nimg=0,
    )
    runtime = Runtime(session=DiskSession(radius), provider="cpu", reason="asked for")
    return ContextualNetwork(entry=entry, runtime=runtime)
