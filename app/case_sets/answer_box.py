"""The answer of a case of a set, hidden until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.case_sets.answer_outlines import outlines_of
from app.case_sets.words import truth_words
from app.report.words import word
from app.viewer.case_viewer import CaseViewer
from inference.case_sets.case_set import SetCase

HIGHEST_PX = 300


class AnswerBox(QWidget):
    """Shows what is true of a case, its reference answer and what is to be learned from it.

    Args:
        viewer: shows the case; lesions are outlined there with the answer.

    Signals:
        changed: there is an answer now, or none.
    """

    changed = Signal()

    def __init__(self, viewer: CaseViewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._case: SetCase | None = None
        self.is_shown = False
        self.button = QPushButton()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.text)
        self._area.setMinimumHeight(HIGHEST_PX // 2)
        self._area.setMaximumHeight(HIGHEST_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.button)
        layout.addWidget(self._area)
        self.button.clicked.connect(self.toggle)
        self.take(None)

    @property
    def has_answer(self) -> bool:
        """Whether the case in front has an answer that is open."""
        return self._case is not None and self._case.truth is not None

    def take(self, case: SetCase | None) -> None:
        """Take the case in front, its answer hidden; None is a case of no set."""
        self._case = case
        self.setVisible(case is not None)
        self._show(on=False)

    def toggle(self) -> None:
        """Show the answer, or hide it again."""
        self._show(on=not self.is_shown)

    def _show(self, *, on: bool) -> None:
        truth = self._case.truth if self._case is not None else None
        self.is_shown = on and truth is not None
        self.button.setEnabled(truth is not None)
        text = self.tr("Hide the answer") if self.is_shown else self.tr("Show the answer")
        if truth is None:
            text = self.tr("The answers are not open")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self._area.setVisible(self.is_shown)
        if truth is not None and self._case is not None and self.is_shown:
            self.text.setText("\n\n".join(self._words()))
            names = [view.entry.view for view in self._case.views]
            self._viewer.set_outlines(outlines_of(truth.findings, names))
        elif self._case is not None:
            self._viewer.set_outlines({})
        self.changed.emit()

    def _words(self) -> list[str]:
        assert self._case is not None and self._case.truth is not None
        truth = self._case.truth
        reference = truth.reference
        told = "\n".join(truth_words(truth))
        judged = [word(one) for one in (reference.assessment, reference.management) if one]
        parts = [told, "\n".join(judged), reference.text, truth.teaching]
        return [part for part in parts if part]
