"""What a self-test checks of Qt: a window opens and a case stands in it."""

from __future__ import annotations

import numpy as np
from PIL import Image

from app import system_libraries
from app.selftest_checks import Installation
from inference.errors import OutputError

LEAST_CONTRAST = 10.0
"""Standard deviation of the window's greys; an empty one is dark all over."""


def check_window(installation: Installation) -> str:
    """The window opens on the display, or without one in memory, and shows a drawn case.

    Raises:
        DisplayError: Qt's system libraries are missing.
        OutputError: the window stayed empty.
    """
    system_libraries.prepare(needs_window=False)
    # Only now, for Qt must find its libraries.
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    from app import program

    target = installation.scratch / "window.png"
    options = program.Options(
        bundle=installation.folder,
        provider=installation.provider,
        threads=installation.threads,
        screenshot=target,
    )
    program.take_screenshot(options, target)
    with Image.open(target) as picture:
        contrast = float(np.asarray(picture.convert("L")).std())
    if contrast < LEAST_CONTRAST:
        raise OutputError("The window opened and stayed empty.")
    return f"Qt {qVersion()} on {QGuiApplication.platformName()}, a case was shown"
