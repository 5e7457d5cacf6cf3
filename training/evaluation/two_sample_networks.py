"""The networks of the two-sample test: one sees crops at full resolution, one the whole view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn

Pictures = NDArray[np.uint8]

CROP = 96
VIEW_SIZE = (80, 64)
RESIDUAL_GAIN = 12.0
MOST_RESIDUAL = 3.0
"""Residuals beyond this are steps at the outline; they would drown the texture."""

MOST_SHIFT = 3
DITHER = 1.0
"""Grey levels of noise, either way, that hide on which grid of greys a picture was stored."""


class CropNetwork(nn.Module):
    """Crops (batch, 1, CROP, CROP), 0 to 255, → scores (batch,): positive for drawn.

    Beside the greys it sees what a small average takes away from them, amplified: fine texture is a
    hundredth of the greys, and takes long to be found there.
    """

    def __init__(self) -> None:
        super().__init__()
        widths = (16, 32, 48, 64)
        self.first = nn.Sequential(*_layer(2, widths[0], stride=1))
        self.deeper = nn.Sequential(
            *[
                part
                for inputs, outputs in pairwise(widths)
                for part in _layer(inputs, outputs, stride=2)
            ]
        )
        self.score = nn.Linear(2 * widths[-1], 1)

    def forward(self, crops: Tensor) -> Tensor:
        """Judge."""
        smooth = F.avg_pool2d(crops, 3, stride=1, padding=1, count_include_pad=False)
        residual = ((crops - smooth) / 255 * RESIDUAL_GAIN).clamp(-MOST_RESIDUAL, MOST_RESIDUAL)
        features = self.deeper(self.first(torch.cat([crops / 127.5 - 1, residual], dim=1)))
        spread = (features.var(dim=(2, 3)) + 1e-6).sqrt()
        return self.score(torch.cat([features.mean(dim=(2, 3)), spread], dim=1))[:, 0]


class ViewNetwork(nn.Module):
    """Whole views (batch, 1, *VIEW_SIZE), 0 to 255, → scores (batch,): positive for drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *_layer(2, 16, stride=2), *_layer(16, 32, stride=2), *_layer(32, 48, stride=2)
        )
        self.score = nn.Sequential(nn.Dropout(0.3), nn.Linear(48 * 5 * 4, 1))

    def forward(self, views: Tensor) -> Tensor:
        """Judge."""
        features = self.features(torch.cat([views / 127.5 - 1, (views > 0).float()], dim=1))
        return self.score(F.avg_pool2d(features, 2).flatten(1))[:, 0]


def _layer(inputs: int, outputs: int, stride: int) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]


def crops(
    pictures: Sequence[Pictures], random: np.random.Generator, varied: bool
) -> NDArray[np.float32]:
    """One crop of each picture, round a random place in the breast.

    Args:
        pictures: uint8 (rows, columns) each, at least `CROP` pixels either way.
        random: chooses the places and the noise.
        varied: whether crops are also mirrored at random, so that a small set shows more.

    Returns:
        float32 (n, 1, CROP, CROP).
    """
    result = np.empty((len(pictures), 1, CROP, CROP), dtype=np.float32)
    for number, picture in enumerate(pictures):
        inside = np.flatnonzero(picture)
        place = int(inside[random.integers(len(inside))]) if len(inside) else 0
        row, column = np.unravel_index(place, picture.shape)
        top = int(np.clip(row - CROP // 2, 0, picture.shape[0] - CROP))
        left = int(np.clip(column - CROP // 2, 0, picture.shape[1] - CROP))
        crop = picture[top : top + CROP, left : left + CROP]
        if varied:
            crop = crop[:: random.choice((-1, 1)), :: random.choice((-1, 1))]
        noise = random.uniform(-DITHER, DITHER, crop.shape)
        result[number, 0] = crop + noise * (crop > 0)
    return result


def small_views(
    pictures: Sequence[Pictures], random: np.random.Generator, varied: bool
) -> NDArray[np.float32]:
    """Whole views at low resolution.

    Args:
        pictures: uint8 (rows, columns) each.
        random: chooses the shifts.
        varied: whether views are shifted along the chest wall at random.

    Returns:
        float32 (n, 1, *VIEW_SIZE).
    """
    result = np.empty((len(pictures), 1, *VIEW_SIZE), dtype=np.float32)
    for number, picture in enumerate(pictures):
        size = VIEW_SIZE[1], VIEW_SIZE[0]
        small = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
        shift = random.integers(-MOST_SHIFT, MOST_SHIFT + 1) if varied else 0
        result[number, 0] = np.roll(small, shift, axis=0)
    return result
