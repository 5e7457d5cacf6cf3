"""The report panel at the right edge of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.reading.report import MAX_FINDINGS, Report, ReportFinding, cleaned_text
from app.reading.report_editing import new_finding, with_taken
from app.reading.report_sentence import finding_title, written_report
from app.reading.report_warnings import report_warnings
from app.reading.taken_mark import TakenMark
from app.report.conclusion_form import ConclusionForm
from app.report.fields import GrowingText, TermBox, TermButtons
from app.report.finding_form import FindingForm
from app.report.finding_list import FindingList
from app.report.words import word
from app.widgets.labels import dim, heading
from inference.birads import Composition, Edition, FindingKind
from inference.case import View

WIDTH_PX = 340


class ReportPanel(QFrame):
    """Shows a report and tells which one is wanted instead.

    Signals:
        report_changed: a `Report` after each change by the user.
        mark_wanted: place and size of a finding are to come from the selected mark; carries the
            ids of the marks from which it was taken before. `take_mark` is the answer.
    """

    report_changed = Signal(object)
    mark_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportPanel")
        self.setMinimumWidth(WIDTH_PX)
        self._report = Report()
        self._views: tuple[View, ...] = ()
        self._wanted_for = -1
        self._make_controls()
        self._connect()
        self._lay_out()
        self._show_all()

    @property
    def report(self) -> Report:
        """What is shown."""
        return self._report

    def set_report(self, report: Report) -> None:
        """Show a report without telling; one that is shown already is left as it is typed."""
        if report == self._report:
            return
        self._report = report
        self._show_all()

    def set_case(self, views: Sequence[View]) -> None:
        """Say which views there are: the breast of a new finding may follow from them."""
        self._views = tuple(views)
        self._how.setVisible(False)
        self._wanted_for = -1

    def take_mark(self, taken: TakenMark) -> None:
        """Give place and size of marks to the finding that asked for them, else to a new mass."""
        at = self._wanted_for if self._wanted_for >= 0 else self._list.current
        self._wanted_for = -1
        if not 0 <= at < len(self._report.findings):
            if len(self._report.findings) >= MAX_FINDINGS:
                return
            self._add(FindingKind.MASS)
            at = len(self._report.findings) - 1
        self._put(at, with_taken(self._report.findings[at], taken))
        self._how.setText(taken.location.how)
        self._how.setVisible(bool(taken.location.how))
        self._show_finding(at)

    def _make_controls(self) -> None:
        self._edition = TermBox(self.tr("Edition of BI-RADS"))
        self._edition.offer({edition: edition.label for edition in Edition}, optional=False)
        self._edition.setMinimumContentsLength(14)
        names = {term: f"{term.value}: {word(term)}" for term in Composition}
        self._composition = TermButtons({term: term.value for term in Composition}, names, 4)
        self.setFocusProxy(self._composition)
        self._composition_words = dim("", wraps=True)
        self._list = FindingList()
        self._how = dim("", wraps=True)
        self._how.setVisible(False)
        self._finding = FindingForm(self._report.edition)
        self._conclusion = ConclusionForm(self._report.edition)
        self._text = GrowingText(self.tr("Free text of the report"))
        self._written = QLabel()
        self._written.setObjectName("written")
        self._written.setWordWrap(True)
        self._written.setTextFormat(Qt.TextFormat.PlainText)
        self._written.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._written.setAccessibleName(self.tr("Written report"))
        self._warnings = QLabel()
        self._warnings.setObjectName("warnings")
        self._warnings.setWordWrap(True)
        self._warnings.setTextFormat(Qt.TextFormat.PlainText)
        self._warnings.setAccessibleName(self.tr("What is missing or contradictory"))
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy the written report"))

    def _connect(self) -> None:
        self._edition.chosen.connect(self._change_edition)
        self._composition.chosen.connect(lambda value: self._change(composition=value))
        self._list.selected.connect(self._select)
        self._list.kind_added.connect(self._add)
        self._list.removed.connect(self._remove)
        self._list.mark_wanted.connect(self._want_mark)
        self._finding.changed.connect(lambda finding: self._put(self._list.current, finding))
        self._conclusion.changed.connect(self._conclude)
        self._text.typed.connect(lambda text: self._change(text=cleaned_text(text)))
        self._copy.clicked.connect(self._copy_written)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("reportInside")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(_beside(heading(self.tr("Report")), self._edition))
        self._section(layout, self.tr("Breast composition"), self._composition)
        layout.addWidget(self._composition_words)
        self._section(layout, self.tr("Findings"), self._list, self._how, self._finding)
        self._section(layout, self.tr("Assessment"), self._conclusion)
        self._section(layout, self.tr("Free text"), self._text)
        layout.addSpacing(10)
        layout.addLayout(_beside(heading(self.tr("Written report")), self._copy))
        layout.addWidget(self._written)
        layout.addWidget(self._warnings)
        layout.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._area)

    @staticmethod
    def _section(layout: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        layout.addSpacing(10)
        layout.addWidget(heading(title))
        for widget in widgets:
            layout.addWidget(widget)

    def _show_all(self) -> None:
        report = self._report
        self._edition.set_value(report.edition)
        self._finding.set_edition(report.edition)
        self._conclusion.set_edition(report.edition)
        self._composition.set_value(report.composition)
        self._conclusion.set_report(report)
        self._text.set_quietly(report.text)
        self._how.setVisible(False)
        self._wanted_for = -1
        self._show_finding(max(self._list.current, 0))
        self._show_written()

    def _show_finding(self, number: int) -> None:
        findings = self._report.findings
        number = min(number, len(findings) - 1)
        self._list.show_titles(self._titles(), number)
        self._finding.setVisible(number >= 0)
        if number >= 0:
            self._finding.set_finding(findings[number])

    def _select(self, number: int) -> None:
        self._how.setVisible(False)
        self._show_finding(number)

    def _titles(self) -> list[str]:
        return [finding_title(finding) for finding in self._report.findings]

    def _show_written(self) -> None:
        report = self._report
        words = "" if report.composition is None else word(report.composition)
        self._composition_words.setText(words)
        self._composition_words.setVisible(bool(words))
        text = written_report(report)
        self._written.setText(text or self.tr("Nothing is told yet."))
        self._copy.setEnabled(bool(text))
        warnings = report_warnings(report)
        self._warnings.setText("\n".join(f"• {sentence}" for sentence in warnings))
        self._warnings.setVisible(bool(warnings))

    def _add(self, kind: FindingKind) -> None:
        findings = (*self._report.findings, new_finding(kind, self._views))
        if len(findings) > MAX_FINDINGS:
            return
        self._how.setVisible(False)
        self._change(findings=findings)
        self._show_finding(len(findings) - 1)
        self._finding.focus_kind()

    def _remove(self, number: int) -> None:
        findings = list(self._report.findings)
        del findings[number]
        self._how.setVisible(False)
        self._wanted_for = -1
        self._change(findings=tuple(findings))
        self._show_finding(min(number, len(findings) - 1))

    def _put(self, number: int, finding: ReportFinding) -> None:
        findings = list(self._report.findings)
        findings[number] = finding
        self._change(findings=tuple(findings))
        self._list.show_titles(self._titles(), self._list.current)

    def _want_mark(self) -> None:
        number = self._list.current
        self._wanted_for = number
        ids = self._report.findings[number].mark_ids if number >= 0 else ()
        self.mark_wanted.emit(ids)

    def _conclude(self, report: Report) -> None:
        self._change(
            assessment=report.assessment,
            right=report.right,
            left=report.left,
            management=report.management,
        )

    def _change_edition(self, edition: Edition) -> None:
        self._change(edition=edition)
        self._finding.set_edition(edition)
        self._conclusion.set_edition(edition)
        self._conclusion.set_report(self._report)

    def _change(self, **values: Any) -> None:
        self._report = replace(self._report, **values)
        self._conclusion.set_report(self._report)
        self._show_written()
        self.report_changed.emit(self._report)

    def _copy_written(self) -> None:
        QGuiApplication.clipboard().setText(written_report(self._report))


def _beside(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(left, 1)
    row.addWidget(right)
    return row
