from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from inference.errors import BundleError, InputError
from inference.measurements.detector_manifest import GRAPH_NAME, MANIFEST_NAME, read_detector
from inference.measurements.suspicious_foci import FociDetector, peaks, suspicious_foci
from inference.seeds import stream

ROWS, COLUMNS, CELL = 80, 64, 8


def brightness_graph() -> bytes:
    """A graph whose score of a cell is its mean grey, from 0 (air) to 1."""
    nodes = [
        helper.make_node("AveragePool", ["view"], ["mean"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Mul", ["mean", "half"], ["halved"]),
        helper.make_node("Add", ["halved", "half"], ["scores"]),
    ]
    sizes = [1, 1, ROWS, COLUMNS], [1, 1, ROWS // CELL, COLUMNS // CELL]
    values = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, size)
        for name, size in zip(("view", "scores"), sizes, strict=True)
    ]
    half = numpy_helper.from_array(np.array(0.5, np.float32), "half")
    graph = helper.make_graph(nodes, "brightness", values[:1], values[1:], [half])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return model.SerializeToString()


def write_detector(folder: Path, **changes: object) -> Path:
    graph = brightness_graph()
    manifest = {
        "format": 1,
        "name": "brightness",
        "licence": "CC0",
        "created_with": "0",
        "rows": ROWS,
        "columns": COLUMNS,
        "pixel_mm": 3.6,
        "cell_px": CELL,
        "threshold": 0.5,
        "graph_sha256": hashlib.sha256(graph).hexdigest(),
        "graph_bytes": len(graph),
        "credits": [],
        "figures": {},
        **changes,
    }
    folder.mkdir(exist_ok=True)
    (folder / GRAPH_NAME).write_bytes(graph)
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest))
    return folder


def breast(rows: int = ROWS, columns: int = COLUMNS) -> np.ndarray:
    """A dark breast on the left half of a picture."""
    picture = np.zeros((rows, columns), np.uint8)
    picture[:, : columns // 2] = 60
    return picture


def test_a_bright_spot_is_found_where_it_is_at_any_scale(tmp_path: Path) -> None:
    detector = FociDetector(write_detector(tmp_path / "d"), threads=1)
    for factor in (1, 2, 4):
        picture = breast(ROWS * factor, COLUMNS * factor)
        picture[24 * factor : 32 * factor, 8 * factor : 16 * factor] = 230
        (focus,) = detector.find(picture, 3.6 / factor)
        assert (focus.row, focus.column) == (28 * factor, 12 * factor)
        assert focus.score == pytest.approx(230 / 255, abs=0.01)


def test_eight_bits_and_shares_give_the_same(tmp_path: Path) -> None:
    detector = FociDetector(write_detector(tmp_path / "d"), threads=1)
    picture = breast()
    picture[24:32, 8:16] = 230
    assert detector.find(picture, 3.6) == detector.find(picture.astype(np.float64) / 255, 3.6)


def test_the_most_suspicious_comes_first_and_air_has_no_foci(tmp_path: Path) -> None:
    detector = FociDetector(write_detector(tmp_path / "d"), threads=1)
    picture = breast()
    picture[8:16, 8:16], picture[56:64, 16:24] = 180, 220
    found = detector.find(picture, 3.6)
    assert [round(focus.score * 255) for focus in found] == [220, 180]
    assert detector.find(picture, 3.6, threshold=0.8) == found[:1]
    scores = detector.scores(picture, 3.6)
    assert (scores[:, 4:] == 0).all()
    assert scores[:, :4].min() > 0
    assert detector.find(np.zeros((ROWS, COLUMNS), np.uint8), 3.6) == []


def test_what_lies_beyond_the_frame_is_left_out(tmp_path: Path) -> None:
    detector = FociDetector(write_detector(tmp_path / "d"), threads=1)
    assert detector.scores(np.full((200, 200), 255, np.uint8), 3.6).shape == (10, 8)


def test_of_two_near_places_the_larger_counts() -> None:
    scores = np.zeros((9, 9))
    scores[2, 2], scores[2, 4], scores[7, 7] = 0.9, 0.8, 0.5
    assert peaks(scores, 0.1, 2.5) == [(2, 2), (7, 7)]
    assert peaks(scores, 0.1, 1.5) == [(2, 2), (2, 4), (7, 7)]
    assert peaks(scores, 0.6, 2.5) == [(2, 2)]
    assert peaks(np.full((4, 4), 0.7), 0.1, 10) == [(0, 0)]


@pytest.mark.parametrize(
    ("pixels", "pixel_mm"),
    [
        (np.zeros((3, 4, 5), np.uint8), 1.0),
        (np.zeros((0, 4), np.uint8), 1.0),
        (np.zeros((4, 4), np.uint16), 1.0),
        (np.full((4, 4), 2.0), 1.0),
        (np.full((4, 4), np.nan), 1.0),
        (np.zeros((4, 4), np.uint8), 0.0),
        (np.zeros((4, 4), np.uint8), float("nan")),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, pixels: np.ndarray, pixel_mm: float) -> None:
    detector = FociDetector(write_detector(tmp_path / "d"), threads=1)
    with pytest.raises(InputError, match=r"\.$"):
        detector.find(pixels, pixel_mm)


def test_an_altered_graph_is_refused(tmp_path: Path) -> None:
    folder = write_detector(tmp_path / "d")
    content = bytearray((folder / GRAPH_NAME).read_bytes())
    content[-1] ^= 1
    (folder / GRAPH_NAME).write_bytes(bytes(content))
    with pytest.raises(BundleError, match="altered"):
        read_detector(folder)
    (folder / GRAPH_NAME).write_bytes(bytes(content) + b"more")
    with pytest.raises(BundleError, match="altered"):
        read_detector(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"threshold": 1.5},
        {"rows": 10**9},
        {"graph_bytes": 10**9},
        {"graph_sha256": "x"},
        {"surprise": 1},
        {"pixel_mm": 0},
    ],
)
def test_a_manifest_out_of_range_is_refused_with_its_path(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(BundleError, match=MANIFEST_NAME):
        read_detector(write_detector(tmp_path / "d", **changes))


def test_a_folder_without_a_detector_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no detector of foci"):
        read_detector(tmp_path)
    (tmp_path / MANIFEST_NAME).write_text("[" * 100_000)
    with pytest.raises(BundleError, match="not JSON"):
        read_detector(tmp_path)


def test_a_graph_elsewhere_is_not_followed(tmp_path: Path) -> None:
    folder = write_detector(tmp_path / "d")
    outside = tmp_path / "elsewhere.onnx"
    (folder / GRAPH_NAME).rename(outside)
    (folder / GRAPH_NAME).symlink_to(outside)
    with pytest.raises(BundleError, match="link out"):
        read_detector(folder)


def test_the_shipped_detector_is_whole_and_sees_a_mass_in_plain_tissue() -> None:
    detector = FociDetector(threads=1)
    assert detector.manifest.credits
    y, x = np.mgrid[:320, :256]
    breast = np.clip(1 - np.hypot((y - 160) / 120, x / 130), 0, None) ** 0.3
    mass = 90 * np.exp(-(np.hypot(y - 170, x - 60) ** 2) / (2 * 7**2))
    grain = stream(1, "grain").normal(0, 4, breast.shape)
    plain = np.where(breast > 0, np.clip(110 * breast + grain, 1, 255), 0)
    marked = np.where(breast > 0, np.clip(plain + mass, 1, 255), 0)
    before, after = (
        detector.scores(picture.astype(np.uint8), 0.9)[20:23, 6:9].max()
        for picture in (plain, marked)
    )
    assert before < 0.3
    assert after > 0.6
    spot = suspicious_foci(marked.astype(np.uint8), 0.9)[0]
    assert np.hypot(spot.row - 170, spot.column - 60) < 12
