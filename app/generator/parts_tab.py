"""The tab of local edits: a part or a painted region takes after a reference case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QInputDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
)

from app.generator.component_names import ControlNames
from app.generator.edit_tab import EditTab
from app.generator.locks import LOCAL_EDITS
from app.viewer.grid_layer import part_colour
from app.widgets.labels import heading, side_by_side
from app.widgets.picture_strip import PictureStrip, StripPicture
from app.widgets.value_slider import ValueSlider
from inference.controls import Controls
from inference.local_edit import run_lengths
from inference.recipe import Recipe
from inference.recipe_edits import MAX_LOCAL_EDITS, LocalEdit

REFERENCES = 8
AIR = "air"
"""What the controls call the part that is no breast."""
USUAL_STRENGTH = 0.5


class PartsTab(EditTab):
    """Chooses a place, a reference and a strength.

    Args:
        new_seed: gives seeds for references.

    Signals:
        references_wanted: seeds of cases whose pictures are to be shown.
        names_changed: the `ControlNames`.
        looks_changed: the part in hand, the painted region, or what is shown is different now.
        locked: a name of `app.generator.locks`, and whether a new seed keeps it.
    """

    references_wanted = Signal(object)
    names_changed = Signal(object)
    looks_changed = Signal()
    locked = Signal(str, bool)

    def __init__(self, new_seed: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_seed = new_seed
        self._names = ControlNames()
        self._default_names: tuple[str, ...] = ()
        self._shape = (0, 0)
        self._painted = np.zeros((0, 0), bool)
        self._seed: int | None = None
        self._shown = QCheckBox(self.tr("Show the parts over the picture"))
        self._parts = QListWidget()
        self._references = PictureStrip(Qt.Orientation.Horizontal)
        self._strength = ValueSlider(
            self.tr("Strength"), 0.0, 1.0, 0.0, lambda value: f"{value * 100:.0f} %"
        )
        self._edits = QListWidget()
        self._keep = QCheckBox(self.tr("A new seed keeps them"))
        self._connect()
        self._lay_out()

    @property
    def shows_grid(self) -> bool:
        """Whether the parts stand over the picture."""
        return self._shown.isChecked() and bool(self._default_names)

    @property
    def part(self) -> int:
        """The part in hand; −1 for none."""
        return self._parts.currentRow()

    @property
    def painted(self) -> NDArray[np.bool_]:
        """(rows, columns): the region that was painted, as a left breast hangs."""
        return self._painted

    @property
    def names(self) -> tuple[str, ...]:
        """What the parts are called."""
        return tuple(self.name(part) for part in range(len(self._default_names)))

    @property
    def air(self) -> int:
        """Number of the part that is no breast; −1 where there is none."""
        return self._default_names.index(AIR) if AIR in self._default_names else -1

    def set_present(self, parts: frozenset[int] | None) -> None:
        """Say which parts the views show; None where that is not known."""
        for number in range(self._parts.count()):
            name = self.name(number)
            if parts is not None and number not in parts:
                name = self.tr("{name}  (not in these views)").format(name=name)
            self._parts.item(number).setText(name)

    def set_controls(self, controls: Controls | None) -> None:
        """Offer the parts of a model."""
        parts = controls.manifest.parts if controls else None
        self._default_names = parts.names if parts else ()
        self._shape = (parts.rows, parts.columns) if parts else (0, 0)
        self._painted = np.zeros(self._shape, bool)
        self._fill()
        self.setEnabled(bool(self._default_names))

    def set_names(self, names: ControlNames) -> None:
        """Call parts by these names."""
        self._names = names
        self._fill()
        self.looks_changed.emit()

    def set_references(self, pictures: list[StripPicture]) -> None:
        """Show candidates; keys are seeds."""
        self._references.show_pictures(pictures)
        if self._seed is None and pictures:
            self._seed = pictures[0].key
        self._references.show_chosen(self._seed)

    def show_recipe(self, recipe: Recipe) -> None:
        """List what the recipe changes, and show the strength of the place in hand."""
        self._edits.clear()
        for edit in recipe.local_edits:
            place = self.tr("painted region") if edit.part is None else self.name(edit.part)
            self._edits.addItem(
                self.tr("{place}: seed {seed}, {percent} %").format(
                    place=place, seed=edit.seed, percent=round(edit.strength * 100)
                )
            )
        self._show_strength()

    def name(self, part: int) -> str:
        """What a part is called."""
        default = self._default_names[part] if part < len(self._default_names) else str(part + 1)
        return self._names.parts.get(part, default)

    def choose_part(self, part: int) -> None:
        """Take a part in hand, in place of what was painted."""
        self._painted = np.zeros(self._shape, bool)
        self._parts.setCurrentRow(part)
        self._show_strength()
        self.looks_changed.emit()

    def paint(self, cell: tuple[int, int], on: bool) -> None:
        """Paint a cell, or wipe it."""
        self._painted = self._painted.copy()
        self._painted[cell] = on
        self._show_strength()
        self.looks_changed.emit()

    def ask_for_references(self) -> None:
        """Wish for other candidates."""
        self._seed = None
        self.references_wanted.emit([self._new_seed() for _ in range(REFERENCES)])

    def remove_edit(self) -> None:
        """Take the chosen local edit away."""
        row = self._edits.currentRow()
        if self._recipe is not None and row >= 0:
            kept = tuple(edit for at, edit in enumerate(self._recipe.local_edits) if at != row)
            self.recipe_chosen.emit(replace(self._recipe, local_edits=kept))

    def _connect(self) -> None:
        self._shown.toggled.connect(lambda _: self.looks_changed.emit())
        self._parts.currentRowChanged.connect(lambda _: self._take_part())
        self._parts.itemDoubleClicked.connect(lambda _: self._ask_for_name())
        self._references.chosen.connect(self._take_reference)
        self._strength.tried.connect(partial(self._edit, self.recipe_tried))
        self._strength.chosen.connect(partial(self._edit, self.recipe_chosen))
        self._keep.toggled.connect(partial(self.locked.emit, LOCAL_EDITS))

    def _lay_out(self) -> None:
        self._parts.setAccessibleName(self.tr("Parts"))
        self._parts.setMinimumHeight(200)
        self._references.setAccessibleName(self.tr("Reference cases"))
        self._edits.setAccessibleName(self.tr("Local edits of this case"))
        self._edits.setMaximumHeight(90)
        self._edits.setWordWrap(True)
        self._edits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hint = QLabel(
            self.tr(
                "Choose a part here or by a click on the picture, or paint a region with the "
                "Shift key held; then a reference, and how far the place is to follow it."
            )
        )
        hint.setObjectName("dim")
        hint.setWordWrap(True)
        rename = QPushButton(self.tr("Rename…"))
        rename.clicked.connect(self._ask_for_name)
        wipe = QPushButton(self.tr("Wipe the region"))
        wipe.clicked.connect(lambda: self.choose_part(self.part))
        others = QPushButton(self.tr("Other references"))
        others.clicked.connect(self.ask_for_references)
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(self.remove_edit)
        self.column.addWidget(hint)
        self.column.addWidget(self._shown)
        self.column.addWidget(self._parts, 1)
        self.column.addLayout(side_by_side(rename, wipe))
        self.column.addWidget(heading(self.tr("Reference")))
        self.column.addWidget(self._references)
        self.column.addWidget(others)
        self.column.addWidget(self._strength)
        self.column.addWidget(heading(self.tr("Local edits of this case")))
        self.column.addWidget(self._edits)
        self.column.addWidget(remove)
        self.column.addWidget(self._keep)

    def _fill(self) -> None:
        chosen = max(self.part, 0)
        self._parts.blockSignals(True)
        self._parts.clear()
        for number in range(len(self._default_names)):
            self._parts.addItem(self.name(number))
            square = QPixmap(14, 14)
            square.fill(part_colour(number, len(self._default_names)))
            self._parts.item(number).setIcon(QIcon(square))
        self._parts.setCurrentRow(chosen)
        self._parts.blockSignals(False)

    def _take_part(self) -> None:
        self._painted = np.zeros(self._shape, bool)
        self._show_strength()
        self.looks_changed.emit()

    def _take_reference(self, seed: int) -> None:
        self._seed = seed
        strength = self._strength.value or USUAL_STRENGTH
        self._edit(self.recipe_chosen, strength)

    def _place(self) -> dict[str, object]:
        if self._painted.any():
            return {"mask": run_lengths(self._painted)}
        return {"part": self.part}

    def _same_place(self, edit: LocalEdit) -> bool:
        place = self._place()
        return edit.part == place.get("part") and edit.mask == place.get("mask", ())

    def _show_strength(self) -> None:
        edits = self._recipe.local_edits if self._recipe else ()
        found = next((edit for edit in edits if self._same_place(edit)), None)
        self._strength.set_value(found.strength if found else 0.0)
        if found is not None:
            self._seed = found.seed
            self._references.show_chosen(found.seed)

    def _edit(self, signal: SignalInstance, strength: float) -> None:
        recipe = self._recipe
        if recipe is None or self._seed is None or (self.part < 0 and not self._painted.any()):
            return
        others = tuple(edit for edit in recipe.local_edits if not self._same_place(edit))
        if len(others) >= MAX_LOCAL_EDITS:
            self.problem.emit(self.tr("There are too many local edits. Remove some first."))
            return
        if strength:
            edit = LocalEdit(seed=self._seed, strength=strength, **self._place())  # type: ignore[arg-type]
            others = (*others, edit)
        if others != recipe.local_edits:
            signal.emit(replace(recipe, local_edits=others))

    def _ask_for_name(self) -> None:
        if self.part < 0:
            return
        name, given = QInputDialog.getText(
            self, self.tr("Rename the part"), self.tr("Name"), text=self.name(self.part)
        )
        if given:
            self.names_changed.emit(self._names.with_part(self.part, name))
