"""What a network trained on photographs sees of many views; not the one that helps to train."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from training.feature_network import POOLED_SIZE, FeatureNetwork

CHUNK = 8


@torch.no_grad()
def pooled_features(
    network: FeatureNetwork,
    pictures: NDArray[np.uint8],
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    """Pooled features of views.

    Args:
        network: where it lies, it computes.
        pictures: uint8 (n, rows, columns).
        progress: told how many are done, of how many.

    Returns:
        (n, 1280).
    """
    device = network.stem.weight.device
    features = np.empty((len(pictures), POOLED_SIZE))
    for start in range(0, len(pictures), CHUNK):
        chunk = torch.from_numpy(pictures[start : start + CHUNK]).to(device)
        # On the CPU this layout is the faster one.
        batch = (chunk[:, None].float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)
        features[start : start + CHUNK] = network.pooled(batch).double().cpu().numpy()
        if progress is not None:
            progress(min(start + CHUNK, len(pictures)), len(pictures))
    return features
