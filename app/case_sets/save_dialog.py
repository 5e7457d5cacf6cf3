"""How a set is to be saved: with its answers, without them, or with locked ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets.labels import dim
from app.widgets.ok_and_cancel import ok_and_cancel
from inference.case_sets.case_set import CaseSet, TruthState
from inference.case_sets.files import ENDING, lock, without_truth
from inference.case_sets.locking import LEAST_SIGNS


class SaveSetDialog(QDialog):
    """Asks for the file and for what becomes of the answers.

    Args:
        path: that is proposed.
        doubtful: how many of its cases are flagged.
    """

    def __init__(self, path: Path, doubtful: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save the set"))
        self.setMinimumWidth(560)
        self.name = QLineEdit(str(path))
        self.name.setAccessibleName(self.tr("File"))
        browse = QPushButton(self.tr("Browse…"))
        browse.clicked.connect(self._browse)
        self.choices = {
            TruthState.OPEN: QRadioButton(self.tr("With its answers: for practice")),
            TruthState.LOCKED: QRadioButton(
                self.tr("With locked answers: for an exam that is scored after it is over")
            ),
            TruthState.LEFT_OUT: QRadioButton(self.tr("Without answers: nobody finds them in it")),
        }
        group = QButtonGroup(self)
        self.passphrase = passphrase_box(self.tr("Passphrase"))
        self.again = passphrase_box(self.tr("Passphrase again"))
        self._sentence = QLabel()
        self._sentence.setObjectName("conflict")
        self._sentence.setWordWrap(True)
        layout = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(browse)
        layout.addLayout(row)
        if doubtful:
            told = self.tr("{count} of its cases are flagged as doubtful: look at them first.")
            layout.addWidget(dim(told.format(count=doubtful), wraps=True))
        for button in self.choices.values():
            group.addButton(button)
            layout.addWidget(button)
            button.toggled.connect(self._check)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.again)
        layout.addWidget(self._sentence)
        self._buttons = ok_and_cancel(self)
        layout.addWidget(self._buttons)
        for box in (self.name, self.passphrase, self.again):
            box.textChanged.connect(self._check)
        self.choices[TruthState.OPEN].setChecked(True)

    @property
    def path(self) -> Path:
        """Of the file, with its ending."""
        path = Path(self.name.text().strip())
        return path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING)

    @property
    def state(self) -> TruthState:
        """What becomes of the answers."""
        return next(state for state, button in self.choices.items() if button.isChecked())

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.name.text(), self.tr("Case sets (*.mgset)")
        )
        if chosen:
            self.name.setText(chosen)

    def _check(self) -> None:
        locked = self.choices[TruthState.LOCKED].isChecked()
        for box in (self.passphrase, self.again):
            box.setVisible(locked)
        reason = ""
        if not self.name.text().strip():
            reason = self.tr("Name a file.")
        elif locked and len(self.passphrase.text()) < LEAST_SIGNS:
            reason = self.tr("A passphrase has at least {count} signs; several words are good.")
            reason = reason.format(count=LEAST_SIGNS)
        elif locked and self.passphrase.text() != self.again.text():
            reason = self.tr("The two passphrases differ.")
        self._sentence.setText(reason)
        self._buttons.button(self._buttons.StandardButton.Ok).setEnabled(not reason)


class PassphraseDialog(QDialog):
    """Asks for the passphrase of a set.

    Args:
        title: of the set.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unlock the answers"))
        self.setMinimumWidth(420)
        self.passphrase = passphrase_box(self.tr("Passphrase"))
        words = QLabel(self.tr("The answers of “{title}” are locked.").format(title=title))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.passphrase)
        layout.addWidget(ok_and_cancel(self))


def passphrase_box(name: str) -> QLineEdit:
    """A line for a passphrase, which shows none of its signs."""
    box = QLineEdit()
    box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setPlaceholderText(name)
    box.setAccessibleName(name)
    return box


def protected(case_set: CaseSet, state: TruthState, passphrase: str) -> CaseSet:
    """A set with open answers, with its answers as they are to be saved.

    Raises:
        CaseSetError: the passphrase is too short.
    """
    if state is TruthState.LOCKED:
        return lock(case_set, passphrase)
    return case_set if state is TruthState.OPEN else without_truth(case_set)
