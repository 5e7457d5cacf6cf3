"""A blueprint as a form: every value of the file, which can be opened and saved here too."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.case_sets.about_form import AboutForm
from app.case_sets.lesion_form import LesionForm
from app.report.words import word
from app.widgets.labels import dim, side_by_side
from app.widgets.number_box import NumberBox
from inference.birads import Composition
from inference.case_sets.blueprint import Blueprint, read_blueprint
from inference.case_sets.blueprint_text import write_blueprint
from inference.case_sets.values import MAX_CASES, validated
from inference.errors import MammogymError
from inference.random_edits import PROBABILITY, STRENGTH
from inference.recipe import ALL_VIEWS, Technique
from inference.seeds import MAX_SEED

DIALOG_PX = (860, 720)
FIRST = {"title": "My set", "cases": 20, "seed": 0}


class BlueprintDialog(QDialog):
    """Asks for a blueprint; only one that makes sense can be built.

    Args:
        blueprint: to begin with; None begins with an empty one.
        folder: in which blueprints are looked for first.
    """

    def __init__(
        self, blueprint: Blueprint | None, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Blueprint of a set"))
        self._folder = folder
        self._blueprint: Blueprint | None = None
        self._lesions: list[dict[str, Any]] = []
        self._quiet = False
        self.about = AboutForm()
        self.lesion = LesionForm()
        self.lesion_list = QListWidget()
        self.lesion_list.setAccessibleName(self.tr("Lesions of the blueprint"))
        self._make_case_fields()
        self.sentence = QLabel()
        self.sentence.setObjectName("conflict")
        self.sentence.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.resize(*DIALOG_PX)
        values = FIRST | {"seed": secrets.randbelow(MAX_SEED)}
        self.show_values(_plain(blueprint) if blueprint is not None else values)

    @property
    def blueprint(self) -> Blueprint | None:
        """What the fields say; None where they make no sense."""
        return self._blueprint

    def values(self) -> dict[str, Any]:
        """What the fields hold."""
        shares = {one.value: box.value() for one, box in self.density.items()}
        technique = {one.value: box.value() for one, box in self.technique.items() if box.value()}
        values: dict[str, Any] = {
            **self.about.values(),
            "cases": int(self.cases.value()),
            "seed": int(self.seed.value()),
            "views": [name.value for name, box in self.views.items() if box.isChecked()],
            "truncation": [box.value() for box in self.truncation],
            "bits": self.bits.currentData(),
            "prevalence": self.prevalence.value() / 100,
            "technique": technique,
            "lesions": self._lesions,
        }
        if any(shares.values()):
            values["density"] = {**shares, "tries": int(self.tries.value())}
        if self.edits.isChecked():
            values["random_edits"] = {
                "probability": self.edit_share.value() / 100,
                "strength": self.edit_strength.value(),
            }
        return values

    def show_values(self, values: dict[str, Any]) -> None:
        """Show values as a blueprint has them; what is missing is as usual."""
        self._quiet = True
        self.about.set_values(values)
        self.cases.set_quietly(values.get("cases", 20))
        self.seed.set_quietly(values.get("seed", 0))
        self.prevalence.set_quietly(100 * values.get("prevalence", 0.0))
        views = values.get("views") or [name.value for name in ALL_VIEWS]
        for name, box in self.views.items():
            box.setChecked(name.value in views)
        for box, value in zip(
            self.truncation, values.get("truncation") or (0.65, 0.65), strict=True
        ):
            box.set_quietly(value)
        self.bits.setCurrentIndex(self.bits.findData(values.get("bits", 12)))
        density, edits = values.get("density") or {}, values.get("random_edits")
        for one, box in self.density.items():
            box.set_quietly(density.get(one.value, 0))
        self.tries.set_quietly(density.get("tries", 10))
        technique = values.get("technique") or {}
        for one, box in self.technique.items():
            box.set_quietly(technique.get(one.value, 0))
        self.edits.setChecked(edits is not None)
        self.edit_share.set_quietly(100 * (edits or {}).get("probability", PROBABILITY))
        self.edit_strength.set_quietly((edits or {}).get("strength", STRENGTH))
        self._lesions = [dict(one) for one in values.get("lesions") or ()]
        self._list_lesions(0)
        self._quiet = False
        self.check()

    def check(self) -> None:
        """Say what does not make sense yet."""
        if self._quiet:
            return
        try:
            self._blueprint, reason = validated(Blueprint, self.values()), ""
        except ValueError as error:
            self._blueprint, reason = None, str(error)
        self.sentence.setText(f"{reason}." if reason else "")
        self._build.setEnabled(self._blueprint is not None)
        self._save.setEnabled(self._blueprint is not None)

    def open(self, path: Path) -> None:
        """Show the blueprint of a file."""
        try:
            self.show_values(_plain(read_blueprint(path)))
        except MammogymError as error:
            QMessageBox.warning(self, self.tr("Blueprint"), str(error))

    def save(self, path: Path) -> None:
        """Write what the fields say as a file."""
        if self._blueprint is None:
            return
        try:
            write_blueprint(self._blueprint, path)
        except MammogymError as error:
            QMessageBox.warning(self, self.tr("Blueprint"), str(error))

    def add_lesion(self) -> None:
        """Add a kind of lesion: a mass, to be changed."""
        self._lesions.append({"kind": "mass"})
        if not self.prevalence.value():
            self.prevalence.set_quietly(50)
        self._list_lesions(len(self._lesions) - 1)
        self.check()

    def remove_lesion(self) -> None:
        """Take the chosen kind of lesion away."""
        row = self.lesion_list.currentRow()
        if 0 <= row < len(self._lesions):
            del self._lesions[row]
            self._list_lesions(row)
            self.check()

    def _make_case_fields(self) -> None:
        self.cases = NumberBox(decimals=0, largest=MAX_CASES)
        self.seed = NumberBox(decimals=0, largest=float(MAX_SEED))
        self.prevalence = NumberBox(decimals=2, largest=100)
        self.views = {name: QCheckBox(name.value) for name in ALL_VIEWS}
        self.truncation = [NumberBox(decimals=2, largest=1, step=0.05) for _ in range(2)]
        self.bits = QComboBox()
        self.bits.addItem(self.tr("12 bits: every grey"), 12)
        self.bits.addItem(self.tr("8 bits: half as large"), 8)
        self.density = {one: NumberBox(decimals=2, largest=1000) for one in Composition}
        self.tries = NumberBox(decimals=0, largest=40)
        self.technique = {one: NumberBox(decimals=2, largest=1000) for one in Technique}
        self.edits = QCheckBox(self.tr("move sliders at random"))
        self.edit_share = NumberBox(decimals=2, largest=100)
        self.edit_strength = NumberBox(decimals=2, largest=5)

    def _lay_out(self) -> None:
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Parts of the blueprint"))
        tabs.addTab(_scrolled(self.about), self.tr("Set"))
        tabs.addTab(_scrolled(self._case_fields()), self.tr("Cases"))
        tabs.addTab(self._lesion_fields(), self.tr("Lesions"))
        self.tabs = tabs
        self._open = QPushButton(self.tr("Open…"))
        self._save = QPushButton(self.tr("Save…"))
        buttons = QDialogButtonBox()
        self._build = buttons.addButton(
            self.tr("Build the set"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        for button in (self._build, cancel):
            button.setIcon(QIcon())
        self._build.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(self._save)
        row.addStretch(1)
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(row)

    def _case_fields(self) -> QWidget:
        inside = QWidget()
        form = QFormLayout(inside)
        rows: list[tuple[str, list[QWidget]]] = [
            (self.tr("Cases"), [self.cases]),
            (self.tr("Seed"), [self.seed]),
            (self.tr("With a lesion (%)"), [self.prevalence]),
            (self.tr("Views"), list(self.views.values())),
            (self.tr("Truncation ψ from, to"), list(self.truncation)),
            (self.tr("Pictures"), [self.bits]),
        ]
        for name, boxes in rows:
            form.addRow(name, side_by_side(*boxes))
        form.addRow(
            dim(self.tr("Density of the breasts, in proportion; all 0 takes any"), wraps=True)
        )
        for one, box in self.density.items():
            rows.append((f"{one.value}: {word(one)}", [box]))
            form.addRow(rows[-1][0], box)
        rows.append((self.tr("Tries for a density"), [self.tries]))
        form.addRow(rows[-1][0], self.tries)
        form.addRow(
            dim(self.tr("Technique, in proportion; all 0 takes the model's first"), wraps=True)
        )
        for one, box in self.technique.items():
            rows.append((one.value, [box]))
            form.addRow(one.value, box)
        form.addRow(self.tr("Edits"), self.edits)
        edits = (
            (self.tr("Edited cases (%)"), self.edit_share),
            (self.tr("Strength (standard deviations)"), self.edit_strength),
        )
        for name, box in edits:
            rows.append((name, [box]))
            form.addRow(name, box)
        for name, boxes in rows:
            for number, box in enumerate(boxes, 1):
                own = box.text() if isinstance(box, QCheckBox) else str(number)
                box.setAccessibleName(name if len(boxes) == 1 else f"{name}: {own}")
        self.cases.setMinimum(1)
        self.tries.setMinimum(1)
        return inside

    def _lesion_fields(self) -> QWidget:
        add, remove = QPushButton(self.tr("Add a lesion")), QPushButton(self.tr("Remove"))
        add.clicked.connect(self.add_lesion)
        remove.clicked.connect(self.remove_lesion)
        left = QVBoxLayout()
        left.addWidget(self.lesion_list, 1)
        left.addLayout(side_by_side(add, remove))
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.addLayout(left, 2)
        row.addWidget(_scrolled(self.lesion), 3)
        return inside

    def _connect(self) -> None:
        self.about.edited.connect(self.check)
        self.about.title.textEdited.connect(self.check)
        numbers = (
            *(self.cases, self.seed, self.prevalence, self.tries, self.edit_share),
            *(self.edit_strength, *self.truncation, *self.density.values()),
            *self.technique.values(),
        )
        for box in numbers:
            box.valueChanged.connect(self.check)
        for box in (*self.views.values(), self.edits):
            box.toggled.connect(self.check)
        self.bits.activated.connect(self.check)
        self.lesion.edited.connect(self._take_lesion)
        self.lesion_list.currentRowChanged.connect(self._show_lesion)
        self._open.clicked.connect(self._ask_to_open)
        self._save.clicked.connect(self._ask_to_save)

    def _list_lesions(self, row: int) -> None:
        self.lesion_list.blockSignals(True)
        self.lesion_list.clear()
        self.lesion_list.addItems([_label(one) for one in self._lesions])
        self.lesion_list.setCurrentRow(min(max(row, 0), len(self._lesions) - 1))
        self.lesion_list.blockSignals(False)
        self._show_lesion(self.lesion_list.currentRow())

    def _show_lesion(self, row: int) -> None:
        self.lesion.setEnabled(0 <= row < len(self._lesions))
        if self.lesion.isEnabled():
            self.lesion.set_values(self._lesions[row])

    def _take_lesion(self) -> None:
        row = self.lesion_list.currentRow()
        if 0 <= row < len(self._lesions):
            self._lesions[row] = self.lesion.values()
            self.lesion_list.item(row).setText(_label(self._lesions[row]))
            self.check()

    def _ask_to_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a blueprint"),
            str(self._folder),
            self.tr("Blueprints (*.toml);;All files (*)"),
        )
        if chosen:
            self.open(Path(chosen))

    def _ask_to_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the blueprint"),
            str(self._folder / "blueprint.toml"),
            self.tr("Blueprints (*.toml)"),
        )
        if chosen:
            self.save(Path(chosen).with_suffix(".toml"))


def _plain(blueprint: Blueprint) -> dict[str, Any]:
    """What a blueprint says beside what is usual: an example of the library takes nothing else."""
    return blueprint.model_dump(mode="json", exclude_defaults=True)


def _label(lesion: dict[str, Any]) -> str:
    name = lesion.get("name") or lesion.get("library") or lesion.get("kind") or ""
    weight = lesion.get("weight", 1.0)
    text = str(name).replace("_", " ")
    return text if weight == 1 else f"{text}  × {weight:g}"


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
