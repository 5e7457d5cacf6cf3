from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from training.errors import TrainingError
from training.evaluation import plots
from training.evaluation.measure import Better, Measure
from training.evaluation.report_content import (
    ArtefactScores,
    Band,
    Distribution,
    Spectrum,
)
from training.evaluation.report_groups import GROUPS, OTHER, group_of, grouped
from training.evaluation.report_markup import Markup, element, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.123456, "0.123"),
        (-2.5, "−2.50"),
        (12.345, "12.3"),
        (123456.0, "123,456"),
        (0.00012345, "0.000123"),
        (1.5e-9, "1.50 × 10⁻⁹"),
        (float("nan"), "–"),
        (float("inf"), "–"),
        (None, "–"),
    ],
)
def test_figures_are_shown_to_three_digits(value: float | None, text: str) -> None:
    assert shown(value) == text


def test_text_is_escaped_and_markup_is_not() -> None:
    made = element("p", "a < b & ", Markup("<b>c</b>"), title='"x"', class_="y", hidden=None)
    assert made == '<p title="&quot;x&quot;" class="y">a &lt; b &amp; <b>c</b></p>'


def test_elements_without_content_have_no_end_tag() -> None:
    assert element("img", alt="", loading="lazy") == '<img alt="" loading="lazy">'


def test_a_band_holds_the_middle_of_the_views_and_leaves_out_those_without_a_curve() -> None:
    curves = np.repeat(np.arange(101.0)[:, None], 3, axis=1)
    curves[100] = np.nan
    band = Band.of_views(curves)
    assert band.middle == pytest.approx([49.5] * 3)
    assert band.low == pytest.approx([9.9] * 3)
    assert band.high == pytest.approx([89.1] * 3)


def test_measures_are_grouped_by_what_they_are_of() -> None:
    names = ["kernel distance", "spectral slope, distance", "breast area, distance", "precision"]
    titles = [group_of(name).title for name in names]
    assert titles == ["Distance of features", "Spectrum", "Outline", "Fidelity and coverage"]
    assert group_of("something else") is OTHER


def test_no_measure_is_lost_and_those_of_one_name_stand_together() -> None:
    measures = [
        Measure(name=name, part=part, value=1.0, better=Better.LOWER)
        for part in ("all", "CC")
        for name in ("precision", "mean grey", "something else", "recall")
    ]
    found = grouped(measures)
    assert [group.title for group, _ in found] == [GROUPS[4].title, GROUPS[6].title, OTHER.title]
    names = [(measure.name, measure.part) for measure in found[0][1]]
    assert names == [("precision", "all"), ("precision", "CC"), ("recall", "all"), ("recall", "CC")]
    assert sum(len(members) for _, members in found) == len(measures)


def test_plots_take_their_colours_from_the_page() -> None:
    numbers = np.arange(20.0)
    svg = plots.distribution(Distribution(name="area", unit="cm²", real=numbers, drawn=numbers))
    tree = ElementTree.fromstring(svg)
    styles = " ".join(part.get("style") or "" for part in tree.iter())
    assert {"var(--real)", "var(--drawn)", "var(--ink)"} <= set(
        styles.replace(";", " ").replace(": ", " ").split()
    )
    assert "#" not in styles.replace("url(#", "")
    assert [text.text for text in tree.iter("text") if text.text == "area, cm²"]


def test_texts_of_plots_stay_as_they_are() -> None:
    name = 'a "#030303" of 0.12345 id="x" font-family: y; & <b>'
    numbers = np.linspace(0.8125, 0.9875, 8)
    svg = plots.distribution(Distribution(name=name, real=numbers, drawn=numbers))
    texts = [text.text for text in ElementTree.fromstring(svg).iter("text")]
    assert name in texts
    assert {"0.825", "0.850", "0.875"} <= set(texts)


def test_an_artefact_plot_says_how_many_lie_beyond_the_threshold() -> None:
    scores = ArtefactScores(
        part="MLO", real=np.arange(100.0), drawn=np.arange(50.0, 150.0), threshold=97.0
    )
    assert "real 2.0 %, drawn 52.0 %" in plots.artefact_scores(scores)


@pytest.mark.parametrize(
    "real", [np.array([]), np.array([2.0]), np.full(5, 2.0), np.array([np.nan])]
)
def test_distributions_of_few_or_equal_figures_are_drawn(real: np.ndarray) -> None:
    svg = plots.distribution(Distribution(name="area", real=real, drawn=np.array([])))
    ElementTree.fromstring(svg)
    assert "nan" not in svg


def test_a_spectrum_without_views_is_an_empty_plot() -> None:
    nothing = Band.of_views(np.full((2, 5), np.nan))
    svg = plots.spectrum(
        Spectrum(
            part="CC", frequencies=np.geomspace(0.1, 1, 5), real=nothing, drawn=nothing,
            fitted=(0.2, 0.5),
        )
    )  # fmt: skip
    ElementTree.fromstring(svg)


def test_a_spectrum_with_other_lengths_is_refused() -> None:
    band = Band.of_views(np.zeros((2, 5)))
    with pytest.raises(TrainingError, match="as many powers as frequencies"):
        Spectrum(part="CC", frequencies=np.ones(4), real=band, drawn=band, fitted=(0.1, 1.0))
