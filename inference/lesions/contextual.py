"""The contextual network: a patch of tissue in, what a lesion adds to it out.

Networks lie in a folder with `lesion_networks.json`, which names them, their hashes and the scale
they work at.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy import ndimage

from inference.errors import BundleError, InputError
from inference.lesions.postprocessing import ProcessedLesion, processed_lesion
from inference.runtime import ProviderChoice, Runtime, start
from inference.seeds import stream

FORMAT = 1
"""Number of the format of `lesion_networks.json` written here; other numbers are refused."""

MANIFEST = "lesion_networks.json"
MAX_MANIFEST_BYTES = 100_000
MAX_NETWORK_BYTES = 200_000_000
LEAST_BREAST = 0.9
"""Share of tissue in a patch: the networks have seen no others (Wu et al. 2020)."""

SPLINE_PX = 8
"""So far beyond the patch a view's values still matter to it."""

PATCH_PER_LESION = 2.2
"""A patch is so many times as wide as the lesions that networks draw."""

LEAST_ZOOM, MOST_ZOOM = 0.5, 1.3
"""Bounds of a patch's width for small and large lesions, as shares of the usual one."""

MOST_STRETCH = 1.6
"""A drawn lesion is stretched or shrunk by no more than this to the size that is wanted."""

DIRECTIONS = 48


class NetworkKind(StrEnum):
    """What a network does."""

    MASS = "mass"
    CALCIFICATION = "calcification"
    REMOVAL = "removal"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class NetworkEntry(_Part):
    """What the manifest says of a network.

    Attributes:
        kind: what it does.
        file: its name in the folder.
        sha256: of the file.
        side: of a patch in pixels.
        pixel_mm: size of a pixel.
        scalars: how many random scalars it takes.
        cur_nimg: patches it was trained on.
    """

    kind: NetworkKind
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    side: Annotated[int, Field(ge=32, le=512)]
    pixel_mm: Annotated[float, Field(gt=0.01, lt=1)]
    scalars: Annotated[int, Field(ge=1, le=256)]
    cur_nimg: Annotated[int, Field(ge=0)]


class NetworkManifest(_Part):
    """The content of `lesion_networks.json`."""

    format: Literal[1]
    networks: Annotated[tuple[NetworkEntry, ...], Field(max_length=len(NetworkKind))]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewLesion:
    """What a network adds to a view.

    Attributes:
        difference: float32 (rows, columns) in grey levels of 0 to 255, 0 away from the lesion.
        outline: bool of the same shape, the truth.
    """

    difference: NDArray[np.float32]
    outline: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ContextualNetwork:
    """A network that runs.

    Attributes:
        entry: what the manifest says of it.
        runtime: the started graph.
    """

    entry: NetworkEntry
    runtime: Runtime

    def channel(self, patch: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
        """The lesion channel of a patch, before any post-processing.

        Args:
            patch: (side, side), −1 to 1, chest wall to the left.
            seed: of the random scalars.

        Returns:
            (side, side), −1 to 1.

        Raises:
            InputError: the patch has another shape.
            ProviderError: the network failed.
        """
        side = self.entry.side
        if patch.shape != (side, side):
            raise InputError(f"The network takes patches of {side} × {side}, not {patch.shape}.")
        numbers = stream(seed, "lesion", "network", self.entry.kind.value)
        feeds = {
            "patch": patch[None, None].astype(np.float32),
            "scalars": numbers.uniform(-1, 1, (1, self.entry.scalars)).astype(np.float32),
        }
        return self.runtime.run(feeds, ["lesion"])[0][0, 0]

    def lesion_in_view(
        self,
        pixels: NDArray[np.uint8],
        breast: NDArray[np.bool_],
        center: tuple[float, float],
        pixel_mm: float,
        seed: int,
        *,
        size_mm: float | None = None,
    ) -> ViewLesion | None:
        """Draw into the tissue round a point of a view, or take a lesion away there.

        The patch is resampled from the view, the processed channel back into it.

        Args:
            pixels: uint8 (rows, columns) of the view, chest wall to the left.
            breast: bool of the same shape.
            center: (row, column) of the patch, continuous; the first pixel is from 0 to 1.
            pixel_mm: size of a pixel of the view.
            seed: of the random scalars.
            size_mm: largest extent of the lesion: the patch shows as much tissue as fits it. What
                was drawn is moved to the centre, and stretched by the rest; what was taken away
                stays where it is. None leaves place and size to the network.

        Returns:
            None where the network drew nothing that survives the post-processing.

        Raises:
            InputError: less than nine tenths of the patch would show tissue, or the place lies
                outside the view.
            ProviderError: the network failed.
        """
        patch_mm = self.patch_mm(size_mm)
        box = self._box(breast.shape, center, patch_mm / pixel_mm)
        near = (center[0] - box[0].start, center[1] - box[1].start)
        patch = _patch(pixels[box], breast[box], near, patch_mm / pixel_mm, self.entry.side)
        _check_tissue(patch.tissue, patch_mm)
        removal = self.entry.kind is NetworkKind.REMOVAL
        lesion = processed_lesion(self.channel(patch.values, seed), removal=removal)
        if lesion is None:
            return None
        wanted_mm = None if removal else size_mm
        fit = _fit(lesion.outline, patch_mm / self.entry.side, wanted_mm)
        found = _laid_back(lesion, breast[box], near, patch_mm / self.entry.side / pixel_mm, fit)
        difference = np.zeros(breast.shape, dtype=np.float32)
        outline = np.zeros(breast.shape, dtype=bool)
        difference[box], outline[box] = found.difference, found.outline
        return ViewLesion(difference=difference, outline=outline)

    def patch_mm(self, size_mm: float | None) -> float:
        """Width of the tissue that the network is shown for a lesion of a size."""
        usual = self.entry.side * self.entry.pixel_mm
        if size_mm is None:
            return usual
        return float(np.clip(size_mm * PATCH_PER_LESION, LEAST_ZOOM * usual, MOST_ZOOM * usual))

    def _box(
        self, shape: tuple[int, ...], center: tuple[float, float], width: float
    ) -> tuple[slice, slice]:
        """The part of a view that a patch lies in, with a margin for the splines."""
        reach = width / 2 * MOST_STRETCH + SPLINE_PX
        row, column = (
            slice(max(0, math.floor(point - reach)), max(0, math.ceil(point + reach)))
            for point in center
        )
        if row.start >= min(row.stop, shape[0]) or column.start >= min(column.stop, shape[1]):
            raise InputError("That place lies outside the view. Choose one inside the breast.")
        return slice(row.start, min(row.stop, shape[0])), slice(
            column.start, min(column.stop, shape[1])
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Patch:
    """Tissue as the network takes it, −1 to 1, and which share of it is tissue."""

    values: NDArray[np.float32]
    tissue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How a drawn lesion is laid into the view: its middle in the patch, and by what stretched."""

    middle: tuple[float, float]
    stretch: float


def _patch(
    pixels: NDArray[np.uint8],
    breast: NDArray[np.bool_],
    center: tuple[float, float],
    width: float,
    side: int,
) -> _Patch:
    """Tissue round a point, `width` pixels of the view wide."""
    rows, columns = (
        point - 0.5 + ((np.arange(side) + 0.5) / side - 0.5) * width for point in center
    )
    grid = np.stack(np.meshgrid(rows, columns, indexing="ij"))
    values = _sampled(pixels.astype(np.float32), grid, order=3) / 127.5 - 1
    return _Patch(
        values=np.clip(values, -1, 1).astype(np.float32),
        tissue=float(_sampled(breast.astype(np.float32), grid, order=0).mean()),
    )


def _check_tissue(share: float, patch_mm: float) -> None:
    if share < LEAST_BREAST:
        raise InputError(
            f"{share:.0%} of the {patch_mm:.0f} mm round that place show tissue, and the network "
            f"needs {LEAST_BREAST:.0%}. Choose a place further inside, or a smaller lesion."
        )


def _fit(outline: NDArray[np.bool_], pixel_mm: float, size_mm: float | None) -> _Fit:
    """How an outline in a patch becomes one of a size; as it is where none is wanted."""
    if size_mm is None:
        return _Fit(middle=(outline.shape[0] / 2, outline.shape[1] / 2), stretch=1.0)
    points = np.stack(np.nonzero(outline)) + 0.5
    stretch = size_mm / (largest_extent(points.T) * pixel_mm)
    row, column = points.mean(axis=1)
    return _Fit(
        middle=(float(row), float(column)),
        stretch=float(np.clip(stretch, 1 / MOST_STRETCH, MOST_STRETCH)),
    )


def largest_extent(points: NDArray[np.floating]) -> float:
    """The largest extent of pixels in any direction, in pixels.

    Args:
        points: (count, 2), their middles.
    """
    angle = np.arange(DIRECTIONS) * math.pi / DIRECTIONS
    along = points @ np.stack([np.cos(angle), np.sin(angle)])
    return float((along.max(axis=0) - along.min(axis=0)).max()) + 1.0


def _laid_back(
    lesion: ProcessedLesion,
    breast: NDArray[np.bool_],
    center: tuple[float, float],
    scale: float,
    fit: _Fit,
) -> ViewLesion:
    """A lesion of a patch in the pixels of the view, `scale` of which are one of the patch."""
    scale = scale * fit.stretch
    rows, columns = (
        (np.arange(length) + 0.5 - point) / scale + middle - 0.5
        for length, point, middle in zip(breast.shape, center, fit.middle, strict=True)
    )
    grid = np.stack(np.meshgrid(rows, columns, indexing="ij"))
    # Finer than the view, the channel is smoothed to what the view's pixels can hold.
    blur = max(0.0, 0.5 / scale - 0.5)
    smooth = np.asarray(ndimage.gaussian_filter(lesion.channel, blur), dtype=np.float32)
    difference = _sampled(smooth, grid, order=1) * np.float32(127.5)
    outline = _sampled(lesion.outline.astype(np.float32), grid, order=1) > 0.5
    return ViewLesion(
        difference=np.where(breast, difference, 0).astype(np.float32), outline=outline & breast
    )


def open_networks(
    folder: Path, *, preference: str = ProviderChoice.AUTO, threads: int | None = None
) -> Mapping[NetworkKind, ContextualNetwork]:
    """Start all networks of a folder.

    Args:
        folder: with `lesion_networks.json`.
        preference: of the provider, as `inference.runtime.start` takes it.
        threads: how many CPU threads to use, or None for one per core.

    Raises:
        BundleError: the folder or a file is missing, damaged, altered or newer than this program.
        ProviderError: a network cannot run.
    """
    return {
        entry.kind: open_network(folder, entry, preference=preference, threads=threads)
        for entry in read_manifest(folder).networks
    }


def read_manifest(folder: Path) -> NetworkManifest:
    """What networks a folder holds.

    Raises:
        BundleError: the manifest is missing, damaged or newer than this program.
    """
    path = folder / MANIFEST
    content = _content(path, MAX_MANIFEST_BYTES)
    try:
        manifest = NetworkManifest.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BundleError(
            f"{path} is damaged or newer than this program: {where}: {first['msg']}. "
            "Get the networks again."
        ) from error
    kinds = [entry.kind for entry in manifest.networks]
    if len(set(kinds)) != len(kinds):
        raise BundleError(f"{path} names two networks of one kind. Get the networks again.")
    return manifest


def open_network(
    folder: Path,
    entry: NetworkEntry,
    *,
    preference: str = ProviderChoice.AUTO,
    threads: int | None = None,
) -> ContextualNetwork:
    """Start one network of a folder; see `open_networks` for the arguments.

    Raises:
        BundleError: its file is missing or altered.
        ProviderError: it cannot run.
    """
    graph = _content(folder / entry.file, MAX_NETWORK_BYTES)
    if hashlib.sha256(graph).hexdigest() != entry.sha256:
        raise BundleError(f"{folder / entry.file} was altered. Get the networks again.")
    warm_up = {
        "patch": np.zeros((1, 1, entry.side, entry.side), np.float32),
        "scalars": np.zeros((1, entry.scalars), np.float32),
    }
    runtime = start(graph, warm_up=warm_up, output="lesion", preference=preference, threads=threads)
    return ContextualNetwork(entry=entry, runtime=runtime)


def _content(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise BundleError(f"{path} is larger than {most} bytes. Get the networks again.")
        return path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"Could not read {path}: {error.strerror}. Get the networks again."
        ) from error


def _sampled(
    values: NDArray[np.float32], grid: NDArray[np.floating], *, order: int
) -> NDArray[np.float32]:
    """Values at (row, column) places counted from the middle of the first pixel; 0 beyond."""
    return np.asarray(
        ndimage.map_coordinates(values, grid, order=order, mode="constant", prefilter=order > 1),
        dtype=np.float32,
    )
