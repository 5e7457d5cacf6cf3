from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from inference.dicom.orientation import Turn, turn_from_patient_orientation
from inference.dicom.read import read_view
from inference.recipe import ALL_VIEWS
from tests.inference.dicom.small_pictures import hung_breast

HUNG = {"R-CC": "P\\L", "L-CC": "A\\R", "R-MLO": "P\\FL", "L-MLO": "A\\FR"}
OPPOSITE = str.maketrans("APRLHF", "PALRFH")


def stored(name, transposed, upside_down, mirrored):
    """The hung picture and its PatientOrientation, changed as a device may store them."""
    pixels = hung_breast(name)
    right, down = HUNG[name].split("\\")
    if mirrored:
        pixels, right = pixels[:, ::-1], right.translate(OPPOSITE)
    if upside_down:
        pixels, down = pixels[::-1], down.translate(OPPOSITE)
    if transposed:
        pixels, right, down = pixels.T, down, right
    return np.ascontiguousarray(pixels), [right, down]


@pytest.mark.parametrize("name", ALL_VIEWS)
@pytest.mark.parametrize(
    ("transposed", "upside_down", "mirrored"), list(product((False, True), repeat=3))
)
def test_every_stored_orientation_comes_out_hung(
    save_mammogram, name, transposed, upside_down, mirrored
):
    pixels, orientation = stored(name, transposed, upside_down, mirrored)
    spacing = [0.1, 0.2] if transposed else [0.2, 0.1]
    view = read_view(
        save_mammogram(
            pixels,
            ImageLaterality=name.image_laterality,
            ViewPosition=name.view_position,
            PatientOrientation=orientation,
            ImagerPixelSpacing=spacing,
        )
    )
    assert view.name is name
    assert np.array_equal(view.pixels, hung_breast(name))
    assert view.pixel_spacing_mm == (0.2, 0.1)


@pytest.mark.parametrize("name", ALL_VIEWS)
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("orientation", [None, ["CC"], ["X", "Y"], ["A", "P"], ["AP", "F"]])
@pytest.mark.parametrize("inverted", [False, True])
def test_without_a_valid_orientation_the_picture_decides(
    save_mammogram, name, mirrored, orientation, inverted
):
    pixels, _ = stored(name, False, False, mirrored)
    hung = hung_breast(name)
    top = np.uint16(4095)
    view = read_view(
        save_mammogram(
            top - pixels if inverted else pixels,
            PhotometricInterpretation="MONOCHROME1" if inverted else "MONOCHROME2",
            ImageLaterality=name.image_laterality,
            ViewPosition=name.view_position,
            PatientOrientation=orientation,
        )
    )
    assert np.array_equal(view.pixels, top - hung if inverted else hung)


def test_a_label_beside_the_breast_does_not_decide(save_mammogram):
    pixels = hung_breast(ALL_VIEWS[0]).copy()
    pixels[2:14, :20] = 4000
    view = read_view(save_mammogram(pixels, ImageLaterality="R", ViewPosition="CC"))
    assert np.array_equal(view.pixels, pixels)


def test_a_picture_of_an_unknown_side_stays_as_it_is_stored(save_mammogram):
    pixels = hung_breast(ALL_VIEWS[0])
    assert np.array_equal(read_view(save_mammogram(pixels)).pixels, pixels)


def test_a_picture_without_a_breast_is_turned_by_its_brighter_half(save_mammogram):
    pixels = np.zeros((6, 4), np.uint16)
    pixels[:, 0] = 9
    view = read_view(save_mammogram(pixels, ImageLaterality="R", ViewPosition="CC"))
    assert np.array_equal(view.pixels, pixels[:, ::-1])


def test_a_mediolateral_view_is_turned_by_its_feet():
    assert turn_from_patient_orientation(["A", "H"], "L") == Turn(upside_down=True)
