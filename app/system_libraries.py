"""What Qt needs from the system, told as a sentence before it fails in its own way."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

from inference.errors import MammogymError

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What every Qt program loads, by the name of the library."""

XCB_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What its window on X11 loads besides; without them Qt aborts, and Python cannot catch that."""


class DisplayError(MammogymError):
    """The program cannot open a window here."""


def choose_platform(environment: Mapping[str, str], *, needs_window: bool) -> str | None:
    """Which Qt platform to ask for, or None for Qt's own choice.

    Args:
        environment: of the process.
        needs_window: whether somebody is to look at the window.

    Raises:
        DisplayError: a window is needed and there is no display.
    """
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return None
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return None
    if needs_window:
        raise DisplayError(
            "There is no display to open a window on. Start Mammogym from a desktop, or take a "
            "picture of its window with --screenshot FILE."
        )
    return "offscreen"


def check_libraries(
    environment: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL
) -> None:
    """Make sure that Qt will find what it loads.

    Args:
        environment: of the process, with the Qt platform already chosen.
        load: loads a library or raises OSError.

    Raises:
        DisplayError: libraries are missing; names the Debian packages that bring them.
    """
    if not sys.platform.startswith("linux"):
        return
    with_window = _will_use_xcb(environment) and not _is_package()
    if missing := missing_packages(with_window=with_window, load=load):
        raise DisplayError(
            f"Qt needs system libraries that are not installed. On Debian or Ubuntu: "
            f"sudo apt install {' '.join(missing)}"
        )


def missing_packages(
    *, with_window: bool, load: Callable[[str], object] = ctypes.CDLL
) -> list[str]:
    """The Debian packages of the libraries that Qt would not find.

    Args:
        with_window: whether a window on X11 is to open too.
        load: loads a library or raises OSError.
    """
    needed = DEBIAN_PACKAGES | (XCB_PACKAGES if with_window else {})
    return [package for library, package in needed.items() if not _loads(library, load)]


def _will_use_xcb(environment: Mapping[str, str]) -> bool:
    asked = environment.get("QT_QPA_PLATFORM", "")
    if asked:
        return asked.startswith("xcb")
    return bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")


def _is_package() -> bool:
    """Whether this is a packaged program, which brings what Qt's window on X11 loads."""
    return bool(getattr(sys, "frozen", False))


def _loads(library: str, load: Callable[[str], object]) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True


def prepare(*, needs_window: bool) -> None:
    """Choose the platform and check what it needs.

    Raises:
        DisplayError: no window can be opened here.
    """
    platform = choose_platform(os.environ, needs_window=needs_window)
    if platform is not None:
        os.environ["QT_QPA_PLATFORM"] = platform
    check_libraries(os.environ)
