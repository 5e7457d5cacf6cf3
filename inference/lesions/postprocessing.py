"""From the lesion channel of the contextual network to what is added to a patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.imaging.regions import dilated, largest_region

THRESHOLD = 0.1
"""Of the lesion channel, which adds to pictures from −1 to 1."""

LEAST_SHARE = 0.1
"""A lesion that covers a smaller share of its patch is discarded."""

SIDE = 256
"""Of the paper's patches, for which its sizes in pixels are meant."""

GROWN_PX = 5
EDGE_PX = 10.0
"""Standard deviation of the Gaussian that smooths the edge."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProcessedLesion:
    """What is left of a lesion channel.

    Attributes:
        channel: float32 (rows, columns), to be added to a patch from −1 to 1.
        outline: bool, the largest component before it was grown: the truth.
    """

    channel: NDArray[np.float32]
    outline: NDArray[np.bool_]


def processed_lesion(
    channel: NDArray[np.float32], *, removal: bool = False
) -> ProcessedLesion | None:
    """Keep the one lesion of a channel, and let its edge run out softly.

    The channel is compared with a threshold of 0.1 (for a removal: is below −0.1); the largest
    component is kept, grown by 5 pixels, smoothed by a Gaussian of 10 pixels, and multiplied in.
    These are pixels of a patch of 256 that shows 32 mm; a coarser patch of as many millimetres has
    fewer of them, in proportion.

    Args:
        channel: (side, side), −1 to 1, as the network gives it.
        removal: whether it takes a lesion away.

    Returns:
        None where the largest component covers less than a tenth of the patch.

    Source:
        Wu et al. 2020, "Synthesizing lesions using contextual GANs improves breast cancer
        classification on mammograms". The paper gives the Gaussian's size alone; here it is the
        standard deviation.
    """
    strong = channel < -THRESHOLD if removal else channel > THRESHOLD
    outline = largest_region(strong)
    if outline.sum() < LEAST_SHARE * outline.size:
        return None
    scale = len(channel) / SIDE
    grown = dilated(outline, max(1, round(GROWN_PX * scale))).astype(np.float32)
    # Beyond the patch nothing is added either: its edge counts as outside.
    weight = np.asarray(ndimage.gaussian_filter(grown, EDGE_PX * scale, mode="constant"))
    return ProcessedLesion(channel=(channel * weight).astype(np.float32), outline=outline)
