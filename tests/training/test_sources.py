from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.errors import ImageFileError
from inference.recipe import Technique
from tests.phantom_film import FilmFolder, draw_film, write_table
from training.sources import SourceView, count_views, list_views, read_grey_file, read_mask_file

FILM = draw_film(pixel_mm=0.9, shape=(240, 170))


@pytest.fixture
def films(tmp_path: Path) -> FilmFolder:
    return FilmFolder(folder=tmp_path / "films")


def refusal(films: FilmFolder) -> str:
    (item,) = list_views([films.folder])
    assert isinstance(item, tuple), item
    return item[1]


def test_a_table_gives_its_views_with_all_that_it_says(films: FilmFolder) -> None:
    mask = np.zeros(FILM.breast.shape, dtype=bool)
    mask[100:110, 20:30] = True
    films.add(
        "a/one.png",
        FILM,
        mask=mask,
        patient="p1",
        laterality="r",
        view="mlo",
        density="3",
        technique="Digital",
        status="malignant",
        pixel_mm="0.9",
        source="collection",
    )
    write_table(
        films.folder / "lesions.csv",
        [{"file": "a/one.png", "kind": "mass", "left": 20, "top": 100, "width": 10, "height": 10}],
    )
    (view,) = list_views([films.folder])
    assert isinstance(view, SourceView)
    assert (view.key, view.source, view.patient) == ("films/a/one.png", "collection", "p1")
    assert (view.image_laterality, view.view_position) == ("R", "MLO")
    assert (view.technique, view.pixel_mm, view.density) == (Technique.DIGITAL, 0.9, "3")
    assert view.status == "malignant"
    assert [(box.kind, box.left, box.height) for box in view.boxes] == [("mass", 20, 10)]
    assert view.load_mask is not None
    assert np.array_equal(view.load_mask(), mask)
    assert np.abs(view.load() - FILM.grey).max() <= 0.5 / 255 + 1e-6


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"technique": "xeroradiography"}, "neither film nor digital"),
        ({"view": "LM"}, "neither CC nor MLO"),
        ({"laterality": ""}, "neither L nor R"),
        ({"file": "../outside.png"}, "outside the folder"),
        ({"file": "/etc/hostname"}, "outside the folder"),
        ({"file": "a\0b.png"}, "no name of a file"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_reason(
    films: FilmFolder, cells: dict[str, str], words: str
) -> None:
    films.folder.mkdir()
    films.list("one.png", **cells)
    assert words in refusal(films)


def test_a_row_that_is_too_short_is_no_crash(films: FilmFolder) -> None:
    films.folder.mkdir()
    (films.folder / "views.csv").write_text("file,patient,laterality,view,technique\nx.png\n")
    assert "neither film nor digital" in refusal(films)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"file,view\nx.png,CC\n", "lacks the columns laterality, patient, technique"),
        (b"", "lacks the columns"),
        (b"\xff\xfe\x00binary\x80", "UTF-8"),
        (
            b'file,patient,laterality,view,technique\n"' + b"x" * 200_000 + b'",p,L,CC,film\n',
            "large",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    films: FilmFolder, content: bytes, words: str
) -> None:
    films.folder.mkdir()
    (films.folder / "views.csv").write_bytes(content)
    with pytest.raises(ImageFileError, match=words):
        list(list_views([films.folder]))
    with pytest.raises(ImageFileError, match=words):
        count_views([films.folder])


@pytest.mark.parametrize("left", ["", "wide", "nan", "inf"])
def test_a_box_that_is_none_is_refused_with_its_file(films: FilmFolder, left: str) -> None:
    films.add("one.png", FILM)
    box = {"file": "one.png", "kind": "mass", "left": left, "top": 1, "width": 1, "height": 1}
    write_table(films.folder / "lesions.csv", [box])
    with pytest.raises(ImageFileError, match=r"lesions\.csv has a box of one\.png"):
        list(list_views([films.folder]))


@pytest.mark.parametrize("text", ["", "unknown", "0", "-1", "nan", "inf"])
def test_a_scale_that_is_none_counts_as_unknown(films: FilmFolder, text: str) -> None:
    films.add("one.png", FILM, pixel_mm=text)
    (view,) = list_views([films.folder])
    assert isinstance(view, SourceView)
    assert view.pixel_mm is None


def test_views_of_two_folders_with_equal_file_names_stay_apart(tmp_path: Path) -> None:
    for name in ("left", "right"):
        FilmFolder(folder=tmp_path / name).add("one.png", FILM)
    keys = [item.key for item in list_views([tmp_path / "left", tmp_path / "right"])]  # type: ignore[union-attr]
    assert keys == ["left/one.png", "right/one.png"]
    shutil.copytree(tmp_path / "left", tmp_path / "copy" / "left")
    with pytest.raises(ImageFileError, match="Two sources are named left"):
        list(list_views([tmp_path / "left", tmp_path / "copy" / "left"]))


def test_an_empty_folder_a_missing_one_and_a_file_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file.png"
    file.write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    for folder, words in (
        (tmp_path / "empty", "holds no DICOM files"),
        (tmp_path / "missing", "is not a folder"),
        (file, "is not a folder"),
    ):
        with pytest.raises(ImageFileError, match=words):
            count_views([folder])


def png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size and holds nothing."""
    content = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + content
    crc = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(content)) + chunk + crc


@pytest.mark.parametrize("side", [10_500, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(tmp_path: Path, side: int) -> None:
    (tmp_path / "huge.png").write_bytes(png_header(side, side))
    with pytest.raises(ImageFileError):
        read_grey_file(tmp_path / "huge.png")


def test_damaged_pictures_are_refused_wherever_the_damage_is(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    pixels = np.rint(FILM.grey * 255).astype(np.uint8)
    for suffix in ("png", "jpg", "tif", "webp", "bmp", "pgm", "jp2"):
        path = tmp_path / f"whole.{suffix}"
        Image.fromarray(pixels).save(path)
        whole = path.read_bytes()
        for _ in range(12):
            broken = bytearray(whole[: random.integers(1, len(whole))])
            broken[random.integers(len(broken))] ^= 255
            path.write_bytes(broken)
            try:
                assert np.isfinite(read_grey_file(path)).all()
            except ImageFileError as error:
                assert "cannot be read" in str(error) or "larger" in str(error)


def test_a_picture_of_another_kind_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n")
    with pytest.raises(ImageFileError, match="cannot be read"):
        read_grey_file(tmp_path / "one.png")


def test_eight_and_sixteen_bits_give_the_same_greys(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, 256)[None].repeat(40, axis=0)
    Image.fromarray(np.rint(ramp * 255).astype(np.uint8)).save(tmp_path / "8.png")
    Image.fromarray(np.rint(ramp * 65535).astype(np.uint16)).save(tmp_path / "16.png")
    Image.fromarray(np.rint(ramp * 255).astype(np.uint8)).convert("RGB").save(tmp_path / "rgb.png")
    for name in ("8.png", "16.png", "rgb.png"):
        grey = read_grey_file(tmp_path / name)
        assert grey.dtype == np.float32
        assert np.abs(grey - ramp).max() < 1 / 255


def test_a_mask_is_whatever_is_not_black(tmp_path: Path) -> None:
    mask = FILM.breast
    Image.fromarray(mask).save(tmp_path / "one-bit.png")
    Image.fromarray(mask.astype(np.uint8)).save(tmp_path / "faint.png")
    assert np.array_equal(read_mask_file(tmp_path / "one-bit.png"), mask)
    assert np.array_equal(read_mask_file(tmp_path / "faint.png"), mask)
