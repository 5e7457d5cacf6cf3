"""Putting a lesion that a contextual network draws into the values of a view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.birads import FindingKind
from inference.errors import InputError, LesionError
from inference.lesions.contextual import (
    ContextualNetwork,
    NetworkKind,
    ViewLesion,
    open_network,
    read_manifest,
)
from inference.lesions.contrast import contrast_to_noise
from inference.lesions.insertion import MARGIN_MM
from inference.lesions.seen_view import SeenView
from inference.lesions.spec import LesionSpec
from inference.resources import lesion_networks_folder

NETWORKS = {
    FindingKind.MASS: NetworkKind.MASS,
    FindingKind.CALCIFICATIONS: NetworkKind.CALCIFICATION,
}
"""What there are networks for: masses, and single rim calcifications."""

LEAST_MM, MOST_MM = 6.0, 24.0
"""Sizes that are drawn; the networks learned from lesions of about 10 to 20 mm."""

TRIES = 4
"""Of other random scalars, where the network drew nothing that lasts."""

MAX_SEED = 2**31


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetworkInsertion:
    """What putting in gave.

    Attributes:
        values: float32 (rows, columns), the new values, chest wall at the left.
        outline: bool of the same shape, the truth.
        contrast_to_noise: as a physical lesion's.
    """

    values: NDArray[np.float32]
    outline: NDArray[np.bool_]
    contrast_to_noise: float


def network_kind(spec: LesionSpec) -> NetworkKind:
    """The network that draws a lesion.

    Raises:
        LesionError: none draws lesions of this kind or size.
    """
    kind = NETWORKS.get(spec.kind)
    if kind is None:
        known = " and ".join(one.label for one in NETWORKS)
        raise LesionError(
            f"There are networks for {known}, and none for {spec.kind.label}. "
            "Choose the engine physical."
        )
    if not LEAST_MM <= spec.extent_mm <= MOST_MM:
        raise LesionError(
            f"The network draws lesions of {LEAST_MM:g} to {MOST_MM:g} mm, not of "
            f"{spec.extent_mm:g} mm. Choose another size, or the engine physical."
        )
    return kind


@cache
def shipped_network(kind: NetworkKind) -> ContextualNetwork:
    """A network that ships, started when it is first needed.

    Raises:
        LesionError: it does not ship with this program.
        BundleError: it is damaged.
        ProviderError: it cannot run.
    """
    folder = lesion_networks_folder()
    entries = () if folder is None else read_manifest(folder).networks
    entry = next((one for one in entries if one.kind is kind), None)
    if folder is None or entry is None:
        raise LesionError(
            f"The network for {kind.value} is not installed. Choose the engine physical, or "
            "install Mammogym again."
        )
    return open_network(folder, entry)


def insert_by_network(
    view: SeenView,
    values: NDArray[np.float32],
    network: ContextualNetwork,
    spec: LesionSpec,
    center: tuple[float, float],
    numbers: np.random.RandomState,
) -> NetworkInsertion:
    """Let a network draw a lesion into a view.

    The greys that the network sees run from the view's air to its white. Its channel, multiplied
    by the contrast, runs out within the margin in which any lesion may change a view.

    Args:
        view: what was found of the view before any lesion.
        values: float32 (rows, columns) of the view, perhaps with other lesions.
        network: of `network_kind(spec)`.
        spec: of the lesion.
        center: (row, column) of its middle.
        numbers: the lesion's random numbers, which begin alike for each view.

    Raises:
        LesionError: the place shows too little tissue, or the network drew nothing that lasts.
        ProviderError: the network failed.
    """
    span = view.white - view.air
    grey = np.clip((values - view.air) / span * 255, 0, 255)
    drawn = _drawn(view, np.rint(grey).astype(np.uint8), network, spec, center, numbers)
    away = np.asarray(ndimage.distance_transform_edt(~drawn.outline)) * view.pixel_mm
    fall = np.clip((MARGIN_MM - away) / MARGIN_MM, 0, 1)
    weight = np.where(drawn.outline, 1, fall * fall * (3 - 2 * fall))
    change = drawn.difference * weight * spec.contrast
    # Air stays air, and nothing passes white.
    inside = view.breast & (view.values != view.air)
    new = np.where(inside & (change != 0), np.clip(grey + change, 0, 255) / 255 * span, np.nan)
    result = np.where(np.isnan(new), values, new + view.air).astype(np.float32)
    sign = 1.0 if span > 0 else -1.0
    noise = contrast_to_noise(values, result, drawn.outline, view.breast, view.pixel_mm)
    return NetworkInsertion(values=result, outline=drawn.outline, contrast_to_noise=sign * noise)


def _drawn(
    view: SeenView,
    grey: NDArray[np.uint8],
    network: ContextualNetwork,
    spec: LesionSpec,
    center: tuple[float, float],
    numbers: np.random.RandomState,
) -> ViewLesion:
    for _ in range(TRIES):
        seed = int(numbers.randint(MAX_SEED))
        try:
            found = network.lesion_in_view(
                grey, view.breast, center, view.pixel_mm, seed, size_mm=spec.extent_mm
            )
        except InputError as error:
            raise LesionError(f"In {view.name.label}: {error}") from error
        if found is not None and found.outline.any():
            return found
    raise LesionError(
        f"The network drew no {spec.kind.label} that lasts at that place in {view.name.label}. "
        "Choose another place or seed, or the engine physical."
    )
