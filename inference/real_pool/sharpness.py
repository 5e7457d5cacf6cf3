"""One sharpness for all pictures of a round: what the generator cannot draw, real ones lose too.

A drawn view holds less and less of what is finer than 4 mm. Every picture, real or drawn, is
therefore filtered until its fine structure, measured against its own coarse structure, is no
stronger than in the least sharp quarter of drawn views.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

WINDOW_PX = 64
"""Spectra are measured in squares of this side; frequencies count periods in it."""

STEP_PX = 32
FEWEST_SQUARES = 4
COARSE = (2, 7)
"""Periods per window of the coarse structure, 14 to 5 mm: the first and one beyond the last."""

LIMIT = {
    6: 0.282, 7: 0.213, 8: 0.163, 9: 0.123, 10: 0.1025, 11: 0.0844, 12: 0.0634, 14: 0.0406,
    16: 0.0279, 20: 0.0163, 24: 0.0108, 28: 0.0054, 32: 0.0035,
}  # fmt: skip
"""Amplitude by periods per window, in that of the coarse structure: the lowest of the 25th
percentiles of film and digital CC and MLO views that `mammogym-640`, version 3, draws at ψ 0.65."""

USUAL_BLUR_PX = 1.2
"""Where too little tissue lies in squares, a Gaussian of this standard deviation, which brings most
real views to the limit."""


def limited(grey: NDArray[np.float64], breast: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A picture no sharper than drawn ones are.

    Args:
        grey: (rows, columns) at 0.45 mm, 0 outside the breast.
        breast: bool of the same shape.
    """
    amplitudes = relative_amplitudes(grey, breast)
    if amplitudes is None:
        return np.asarray(ndimage.gaussian_filter(grey, USUAL_BLUR_PX, mode="nearest"))
    periods = np.array([0, COARSE[1] - 2, *LIMIT], dtype=float)
    allowed = np.array([np.inf, np.inf, *LIMIT.values()])
    measured = np.interp(periods, np.arange(len(amplitudes)), amplitudes)
    gain = np.minimum(1.0, allowed / np.maximum(measured, 1e-9))
    # A gain that only falls does not ring.
    return _filtered(grey, periods / WINDOW_PX, np.minimum.accumulate(gain))


def relative_amplitudes(
    grey: NDArray[np.float64], breast: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    """Amplitudes by periods per window, in that of the coarse structure; None for a small breast.

    Args:
        grey: (rows, columns), any range.
        breast: bool of the same shape.

    Returns:
        (WINDOW_PX / 2 + 1,), root of the mean power of all squares that lie in the breast.
    """
    window = np.outer(np.hanning(WINDOW_PX), np.hanning(WINDOW_PX))
    total = np.zeros((WINDOW_PX, WINDOW_PX))
    count = 0
    for row in range(0, grey.shape[0] - WINDOW_PX + 1, STEP_PX):
        for column in range(0, grey.shape[1] - WINDOW_PX + 1, STEP_PX):
            square = slice(row, row + WINDOW_PX), slice(column, column + WINDOW_PX)
            if breast[square].all():
                values = grey[square] - grey[square].mean()
                total += np.abs(np.asarray(fft.fft2(values * window))) ** 2
                count += 1
    if count < FEWEST_SQUARES:
        return None
    along = fft.fftfreq(WINDOW_PX, 1 / WINDOW_PX)
    ring = np.rint(np.hypot(along[:, None], along)).astype(int).ravel()
    power = (np.bincount(ring, total.ravel()) / np.bincount(ring))[: WINDOW_PX // 2 + 1]
    coarse = power[slice(*COARSE)].mean()
    return np.sqrt(power / coarse) if coarse > 0 else None


def _filtered(
    grey: NDArray[np.float64], frequency: NDArray[np.float64], gain: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Multiply a picture's spectrum by a gain given at some frequencies (cycles per pixel)."""
    pad = WINDOW_PX // 2
    # The chest wall goes on beyond the picture's edge.
    padded = np.pad(grey, pad, mode="edge")
    along_rows = fft.fftfreq(padded.shape[0])[:, None]
    along_columns = fft.rfftfreq(padded.shape[1])
    gains = np.interp(np.hypot(along_rows, along_columns), frequency, gain)
    result = np.asarray(fft.irfft2(np.asarray(fft.rfft2(padded)) * gains, s=padded.shape))
    return result[pad:-pad, pad:-pad]
