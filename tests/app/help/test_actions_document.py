"""The document of all actions."""

from __future__ import annotations

from app.actions import ACTIONS
from app.help.actions_document import TARGET, document


def test_the_document_is_up_to_date():
    # Write it anew with: python -m app.help.actions_document
    assert TARGET.read_text(encoding="utf-8") == document()


def test_every_action_has_a_line_with_its_keys():
    lines = document().splitlines()
    for spec in ACTIONS:
        (line,) = [line for line in lines if line.startswith(f"| {spec.text} |")]
        assert all(f"`{key}`" in line for key in spec.keys)
