from __future__ import annotations

import numpy as np
import pytest

from inference.errors import InputError
from inference.imaging.greyscale import (
    Greyscale,
    VoiFunction,
    VoiLut,
    Window,
    apply_voi_lut,
    apply_window,
    default_voi,
    to_grey,
)

WINDOW = Window(center=2048, width=4096)


def test_the_standards_example_of_a_linear_window_comes_out():
    # PS3.3 C.11.2.1.2.1: c=2048, w=4096 maps 0 … 4095 to all greys.
    values = np.array([-5, 0, 2047.5, 4095, 5000])
    assert np.allclose(apply_window(values, WINDOW), [0, 0, 0.5, 1, 1])


def test_the_standards_example_of_a_narrow_window_is_a_step():
    # PS3.3 C.11.2.1.2.1: c=100, w=1 maps values below 100 to black, others to white.
    grey = apply_window(np.array([99, 100]), Window(center=100, width=1))
    assert np.array_equal(grey, [0, 1])


def test_linear_exact_reaches_white_half_a_width_above_the_center():
    window = Window(center=0, width=100, function=VoiFunction.LINEAR_EXACT)
    assert np.allclose(apply_window(np.array([-50, 0, 25, 50]), window), [0, 0.5, 0.75, 1])


def test_a_sigmoid_is_half_grey_at_its_center_and_never_overflows():
    window = Window(center=0, width=1, function=VoiFunction.SIGMOID)
    with np.errstate(all="raise"):
        grey = apply_window(np.array([-1e6, 0, 1e6]), window)
    assert np.allclose(grey, [0, 0.5, 1])


def test_a_table_gives_its_end_entries_beyond_its_ends():
    table = VoiLut(first_value=10, entries=np.array([0, 5, 15], np.uint16), bits=4)
    grey = apply_voi_lut(np.array([0, 10, 11, 12, 65535], np.uint16), table)
    assert np.allclose(grey, [0, 0, 1 / 3, 1, 1])


def test_a_file_s_first_table_is_shown_before_its_windows():
    table = VoiLut(first_value=0, entries=np.array([3, 0], np.uint16), bits=2)
    greyscale = Greyscale(windows=(WINDOW,), voi_luts=(table,))
    assert default_voi(greyscale) is table
    assert np.allclose(to_grey(np.array([[0, 1]]), greyscale), [[1, 0]])
    assert np.allclose(to_grey(np.array([[0, 4095]]), greyscale, WINDOW), [[0, 1]])


def test_inversion_comes_after_the_window_and_padding_stays_dark():
    greyscale = Greyscale(windows=(WINDOW,), inverted=True, padding=(0, 1))
    assert np.allclose(to_grey(np.array([[0, 1, 4095]]), greyscale), [[0, 0, 0]])
    assert to_grey(np.array([[2]]), greyscale)[0, 0] > 0.99


@pytest.mark.parametrize(
    ("center", "width", "function"),
    [
        (0, 0.5, VoiFunction.LINEAR),
        (0, 0, VoiFunction.SIGMOID),
        (0, -1, VoiFunction.LINEAR_EXACT),
        (float("nan"), 10, VoiFunction.LINEAR),
        (0, float("inf"), VoiFunction.LINEAR),
    ],
)
def test_an_impossible_window_is_refused(center, width, function):
    with pytest.raises(InputError, match="window"):
        Window(center=center, width=width, function=function)
