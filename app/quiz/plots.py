"""Plots of scores: curves, measures with their intervals, and progress over time.

Only what shows scores imports this module, and late: pyqtgraph takes long to load.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import style
from app.quiz.result_words import measure_label
from app.reading.scoring.measure_kinds import Unit
from app.reading.scoring.measures import Curve, Measure
from app.reading.scoring.wording import written, written_interval

SMOOTH = "binormal"
"""The curve that is drawn broken and without its points."""

COLOURS = ("#6fa8b8", "#e3a948", "#8fcf9f", "#c792c9", "#d98073", "#9aa7e0", "#b9b071", "#98a1ab")
ROW_PX, AXIS_PX = 72, 44
"""Most height that a measure and the axis below take."""

_GUESSING = pg.mkPen(style.TEXT_DIM, width=1, style=Qt.PenStyle.DashLine)
_MARGIN = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotPoint:
    """A point of a line over time.

    Attributes:
        place: on the horizontal axis.
        value: of the measure.
        low, high: ends of its interval, or None.
        hollow: whether it is drawn empty, as a repeated sitting's.
    """

    place: float
    value: float
    low: float | None = None
    high: float | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotLine:
    """A line over time.

    Attributes:
        label: for the key.
        points: from left to right.
    """

    label: str
    points: tuple[PlotPoint, ...]


class Plot(pg.PlotWidget):
    """A still plot in the program's colours; the mouse changes nothing in it.

    Args:
        name: for those who do not see it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._plot = pg.PlotItem()
        super().__init__(parent, background=style.WINDOW, plotItem=self._plot)
        self._box = self._plot.getViewBox()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(style.LINE))
            axis.setTextPen(pg.mkPen(style.TEXT_DIM))
            axis.setStyle(tickLength=-4)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to what scrolls around the plot."""
        event.ignore()

    def _dots(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str,
        *,
        size: int = 9,
        symbol: str = "o",
        hollow: bool = False,
        name: str | None = None,
    ) -> None:
        self._plot.plot(
            x,
            y,
            pen=None,
            symbol=symbol,
            symbolSize=size,
            symbolBrush=style.WINDOW if hollow else colour,
            symbolPen=pg.mkPen(colour),
            antialias=True,
            name=name,
        )


class CurvePlot(Plot):
    """Curves over common axes: of one reader, or one curve of each reader."""

    def show_curves(
        self,
        curves: Sequence[Curve],
        labels: Sequence[str],
        *,
        point: tuple[Measure, Measure] | None = None,
    ) -> None:
        """Draw curves.

        Args:
            curves: with the same axes, at least one.
            labels: of each for the key.
            point: sensitivity and specificity, whose intervals are drawn as a cross; None for none.
        """
        plot = self._plot
        plot.clear()
        key = plot.legend or self._new_key()
        key.clear()
        widest = max((max(curve.x, default=0.0) for curve in curves), default=1.0)
        end = 1.0 if widest <= 1 else float(math.ceil(widest))
        plot.setLabel("bottom", curves[0].x_label, color=style.TEXT_DIM)
        plot.setLabel("left", curves[0].y_label, color=style.TEXT_DIM)
        self._box.setXRange(0, end, padding=_MARGIN)
        self._box.setYRange(0, 1, padding=_MARGIN)
        if {curve.name for curve in curves} & {"roc", SMOOTH}:
            guessing = _tr("guessing")
            plot.plot([0, 1], [0, 1], pen=_GUESSING, name=guessing)
        for index, (curve, label) in enumerate(zip(curves, labels, strict=True)):
            self._draw(curve, label, colour_of(index))
        if point is not None:
            self._draw_cross(*point)
        self.setAccessibleDescription("; ".join(labels))

    def _new_key(self) -> pg.LegendItem:
        return self._plot.addLegend(
            offset=(-8, -8),
            labelTextColor=style.TEXT,
            labelTextSize="9pt",
            brush=pg.mkBrush(QColor(style.WINDOW)),
        )

    def _draw(self, curve: Curve, label: str, colour: str) -> None:
        smooth = curve.name == SMOOTH
        line = Qt.PenStyle.DashLine if smooth else Qt.PenStyle.SolidLine
        pen = pg.mkPen(colour, width=2, style=line)
        self._plot.plot(curve.x, curve.y, pen=pen, antialias=True, name=label)
        if not smooth:
            self._dots(curve.x, curve.y, colour, size=6)

    def _draw_cross(self, sensitivity: Measure, specificity: Measure) -> None:
        """The reader's yes and no as one point with both intervals."""
        high, low = sensitivity, specificity
        if high.value is None or low.value is None:
            return
        x, y = 1 - low.value, high.value
        left = x - (1 - low.high) if low.high is not None else 0.0
        right = (1 - low.low) - x if low.low is not None else 0.0
        below = y - high.low if high.low is not None else 0.0
        above = high.high - y if high.high is not None else 0.0
        plot = self._plot
        cross = pg.ErrorBarItem(
            x=_array(x),
            y=_array(y),
            left=_array(left),
            right=_array(right),
            bottom=_array(below),
            top=_array(above),
            pen=pg.mkPen(style.AMBER, width=1.5),
        )
        plot.addItem(cross)
        self._dots([x], [y], style.AMBER, size=10, symbol="d", name=_tr("yes and no, intervals"))


class MeasurePlot(Plot):
    """Measures of one unit below each other, with intervals and what papers report."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._plot.hideAxis("left")
        self._plot.setContentsMargins(2, 2, 14, 2)
        self.getAxis("bottom").setStyle(hideOverlappingLabels=False)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Draw measures.

        Args:
            measures: of one unit, each with a value, at least one.
        """
        self._plot.clear()
        self._set_range(measures)
        for place, measure in enumerate(measures):
            y = -float(place)
            label = pg.TextItem(measure_label(measure.kind), color=style.TEXT, anchor=(0, 1))
            label.setPos(0, y + 0.08)
            self._plot.addItem(label)
            self._draw_value(y, measure)
            self._draw_published(y - 0.25, measure)
        self.setMaximumHeight(AXIS_PX + ROW_PX * len(measures))
        self.setAccessibleDescription("; ".join(map(_spoken, measures)))

    def _set_range(self, measures: Sequence[Measure]) -> None:
        share = measures[0].kind.unit in (Unit.SHARE, Unit.AREA)
        values = [
            value
            for one in measures
            for value in (one.value, one.high, *(other.value for other in one.published))
            if value is not None
        ]
        end = 1.0 if share else max([1.0, *values])
        self._box.setXRange(0, end, padding=_MARGIN)
        self._box.setYRange(0.55 - len(measures), 0.6, padding=0)
        if share:
            marks = [(step / 4, f"{25 * step} %") for step in range(5)]
            self.getAxis("bottom").setTicks([marks])

    def _draw_published(self, y: float, measure: Measure) -> None:
        if not measure.published:
            return
        # The last one is the average of the readers before it.
        *each, average = (other.value for other in measure.published)
        self._dots(each, [y] * len(each), style.AMBER, symbol="d", hollow=True)
        self._dots([average], [y], style.AMBER, symbol="d")

    def _draw_value(self, y: float, measure: Measure) -> None:
        assert measure.value is not None  # as the caller makes sure
        if measure.low is not None and measure.high is not None:
            ends = [measure.low, measure.high]
            self._plot.plot(ends, [y, y], pen=pg.mkPen(style.ACCENT, width=2))
        self._dots([measure.value], [y], style.ACCENT)


class TimePlot(Plot):
    """A measure over the sittings of a reader."""

    def show_lines(
        self, title: str, lines: Sequence[PlotLine], days: Sequence[str], guessing: float | None
    ) -> None:
        """Draw lines.

        Args:
            title: what is measured.
            lines: one for each part of the answers.
            days: below each place of the horizontal axis, from 0.
            guessing: the value that guessing has; None where it has none.
        """
        plot = self._plot
        plot.clear()
        plot.setTitle(title, color=style.TEXT, size="10pt")
        every = max(1, math.ceil(len(days) / 6))
        marks = [(place, day) for place, day in enumerate(days) if place % every == 0]
        self.getAxis("bottom").setTicks([marks])
        self._box.setXRange(-0.5, max(len(days) - 0.5, 0.5), padding=0)
        self._fit(lines, guessing)
        if guessing is not None:
            plot.addItem(pg.InfiniteLine(guessing, angle=0, pen=_GUESSING))
        for index, line in enumerate(lines):
            self._draw(line, colour_of(index), with_intervals=len(lines) == 1)
        newest = [f"{line.label} {line.points[-1].value:.2f}" for line in lines if line.points]
        self.setAccessibleDescription("; ".join(newest))

    def _fit(self, lines: Sequence[PlotLine], guessing: float | None) -> None:
        values = [
            value
            for line in lines
            for point in line.points
            for value in (
                (point.value, point.low, point.high) if len(lines) == 1 else [point.value]
            )
            if value is not None
        ]
        if guessing is not None:
            values.append(guessing)
        low, high = min(values, default=0.0), max(values, default=1.0)
        self._box.setYRange(low, max(high, low + 0.1), padding=0.08)

    def _draw(self, line: PlotLine, colour: str, *, with_intervals: bool) -> None:
        plot = self._plot
        x = [point.place for point in line.points]
        y = [point.value for point in line.points]
        for point in line.points if with_intervals else ():
            if point.low is not None and point.high is not None:
                faint = QColor(colour)
                faint.setAlpha(110)
                ends = [point.low, point.high]
                plot.plot([point.place] * 2, ends, pen=pg.mkPen(faint, width=2))
        plot.plot(x, y, pen=pg.mkPen(colour, width=1.5), antialias=True)
        for hollow in (False, True):
            shown = [point for point in line.points if point.hollow is hollow]
            places = [point.place for point in shown]
            self._dots(places, [point.value for point in shown], colour, hollow=hollow)


def colour_of(number: int) -> str:
    """The colour of a line by its number; further lines begin again."""
    return COLOURS[number % len(COLOURS)]


def _array(value: float) -> object:
    import numpy as np

    return np.asarray([value], dtype=np.float64)


def _spoken(measure: Measure) -> str:
    unit = measure.kind.unit
    words = f"{measure_label(measure.kind)} {written(measure.value, unit)}"
    interval = written_interval(measure)
    return f"{words} ({interval})" if interval else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)
