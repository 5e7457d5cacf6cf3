"""A pool of phantoms that stand for real pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from inference.real_pool.entries import PoolEntry
from inference.real_pool.fingerprints import fingerprint
from inference.real_pool.pool import RealPool, create_pool
from inference.recipe import Technique
from tests.phantom_breast import draw_breast


def phantom_pool(folder: Path, count: int) -> RealPool:
    """Make a pool of accepted phantoms, right and left, CC and MLO in turn."""
    pool = create_pool(folder)
    for number in range(count):
        image = draw_breast(seed=number, height_mm=150 + 3 * number).image
        pixels = np.clip(np.rint((image + 1) * 127.5), 0, 255).astype(np.uint8)
        entry = PoolEntry(
            id=f"{number * 7919 + 1:016x}",
            group=f"{number:016x}",
            image_laterality="RL"[number % 2],
            view_position=("CC", "MLO")[number // 2 % 2],
            technique=Technique.FILM,
            rows=640,
            columns=512,
            scale_known=True,
            fingerprint=fingerprint(pixels),
            accepted=True,
        )
        pool.add(entry, pixels)
    return pool
