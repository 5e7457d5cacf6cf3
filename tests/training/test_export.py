from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest

from inference.bundle_manifest import FileRole
from inference.case_generator import CaseGenerator
from inference.errors import MammogymError
from inference.model_bundle import load_bundle
from inference.recipe import ALL_VIEWS
from tests.tiny_bundle import TINY, untrained_generator
from training import export as export_module
from training.errors import TrainingError
from training.export import TOLERANCE, BundleText, export_bundle, parity
from training.networks.generator import Generator, noise_size, style_size
from training.onnx_graph import round_weights, to_onnx

TEXT = BundleText(
    name="mine",
    title="A generator",
    version="3",
    licence="CC BY 4.0",
    credits=("Collection A (Smith 2001), CC BY 3.0", "Collection B"),
    data="Trained on drawn films.",
    figures={"sliced Wasserstein distance": 0.125},
)


def make(seed: int = 0) -> Generator:
    generator = untrained_generator(seed=seed)
    round_weights(generator.synthesis)
    return generator


@pytest.fixture(scope="module")
def graph() -> bytes:
    return to_onnx(make().synthesis, 10, "features_10")


def test_the_graph_and_torch_agree_at_batch_1_and_4(graph: bytes) -> None:
    assert parity(make(), graph) <= TOLERANCE


def test_the_graph_takes_flat_styles_and_noise_and_gives_image_and_features(graph: bytes) -> None:
    model = onnx.load_from_string(graph)
    shapes = {
        value.name: [side.dim_value or side.dim_param for side in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    }
    assert shapes["styles"] == ["batch", style_size(TINY)]
    assert shapes["noise"] == ["batch", noise_size(TINY)]
    assert list(shapes) == ["styles", "noise", "image", "features_10"]
    assert [(opset.domain, opset.version) for opset in model.opset_import] == [("", 17)]


def test_the_graph_holds_no_random_numbers_no_groups_and_half_precision_weights(
    graph: bytes,
) -> None:
    model = onnx.load_from_string(graph)
    kinds = {node.op_type for node in model.graph.node}
    assert not {kind for kind in kinds if kind.startswith("Random")}
    groups = [a.i for node in model.graph.node for a in node.attribute if a.name == "group"]
    assert set(groups) <= {1}
    large = [w for w in model.graph.initializer if np.prod(w.dims) >= 64]
    assert {weight.data_type for weight in large} == {onnx.TensorProto.FLOAT16}


def test_the_graph_of_another_generator_is_told_by_its_difference(graph: bytes) -> None:
    assert parity(make(seed=1), graph) > 10 * TOLERANCE


def test_pictures_that_are_no_numbers_never_count_as_equal(graph: bytes) -> None:
    broken = make()
    next(broken.synthesis.parameters()).fill_(float("nan"))
    assert not parity(broken, graph) <= TOLERANCE


def test_a_spoiled_graph_is_refused_and_nothing_is_written(
    tmp_path: Path, graph: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_module, "to_onnx", lambda *_: graph)
    with pytest.raises(TrainingError, match="nothing was written"):
        export_bundle(make(seed=1), TEXT, 0, tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_a_generator_with_a_weight_that_is_no_number_is_refused(tmp_path: Path) -> None:
    broken = make()
    next(broken.synthesis.parameters()).fill_(float("inf"))
    with pytest.raises(MammogymError):
        export_bundle(broken, TEXT, 0, tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "mine"
    export_bundle(make(), TEXT, 12_345, folder)
    return folder


def test_the_model_card_says_where_from_under_what_licence_and_what_for(folder: Path) -> None:
    card = load_bundle(folder).read(FileRole.MODEL_CARD).decode()
    for words in (*TEXT.credits, TEXT.licence, TEXT.data, "Not for diagnosis", "12,345", "0.125"):
        assert words in card
    assert "largest difference between onnxruntime and torch" in card


def test_the_bundle_draws_four_views_in_the_engine(folder: Path) -> None:
    bundle = load_bundle(folder)
    assert (bundle.manifest.rows, bundle.manifest.columns) == (80, 64)
    assert bundle.manifest.pixel_mm == 3.6
    engine = CaseGenerator(bundle, provider="cpu", threads=1)
    case = engine.generate(engine.recipe(7))
    assert {view.name for view in case.views} == set(ALL_VIEWS)
    assert all(view.pixels.shape == (80, 64) for view in case.views)


def test_the_average_w_is_that_of_each_condition(folder: Path) -> None:
    bundle = load_bundle(folder)
    engine = CaseGenerator(bundle, provider="cpu", threads=1)
    means = [engine.generate(engine.recipe(seed, truncation_psi=0.0)).views for seed in (1, 2)]
    for one, other in zip(*means, strict=True):
        # Little more than noise is left of the seed.
        difference = np.abs(one.pixels.astype(float) - other.pixels)
        assert difference.mean() < 0.25 * one.pixels.std()
    names = {view.name.view_position: view.pixels.astype(float) for view in means[0] if view.name}
    assert np.abs(names["CC"] - names["MLO"]).mean() > 100


def test_exporting_twice_gives_equal_files(folder: Path, tmp_path: Path) -> None:
    again = export_bundle(make(), TEXT, 12_345, tmp_path / "mine")
    assert again.hash == load_bundle(folder).hash
    other = export_bundle(make(), replace(TEXT, version="4"), 12_345, tmp_path / "other")
    assert other.hash != again.hash


def test_a_figure_that_is_no_number_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for figures in ({"distance": float("nan")}, {"distance": [1]}):
        with pytest.raises(MammogymError):
            export_bundle(copy.deepcopy(make()), replace(TEXT, figures=figures), 0, tmp_path / "m")
    assert list(tmp_path.iterdir()) == []
