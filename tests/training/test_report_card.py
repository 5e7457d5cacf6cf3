from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from inference.bundle_manifest import FileRole
from inference.model_bundle import load_bundle
from tests.training.small_dataset import CONFIG
from training.__main__ import main
from training.errors import TrainingError
from training.evaluation.evaluation import NETWORK_HASH, Evaluation
from training.evaluation.measure import Better, Measure
from training.evaluation.report_content import ReportContent
from training.report_card import network_hash, read_report, report_figures
from training.run_state import RunState
from training.training_loop import CHECKPOINT

MEASURES = (
    Measure(name="precision", value=0.6123, low=0.58, high=0.64, floor=0.83, better=Better.HIGHER),
    Measure(name="spectral slope", part="CC", value=3.01, better=Better.LIKE_FLOOR),
    Measure(name="something else", value=7.0, better=Better.LOWER),
    Measure(name="recall", value=float("nan"), better=Better.HIGHER),
)


def write_report(path: Path, graph: str) -> Path:
    content = ReportContent(
        title="t", bundle_name="b", bundle_hash="0" * 64, settings={}, measures=MEASURES
    )
    path.write_text(Evaluation(content=content, settings={NETWORK_HASH: graph}).to_json())
    return path


def test_a_card_says_value_interval_and_floor_of_what_matters_most(tmp_path: Path) -> None:
    report = read_report(write_report(tmp_path / "r.json", "a" * 64))
    assert report_figures(report) == {
        "precision (all)": "0.612 (0.58 to 0.64); real against real 0.83",
        "spectral slope (CC)": "3.01",
        "recall (all)": "not a number",
    }
    assert network_hash(report) == "a" * 64


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 99}', "\udcff"])
def test_what_is_no_report_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(TrainingError, match="report"):
        read_report(tmp_path / "r.json")


def test_a_report_without_its_parts_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for change in ({"measures": [{}]}, {"measures": 7}, {"settings": {}}, {"settings": 3}):
        report = {"format": 1, "measures": [], "settings": {}, **change}
        (tmp_path / "r.json").write_text(json.dumps(report))
        read = read_report(tmp_path / "r.json")
        with pytest.raises(TrainingError, match=r"evaluate|does not say"):
            report_figures(read)
            network_hash(read)


def test_export_takes_the_figures_of_this_very_network_and_of_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape = replace(CONFIG.shape, rows=40)
    run, first, second = (tmp_path / name for name in ("run", "first", "second"))
    run.mkdir()
    state = RunState(replace(CONFIG, shape=shape), torch.device("cpu"))
    state.save(run / CHECKPOINT)
    assert main(["export", "--run-dir", str(run), "--out", str(first)]) == 0
    graph = load_bundle(first).manifest.files[FileRole.SYNTHESIS].sha256
    export = ["export", "--run-dir", str(run), "--out", str(second), "--report"]
    other = write_report(tmp_path / "other.json", "b" * 64)
    assert main([*export, str(other)]) == 1
    assert "another network" in capsys.readouterr().err
    assert not second.exists()
    assert main([*export, str(write_report(tmp_path / "own.json", graph))]) == 0
    bundle = load_bundle(second)
    assert bundle.manifest.files[FileRole.SYNTHESIS].sha256 == graph
    assert "0.58 to 0.64" in bundle.read(FileRole.MODEL_CARD).decode()
