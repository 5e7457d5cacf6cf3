"""The generator of a bundle: from z, a condition and noise to an image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inference.bundle_manifest import FileRole
from inference.errors import BundleError, ProviderError, RecipeError
from inference.mapping_network import Array, MappingNetwork
from inference.model_bundle import ModelBundle
from inference.recipe import Technique
from inference.runtime import (
    ProviderChoice,
    Runtime,
    SessionFactory,
    open_onnxruntime_session,
    start,
)


class Generator:
    """A trained generator, ready to draw.

    The graph always runs on one image at a time: a view is then the same whether it is drawn alone
    or among others.

    Attributes:
        bundle: where the generator comes from.
        runtime: the started graph.
    """

    def __init__(
        self,
        bundle: ModelBundle,
        *,
        provider: str = ProviderChoice.AUTO,
        threads: int | None = None,
        open_session: SessionFactory = open_onnxruntime_session,
    ) -> None:
        self.bundle = bundle
        self._manifest = bundle.manifest
        self._network = MappingNetwork.from_npz(bundle.read(FileRole.MAPPING), bundle.manifest)
        self.runtime: Runtime = start(
            bundle.read(FileRole.SYNTHESIS),
            warm_up=_feeds(
                np.zeros(self._manifest.styles_size, np.float32),
                np.zeros(self._manifest.noise_size, np.float32),
            ),
            output="image",
            preference=provider,
            threads=threads,
            open_session=open_session,
        )

    def w(self, z: Array, view_position: str, technique: Technique) -> Array:
        """Map z under a condition to w.

        Args:
            z: (z_dim,) standard normal numbers.
            view_position: `CC` or `MLO`; it changes nothing where the model cannot be asked for
                one.
            technique: whose look the view has.

        Returns:
            (w_dim,).

        Raises:
            RecipeError: the model was not trained on this condition.
        """
        view_index, technique_index = self._indices(view_position, technique)
        conditions = self._manifest.conditions
        one_hot = np.zeros(len(conditions.view) + len(conditions.technique))
        if conditions.view:
            one_hot[view_index] = 1
        one_hot[len(conditions.view) + technique_index] = 1
        return self._network.w(z, one_hot)

    def truncated(
        self, w: Array, truncation_psi: float, view_position: str, technique: Technique
    ) -> Array:
        """Pull w toward the average of its condition: w_avg + ψ (w − w_avg).

        Source: Karras et al. 2019, section 4 of the appendix (truncation in w).
        """
        w_avg = self.w_avg(view_position, technique)
        return w_avg + truncation_psi * (w - w_avg)

    def w_avg(self, view_position: str, technique: Technique) -> Array:
        """The average w (w_dim,) of a condition.

        Raises:
            RecipeError: the model was not trained on it.
        """
        view_index, technique_index = self._indices(view_position, technique)
        row = view_index * len(self._manifest.conditions.technique) + technique_index
        return self._network.w_avg[row]

    def styles(self, w: Array) -> NDArray[np.float32]:
        """The flat styles vector (S,) of an image.

        Args:
            w: (w_dim,) for all layers, or (num_ws, w_dim), one for each.
        """
        ws = np.broadcast_to(w, (self._manifest.num_ws, self._manifest.w_dim))
        return self._network.styles(ws, self._manifest)

    def draw(self, styles: NDArray[np.float32], noise: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the graph.

        Args:
            styles: (S,).
            noise: (N,) standard normal numbers.

        Returns:
            (rows, columns), about −1 (black) to 1 (white).

        Raises:
            BundleError: the graph gives something else than the manifest says.
            ProviderError: the provider gave up.
        """
        return self._checked_image(self.runtime.run(_feeds(styles, noise), ["image"])[0])

    def draw_with_features(
        self, styles: NDArray[np.float32], noise: NDArray[np.float32], tap: str
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the graph and give the features of one of its taps beside the image.

        Args:
            styles: (S,).
            noise: (N,) standard normal numbers.
            tap: one of the taps that the manifest names.

        Returns:
            (rows, columns) as `draw` gives it, and (channels, rows, columns) of the tap.

        Raises:
            BundleError: the graph gives something else than the manifest says.
            ProviderError: the provider gave up.
        """
        if tap not in self._manifest.taps:
            raise BundleError(f"The model {self.bundle.name} has no features named {tap}.")
        image, features = self.runtime.run(_feeds(styles, noise), ["image", tap])
        if features.ndim != 4 or len(features) != 1:
            raise BundleError(
                f"The graph of {self.bundle.folder} gives features of shape {features.shape}. "
                "Export the model again."
            )
        return self._checked_image(image), features[0]

    def _checked_image(self, image: NDArray[np.float32]) -> NDArray[np.float32]:
        if image.shape != (1, 1, self._manifest.rows, self._manifest.columns):
            raise BundleError(
                f"The graph of {self.bundle.folder} gives images of shape {image.shape}, which is "
                "not what its bundle.json says. Export the model again."
            )
        if not np.isfinite(image).all():
            raise ProviderError(
                f"The model gave values that are no numbers on {self.runtime.provider}. "
                "Choose the provider cpu."
            )
        return image[0, 0]

    def _indices(self, view_position: str, technique: Technique) -> tuple[int, int]:
        conditions = self._manifest.conditions
        return (
            self._index(view_position, conditions.view) if conditions.view else 0,
            self._index(technique, conditions.technique),
        )

    def _index(self, asked: str, trained: Sequence[str]) -> int:
        if asked not in trained:
            raise RecipeError(
                f"The model {self.bundle.name} was not trained on {asked}; "
                f"it knows {', '.join(trained)}."
            )
        return trained.index(asked)


def _feeds(
    styles: NDArray[np.float32], noise: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    return {"styles": styles[np.newaxis], "noise": noise[np.newaxis]}
