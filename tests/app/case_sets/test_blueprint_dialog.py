"""Claims about the form of a blueprint: it says what the file says, and refuses nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from app.case_sets.blueprint_dialog import BlueprintDialog
from app.program import make_application
from inference.case_sets.blueprint import Blueprint, read_blueprint
from inference.resources import sets_folder

TUTORIAL = sets_folder() / "tutorial.toml"
EVERYTHING = """
title = "Everything"
author = "Somebody"
licence = "CC0"
description = "Many values."
cases = 12
seed = 77
views = ["R-MLO", "L-MLO"]
technique = {digital = 2, film = 1}
truncation = [0.5, 0.7]
bits = 8
prevalence = 0.25

[density]
a = 1
d = 2
tries = 4

[random_edits]
probability = 0.5
strength = 2.0

[quiz]
mode = "exam"
question = "find_the_lesion"
answers = "at the end"
confidence_steps = 5
shuffled = true
seconds_per_case = 90
minutes = 30
instructions = "Mark."

[[lesions]]
name = "odd one"
weight = 2.5
kind = "mass"
words = {shape = ["oval", "round"], margin = "obscured"}
size_mm = [8, 12]
contrast = [0.5, 2]
difficulty = "hard"
place = {side = "L", region = "upper_outer"}
teaching = "Look."

[[lesions]]
library = "oil_cyst"
"""


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> BlueprintDialog:
    make_application()
    made = BlueprintDialog(None, tmp_path)
    qtbot.addWidget(made)
    return made


def build_button(dialog: BlueprintDialog) -> QPushButton:
    (box,) = dialog.findChildren(QDialogButtonBox)
    roles = {box.buttonRole(one): one for one in box.buttons()}
    button = roles[QDialogButtonBox.ButtonRole.AcceptRole]
    assert isinstance(button, QPushButton)
    return button


@pytest.mark.parametrize("source", ["tutorial", "everything"])
def test_a_blueprint_goes_through_the_form_unchanged(
    source: str, dialog: BlueprintDialog, tmp_path: Path
):
    path = TUTORIAL
    if source == "everything":
        path = tmp_path / "everything.toml"
        path.write_text(EVERYTHING)
    wanted = read_blueprint(path)
    dialog.open(path)
    assert dialog.sentence.text() == ""
    assert dialog.blueprint == wanted
    for row in range(dialog.lesion_list.count()):  # To look at a lesion changes nothing.
        dialog.lesion_list.setCurrentRow(row)
    dialog.lesion.edited.emit()
    assert dialog.blueprint == wanted
    dialog.save(tmp_path / "again.toml")
    assert read_blueprint(tmp_path / "again.toml") == wanted


def test_an_empty_form_can_be_built_and_every_new_one_has_another_seed(
    qtbot: QtBot, dialog: BlueprintDialog, tmp_path: Path
):
    other = BlueprintDialog(None, tmp_path)
    qtbot.addWidget(other)
    assert isinstance(dialog.blueprint, Blueprint) and isinstance(other.blueprint, Blueprint)
    assert dialog.blueprint.seed != other.blueprint.seed


def test_what_makes_no_sense_is_told_and_cannot_be_built(dialog: BlueprintDialog):
    dialog.prevalence.setValue(50)
    assert dialog.blueprint is None and "names lesions" in dialog.sentence.text()
    assert not build_button(dialog).isEnabled()
    dialog.add_lesion()
    assert dialog.blueprint is not None and build_button(dialog).isEnabled()
    dialog.lesion.sizes[0].setValue(30)
    dialog.lesion.sizes[1].setValue(10)
    assert "empty" in dialog.sentence.text()
    dialog.remove_lesion()
    dialog.prevalence.setValue(0)
    assert dialog.blueprint is not None


def test_an_exam_that_tells_answers_after_each_case_is_refused(dialog: BlueprintDialog):
    dialog.about.mode.setCurrentIndex(1)
    dialog.about.mode.activated.emit(1)
    assert "exam" in dialog.sentence.text()
    assert not dialog.about.hint.isHidden()
