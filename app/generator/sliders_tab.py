"""The tab of named sliders: attributes, texture, asymmetry, and presets of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.generator.edit_tab import EditTab
from app.generator.locks import ASYMMETRY, TEXTURE, Locks
from app.generator.slider_presets import (
    SliderPreset,
    preset_of,
    read_presets,
    with_preset,
    write_presets,
)
from app.icons import icon
from app.style import ACCENT, TEXT_DIM
from app.widgets.labels import heading
from app.widgets.value_slider import ValueSlider
from inference.calibration import value_at
from inference.controls import Controls
from inference.controls_manifest import AttributeControl
from inference.errors import MammogymError
from inference.latents import ASYMMETRY as USUAL_ASYMMETRY
from inference.random_edits import randomly_edited
from inference.recipe import Recipe
from inference.recipe_edits import MAX_TEXTURE_STRENGTH


class SlidersTab(EditTab):
    """Shows where the sliders of a recipe stand.

    Args:
        presets_file: where presets are kept; None keeps them for this session alone.
        new_seed: gives seeds for textures and random edits.

    Signals:
        locks_changed: the `Locks`.
    """

    locks_changed = Signal(object)

    def __init__(
        self,
        presets_file: Path | None,
        new_seed: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presets_file = presets_file
        self._new_seed = new_seed
        self._controls: Controls | None = None
        self._locks = Locks()
        self._presets: tuple[SliderPreset, ...] = ()
        self._sliders: dict[str, ValueSlider] = {}
        self._attributes = QVBoxLayout()
        self._attributes.setSpacing(8)
        self._none = QLabel(
            self.tr(
                "This model has no named sliders. “mammogym-train controls” makes them for a "
                "model of your own."
            )
        )
        self._none.setObjectName("dim")
        self._none.setWordWrap(True)
        self._texture = ValueSlider(
            self.tr("Strength of the texture"),
            0.0,
            MAX_TEXTURE_STRENGTH,
            1.0,
            lambda value: f"{value * 100:.0f} %",
        )
        self._asymmetry = ValueSlider(
            self.tr("Difference between right and left"),
            0.0,
            1.0,
            USUAL_ASYMMETRY,
            lambda value: f"{value * 100:.0f} %",
        )
        self._connect()
        self._lay_out()

    @property
    def locks(self) -> Locks:
        """What a new seed keeps."""
        return self._locks

    def set_lock(self, name: str, on: bool) -> None:
        """Let a new seed keep what another tab shows, or no longer."""
        self._lock(name, on)

    @property
    def sliders(self) -> dict[str, ValueSlider]:
        """The slider of each attribute, by name."""
        return dict(self._sliders)

    def set_controls(self, controls: Controls | None) -> None:
        """Offer the attributes of a model."""
        self._controls = controls
        while (item := self._attributes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._sliders = {}
        attributes = controls.attributes if controls else ()
        for attribute in attributes:
            if attribute.low < attribute.high:
                self._attributes.addWidget(self._attribute_row(attribute))
        self._none.setVisible(not self._sliders)
        self._tools.setVisible(bool(self._sliders))

    def show_recipe(self, recipe: Recipe) -> None:
        """Bring the sliders to where the recipe has them."""
        for name, slider in self._sliders.items():
            slider.set_value(recipe.position(name))
        self._texture.set_value(recipe.texture_strength)
        asymmetry = recipe.asymmetry
        self._asymmetry.set_value(USUAL_ASYMMETRY if asymmetry is None else asymmetry)

    def reset(self) -> None:
        """All sliders back to the beginning."""
        if self._recipe is not None:
            self.recipe_chosen.emit(
                replace(
                    self._recipe,
                    attributes=(),
                    texture_seed=None,
                    texture_strength=1.0,
                    asymmetry=None,
                )
            )

    def change_by_chance(self) -> None:
        """Move sliders by chance, as MammoGANesis does for its pools."""
        if self._recipe is not None and self._controls is not None:
            by_chance = randomly_edited(
                replace(self._recipe, seed=self._new_seed(), attributes=()),
                self._controls,
                probability=1.0,
            )
            self.recipe_chosen.emit(replace(self._recipe, attributes=by_chance.attributes))

    def keep_preset(self, name: str) -> None:
        """Keep where the sliders stand under a name."""
        if self._recipe is None:
            return
        try:
            self._presets = with_preset(self._kept(), preset_of(name, self._recipe))
            if self._presets_file is not None:
                write_presets(self._presets_file, self._presets)
        except MammogymError as error:
            self.problem.emit(str(error))

    def use_preset(self, preset: SliderPreset) -> None:
        """Bring the sliders to where a preset has them."""
        if self._recipe is not None:
            self.recipe_chosen.emit(preset.applied(self._recipe))

    def _connect(self) -> None:
        self._texture.tried.connect(lambda value: self._try(texture_strength=value))
        self._texture.chosen.connect(lambda value: self._choose(texture_strength=value))
        self._asymmetry.tried.connect(lambda value: self._try(asymmetry=_unusual(value)))
        self._asymmetry.chosen.connect(lambda value: self._choose(asymmetry=_unusual(value)))

    def _lay_out(self) -> None:
        reset = QPushButton(self.tr("Reset all"))
        reset.clicked.connect(self.reset)
        chance = QPushButton(self.tr("By chance"))
        chance.setToolTip(self.tr("Moves the sliders a little, each by chance"))
        chance.clicked.connect(self.change_by_chance)
        presets = QPushButton(self.tr("Presets"))
        self._menu = QMenu(presets)
        self._menu.aboutToShow.connect(self._fill_menu)
        presets.setMenu(self._menu)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (reset, chance, presets):
            row.addWidget(button)
        other = QPushButton(self.tr("Another texture"))
        other.clicked.connect(lambda: self._choose(texture_seed=self._new_seed()))
        self.column.addWidget(self._tools)
        self.column.addWidget(self._none)
        self.column.addLayout(self._attributes)
        self.column.addWidget(heading(self.tr("Texture and sides")))
        self.column.addWidget(self._locked(TEXTURE, self._texture))
        self.column.addWidget(other)
        self.column.addWidget(self._locked(ASYMMETRY, self._asymmetry))
        self.column.addStretch(1)
        self._tools.setVisible(False)

    def _attribute_row(self, attribute: AttributeControl) -> QWidget:
        slider = ValueSlider(
            attribute.label, attribute.low, attribute.high, 0.0, partial(_in_words, attribute)
        )
        slider.setToolTip(_leakage_words(attribute))
        slider.tried.connect(lambda value: self._move(attribute.name, value, self.recipe_tried))
        slider.chosen.connect(lambda value: self._move(attribute.name, value, self.recipe_chosen))
        self._sliders[attribute.name] = slider
        return self._locked(attribute.name, slider)

    def _locked(self, name: str, slider: ValueSlider) -> QWidget:
        """A slider with the button that lets a new seed keep it."""
        lock = QToolButton()
        lock.setCheckable(True)
        lock.setAutoRaise(True)
        lock.setIcon(_lock_icon())
        lock.setToolTip(self.tr("A new seed keeps this"))
        lock.setAccessibleName(self.tr("A new seed keeps this"))
        lock.setChecked(name in self._locks.names)
        lock.toggled.connect(partial(self._lock, name))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(slider, 1)
        layout.addWidget(lock)
        return row

    def _lock(self, name: str, on: bool) -> None:
        self._locks = self._locks.with_lock(name, on)
        self.locks_changed.emit(self._locks)

    def _move(self, name: str, value: float, signal: SignalInstance) -> None:
        if self._recipe is not None:
            recipe = self._recipe.with_position(name, value)
            signal.emit(recipe)

    def _try(self, **values: object) -> None:
        if self._recipe is not None:
            self.recipe_tried.emit(replace(self._recipe, **values))  # type: ignore[arg-type]

    def _choose(self, **values: object) -> None:
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, **values))  # type: ignore[arg-type]

    def _kept(self) -> tuple[SliderPreset, ...]:
        if self._presets_file is not None and not self._presets:
            self._presets = read_presets(self._presets_file)
        return self._presets

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.addAction(self.tr("Keep as preset…"), self._ask_for_name)
        try:
            presets = self._kept()
        except MammogymError as error:
            self.problem.emit(str(error))
            return
        self._menu.addSeparator()
        for preset in presets:
            self._menu.addAction(preset.name, partial(self.use_preset, preset))

    def _ask_for_name(self) -> None:
        name, given = QInputDialog.getText(self, self.tr("Keep as preset"), self.tr("Name"))
        if given:
            self.keep_preset(name)


def _lock_icon() -> QIcon:
    """Open, or closed in the accent's colour."""
    made = QIcon(icon("unlocked", TEXT_DIM))
    made.addPixmap(icon("lock", ACCENT).pixmap(16, 16), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _unusual(value: float) -> float | None:
    return None if value == USUAL_ASYMMETRY else value


def _in_words(attribute: AttributeControl, position: float) -> str:
    """What the slider means: the attribute's usual value there, and the step in its unit."""
    value = value_at(attribute, position)
    unit = f" {attribute.unit}" if attribute.unit else ""
    step = value - value_at(attribute, 0.0)
    if not position:
        return f"{position:+.1f} σ".replace("+0.0", "0")
    return f"{step:+.3g}{unit}  ({position:+.1f} σ)"


def _leakage_words(attribute: AttributeControl) -> str:
    """Which others move most when this slider does."""
    most = sorted(attribute.leakage.items(), key=lambda item: -abs(item[1]))[:4]
    return "\n".join(f"{name}: {change:+.2f} σ / σ" for name, change in most)
