"""Random numbers of a run, each batch's from the seed and the images shown so far alone.

Nothing has to be stored to go on exactly, and a batch shared among processes is the same batch.
"""

from __future__ import annotations

import hashlib

import torch


def generator(
    seed: int, purpose: str, cur_nimg: int, device: torch.device | str = "cpu"
) -> torch.Generator:
    """A generator for one purpose at one point of a run.

    Args:
        seed: of the run.
        purpose: tells streams apart.
        cur_nimg: images shown before.
        device: where numbers are drawn; each kind of device has numbers of its own.
    """
    digest = hashlib.sha256(f"{seed}/{purpose}/{cur_nimg}".encode()).digest()
    result = torch.Generator(device)
    result.manual_seed(int.from_bytes(digest[:8], "big") >> 1)
    return result
