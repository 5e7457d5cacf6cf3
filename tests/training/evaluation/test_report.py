from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from inference.errors import OutputError
from tests.training.evaluation.report_samples import MEASURES, film, small_report, without_plots
from training.errors import TrainingError
from training.evaluation import report
from training.evaluation.report import html_page, write_html
from training.evaluation.report_content import NearestPair, Samples, ScoredPicture

VOID = {"meta", "img", "input", "br"}
HOSTILE = "<script>alert('x')</script> & \"{}\" #010101 </title></svg>"


class Page(HTMLParser):
    """What a page holds, read by the standard library's parser; fails where it is unbalanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    return html_page(small_report())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_every_measure_appears(page: Page) -> None:
    for measure in MEASURES:
        assert measure.name in page.texts
        assert not measure.note or measure.note in page.texts


def test_the_summary_says_how_many_aims_are_reached(page: Page) -> None:
    assert "3 of 8 aims are reached, 2 are missed, 3 were not measured." in page.texts


def test_what_could_not_be_measured_stands_beside_the_aims(page: Page) -> None:
    headings = ("What was aimed at, and what was reached", "How to read this")
    begin, end = (max(i for i, text in enumerate(page.texts) if text == each) for each in headings)
    assert begin < page.texts.index("No foci: no masks.") < end


def test_nothing_is_fetched_and_nothing_runs(text: str, page: Page) -> None:
    assert "://" not in text
    assert not {"script", "iframe", "object", "embed", "link", "base"} & {t for t, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name[:2] == "on"]
    for image in page.all("img"):
        assert (image["src"] or "").startswith("data:image/webp;base64,")
    for tag, attributes in page.tags:
        for name in ("href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    assert not re.search(r"url\((?!#)|@import", text)


def test_references_within_the_page_lead_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    links = {str(attributes["href"])[1:] for _, attributes in page.tags if "href" in attributes}
    clips = {str(attributes.get("clip-path"))[5:-1] for _, attributes in page.tags} - {""}
    assert links and clips
    assert links | clips <= set(ids)


def test_pictures_and_plots_are_described(page: Page) -> None:
    assert len(page.all("img")) == 2 * 3 + 2 * 2 + 2 + 1
    assert all(image["alt"] for image in page.all("img"))
    plots = [svg for svg in page.all("svg") if svg.get("class") == "plot"]
    assert len(plots) >= 8
    assert all(svg["role"] == "img" and svg["aria-label"] for svg in plots)


def test_tables_name_their_rows_and_columns(page: Page) -> None:
    assert {header["scope"] for header in page.all("th")} == {"row", "rowgroup", "col"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    content = replace(
        small_report(),
        title=HOSTILE,
        bundle_name=HOSTILE,
        bundle_hash=HOSTILE,
        settings={HOSTILE: HOSTILE},
        measures=tuple(
            replace(each, name=HOSTILE, part=HOSTILE, note=HOSTILE) for each in MEASURES
        ),
        samples=tuple(replace(each, condition=HOSTILE) for each in small_report().samples),
        rocs=tuple(replace(each, name=HOSTILE) for each in small_report().rocs),
        outlines=tuple(replace(each, name=HOSTILE) for each in small_report().outlines),
    )
    page = Page(html_page(content))
    assert not page.all("script")
    # Measures of one name show it once, and a note that all of them share.
    assert page.texts.count(HOSTILE) >= len(MEASURES) + 1 + 1


def test_equal_content_gives_equal_bytes(text: str, tmp_path: Path) -> None:
    write_html(small_report(), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == text.encode()


def test_a_report_of_nothing_still_says_what_was_not_measured() -> None:
    nothing = replace(
        without_plots(small_report()),
        measures=(), samples=(), real_views=(), nearest=(), worst=(), foci=(),
    )  # fmt: skip
    page = Page(html_page(nothing))
    assert "0 of 8 aims are reached, 0 are missed, 8 were not measured." in page.texts
    assert not page.all("img")


def test_many_pictures_are_made_smaller_until_the_report_is_small_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = np.random.default_rng(0).integers(1, 255, (24, 160, 128), dtype=np.uint8)
    many = replace(
        without_plots(small_report()),
        samples=(Samples(condition="CC film", truncation_psi=1.0, pictures=noise),),
        nearest=tuple(NearestPair(drawn=each, training=each, distance=1.0) for each in noise),
        worst=tuple(ScoredPicture(picture=each, score=1.0) for each in noise),
        real_views=(), foci=(),
    )  # fmt: skip
    full = Page(html_page(many)).all("img")[-1]
    monkeypatch.setattr(report, "MOST_BYTES", 600_000)
    small = html_page(many)
    assert len(small.encode()) <= 600_000
    assert int(Page(small).all("img")[-1]["height"] or 0) < int(full["height"] or 0)


def test_pictures_of_a_condition_lose_the_air_that_all_of_them_have() -> None:
    narrow = film(breast_columns=20)
    content = replace(
        without_plots(small_report()),
        samples=(Samples(condition="CC", truncation_psi=1.0, pictures=narrow[None]),),
        real_views=(), nearest=(), worst=(), foci=(),
    )  # fmt: skip
    (image,) = Page(html_page(content)).all("img")
    assert (image["height"], image["width"]) == ("33", "21")


def test_black_pictures_are_shown_whole() -> None:
    black = Samples(condition="CC", truncation_psi=1.0, pictures=np.zeros((2, 40, 32), np.uint8))
    content = replace(
        without_plots(small_report()),
        samples=(black,), real_views=(), nearest=(), worst=(), foci=(),
    )  # fmt: skip
    images = Page(html_page(content)).all("img")
    assert [(image["height"], image["width"]) for image in images] == [("40", "32")] * 2


def test_the_ring_stays_on_the_spot_when_air_is_cut_away() -> None:
    content = replace(
        without_plots(small_report()), samples=(), real_views=(), nearest=(), worst=()
    )
    (ring,) = (a for a in Page(html_page(content)).all("span") if a.get("class") == "ring")
    # Row 20 of rows 4 to 36, column 8 of 25.
    assert ring["style"] == "top:48.5%;left:32.0%"


def test_pictures_of_two_sizes_are_refused_with_a_sentence() -> None:
    with pytest.raises(TrainingError, match="have one size"):
        replace(small_report(), foci=(ScoredPicture(picture=film()[:30], score=1.0),))


def test_a_folder_in_place_of_the_report_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_html(without_plots(small_report()), tmp_path)
