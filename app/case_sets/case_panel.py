"""What is known of the case in front, and what the educator says of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.case_sets.text_box import TextBox
from app.case_sets.words import flag_words, truth_words
from app.reading.case_sets.draft import DraftCase, Verdict
from app.report.fields import TermBox
from app.widgets.labels import heading
from inference.birads import Assessment, Composition, Management
from inference.case_sets.case_truth import ReferenceAnswer


class CasePanel(QScrollArea):
    """Verdict, flags, truth, tags, teaching text, reference answer and note of one case.

    Signals:
        said: the id of the case, and what is said of it by the name of the field.
        wanted: the name of an action that is wanted of it.
    """

    said = Signal(str, dict)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._case: DraftCase | None = None
        self._title = QLabel()
        self._title.setObjectName("exampleTitle")
        self._flags = QLabel()
        self._flags.setObjectName("warnings")
        self._truth = QLabel()
        for label in (self._flags, self._truth):
            label.setWordWrap(True)
        self.accept_button = self._button("set_accept", self.tr("Accept"))
        self.reject_button = self._button("set_reject", self.tr("Reject"))
        self.redraw_button = self._button("set_redraw", self.tr("Redraw"))
        self.edit_button = self._button("set_edit", self.tr("Edit in Generate"))
        for button in (self.accept_button, self.reject_button):
            button.setCheckable(True)
        self.tags = QLineEdit()
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.setPlaceholderText(self.tr("dense, spiculated"))
        self.teaching = TextBox(self.tr("Teaching text"), 6)
        self.note = TextBox(self.tr("Note to yourself"), 3)
        self.reference_text = TextBox(self.tr("Reference answer in words"), 3)
        self.abnormal = QComboBox()
        for text in (self.tr("as the lesions say"), self.tr("yes"), self.tr("no")):
            self.abnormal.addItem(text)
        self.composition = TermBox(self.tr("Composition"))
        self.composition.offer_terms(tuple(Composition))
        self.assessment = TermBox(self.tr("Assessment"))
        self.assessment.offer_terms(tuple(Assessment))
        self.management = TermBox(self.tr("Management"))
        self.management.offer_terms(tuple(Management))
        self._lay_out()
        self._connect()

    @property
    def case_id(self) -> str:
        """Of the case that is shown; empty without one."""
        return "" if self._case is None else self._case.case_id

    def show_case(
        self, case: DraftCase | None, number: int, count: int, twin: int | None = None
    ) -> None:
        """Show a case; what was written of another one is told first.

        Args:
            case: None shows that none is chosen.
            number: of it, from 1.
            count: of all cases.
            twin: number of an earlier case that looks almost the same; None without.
        """
        same = case is not None and case.case_id == self.case_id
        if not same:
            self.flush()
        self._case = case
        self._inside.setEnabled(case is not None)
        if case is None:
            self._title.setText(self.tr("No case"))
            self._flags.hide()
            self._truth.setText("")
            return
        truth = case.truth
        self._title.setText(self.tr("Case {number} of {count}").format(number=number, count=count))
        flags = flag_words(truth.flags, twin)
        self._flags.setText("\n".join(flags))
        self._flags.setVisible(bool(flags))
        self._truth.setText("\n".join(truth_words(truth)))
        self.accept_button.setChecked(case.verdict is Verdict.ACCEPTED)
        self.reject_button.setChecked(case.verdict is Verdict.REJECTED)
        self.redraw_button.setEnabled(case.index is not None)
        self.edit_button.setEnabled(truth.recipe is not None)
        words, reference = case.words, case.words.reference
        if not self.tags.hasFocus():
            self.tags.setText(", ".join(words.tags))
        for box, text in (
            (self.teaching, words.teaching),
            (self.note, words.note),
            (self.reference_text, reference.text),
        ):
            if not (same and box.is_pending):
                box.set_quietly(text)
        self.abnormal.setCurrentIndex({None: 0, True: 1, False: 2}[reference.abnormal])
        for box, value in (
            (self.composition, reference.composition),
            (self.assessment, reference.assessment),
            (self.management, reference.management),
        ):
            box.set_value(value)

    def flush(self) -> None:
        """Tell what was written and not told yet."""
        self._tell_tags()
        for box in (self.teaching, self.note, self.reference_text):
            box.tell()

    def _button(self, action: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.wanted.emit(action))
        return button

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setObjectName("exampleInside")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        buttons = QGridLayout()
        for place, button in enumerate(
            (self.accept_button, self.reject_button, self.redraw_button, self.edit_button)
        ):
            buttons.addWidget(button, place // 2, place % 2)
        layout.addWidget(self._title)
        layout.addLayout(buttons)
        layout.addWidget(self._flags)
        layout.addWidget(self._truth)
        for name, box in (
            (self.tr("Tags"), self.tags),
            (self.tr("Teaching text"), self.teaching),
        ):
            layout.addWidget(heading(name))
            layout.addWidget(box)
        layout.addWidget(heading(self.tr("Reference answer")))
        form = QFormLayout()
        for name, box in (
            (self.tr("Abnormal"), self.abnormal),
            (self.tr("Composition"), self.composition),
            (self.tr("Assessment"), self.assessment),
            (self.tr("Management"), self.management),
        ):
            box.setAccessibleName(name)
            form.addRow(name, box)
        layout.addLayout(form)
        layout.addWidget(self.reference_text)
        layout.addWidget(heading(self.tr("Note to yourself")))
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.tags.editingFinished.connect(self._tell_tags)
        self.teaching.written.connect(lambda text: self._say(teaching=text))
        self.note.written.connect(lambda text: self._say(note=text))
        self.reference_text.written.connect(lambda text: self._tell_reference(text=text))
        self.abnormal.activated.connect(
            lambda index: self._tell_reference(abnormal=(None, True, False)[index])
        )
        for name, box in (
            ("composition", self.composition),
            ("assessment", self.assessment),
            ("management", self.management),
        ):
            box.chosen.connect(lambda value, name=name: self._tell_reference(**{name: value}))

    def _tell_tags(self) -> None:
        if self._case is not None:
            given = [tag.strip() for tag in self.tags.text().split(",")]
            tags = tuple(dict.fromkeys(tag for tag in given if tag))
            if tags != self._case.words.tags:
                self._say(tags=tags)

    def _tell_reference(self, **said: Any) -> None:
        if self._case is None:
            return
        reference = self._case.words.reference
        try:
            changed = ReferenceAnswer.model_validate({**dict(reference), **said})
        except ValueError:
            changed = reference
        if changed != reference:
            self._say(reference=changed)

    def _say(self, **said: Any) -> None:
        if self._case is not None:
            self.said.emit(self._case.case_id, said)
