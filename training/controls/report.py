"""The report on a bundle's controls: one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from importlib import resources

from PIL import Image

from inference.controls_manifest import AttributeControl
from training.controls.figures import ControlFigures, range_in_unit
from training.controls.previews import Strip, strip_image
from training.evaluation.case_consistency import Likeness
from training.evaluation.report_markup import Markup, element, joined, shown, shown_interval

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STRIP_ROWS = 200
QUALITY = 80
LEAKS_MUCH = 0.3
"""Leakage from which on a cell of the table is marked."""

NOTICE = "All pictures are SYNTHETIC: they show nobody and are not for diagnosis."
LEAKAGE = (
    "Each row is a slider moved by one standard deviation, each column an attribute that was then "
    "measured, in its own standard deviations. The diagonal should be 1, all else 0. In brackets "
    "is what moves together by definition and is not held. Bold: a leak of 0.3 or more."
)
STRIPS = (
    "One usual view of each position, with the slider at both ends of the strip, half-way, and at "
    "0 in the middle. Look whether what the name says changes, and whether all else stays."
)
LOCALITY = (
    "Random parts of random views were edited toward random references. The share of the change "
    "that lies inside the part should be large, against style mixing and against the part's area."
)
LIKENESS = (
    "The mean difference between two views of one woman over that between views of strangers, "
    "each attribute in standard deviations from the mean of its view position and technique: 0 for "
    "equal views, 1 for strangers. Drawn cases should be like real ones. 95 % intervals: bootstrap "
    "over cases."
)


def html_page(figures: ControlFigures, strips: Sequence[Strip], title: str) -> str:
    """The page; equal content gives equal text."""
    sections = [
        ("sliders", "Sliders", joined(_sliders(figures), _left_out(figures))),
        ("leakage", "Leakage", joined(element("p", LEAKAGE), _leakage(figures))),
        ("strips", "What the sliders do", joined(element("p", STRIPS), _strips(figures, strips))),
        ("locality", "Local edits", _locality(figures)),
        ("likeness", "One woman, four views", _likeness(figures)),
        ("settings", "Settings", _settings(figures)),
    ]
    style = resources.files("training.evaluation").joinpath("report.css").read_text("utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", Markup(style)),
    )
    kept = [section for section in sections if section[2]]
    links = [element("li", element("a", name, href=f"#{key}")) for key, name, _ in kept]
    body = element(
        "body",
        element("header", element("h1", title), element("p", NOTICE, class_="notice")),
        element("nav", element("ul", *links), aria_label="Contents"),
        element(
            "main",
            *(element("section", element("h2", name), part, id=key) for key, name, part in kept),
        ),
        element("footer", element("p", "Made by mammogym-train controls.")),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _sliders(figures: ControlFigures) -> Markup:
    rows = [
        (
            each.label,
            f"{each.low:+g} to {each.high:+g} sd".replace("-", "−"),
            range_in_unit(each),
            f"{shown(each.sd)} {each.unit}".strip(),
            shown(each.r2),
        )
        for each in figures.made.controls.attributes
    ]
    return _table("Sliders", ("slider", "range", "reaches", "1 sd is", "R² on fresh samples"), rows)


def _left_out(figures: ControlFigures) -> Markup:
    items = [element("li", sentence) for sentence in figures.made.left_out]
    return element("ul", *items) if items else Markup()


def _leakage(figures: ControlFigures) -> Markup:
    measured = figures.made.measurement.attributes
    rows = []
    for control in figures.made.controls.attributes:
        found = figures.made.calibrations[control.name]
        cells = [
            _leak(control, other.name, float(found.slopes[index]))
            for index, other in enumerate(measured)
        ]
        rows.append((control.label, *cells))
    return _table("Leakage", ("slider", *(each.label for each in measured)), rows)


def _leak(control: AttributeControl, other: str, slope: float) -> Markup:
    text = f"{slope:+.2f}".replace("-", "−")
    if other in control.moves:
        return Markup(f"({text})")
    marked = abs(slope) >= LEAKS_MUCH and other != control.name
    return element("strong", text) if marked else Markup(text)


def _strips(figures: ControlFigures, strips: Sequence[Strip]) -> Markup:
    parts = []
    for control in figures.made.controls.attributes:
        mine = [
            strip for strip in strips if (strip.kind, strip.name) == ("attribute", control.name)
        ]
        parts.append(
            element(
                "figure",
                element("figcaption", element("strong", control.label), f", {_ends(mine)}"),
                element("div", *(_image(strip, control.label) for strip in mine)),
            )
        )
    return joined(*parts)


def _ends(strips: Sequence[Strip]) -> str:
    if not strips:
        return ""
    low, high = strips[0].positions[0], strips[0].positions[-1]
    return f"{low:+g} to {high:+g} sd".replace("-", "−")


def _image(strip: Strip, label: str) -> Markup:
    image = strip_image(strip, cell_of(strip, STRIP_ROWS))
    content = io.BytesIO()
    Image.Image.save(image.convert("RGB"), content, "WEBP", quality=QUALITY, method=4)
    data = base64.b64encode(content.getvalue()).decode()
    return element(
        "img",
        src=f"data:image/webp;base64,{data}",
        alt=f"{label}, {strip.view_position or 'view'}",
        width=image.width,
        height=image.height,
        style="max-width:100%;height:auto",
    )


def cell_of(strip: Strip, rows: int) -> tuple[int, int]:
    """Height and width of each picture of a strip that is shown a number of rows high."""
    high, wide = strip.pictures.shape[1:]
    return rows, max(1, round(wide * rows / high))


def _locality(figures: ControlFigures) -> Markup:
    rows = [
        (each.name, shown(each.value), shown_interval(each.low, each.high))
        for each in figures.locality
    ]
    if not rows:
        return Markup()
    return joined(
        element("p", LOCALITY), _table("Local edits", ("what", "mean", "95 % interval"), rows)
    )


def _likeness(figures: ControlFigures) -> Markup:
    real = {(each.attribute, each.pair): each for each in figures.real_likeness}
    labels = {each.name: each.label for each in figures.made.measurement.attributes}
    rows = [
        (
            labels[each.attribute],
            each.pair,
            *_ratio(each),
            *_ratio(real.get((each.attribute, each.pair))),
        )
        for each in figures.drawn_likeness
    ]
    headers = ("attribute", "pair", "drawn", "95 % interval", "cases", "real", "95 %", "patients")
    return joined(element("p", LIKENESS), _table("Likeness", headers, rows)) if rows else Markup()


def _ratio(found: Likeness | None) -> tuple[str, str, str]:
    if found is None:
        return "–", "", ""
    return shown(found.ratio), shown_interval(found.low, found.high), str(found.cases)


def _settings(figures: ControlFigures) -> Markup:
    rows = [(name, str(value)) for name, value in figures.settings.items()]
    return _table("Settings", ("what", "value"), rows)


def _table(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    lines = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_="number") for cell in row[1:]),
        )
        for row in rows
    ]
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", name, scope="col") for name in headers))),
        element("tbody", *lines),
    )
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=caption)
