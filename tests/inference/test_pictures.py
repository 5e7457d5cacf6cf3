"""Claims about picture files: what they say, what they never say, and that they are equal."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference import pictures
from inference.array_files import from_npz
from inference.case import Case, PixelSpacingSource, View
from inference.case_generator import CaseGenerator
from inference.drawn_view import to_view
from inference.errors import InputError, OutputError
from inference.imaging.greyscale import Greyscale, Window
from inference.model_bundle import load_bundle
from inference.recipe import ViewName

SEED = 918273645


@pytest.fixture(scope="module")
def generator(tiny_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def case(generator: CaseGenerator) -> Case:
    return generator.generate(generator.recipe(SEED))


def real_view() -> View:
    return View(
        name=None,
        pixels=np.arange(12, dtype=np.uint16).reshape(3, 4),
        greyscale=Greyscale(windows=(Window(center=6, width=12),), inverted=True),
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=False,
    )


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def test_a_png_shows_the_view_through_its_default_window(case: Case) -> None:
    view = case.views[0]
    shown = np.asarray(opened(pictures.png(view)))
    assert shown.dtype == np.uint8
    # LINEAR, center 2048, width 4096: 0 becomes 0, 4095 becomes 255 (PS3.3 C.11.2.1.2).
    assert (shown == np.rint(view.pixels / 4095 * 255)).all()


def test_a_png_of_an_inverted_view_is_what_is_seen() -> None:
    shown = np.asarray(opened(pictures.png(real_view())))
    assert shown[0, 0] == 255 and shown[-1, -1] == 0


def test_a_png_says_what_it_is(case: Case) -> None:
    image = opened(pictures.png(case.views[0], model="tiny 1"))
    assert image.info["Title"] == "SYNTHETIC mammogram, R CC"
    assert image.info["Model"] == "tiny 1"
    assert image.info["View"] == "R CC"
    assert image.info["Warning"] == "Not for diagnosis"
    assert "SYNTHETIC" in image.info["Synthetic"]


def test_a_png_has_the_scale() -> None:
    view = to_view(np.zeros((80, 64), np.float32), ViewName.L_CC, pixel_mm=0.45)
    image = opened(pictures.png(view))
    assert image.info["PixelSpacing"] == "0.45\\0.45 mm (generated)"
    # pHYs counts whole pixels per metre: 1000 / 0.45 = 2222.2.
    assert image.info["dpi"] == pytest.approx((2222 * 0.0254,) * 2)


def test_a_view_that_is_not_synthetic_does_not_say_so() -> None:
    content = pictures.png(real_view())
    assert b"SYNTHETIC" not in content and b"Synthetic" not in content
    assert "dpi" not in opened(content).info


def test_npz_holds_the_values_and_what_they_are(case: Case) -> None:
    view = case.views[1]
    arrays = from_npz(pictures.npz(view, model="tiny 1"), max_bytes=10**8)
    assert (arrays["pixels"] == view.pixels).all() and arrays["pixels"].dtype == np.uint16
    assert tuple(arrays["pixel_spacing_mm"]) == view.pixel_spacing_mm
    assert arrays["view"] == "L-CC" and arrays["synthetic"] and arrays["model"] == "tiny 1"


@pytest.mark.parametrize("kind", list(pictures.PictureFormat))
def test_files_are_named_by_view_and_written_twice_are_equal(
    case: Case, tmp_path: Path, kind: pictures.PictureFormat
) -> None:
    first, second = (
        pictures.write_case(case, tmp_path / folder, stem="a", picture_format=kind)
        for folder in ("one", "two")
    )
    assert [path.name for path in first] == [f"a_{name}.{kind}" for name in ViewName]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_views_without_a_name_are_numbered(tmp_path: Path) -> None:
    case = Case(case_id="x", views=(real_view(), real_view()))
    png = pictures.PictureFormat.PNG
    paths = pictures.write_case(case, tmp_path, stem="a", picture_format=png)
    assert [path.name for path in paths] == ["a_1.png", "a_2.png"]


@pytest.mark.parametrize("write", [pictures.png, pictures.npz])
def test_no_file_tells_the_recipe(case: Case, write) -> None:
    assert case.recipe is not None
    content = write(case.views[0], model="tiny 1")
    texts = [content]
    if write is pictures.npz:
        texts += [str(a).encode() for a in from_npz(content, max_bytes=10**8).values()]
    else:
        texts += [str(value).encode() for value in opened(content).info.values()]
    for secret in (str(SEED), case.case_id, case.recipe.bundle_hash, "0.65", "seed", "recipe"):
        assert not any(secret.encode() in text for text in texts), secret


def test_a_file_where_a_folder_belongs_is_a_sentence(case: Case, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="is a file, and a folder is needed there"):
        pictures.write_view(case.views[0], tmp_path / "taken" / "x.png", pictures.PictureFormat.PNG)


@pytest.mark.parametrize("shape", [(6, 8), (6, 8, 3)])
def test_a_picture_as_shown_is_kept_exactly(tmp_path: Path, shape: tuple[int, ...]) -> None:
    shown = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    pictures.write_shown_png(shown, tmp_path / "shown.png", synthetic=False)
    image = opened((tmp_path / "shown.png").read_bytes())
    assert np.array_equal(np.asarray(image), shown)
    assert image.info["Title"] == "Mammogram as shown"
    assert "Synthetic" not in image.info and "dpi" not in image.info


def test_a_picture_as_shown_says_synthetic_where_it_is(case: Case, tmp_path: Path) -> None:
    shown = np.zeros((6, 8), np.uint8)
    for number, about in enumerate([None, pictures.description_of(case.views[0]), {"Title": "X"}]):
        path = tmp_path / f"{number}.png"
        pictures.write_shown_png(shown, path, synthetic=True, about=about)
        image = opened(path.read_bytes())
        assert image.info["Title"].startswith("SYNTHETIC ")
        assert image.info["Synthetic"].startswith("SYNTHETIC")
        assert image.info["Warning"] == "Not for diagnosis"


def test_a_picture_as_shown_keeps_texts_and_scale(tmp_path: Path) -> None:
    about = {"View": "R CC", "Comment": "Größe 4 mm"}
    path = tmp_path / "shown.png"
    pictures.write_shown_png(
        np.zeros((6, 8, 3), np.uint8),
        path,
        synthetic=False,
        about=about,
        pixel_spacing_mm=(0.1, 0.2),
    )
    image = opened(path.read_bytes())
    assert image.info["View"] == "R CC" and image.info["Comment"] == "Größe 4 mm"
    assert image.info["dpi"] == pytest.approx((127, 254), rel=1e-3)


@pytest.mark.parametrize(
    ("shape", "kind"), [((2, 2), np.uint16), ((2, 2, 4), np.uint8), ((0, 2), np.uint8)]
)
def test_what_is_no_picture_is_not_written(tmp_path: Path, shape, kind) -> None:
    with pytest.raises(InputError, match="cannot be written as PNG"):
        pictures.write_shown_png(np.zeros(shape, kind), tmp_path / "shown.png", synthetic=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keyword", ["", " a", "x" * 80, "a\nb", "é"])
def test_a_keyword_that_png_does_not_know_is_refused(tmp_path: Path, keyword: str) -> None:
    with pytest.raises(InputError, match="keyword"):
        pictures.write_shown_png(
            np.zeros((2, 2), np.uint8), tmp_path / "a.png", synthetic=False, about={keyword: "x"}
        )
