"""The program's own pictures, drawn from SVG in the colour that is wanted."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.style import TEXT
from inference.resources import icons_folder

SIZES_PX = (16, 20, 24, 32, 48, 64)


@cache
def icon(name: str, colour: str = TEXT) -> QIcon:
    """An icon from `resources/icons`, its `currentColor` replaced.

    Args:
        name: of the file, without ending.
        colour: as in style sheets.
    """
    source = (icons_folder() / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    made = QIcon()
    for size in SIZES_PX:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        made.addPixmap(pixmap)
    return made


def program_icon() -> QIcon:
    """The icon of the window and of the program."""
    return icon("mammogym")
