"""Pictures of the screen as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def rgb_of(image: QImage) -> NDArray[np.uint8]:
    """The pixels of an image: (rows, columns, 3), 0 to 255."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return flat[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def grey_image(pixels: NDArray[np.uint8]) -> QImage:
    """An image of its own from grey pixels (rows, columns)."""
    grey = np.ascontiguousarray(pixels)
    rows, columns = grey.shape
    return QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()
