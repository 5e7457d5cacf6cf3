"""Claims about the arithmetic before the graph: it equals torch's, and the order of conditions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from inference.array_files import from_npz
from inference.bundle_manifest import FileRole
from inference.generator import Generator
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import Technique


@pytest.fixture(scope="module")
def bundle(tiny_bundle: Path) -> ModelBundle:
    return load_bundle(tiny_bundle)


@pytest.fixture(scope="module")
def generator(bundle: ModelBundle) -> Generator:
    return Generator(bundle, provider="cpu", threads=1)


def torch_w(arrays: dict[str, torch.Tensor], z: torch.Tensor, c: torch.Tensor) -> torch.Tensor:
    """The published mapping network in torch."""

    def normalised(x: torch.Tensor) -> torch.Tensor:
        return x * (x.square().mean() + 1e-8).rsqrt()

    linear = torch.nn.functional.linear
    embedded = linear(c, arrays["embed.weight"], arrays["embed.bias"])
    x = torch.cat([normalised(z), normalised(embedded)])
    for i in range(sum(name.startswith("mapping.") for name in arrays) // 2):
        x = linear(x, arrays[f"mapping.{i}.weight"], arrays[f"mapping.{i}.bias"])
        x = torch.nn.functional.leaky_relu(x, 0.2) * 2**0.5
    return x


@pytest.mark.parametrize("position", ["CC", "MLO"])
@pytest.mark.parametrize("technique", list(Technique))
def test_numpy_maps_as_torch_does(
    bundle: ModelBundle, generator: Generator, position: str, technique: Technique
) -> None:
    packed = from_npz(bundle.read(FileRole.MAPPING), max_bytes=10**8)
    arrays = {name: torch.from_numpy(array).double() for name, array in packed.items()}
    z = np.random.default_rng(5).standard_normal(bundle.manifest.z_dim)
    c = torch.tensor(
        [position == "CC", position == "MLO", technique == "digital", technique == "film"]
    ).double()
    expected = torch_w(arrays, torch.from_numpy(z), c)
    w = generator.w(z, position, technique)
    np.testing.assert_allclose(w, expected.numpy(), rtol=1e-10)

    styles = torch.nn.functional.linear(expected, arrays["affine.weight"], arrays["affine.bias"])
    np.testing.assert_allclose(generator.styles(w), styles.numpy(), rtol=1e-5, atol=1e-6)


def test_truncation_pulls_toward_the_average_of_the_condition(
    bundle: ModelBundle, generator: Generator
) -> None:
    w_avg = from_npz(bundle.read(FileRole.MAPPING), max_bytes=10**8)["w_avg"].astype(np.float64)
    w = np.random.default_rng(5).standard_normal(bundle.manifest.w_dim)
    rows = [("CC", "digital"), ("CC", "film"), ("MLO", "digital"), ("MLO", "film")]
    for row, (position, technique) in enumerate(rows):
        condition = (position, Technique(technique))
        np.testing.assert_allclose(generator.truncated(w, 0, *condition), w_avg[row])
        np.testing.assert_allclose(generator.truncated(w, 1, *condition), w)
        half = generator.truncated(w, 0.5, *condition)
        np.testing.assert_allclose(half, (w + w_avg[row]) / 2)
