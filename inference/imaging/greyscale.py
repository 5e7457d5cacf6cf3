"""From stored values to grey levels: the chain that DICOM prescribes for a mammogram."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from inference.errors import InputError


class VoiFunction(StrEnum):
    """VOILUTFunction (0028,1056), PS3.3 C.11.2.1.3."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A range of values that is spread over all greys.

    Attributes:
        center: WindowCenter (0028,1050).
        width: WindowWidth (0028,1051); at least 1 for LINEAR, above 0 for the others.
        function: how values map to greys.
        explanation: WindowCenterWidthExplanation (0028,1055).
    """

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""

    def __post_init__(self) -> None:
        smallest = 1.0 if self.function is VoiFunction.LINEAR else 0.0
        if not np.isfinite(self.center) or not np.isfinite(self.width):
            raise InputError("A window needs a finite center and width.")
        if self.width < smallest or self.width == 0:
            raise InputError(f"A {self.function} window cannot be {self.width} wide.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoiLut:
    """One item of the VOI LUT Sequence (0028,3010).

    Attributes:
        first_value: the value that maps to the first entry.
        entries: (n,) unsigned integers.
        bits: how many bits an entry has.
        explanation: LUTExplanation (0028,3003).
    """

    first_value: int
    entries: NDArray[np.uint16]
    bits: int
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Greyscale:
    """How the values of a view become grey on a screen.

    Attributes:
        windows: those the file offers, the first is the default; at least one.
        voi_luts: look-up tables the file offers beside the windows; where there are any, the first
            is the default.
        inverted: whether the lowest value is white (MONOCHROME1, or presentation shape INVERSE).
        padding: inclusive range of values outside the image, shown as the darkest grey; or None.
    """

    windows: tuple[Window, ...]
    voi_luts: tuple[VoiLut, ...] = ()
    inverted: bool = False
    padding: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not self.windows:
            raise InputError("A grey-scale needs at least one window.")


def apply_window(values: NDArray[np.generic], window: Window) -> NDArray[np.float32]:
    """Map values to 0 … 1.

    Args:
        values: any shape, after the modality LUT.
        window: what to spread.

    Returns:
        float32 of the same shape, 0 (lowest) to 1 (highest).

    Source: DICOM PS3.3 C.11.2.1.2 (LINEAR), C.11.2.1.3 (SIGMOID, LINEAR_EXACT).
    """
    x = np.asarray(values, dtype=np.float64)
    if window.function is VoiFunction.SIGMOID:
        return expit(4 * (x - window.center) / window.width).astype(np.float32)
    center, width = window.center, window.width
    if window.function is VoiFunction.LINEAR:
        center, width = center - 0.5, width - 1
    if width == 0:
        return (x > center).astype(np.float32)
    return np.clip((x - center) / width + 0.5, 0, 1).astype(np.float32)


def apply_voi_lut(values: NDArray[np.generic], lut: VoiLut) -> NDArray[np.float32]:
    """Map values to 0 … 1 by a look-up table; values beyond its ends take the end entries.

    Source: DICOM PS3.3 C.11.2.1.1.
    """
    index = np.clip(np.subtract(values, lut.first_value, dtype=np.float64), 0, len(lut.entries) - 1)
    return (lut.entries[index.astype(np.intp)] / (2**lut.bits - 1)).astype(np.float32)


def to_grey(
    values: NDArray[np.generic],
    greyscale: Greyscale,
    voi: Window | VoiLut | None = None,
) -> NDArray[np.float32]:
    """Map the values of a view to the greys a person sees.

    Args:
        values: (rows, columns) after the modality LUT.
        greyscale: of the view.
        voi: a window or table in place of the default one.

    Returns:
        float32 of the same shape, 0 (black) to 1 (white).
    """
    chosen = voi or default_voi(greyscale)
    if isinstance(chosen, VoiLut):
        grey = apply_voi_lut(values, chosen)
    else:
        grey = apply_window(values, chosen)
    if greyscale.inverted:
        grey = 1 - grey
    if greyscale.padding is not None:
        grey[is_padding(values, greyscale)] = 0
    return grey


def is_padding(values: NDArray[np.generic], greyscale: Greyscale) -> NDArray[np.bool_]:
    """Which values lie outside the picture: bool of the same shape."""
    if greyscale.padding is None:
        return np.zeros(values.shape, dtype=bool)
    low, high = greyscale.padding
    return np.greater_equal(values, low) & np.less_equal(values, high)


def default_voi(greyscale: Greyscale) -> Window | VoiLut:
    """What a file wants shown first: its first table, else its first window."""
    return greyscale.voi_luts[0] if greyscale.voi_luts else greyscale.windows[0]
