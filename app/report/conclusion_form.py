"""Assessment, of the examination or of each breast, and what is recommended."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.reading.report import Report
from app.reading.report_editing import with_assessment
from app.report.fields import TermBox, TermButtons
from app.report.words import word
from app.widgets.labels import dim, heading
from inference.birads import Assessment, Edition, Management, terms

COLUMNS = 5


class ConclusionForm(QWidget):
    """Shows the conclusion of a report and tells which one is wanted instead.

    Signals:
        changed: a `Report` after each choice of the user.
    """

    changed = Signal(object)

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = Report(edition=edition)
        self._each = QCheckBox(self.tr("Each breast on its own"))
        self._each.setAccessibleName(self.tr("Assess each breast on its own"))
        self._each.clicked.connect(self._change_each)
        self._overall = self._categories(self.tr("Assessment"))
        self._right = self._categories(self.tr("Right breast"))
        self._left = self._categories(self.tr("Left breast"))
        self._right_label, self._left_label = (
            dim(self.tr("Right breast")),
            dim(self.tr("Left breast")),
        )
        self._words = dim("")
        self._words.setWordWrap(True)
        self._management = TermBox(self.tr("Management"))
        self._management.chosen.connect(self._change_management)
        self._lay_out()
        self.set_edition(edition)
        self.set_report(self._report)

    def set_edition(self, edition: Edition) -> None:
        """Offer the terms of an edition."""
        self._management.offer_terms(terms(Management, edition))

    def set_report(self, report: Report) -> None:
        """Show the conclusion of a report without telling."""
        self._report = report
        given = report.right is not None or report.left is not None
        if given or report.assessment is not None:
            self._each.setChecked(given)
        elif report.empty:
            self._each.setChecked(False)
        self._overall.set_value(report.assessment)
        self._right.set_value(report.right)
        self._left.set_value(report.left)
        self._management.set_value(report.management)
        self._show_rows()
        overall = report.overall
        text = "" if overall is None else f"{overall}: {word(overall)}"
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def _categories(self, name: str) -> TermButtons:
        names = {term: f"{name}: {term} {word(term)}" for term in Assessment}
        buttons = TermButtons({term: term.value for term in Assessment}, names, columns=COLUMNS)
        buttons.chosen.connect(lambda value, of=buttons: self._change(of, value))
        return buttons

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (
            self._each,
            self._overall,
            self._right_label,
            self._right,
            self._left_label,
            self._left,
            self._words,
            heading(self.tr("Management")),
            self._management,
        ):
            layout.addWidget(widget)

    def _show_rows(self) -> None:
        each = self._each.isChecked()
        self._overall.setVisible(not each)
        for widget in (self._right_label, self._right, self._left_label, self._left):
            widget.setVisible(each)

    def _change(self, buttons: TermButtons, value: Assessment | None) -> None:
        if buttons is self._overall:
            self._tell(with_assessment(self._report, assessment=value))
        elif buttons is self._right:
            self._tell(with_assessment(self._report, right=value, left=self._report.left))
        else:
            self._tell(with_assessment(self._report, right=self._report.right, left=value))

    def _change_each(self, each: bool) -> None:
        """Keep what was told: one assessment counts for both breasts, two for their worse."""
        overall = self._report.overall
        if each:
            changed = with_assessment(self._report, right=overall, left=overall)
        else:
            changed = with_assessment(self._report, assessment=overall)
        self._tell(changed)

    def _change_management(self, value: Management | None) -> None:
        self._tell(replace(self._report, management=value))

    def _tell(self, report: Report) -> None:
        self.set_report(report)
        self.changed.emit(report)
