"""Places in a view that look like a mass to a small network: a measure, never a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from inference.errors import InputError
from inference.measurements.detector_manifest import DetectorManifest, read_detector
from inference.resources import resources_folder
from inference.runtime import ProviderChoice, Runtime, start

DETECTOR_NAME = "foci-detector"
DETECTOR_ROWS = 320
"""Height of the pictures that are looked at: 0.9 mm per pixel."""

APART_MM = 20.0
"""Two foci nearer to each other than this are one."""

LARGEST_SIDE = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """A suspicious place.

    Attributes:
        row: of its middle, in pixels of the picture that was searched.
        column: likewise.
        score: 0 to 1, how much it looks like a mass.
    """

    row: float
    column: float
    score: float


class FociDetector:
    """The network that finds foci, ready to look.

    Attributes:
        manifest: what it says of itself.
    """

    def __init__(self, folder: Path | None = None, *, threads: int | None = None) -> None:
        """Open a detector: the one that ships where no folder is named.

        Raises:
            BundleError: it is missing, damaged, altered, or newer than this program.
            ProviderError: onnxruntime cannot run it.
        """
        self.manifest: DetectorManifest
        self.manifest, graph = read_detector(folder or shipped_detector())
        shape = (1, 1, self.manifest.rows, self.manifest.columns)
        self._runtime: Runtime = start(
            graph,
            warm_up={"view": np.full(shape, -1, np.float32)},
            output="scores",
            preference=ProviderChoice.CPU,
            threads=threads,
        )

    @property
    def threshold(self) -> float:
        """The score from which on a place is a focus."""
        return self.manifest.threshold

    def scores(
        self, pixels: NDArray[np.uint8] | NDArray[np.floating], pixel_mm: float
    ) -> NDArray[np.float32]:
        """How much each place looks like a mass: the map behind `find`.

        Args:
            pixels: (rows, columns), chest wall on the left edge, exactly 0 outside the breast;
                uint8, or of floating point from 0 (air) to 1.
            pixel_mm: size of a pixel.

        Returns:
            float32, 0 to 1, a score for each `manifest.cell_px` pixels of the picture as it is seen
            by the network; 0 where there is no breast.

        Raises:
            InputError: the pixels are no picture of this kind.
            ProviderError: the network failed.
        """
        picture = self._placed(_checked(pixels, pixel_mm), pixel_mm)
        given = self._runtime.run({"view": (picture * 2 - 1)[None, None]}, ["scores"])[0][0, 0]
        cell = self.manifest.cell_px
        inside = (picture > 0).reshape(len(given), cell, -1, cell).mean(axis=(1, 3)) > 0.5
        return np.where(inside, given, np.float32(0))

    def find(
        self,
        pixels: NDArray[np.uint8] | NDArray[np.floating],
        pixel_mm: float,
        *,
        threshold: float | None = None,
    ) -> list[Focus]:
        """The foci of a view, the most suspicious first.

        Args:
            pixels: as `scores` takes them.
            pixel_mm: size of a pixel.
            threshold: the score from which on a place is a focus; the detector's own where None.

        Raises:
            InputError: the pixels are no picture of this kind.
            ProviderError: the network failed.
        """
        scores = self.scores(pixels, pixel_mm)
        cell_mm = self.manifest.cell_px * self.manifest.pixel_mm
        least = self.threshold if threshold is None else threshold
        return [
            Focus(
                row=(row + 0.5) * cell_mm / pixel_mm,
                column=(column + 0.5) * cell_mm / pixel_mm,
                score=float(scores[row, column]),
            )
            for row, column in peaks(scores, least, APART_MM / cell_mm)
        ]

    def _placed(self, picture: NDArray[np.float32], pixel_mm: float) -> NDArray[np.float32]:
        """The picture at the detector's scale, on its canvas; what does not fit is left out."""
        scale = pixel_mm / self.manifest.pixel_mm
        size = tuple(max(1, round(side * scale)) for side in picture.shape)
        image = Image.fromarray(picture).resize((size[1], size[0]), Image.Resampling.BOX)
        canvas = np.zeros((self.manifest.rows, self.manifest.columns), np.float32)
        shown = np.asarray(image)[: len(canvas), : canvas.shape[1]]
        canvas[: shown.shape[0], : shown.shape[1]] = shown
        return canvas


def suspicious_foci(
    pixels: NDArray[np.uint8] | NDArray[np.floating], pixel_mm: float
) -> list[Focus]:
    """The foci that the shipped detector finds in a view; see `FociDetector.find`."""
    return _shipped().find(pixels, pixel_mm)


def shipped_detector() -> Path:
    """The folder of the detector that ships."""
    return resources_folder() / "models" / DETECTOR_NAME


def peaks(scores: NDArray[np.floating], threshold: float, apart: float) -> list[tuple[int, int]]:
    """Places of the largest scores, none nearer to a larger one than allowed, the largest first.

    Args:
        scores: (rows, columns).
        threshold: the least score of a place.
        apart: distance in cells below which two places are one.
    """
    reach = max(1, int(np.floor(apart)))
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    largest = ndimage.maximum_filter(scores, footprint=x * x + y * y <= apart * apart)
    candidates = np.argwhere((scores >= threshold) & (scores == largest) & (scores > 0))
    kept: list[tuple[int, int]] = []
    for row, column in sorted(map(tuple, candidates), key=lambda place: -scores[place]):
        if all(np.hypot(row - r, column - c) > apart for r, c in kept):
            kept.append((int(row), int(column)))
    return kept


@cache
def _shipped() -> FociDetector:
    return FociDetector()


def _checked(
    pixels: NDArray[np.uint8] | NDArray[np.floating], pixel_mm: float
) -> NDArray[np.float32]:
    if pixels.ndim != 2 or not 1 <= min(pixels.shape) <= max(pixels.shape) <= LARGEST_SIDE:
        raise InputError(f"Foci are sought in a picture of rows and columns, not {pixels.shape}.")
    if not 0.01 <= pixel_mm <= 10:
        raise InputError(f"A pixel of {pixel_mm} mm is none of a mammogram.")
    if pixels.dtype == np.uint8:
        return (pixels / 255).astype(np.float32)
    picture = pixels.astype(np.float32)
    if not np.issubdtype(pixels.dtype, np.floating) or not _is_share(picture):
        raise InputError("Foci are sought in greys of 8 bits, or from 0 to 1.")
    return picture


def _is_share(picture: NDArray[np.float32]) -> bool:
    return bool(np.isfinite(picture).all() and picture.min() >= 0 and picture.max() <= 1)
