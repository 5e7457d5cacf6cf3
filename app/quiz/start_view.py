"""Where a reader chooses a round, how it is to be, and begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.quiz.settings_form import SettingsForm, default_form, field_label
from app.quiz.words import ORDER, words_of
from app.reading.quiz.rounds import (
    FindTheSynthetic,
    Pairs,
    PictureForm,
    RealOrSynthetic,
    RoundKind,
    RoundSettings,
)
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.widgets.choice import Choice
from app.widgets.labels import dim, heading
from app.widgets.number_box import NumberBox
from inference.errors import MammogymError
from inference.seeds import MAX_SEED

FORM_WIDTH_PX = 560
WHOLE_VIEWS = {
    RoundKind.REAL_OR_SYNTHETIC: RealOrSynthetic().real,
    RoundKind.PAIRS: Pairs().pairs,
    RoundKind.FIND_THE_SYNTHETIC: 10 * (FindTheSynthetic().pictures - 1),
}
"""So many real views a round needs to show whole ones: for all its questions, or ten of them where
wrong answers end it."""


class StartView(QWidget):
    """The rounds, their settings, and sittings that were not ended.

    Attributes:
        corner: room below the rounds, for who reads.
        due: how many missed questions are offered again.
        offered: how many sittings can be gone on with.

    Signals:
        wanted: settings, mode (`SittingMode`), time limit in s or None, and seed or None.
        resumed: the path of a log.
        due_wanted: missed questions that are due are to be asked; carries mode and time limit.
        pool_wanted: the pool of real pictures is to be looked at.
        problem: a sentence.
    """

    wanted = Signal(object, object, object, object)
    resumed = Signal(object)
    due_wanted = Signal(object, object)
    pool_wanted = Signal()
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = {kind: SettingsForm(kind) for kind in ORDER}
        self._kind = ORDER[0]
        self.offered = 0
        self.due = 0
        self._make_controls()
        self._lay_out()
        self.choose(ORDER[0])
        self.show_pool(0)

    @property
    def kind(self) -> RoundKind:
        """The round that is chosen."""
        return self._kind

    def choose(self, kind: RoundKind) -> None:
        """Show a round's settings."""
        self._kind = kind
        self._buttons[kind].setChecked(True)
        self.setFocusProxy(self._buttons[kind])
        words = words_of(kind)
        self._title.setText(words.title)
        self._about.setText(words.about)
        for of_kind, form in self._forms.items():
            form.setVisible(of_kind is kind)
        self._real.setVisible(kind.needs_real_pictures)
        self._pool.setVisible(kind.needs_real_pictures)
        self._tell_real()

    def show_unfinished(self, found: Sequence[tuple[Path, SittingRecord]]) -> None:
        """Offer to go on with sittings."""
        while (item := self._unfinished.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for path, record in found[:4]:
            words = words_of(record.header.settings.kind).title
            text = self.tr("{round}, {day}: {done} of {count} answered").format(
                round=words,
                day=record.header.started_at[:10],
                done=record.next_number,
                count=record.header.trials,
            )
            button = QPushButton(text)
            button.setObjectName("listed")
            button.clicked.connect(partial(self.resumed.emit, path))
            self._unfinished.addWidget(button)
        self.offered = len(found)
        self._unfinished_title.setVisible(bool(found) or self.due > 0)

    def ask_due(self) -> None:
        """Ask for the missed questions that are due."""
        self.due_wanted.emit(*self._how())

    def show_due(self, count: int) -> None:
        """Offer missed questions that come again."""
        self.due = count
        words = self.tr("Missed questions that are due: {count}. Ask them again.")
        self._due.setText(words.format(count=count))
        self._due.setVisible(count > 0)
        self._unfinished_title.setVisible(self.offered > 0 or count > 0)

    def show_pool(self, views: int) -> None:
        """Say how many real views may be shown; each round shows whole ones once they suffice."""
        for kind, form in self._forms.items():
            wanted = default_form(kind, views >= WHOLE_VIEWS.get(kind, 0))
            if wanted is not None and self._offered.get(kind) is not wanted:
                self._offered[kind] = wanted
                form.set_form(wanted)
        self._views = views
        self._tell_real()

    def _tell_real(self) -> None:
        needed = WHOLE_VIEWS.get(self._kind, 0)
        words = self.tr(
            "Real pictures from your pool are mixed in: {views} accepted views. Whole views are "
            "shown from {needed} on; squares of tissue can be played with the samples at once."
        )
        self._real.setText(words.format(views=self._views, needed=needed))

    def begin(self) -> None:
        """Begin the round that is shown."""
        try:
            settings = self.settings()
            seed = self._chosen_seed()
        except MammogymError as error:
            self.problem.emit(str(error))
            return
        self.wanted.emit(settings, *self._how(), seed)

    def _how(self) -> tuple[SittingMode, float | None]:
        """Mode and time limit in s."""
        minutes = self._minutes.value()
        mode = SittingMode(self._mode.value() or SittingMode.PRACTICE.value)
        return mode, 60.0 * minutes if minutes else None

    def settings(self) -> RoundSettings:
        """What the form says.

        Raises:
            QuizError: it says something that cannot be.
        """
        return self._forms[self._kind].settings()

    def _chosen_seed(self) -> int | None:
        text = self._seed.text().strip()
        if not text:
            return None
        if not text.isdecimal() or int(text) > MAX_SEED:
            raise MammogymError(
                self.tr("The seed is a whole number from 0 to {most}, or empty.").format(
                    most=MAX_SEED
                )
            )
        return int(text)

    def _make_controls(self) -> None:
        self._title, self._about = heading(""), QLabel()
        self._title.setObjectName("roundTitle")
        self._title.setIndent(0)
        self._about.setWordWrap(True)
        self._real = dim("", wraps=True)
        self._views = 0
        self._offered: dict[RoundKind, PictureForm] = {}
        self._pool = QPushButton(self.tr("Real pictures …"))
        self._pool.clicked.connect(self.pool_wanted)
        self._due = QPushButton()
        self._due.setObjectName("listed")
        self._due.clicked.connect(self.ask_due)
        self._mode = Choice(
            {
                SittingMode.PRACTICE.value: self.tr("Practice"),
                SittingMode.EXAM.value: self.tr("Exam"),
            },
            columns=2,
        )
        self._minutes = NumberBox(decimals=0, largest=600, step=5)
        self._minutes.setSuffix(self.tr(" min"))
        self._minutes.setSpecialValueText(self.tr("none"))
        self._seed = QLineEdit()
        self._seed.setPlaceholderText(self.tr("by chance"))
        self._seed.setMaxLength(20)
        self._begin = QPushButton(self.tr("Begin (N)"))
        self._begin.setObjectName("primary")
        self._begin.clicked.connect(self.begin)
        self._unfinished_title = heading(self.tr("Go on with"))

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._round_list())
        inner = QWidget()
        centre = QHBoxLayout(inner)
        column = QVBoxLayout()
        column.setSpacing(12)
        centre.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(FORM_WIDTH_PX)
        holder.setLayout(column)
        centre.addWidget(holder, 4)
        centre.addStretch(1)
        for widget in (self._title, self._about, self._real):
            column.addWidget(widget)
        column.addWidget(self._pool, 0, Qt.AlignmentFlag.AlignLeft)
        for form in self._forms.values():
            column.addWidget(form)
        column.addLayout(self._sitting_form())
        column.addWidget(self._begin)
        column.addSpacing(12)
        column.addWidget(self._unfinished_title)
        column.addWidget(self._due)
        self._unfinished = QVBoxLayout()
        column.addLayout(self._unfinished)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        whole.addWidget(area, 1)
        self._unfinished_title.setVisible(False)
        self._due.setVisible(False)

    def _sitting_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(field_label(self.tr("Mode")), self._mode)
        for name, widget in (
            (self.tr("Time limit"), self._minutes),
            (self.tr("Seed of the set"), self._seed),
        ):
            widget.setAccessibleName(name)
            form.addRow(field_label(name), widget)
        return form

    def _round_list(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(288)
        column = QVBoxLayout(panel)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Rounds")))
        self._buttons: dict[RoundKind, QPushButton] = {}
        group = QButtonGroup(self)
        for kind in ORDER:
            if kind is RoundKind.REAL_OR_SYNTHETIC:
                column.addSpacing(8)
                column.addWidget(dim(self.tr("with real pictures")))
            button = QPushButton(words_of(kind).title)
            button.setObjectName("listed")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self.choose, kind))
            group.addButton(button)
            self._buttons[kind] = button
            column.addWidget(button)
        column.addStretch(1)
        self.corner = QVBoxLayout()
        column.addLayout(self.corner)
        return panel
