"""The dialog in which the language is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.translation import language_in_use, languages, native_name
from app.widgets.ok_and_cancel import ok_and_cancel


class LanguageDialog(QDialog):
    """Asks for the language, which counts from the next start.

    Args:
        language: as in the settings; empty is the system's.
    """

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Language"))
        self._values = ("", *languages())
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Language"))
        # Before its style is known, rows would be laid out too low and overlap.
        self._list.ensurePolished()
        system = self.tr("As the system ({name})").format(name=native_name(language_in_use("")))
        for value in self._values:
            self._list.addItem(QListWidgetItem(native_name(value) if value else system))
        self._list.setCurrentRow(self._values.index(language) if language in self._values else 0)
        self._list.itemActivated.connect(self.accept)
        note = QLabel(self.tr("The language changes when the program is started the next time."))
        note.setObjectName("dim")
        note.setWordWrap(True)
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._list)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.resize(380, 280)

    @property
    def language(self) -> str:
        """The language that is wanted, as the settings keep it."""
        return self._values[self._list.currentRow()]

    def choose(self, language: str) -> None:
        """Go to a language."""
        self._list.setCurrentRow(self._values.index(language))
