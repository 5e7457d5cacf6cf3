"""How a reader gets on: numbers over time, and the sittings behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.quiz.progress_work import (
    cases_read,
    main_score,
    partings_in,
    rounds_in,
    streak_days,
)
from app.quiz.result_tables import Table
from app.quiz.result_words import measure_label, mode_words, moment_words, parted_by
from app.quiz.words import words_of
from app.reading.quiz.progress import KeptSitting
from app.reading.quiz.reader import Reader
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting_log import SUFFIX
from app.reading.scoring.measure_kinds import MEASURES
from app.reading.scoring.measures import Measure
from app.reading.scoring.wording import written, written_interval
from app.widgets.labels import dim, heading


class ProgressView(QWidget):
    """The progress of one reader.

    Attributes:
        rounds: which round is drawn.
        parts: by what its answers are parted.
        table: the sittings, the newest first.

    Signals:
        closed: back to the rounds.
        opened: the name of the log of a sitting whose result is wanted.
        exported: names of the logs of sittings to be scored into one file.
        study_wanted: logs of a study are to be chosen and scored.
    """

    closed = Signal()
    opened = Signal(str)
    exported = Signal(list)
    study_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sittings: tuple[KeptSitting, ...] = ()
        self._plots: QWidget | None = None
        self._make_controls()
        self._lay_out()

    def wait(self, words: str = "") -> None:
        """Say that the progress is being read."""
        self._say(words or self.tr("Reading the progress …"))

    def fail(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._say(sentence)

    def show_progress(
        self,
        reader: Reader,
        sittings: Sequence[KeptSitting],
        problems: Sequence[str] = (),
        today: date | None = None,
    ) -> None:
        """Show the progress of a reader.

        Args:
            reader: whose.
            sittings: the oldest first.
            problems: sentences about logs that could not be entered.
            today: the day on which it is looked at; None is today.
        """
        self._sittings = tuple(sittings)
        self._title.setText(self.tr("Progress of {name}").format(name=reader.name))
        self._problems.setText("\n".join(problems))
        self._problems.setVisible(bool(problems))
        if not sittings:
            words = self.tr(
                "{name} has not finished a round yet. What is reached in each round is kept here "
                "from the first one on."
            ).format(name=reader.name)
            self._say("\n\n".join([words, *problems]))
            return
        self._numbers.setText(self._number_words(today or date.today()))
        self._fill_rounds()
        self._fill_table()
        self._stack.setCurrentIndex(1)

    def _number_words(self, today: date) -> str:
        words = [
            self.tr("{count} cases read").format(count=cases_read(self._sittings)),
            self.tr("{count} sittings").format(count=len(self._sittings)),
        ]
        if (days := streak_days(self._sittings, today)) > 1:
            words.append(self.tr("{count} days in succession").format(count=days))
        elif days == 1:
            words.append(self.tr("1 day in succession"))
        return "  ·  ".join(words)

    def _fill_rounds(self) -> None:
        before = self.rounds.currentData()
        self.rounds.clear()
        for kind in rounds_in(self._sittings):
            self.rounds.addItem(words_of(kind).title, kind)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(before)))
        self._fill_parts()

    def _fill_parts(self) -> None:
        before = self.parts.currentData()
        self.parts.clear()
        for by in partings_in(self._sittings, RoundKind(self.rounds.currentData())):
            self.parts.addItem(parted_by(by) if by else self.tr("All answers"), by)
        self.parts.setCurrentIndex(max(0, self.parts.findData(before)))
        self._draw()

    def _draw(self) -> None:
        # Late, as pyqtgraph takes long to load, and here: Qt's modules are not loaded beside Qt.
        from app.quiz.progress_plots import ProgressPlots

        if self._plots is None:
            self._plots = ProgressPlots()
            self._plot_area.addWidget(self._plots, 1)
        assert isinstance(self._plots, ProgressPlots)
        kind, by = RoundKind(self.rounds.currentData()), self.parts.currentData() or ""
        drawn = self._plots.show_round(self._sittings, kind, by)
        self._plots.setVisible(drawn > 0)
        self._nothing.setVisible(drawn == 0)
        repeats = any(one.previous_sitting for one in self._sittings if one.kind is kind)
        self._hollow.setVisible(repeats)

    def _fill_table(self) -> None:
        rows = []
        for sitting in reversed(self._sittings):
            rows.append(
                (
                    moment_words(sitting.started_at),
                    words_of(sitting.kind).title,
                    mode_words(sitting.mode),
                    str(sitting.answers),
                    _score_words(sitting),
                    self.tr("repeats an earlier one") if sitting.previous_sitting else "",
                )
            )
        self.table.set_rows(rows)
        if (newest := self.table.topLevelItem(0)) is not None:
            self.table.setCurrentItem(newest)

    def _names(self) -> list[str]:
        """Of the logs of the rows that are chosen, the newest first."""
        count = len(self._sittings)
        places = sorted(self.table.indexOfTopLevelItem(one) for one in self.table.selectedItems())
        return [f"{self._sittings[count - 1 - place].sitting_id}{SUFFIX}" for place in places]

    def _open(self) -> None:
        if names := self._names():
            self.opened.emit(names[0])

    def _allow(self) -> None:
        chosen = bool(self.table.selectedItems())
        self.open_button.setEnabled(chosen)
        self.export_button.setEnabled(chosen)

    def _say(self, sentence: str) -> None:
        self._waiting.setText(sentence)
        self._stack.setCurrentIndex(0)

    def _make_controls(self) -> None:
        self._title, self._numbers = QLabel(), QLabel()
        self._title.setObjectName("roundTitle")
        self._title.setIndent(0)
        self._problems, self._nothing = dim("", wraps=True), dim("", wraps=True)
        self._nothing.setText(self.tr("These sittings have nothing to draw over time."))
        self._hollow = dim(
            self.tr("Empty points are second sittings of a set: what was learnt from it counts in.")
        )
        self._waiting = QLabel()
        self._waiting.setObjectName("emptyHint")
        self._waiting.setWordWrap(True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rounds, self.parts = QComboBox(), QComboBox()
        self.rounds.setAccessibleName(self.tr("Round"))
        self.parts.setAccessibleName(self.tr("Parted by"))
        self.rounds.activated.connect(lambda _: self._fill_parts())
        self.parts.activated.connect(lambda _: self._draw())
        columns = (
            self.tr("Begun"),
            self.tr("Round"),
            self.tr("Mode"),
            self.tr("Answers"),
            self.tr("Score"),
            "",
        )
        self.table = Table(self.tr("Sittings"), columns)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.itemActivated.connect(lambda _: self._open())
        self.table.itemSelectionChanged.connect(self._allow)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 0, 24, 12)
        column.setSpacing(8)
        for label in (self._title, self._numbers, self._problems):
            column.addWidget(label)
        choices = QHBoxLayout()
        for title, box in ((self.tr("Round"), self.rounds), (self.tr("Parted by"), self.parts)):
            choices.addWidget(dim(title))
            choices.addWidget(box)
            choices.addSpacing(12)
        choices.addStretch(1)
        column.addLayout(choices)
        self._plot_area = QVBoxLayout()
        column.addLayout(self._plot_area, 3)
        column.addWidget(self._nothing)
        column.addWidget(self._hollow)
        column.addWidget(heading(self.tr("Sittings")))
        column.addWidget(self.table, 2)
        waiting = QWidget()
        covered = QVBoxLayout(waiting)
        covered.addWidget(self._waiting, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(waiting)
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._stack, 1)
        whole.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("buttonBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 10, 24, 10)
        self.open_button = QPushButton(self.tr("Show the result"))
        self.export_button = QPushButton(self.tr("Export …"))
        self.export_button.setAccessibleName(self.tr("Export the chosen sittings to one file"))
        self.study_button = QPushButton(self.tr("Score a study …"))
        self.study_button.setAccessibleName(self.tr("Score logs of several readers"))
        back = QPushButton(self.tr("Back (N)"))
        back.setObjectName("primary")
        self.open_button.clicked.connect(self._open)
        self.export_button.clicked.connect(lambda: self.exported.emit(self._names()))
        self.study_button.clicked.connect(self.study_wanted)
        back.clicked.connect(self.closed)
        for button in (self.open_button, self.export_button, self.study_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(back)
        self._allow()
        return bar


def _score_words(sitting: KeptSitting) -> str:
    score = main_score(sitting)
    if score is None or score.measure not in MEASURES:
        return "–"
    kind = MEASURES[score.measure]
    measure = Measure(kind=kind, value=score.value, low=score.low, high=score.high)
    interval = written_interval(measure)
    words = f"{measure_label(kind)} {written(score.value, kind.unit)}"
    return f"{words} ({interval})" if interval else words
