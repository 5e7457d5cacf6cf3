"""A page of documentation on a bundle's sliders: Markdown, with a strip for each beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from inference.atomic_files import make_folder, write_bytes, write_text
from inference.controls_manifest import AttributeControl
from training.controls.figures import ControlFigures, largest_leak, range_in_unit
from training.controls.previews import Strip, strip_image
from training.controls.report import LIKENESS, LOCALITY, cell_of
from training.evaluation.case_consistency import Likeness

ROWS = 150
REACHED = (0.01, 0.99)
GREYS = 64
"""Greys of the strips on the page: fewer make smaller files."""


def write_page(
    path: Path, figures: ControlFigures, strips: Sequence[Strip], title: str
) -> list[Path]:
    """Write the page and its pictures, in a folder named after the page.

    Args:
        path: of the Markdown file.
        figures: of the controls.
        strips: what they do.
        title: of the bundle.

    Returns:
        All files that were written.

    Raises:
        OutputError: something could not be written.
    """
    folder = path.parent / path.stem.lower()
    make_folder(folder)
    written, sections = [path], []
    for control in figures.made.controls.attributes:
        mine = [
            strip for strip in strips if (strip.kind, strip.name) == ("attribute", control.name)
        ]
        picture = folder / f"{control.name}.png"
        write_bytes(picture, _png(mine))
        written.append(picture)
        sections.append(_section(figures, control, mine, f"{folder.name}/{picture.name}"))
    if figures.made.left_out:
        sections.append("## Without a slider\n\n" + "\n".join(figures.made.left_out) + "\n")
    sections += [*_locality(figures), *_likeness(figures)]
    intro = f"""# The sliders of {title}

Every slider moves one attribute and holds the others as far as the model allows. Its position is in
standard deviations of the attribute among the model's own views; 0 leaves a case as its seed draws
it. All pictures are synthetic and not for diagnosis. The strips show one view of each position with
the slider at both ends, half-way, and at 0 in the middle. What views reach without sliders is where
98 % of them lie: drawn ones with little truncation (ψ 0.8 or more), and real ones.
"""
    write_text(path, "\n".join([intro, *sections]))
    return written


def _section(
    figures: ControlFigures, control: AttributeControl, strips: Sequence[Strip], picture: str
) -> str:
    name, leak = largest_leak(control)
    ends = strips[0].positions if strips else (control.low, control.high)
    lines = [
        f"## {control.label}\n",
        f"`{control.name}`, {control.low:+g} to {control.high:+g} sd: {range_in_unit(control)}. "
        f"One standard deviation is {control.sd:.3g} {control.unit}".rstrip()
        + ".",
    ]
    lines.append(_reach(figures, control))
    if control.moves:
        together = " and ".join(each.replace("_", " ") for each in control.moves)
        lines.append(f"By definition it moves with {together}.")
    if name:
        lines.append(
            f"Of what is held, {name.replace('_', ' ')} moves most: {leak:+.2f} sd for each sd."
        )
    views = " above ".join(str(strip.view_position or "view") for strip in strips)
    alt = f"{control.label} from {ends[0]:+g} to {ends[-1]:+g} sd, {views}"
    return "\n".join([*lines, f"\n![{alt}]({picture})\n"]).replace(" -", " −")


def _reach(figures: ControlFigures, control: AttributeControl) -> str:
    """What views reach without the slider: drawn ones of each technique, and real ones."""
    made = figures.made
    number, unit = made.names.index(control.name), f" {control.unit}".rstrip()
    of_condition = [each.technique for each in made.controls.manifest.components.conditions]
    found = []
    for technique in dict.fromkeys(each for each in of_condition if each is not None):
        mine = [n for n, each in enumerate(of_condition) if each is technique]
        values = made.samples.table[np.isin(made.samples.conditions, mine), number]
        low, high = np.nanquantile(values, REACHED)
        found.append(f"{low:.3g} to {high:.3g}{unit} ({technique})")
    if len(made.reference.reach) > 1:
        low, high = made.reference.reach[1, :, number]
        found.append(f"and real ones {low:.3g} to {high:.3g}{unit}")
    return f"Without it, drawn views reach {', '.join(found)}."


def _locality(figures: ControlFigures) -> list[str]:
    """A section on local edits, where some were measured."""
    if not figures.locality:
        return []
    rows = [(each.name, each.in_words) for each in figures.locality]
    return [f"## Local edits\n\n{LOCALITY}\n", _table(("what", "mean (95 % interval)"), rows)]


def _likeness(figures: ControlFigures) -> list[str]:
    """A section on the views of a case, where enough were measured."""
    if not figures.drawn_likeness:
        return []
    labels = {each.name: each.label for each in figures.made.measurement.attributes}
    others = [
        {(each.attribute, each.pair): each for each in found}
        for found in (figures.likeness_apart, figures.real_likeness)
    ]
    rows = [
        (
            labels[each.attribute],
            each.pair,
            *(_ratio(found.get((each.attribute, each.pair))) for found in others),
            _ratio(each),
        )
        for each in figures.drawn_likeness
    ]
    headers = ("attribute", "pair", "as w makes them", "real women", "as they are drawn")
    return [f"## One woman, four views\n\n{LIKENESS}\n", _table(headers, rows)]


def _ratio(found: Likeness | None) -> str:
    return "–" if found is None else f"{found.ratio:.2f} ({found.low:.2f} to {found.high:.2f})"


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _png(strips: Sequence[Strip]) -> bytes:
    """Strips above one another."""
    images = [strip_image(strip, cell_of(strip, ROWS)) for strip in strips]
    sheet = Image.new("L", (max(i.width for i in images), sum(i.height for i in images)))
    top = 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height
    buffer = io.BytesIO()
    sheet.quantize(GREYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
