"""One kind of lesion of a blueprint as a form."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QMenu, QPushButton, QWidget

from app.case_sets.text_box import TextBox
from app.generator.lesion_words import property_name
from app.report.words import word
from app.widgets.labels import side_by_side
from app.widgets.number_box import NumberBox
from inference.birads import FindingKind
from inference.case_sets.blueprint import Difficulty
from inference.lesions.library import read_library
from inference.lesions.spec import LEAST_CONTRAST, MOST_CONTRAST, PLACES, SIZES, WORDS

EXAMPLE = "example"


class WordsButton(QPushButton):
    """Words of one property, of which several may be chosen.

    Signals:
        edited: other words are chosen.
    """

    edited = Signal()

    def __init__(self, kind: FindingKind, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = property_name(name)
        menu = QMenu(self)
        self._actions = {}
        for term in WORDS[kind][name].terms:
            action = menu.addAction(word(term))
            action.setCheckable(True)
            action.toggled.connect(self._follow)
            self._actions[term.value] = action
        self.setMenu(menu)
        self._follow()

    @property
    def words(self) -> list[str]:
        """The words that are chosen; none takes the usual one."""
        return [value for value, action in self._actions.items() if action.isChecked()]

    def set_words(self, words: list[str]) -> None:
        """Choose words."""
        for value, action in self._actions.items():
            action.setChecked(value in words)

    def _follow(self) -> None:
        chosen = [action.text() for action in self._actions.values() if action.isChecked()]
        self.setText(", ".join(chosen) or self.tr("usual"))
        self.setAccessibleName(f"{self._name}: {self.text()}")
        self.edited.emit()


class LesionForm(QWidget):
    """Fields for what a blueprint says of one kind of lesion, as plain values.

    Signals:
        edited: a field is different now.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.name = QLineEdit()
        self.weight = NumberBox(decimals=2, largest=1000)
        self.kind = QComboBox()
        self.kind.addItem(self.tr("an example of the library"), EXAMPLE)
        for kind in SIZES:
            self.kind.addItem(word(kind), kind.value)
        self.example = QComboBox()
        for entry in read_library().entries:
            self.example.addItem(entry.title, entry.id)
        self.sizes = [NumberBox(decimals=1, largest=1000) for _ in range(2)]
        self.contrast = [
            NumberBox(decimals=2, largest=MOST_CONTRAST, step=LEAST_CONTRAST) for _ in range(2)
        ]
        self.difficulty = QComboBox()
        self.difficulty.addItem(self.tr("as it comes"), "")
        for label, value in zip(
            (self.tr("easy"), self.tr("medium"), self.tr("hard")), Difficulty, strict=True
        ):
            self.difficulty.addItem(label, value.value)
        self.side = QComboBox()
        for label, value in ((self.tr("any"), ""), (self.tr("right"), "R"), (self.tr("left"), "L")):
            self.side.addItem(label, value)
        self.region = QComboBox()
        self.region.addItem(self.tr("any"), "")
        for region in PLACES:
            self.region.addItem(word(region), region.value)
        self.teaching = TextBox(self.tr("Teaching text for its cases"), 4)
        self._words: dict[str, WordsButton] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._follow_kind()
        self._connect()

    def values(self) -> dict[str, Any]:
        """What the blueprint says of the lesion."""
        values: dict[str, Any] = {"weight": self.weight.value()}
        if self.name.text().strip():
            values["name"] = self.name.text().strip()
        if self.teaching.toPlainText().strip():
            values["teaching"] = self.teaching.toPlainText()
        if self.difficulty.currentData():
            values["difficulty"] = self.difficulty.currentData()
        if self.kind.currentData() == EXAMPLE:
            return values | {"library": self.example.currentData()}
        values["kind"] = self.kind.currentData()
        if words := {name: button.words for name, button in self._words.items() if button.words}:
            values["words"] = words
        if any(box.value() for box in self.sizes):
            values["size_mm"] = [box.value() for box in self.sizes]
        values["contrast"] = [box.value() for box in self.contrast]
        place = {"side": self.side.currentData(), "region": self.region.currentData()}
        return values | {"place": place}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show what a blueprint says, without telling."""
        self._quiet = True
        self.name.setText(values.get("name", ""))
        self.weight.set_quietly(values.get("weight", 1.0))
        self.kind.setCurrentIndex(self.kind.findData(values.get("kind") or EXAMPLE))
        self.example.setCurrentIndex(max(0, self.example.findData(values.get("library", ""))))
        self._follow_kind()
        for name, button in self._words.items():
            button.set_words(list(values.get("words", {}).get(name, ())))
        for box, size in zip(self.sizes, values.get("size_mm") or (0, 0), strict=True):
            box.set_quietly(size)
        for box, contrast in zip(self.contrast, values.get("contrast") or (1, 1), strict=True):
            box.set_quietly(contrast)
        self.difficulty.setCurrentIndex(self.difficulty.findData(values.get("difficulty") or ""))
        place = values.get("place") or {}
        self.side.setCurrentIndex(self.side.findData(place.get("side", "")))
        self.region.setCurrentIndex(max(0, self.region.findData(place.get("region", ""))))
        self.teaching.set_quietly(values.get("teaching", ""))
        self._quiet = False

    def _lay_out(self) -> None:
        ranges = {
            self.tr("Size from, to (mm)"): self.sizes,
            self.tr("Strength from, to"): self.contrast,
        }
        for name, box in (
            (self.tr("Name"), self.name),
            (self.tr("Weight"), self.weight),
            (self.tr("Kind"), self.kind),
            (self.tr("Example"), self.example),
        ):
            box.setAccessibleName(name)
            self._form.addRow(name, box)
        self.name.setPlaceholderText(self.tr("the kind or the example"))
        for name, boxes in ranges.items():
            for box, end in zip(boxes, (self.tr("least"), self.tr("most")), strict=True):
                box.setAccessibleName(f"{name}: {end}")
            self._form.addRow(name, side_by_side(*boxes))
        for box in self.sizes:
            box.setSpecialValueText(self.tr("usual"))
        for box in self.contrast:
            box.setMinimum(LEAST_CONTRAST)
        for name, box in (
            (self.tr("Difficulty"), self.difficulty),
            (self.tr("Side"), self.side),
            (self.tr("Place"), self.region),
            (self.tr("Teaching text"), self.teaching),
        ):
            box.setAccessibleName(name)
            self._form.addRow(name, box)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._tell)
        self.teaching.textChanged.connect(self._tell)
        for box in (self.weight, *self.sizes, *self.contrast):
            box.valueChanged.connect(self._tell)
        self.kind.activated.connect(self._follow_kind)
        for box in (self.kind, self.example, self.difficulty, self.side, self.region):
            box.activated.connect(self._tell)

    def _follow_kind(self) -> None:
        """Show the fields that the kind has."""
        is_example = self.kind.currentData() == EXAMPLE
        for button in self._words.values():
            self._form.removeRow(button)
        self._words = {}
        self._form.setRowVisible(self.example, is_example)
        for box in (self.side, self.region):
            self._form.setRowVisible(box, not is_example)
        for boxes in (self.sizes, self.contrast):
            for box in boxes:
                box.setEnabled(not is_example)
        if is_example:
            return
        kind = FindingKind(self.kind.currentData())
        for row, name in enumerate(WORDS.get(kind, {}), 4):
            button = WordsButton(kind, name)
            button.edited.connect(partial(self._tell))
            self._words[name] = button
            self._form.insertRow(row, property_name(name), button)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()
