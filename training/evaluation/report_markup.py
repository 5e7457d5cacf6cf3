"""HTML whose text is escaped unless it says that it is markup already."""

from __future__ import annotations

import html
import math

VOID = frozenset({"img", "input", "meta", "br"})
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | int | bool | None) -> Markup:
    """An HTML element.

    Args:
        name: of the tag.
        children: `Markup` goes in as it is, other text escaped.
        attributes: values are escaped; False and None leave the attribute out, True gives it alone.
            `class_` is `class`, and other underscores are hyphens.
    """
    start = f"<{name}{_attributes(attributes)}>"
    if name in VOID:
        return Markup(start)
    return Markup(f"{start}{joined(*children)}</{name}>")


def joined(*children: str) -> Markup:
    """Children one after another, escaped where they are plain text."""
    return Markup("".join(map(_escaped, children)))


def shown(value: float | None) -> str:
    """A figure to three digits for people; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent < -4 or exponent > 6:
        mantissa, power = f"{value:.2e}".split("e")
        return f"{mantissa} × 10{str(int(power)).translate(SUPERSCRIPTS)}".replace("-", "−")
    return f"{value:,.{max(0, 2 - exponent)}f}".replace("-", "−")


def shown_interval(low: float | None, high: float | None) -> str:
    """A 95 % interval for people; empty where there is none."""
    return "" if low is None or high is None else f"{shown(low)} to {shown(high)}"


def _escaped(child: str) -> str:
    return child if isinstance(child, Markup) else html.escape(child)


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    parts = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        spelled = name.rstrip("_").replace("_", "-")
        parts.append(f" {spelled}" if value is True else f' {spelled}="{html.escape(str(value))}"')
    return "".join(parts)
