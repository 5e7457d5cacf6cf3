"""Claims about what ships: found in a checkout, a wheel and a frozen program alike."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from inference import resources
from inference.__main__ import main
from inference.bundle_writing import write_bundle
from inference.errors import BundleError
from inference.model_bundle import load_bundle, manifest_text

CHECKOUT = Path(resources.__file__).resolve().parent.parent


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The models folder of a program frozen by PyInstaller, which is empty at first."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    models = tmp_path / "resources" / "models"
    models.mkdir(parents=True)
    return models


def test_in_a_checkout_they_lie_beside_the_packages() -> None:
    assert resources.resources_folder() == CHECKOUT / "resources"
    assert resources.icons_folder() == CHECKOUT / "resources" / "icons"


def test_in_a_wheel_they_lie_under_a_name_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mammogym_resources").mkdir()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "inference" / "resources.py"))
    assert resources.resources_folder() == tmp_path / "mammogym_resources"


def test_the_finest_model_is_the_one_to_use(frozen: Path, tiny_bundle: Path) -> None:
    shutil.copytree(tiny_bundle, frozen / "a-coarse")
    coarse = load_bundle(tiny_bundle)
    values = json.loads(manifest_text(coarse.manifest))
    for field in ("format", "created_with", "files", "hash"):
        del values[field]
    values["rows"] *= 2
    files = {role: coarse.read(role) for role in coarse.manifest.files}
    write_bundle(frozen / "b-fine", values, files)
    assert resources.shipped_bundles() == [frozen / "b-fine", frozen / "a-coarse"]
    assert resources.shipped_bundle() == frozen / "b-fine"


def test_where_no_model_ships_a_sentence_says_so(
    frozen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BundleError, match="No model bundle lies in"):
        resources.shipped_bundle()
    arguments = ["make", "--seed", "7", "--format", "png", "--out", str(tmp_path / "out")]
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("mammogym-cases: error: No model bundle lies in")
    assert main(["info"]) == 0
    assert "no model bundle in" in capsys.readouterr().out


def test_the_shipped_model_is_whole() -> None:
    folders = resources.shipped_bundles()
    if not folders:
        pytest.skip("no model lies in resources/models")
    for folder in folders:
        assert load_bundle(folder).manifest.rows >= 320
