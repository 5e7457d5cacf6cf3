"""What a set holds, against what its blueprint asked for, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.case_sets.words import row_words
from app.style import AMBER
from inference.case_sets.balance import BalanceRow


class BalanceTable(QTreeWidget):
    """A line for each thing that is counted; what is not met stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Balance of the set"))
        self.setRootIsDecorated(False)
        self.setHeaderLabels([self.tr("What"), self.tr("Has"), self.tr("Asked")])
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_rows(self, rows: Sequence[BalanceRow]) -> None:
        """Show a balance."""
        self.clear()
        for row in rows:
            item = QTreeWidgetItem(list(row_words(row)))
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
            if not row.met:
                item.setForeground(1, QColor(AMBER))
            self.addTopLevelItem(item)
