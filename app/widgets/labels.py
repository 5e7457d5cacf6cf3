"""Labels of panels in the two looks that the style sheet knows, and rows of controls."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget


def heading(text: str) -> QLabel:
    """Words above a part of a panel."""
    return _label(text, "heading")


def dim(text: str, *, wraps: bool = False) -> QLabel:
    """Words that stand back; they may take several lines."""
    label = _label(text, "dim")
    label.setWordWrap(wraps)
    return label


def side_by_side(*widgets: QWidget, wide: QWidget | None = None) -> QHBoxLayout:
    """Controls side by side.

    Args:
        widgets: from left to right.
        wide: the one that takes the room that is left; None shares it among all.
    """
    layout = QHBoxLayout()
    layout.setSpacing(4 if wide is None else 6)
    for widget in widgets:
        layout.addWidget(widget, 1 if wide is None or widget is wide else 0)
    return layout


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(look)
    return label
