"""What a model bundle says of itself: the content of `bundle.json` and the checks on it."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from inference.recipe import Technique

FORMAT = 1
"""Number of the bundle format written here; other numbers are refused."""

MAX_FILE_BYTES = 200_000_000
"""Largest file of a bundle."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A plain name, also for files: no path parts, nothing hidden."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=1, le=4096)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]


class FileRole(StrEnum):
    """What a file of a bundle is for."""

    SYNTHESIS = "synthesis"
    """ONNX graph from `styles` [batch, S] and `noise` [batch, N] to `image` and the taps."""
    MAPPING = "mapping"
    """npz: mapping network, condition embedding, average w and the affine layers."""
    MODEL_CARD = "model_card"
    """Markdown: data, credits, licence, figures."""
    SAMPLES = "samples"
    """PNG: a grid of samples."""
    CONTROLS = "controls"
    """JSON: sliders, components and parts, as `inference.controls_manifest` describes them."""
    CONTROL_ARRAYS = "control_arrays"
    """npz: directions, components, centroids and queries that belong to `controls`."""
    CONTROL_PREVIEWS = "control_previews"
    """PNG: strips that show what each control does."""


FILE_NAMES = {
    FileRole.SYNTHESIS: "synthesis.onnx",
    FileRole.MAPPING: "mapping.npz",
    FileRole.MODEL_CARD: "model_card.md",
    FileRole.SAMPLES: "samples.png",
    FileRole.CONTROLS: "controls.json",
    FileRole.CONTROL_ARRAYS: "controls.npz",
    FileRole.CONTROL_PREVIEWS: "controls.png",
}
REQUIRED_ROLES = (FileRole.SYNTHESIS, FileRole.MAPPING)

TRAINED_ON_NAME = "trained_on.json"
"""Fingerprints of the pictures that the networks learned from, as `inference.real_pool.trained_on`
describes them. It changes no picture, so the manifest does not name it and the hash leaves it out:
it has a checksum of its own, and says which synthesis graph it belongs to."""


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, protected_namespaces=()
    )


class BundleFile(_Part):
    """One file of a bundle.

    Attributes:
        file: its plain name in the bundle's folder.
        sha256: of its content, hexadecimal.
        bytes: its size.
    """

    file: Name
    sha256: Sha256
    bytes: Annotated[int, Field(ge=0, le=MAX_FILE_BYTES)]


class StyledLayer(_Part):
    """One layer of the synthesis network that takes a style.

    Attributes:
        name: as in the network.
        rows: height of what it gives.
        columns: width of what it gives.
        style_offset: where its style starts in the flat `styles` vector.
        style_channels: how many numbers its style has.
        noise_offset: where its rows × columns noise starts in the flat `noise` vector, or None for
            a layer without noise.
        w_index: which of the w vectors its style comes from.
    """

    name: Name
    rows: Count
    columns: Count
    style_offset: Offset
    style_channels: Count
    noise_offset: Offset | None
    w_index: Annotated[int, Field(ge=0, le=255)]


class Conditions(_Part):
    """What the model was trained to tell apart; the order is that of the one-hot vectors.

    Attributes:
        view: view positions; none for a model that draws one or the other unasked.
        technique: whose look a view can have.
    """

    view: tuple[Literal["CC", "MLO"], ...]
    technique: Annotated[tuple[Technique, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _are_different(self) -> Self:
        if len(set(self.view)) < len(self.view) or len(set(self.technique)) < len(self.technique):
            raise ValueError("a condition stands there twice")
        return self


class BundleManifest(_Part):
    """The content of `bundle.json`.

    Attributes:
        format: number of the bundle format.
        name: of the model, as recipes name it.
        title: of the model, for people.
        version: of the model.
        licence: of the model.
        created_with: version of the program that wrote the bundle.
        rows: height of an image.
        columns: width of an image.
        pixel_mm: spacing of an image, the same in both directions.
        conditions: what the model can be asked for.
        z_dim: length of z.
        w_dim: length of w.
        num_ws: how many w vectors one image takes, one for each styled layer.
        layers: the styled layers in the order of the network.
        styles_size: length S of the flat `styles` vector; the layers' styles tile it.
        noise_size: length N of the flat `noise` vector; the layers' noise tiles it.
        cur_nimg: how many images the discriminator had seen.
        taps: names of the graph's feature outputs beside `image`.
        files: what lies in the folder.
        credits: a line for each data set or work the model rests on.
        figures: what was measured of the model.
        air: `kept` where pictures stay as the model draws them; None where all that is no breast
            becomes 0. It is written only where it is set, so that older bundles keep their hash.
    """

    format: Literal[1]
    name: Name
    title: str
    version: str
    licence: str
    created_with: str
    rows: Count
    columns: Count
    pixel_mm: Annotated[float, Field(gt=0, le=10)]
    conditions: Conditions
    z_dim: Count
    w_dim: Count
    num_ws: Annotated[int, Field(ge=1, le=256)]
    layers: Annotated[tuple[StyledLayer, ...], Field(min_length=1, max_length=256)]
    styles_size: Annotated[int, Field(ge=1, le=1_000_000)]
    noise_size: Annotated[int, Field(ge=1, le=100_000_000)]
    cur_nimg: Annotated[int, Field(ge=0)]
    taps: tuple[Name, ...]
    files: dict[FileRole, BundleFile]
    credits: tuple[str, ...]
    figures: dict[str, float | int | str]
    air: Literal["kept"] | None = None

    @model_serializer(mode="wrap")
    def _without_what_is_not_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values = dump(self)
        if self.air is None:
            del values["air"]
        return values

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        styles = [(layer.style_offset, layer.style_channels) for layer in self.layers]
        noise = [
            (layer.noise_offset, layer.rows * layer.columns)
            for layer in self.layers
            if layer.noise_offset is not None
        ]
        if not _tile(styles, self.styles_size):
            raise ValueError("the styles of the layers do not tile the styles vector")
        if not _tile(noise, self.noise_size):
            raise ValueError("the noise of the layers does not tile the noise vector")
        if {layer.w_index for layer in self.layers} != set(range(self.num_ws)):
            raise ValueError("the layers do not use each of the w vectors")
        if missing := [role.value for role in REQUIRED_ROLES if role not in self.files]:
            raise ValueError(f"it names no file for {', '.join(missing)}")
        if len({entry.file for entry in self.files.values()}) < len(self.files):
            raise ValueError("a file has two roles")
        return self

    @property
    def condition_count(self) -> int:
        """How many combinations of view and technique there are."""
        return max(1, len(self.conditions.view)) * len(self.conditions.technique)


def content_hash(manifest: BundleManifest) -> str:
    """SHA-256, hexadecimal, of a manifest in one spelling of JSON, and with it of every file."""
    values = manifest.model_dump(mode="json")
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _tile(slices: list[tuple[int, int]], size: int) -> bool:
    """Whether (offset, length) pairs cover 0 … size without gap and overlap."""
    end = 0
    for offset, length in sorted(slices):
        if offset != end:
            return False
        end += length
    return end == size
