"""What Qt needs from the system."""

from __future__ import annotations

import sys

import pytest

from app.system_libraries import DisplayError, check_libraries, choose_platform

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


def without(*missing: str):
    def load(name: str) -> object:
        if name in missing:
            raise OSError(name)
        return object()

    return load


@linux
def test_without_a_display_a_screenshot_is_drawn_offscreen():
    assert choose_platform({}, needs_window=False) == "offscreen"


@linux
def test_without_a_display_a_window_is_refused_with_a_sentence():
    with pytest.raises(DisplayError, match="no display"):
        choose_platform({}, needs_window=True)


@linux
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_where_there_is_a_display_qt_chooses(name: str):
    assert choose_platform({name: "x"}, needs_window=True) is None


@linux
def test_missing_libraries_are_told_by_their_debian_packages():
    with pytest.raises(DisplayError, match="sudo apt install libegl1 libxcb-cursor0"):
        check_libraries({"DISPLAY": ":0"}, without("libEGL.so.1", "libxcb-cursor.so.0"))


@linux
def test_offscreen_needs_no_libraries_of_x11():
    check_libraries({"QT_QPA_PLATFORM": "offscreen"}, without("libxcb-cursor.so.0"))
