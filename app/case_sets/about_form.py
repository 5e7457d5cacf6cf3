"""What a set says of itself and how it is to be read, as a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from app.case_sets.text_box import TextBox
from app.widgets.number_box import NumberBox


class AboutForm(QWidget):
    """Title, author, licence, description and the settings of the quiz, as plain values.

    Signals:
        edited: a field is different now.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.title, self.author, self.licence = QLineEdit(), QLineEdit(), QLineEdit()
        self.description = TextBox(self.tr("Description, shown before the first case"), 4)
        self.instructions = TextBox(self.tr("Instructions, shown before the first case"), 3)
        self.mode = _choices(
            {"practice": self.tr("practice"), "exam": self.tr("exam")},
        )
        self.question = _choices(
            {
                "read_and_report": self.tr("read and report"),
                "find_the_lesion": self.tr("find the lesion"),
            }
        )
        self.answers = _choices(
            {
                "after each case": self.tr("after each case"),
                "at the end": self.tr("at the end"),
                "never": self.tr("never"),
            }
        )
        self.steps = _choices(
            {2: self.tr("yes or no"), 5: self.tr("five, with a middle"), 6: self.tr("six")}
        )
        self.shuffled = QCheckBox(self.tr("each reader has an order of their own"))
        self.seconds = NumberBox(decimals=0, largest=7200)
        self.minutes = NumberBox(decimals=0, largest=1440)
        self._lay_out()
        self._connect()

    def values(self) -> dict[str, Any]:
        """What the fields hold."""
        quiz: dict[str, Any] = {
            "mode": self.mode.currentData(),
            "question": self.question.currentData(),
            "answers": self.answers.currentData(),
            "confidence_steps": self.steps.currentData(),
            "shuffled": self.shuffled.isChecked(),
            "instructions": self.instructions.toPlainText(),
        }
        if self.seconds.value():
            quiz["seconds_per_case"] = int(self.seconds.value())
        if self.minutes.value():
            quiz["minutes"] = int(self.minutes.value())
        return {
            "title": self.title.text().strip(),
            "author": self.author.text().strip(),
            "licence": self.licence.text().strip(),
            "description": self.description.toPlainText(),
            "quiz": quiz,
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values, without telling; a field in which somebody writes stays as it is."""
        self._quiet = True
        for name, line in (
            ("title", self.title),
            ("author", self.author),
            ("licence", self.licence),
        ):
            if not line.hasFocus():
                line.setText(values.get(name, ""))
        quiz = values.get("quiz", {})
        for box, text in (
            (self.description, values.get("description", "")),
            (self.instructions, quiz.get("instructions", "")),
        ):
            if not box.hasFocus():
                box.set_quietly(text)
        for choice, value in (
            (self.mode, quiz.get("mode", "practice")),
            (self.question, quiz.get("question", "read_and_report")),
            (self.answers, quiz.get("answers", "after each case")),
            (self.steps, quiz.get("confidence_steps", 6)),
        ):
            choice.setCurrentIndex(choice.findData(value))
        self.shuffled.setChecked(quiz.get("shuffled", False))
        self.seconds.set_quietly(quiz.get("seconds_per_case") or 0)
        self.minutes.set_quietly(quiz.get("minutes") or 0)
        self._follow()
        self._quiet = False

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for box in (self.seconds, self.minutes):
            box.setSpecialValueText(self.tr("as long as they need"))
        rows = (
            (self.tr("Title"), self.title),
            (self.tr("Author"), self.author),
            (self.tr("Licence"), self.licence),
            (self.tr("Description"), self.description),
            (self.tr("Read as"), self.mode),
            (self.tr("Question"), self.question),
            (self.tr("Answers told"), self.answers),
            (self.tr("Confidence"), self.steps),
            (self.tr("Order"), self.shuffled),
            (self.tr("Seconds for a case"), self.seconds),
            (self.tr("Minutes in all"), self.minutes),
            (self.tr("Instructions"), self.instructions),
        )
        for name, box in rows:
            if not box.accessibleName():
                box.setAccessibleName(name)
            form.addRow(name, box)
        self.hint = QLabel(self.tr("An exam tells the answers at the end or never."))
        self.hint.setObjectName("conflict")
        self.hint.setWordWrap(True)
        form.addRow(self.hint)

    def _connect(self) -> None:
        for box in (self.title, self.author, self.licence):
            box.editingFinished.connect(self._tell)
        for box in (self.description, self.instructions):
            box.written.connect(self._tell)
        for box in (self.mode, self.question, self.answers, self.steps):
            box.activated.connect(self._tell)
        self.mode.activated.connect(self._follow)
        self.answers.activated.connect(self._follow)
        self.shuffled.toggled.connect(self._tell)
        for box in (self.seconds, self.minutes):
            box.chosen.connect(self._tell)

    def _follow(self) -> None:
        told = self.answers.currentData()
        self.hint.setVisible(self.mode.currentData() == "exam" and told == "after each case")
        self.steps.setEnabled(self.question.currentData() == "find_the_lesion")

    def _tell(self) -> None:
        if not self._quiet:
            self._follow()
            self.edited.emit()


def _choices(labels: dict[Any, str]) -> QComboBox:
    box = QComboBox()
    for value, label in labels.items():
        box.addItem(label, value)
    return box
