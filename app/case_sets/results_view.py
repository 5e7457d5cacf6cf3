"""Results of a set: its readers and the group, and how each case did."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.case_sets.results_work import FolderOfResults
from app.quiz.progress_study import StudyView
from app.quiz.result_tables import Table
from app.reading.case_sets.case_results import CaseResult
from app.widgets.labels import dim


class ResultsView(QWidget):
    """Shows what readers of a set made of it.

    Signals:
        closed: back to the overview.
        wanted: `pdf`, `readers` or `cases`: what is to be written to files.
    """

    closed = Signal()
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: FolderOfResults | None = None
        self.title = QLabel()
        self.title.setObjectName("exampleTitle")
        self.note = dim("", wraps=True)
        self.study = StudyView()
        self.cases = Table(
            self.tr("Cases of the set"),
            (
                self.tr("Case"),
                self.tr("Shows"),
                self.tr("Answers"),
                self.tr("Right"),
                self.tr("Interval"),
                self.tr("Discrimination"),
                self.tr("Most common mistake"),
            ),
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Readers and cases"))
        self.tabs.addTab(self.study, self.tr("Readers"))
        self.tabs.addTab(self.cases, self.tr("Cases"))
        bar = QHBoxLayout()
        for name, text in (
            ("pdf", self.tr("PDF of the group…")),
            ("readers", self.tr("A PDF for each reader…")),
            ("cases", self.tr("Table of the cases…")),
        ):
            button = QPushButton(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 10)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addLayout(bar)
        layout.addLayout(top)
        layout.addWidget(self.note)
        layout.addWidget(self.tabs, 1)
        self.study.closed.connect(self.closed)
        self.study.exported.connect(lambda: self.wanted.emit("pdf"))

    def show_found(self, found: FolderOfResults) -> None:
        """Show a folder of results."""
        self.found = found
        count = len(found.returned.records)
        self.title.setText(
            self.tr("{title}: {count} sittings").format(title=found.title, count=count)
        )
        left_out = found.returned.left_out
        self.note.setText(
            self.tr("{count} files were left out. {reasons}").format(
                count=len(left_out), reasons=" ".join(left_out[:3])
            )
        )
        self.note.setVisible(bool(left_out))
        self.study.show_results(found.scored.results)
        self.cases.set_rows([self._row(one) for one in found.scored.cases])

    def _row(self, one: CaseResult) -> tuple[str, ...]:
        item = one.item
        right = item.right if item is not None else None
        share, interval, discrimination = "–", "", "–"
        if right is not None:
            share = f"{100 * right.value:.0f} %"
            interval = f"{100 * right.low:.0f} % – {100 * right.high:.0f} %"
        if item is not None and item.discrimination is not None:
            discrimination = f"{item.discrimination:.2f}".replace("-", "−")
        mistake = ""
        if one.mistake is not None:
            mistake = self.tr("{mistake} ({count} of {answers})").format(
                mistake=str(one.mistake), count=one.mistakes, answers=one.answers
            )
        return (
            *(str(one.number), one.truth, str(one.answers), share, interval),
            *(discrimination, mistake),
        )
