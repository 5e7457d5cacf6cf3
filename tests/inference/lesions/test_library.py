from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from inference.birads import Edition
from inference.errors import InputError
from inference.lesions.library import FILE_NAME, Library, LibraryEntry, read_library
from inference.lesions.models import lesion_model
from inference.resources import library_folder
from tests.inference.lesions.lesion_canvas import breast_canvas

LIBRARY = read_library()
PIXEL_MM = 0.45


def stored() -> dict[str, Any]:
    return json.loads((library_folder() / FILE_NAME).read_text(encoding="utf-8"))


def written(folder: Path, values: object) -> Path:
    path = folder / FILE_NAME
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_the_library_has_many_examples_each_with_a_source() -> None:
    assert len(LIBRARY.entries) >= 20
    assert sum(entry.rare for entry in LIBRARY.entries) >= 12
    assert LIBRARY.edition is Edition.V2025
    for entry in LIBRARY.entries:
        assert any(sign.isdigit() for sign in entry.prevalence.text), entry.id
        assert entry.paragraph.endswith("."), entry.id


@pytest.mark.parametrize("entry", LIBRARY.entries, ids=lambda entry: entry.id)
def test_every_example_can_be_drawn(entry: LibraryEntry) -> None:
    pixel_mm = next(size for size in (PIXEL_MM, 0.2, 0.1) if not entry.why_not_visible(size))
    for spec in entry.specs:
        render, _ = lesion_model(spec)
        shapes = [render(spec, breast_canvas(pixel_mm, view, spec.seed)) for view in ("CC", "MLO")]
        assert any(shape.outline.any() for shape in shapes)
        assert any(shape.attenuation.any() or shape.displacement is not None for shape in shapes)


def test_most_examples_show_at_the_pixel_size_of_the_drawn_views() -> None:
    hidden = {entry.id for entry in LIBRARY.entries if entry.why_not_visible(PIXEL_MM)}
    assert {"amorphous_group", "fine_pleomorphic_group", "dcis_casts"} <= hidden
    assert len(hidden) <= 6


def test_an_example_is_found_by_its_id_and_an_unknown_one_refused() -> None:
    assert LIBRARY.entry("hamartoma").title == "Hamartoma"
    with pytest.raises(InputError, match=r"no example 'unicorn'.*hamartoma"):
        LIBRARY.entry("unicorn")


def test_a_library_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has format 2, and this program reads format 1"):
        read_library(written(tmp_path, {**stored(), "format": 2}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lesions": [{"kind": "dragon"}]}, "no kind of lesion 'dragon'"),
        ({"lesions": []}, "lesions"),
        ({"id": "No Id"}, "id"),
        ({"extra": 1}, "extra"),
        ({"prevalence": {"text": "very rare indeed"}}, "source"),
    ],
)
def test_a_damaged_example_is_refused_with_where_it_lies(
    change: dict[str, Any], message: str, tmp_path: Path
) -> None:
    values = stored()
    values["entries"][2].update(change)
    with pytest.raises(InputError, match=r"damaged at entries\.2") as caught:
        read_library(written(tmp_path, values))
    assert message in str(caught.value)


def test_an_example_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    values = stored()
    values["entries"].append(values["entries"][0])
    with pytest.raises(InputError, match="named twice: tubular_carcinoma"):
        read_library(written(tmp_path, values))


def test_what_is_no_library_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_library(tmp_path / "missing.json")
    (tmp_path / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(InputError, match="is no JSON"):
        read_library(tmp_path / "deep.json")
    (tmp_path / "large.json").write_text(" " * 1_000_001, encoding="utf-8")
    with pytest.raises(InputError, match="larger than"):
        read_library(tmp_path / "large.json")
    with pytest.raises(InputError, match="damaged at the file"):
        read_library(written(tmp_path, [1]))


def test_the_wheel_carries_the_library() -> None:
    project = tomllib.loads((library_folder().parents[1] / "pyproject.toml").read_text("utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried["resources/library"] == "mammogym_resources/library"


def test_a_library_is_plain_data() -> None:
    again = Library.model_validate(json.loads(LIBRARY.model_dump_json()))
    assert again == LIBRARY
