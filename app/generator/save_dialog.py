"""The dialog that asks where and how a case is saved, and shows which files it will be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.generator.saving import SavePlan, file_names
from app.widgets.choice import Choice
from inference.case_files import CaseFormat
from inference.recipe import Recipe


class SaveDialog(QDialog):
    """Asks for folder, format and whether recipe and truth are written too."""

    def __init__(
        self, recipe: Recipe, folder: Path, save_format: CaseFormat, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save case"))
        self.setMinimumWidth(540)
        self._recipe = recipe
        self._folder = QLineEdit(str(folder))
        self._folder.setAccessibleName(self.tr("Folder"))
        self._format = Choice(
            {CaseFormat.PNG: self.tr("PNG"), CaseFormat.DICOM: self.tr("DICOM")}, columns=2
        )
        self._format.set_value(save_format)
        self._with_recipe = QCheckBox(self.tr("Write the recipe beside the pictures"))
        self._with_recipe.setChecked(True)
        self._with_recipe.setToolTip(
            self.tr("The recipe draws the case again. Leave it out for readers: it is the answer.")
        )
        self._with_truth = QCheckBox(self.tr("Write the truth: where the lesions are"))
        self._with_truth.setToolTip(
            self.tr(
                "truth.json, and with DICOM pictures a segmentation and a report of each view. "
                "Leave it out for readers: it is the answer."
            )
        )
        self._with_truth.setEnabled(bool(recipe.lesions))
        self._with_truth.setChecked(bool(recipe.lesions))
        self._files = QLabel()
        self._files.setObjectName("dim")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._folder.textChanged.connect(self._show_files)
        self._format.chosen.connect(self._show_files)
        self._with_recipe.toggled.connect(self._show_files)
        self._with_truth.toggled.connect(self._show_files)
        self._show_files()

    @property
    def plan(self) -> SavePlan:
        """What was asked for."""
        return SavePlan(
            folder=Path(self._folder.text().strip()).expanduser(),
            case_format=CaseFormat(self._format.value()),
            with_recipe=self._with_recipe.isChecked(),
            with_truth=self._with_truth.isChecked(),
        )

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Browse…"))
        browse.clicked.connect(self._browse)
        folder = QHBoxLayout()
        folder.addWidget(self._folder, 1)
        folder.addWidget(browse)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Folder"), folder)
        form.addRow(self.tr("Pictures as"), self._format)
        form.addRow("", self._with_recipe)
        form.addRow("", self._with_truth)
        form.addRow(self.tr("Files"), self._files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self._buttons)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder to save the case in"), self._folder.text()
        )
        if chosen:
            self._folder.setText(chosen)

    def _show_files(self) -> None:
        self._files.setText("\n".join(file_names(self._recipe, self.plan)))
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self._folder.text().strip()))
