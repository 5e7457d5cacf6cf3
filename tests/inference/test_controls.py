"""Claims about the controls of a bundle: read with every check, or refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.array_files import from_npz, to_npz
from inference.bundle_manifest import FileRole
from inference.calibration import position_of, value_at
from inference.controls import Controls, from_files, load_controls, pack_controls
from inference.errors import BundleError, RecipeError
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import Technique


@pytest.fixture(scope="module")
def bundle(tiny_controlled_bundle: Path) -> ModelBundle:
    return load_bundle(tiny_controlled_bundle)


@pytest.fixture(scope="module")
def controls(bundle: ModelBundle) -> Controls:
    found = load_controls(bundle)
    assert found is not None
    return found


def test_a_bundle_without_controls_has_none(tiny_bundle: Path) -> None:
    assert load_controls(load_bundle(tiny_bundle)) is None


def test_controls_come_back_as_they_were_packed(bundle: ModelBundle, controls: Controls) -> None:
    packed = pack_controls(controls)
    assert packed[FileRole.CONTROLS] == bundle.read(FileRole.CONTROLS)
    assert packed[FileRole.CONTROL_ARRAYS] == bundle.read(FileRole.CONTROL_ARRAYS)
    assert controls.attribute_directions.dtype == np.float64


def test_without_parts_controls_are_read_too(bundle: ModelBundle, controls: Controls) -> None:
    none = np.zeros((0, 0))
    partless = replace(
        controls,
        manifest=controls.manifest.model_copy(update={"parts": None}),
        part_centroids=none,
        part_queries=np.zeros((0, bundle.manifest.styles_size)),
        style_energies=None,
    )
    again = read(bundle, pack_controls(partless))
    assert again.style_energies is None
    with pytest.raises(RecipeError, match="has no parts"):
        _ = again.parts


def read(bundle: ModelBundle, files: dict[FileRole, bytes]) -> Controls:
    return from_files(
        files[FileRole.CONTROLS],
        files[FileRole.CONTROL_ARRAYS],
        bundle.manifest,
        synthesis_sha256=bundle.manifest.files[FileRole.SYNTHESIS].sha256,
    )


def with_description(controls: Controls, **changes: Any) -> dict[FileRole, bytes]:
    files = pack_controls(controls)
    values = {**json.loads(files[FileRole.CONTROLS]), **changes}
    return {**files, FileRole.CONTROLS: json.dumps(values).encode()}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 2}, "have format 2; this program reads format 1"),
        ({"format": None}, "have format None"),
        ({"synthesis_sha256": "0" * 64}, "made for another graph"),
        ({"attributes": 3}, "are damaged: attributes"),
        ({"surprise": 1}, "are damaged: surprise"),
    ],
)
def test_a_wrong_description_is_refused(
    bundle: ModelBundle, controls: Controls, changes: dict, sentence: str
) -> None:
    with pytest.raises(BundleError, match=sentence):
        read(bundle, with_description(controls, **changes))


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_description_that_is_none_is_refused(
    bundle: ModelBundle, controls: Controls, text: bytes
) -> None:
    with pytest.raises(BundleError, match="controls of tiny"):
        read(bundle, {**pack_controls(controls), FileRole.CONTROLS: text})


def with_arrays(controls: Controls, **changes: Any) -> dict[FileRole, bytes]:
    files = pack_controls(controls)
    arrays = from_npz(files[FileRole.CONTROL_ARRAYS], max_bytes=10**8)
    for name, change in changes.items():
        if change is None:
            del arrays[name]
        else:
            arrays[name] = np.asarray(change(arrays.get(name)))
    return {**files, FileRole.CONTROL_ARRAYS: to_npz(arrays)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"components": None}, "lack components"),
        ({"virus": lambda _: np.zeros(3)}, "unknown arrays: virus"),
        ({"attribute_directions": lambda a: a[:1]}, "other sizes than the model"),
        ({"part_queries": lambda _: np.float32(3)}, "other sizes than the model"),
        ({"style_energies": lambda a: a[:, :9]}, "other sizes than the model"),
        ({"part_centroids": lambda a: a[:2]}, "other sizes than the model"),
        ({"part_queries": lambda a: a + 0.5}, "shares that are none"),
        ({"style_energies": lambda a: -a}, "shares that are none"),
        ({"component_sd": lambda a: -a}, "shares that are none"),
        ({"component_mean": lambda a: a + np.nan}, "values that are no numbers"),
        ({"component_mean": lambda a: a.astype(np.int32)}, "values that are no numbers"),
    ],
)
def test_wrong_arrays_are_refused(
    bundle: ModelBundle, controls: Controls, changes: dict, sentence: str
) -> None:
    with pytest.raises(BundleError, match=sentence):
        read(bundle, with_arrays(controls, **changes))


def test_arrays_that_are_no_arrays_are_refused(bundle: ModelBundle, controls: Controls) -> None:
    with pytest.raises(BundleError, match="no npz file"):
        read(bundle, {**pack_controls(controls), FileRole.CONTROL_ARRAYS: b"PK"})


def test_the_calibration_is_looked_up_both_ways(controls: Controls) -> None:
    density = controls.attribute("density")
    for position in (-3, -1.3, 0, 0.4, 3):
        assert position_of(density, value_at(density, position)) == pytest.approx(position)
    with pytest.raises(RecipeError, match=r"Density cannot be set so far. Its range is density \("):
        position_of(density, density.steps[-1].value + 1)


def test_a_level_stretch_of_the_calibration_counts_by_its_start(controls: Controls) -> None:
    steps = [
        {"position": float(p), "value": v} for p, v in [(-1, 1.0), (0, 2.0), (1, 2.0), (2, 3.0)]
    ]
    values = {**controls.attribute("density").model_dump(), "steps": tuple(steps)}
    flat = type(controls.attribute("density")).model_validate(values)
    assert position_of(flat, 2.0) == 0
    assert position_of(flat, 1.5) == pytest.approx(-0.5)


def test_an_unknown_attribute_is_told_what_exists_and_how_far_it_goes(controls: Controls) -> None:
    with pytest.raises(RecipeError, match=r"no attribute 'size'; there are brightness \(-3 to \+3"):
        controls.attribute("size")


def test_each_condition_finds_its_components(controls: Controls) -> None:
    assert controls.component_set("CC", Technique.DIGITAL) == 0
    assert controls.component_set("MLO", Technique.FILM) == 3
    assert controls.component_set(None, Technique.FILM) == 4
