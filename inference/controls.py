"""The controls of a model: directions, components and parts that edits are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from inference.array_files import from_npz, to_npz
from inference.bundle_manifest import BundleManifest, FileRole
from inference.calibration import range_of
from inference.controls_manifest import FORMAT, AttributeControl, ControlsManifest, Parts
from inference.errors import BundleError, InputError, RecipeError
from inference.mapping_network import Array
from inference.model_bundle import ModelBundle, first_complaint
from inference.recipe import Technique

MAX_JSON_BYTES = 4_000_000
MAX_ARRAY_BYTES = 200_000_000
SHARE_TOLERANCE = 0.01
"""How far shares may add up to more than 1: they are stored in few digits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Controls:
    """What a model's edits are made of; K parts, A attributes, G sets of components.

    The arrays are in double precision, so that edits give the same styles everywhere.

    Attributes:
        manifest: names, units, ranges and tables.
        attribute_directions: (A, num_ws, w_dim), change of the ws for +1 sd of each attribute.
        component_mean: (G, w_dim), mean of w in each set of conditions; the last is of all.
        components: (G, n, w_dim), unit vectors.
        component_sd: (G, n), standard deviation of w along each.
        part_centroids: (K, channels), unit vectors of the tap's features; no rows without parts.
        part_queries: (K, S), share of each style channel's energy that lies in each part.
        style_energies: (S, rows, columns), share of each style channel's energy that lies in each
            cell of the parts' grid; None where a model does not tell.
        woman_gradients: (G − 1, k, w_dim), by condition, what +1 of w less its average adds to each
            attribute in which views are brought together, in sd; None where there are none.
        woman_changes: (G − 1, k, w_dim), change of w for +1 sd of each of them.
    """

    manifest: ControlsManifest
    attribute_directions: Array
    component_mean: Array
    components: Array
    component_sd: Array
    part_centroids: Array
    part_queries: Array
    style_energies: Array | None = None
    woman_gradients: Array | None = None
    woman_changes: Array | None = None

    @property
    def attributes(self) -> tuple[AttributeControl, ...]:
        """The named sliders."""
        return self.manifest.attributes

    def attribute(self, name: str) -> AttributeControl:
        """The slider of a name.

        Raises:
            RecipeError: there is none; the sentence names those that exist and their ranges.
        """
        for one in self.attributes:
            if one.name == name:
                return one
        raise RecipeError(f"There is no attribute {name!r}; {self.described()}.")

    def described(self) -> str:
        """Which attributes exist and how far they go, as a part of a sentence."""
        if not self.attributes:
            return "this model has none"
        return "there are " + ", ".join(range_of(one) for one in self.attributes)

    def direction(self, name: str) -> Array:
        """(num_ws, w_dim): what +1 sd of an attribute adds to the ws.

        Raises:
            RecipeError: there is no such attribute.
        """
        index = self.attributes.index(self.attribute(name))
        return self.attribute_directions[index]

    def component_set(self, view_position: str | None, technique: Technique) -> int:
        """Which set of components belongs to a condition; that of all where it has none."""
        for index, one in enumerate(self.manifest.components.conditions[:-1]):
            if one.technique == technique and one.view_position in (view_position, None):
                return index
        return len(self.manifest.components.conditions) - 1

    @property
    def parts(self) -> Parts:
        """The parts that local edits choose from.

        Raises:
            RecipeError: the model has none.
        """
        if self.manifest.parts is None:
            raise RecipeError("This model has no parts, so no place can be edited alone.")
        return self.manifest.parts


def load_controls(bundle: ModelBundle) -> Controls | None:
    """Read the controls of a bundle, or None where it has none.

    Raises:
        BundleError: they are damaged, of another model, or do not fit the model.
    """
    if FileRole.CONTROLS not in bundle.manifest.files:
        return None
    graph = bundle.manifest.files[FileRole.SYNTHESIS]
    return from_files(
        bundle.read(FileRole.CONTROLS),
        bundle.read(FileRole.CONTROL_ARRAYS),
        bundle.manifest,
        synthesis_sha256=graph.sha256,
    )


def from_files(
    description: bytes, arrays: bytes, model: BundleManifest, *, synthesis_sha256: str
) -> Controls:
    """Read controls from the content of `controls.json` and `controls.npz`.

    Args:
        description: JSON.
        arrays: npz.
        model: what they have to fit.
        synthesis_sha256: of the model's graph.

    Raises:
        BundleError: they are damaged, of another model, or do not fit the model.
    """
    manifest = _manifest(description, model.name)
    if manifest.synthesis_sha256 != synthesis_sha256:
        raise BundleError(
            f"The controls of {model.name} were made for another graph. Make them again with "
            "mammogym-train controls."
        )
    try:
        packed = from_npz(arrays, max_bytes=MAX_ARRAY_BYTES)
    except InputError as error:
        raise BundleError(f"The controls of {model.name}: {error}") from error
    known = [field.name for field in fields(Controls) if field.name != "manifest"]
    if unknown := sorted(set(packed) - set(known)):
        raise BundleError(
            f"The controls of {model.name} hold unknown arrays: {', '.join(unknown)}."
        )
    optional = {"style_energies", "woman_gradients", "woman_changes"}
    if missing := sorted(set(known) - optional - set(packed)):
        raise BundleError(f"The controls of {model.name} lack {', '.join(missing)}.")
    values: dict[str, Any] = {name: _finite(name, array) for name, array in packed.items()}
    controls = Controls(manifest=manifest, **values)
    _check(controls, model)
    return controls


def pack_controls(controls: Controls) -> dict[FileRole, bytes]:
    """The content of `controls.json` and `controls.npz`; arrays in single precision."""
    arrays: dict[str, NDArray[np.generic]] = {
        field.name: np.asarray(getattr(controls, field.name), np.float32)
        for field in fields(Controls)
        if field.name != "manifest" and getattr(controls, field.name) is not None
    }
    text = json.dumps(controls.manifest.model_dump(mode="json"), indent=1) + "\n"
    return {FileRole.CONTROLS: text.encode(), FileRole.CONTROL_ARRAYS: to_npz(arrays)}


def _manifest(description: bytes, name: str) -> ControlsManifest:
    if len(description) > MAX_JSON_BYTES:
        raise BundleError(f"The controls of {name} are too large to be read.")
    try:
        values = json.loads(description)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"The controls of {name} are not JSON: {error}.") from error
    version = values.get("format") if isinstance(values, dict) else None
    if version != FORMAT:
        raise BundleError(
            f"The controls of {name} have format {version!r}; this program reads format {FORMAT}. "
            "A newer version of Mammogym may read them."
        )
    try:
        return ControlsManifest.model_validate_json(description)
    except ValidationError as error:
        raise BundleError(
            f"The controls of {name} are damaged: {first_complaint(error)}."
        ) from error


def _finite(name: str, array: NDArray[np.generic]) -> Array:
    if not np.issubdtype(array.dtype, np.floating) or not np.isfinite(array).all():
        raise BundleError(f"The array {name} of the controls holds values that are no numbers.")
    return array.astype(np.float64)


def _check(controls: Controls, model: BundleManifest) -> None:
    """Compare all shapes with the model and the shares with 1."""
    parts = controls.manifest.parts
    fits = all(array.shape == shape for array, shape in _shapes(controls, model))
    fits = fits and controls.part_centroids.ndim == 2
    fits = fits and len(controls.part_centroids) == len(controls.part_queries)
    four_views = controls.manifest.one_woman is None or len(model.conditions.view) == 2
    if not fits or not four_views or (parts is not None and parts.tap not in model.taps):
        raise BundleError(
            f"The controls of {model.name} have other sizes than the model. Make them again with "
            "mammogym-train controls."
        )
    shares = [controls.part_queries.T]
    if controls.style_energies is not None:
        shares.append(controls.style_energies.reshape(model.styles_size, -1))
    positive = all(array.min(initial=0) >= 0 for array in [*shares, controls.component_sd])
    if not positive or any(
        share.sum(axis=1).max(initial=0) > 1 + SHARE_TOLERANCE for share in shares
    ):
        raise BundleError(f"The controls of {model.name} hold shares that are none.")


def _shapes(controls: Controls, model: BundleManifest) -> list[tuple[Array, tuple[int, ...]]]:
    """Each array and the shape it has to have."""
    manifest, w_dim, S = controls.manifest, model.w_dim, model.styles_size
    sets, count = len(manifest.components.conditions), manifest.components.count
    parts = manifest.parts
    shapes: list[tuple[Array, tuple[int, ...]]] = [
        (controls.attribute_directions, (len(manifest.attributes), model.num_ws, w_dim)),
        (controls.component_mean, (sets, w_dim)),
        (controls.components, (sets, count, w_dim)),
        (controls.component_sd, (sets, count)),
        (controls.part_queries, (len(parts.names) if parts else 0, S)),
    ]
    if controls.style_energies is not None:
        grid = (parts.rows, parts.columns) if parts else (0, 0)
        shapes.append((controls.style_energies, (S, *grid)))
    woman = manifest.one_woman
    needed = (sets - 1, len(woman.attributes), w_dim) if woman else ()
    shapes += [(_or_none(array), needed) for array in _woman(controls)]
    return shapes


def _woman(controls: Controls) -> tuple[Array | None, Array | None]:
    return controls.woman_gradients, controls.woman_changes


def _or_none(array: Array | None) -> Array:
    return np.zeros(()) if array is None else array
