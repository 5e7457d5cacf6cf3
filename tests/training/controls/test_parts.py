"""Parts: clusters that are known, their names, and the energies of style channels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from inference.model_bundle import load_bundle
from tests.tiny_bundle import TINY, untrained_generator
from training.controls.channel_energies import FeatureGraph, energies, normalised, on_grid
from training.controls.drawing import Drawing
from training.controls.found_parts import find_parts
from training.controls.parts import cluster, part_names
from training.networks.generator import ModulatedConv


@pytest.fixture
def planted() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of three places and air, the place of each cell, and where there is breast."""
    random = np.random.RandomState(0)
    places = np.zeros((6, 9, 6), dtype=int)
    places[:, 3:6], places[:, 6:] = 1, 2
    places[:, :, 4:] = 3
    axes = np.eye(8)[[0, 1, 2, 3]]
    scales = random.uniform(0.5, 5, (6, 9, 6, 1))
    features = scales * (axes[places] + 0.05 * random.standard_normal((6, 9, 6, 8)))
    return np.moveaxis(features, -1, 1), places, places < 3


def test_planted_parts_are_found_from_top_to_bottom_with_air_last(planted):
    taps, places, breast = planted
    found = cluster(taps, breast, seed=0, count=4)
    assert np.array_equal(found.labels, places)
    assert np.linalg.norm(found.centroids, axis=1) == pytest.approx(np.ones(4))
    assert found.coherence > 0.95


def test_the_same_seed_gives_the_same_parts(planted):
    taps, _, breast = planted
    first, second = (cluster(taps, breast, seed=5, count=6) for _ in range(2))
    assert np.array_equal(first.centroids, second.centroids)


def test_views_without_air_are_clustered_all_together(planted):
    taps, places, breast = planted
    found = cluster(taps, np.ones_like(breast), seed=0, count=4)
    assert len(np.unique(found.labels)) == 4
    for place in range(4):
        assert len(np.unique(found.labels[places == place])) == 1


def test_parts_are_named_by_where_they_lie(planted):
    _, places, breast = planted
    names = part_names(places, breast, 4)
    assert names == ("upper middle", "central middle", "lower middle", "air")


def test_parts_of_one_place_have_different_names():
    labels = np.zeros((1, 8, 8), dtype=int)
    labels[:, 3:5] = 1
    labels[:, 5:] = 2
    breast = np.ones((1, 8, 8), dtype=bool)
    names = part_names(np.where(labels == 2, 0, labels), breast, 3)
    assert names[2] == "unused"
    assert len(set(names)) == 3


def test_a_map_is_pooled_to_the_grid_and_a_coarser_one_repeated():
    fine = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    assert on_grid(fine, (2, 2))[0].tolist() == [[2.5, 4.5], [10.5, 12.5]]
    assert on_grid(fine, (8, 4))[0, :, 0].tolist() == [0, 0, 4, 4, 8, 8, 12, 12]


def test_energy_is_counted_from_the_mean_of_the_channel():
    random = np.random.RandomState(0)
    values = random.standard_normal((4, 3, 2, 2)).astype(np.float32) + 7
    moments = np.stack([values, np.square(values)], axis=1)
    expected = np.square(values - values.mean(axis=(0, 2, 3), keepdims=True))
    assert energies(moments) == pytest.approx(expected, abs=1e-4)


def test_shares_add_up_to_one_or_are_zero():
    shares = normalised(np.array([[1.0, 0], [3.0, 0]]), axis=0)
    assert shares.tolist() == [[0.25, 0], [0.75, 0]]


def test_the_features_of_all_layers_are_those_that_torch_scales(tiny_bundle: Path):
    drawing = Drawing(load_bundle(tiny_bundle), threads=1)
    graph = FeatureGraph(drawing)
    assert [each.layer for each in graph.scaled] == list(drawing.bundle.manifest.layers)
    starts = drawing.starts("test", 2)
    expected = _scaled_in_torch(drawing, starts)
    _, tap, features = list(graph.run(drawing, starts))[1]
    assert tap.shape == (16, 10, 8)
    for given, wanted in zip(features, expected, strict=True):
        assert given == pytest.approx(wanted, abs=2e-3)


def _scaled_in_torch(drawing: Drawing, starts) -> list[np.ndarray]:
    """What the convolutions of the second view take, with weights rounded as they are stored."""
    from training.onnx_graph import round_weights

    generator = untrained_generator(TINY)
    round_weights(generator.synthesis)
    taken: list[np.ndarray] = []
    for module in generator.synthesis.modules():
        if isinstance(module, ModulatedConv):
            module.register_forward_hook(lambda _, inputs, __: taken.append(inputs[0][0].numpy()))
    styles = torch.from_numpy(drawing.styles(starts.w[1]))[None]
    noise = torch.from_numpy(drawing.noise(int(starts.noises[1])).copy())[None]
    with torch.no_grad():
        generator.synthesis(styles, noise)
    return taken


def test_the_parts_of_a_model_fit_its_styles(tiny_bundle: Path):
    drawing = Drawing(load_bundle(tiny_bundle), threads=1)
    told: list[int] = []
    found = find_parts(drawing, lambda _, done, __: told.append(done), views=8, count=4)
    assert found is not None
    size = drawing.bundle.manifest.styles_size
    assert found.queries.shape == (4, size)
    assert found.style_energies.shape == (size, 10, 8)
    assert found.queries.sum(axis=0) == pytest.approx(np.ones(size))
    assert found.style_energies.sum(axis=(1, 2)) == pytest.approx(np.ones(size))
    assert len(found.names) == 4
    assert told == list(range(1, 9))
