"""Labels of panels in the two looks that the style sheet knows."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def heading(text: str) -> QLabel:
    """Words above a part of a panel."""
    return _label(text, "heading")


def dim(text: str, *, wraps: bool = False) -> QLabel:
    """Words that stand back; they may take several lines."""
    label = _label(text, "dim")
    label.setWordWrap(wraps)
    return label


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(look)
    return label
