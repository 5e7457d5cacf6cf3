"""Claims about imported networks: they draw as published, and the engine knows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray

from inference.bundle_manifest import FileRole
from inference.case import View
from inference.case_files import CaseFormat, write_case_files
from inference.case_generator import CaseGenerator
from inference.errors import InputError
from inference.generator import Generator
from inference.model_bundle import ModelBundle, load_bundle
from inference.pictures import npz, png
from inference.recipe import ALL_VIEWS, Technique
from tests.training.stylegan2 import reference
from tests.training.stylegan2.saved_networks import Persistent, Settings, write_network
from training.__main__ import main
from training.commands.import_stylegan2 import cur_nimg
from training.export import TOLERANCE

REC601 = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A network file and the bundle that the command made of it."""

    generator: Persistent
    bundle: ModelBundle
    grey: tuple[float, ...]
    mirrored: bool = False


def import_network(
    folder: Path, settings: Settings, *options: str
) -> tuple[Persistent, ModelBundle]:
    file = folder / "network-snapshot-000012.pkl"
    generator = write_network(file, settings)
    assert main(["import-stylegan2", str(file), "--out", str(folder / "theirs"), *options]) == 0
    return generator, load_bundle(folder / "theirs")


@pytest.fixture(scope="module")
def skip(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """As stylegan2-ada-pytorch makes them: colour, no labels."""
    options = ("--licence", "CC BY 4.0", "--title", "Theirs", "--credits", "Zakka et al.", "Beirut")
    made = import_network(tmp_path_factory.mktemp("skip"), Settings(), *options)
    return Imported(generator=made[0], bundle=made[1], grey=REC601)


@pytest.fixture(scope="module")
def resnet(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Residual, with labels, clamped, with a filter that is not symmetric, facing right."""
    settings = Settings(
        architecture="resnet", c_dim=4, conv_clamp=0.75, resample_filter=(1, 3, 2, 5)
    )
    options = ("--labels", "MLO,never,CC,always", "--chest-wall", "right", "--grey", "mean")
    folder = tmp_path_factory.mktemp("resnet")
    made = import_network(folder, settings, *options, "--technique", "film", "--pixel-mm", "0.7")
    return Imported(generator=made[0], bundle=made[1], grey=(1 / 3, 1 / 3, 1 / 3), mirrored=True)


@pytest.fixture(scope="module")
def orig(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """One picture layer, grey, without noise, with a long separable filter, of CC views alone."""
    taps = (1, 2, 3, 4, 5, 4, 3, 2, 1)
    settings = Settings(
        architecture="orig", img_channels=1, use_noise=False, resample_filter=taps, conv_clamp=256
    )
    options = ("--view", "CC", "--clear-air")
    made = import_network(tmp_path_factory.mktemp("orig"), settings, *options)
    return Imported(generator=made[0], bundle=made[1], grey=(1.0,))


def published(
    imported: Imported, z: NDArray[np.float64], c: list[float] | None, noise: NDArray | str
) -> NDArray[np.float64]:
    """The picture by the published formulas at ψ = 0.65, in grey, facing as the engine wants it."""
    label = None if c is None else torch.tensor([c], dtype=torch.float64)
    generator, maps = imported.generator, noise
    with torch.no_grad():
        w = reference.map_to_w(generator, torch.from_numpy(z)[None], label)
        w = reference.truncated(generator, w, 0.65)
        if not isinstance(noise, str):
            maps = [
                torch.from_numpy(
                    noise[layer.noise_offset : layer.noise_offset + layer.rows**2].reshape(
                        1, 1, layer.rows, layer.rows
                    )
                ).double()
                for layer in imported.bundle.manifest.layers
                if layer.noise_offset is not None
            ]
        colours = reference.draw(generator, w, maps)[0].numpy()
    grey = np.tensordot(np.array(imported.grey), colours, axes=1)
    return grey[:, ::-1] if imported.mirrored else grey


def drawn(
    imported: Imported, z: NDArray[np.float64], position: str, technique: Technique, noise: NDArray
) -> NDArray[np.float32]:
    """The picture that the engine draws at ψ = 0.65."""
    engine = Generator(imported.bundle, provider="cpu", threads=1)
    w = engine.truncated(engine.w(z, position, technique), 0.65, position, technique)
    return engine.draw(engine.styles(w), noise.astype(np.float32))


@pytest.mark.parametrize(
    ("which", "position", "label", "technique"),
    [
        ("skip", "CC", None, Technique.DIGITAL),
        ("resnet", "MLO", [1, 0, 0, 1], Technique.FILM),
        ("resnet", "CC", [0, 0, 1, 1], Technique.FILM),
        ("orig", "CC", None, Technique.DIGITAL),
    ],
)
def test_the_engine_draws_by_the_published_formulas(
    which: str,
    position: str,
    label: list[float] | None,
    technique: Technique,
    request: pytest.FixtureRequest,
) -> None:
    imported: Imported = request.getfixturevalue(which)
    manifest = imported.bundle.manifest
    for seed in (1, 2):
        random = np.random.default_rng(seed)
        z = random.standard_normal(manifest.z_dim)
        noise = random.standard_normal(manifest.noise_size)
        expected = published(imported, z, label, noise)
        assert expected.std() > 0.05
        given = drawn(imported, z, position, technique, noise)
        assert np.abs(given - expected).max() < TOLERANCE / 100


def test_the_noise_of_the_file_gives_the_pictures_that_its_project_draws(skip: Imported) -> None:
    layers = [layer for layer in skip.bundle.manifest.layers if layer.noise_offset is not None]
    noise = np.concatenate(
        [
            getattr(
                getattr(skip.generator.synthesis, layer.name.split(".")[0]),
                layer.name.split(".")[1],
            ).noise_const.numpy()
            for layer in layers
        ],
        axis=None,
    )
    z = np.random.default_rng(5).standard_normal(8)
    given = drawn(skip, z, "CC", Technique.DIGITAL, noise)
    assert np.abs(given - published(skip, z, None, "const")).max() < TOLERANCE / 100


def test_weights_stay_in_single_precision_and_nothing_is_random(skip: Imported) -> None:
    model = onnx.load_from_string(skip.bundle.read(FileRole.SYNTHESIS))
    assert {weight.data_type for weight in model.graph.initializer} <= {
        onnx.TensorProto.FLOAT,
        onnx.TensorProto.INT64,
    }
    assert not {node.op_type for node in model.graph.node if node.op_type.startswith("Random")}
    assert [output.name for output in model.graph.output] == ["image", "features_8"]


def case_of(imported: Imported, seed: int = 3, psi: float = 1.0) -> tuple[View, ...]:
    engine = CaseGenerator(imported.bundle, provider="cpu", threads=1)
    return engine.generate(engine.recipe(seed, truncation_psi=psi)).views


def test_a_network_without_labels_draws_four_views_that_differ_and_say_what_they_are(
    skip: Imported,
) -> None:
    views = case_of(skip)
    assert {view.name for view in views} == set(ALL_VIEWS)
    assert {view.label for view in views} == {"R CC or MLO", "L CC or MLO"}
    left = {view.name.value: view.pixels for view in views if view.name}
    turned = {name: p[:, ::-1] if name[0] == "R" else p for name, p in left.items()}
    pictures = [picture.astype(float) for picture in turned.values()]
    for index, one in enumerate(pictures):
        for other in pictures[:index]:
            assert np.abs(one - other).mean() > 0.1 * one.std()
    again = {view.name: view.pixels.tobytes() for view in case_of(skip)}
    assert again == {view.name: view.pixels.tobytes() for view in views}


def test_what_leaves_the_engine_claims_no_position_that_nobody_knows(
    skip: Imported, tmp_path: Path
) -> None:
    engine = CaseGenerator(skip.bundle, provider="cpu", threads=1)
    case = engine.generate(engine.recipe(3))
    assert b"R CC or MLO" in png(case.views[0])
    with np.load(_file(tmp_path / "view.npz", npz(case.views[0]))) as packed:
        assert packed["view"] == ""
    with pytest.raises(InputError, match="cannot be asked for CC or MLO"):
        write_case_files(case, tmp_path, case_format=CaseFormat.DICOM, model=skip.bundle)
    assert len(write_case_files(case, tmp_path, case_format=CaseFormat.PNG, model=skip.bundle)) == 4


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_network_with_labels_is_asked_for_its_views_and_look(resnet: Imported) -> None:
    manifest = resnet.bundle.manifest
    assert manifest.conditions.view == ("MLO", "CC")
    assert manifest.conditions.technique == (Technique.FILM,)
    assert {view.label for view in case_of(resnet)} == {"R CC", "L CC", "R MLO", "L MLO"}


def test_a_network_of_one_view_draws_that_view_of_both_breasts(orig: Imported) -> None:
    assert [view.label for view in case_of(orig)] == ["R CC", "L CC"]


def test_pictures_stay_as_the_network_draws_them_unless_their_air_is_to_be_cleared(
    skip: Imported, orig: Imported
) -> None:
    assert skip.bundle.manifest.air == "kept"
    left = next(view for view in case_of(skip) if view.name and view.name.image_laterality == "L")
    engine = CaseGenerator(skip.bundle, provider="cpu", threads=1)
    cleared = replace(skip.bundle, manifest=skip.bundle.manifest.model_copy(update={"air": None}))
    masked = CaseGenerator(cleared, provider="cpu", threads=1)
    recipe = engine.recipe(3, truncation_psi=1.0)
    other = next(view for view in masked.generate(recipe).views if view.name == left.name)
    lost = (left.pixels > 0) & (other.pixels == 0)
    assert lost.any()
    assert (left.pixels[~lost] == other.pixels[~lost]).all()
    assert orig.bundle.manifest.air is None


def test_the_bundle_says_where_it_comes_from_and_what_was_assumed(
    skip: Imported, resnet: Imported
) -> None:
    manifest = skip.bundle.manifest
    assert (manifest.rows, manifest.columns, manifest.pixel_mm) == (32, 32, 9.0)
    assert manifest.cur_nimg == 12_000
    assert manifest.figures["size of a pixel"] == "assumed: 288 mm / rows"
    assert manifest.credits == ("Zakka et al.", "Beirut")
    card = skip.bundle.read(FileRole.MODEL_CARD).decode()
    for words in ("Theirs", "CC BY 4.0", "Beirut", "Not for diagnosis", "12,000", "rec601"):
        assert words in card
    assert resnet.bundle.manifest.pixel_mm == 0.7
    assert resnet.bundle.manifest.figures["size of a pixel"] == "as stated"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("network-snapshot-025000.pkl", 25_000_000),
        ("fine-network-snapshot-000500-ema.pkl", 500_000),
        ("mammograms.pkl", 0),
    ],
)
def test_the_images_shown_stand_in_the_file_name(name: str, count: int) -> None:
    assert cur_nimg(Path(name)) == count


@pytest.mark.parametrize(
    ("label_count", "options", "words"),
    [
        (3, [], "labels of 3 columns"),
        (2, ["--labels", "CC"], "labels of 2 columns"),
        (0, ["--labels", "CC"], "no labels"),
        (2, ["--labels", "CC,CC"], "stand for the same"),
        (2, ["--labels", "CC,spiculated"], "'spiculated'"),
        (2, ["--labels", "CC,MLO", "--view", "CC"], "name views already"),
    ],
)
def test_labels_that_do_not_fit_are_refused_and_nothing_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    label_count: int,
    options: list[str],
    words: str,
) -> None:
    file = tmp_path / "network.pkl"
    write_network(file, Settings(c_dim=label_count))
    out = tmp_path / "theirs"
    assert main(["import-stylegan2", str(file), "--out", str(out), *options]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert not out.exists()


def test_a_malicious_file_ends_the_command_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path / "network.pkl", b"cos\nsystem\n(S'touch harm'\ntR.")
    assert main(["import-stylegan2", str(file), "--out", str(tmp_path / "theirs")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "names 'os.system'" in line
    assert list(tmp_path.iterdir()) == [file]
