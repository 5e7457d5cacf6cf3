"""Claims about what a bundle says it was trained on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inference.bundle_manifest import TRAINED_ON_NAME, FileRole
from inference.bundle_writing import write_with_files
from inference.errors import BundleError
from inference.model_bundle import ModelBundle, load_bundle
from inference.real_pool.trained_on import (
    load_trained_on,
    shipped_trained_on,
    trained_on_text,
)

ONE, TWO = "0f" * 32, "a5" * 32


@pytest.fixture
def bundle(tiny_bundle: Path, tmp_path: Path) -> ModelBundle:
    """A bundle that says what it was trained on."""
    folder = tmp_path / "tiny"
    shutil.copytree(tiny_bundle, folder)
    made = load_bundle(folder)
    text = trained_on_text(made, [TWO, ONE], ["Anna"], b"salt")
    (folder / TRAINED_ON_NAME).write_text(text)
    return made


def test_what_was_written_is_read_back(bundle: ModelBundle) -> None:
    known = load_trained_on(bundle)
    assert known is not None
    assert known.knows(ONE)
    assert not known.knows("33" * 32)
    assert known.knows_patient("Anna")
    assert not known.knows_patient("Berta")


def test_names_of_patients_are_not_in_the_file(bundle: ModelBundle) -> None:
    assert "Anna" not in (bundle.folder / TRAINED_ON_NAME).read_text()


def test_it_does_not_change_which_model_a_bundle_is(bundle: ModelBundle, tiny_bundle: Path) -> None:
    assert load_bundle(bundle.folder).hash == load_bundle(tiny_bundle).hash


def test_it_stays_when_a_bundle_is_written_again(bundle: ModelBundle, tmp_path: Path) -> None:
    card = {FileRole.MODEL_CARD: b"# Another card\n"}
    for folder in (bundle.folder, tmp_path / "elsewhere"):
        again = write_with_files(load_bundle(bundle.folder), folder, card, {})
        known = load_trained_on(again)
        assert known is not None
        assert known.knows(ONE)


def test_a_bundle_may_say_nothing(tiny_bundle: Path) -> None:
    assert load_trained_on(load_bundle(tiny_bundle)) is None


def test_that_of_another_network_is_refused(bundle: ModelBundle) -> None:
    path = bundle.folder / TRAINED_ON_NAME
    entry = bundle.manifest.files[FileRole.SYNTHESIS]
    other = bundle.manifest.model_copy(
        update={"files": {**bundle.manifest.files, FileRole.SYNTHESIS: entry.model_copy(
            update={"sha256": "00" * 32})}}
    )  # fmt: skip
    stranger = ModelBundle(folder=bundle.folder, manifest=other, hash=bundle.hash)
    assert path.exists()
    with pytest.raises(BundleError, match="another network"):
        load_trained_on(stranger)


def test_an_altered_or_damaged_list_is_refused(bundle: ModelBundle) -> None:
    path = bundle.folder / TRAINED_ON_NAME
    whole = path.read_text()
    values = json.loads(whole)
    values["fingerprints"] = values["fingerprints"][:1]
    for text, words in (
        (json.dumps(values), "checksum"),
        (whole[:100], "damaged"),
        ("[]", "damaged"),
        (whole.replace(ONE, "x" * 64), "damaged"),
    ):
        path.write_text(text)
        with pytest.raises(BundleError, match=words):
            load_trained_on(bundle)


def test_the_shipped_generator_says_what_it_was_trained_on() -> None:
    (known,) = shipped_trained_on()
    assert len(known.fingerprints) > 1000
    assert len(known.patients) > 1000
