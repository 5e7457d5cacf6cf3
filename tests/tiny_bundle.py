"""A model bundle small enough for every test: an untrained generator, exported the true way."""

from __future__ import annotations

from pathlib import Path

import torch

from inference.model_bundle import ModelBundle
from training.export import BundleText, export_bundle
from training.networks.generator import Generator, Level
from training.networks.shape import NetworkShape

TINY = NetworkShape(rows=80, z_dim=16, w_dim=24, mapping_layers=2, most=16, least=8)


def write_tiny_bundle(folder: Path, *, shape: NetworkShape = TINY, seed: int = 0) -> ModelBundle:
    """Write an untrained generator as a bundle.

    Args:
        folder: where to; its name becomes the model's.
        shape: of the networks: frame, widths, conditions.
        seed: of the weights.
    """
    text = BundleText(
        name=folder.name,
        title="Untrained, for tests",
        version="1",
        licence="Apache-2.0",
        credits=("nobody's data",),
        data="Not trained.",
        figures={},
    )
    return export_bundle(untrained_generator(shape, seed), text, cur_nimg=0, folder=folder)


def untrained_generator(shape: NetworkShape = TINY, seed: int = 0) -> Generator:
    """A generator that draws something, unlike a fresh one, and shows its noise.

    Args:
        shape: of the networks.
        seed: of the weights.
    """
    state = torch.random.get_rng_state()
    torch.manual_seed(seed)
    generator = Generator(shape).requires_grad_(False).eval()
    for level in generator.synthesis.levels.values():
        assert isinstance(level, Level)
        level.noise_strengths.fill_(0.02)
        torch.nn.init.normal_(level.grey.weight)
    torch.random.set_rng_state(state)
    return generator
