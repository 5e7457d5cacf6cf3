"""Tables of a report: aims, measures, settings."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from training.evaluation.measure import Better, Measure
from training.evaluation.report_aims import Bound, Outcome, Verdict
from training.evaluation.report_groups import grouped
from training.evaluation.report_markup import Markup, element, joined, shown, shown_interval

SIGNS = {
    Outcome.REACHED: "✓",
    Outcome.REACHED_UNSURELY: "✓",
    Outcome.MISSED_UNSURELY: "✗",
    Outcome.MISSED: "✗",
    Outcome.UNKNOWN: "–",
}
BETTER = {
    Better.LOWER: "lower",
    Better.HIGHER: "higher",
    Better.LIKE_FLOOR: "like the floor",
}
BOUNDS = {
    Bound.VALUE_AT_MOST: "at most",
    Bound.VALUE_AT_LEAST: "at least",
    Bound.RATIO_AT_MOST: "ratio to floor at most",
    Bound.DIFFERENCE_AT_MOST: "difference from real at most",
}


def aims_table(found: Sequence[Verdict]) -> Markup:
    """Each aim, what was measured and whether it is reached."""
    return _table(
        "What the generator should reach",
        ("aim", "outcome", "wanted", "measured", "95 % interval"),
        [_aim_row(verdict) for verdict in found],
        class_="aims",
    )


def measure_tables(measures: Sequence[Measure]) -> Markup:
    """All measures by group, each group with what it means."""
    return joined(
        *(
            element(
                "details",
                element("summary", f"{group.title} ({len(members)})"),
                element("p", group.text) if group.text else Markup(),
                element("p", f"Source: {group.source}.", class_="source")
                if group.source
                else Markup(),
                _measure_table(group.title, members),
                open=True,
            )
            for group, members in grouped(measures)
        )
    )


def settings_table(settings: Mapping[str, str]) -> Markup:
    """How and where it was measured."""
    rows = [
        element("tr", element("th", name, scope="row"), element("td", value))
        for name, value in settings.items()
    ]
    return _table("How and where it was measured", ("what", "value"), rows, class_="settings")


def _aim_row(verdict: Verdict) -> Markup:
    aim, unit = verdict.aim, " %" if verdict.aim.percent else ""
    scale = 100 if aim.percent else 1
    value, low, high = (
        None if figure is None else figure * scale
        for figure in (verdict.value, verdict.low, verdict.high)
    )
    interval = shown_interval(low, high)
    name = aim.name if aim.part == "all" else f"{aim.name}, {aim.part}"
    outcome = verdict.outcome
    kind = "unknown" if outcome is Outcome.UNKNOWN else "good" if outcome.is_reached else "bad"
    return element(
        "tr",
        element("th", name, scope="row"),
        element(
            "td", element("span", SIGNS[outcome], aria_hidden="true"), f" {outcome}", class_=kind
        ),
        element("td", f"{BOUNDS[aim.bound]} {aim.limit * scale:g}{unit}"),
        element("td", shown(value) + (unit if value is not None else ""), class_="number"),
        element("td", interval + (unit if interval else ""), class_="number"),
    )


def _measure_table(title: str, measures: Sequence[Measure]) -> Markup:
    headers = ("measure", "views", "value", "95 % interval", "floor", "ratio", "better", "note")
    rows = [
        row
        for _, members in itertools.groupby(measures, key=lambda measure: measure.name)
        for row in _measure_rows(list(members))
    ]
    return _table(title, headers, rows, "measures")


def _measure_rows(measures: Sequence[Measure]) -> list[Markup]:
    """Rows of one measure: its name once, and its note once where it is the same for all parts."""
    count = len(measures)
    one_note = len({measure.note for measure in measures}) == 1
    rows = []
    for number, measure in enumerate(measures):
        first = number == 0
        name = element("th", measure.name, scope="rowgroup", rowspan=count)
        note = element("td", measure.note, class_="note", rowspan=count if one_note else None)
        rows.append(
            element(
                "tr",
                name if first else "",
                *_measure_cells(measure),
                note if first or not one_note else "",
                class_="first" if first else None,
            )
        )
    return rows


def _measure_cells(measure: Measure) -> tuple[Markup, ...]:
    ratio = None if measure.better is Better.LIKE_FLOOR else measure.ratio
    return (
        element("td", measure.part),
        element("td", shown(measure.value), _unit(measure), class_="number"),
        element("td", shown_interval(measure.low, measure.high), class_="number"),
        element("td", "" if measure.floor is None else shown(measure.floor), class_="number"),
        element("td", "" if ratio is None else f"{shown(ratio)} ×", class_="number"),
        element("td", BETTER[measure.better]),
    )


def _unit(measure: Measure) -> Markup:
    return element("span", f" {measure.unit}", class_="unit") if measure.unit else Markup()


def _table(
    caption: str, headers: Sequence[str], rows: Sequence[Markup], class_: str | None = None
) -> Markup:
    """A table that scrolls by itself where the page is narrower."""
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", name, scope="col") for name in headers))),
        element("tbody", *rows),
        class_=class_,
    )
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=caption)
