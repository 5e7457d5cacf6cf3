"""The plots of a reader's progress: a few measures over the sittings of one round."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.quiz.plots import PlotLine, PlotPoint, TimePlot, colour_of
from app.quiz.progress_work import GUESSING, MOST_PLOTS, measures_in, scores_over_time
from app.quiz.result_words import day_words, measure_label, part_words
from app.reading.quiz.progress import KeptSitting
from app.reading.quiz.rounds import RoundKind
from app.reading.scoring.measure_kinds import MEASURES


class ProgressPlots(QWidget):
    """Up to three plots side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plots = tuple(TimePlot("") for _ in range(MOST_PLOTS))
        row = QHBoxLayout()
        row.setSpacing(12)
        for plot in self.plots:
            row.addWidget(plot, 1)
        self._key = QLabel()
        self._key.setWordWrap(True)
        self._key.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addWidget(self._key)

    def show_round(self, sittings: Sequence[KeptSitting], kind: RoundKind, by: str) -> int:
        """Draw the measures of a round.

        Args:
            sittings: of the reader, the oldest first.
            kind: of the round.
            by: by what the answers are parted; empty for not at all.

        Returns:
            How many plots there are.
        """
        shown = [one for one in sittings if one.kind is kind]
        names = measures_in(sittings, kind, by)
        labels = _labels(shown, names, by)
        self._key.setText(
            "&nbsp;&nbsp; ".join(
                f"<span style='color:{colour_of(number)}'>●</span> {escape(part_words(by, label))}"
                for number, label in enumerate(labels)
            )
        )
        self._key.setVisible(bool(by))
        days = [day_words(one.started_at) for one in shown]
        for plot, name in zip(self.plots, [*names, *[""] * MOST_PLOTS], strict=False):
            plot.setVisible(bool(name))
            if name:
                title = measure_label(MEASURES[name])
                plot.setAccessibleName(title)
                plot.show_lines(title, _lines(shown, name, by, labels), days, GUESSING.get(name))
        return len(names)


def _labels(sittings: Sequence[KeptSitting], measures: Sequence[str], by: str) -> list[str]:
    """The parts that any of the measures has, so that each has one colour in all plots."""
    found = [label for name in measures for label in scores_over_time(sittings, name, by)]
    return list(dict.fromkeys(found))


def _lines(
    sittings: Sequence[KeptSitting], measure: str, by: str, labels: Sequence[str]
) -> list[PlotLine]:
    scores = scores_over_time(sittings, measure, by)
    return [
        PlotLine(
            label=part_words(by, label),
            points=tuple(
                PlotPoint(
                    place=place,
                    value=score.value,
                    low=score.low,
                    high=score.high,
                    hollow=bool(sittings[place].previous_sitting),
                )
                for place, score in scores.get(label, ())
                if score.value is not None
            ),
        )
        for label in labels
    ]
