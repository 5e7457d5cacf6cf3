"""A set as one HTML file that needs nothing else: pictures inside, answers that unfold."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from pathlib import Path

from PIL import Image

from inference.atomic_files import write_text
from inference.case import View
from inference.case_sets.answers import finding_words, needed_truth, place_words
from inference.case_sets.case_set import CaseSet, SetCase
from inference.case_sets.case_truth import CaseTruth
from inference.errors import CaseSetError
from inference.lesions.truth import Finding
from inference.pictures import shown

MOST_ROWS = 640
"""Higher pictures are reduced to this."""

MOST_CASES = 200
"""A page with more cases is too much for a browser."""

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ background: #16181c; color: #e8e8e8; font: 16px/1.5 system-ui, sans-serif; margin: 2rem; }}
h1, h2 {{ font-weight: 600; }}
.text {{ white-space: pre-wrap; max-width: 48rem; }}
.views {{ display: flex; flex-wrap: wrap; gap: 4px; background: #000; padding: 4px; }}
figure {{ margin: 0; position: relative; flex: 0 1 auto; }}
figure img, figure svg {{ display: block; max-width: 100%; height: auto; }}
figure svg {{ position: absolute; inset: 0; width: 100%; height: 100%; }}
polygon {{ fill: none; stroke: #ffd24a; stroke-width: 2; vector-effect: non-scaling-stroke; }}
figcaption {{ font-size: 0.85rem; color: #b8bcc4; padding: 2px 4px; }}
details {{ margin: 0.75rem 0 2rem; }}
summary {{ cursor: pointer; color: #8fb8ff; }}
section {{ border-top: 1px solid #3a3d44; }}
.synthetic {{ color: #ffd24a; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="synthetic">SYNTHETIC: drawn by a model, shows nobody. Not for diagnosis.</p>
"""


def teaching_page(case_set: CaseSet, *, with_answers: bool = True) -> Iterator[str]:
    """The page in pieces, a case at a time.

    Every text of the set is escaped, and the page may load nothing from anywhere.

    Args:
        case_set: with open answers, unless they are left out.
        with_answers: whether they unfold under each case.

    Raises:
        CaseSetError: the answers are not open, a picture is damaged, or there are too many cases.
    """
    if len(case_set.cases) > MOST_CASES:
        raise CaseSetError(
            f"A teaching file holds at most {MOST_CASES} cases, and this set {len(case_set.cases)}."
        )
    yield _HEAD.format(title=escape(case_set.title))
    about = (case_set.author, case_set.licence, case_set.description, case_set.quiz.instructions)
    yield from (f'<p class="text">{escape(text)}</p>\n' for text in about if text)
    for number, case in enumerate(case_set.cases, 1):
        truth = needed_truth(case_set, case) if with_answers else None
        yield _section(number, case, truth)
    model = f", pictures by {escape(case_set.model.label)}" if case_set.model else ""
    yield f"<p>Made with {escape(case_set.created_with or 'Mammogym')}{model}.</p>\n"
    yield "</body>\n</html>\n"


def write_teaching_file(case_set: CaseSet, path: Path, *, with_answers: bool = True) -> None:
    """Write a set as one HTML file.

    Raises:
        CaseSetError: as `teaching_page` raises it.
        OutputError: the file could not be written.
    """
    write_text(path, "".join(teaching_page(case_set, with_answers=with_answers)))


def _section(number: int, case: SetCase, truth: CaseTruth | None) -> str:
    views = case.case().views
    pictures = [_picture(view) for view in views]
    figures = "".join(_figure(view, one) for view, one in zip(views, pictures, strict=True))
    answer = "" if truth is None else _answer(truth, views)
    return (
        f'<section id="case-{number}">\n<h2>Case {number}</h2>\n'
        f'<div class="views">\n{figures}</div>\n{answer}</section>\n'
    )


def _figure(view: View, picture: str) -> str:
    label = escape(f"{view.label}, synthetic")
    return (
        f'<figure><img alt="{label}" src="{picture}">'
        f"<figcaption>{escape(view.label)}</figcaption></figure>\n"
    )


def _answer(truth: CaseTruth, views: tuple[View, ...]) -> str:
    lines = [f"<p><strong>{_verdict(truth)}</strong></p>"]
    if truth.findings:
        items = "".join(f"<li>{escape(_words(finding))}</li>" for finding in truth.findings)
        lines.append(f"<ul>{items}</ul>")
        lines.append(_outlines(truth, views))
    reference = truth.reference
    composition = reference.composition or truth.composition
    told = {
        "Composition": f"{composition.value}: {composition.label}" if composition else "",
        "Assessment": f"BI-RADS {reference.assessment.value}: {reference.assessment.label}"
        if reference.assessment
        else "",
        "Management": reference.management.label if reference.management else "",
        "Reference": reference.text,
        "Teaching": truth.teaching,
    }
    lines += [
        f'<p class="text"><strong>{name}.</strong> {escape(text)}</p>'
        for name, text in told.items()
        if text
    ]
    return f"<details>\n<summary>Answer</summary>\n{''.join(lines)}\n</details>\n"


def _verdict(truth: CaseTruth) -> str:
    if truth.findings:
        return "1 finding" if len(truth.findings) == 1 else f"{len(truth.findings)} findings"
    return "Abnormal" if truth.abnormal else "Nothing to report"


def _words(finding: Finding) -> str:
    return f"{finding_words(finding)}, {finding.spec.extent_mm:g} mm, {place_words(finding)}"


def _outlines(truth: CaseTruth, views: tuple[View, ...]) -> str:
    """The views that show a finding again, small, with its outlines."""
    figures = []
    for view in views:
        inside = [
            outline
            for finding in truth.findings
            if view.name is not None and (one := finding.in_view(view.name.value)) is not None
            for outline in one.outlines
        ]
        if inside:
            polygons = "".join(
                f'<polygon points="{" ".join(f"{c:g},{r:g}" for r, c in outline)}"/>'
                for outline in inside
            )
            figures.append(
                f'<figure><img alt="{escape(view.label)} with the outline" '
                f'src="{_picture(view, MOST_ROWS // 2)}">'
                f'<svg viewBox="0 0 {view.columns} {view.rows}" preserveAspectRatio="none">'
                f"{polygons}</svg></figure>"
            )
    return f'<div class="views">{"".join(figures)}</div>'


def _picture(view: View, most_rows: int = MOST_ROWS) -> str:
    """A view as the source of an image."""
    image = Image.fromarray(shown(view))
    if image.height > most_rows:
        columns = max(1, round(image.width * most_rows / image.height))
        image = image.resize((columns, most_rows), Image.Resampling.BOX)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode('ascii')}"
