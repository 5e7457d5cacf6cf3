"""Claims about model bundles: whatever is wrong with one is said in a sentence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inference.bundle_manifest import FILE_NAMES, FileRole
from inference.bundle_writing import write_bundle
from inference.case_generator import CaseGenerator
from inference.errors import BundleError, MammogymError, OutputError
from inference.model_bundle import ModelBundle, load_bundle, manifest_text, read_manifest

GRAPH = FILE_NAMES[FileRole.SYNTHESIS]


@pytest.fixture
def copy(tiny_bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_bundle, tmp_path / "copy"))


def edit(folder: Path, change: Callable[[dict], None]) -> None:
    path = folder / "bundle.json"
    values = json.loads(path.read_text())
    change(values)
    path.write_text(json.dumps(values))


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def link_out(folder: Path) -> None:
    outside = folder.parent / "outside.onnx"
    (folder / GRAPH).rename(outside)
    (folder / GRAPH).symlink_to(outside)


def folder_for_graph(folder: Path) -> None:
    (folder / GRAPH).unlink()
    (folder / GRAPH).mkdir()


DAMAGE = {
    "a file is missing": (lambda f: (f / GRAPH).unlink(), "is missing"),
    "one byte of the graph": (lambda f: flip_a_byte(f / GRAPH), "was altered or is damaged"),
    "one byte of the arrays": (
        lambda f: flip_a_byte(f / FILE_NAMES[FileRole.MAPPING]),
        "was altered or is damaged",
    ),
    "one byte of the card": (
        lambda f: flip_a_byte(f / FILE_NAMES[FileRole.MODEL_CARD]),
        "was altered or is damaged",
    ),
    "a shortened file": (lambda f: (f / GRAPH).write_bytes(b"short"), "has 5 bytes instead of"),
    "a folder for a file": (folder_for_graph, "is no plain file"),
    "a link out": (link_out, "is a link out of the model bundle"),
    "no manifest": (lambda f: (f / "bundle.json").unlink(), "it holds no bundle.json"),
    "not JSON": (lambda f: (f / "bundle.json").write_text("model"), "is not JSON"),
    "not text": (lambda f: (f / "bundle.json").write_bytes(b"\xff\xfe{}"), "is not JSON"),
    "deep JSON": (lambda f: (f / "bundle.json").write_text("[" * 100_000), "is not JSON"),
    "a list": (lambda f: (f / "bundle.json").write_text("[]"), "no format number"),
    "a huge manifest": (lambda f: (f / "bundle.json").write_bytes(b" " * 2_000_000), "too large"),
    "newer": (lambda f: edit(f, lambda v: v.update(format=2)), "A newer version of Mammogym"),
    "an altered title": (lambda f: edit(f, lambda v: v.update(title="Mine")), "match its hash"),
    "no hash": (lambda f: edit(f, lambda v: v.pop("hash")), "match its hash"),
    "an unknown field": (lambda f: edit(f, lambda v: v.update(run="x.py")), "run: Extra inputs"),
    "a missing field": (lambda f: edit(f, lambda v: v.pop("rows")), "rows: Field required"),
    "a number as text": (lambda f: edit(f, lambda v: v.update(rows="80")), "rows: Input should"),
    "absurd rows": (lambda f: edit(f, lambda v: v.update(rows=10**9)), "rows: Input should"),
    "an absurd file": (
        lambda f: edit(f, lambda v: v["files"]["synthesis"].update(bytes=10**12)),
        "files.synthesis.bytes: Input should be less than",
    ),
    "a path for a name": (
        lambda f: edit(f, lambda v: v["files"]["synthesis"].update(file="../x.onnx")),
        "files.synthesis.file: String should match",
    ),
    "overlapping styles": (
        lambda f: edit(f, lambda v: v["layers"][1].update(style_offset=0)),
        "do not tile the styles",
    ),
    "not a number": (lambda f: edit(f, lambda v: v.update(pixel_mm=float("nan"))), "is damaged"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_broken_bundle_is_refused_with_a_sentence(copy: Path, damage: str) -> None:
    do_damage, sentence = DAMAGE[damage]
    do_damage(copy)
    with pytest.raises(BundleError, match=re.escape(sentence)) as caught:
        load_bundle(copy)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_any_altered_byte_of_the_manifest_is_noticed(copy: Path) -> None:
    path = copy / "bundle.json"
    whole = path.read_bytes()
    for position in range(0, len(whole), 37):
        altered = bytearray(whole)
        altered[position] ^= 1
        path.write_bytes(altered)
        with pytest.raises(BundleError):
            load_bundle(copy)


def test_a_file_or_nothing_where_the_folder_belongs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="does not exist"):
        load_bundle(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleError, match="is a file, and a model bundle is a folder"):
        load_bundle(tmp_path / "file")


def test_a_file_removed_after_loading_is_missed_when_it_is_read(copy: Path) -> None:
    bundle = load_bundle(copy)
    flip_a_byte(copy / GRAPH)
    with pytest.raises(BundleError, match="was altered"):
        CaseGenerator(bundle, provider="cpu")


def values_and_files(bundle: ModelBundle) -> tuple[dict, dict[FileRole, bytes]]:
    values = json.loads(manifest_text(bundle.manifest))
    for field in ("format", "created_with", "files", "hash"):
        del values[field]
    return values, {role: bundle.read(role) for role in bundle.manifest.files}


def test_a_bundle_written_again_is_the_same(tiny_bundle: Path, tmp_path: Path) -> None:
    values, files = values_and_files(load_bundle(tiny_bundle))
    again = write_bundle(tmp_path / "again", values, files)
    assert again.hash == load_bundle(tiny_bundle).hash
    for path in tiny_bundle.iterdir():
        assert (again.folder / path.name).read_bytes() == path.read_bytes()


def test_the_hash_covers_every_file_and_value(tiny_bundle: Path, tmp_path: Path) -> None:
    original = load_bundle(tiny_bundle)
    values, files = values_and_files(original)
    other_card = {**files, FileRole.MODEL_CARD: b"another card"}
    hashes = {
        original.hash,
        write_bundle(tmp_path / "card", values, other_card).hash,
        write_bundle(tmp_path / "title", {**values, "title": "Another"}, files).hash,
        write_bundle(tmp_path / "air", {**values, "air": "kept"}, files).hash,
    }
    assert len(hashes) == 4


def test_what_is_not_set_is_not_written_so_that_older_bundles_keep_their_hash(
    tiny_bundle: Path, tmp_path: Path
) -> None:
    values, files = values_and_files(load_bundle(tiny_bundle))
    assert "air" not in values
    unset = write_bundle(tmp_path / "unset", {**values, "air": None}, files)
    assert unset.hash == load_bundle(tiny_bundle).hash
    kept = write_bundle(tmp_path / "kept", {**values, "air": "kept"}, files)
    assert read_manifest(kept.folder).air == "kept"


def test_writing_replaces_a_bundle_and_leaves_nothing_behind(copy: Path) -> None:
    values, files = values_and_files(load_bundle(copy))
    (copy / "stray.txt").write_text("of the old bundle")
    written = write_bundle(copy, {**values, "version": "2"}, files)
    assert read_manifest(copy).version == "2"
    assert written.hash == load_bundle(copy).hash
    assert not (copy / "stray.txt").exists()
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


def test_a_refused_manifest_leaves_the_old_bundle_whole(copy: Path) -> None:
    before = load_bundle(copy).hash
    values, files = values_and_files(load_bundle(copy))
    with pytest.raises(BundleError, match="do not tile the styles"):
        write_bundle(copy, {**values, "styles_size": 5}, files)
    with pytest.raises(BundleError, match="name: String should match"):
        write_bundle(copy, {**values, "name": "my model/1"}, files)
    assert load_bundle(copy).hash == before
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


def test_writing_never_replaces_anything_but_a_bundle(tiny_bundle: Path, tmp_path: Path) -> None:
    values, files = values_and_files(load_bundle(tiny_bundle))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="holds other files than a model bundle"):
        write_bundle(tmp_path / "letters", values, files)
    with pytest.raises(OutputError, match="is a file, and a folder is needed"):
        write_bundle(tmp_path / "letters" / "letter.txt", values, files)
    assert (tmp_path / "letters" / "letter.txt").read_text() == "dear"


def rewritten(tiny_bundle: Path, folder: Path, **files: bytes) -> ModelBundle:
    values, old = values_and_files(load_bundle(tiny_bundle))
    return write_bundle(folder, values, {**old, **{FileRole(k): v for k, v in files.items()}})


def test_a_bundle_whose_graph_is_no_graph_is_refused(tiny_bundle: Path, tmp_path: Path) -> None:
    bundle = rewritten(tiny_bundle, tmp_path / "bad", synthesis=b"no graph")
    with pytest.raises(MammogymError, match="cannot run the model"):
        CaseGenerator(bundle, provider="cpu")


def test_a_graph_with_weights_outside_of_the_bundle_is_refused(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onnx = pytest.importorskip("onnx")
    model = onnx.load(tiny_bundle / GRAPH)
    monkeypatch.chdir(tmp_path)
    onnx.save_model(
        model, "graph.onnx", save_as_external_data=True, location="weights.bin", size_threshold=0
    )
    graph = Path("graph.onnx").read_bytes()
    bundle = rewritten(tiny_bundle, tmp_path / "split", synthesis=graph)
    with pytest.raises(MammogymError, match="cannot run the model"):
        CaseGenerator(bundle, provider="cpu")


def test_arrays_that_are_objects_or_of_other_sizes_are_refused(
    tiny_bundle: Path, tmp_path: Path
) -> None:
    np.savez(tmp_path / "objects.npz", w_avg=np.array([{}], dtype=object))
    np.savez(tmp_path / "other.npz", w_avg=np.zeros((2, 2)))
    for number, (name, sentence) in enumerate(
        [("objects.npz", "damaged"), ("other.npz", "lacks the array")]
    ):
        bundle = rewritten(
            tiny_bundle, tmp_path / str(number), mapping=(tmp_path / name).read_bytes()
        )
        with pytest.raises(BundleError, match=sentence):
            CaseGenerator(bundle, provider="cpu")
