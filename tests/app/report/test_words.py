from __future__ import annotations

from app.report.words import LABELS, word
from inference.birads import MassMargin, Term


def test_every_label_of_the_vocabulary_stands_where_translations_are_collected() -> None:
    labels = {
        term.label
        for kind in Term.__subclasses__()
        if kind.__module__ == Term.__module__
        for term in kind
    }
    assert set(LABELS) == labels
    assert len(LABELS) == len(set(LABELS))


def test_without_a_translation_a_term_has_its_english_word() -> None:
    assert word(MassMargin.SPICULATED) == "spiculated"
