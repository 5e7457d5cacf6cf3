"""The dialog that shows a crash report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)


class CrashDialog(QDialog):
    """Shows a report, where it is kept, and a button that copies it."""

    def __init__(self, text: str, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something unexpected went wrong"))
        self.resize(760, 480)
        where = self.tr("It could not be written to a file.")
        if path is not None:
            where = self.tr("It is kept in {path}.").format(path=path)
        explanation = QLabel(
            self.tr(
                "The program met an error nobody expected; your work so far is untouched. The "
                "report below helps to mend it; look through it before you send it to anybody, "
                "for it can hold names of files. {where}"
            ).format(where=where)
        )
        explanation.setWordWrap(True)
        report = QPlainTextEdit(text)
        report.setReadOnly(True)
        report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        report.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(explanation)
        layout.addWidget(report, 1)
        layout.addWidget(buttons)
