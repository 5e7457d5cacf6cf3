"""How local a local edit is: the share of what changes in a picture that lies inside the part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.controls import Controls
from inference.local_blend import blended, edited_share
from inference.local_edit import edited_locally, parts_map
from inference.mapping_network import Array
from inference.recipe_edits import LocalEdit
from inference.seeds import stream
from training.controls.drawing import PSI_OF_CASES, Drawing, Progress, Starts
from training.controls.previews import upsampled

LEAST_SHARE = 0.01
"""Share of the cells of the source that a part needs for a pair to edit it."""

WAYS = (
    "local edit",
    "local edit, not blended",
    "style mixing, all layers",
    "style mixing, middle layers",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Locality:
    """What edits of random parts changed, for pairs of a source and a reference.

    Attributes:
        inside: (pairs, ways) share of the absolute change that lies inside the part; not a number
            where nothing changed.
        amount: (pairs, ways) mean absolute change inside the part, over a range of 2.
        area: (pairs,) share of the picture's area, as far as it shows tissue in either picture,
            that the part takes.
        parts: (pairs,) the part that was edited.
    """

    inside: Array
    amount: Array
    area: Array
    parts: NDArray[np.intp]


def locality(
    drawing: Drawing, controls: Controls, pairs: int, progress: Progress, *, strength: float = 1.0
) -> Locality:
    """Edit parts of random views toward random references, and mix styles as a baseline.

    Args:
        drawing: the model.
        controls: of it, with parts.
        pairs: how many.
        progress: told how many pairs are done.
        strength: of the local edits.

    Source: Collins et al. 2020, Editing in Style, section 4 (in-cluster and out-of-cluster change).
    """
    sources = drawing.starts("locality sources", pairs, PSI_OF_CASES)
    references = drawing.starts("locality references", pairs, PSI_OF_CASES)
    random = stream(drawing.seed, "controls locality")
    found = []
    for number in range(pairs):
        found.append(_pair(drawing, controls, sources, references, number, strength, random))
        progress("locality", number + 1, pairs)
    inside, amount, area, parts = zip(*found, strict=True)
    return Locality(
        inside=np.array(inside),
        amount=np.array(amount),
        area=np.array(area),
        parts=np.array(parts),
    )


def _pair(
    drawing: Drawing,
    controls: Controls,
    sources: Starts,
    references: Starts,
    number: int,
    strength: float,
    random: np.random.RandomState,
) -> tuple[Array, Array, float, int]:
    source = drawing.styles(sources.w[number]).astype(np.float64)
    reference = drawing.styles(references.w[number]).astype(np.float64)
    noise = int(sources.noises[number])
    features = drawing.features(sources, number, controls.parts.tap)
    labels = parts_map(features, controls)
    before = _drawn(drawing, source, noise)
    part = _random_part(labels, before, random)
    here = upsampled(labels, (before.shape[0], before.shape[1])) == part
    edit = LocalEdit(seed=0, strength=strength, part=part)
    spread, *mixed = (
        _drawn(drawing, styles, noise)
        for styles in (
            edited_locally(source, reference, edit, controls, drawing.bundle.manifest),
            reference,
            _mixed(drawing, controls, source, reference),
        )
    )
    share = edited_share((edit,), features, controls, (before.shape[0], before.shape[1]))
    pictures = [blended(spread, before, share), spread, *mixed]
    changes = np.abs(np.stack(pictures) - before)
    totals = changes.sum(axis=(1, 2))
    inside = changes[:, here].sum(axis=1) / np.where(totals > 0, totals, np.nan)
    seen = (before > -1) | (changes[WAYS.index("style mixing, all layers")] > 0)
    return inside, changes[:, here].mean(axis=1), float((seen & here).sum() / seen.sum()), part


def _drawn(drawing: Drawing, styles: Array, noise: int) -> NDArray[np.float32]:
    return np.clip(drawing.draw_styles(styles.astype(np.float32), noise), -1, 1)


def _random_part(
    labels: NDArray[np.intp], picture: NDArray[np.float32], random: np.random.RandomState
) -> int:
    """One of the parts that the picture shows, and that are not mostly air."""
    fine = upsampled(labels, (picture.shape[0], picture.shape[1]))
    shown = [
        int(part)
        for part in np.unique(labels)
        if (labels == part).mean() >= LEAST_SHARE and (picture[fine == part] > -0.9).mean() > 0.5
    ]
    return shown[random.randint(len(shown))] if shown else int(labels[0, 0])


def _mixed(drawing: Drawing, controls: Controls, source: Array, reference: Array) -> Array:
    """Style mixing: the reference's styles in the middle layers.

    Source: Karras et al. 2019, section 3.1.
    """
    ranges = {each.name: each for each in controls.manifest.components.layer_ranges}
    chosen = ranges.get("middle", ranges["all"])
    mixed = source.copy()
    for layer in drawing.bundle.manifest.layers:
        if chosen.first_layer <= layer.w_index <= chosen.last_layer:
            inside = slice(layer.style_offset, layer.style_offset + layer.style_channels)
            mixed[inside] = reference[inside]
    return mixed
