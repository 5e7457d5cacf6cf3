"""The box in which a reader says who sits here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.quiz.profile_desk import ProfileDesk
from app.quiz.profile_dialog import ProfileDialog
from app.reading.quiz.reader import Reader
from app.widgets.labels import dim, heading


class ProfileBox(QWidget):
    """Chooses, makes and changes readers, and leads to the progress of the one who sits.

    Args:
        desk: keeps the readers.

    Signals:
        progress_wanted: the progress of the reader is to be shown.
    """

    progress_wanted = Signal()

    def __init__(self, desk: ProfileDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Who reads"))
        self.choice.activated.connect(self._choose)
        self._about = dim("", wraps=True)
        self.new, self.change = QPushButton(self.tr("New …")), QPushButton(self.tr("Change …"))
        self.new.setAccessibleName(self.tr("New reader"))
        self.change.setAccessibleName(self.tr("Change this reader's profile"))
        self.progress = QPushButton(self.tr("Progress"))
        self.progress.setAccessibleName(self.tr("Progress of this reader"))
        self.new.clicked.connect(lambda: self._ask(None))
        self.change.clicked.connect(lambda: self._ask(desk.reader))
        self.progress.clicked.connect(self.progress_wanted)
        self._lay_out()
        desk.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.choice.clear()
        for reader in self._desk.readers or (self._desk.reader,):
            self.choice.addItem(reader.name, reader.reader_id)
        self.choice.setCurrentIndex(self.choice.findData(self._desk.reader.reader_id))
        self._about.setText(self._about_words(self._desk.reader))
        self._about.setVisible(bool(self._about.text()))
        for control in (self.choice, self.new, self.change, self.progress):
            control.setEnabled(self._desk.store is not None)

    def _choose(self, _index: int) -> None:
        self._desk.choose(self.choice.currentData())

    def _ask(self, reader: Reader | None) -> None:
        dialog = ProfileDialog(reader, self)
        if dialog.exec():
            self._desk.keep(dialog.reader)
        dialog.deleteLater()

    def _about_words(self, reader: Reader) -> str:
        words = []
        if (years := reader.years_since_fellowship) is not None:
            words.append(self.tr("{years:g} years since fellowship").format(years=years))
        if reader.board_certified is not None:
            certified = reader.board_certified
            words.append(
                self.tr("board certified") if certified else self.tr("not board certified")
            )
        if reader.speciality:
            words.append(reader.speciality)
        return " · ".join(words)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.new, self.change):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Reader")))
        column.addWidget(self.choice)
        column.addWidget(self._about)
        column.addLayout(buttons)
        column.addWidget(self.progress)
