"""The first sight of the Sets page: the set that was opened, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.case_sets.words import state_words
from inference.case_sets.case_set import CaseSet, TruthState
from inference.resources import sets_folder

WIDEST_PX = 720
TUTORIAL = "tutorial.mgset"


class Cover(QScrollArea):
    """Tells of a set and offers to read it, to play it, to change it and to hand it on.

    Signals:
        wanted: the name of the action that is wanted.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._title = _label("exampleTitle")
        self._about = _label("dim")
        self._description = _label("")
        self._instructions = _label("")
        self._state = _label("dim")
        self.buttons: dict[str, QPushButton] = {}
        inside = QWidget()
        inside.setMaximumWidth(WIDEST_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(36, 24, 36, 24)
        column.setSpacing(12)
        for label in (
            self._title,
            self._about,
            self._description,
            self._instructions,
            self._state,
        ):
            column.addWidget(label)
        column.addSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._make_buttons()
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.show_set(None, has_draft=False)

    def show_set(self, case_set: CaseSet | None, *, has_draft: bool) -> None:
        """Tell of a set.

        Args:
            case_set: None tells what sets are.
            has_draft: whether there is a draft to go on with.
        """
        self._show_words(case_set)
        state = case_set.truth_state if case_set is not None else None
        open_set = state is TruthState.OPEN
        wanted = {
            "set_read": case_set is not None,
            "set_quiz": case_set is not None,
            "set_change": open_set,
            "set_unlock": state is TruthState.LOCKED,
            "set_export_dicom": case_set is not None,
            "set_export_html": case_set is not None,
            "set_export_csv": open_set,
            "set_results": open_set,
            "set_draft": has_draft,
            "set_tutorial": case_set is None and tutorial_set() is not None,
        }
        self._place(wanted)
        if case_set is not None:
            exam = case_set.quiz.mode == "exam"
            text = self.tr("Begin the exam") if exam else self.tr("Practise in the quiz")
            self.buttons["set_quiz"].setText(text)
            self.buttons["set_quiz"].setAccessibleName(text)

    def take_focus(self) -> None:
        """To the button that one most likely wants."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        shown[0].setFocus()

    def _show_words(self, case_set: CaseSet | None) -> None:
        if case_set is None:
            self._title.setText(self.tr("Case sets"))
            self._about.setText("")
            self._description.setText(
                self.tr(
                    "A case set is one file of synthetic cases with their answers, to teach and to "
                    "examine with. Open one that somebody gave you, or build one: say what its "
                    "cases are to show, look through them as they are drawn, and hand the file out."
                )
            )
            self._instructions.setText("")
            self._state.setText("")
        else:
            self._title.setText(case_set.title)
            count = len(case_set.cases)
            cases = self.tr("1 case") if count == 1 else self.tr("{n} cases").format(n=count)
            made = [cases, case_set.author, case_set.licence]
            self._about.setText("  ·  ".join(text for text in made if text))
            self._description.setText(case_set.description)
            self._instructions.setText(case_set.quiz.instructions)
            self._state.setText(
                state_words(case_set.truth_state)
                + " "
                + self.tr("All pictures are SYNTHETIC. Not for diagnosis.")
            )
        for label in (self._about, self._description, self._instructions, self._state):
            label.setVisible(bool(label.text()))

    def _make_buttons(self) -> None:
        for name, text in (
            ("set_read", self.tr("Read the cases")),
            ("set_quiz", self.tr("Practise in the quiz")),
            ("set_unlock", self.tr("Unlock the answers…")),
            ("set_change", self.tr("Change it in the builder")),
            ("set_export_html", self.tr("Export as teaching file…")),
            ("set_export_dicom", self.tr("Export as DICOM folder…")),
            ("set_export_csv", self.tr("Export the answer key…")),
            ("set_results", self.tr("Results of its readers…")),
            ("set_draft", self.tr("Go on with your draft")),
            ("set_new", self.tr("New set from a blueprint…")),
            ("set_open", self.tr("Open a set…")),
            ("set_tutorial", self.tr("First steps: the set that ships")),
        ):
            button = QPushButton(text, self)
            button.setAccessibleName(text)
            button.setMinimumHeight(40)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            if name in ("set_read", "set_quiz"):
                button.setObjectName("primary")
            self.buttons[name] = button

    def _place(self, wanted: dict[str, bool]) -> None:
        """Put the buttons that are wanted side by side, without holes."""
        place = 0
        for name, button in self.buttons.items():
            self._grid.removeWidget(button)
            button.setVisible(wanted.get(name, True))
            if wanted.get(name, True):
                self._grid.addWidget(button, place // 2, place % 2)
                place += 1


def tutorial_set() -> Path | None:
    """The set that ships, to begin with; None where it is not installed."""
    path = sets_folder() / TUTORIAL
    return path if path.is_file() else None


def _label(look: str) -> QLabel:
    label = QLabel()
    label.setObjectName(look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
