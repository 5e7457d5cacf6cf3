"""The experiment as one HTML page that needs nothing else."""

from __future__ import annotations

import base64
from importlib import resources

from training.evaluation.report_markup import Markup, element, shown, shown_interval
from training.lesions.experiment.experiment import DRAWN, LESIONS, TISSUE, ExperimentPlan
from training.lesions.experiment.figures import Area, ExperimentFigures, ShareFigures

TITLE = "What drawn masses are good for"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
NAMES = {LESIONS: "real malignant masses", DRAWN: "drawn masses", TISSUE: "tissue without any"}
HEADINGS = (
    "drawn lesions", "AUC", "95 %", "single seeds", "difference", "95 %", "p (DeLong)", "detectable"
)  # fmt: skip


def page(figures: ExperimentFigures, plan: ExperimentPlan, plots: dict[str, bytes]) -> str:
    """The report.

    Args:
        figures: of the experiment.
        plan: how it was done.
        plots: PNG by what they show.
    """
    style = resources.files("training.evaluation").joinpath("report.css").read_text("utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", TITLE),
        element("style", Markup(style)),
    )
    body = element(
        "body",
        element("h1", TITLE),
        element("main", *_paragraphs(figures, plan), _table(figures), *_pictures(plots)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _paragraphs(figures: ExperimentFigures, plan: ExperimentPlan) -> list[Markup]:
    schedule, (first, *others) = plan.schedule, figures.shares
    best, worst = (pick(others, key=lambda one: one.difference) for pick in (max, min))
    least, most = (pick(one.detectable for one in others) for pick in (min, max))
    return [
        element(
            "p",
            f"Without drawn lesions the area under the curve is {shown(first.area.auc)}. The best "
            f"of the other shares is {best.share:.0%}, which changes it by "
            f"{shown(best.difference)} (p = {shown(best.p_value)}); the worst is "
            f"{worst.share:.0%}, by {shown(worst.difference)} (p = {shown(worst.p_value)}).",
            class_="lead",
        ),
        element(
            "p",
            "Classifiers learn to tell patches of film with a malignant mass from patches without. "
            "A share of the masses is drawn by the contextual network, and falls by "
            f"{1 - schedule.decay:.0%} every {schedule.decay_samples:,} samples. They are judged "
            "on real patches of patients from whom neither they nor the network learned. Wu et al. "
            "2020 found 0.829 without and 0.846 with half of the masses drawn.",
        ),
        element(
            "p",
            f"The network saw {figures.cur_nimg:,} patches; {figures.held_out_percent} % of the "
            f"patients were held out. Learned from: {_counted(figures.learned)}. Judged: "
            f"{_counted(figures.judged)}. EfficientNet-Lite0 at 128 pixels, whose stages up to "
            f"stride 16 are not trained; {schedule.samples:,} samples, {plan.seeds} seeds, whose "
            f"scores are averaged over {plan.looks} windows of a patch.",
        ),
        element(
            "p",
            "The intervals of areas count patches of one patient as one group; DeLong's test does "
            "not, and is the more lenient for it. With so few patches a difference would have had "
            f"to be {shown(least)} to {shown(most)} to be found four times in five: smaller ones "
            "are neither shown nor excluded.",
        ),
        element(
            "p",
            "Drawn masses are told from tissue by classifiers that never saw any with an AUC of "
            f"{_shown(figures.recognised)}. Classifiers that learned to tell real from drawn "
            f"masses reach {_shown(figures.apart)}; 0.5 is not at all.",
        ),
    ]


def _shown(area: Area) -> str:
    return f"{shown(area.auc)} ({shown_interval(area.low, area.high)})"


def _counted(counts: dict[str, tuple[int, int]]) -> str:
    return "; ".join(
        f"{patches} patches of {patients} patients with {NAMES[kind]}"
        for kind, (patches, patients) in counts.items()
    )


def _table(figures: ExperimentFigures) -> Markup:
    head = element("tr", *(element("th", name, scope="col") for name in HEADINGS))
    rows = [element("tr", *map(_cell, _row(one))) for one in figures.shares]
    return element("table", element("thead", head), element("tbody", *rows))


def _row(one: ShareFigures) -> list[str]:
    first = [
        f"{one.share:.0%}",
        shown(one.area.auc),
        shown_interval(one.area.low, one.area.high),
        ", ".join(map(shown, one.of_seeds)),
    ]
    if one.share == 0:
        return [*first, "", "", "", ""]
    return [
        *first,
        shown(one.difference),
        shown_interval(one.difference_low, one.difference_high),
        shown(one.p_value),
        shown(one.detectable),
    ]


def _cell(text: str) -> Markup:
    return element("td", text)


def _pictures(plots: dict[str, bytes]) -> list[Markup]:
    return [
        element(
            "figure",
            element(
                "img", src=f"data:image/png;base64,{base64.b64encode(png).decode()}", alt=caption
            ),
            element("figcaption", caption),
        )
        for caption, png in plots.items()
    ]
