"""What stands in tables of the program."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTreeWidget, QWidget


def rows_of(table: QTreeWidget) -> list[list[str]]:
    """The texts of a table, row by row."""
    items = (table.topLevelItem(row) for row in range(table.topLevelItemCount()))
    return [[item.text(c) for c in range(table.columnCount())] for item in items if item]


def words_on(widget: QWidget) -> str:
    """All words of labels that can be seen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
