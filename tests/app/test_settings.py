"""What the program remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.settings import Settings, read_settings, write_settings
from app.viewer.state import WindowPreset


def test_settings_survive(tmp_path: Path):
    settings = Settings(
        page="read",
        seed=2**53 - 1,
        truncation_psi=0.4,
        overlay=False,
        folder="/a/ä",
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


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"format": 2}',
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
