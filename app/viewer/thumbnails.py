"""Small pictures of views, as they are hung."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from app.viewer.picture import Picture
from app.viewer.ready_case import ReadyCase
from app.widgets.picture_strip import PICTURE_PX, StripPicture


def thumbnail(picture: Picture) -> QImage:
    """A view as its file wants it shown, in a frame of `PICTURE_PX`."""
    width, height = PICTURE_PX
    scale = min(height / picture.view.rows, width / picture.view.columns)
    copy = picture.copies[picture.copy_for(scale * 2)]
    grey = np.ascontiguousarray(picture.grey_table(None, False)[copy])
    rows, columns = grey.shape
    image = QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    small = image.scaled(
        width,
        height,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    framed = QImage(width, height, QImage.Format.Format_RGB32)
    framed.fill(0)
    painter = QPainter(framed)
    painter.drawImage((width - small.width()) // 2, (height - small.height()) // 2, small)
    painter.end()
    return framed


def thumbnails(ready: ReadyCase) -> list[StripPicture]:
    """One small picture for each view of a case; the key is the view's number."""
    return [
        StripPicture(number, thumbnail(picture), picture.view.label or f"{number + 1}")
        for number, picture in enumerate(ready.pictures)
    ]
