"""The tab of principal components and of style mixing: steps in w on a range of layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.generator.component_names import ControlNames
from app.generator.edit_tab import EditTab
from app.generator.layer_choice import LayerChoice
from app.generator.locks import COMPONENTS, MIXING
from app.widgets.labels import heading, side_by_side
from app.widgets.number_box import NumberBox
from app.widgets.value_slider import ValueSlider
from inference.controls import Controls
from inference.recipe import Recipe
from inference.recipe_edits import MAX_MIXES, ComponentEdit, StyleMix
from inference.seeds import MAX_SEED

FARTHEST = 4.0
"""Steps of a component in standard deviations; beyond, pictures leave what was learned."""
STRIP_PX = (200, 50)


class ComponentsTab(EditTab):
    """Lets a component be chosen, moved, named and pinned, and layers be mixed.

    Args:
        new_seed: gives seeds for mixing.

    Signals:
        names_changed: the `ControlNames`.
        locked: a name of `app.generator.locks`, and whether a new seed keeps it.
    """

    names_changed = Signal(object)
    locked = Signal(str, bool)

    def __init__(self, new_seed: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_seed = new_seed
        self._count = 0
        self._names = ControlNames()
        self._strips: Sequence[QImage | None] = ()
        self._find = QLineEdit()
        self._list = QListWidget()
        self._amount = ValueSlider(
            self.tr("Step"), -FARTHEST, FARTHEST, 0.0, lambda value: f"{value:+.1f} σ"
        )
        self._layers = LayerChoice()
        self._own = QCheckBox(self.tr("Of the view's own kind"))
        self._pin = QCheckBox(self.tr("Pinned"))
        self._keep_steps = QCheckBox(self.tr("A new seed keeps the steps"))
        self._keep_mixes = QCheckBox(self.tr("A new seed keeps what is mixed in"))
        self._mix_seed = NumberBox(decimals=0, largest=MAX_SEED)
        self._mix_layers = LayerChoice()
        self._mixes = QListWidget()
        self._connect()
        self._lay_out()

    @property
    def current(self) -> int:
        """Number of the component that is chosen; −1 for none."""
        item = self._list.currentItem()
        return -1 if item is None else int(item.data(Qt.ItemDataRole.UserRole))

    def set_controls(self, controls: Controls | None) -> None:
        """Offer the components of a model."""
        components = controls.manifest.components if controls else None
        self._count = components.count if components else 0
        ranges = components.layer_ranges if components else ()
        for choice in (self._layers, self._mix_layers):
            choice.set_ranges(ranges)
        self._fill()

    def set_layers(self, count: int) -> None:
        """Say how many layers of w there are."""
        for choice in (self._layers, self._mix_layers):
            choice.set_count(count)

    def set_previews(self, strips: Sequence[QImage | None]) -> None:
        """Show for each component what it does; None where that is not known."""
        self._strips = strips
        self._fill()

    def set_names(self, names: ControlNames) -> None:
        """Call components by these names."""
        self._names = names
        self._fill()

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the recipe's step of the chosen component, and what it mixes."""
        self._show_component()
        self._mixes.clear()
        for mix in recipe.mixing:
            self._mixes.addItem(
                self.tr("Seed {seed} on layers {first} to {last}").format(
                    seed=mix.seed, first=mix.first_layer, last=mix.last_layer
                )
            )
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setText(self._text(int(item.data(Qt.ItemDataRole.UserRole))))

    def choose(self, number: int) -> None:
        """Take a component in hand."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == number:
                self._list.setCurrentRow(row)

    def add_mix(self) -> None:
        """Let layers take after another seed."""
        if self._recipe is None or len(self._recipe.mixing) >= MAX_MIXES:
            return
        first, last = self._mix_layers.value
        mix = StyleMix(seed=int(self._mix_seed.value()), first_layer=first, last_layer=last)
        self.recipe_chosen.emit(replace(self._recipe, mixing=(*self._recipe.mixing, mix)))

    def remove_mix(self) -> None:
        """Take the chosen mix away."""
        row = self._mixes.currentRow()
        if self._recipe is not None and row >= 0:
            kept = tuple(mix for at, mix in enumerate(self._recipe.mixing) if at != row)
            self.recipe_chosen.emit(replace(self._recipe, mixing=kept))

    def reset(self) -> None:
        """Take all steps of components back."""
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, components=()))

    def _connect(self) -> None:
        self._find.textChanged.connect(self._fill)
        self._list.currentRowChanged.connect(lambda _: self._show_component())
        self._list.itemDoubleClicked.connect(lambda _: self._ask_for_name())
        self._amount.tried.connect(lambda value: self._step(value, self.recipe_tried))
        self._amount.chosen.connect(lambda value: self._step(value, self.recipe_chosen))
        self._layers.changed.connect(lambda: self._step(self._amount.value, self.recipe_chosen))
        self._own.clicked.connect(lambda: self._step(self._amount.value, self.recipe_chosen))
        self._pin.clicked.connect(self._toggle_pin)
        self._keep_steps.toggled.connect(partial(self.locked.emit, COMPONENTS))
        self._keep_mixes.toggled.connect(partial(self.locked.emit, MIXING))

    def _lay_out(self) -> None:
        self._find.setPlaceholderText(self.tr("Find a component"))
        self._find.setAccessibleName(self.tr("Find a component"))
        self._list.setAccessibleName(self.tr("Components"))
        self._list.setIconSize(QSize(*STRIP_PX))
        self._list.setMinimumHeight(220)
        self._mixes.setAccessibleName(self.tr("Mixed seeds"))
        self._mixes.setMaximumHeight(84)
        self._mix_seed.setAccessibleName(self.tr("Seed to mix in"))
        rename, reset = QPushButton(self.tr("Rename…")), QPushButton(self.tr("Reset all"))
        rename.clicked.connect(self._ask_for_name)
        reset.clicked.connect(self.reset)
        chance, add = QPushButton(self.tr("By chance")), QPushButton(self.tr("Mix in"))
        chance.clicked.connect(lambda: self._mix_seed.set_quietly(self._new_seed()))
        add.clicked.connect(self.add_mix)
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(self.remove_mix)
        self.column.addWidget(self._find)
        self.column.addWidget(self._list, 1)
        self.column.addLayout(side_by_side(rename, reset))
        self.column.addWidget(self._amount)
        self.column.addWidget(self._layers)
        self.column.addLayout(side_by_side(self._own, self._pin))
        self.column.addWidget(self._keep_steps)
        self.column.addWidget(heading(self.tr("Mix another seed in")))
        self.column.addLayout(side_by_side(self._mix_seed, chance))
        self.column.addWidget(self._mix_layers)
        self.column.addWidget(self._mixes)
        self.column.addLayout(side_by_side(add, remove))
        self.column.addWidget(self._keep_mixes)

    def _fill(self) -> None:
        chosen, words = self.current, self._find.text().casefold().split()
        self._list.blockSignals(True)
        self._list.clear()
        order = sorted(range(self._count), key=lambda i: (i not in self._names.pinned, i))
        for number in order:
            text = self._text(number)
            if all(word in text.casefold() for word in words):
                self._list.addItem(self._item(number, text))
        self._list.blockSignals(False)
        self.choose(chosen if chosen >= 0 else (order[0] if order else -1))
        self._show_component()

    def _item(self, number: int, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, number)
        strip = self._strips[number] if number < len(self._strips) else None
        if strip is not None:
            item.setIcon(QIcon(QPixmap.fromImage(strip)))
        return item

    def _text(self, number: int) -> str:
        parts = [f"{number + 1}", self._names.components.get(number, "")]
        edit = self._edit(number)
        if edit is not None:
            parts.append(f"{edit.amount:+.1f} σ")
        if number in self._names.pinned:
            parts.append("★")
        return "  ".join(part for part in parts if part)

    def _edit(self, number: int) -> ComponentEdit | None:
        edits = self._recipe.components if self._recipe else ()
        return next((edit for edit in edits if edit.index == number), None)

    def _show_component(self) -> None:
        edit = self._edit(self.current)
        self._amount.set_value(edit.amount if edit else 0.0)
        self._pin.setChecked(self.current in self._names.pinned)
        if edit is not None:
            self._layers.set_value(edit.first_layer, edit.last_layer)
            self._own.setChecked(edit.per_condition)
        self._amount.setEnabled(self.current >= 0)

    def _step(self, amount: float, signal: SignalInstance) -> None:
        number, recipe = self.current, self._recipe
        if number < 0 or recipe is None:
            return
        others = tuple(edit for edit in recipe.components if edit.index != number)
        if amount:
            first, last = self._layers.value
            step = ComponentEdit(
                index=number,
                amount=amount,
                first_layer=first,
                last_layer=last,
                per_condition=self._own.isChecked(),
            )
            others = (*others, step)
        if others != recipe.components:
            signal.emit(replace(recipe, components=others))

    def _ask_for_name(self) -> None:
        number = self.current
        if number < 0:
            return
        before = self._names.components.get(number, "")
        name, given = QInputDialog.getText(
            self, self.tr("Rename the component"), self.tr("Name"), text=before
        )
        if given:
            self.names_changed.emit(self._names.with_component(number, name))

    def _toggle_pin(self) -> None:
        if self.current >= 0:
            self.names_changed.emit(self._names.with_pin(self.current, self._pin.isChecked()))
