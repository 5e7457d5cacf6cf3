"""What the program remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.mouse import Modifier, MouseMap, Wheel
from app.settings import OverlayLevel, Settings, read_settings, write_settings
from app.viewer.state import WindowPreset


def test_settings_survive(tmp_path: Path):
    settings = Settings(
        page="read",
        seed=2**53 - 1,
        truncation_psi=0.4,
        overlay=OverlayLevel.FEW,
        folder="/a/ä",
        language="pt_BR",
        keys={"redo": ("F8",), "invert": ()},
        mouse=MouseMap(wheels={Modifier.NONE: Wheel.CASE}),
        link_zoom=False,
        link_pan=True,
        report=True,
        loupe_size_px=400,
        loupe_power=3.5,
        screens={"DP-1 2560×1600 @2": 0.21},
        presets=(WindowPreset(name="Mine", shift=0.1, width=0.7),),
    )
    write_settings(settings, tmp_path / "a" / "settings.json")
    assert read_settings(tmp_path / "a" / "settings.json") == (settings, "")


def test_without_a_file_the_program_has_its_own(tmp_path: Path):
    assert read_settings(tmp_path / "none.json") == (Settings(), "")


def test_unknown_settings_of_another_version_are_passed_over(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"format": 1, "seed": 3, "colour": "green"}))
    assert read_settings(path) == (Settings(seed=3), "")


@pytest.mark.parametrize(("old", "level"), [("true", "all"), ("false", "none")])
def test_a_file_of_the_first_format_is_understood(tmp_path: Path, old: str, level: str):
    path = tmp_path / "settings.json"
    path.write_text('{"format": 1, "seed": 3, "overlay": ' + old + "}")
    assert read_settings(path) == (Settings(seed=3, overlay=OverlayLevel(level)), "")


def test_the_words_over_views_go_round():
    levels = [OverlayLevel.ALL]
    for _ in range(3):
        levels.append(levels[-1].following)
    assert levels == ["all", "few", "none", "all"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"format": 3}',
        b'{"format": 1, "overlay": "all"}',
        b'{"format": 2, "overlay": true}',
        b'{"format": 2, "overlay": "some"}',
        b'{"format": 2, "language": "../de"}',
        b'{"format": 2, "link_pan": 1}',
        b'{"format": 2, "loupe_power": 100}',
        b'{"format": 2, "loupe_size_px": 1e9}',
        b'{"format": 2, "keys": []}',
        b'{"format": 2, "keys": {"redo": "F8"}}',
        b'{"format": 2, "keys": {"redo": [3]}}',
        b'{"format": 2, "mouse": {"drags": {"left": "fly"}, "wheels": {}}}',
        b'{"format": 2, "screens": {"a": 0}}',
        b'{"format": 2, "screens": {"a": NaN}}',
        b'{"format": 2, "screens": {"a": true}}',
        b'{"format": 1, "seed": "x"}',
        b'{"format": 1, "seed": -1}',
        b'{"format": 1, "seed": true}',
        b'{"format": 1, "truncation_psi": 3}',
        b'{"format": 1, "truncation_psi": NaN}',
        b'{"format": 1, "presets": 3}',
        b'{"format": 1, "presets": [{"name": "a", "width": 0}]}',
        b'{"format": 1, "presets": [{"name": "a", "width": NaN}]}',
        b'{"format": 1, "presets": [{"nam": "a"}]}',
        b"[" * 100_000,
    ],
)
def test_damaged_settings_are_set_aside_with_a_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings, sentence = read_settings(path)
    assert settings == Settings()
    assert "settings.json.damaged" in sentence
    assert (tmp_path / "settings.json.damaged").read_bytes() == content
    assert not path.exists()
