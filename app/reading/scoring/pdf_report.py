"""Scores as a PDF to be printed or filed: tables, vector plots, and what everything means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

import inference
from app.reading.scoring.measures import Curve, Group, Measure, Sentence
from app.reading.scoring.pdf_plots import curves_drawing
from app.reading.scoring.score_text import study_title, table_rows
from app.reading.scoring.sitting_score import SittingScore
from app.reading.scoring.study import Results, StudyScore, kinds_in
from app.reading.scoring.table_two import study_table
from app.reading.scoring.wording import written, written_count, written_interval
from inference.atomic_files import replacing

TITLE = "Mammogym: scores of sittings"
DISCLAIMER = (
    "Scores of reading exercises. Intervals are 95 % confidence intervals. "
    "Nothing here is for diagnosis, and no score certifies a reader."
)

_GREEK = re.compile("[αβγΦχκ′−√≥≤]+")
"""What the standard font lacks and the standard symbol font has."""

_LINE = HexColor("#bbbbbb")
_SHADE = HexColor("#f0f0f0")
_MARGIN = 18 * mm


def write_pdf(path: Path, results: Results) -> None:
    """Write the report. Equal results give equal files: it carries no clock.

    Raises:
        OutputError: it could not be written.
    """
    with replacing(path) as temporary:
        document = SimpleDocTemplate(
            str(temporary),
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=TITLE,
            author=f"Mammogym {inference.__version__}",
            invariant=True,
        )
        document.build(list(_story(results)), onFirstPage=_foot, onLaterPages=_foot)


def _story(results: Results) -> Iterator[Flowable]:
    styles = _Styles()
    yield styles.paragraph(TITLE, "Title")
    yield styles.paragraph(DISCLAIMER)
    yield from styles.notes(results.notes)
    table = study_table(results)
    if table is not None:
        yield styles.paragraph("Table II of the MammoGANesis study", "Heading2")
        widths = [74 * mm, 20 * mm, 25 * mm, 35 * mm, 20 * mm]
        yield styles.table(table_rows(table), widths, shaded=len(table.rows))
    for study in results.studies:
        yield from _study(styles, study)
    yield from _meanings(styles, results)


class _Styles:
    """Paragraphs and tables in the report's look."""

    def __init__(self) -> None:
        self._sheet = getSampleStyleSheet()
        self._cell = ParagraphStyle("cell", parent=self._sheet["Normal"], fontSize=8, leading=10)

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        return Paragraph(marked_up(text), self._sheet[style])

    def notes(self, notes: Iterable[Sentence]) -> Iterator[Flowable]:
        for note in notes:
            yield self.paragraph(f"Note: {note.text}", "Italic")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float] | None = None,
        shaded: int | None = None,
    ) -> Table:
        """A table whose first row is its heading; rows after the first `shaded` ones are shaded."""
        cells = [[Paragraph(marked_up(text), self._cell) for text in row] for row in rows]
        look: list[tuple] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, _LINE),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, _LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
        if shaded is not None and shaded + 1 < len(rows):
            look.append(("BACKGROUND", (0, shaded + 1), (-1, -1), _SHADE))
        return Table(cells, colWidths=widths, style=TableStyle(look), repeatRows=1, hAlign="LEFT")


def marked_up(text: str) -> str:
    """A text for reportlab's paragraphs: escaped, with letters of the symbol font marked."""
    return _GREEK.sub(lambda found: f'<font name="Symbol">{found[0]}</font>', escape(text))


def _study(styles: _Styles, study: StudyScore) -> Iterator[Flowable]:
    yield Spacer(1, 6 * mm)
    yield styles.paragraph(study_title(study), "Heading1")
    yield from styles.notes(study.notes)
    if study.averages:
        yield styles.paragraph(f"Average of {len(study.readers)} readers", "Heading2")
        rows = [["Measure", "Average", "Interval", "How the interval was made"]]
        rows += [[*_cells(one.measure)[:3], one.method] for one in study.averages]
        yield styles.table(rows, [55 * mm, 22 * mm, 35 * mm, 62 * mm])
        yield from _roc_of_readers(study)
    if study.pooled:
        yield styles.paragraph("All answers against guessing", "Heading2")
        yield styles.table([["Test", "p"], *(_cells(one)[:2] for one in study.pooled)])
    for sitting in study.readers:
        yield from _sitting(styles, sitting)
    for retest in study.retests:
        title = f"{retest.reader}: sitting {retest.second} against {retest.first}"
        yield styles.paragraph(title, "Heading2")
        yield from styles.notes(retest.notes)
        if retest.measures:
            yield styles.table(_measure_rows(retest.measures))


def _sitting(styles: _Styles, sitting: SittingScore) -> Iterator[Flowable]:
    header, score = sitting.header, sitting.score
    yield styles.paragraph(f"Reader {header.reader_id}", "Heading2")
    yield styles.paragraph(
        f"Sitting {header.sitting_id}, {header.mode.value}, begun {header.started_at}, "
        f"{sitting.answers} answers."
    )
    yield from styles.notes(score.notes)
    if score.measures:
        yield Spacer(1, 2 * mm)
        yield styles.table(
            _measure_rows(score.measures), [48 * mm, 18 * mm, 30 * mm, 20 * mm, 58 * mm]
        )
    for shown in _together(score.curves):
        labels = [curve.label for curve in shown]
        drawing = curves_drawing(shown, labels, diagonal=shown[0].name == "roc")
        yield KeepTogether([Spacer(1, 4 * mm), drawing])
    if score.groups:
        yield Spacer(1, 2 * mm)
        yield styles.table(_group_rows(score.groups), [32 * mm, 18 * mm, 124 * mm])


def _together(curves: Sequence[Curve]) -> list[list[Curve]]:
    """Curves that share their axes in one plot each."""
    plots: dict[tuple[str, str], list[Curve]] = {}
    for curve in curves:
        plots.setdefault((curve.x_label, curve.y_label), []).append(curve)
    return list(plots.values())


def _roc_of_readers(study: StudyScore) -> Iterator[Flowable]:
    found = [
        (curve, f"{one.reader}")
        for one in study.readers
        for curve in one.score.curves
        if curve.name == "roc"
    ]
    if found:
        drawing = curves_drawing([curve for curve, _ in found], [label for _, label in found])
        yield KeepTogether([Spacer(1, 4 * mm), drawing])


def _meanings(styles: _Styles, results: Results) -> Iterator[Flowable]:
    shown = kinds_in(results)
    if not shown:
        return
    yield Spacer(1, 6 * mm)
    yield styles.paragraph("What the measures mean", "Heading1")
    rows = [["Measure", "Meaning"], *([kind.label, kind.meaning] for kind in shown)]
    yield styles.table(rows, [55 * mm, 119 * mm])


def _measure_rows(measures: Iterable[Measure]) -> list[list[str]]:
    heading = ["Measure", "Value", "Interval", "Counted", "Against guessing, and in papers"]
    return [heading, *(_cells(one) for one in measures)]


def _cells(one: Measure) -> list[str]:
    unit = one.kind.unit
    papers = "; ".join(f"{other.who}: {written(other.value, unit)}" for other in one.published[-1:])
    remark = " ".join(part for part in (str(one.verdict or ""), papers) if part)
    return [
        one.kind.label,
        written(one.value, unit),
        written_interval(one),
        written_count(one),
        remark,
    ]


def _group_rows(groups: Sequence[Group]) -> list[list[str]]:
    rows = [["Part", "Answers", "Measures"]]
    for group in groups:
        measures = "; ".join(
            f"{one.kind.label} {written(one.value, one.kind.unit)}"
            + (f" ({interval})" if (interval := written_interval(one)) else "")
            for one in group.measures
            if one.value is not None
        )
        rows.append([f"{group.by}: {group.label}", str(group.answers), measures])
    return rows


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, f"{document.page}")
    canvas.restoreState()
