"""The plots beside the measures of a sitting: its curves, and its measures beside the papers'."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.quiz.plots import AXIS_PX, ROW_PX, CurvePlot, MeasurePlot
from app.quiz.result_words import measure_label
from app.reading.scoring.measure_kinds import Unit
from app.reading.scoring.measures import Curve, Measure, RoundScore
from app.reading.scoring.wording import written, written_interval
from app.widgets.choice import Choice
from app.widgets.labels import dim

AREAS = {"roc": "auc", "binormal": "auc", "afroc": "afroc_merit", "lroc": "lroc_area"}
"""The measure that is the area under a curve, by the name of the curve."""

SHORT = {"roc": "ROC", "binormal": "ROC", "afroc": "AFROC", "lroc": "LROC", "froc": "FROC"}
MOST_ROWS = 12
MOST_PX, KEY_PX = 4000, 30
BOTH_PX = 560
"""Least width for a curve with measures beside it."""


class ResultPlots(QWidget):
    """Curves to the left, measures to the right; what a round does not have is absent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = RoundScore()
        self._has_measures = False
        self._shown: dict[str, list[Curve]] = {}
        self.curves = CurvePlot(self.tr("Curve"))
        self.shares = MeasurePlot(self.tr("Measures with intervals"))
        self.others: tuple[MeasurePlot, MeasurePlot] = (MeasurePlot(""), MeasurePlot(""))
        self._area = QLabel()
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._choice: Choice | None = None
        self._lay_out()

    def show_score(self, score: RoundScore) -> None:
        """Draw what a score has."""
        self._score = score
        self._shown = {}
        for curve in score.curves:
            self._shown.setdefault(SHORT.get(curve.name, curve.name), []).append(curve)
        self._left.setVisible(bool(self._shown))
        self._offer_curves()
        if self._shown:
            self._show_curve(next(iter(self._shown)))
        self._show_measures()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _offer_curves(self) -> None:
        if self._choice is not None:
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        if len(self._shown) > 1:
            self._choice = Choice({name: name for name in self._shown}, columns=len(self._shown))
            self._choice.setAccessibleName(self.tr("Which curve is shown"))
            self._choice.chosen.connect(self._show_curve)
            self._left_column.insertWidget(0, self._choice)

    def _show_curve(self, name: str) -> None:
        shown = self._shown[name]
        yes, no = self._score.measure("sensitivity"), self._score.measure("specificity")
        cross = (yes, no) if name == "ROC" and yes is not None and no is not None else None
        self.curves.show_curves(shown, [curve.label for curve in shown], point=cross)
        area = self._score.measure(AREAS.get(shown[0].name, ""))
        self._area.setText("" if area is None else _in_a_line(area))

    def _show_measures(self) -> None:
        measures = [one for one in self._score.measures if one.value is not None]
        shares = [one for one in measures if one.kind.unit in (Unit.SHARE, Unit.AREA)]
        shares = [one for one in shares if one.low is not None or one.published][:MOST_ROWS]
        self.shares.setVisible(bool(shares))
        self._right_column.setStretch(0, len(shares))
        if shares:
            self.shares.show_measures(shares)
        published = [one for one in measures if one.published and one not in shares]
        for plot, one in zip(self.others, [*published[:2], None, None], strict=False):
            plot.setVisible(one is not None)
            if one is not None:
                plot.setAccessibleName(measure_label(one.kind))
                plot.show_measures([one])
        self._key.setText(self._key_words(measures))
        self._has_measures = bool(shares or published)
        self._fit()
        rows = len(shares) + len(published)
        height = (AXIS_PX + ROW_PX) * max(rows, 1) + KEY_PX
        self.setMaximumHeight(MOST_PX if self._shown else min(height, MOST_PX))

    def _fit(self) -> None:
        """Leave out the measures where there is no room beside a curve; the table has them."""
        has_room = not self._shown or self.width() >= BOTH_PX
        self._right.setVisible(self._has_measures and has_room)

    def _key_words(self, measures: Sequence[Measure]) -> str:
        words = self.tr("● this sitting, with 95 % intervals")
        papers = next((one.published for one in measures if one.published), ())
        if not papers:
            return words
        paper = papers[-1].who.rpartition(",")[0]
        return words + "   " + self.tr("◇ readers of {paper}   ◆ their average").format(paper=paper)

    def _lay_out(self) -> None:
        self._left, self._right = QWidget(), QWidget()
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.addWidget(self.curves, 1)
        self._left_column.addWidget(self._area)
        self._key = dim("", wraps=True)
        right = self._right_column = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.shares, 3)
        for plot in self.others:
            right.addWidget(plot, 1)
        right.addWidget(self._key)
        right.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left, 1)
        row.addWidget(self._right, 1)


def _in_a_line(measure: Measure) -> str:
    unit = measure.kind.unit
    words = f"{measure_label(measure.kind)}: {written(measure.value, unit)}"
    interval = written_interval(measure)
    return f"{words} ({interval})" if interval else words
