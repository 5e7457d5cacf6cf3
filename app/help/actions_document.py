"""The document of all actions, written from their table: `python -m app.help.actions_document`."""

from __future__ import annotations

from pathlib import Path

from app.actions import ACTIONS, MENUS, ActionSpec, Scope
from app.keymap import default_keys
from inference.atomic_files import write_text

TARGET = Path(__file__).resolve().parent.parent / "ACTIONS.md"
_HEAD = """\
# What the program can do, and with which keys

Written by `python -m app.help.actions_document` from the table in `actions.py`. These are the keys
as they come; every one can be changed under Help, “Change keys and mouse…”.

Keys with ◦ count while a view has the focus: elsewhere they move sliders and press buttons.
"""


def document() -> str:
    """The text of the document, in Markdown."""
    parts = [_HEAD]
    for menu in MENUS:
        parts.append(
            f"\n## {_words(menu)}\n\n| action | keys | on the page |\n| --- | --- | --- |\n"
        )
        parts += [_line(spec) for spec in ACTIONS if spec.menu == menu]
    return "".join(parts)


def _line(spec: ActionSpec) -> str:
    sign = " ◦" if spec.scope is Scope.VIEWER else ""
    keys = ", ".join(f"`{key}`{sign}" for key in default_keys(spec.name))
    pages = {"": "", "read": "Read", "generate": "Generate"}
    return f"| {_words(spec.text)} | {keys} | {pages.get(spec.page, spec.page)} |\n"


def _words(text: str) -> str:
    return text.replace("&", "").replace("|", "\\|")


if __name__ == "__main__":
    write_text(TARGET, document())
