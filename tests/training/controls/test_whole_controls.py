"""From a bundle to one with controls that the engine loads and follows."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.bundle_manifest import FileRole
from inference.case_generator import CaseGenerator
from inference.controls import load_controls
from inference.model_bundle import load_bundle
from inference.recipe import ViewName
from inference.recipe_edits import AttributeSetting
from training.__main__ import main
from training.commands import controls as command
from training.controls import whole
from training.controls.drawing import Drawing
from training.controls.figures import CARD_HEADING
from training.controls.making import Effort
from training.controls.measurement import MeasuredAttribute, Measurement
from training.controls.page import write_page
from training.controls.report import html_page
from training.controls.whole import Done, control
from training.errors import TrainingError
from training.evaluation.edit_locality import locality

EFFORT = Effort(samples=240, mapped=400, parts=8)


def plain_measurement() -> Measurement:
    """What even an untrained model changes: greys of the upper and lower half."""

    def measure(image: np.ndarray, _: float, __: str) -> dict[str, float | None]:
        upper, lower = np.array_split(image, 2)
        return {
            "upper_grey": 100 * float(np.tanh(upper).mean()),
            "contrast": 100 * float(np.tanh(image).std()),
            "lower_grey": 100 * float(np.tanh(lower).mean()),
            "never_seen": None,
        }

    attributes = (
        MeasuredAttribute(name="upper_grey", label="Upper grey", unit="%"),
        MeasuredAttribute(name="contrast", label="Contrast", unit="%"),
        MeasuredAttribute(
            name="lower_grey", label="Lower grey", view_positions=("MLO",), moves=("contrast",)
        ),
        MeasuredAttribute(name="never_seen", label="Never seen"),
    )
    return Measurement(attributes=attributes, measure=measure)


@pytest.fixture(scope="module")
def done(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    out = tmp_path_factory.mktemp("controls") / "tiny"
    return control(
        tiny_bundle,
        out,
        samples=EFFORT.samples,
        seed=0,
        data=None,
        progress=lambda *_: None,
        measurement=plain_measurement(),
        effort=EFFORT,
    )


def test_the_engine_loads_the_controls_of_the_bundle(done: Done):
    loaded = load_controls(load_bundle(done.bundle.folder))
    assert loaded is not None
    assert {each.name for each in loaded.attributes} <= {"upper_grey", "contrast", "lower_grey"}
    assert len(loaded.attributes) >= 2
    manifest = done.bundle.manifest
    assert loaded.components.shape == (5, manifest.w_dim, manifest.w_dim)
    assert loaded.parts.tap == "features_10"


def test_a_slider_of_the_recipe_moves_its_attribute_as_the_table_says(done: Done):
    measurement = plain_measurement()
    names = [each.name for each in measurement.attributes]
    generator = CaseGenerator(done.bundle, provider="cpu", threads=1)
    slider = done.figures.made.controls.attributes[0]
    end = min(slider.high, 1.0)
    recipes = [generator.recipe(seed, truncation_psi=1.0) for seed in range(6)]
    wanted = (AttributeSetting(name=slider.name, position=end),)
    rises = []
    for recipe in recipes:
        values = [
            measurement.row(generator.image(each, ViewName.L_MLO), 1.0, "MLO")
            for each in (recipe, replace(recipe, attributes=wanted))
        ]
        rises.append((values[1] - values[0])[names.index(slider.name)])
    table = {step.position: step.value for step in slider.steps}
    expected = np.interp(end, list(table), list(table.values())) - table[0]
    assert np.mean(rises) == pytest.approx(expected, rel=0.5)


def test_a_bundle_without_controls_stays_as_it_is(done: Done, tiny_bundle: Path):
    before = load_bundle(tiny_bundle)
    assert FileRole.CONTROLS not in before.manifest.files
    assert done.bundle.name == before.name
    assert done.bundle.hash != before.hash
    for role in (FileRole.SYNTHESIS, FileRole.MAPPING):
        assert done.bundle.manifest.files[role] == before.manifest.files[role]


def test_the_same_seed_gives_the_same_bundle_in_place_of_the_first(done: Done, tmp_path: Path):
    folder = tmp_path / "tiny"
    shutil.copytree(done.bundle.folder, folder)
    again = control(
        folder,
        folder,
        samples=EFFORT.samples,
        seed=0,
        data=None,
        progress=lambda *_: None,
        measurement=plain_measurement(),
        effort=EFFORT,
    )
    assert again.bundle.hash == done.bundle.hash
    assert again.bundle.read(FileRole.MODEL_CARD).decode().count(CARD_HEADING) == 1


def test_local_edits_of_no_strength_change_nothing_and_full_ones_something(done: Done):
    drawing = Drawing(done.bundle, threads=1)
    loaded = done.figures.made.controls
    still = locality(drawing, loaded, 4, lambda *_: None, strength=0.0)
    full = locality(drawing, loaded, 4, lambda *_: None)
    assert np.isnan(still.inside[:, 0]).all() and not still.amount[:, 0].any()
    assert np.isnan(still.inside[:, 1]).all() and np.isfinite(still.inside[:, 2:]).all()
    assert (full.amount[:, 0] > 0).all()
    assert ((full.inside >= 0) & (full.inside <= 1)).all()
    # Blended, hardly anything changes outside, and inside what the edit alone would change.
    assert (full.inside[:, 0] > 0.7).all()
    assert (full.amount[:, 0] <= full.amount[:, 1] + 1e-6).all()
    # Style mixing in all layers is the reference itself, and changes most.
    assert (full.amount[:, 2] > full.amount[:, 1]).all()
    assert ((full.area > 0) & (full.area < 1)).all()


def test_the_previews_lie_where_the_controls_say(done: Done):
    loaded = load_controls(done.bundle)
    assert loaded is not None and loaded.manifest.previews is not None
    previews = loaded.manifest.previews
    sheet = Image.open(io.BytesIO(done.bundle.read(FileRole.CONTROL_PREVIEWS)))
    taken = np.zeros((sheet.height, sheet.width), dtype=int)
    for strip in previews.strips:
        wide = previews.columns * len(strip.positions)
        assert strip.top + previews.rows <= sheet.height and strip.left + wide <= sheet.width
        taken[strip.top : strip.top + previews.rows, strip.left : strip.left + wide] += 1
    assert taken.max() == 1
    kinds = {(strip.kind, strip.name, strip.view_position) for strip in previews.strips}
    for attribute in loaded.attributes:
        assert {("attribute", attribute.name, view) for view in ("CC", "MLO")} <= kinds
    assert ("component", "0", "CC") in kinds and ("part", "0", "MLO") in kinds


def test_the_middle_of_a_strip_is_the_view_as_it_is(done: Done):
    strips = [strip for strip in done.strips if strip.kind == "attribute"]
    middles = [strip.pictures[2] for strip in strips if strip.view_position == "CC"]
    assert all(np.array_equal(middle, middles[0]) for middle in middles)
    assert not np.array_equal(strips[0].pictures[0], strips[0].pictures[4])


def test_report_card_and_page_name_every_slider(done: Done, tmp_path: Path):
    report = json.loads(done.report)
    page = html_page(done.figures, done.strips, "Controls of <tiny>")
    card = done.bundle.read(FileRole.MODEL_CARD).decode()
    files = write_page(tmp_path / "CONTROLS.md", done.figures, done.strips, "tiny")
    text = (tmp_path / "CONTROLS.md").read_text()
    assert "Controls of &lt;tiny&gt;" in page and "http" not in page.replace("http-equiv", "")
    for slider in report["sliders"]:
        assert slider["label"] in page and slider["label"] in card and slider["label"] in text
    assert len(files) == 1 + len(report["sliders"])
    assert all(path.exists() for path in files)
    assert "Never seen has no slider" in " ".join(report["left_out"])


def test_the_command_writes_bundle_report_and_page(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.setattr(whole, "engine_measurement", plain_measurement)
    monkeypatch.setattr(whole, "Effort", lambda samples: replace(EFFORT, samples=samples))
    out, report = tmp_path / "tiny", tmp_path / "report"
    places = ["--out", str(out), "--report", str(report), "--page", str(tmp_path / "CONTROLS.md")]
    code = main(["controls", "--bundle", str(tiny_bundle), "--samples", "120", *places])
    said = capsys.readouterr()
    assert code == 0, said.err
    assert "sliders for" in said.out
    assert {path.name for path in report.iterdir()} == {command.JSON_NAME, command.HTML_NAME}
    assert (tmp_path / "CONTROLS.md").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--samples", "5"], "100 samples or more"),
        (["--seed", "-1"], "seed has to be 0 or more"),
        (["--data", "nowhere.h5"], "nowhere.h5"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tiny_bundle: Path, tmp_path: Path, capsys, arguments: list[str], sentence: str
):
    out = tmp_path / "out"
    code = main(["controls", "--bundle", str(tiny_bundle), "--out", str(out), *arguments])
    assert code == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_ctrl_c_ends_cleanly_and_leaves_the_bundle(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "tiny"
    shutil.copytree(tiny_bundle, folder)
    monkeypatch.setattr(whole, "make_controls", interrupted)
    assert main(["controls", "--bundle", str(folder)]) == 1
    assert "cancelled" in capsys.readouterr().err
    assert load_bundle(folder).hash == load_bundle(tiny_bundle).hash
    assert [path.name for path in tmp_path.iterdir()] == ["tiny"]


def test_a_bundle_that_was_replaced_meanwhile_is_not_overwritten(
    tiny_bundle: Path, done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "tiny"
    shutil.copytree(tiny_bundle, folder)
    made = done.figures.made

    def replaced_meanwhile(*_: object, **__: object) -> object:
        shutil.rmtree(folder)
        shutil.copytree(done.bundle.folder, folder)
        return made

    monkeypatch.setattr(whole, "make_controls", replaced_meanwhile)
    with pytest.raises(TrainingError, match="replaced by another state"):
        control(
            folder,
            folder,
            samples=EFFORT.samples,
            seed=0,
            data=None,
            progress=lambda *_: None,
            measurement=plain_measurement(),
            effort=EFFORT,
        )
    assert load_bundle(folder).hash == done.bundle.hash
