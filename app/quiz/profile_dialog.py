"""What is told of a reader: as much as reader studies report, and no more than the reader wants."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.reading.quiz.reader import LONGEST_NAME, MOST_YEARS, Reader, new_reader_id
from app.widgets.choice import Choice
from app.widgets.labels import dim
from app.widgets.ok_and_cancel import ok_and_cancel

NOT_TOLD = -1.0
_CERTIFIED = {"": None, "yes": True, "no": False}


class ProfileDialog(QDialog):
    """Makes a profile, or changes one.

    Args:
        reader: whose profile is changed; None makes a new one.
    """

    def __init__(self, reader: Reader | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New reader") if reader is None else self.tr("Change reader"))
        self._reader = reader
        self.name, self.speciality = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("name or initials"))
        self.speciality.setPlaceholderText(self.tr("for example breast imaging, or in training"))
        for line in (self.name, self.speciality):
            line.setMaxLength(LONGEST_NAME)
        self.years = QDoubleSpinBox()
        self.years.setDecimals(1)
        self.years.setRange(NOT_TOLD, MOST_YEARS)
        self.years.setSpecialValueText(self.tr("not told"))
        self.certified = Choice(
            {"": self.tr("not told"), "yes": self.tr("yes"), "no": self.tr("no")}, columns=3
        )
        self._fill(reader)
        self._lay_out()
        self.name.textChanged.connect(self._allow)
        self._allow()

    @property
    def reader(self) -> Reader:
        """The profile as the form says it.

        Raises:
            QuizError: the form says something that cannot be.
        """
        years = self.years.value()
        return Reader(
            reader_id=new_reader_id() if self._reader is None else self._reader.reader_id,
            name=self.name.text().strip(),
            years_since_fellowship=None if years < 0 else years,
            board_certified=_CERTIFIED[self.certified.value() or ""],
            speciality=self.speciality.text().strip(),
        )

    def _fill(self, reader: Reader | None) -> None:
        self.years.setValue(NOT_TOLD)
        if reader is None:
            return
        self.name.setText(reader.name)
        self.speciality.setText(reader.speciality)
        if reader.years_since_fellowship is not None:
            self.years.setValue(reader.years_since_fellowship)
        words = {value: word for word, value in _CERTIFIED.items()}
        self.certified.set_value(words[reader.board_certified])

    def _allow(self) -> None:
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.name.text().strip()))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        for title, widget in (
            (self.tr("Name"), self.name),
            (self.tr("Years since fellowship"), self.years),
            (self.tr("Board certified"), self.certified),
            (self.tr("Speciality"), self.speciality),
        ):
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(
            dim(
                self.tr(
                    "The name stays on this computer. Logs of sittings carry a number by chance "
                    "instead. Nought years is for somebody in training."
                ),
                wraps=True,
            )
        )
        self._buttons = ok_and_cancel(self)
        column.addWidget(self._buttons)
        self.setMinimumWidth(420)
