"""Blueprints as TOML: what a form writes, so that it can be read, kept and changed by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from inference.atomic_files import write_text
from inference.case_sets.blueprint import FORMAT, Blueprint

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def blueprint_toml(blueprint: Blueprint) -> str:
    """A blueprint as TOML text: what is as usual is left out."""
    values = {"format": FORMAT, **blueprint.model_dump(mode="json", exclude_defaults=True)}
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    lists = {name: value for name, value in values.items() if _is_tables(value)}
    lines = [
        f"{_key(name)} = {_value(value)}"
        for name, value in values.items()
        if name not in tables and name not in lists
    ]
    for name, table in tables.items():
        lines += ["", f"[{_key(name)}]", *_pairs(table)]
    for name, items in lists.items():
        for item in items:
            lines += ["", f"[[{_key(name)}]]", *_pairs(item)]
    return "\n".join(lines) + "\n"


def write_blueprint(blueprint: Blueprint, path: Path) -> None:
    """Write a blueprint as a TOML file.

    Raises:
        OutputError: it could not be written.
    """
    write_text(path, blueprint_toml(blueprint))


def _pairs(table: dict[str, Any]) -> list[str]:
    return [f"{_key(name)} = {_value(value)}" for name, value in table.items()]


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(_pairs(value))}}}"
    return json.dumps(value)


def _text(text: str) -> str:
    # A basic string of TOML escapes what one of JSON escapes, and the sign 127 too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
