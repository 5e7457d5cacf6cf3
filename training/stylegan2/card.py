"""The model card of an imported network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.export import BundleText


def import_card(text: BundleText, values: Mapping[str, Any]) -> str:
    """The card as Markdown.

    Args:
        text: what the bundle says of itself.
        values: of its manifest, without the files.
    """
    conditions = values["conditions"]
    views = ", ".join(conditions["view"]) or "CC and MLO mixed, which cannot be chosen"
    techniques = ", ".join(conditions["technique"])
    shown = f"{values['cur_nimg']:,} images" if values["cur_nimg"] else "not known"
    credits = "\n".join(f"- {line}" for line in text.credits) or "- none stated"
    rows = "\n".join(
        f"| {name} | {value:.3g} |" if isinstance(value, float) else f"| {name} | {value} |"
        for name, value in values["figures"].items()
    )
    return f"""# {text.title}

{text.name} {text.version}, licence {text.licence}. A StyleGAN2 generator of another project,
imported with its weights unchanged: {values["rows"]} × {values["columns"]} pixels of
{values["pixel_mm"]:g} mm, views {views}, techniques {techniques}; trained on {shown}.

**Not for diagnosis.** Nothing it draws shows a person, and the absence of a finding in a picture
means nothing. Pictures have to be marked as synthetic wherever they are shown.

## Data

{text.data}

## Credits

{credits}

## Figures

| what | value |
| --- | --- |
{rows}

![cases at ψ = 0.65](samples.png)
"""
