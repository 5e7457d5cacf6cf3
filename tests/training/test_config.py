from __future__ import annotations

from dataclasses import replace

import pytest

from inference.errors import MammogymError
from training.config import PRESETS, Stage, from_plain, preset, to_plain, with_stages
from training.errors import TrainingError
from training.training_loop import stage_at


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_survives_json(name: str) -> None:
    assert from_plain(to_plain(preset(name))) == preset(name)


def test_presets_end_at_the_heights_of_their_names() -> None:
    assert {"smoke", "cpu-640", "gpu-640"} <= set(PRESETS)
    assert preset("cpu-640").shape.rows == 640
    assert [stage.rows for stage in preset("gpu-640").stages] == [160, 320, 640]


def test_stages_are_read_from_text() -> None:
    config = with_stages(preset("smoke"), "20:0.1,40:2")
    assert config.stages == (Stage(rows=20, kimg=0.1), Stage(rows=40, kimg=2))
    assert config.shape.rows == 40
    assert config.total_nimg == 2100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "80",
        "80:x",
        "80:1,40:1",
        "80:1,80:1",
        "10:1",
        "81:1",
        "80:nan",
        "80:inf",
        "80:-1",
        "80:0",
        f"{5 * 2**30}:1",
    ],
)
def test_stages_that_are_none_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MammogymError):
        with_stages(preset("smoke"), text)


@pytest.mark.parametrize(
    "values",
    [
        {"batch": 6},
        {"batch": 0},
        {"batch": 2**40},
        {"learning_rate": -1.0},
        {"learning_rate": float("nan")},
        {"learning_rate": 0.0},
        {"seed": -1},
        {"seed": 2**70},
        {"compute": "float8"},
        {"helper": "vgg"},
        {"ema_kimg": ()},
        {"ema_kimg": (5.0, 0.0)},
        {"ema_kimg": (1.0, 2.0, 3.0, 4.0, 5.0)},
        {"penalty_weight": -1.0},
        {"penalty_interval": 0},
        {"select_kimg": 0.0},
    ],
)
def test_values_out_of_range_are_refused_with_a_sentence(values: dict[str, object]) -> None:
    with pytest.raises(TrainingError):
        replace(preset("smoke"), **values)  # type: ignore[arg-type]


def test_stages_on_windows_follow_stages_on_whole_views() -> None:
    config = with_stages(preset("smoke"), "20:0.1,40:2:20,80:1:20")
    assert config.stages[1] == Stage(rows=40, kimg=2, crop_rows=20)
    assert config.crop_rows == 20
    for text in ("20:1:20", "40:1:20,80:1", "20:1,40:1:80", "20:1,80:1:40,160:1:20", "20:1,40:1:5"):
        with pytest.raises(TrainingError):
            with_stages(preset("smoke"), text)


def test_unknown_presets_and_fields_are_refused() -> None:
    with pytest.raises(TrainingError, match="the presets are smoke"):
        preset("tpu")
    with pytest.raises(TrainingError, match="differs in"):
        from_plain({**to_plain(preset("smoke")), "colour": 1})


def test_stages_follow_each_other() -> None:
    config = with_stages(preset("smoke"), "20:0.1,40:0.2")
    assert stage_at(config, 0) == (config.stages[0], 0)
    assert stage_at(config, 99) == (config.stages[0], 99)
    assert stage_at(config, 100) == (config.stages[1], 0)
    assert stage_at(config, 250) == (config.stages[1], 150)
    assert stage_at(config, 1000) == (config.stages[1], 200)
