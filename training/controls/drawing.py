"""Drawing views with edited w vectors, through the engine alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.bundle_manifest import FileRole
from inference.generator import Generator
from inference.mapping_network import Array, MappingNetwork
from inference.model_bundle import ModelBundle
from inference.recipe import Technique
from inference.runtime import ProviderChoice
from inference.seeds import stream

Number = TypeVar("Number", np.float32, np.float64)
Progress = Callable[[str, int, int], None]
"""Told a phase, how much of it is done, and of how much."""

NOISES = 16
"""How many different noise vectors there are: drawing a fresh one for each view takes too long."""

PSI_OF_SAMPLES = (0.8, 1.0)
PSI_OF_CASES = (0.65, 1.0)
"""Truncation of what sliders are calibrated on: that of the program, and what is beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a model was asked for.

    Attributes:
        view_position: None for a model that draws CC or MLO unasked.
        technique: whose look a view has.
    """

    view_position: str | None
    technique: Technique

    @property
    def measured_as(self) -> str:
        """The view position by which a picture is measured."""
        return self.view_position or "CC"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Starts:
    """Unedited views before they are drawn.

    Attributes:
        w: (n, w_dim), truncated.
        conditions: (n,) which of the model's conditions each has.
        noises: (n,) which noise each has.
    """

    w: Array
    conditions: NDArray[np.intp]
    noises: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.w)

    def of(self, numbers: NDArray[np.intp]) -> Starts:
        """Some of them."""
        return Starts(
            w=self.w[numbers], conditions=self.conditions[numbers], noises=self.noises[numbers]
        )


class Drawing:
    """A bundle that draws from w vectors.

    Attributes:
        bundle: the model.
        graph: its ONNX file, read once: the folder may be replaced during long work.
        network: its mapping and affine layers.
        conditions: what it can be asked for, in the order of `w_avg`.
        seed: of all that is drawn.
    """

    def __init__(
        self,
        bundle: ModelBundle,
        *,
        seed: int = 0,
        provider: str = ProviderChoice.AUTO,
        threads: int | None = None,
    ) -> None:
        self.bundle = bundle
        self.seed = seed
        self.graph = bundle.read(FileRole.SYNTHESIS)
        self.network = MappingNetwork.from_npz(bundle.read(FileRole.MAPPING), bundle.manifest)
        self._generator = Generator(bundle, provider=provider, threads=threads)
        known = bundle.manifest.conditions
        positions: tuple[str | None, ...] = known.view or (None,)
        self.conditions = tuple(
            Condition(view_position=position, technique=technique)
            for position in positions
            for technique in known.technique
        )

    def w(self, z: NDArray[Number], condition: int) -> NDArray[Number]:
        """Map many z (n, z_dim) under one condition to w (n, w_dim), not truncated.

        It is computed in the precision of z.
        """
        known = self.bundle.manifest.conditions
        one_hot = np.zeros(len(known.view) + len(known.technique))
        view, technique = divmod(condition, len(known.technique))
        if known.view:
            one_hot[view] = 1
        one_hot[len(known.view) + technique] = 1
        x = _normalised(z)
        embedded = self.network.embed_weight @ one_hot + self.network.embed_bias
        if len(embedded):
            wide = np.broadcast_to(_normalised(embedded[None]), (len(x), len(embedded)))
            x = np.concatenate([x, wide.astype(z.dtype)], axis=1)
        for weight, bias in self.network.layers:
            x = x @ weight.T.astype(z.dtype) + bias.astype(z.dtype)
            x = np.maximum(x, 0.2 * x) * z.dtype.type(np.sqrt(2.0))
        return x

    def starts(self, name: str, count: int, psi: tuple[float, float] = PSI_OF_SAMPLES) -> Starts:
        """Random views, each of a woman of its own, all conditions in turn.

        Args:
            name: of what they are for; other names give other women.
            count: how many.
            psi: lowest and highest truncation.
        """
        random = stream(self.seed, "controls", name)
        conditions = np.arange(count) % len(self.conditions)
        z = random.standard_normal((count, self.bundle.manifest.z_dim))
        strengths = random.uniform(*psi, count)[:, None]
        noises = random.randint(NOISES, size=count)
        w = np.empty((count, self.bundle.manifest.w_dim))
        for condition, w_avg in enumerate(self.network.w_avg):
            here = conditions == condition
            w[here] = w_avg + strengths[here] * (self.w(z[here], condition) - w_avg)
        return Starts(w=w, conditions=conditions.astype(np.intp), noises=noises.astype(np.intp))

    def styles(self, w: Array, change: Array | None = None) -> NDArray[np.float32]:
        """The styles (S,) of w (w_dim,) in all layers, with a change (num_ws, w_dim) added."""
        manifest = self.bundle.manifest
        ws = np.broadcast_to(w, (manifest.num_ws, manifest.w_dim))
        return self.network.styles(ws if change is None else ws + change, manifest)

    def noise(self, number: int) -> NDArray[np.float32]:
        """One of the noise vectors."""
        return _noise(self.seed, number, self.bundle.manifest.noise_size)

    def draw(self, starts: Starts, number: int, change: Array | None = None) -> NDArray[np.float32]:
        """Draw one view, edited or not.

        Args:
            starts: the views.
            number: which one of them.
            change: (num_ws, w_dim) added to its w vectors.

        Returns:
            (rows, columns), about −1 to 1, chest wall at the left.

        Raises:
            ProviderError: the provider gave up.
        """
        return self.draw_styles(self.styles(starts.w[number], change), int(starts.noises[number]))

    def draw_styles(self, styles: NDArray[np.float32], noise: int) -> NDArray[np.float32]:
        """Draw styles (S,) with one of the noise vectors."""
        return self._generator.draw(styles, self.noise(noise))

    def features(self, starts: Starts, number: int, tap: str) -> NDArray[np.float32]:
        """The features (channels, rows, columns) of one unedited view."""
        styles = self.styles(starts.w[number])
        noise = self.noise(int(starts.noises[number]))
        return self._generator.draw_with_features(styles, noise, tap)[1]


@lru_cache(maxsize=NOISES)
def _noise(seed: int, number: int, size: int) -> NDArray[np.float32]:
    noise = stream(seed, "controls noise", number).standard_normal(size).astype(np.float32)
    noise.flags.writeable = False
    return noise


def _normalised(x: NDArray[Number]) -> NDArray[Number]:
    scale = np.sqrt(np.mean(x * x, axis=1, keepdims=True) + 1e-8)
    return (x / scale).astype(x.dtype)
