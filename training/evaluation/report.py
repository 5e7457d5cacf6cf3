"""The report of an evaluation: one HTML file that needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from inference.atomic_files import write_text
from training.evaluation import report_figures, report_pictures
from training.evaluation.report_aims import Outcome, Verdict, verdicts
from training.evaluation.report_content import ReportContent
from training.evaluation.report_markup import Markup, element, joined
from training.evaluation.report_tables import aims_table, measure_tables, settings_table

MOST_BYTES = 4_000_000
"""Of a whole report; its pictures are made smaller until it fits."""

SMALLEST_SCALE = 0.05
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
HOW_TO_READ = (
    "Every figure compares drawn views with real ones that were prepared in the same way, have the "
    "same size, and the same mix of views and techniques. What is stated for views “held out” "
    "compares with women whom the training never saw.",
    "The floor is the same figure of real views against real views of other women. No generator "
    "can be expected below it, so the ratio of value to floor says more than the value.",
    "Intervals hold 95 % and follow patients, not views, as views of one woman are alike; notes "
    "say how. Where two intervals overlap widely, do not read a difference into them.",
    "A figure whose name ends in “distance” says how far the figure of a view would have to move "
    "on average for both distributions to be equal, in the unit that stands beside it.",
    "No single figure is enough: a generator that repeats its training views has a perfect "
    "distance, one that draws a single good picture has a perfect precision.",
    "ψ is the truncation: 1 draws from all that was learnt, less draws more ordinary and cleaner "
    "breasts. The settings say which ψ was measured.",
    "Rows of sample pictures are the first that were drawn, not chosen. The worst pictures are "
    "chosen, to show how bad it gets.",
)
NOTICE = (
    "Drawn pictures are SYNTHETIC: they show nobody and are not for diagnosis. Real pictures are "
    "marked as real."
)
SAMPLES = (
    "Rows of one condition: real views, then drawn ones at a rising ψ. Look for the skin line, the "
    "pectoral muscle in MLO, strands of tissue that lead to the nipple, and grain that is the same "
    "in all pictures. Bad: breasts that look alike in one row, grids, washed-out tissue, muscle in "
    "CC."
)
WORST = (
    "The drawn views with the highest scores among all that were drawn, the worst first. This "
    "is as bad as it gets, not what is usual."
)
FOCI = (
    "Drawn views without a lesion in which a detector of masses is surest to see one. The ring "
    "shows where. Bad: something that a reader, too, would call back."
)
NEAREST = (
    "The pairs of drawn and training views that are nearest of all. Bad: the same breast twice. "
    "Pairs of the same size and shape with other tissue are what one expects."
)
FOOTER = "Made by mammogym-train evaluate. The report needs no network and runs no program."
SIZES = ("small", "medium", "large")
Section = tuple[str, str, Markup]


def write_html(content: ReportContent, path: Path) -> None:
    """Write the report as one file.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, html_page(content))


def html_page(content: ReportContent) -> str:
    """The page; equal content gives equal text."""
    before = (
        ("aims", "What was aimed at, and what was reached", _aims(content)),
        ("reading", "How to read this", _how_to_read()),
    )
    plots = report_figures.plot_sections(content)
    judges = (report_figures.rocs(content), report_figures.artefacts(content))
    neighbours = report_figures.neighbours(content)
    after = (
        ("figures", "All figures", measure_tables(content.measures)),
        ("settings", "Settings and machine", settings_table(content.settings)),
    )
    scale = 1.0
    while True:
        pictures = _picture_sections(content, judges, neighbours, scale)
        page = _page(content, [*before, *pictures, *plots, *after])
        size = len(page.encode())
        if size <= MOST_BYTES or scale <= SMALLEST_SCALE:
            return page
        scale *= min(0.9, math.sqrt(MOST_BYTES / size))


def _page(content: ReportContent, sections: Sequence[Section]) -> str:
    kept = [section for section in sections if section[2]]
    style = resources.files("training.evaluation").joinpath("report.css").read_text("utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", content.title),
        element("style", Markup(style)),
    )
    body = element(
        "body",
        _header(content),
        _contents(kept),
        element("main", *(_section(*section) for section in kept)),
        element("footer", element("p", FOOTER)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _header(content: ReportContent) -> Markup:
    return element(
        "header",
        element("h1", content.title),
        element(
            "p",
            "Model ",
            element("strong", content.bundle_name),
            ", hash ",
            element("code", content.bundle_hash),
        ),
        element("p", NOTICE, class_="notice"),
    )


def _contents(sections: Sequence[Section]) -> Markup:
    links = [element("li", element("a", title, href=f"#{name}")) for name, title, _ in sections]
    return element("nav", element("ul", *links), aria_label="Contents")


def _section(name: str, title: str, content: Markup) -> Markup:
    return element("section", element("h2", title), content, id=name)


def _aims(content: ReportContent) -> Markup:
    found = verdicts(content.measures)
    left_out = [element("li", sentence) for sentence in content.left_out]
    return joined(
        element("p", _counted(found), class_="lead"),
        aims_table(found),
        element("ul", *left_out, class_="left-out") if left_out else "",
    )


def _counted(found: Sequence[Verdict]) -> str:
    """How many aims are reached, in one sentence that hides nothing."""
    reached = sum(verdict.outcome.is_reached for verdict in found)
    unknown = sum(verdict.outcome is Outcome.UNKNOWN for verdict in found)
    missed = len(found) - reached - unknown
    parts = [f"{reached} of {len(found)} aims are reached", f"{missed} are missed"]
    if unknown:
        parts.append(f"{unknown} were not measured")
    return ", ".join(parts) + "."


def _how_to_read() -> Markup:
    return element("ul", *(element("li", text) for text in HOW_TO_READ))


def _picture_sections(
    content: ReportContent, judges: tuple[Markup, Markup], neighbours: Markup, scale: float
) -> tuple[Section, ...]:
    rocs, artefacts = judges
    worst = report_pictures.worst_section(content.worst, scale)
    foci = report_pictures.foci_section(content.foci, scale)
    nearest = report_pictures.nearest_section(content.nearest, scale)
    samples = report_pictures.sample_sections(content, scale)
    return (
        ("samples", "Samples", _with_intro(SAMPLES, samples, _sizes())),
        ("classifier", "Real or drawn: the two-sample test", rocs),
        ("artefacts", "Artefacts", joined(artefacts, _with_intro(WORST, worst))),
        ("foci", "Suspicious foci", _with_intro(FOCI, foci)),
        ("neighbours", "Nearest training views", joined(neighbours, _with_intro(NEAREST, nearest))),
    )


def _with_intro(text: str, content: Markup, between: str = "") -> Markup:
    """Content with a paragraph before it; empty where the content is."""
    return joined(element("p", text), between, content) if content else content


def _sizes() -> Markup:
    """Buttons that set the size of all pictures, by style alone."""
    choices = [
        element(
            "label",
            element(
                "input", type="radio", name="size", id=f"size-{size}", checked=size == "medium"
            ),
            f" {size}",
        )
        for size in SIZES
    ]
    return element("fieldset", element("legend", "Pictures"), *choices, class_="sizes")
