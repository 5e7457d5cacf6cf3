"""Windows: the part of a large frame on which its highest level learns."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.networks.layers import upsample
from training.networks.shape import columns
from training.random_streams import generator

DETAIL_GAIN = 8.0
"""Detail is a small part of the grey range; this brings it near the size of the rest."""

REACH = 0.4
"""Share of the width, from the chest wall, in which windows begin: beyond it is mostly air."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of a frame, in its pixels.

    Attributes:
        top, left: of the first pixel.
        rows, columns: size.
    """

    top: int
    left: int
    rows: int
    columns: int

    def of(self, pictures: Tensor) -> Tensor:
        """The part (…, rows, columns) of pictures (…, h, w)."""
        rows = slice(self.top, self.top + self.rows)
        return pictures[..., rows, self.left : self.left + self.columns]


def random_window(rows: int, crop_rows: int, seed: int, cur_nimg: int) -> Window:
    """The window of one step, for all of its pictures: on even pixels, where tissue is likely.

    Tops gather at half the height and left edges at the chest wall, so that of the pixels of real
    views in windows about 70 % are tissue; of windows placed evenly a third would be, and a
    discriminator that mostly sees air learns nothing. One place for a whole batch keeps comparisons
    fair (real and drawn tissue of the same part of the breast) and the arithmetic a plain slice.
    """
    draws = torch.rand(3, generator=generator(seed, "window", cur_nimg))
    width = columns(crop_rows)
    most_left = min(columns(rows) - width, round(REACH * columns(rows)))
    top = int((draws[0] + draws[1]) / 2 * ((rows - crop_rows) // 2 + 1)) * 2
    left = int(draws[2] ** 2 * (most_left // 2 + 1)) * 2
    return Window(top=top, left=left, rows=crop_rows, columns=width)


def judged_window(pictures: Tensor) -> Tensor:
    """What the discriminator of windows sees: the detail that the level below cannot hold.

    Brightness is left out: the levels below, which do not learn here, draw it, so a discriminator
    that saw it would tell real from drawn by what nobody may change, and teach no detail.

    Args:
        pictures: windows (batch, 1, h, w).

    Returns:
        (batch, 1, h, w).
    """
    return (pictures - upsample(F.avg_pool2d(pictures, 2))) * DETAIL_GAIN


def added_brightness(pictures: Tensor, without_detail: Tensor) -> Tensor:
    """Mean square of what the highest level adds that the level below could hold; a loss."""
    return F.avg_pool2d(pictures - without_detail, 2).square().mean()
