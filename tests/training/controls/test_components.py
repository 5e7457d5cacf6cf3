"""Components of w and ranges of layers, of a model whose mapping the engine knows too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inference.generator import Generator
from inference.model_bundle import load_bundle
from training.controls.components import components_of, layer_ranges
from training.controls.drawing import Drawing


@pytest.fixture
def drawing(tiny_bundle: Path) -> Drawing:
    return Drawing(load_bundle(tiny_bundle), provider="cpu", threads=1)


def test_many_z_are_mapped_as_the_engine_maps_each(drawing: Drawing):
    generator = Generator(drawing.bundle, provider="cpu", threads=1)
    z = np.random.RandomState(0).standard_normal((3, 16))
    for index, condition in enumerate(drawing.conditions):
        assert condition.view_position is not None
        expected = [generator.w(one, condition.view_position, condition.technique) for one in z]
        assert drawing.w(z, index) == pytest.approx(np.array(expected))


def test_a_view_without_a_change_is_that_of_the_engine(drawing: Drawing):
    generator = Generator(drawing.bundle, provider="cpu", threads=1)
    starts = drawing.starts("test", 3)
    expected = generator.draw(generator.styles(starts.w[2]), drawing.noise(int(starts.noises[2])))
    assert np.array_equal(drawing.draw(starts, 2), expected)
    change = np.zeros((drawing.bundle.manifest.num_ws, drawing.bundle.manifest.w_dim))
    assert np.array_equal(drawing.draw(starts, 2, change), expected)
    assert not np.array_equal(drawing.draw(starts, 2, change + 0.5), expected)


def test_components_are_unit_vectors_whose_sd_is_that_of_w(drawing: Drawing):
    found = components_of(drawing, lambda *_: None, samples=4000)
    assert len(found) == len(drawing.conditions) + 1
    z = np.random.RandomState(7).standard_normal((4000, 16))
    w = drawing.w(z, 1)
    for each in found:
        assert np.linalg.norm(each.vectors, axis=1) == pytest.approx(np.ones(len(each.sd)))
        assert (np.diff(each.sd) <= 0).all()
    along = (w - found[1].mean) @ found[1].vectors[:5].T
    assert along.std(axis=0) == pytest.approx(found[1].sd[:5], rel=0.06)
    assert found[1].mean == pytest.approx(w.mean(axis=0), abs=0.1)


def test_what_tells_conditions_apart_is_no_component_of_all(drawing: Drawing):
    *single, together = components_of(drawing, lambda *_: None, samples=2000)
    variances = [np.square(each.sd).sum() for each in single]
    assert np.square(together.sd).sum() == pytest.approx(np.mean(variances), rel=1e-3)


def test_whitening_and_back_gives_the_change_of_w(drawing: Drawing):
    together = components_of(drawing, lambda *_: None, samples=2000)[-1]
    w = drawing.w(np.random.RandomState(1).standard_normal((4, 16)), 0)
    coordinates = together.whitened(w, together.mean)
    assert together.unwhitened(coordinates) == pytest.approx(w - together.mean, abs=0.05)


def test_layer_ranges_tile_the_layers_from_coarse_to_fine(drawing: Drawing):
    whole, *ranges = layer_ranges(drawing.bundle.manifest)
    assert (whole.name, whole.first_layer) == ("all", 0)
    assert whole.last_layer == drawing.bundle.manifest.num_ws - 1
    assert [each.name for each in ranges] == ["coarse", "middle", "fine"]
    layers = [n for each in ranges for n in range(each.first_layer, each.last_layer + 1)]
    assert layers == list(range(drawing.bundle.manifest.num_ws))
