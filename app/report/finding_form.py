"""The form of one finding: the terms that fit its kind, where it is and how large."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from app.reading.report import (
    FIELDS_OF_KIND,
    MAX_MM,
    MAX_TEXT,
    TERM_FIELDS,
    ReportFinding,
    cleaned_text,
)
from app.reading.report_editing import with_kind
from app.report.fields import LengthBox, TermBox, TermButtons, TermChecks
from app.report.words import word
from app.widgets.number_box import HEIGHT_PX
from inference.birads import (
    AssociatedFeature,
    BreastSide,
    Depth,
    Edition,
    FindingKind,
    Region,
    terms,
)

LABEL_WIDTH_PX = 78


class FindingForm(QWidget):
    """Shows a finding and tells which one is wanted instead.

    Signals:
        changed: a `ReportFinding` after each choice of the user.
    """

    changed = Signal(object)

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: ReportFinding | None = None
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(8)
        self._form.setVerticalSpacing(5)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._make_terms()
        self._make_place()
        self._make_note()
        self.set_edition(edition)

    def set_edition(self, edition: Edition) -> None:
        """Offer the terms of an edition."""
        self._kind.offer_terms(terms(FindingKind, edition), optional=False)
        for name, kind in TERM_FIELDS.items():
            self._terms[name].offer_terms(terms(kind, edition))
        self._region.offer_terms(terms(Region, edition))
        self._depth.offer_terms(terms(Depth, edition))
        if self._finding is not None:
            self.set_finding(self._finding)

    def set_finding(self, finding: ReportFinding) -> None:
        """Show a finding without telling."""
        self._finding = finding
        self._kind.set_value(finding.kind)
        fitting = FIELDS_OF_KIND[finding.kind]
        for name, box in self._terms.items():
            box.set_value(getattr(finding, name))
            self._form.setRowVisible(box, name in fitting)
        self._features.set_values(finding.features)
        self._form.setRowVisible(self._features, "features" in fitting)
        self._side.set_value(finding.side)
        self._region.set_value(finding.region)
        self._clock.set_value(finding.clock)
        self._depth.set_value(finding.depth)
        self._distance.set_quietly(finding.distance_mm or 0)
        self._size.set_quietly(finding.size_mm or 0)
        if finding.note != cleaned_text(self._note.text()):
            self._note.setText(finding.note)

    def focus_kind(self) -> None:
        """Give the focus to the first control."""
        self._kind.setFocus()

    def _make_terms(self) -> None:
        self._kind = self._box(self.tr("Kind"), self._change_kind)
        names = {
            "shape": self.tr("Shape"),
            "margin": self.tr("Margin"),
            "density": self.tr("Density"),
            "morphology": self.tr("Morphology"),
            "distribution": self.tr("Distribution"),
            "asymmetry": self.tr("Type"),
        }
        self._terms = {
            name: self._box(label, lambda value, name=name: self._change(**{name: value}))
            for name, label in names.items()
        }
        self._features = TermChecks(AssociatedFeature)
        self._features.chosen.connect(lambda values: self._change(features=values))
        self._form.addRow(self._label(self.tr("With")), self._features)

    def _make_place(self) -> None:
        sides = {
            BreastSide.RIGHT: self.tr("Right"),
            BreastSide.LEFT: self.tr("Left"),
            BreastSide.BOTH: self.tr("Both"),
        }
        self._side = TermButtons(sides, {side: word(side) for side in sides}, columns=3)
        self._side.chosen.connect(lambda value: self._change(side=value))
        self._form.addRow(self._label(self.tr("Breast")), self._side)
        self._region = self._box(self.tr("Place"), lambda value: self._change(region=value))
        self._clock = self._box(self.tr("Clock"), lambda value: self._change(clock=value))
        hours = range(1, 13)
        self._clock.offer({hour: self.tr("{hour} o'clock").format(hour=hour) for hour in hours})
        self._depth = self._box(self.tr("Depth"), lambda value: self._change(depth=value))
        self._distance = self._length(self.tr("To nipple"), "distance_mm")
        self._distance.setAccessibleName(self.tr("Distance from the nipple"))
        self._size = self._length(self.tr("Size"), "size_mm")

    def _make_note(self) -> None:
        self._note = QLineEdit()
        self._note.setMaxLength(MAX_TEXT)
        self._note.setAccessibleName(self.tr("Note on the finding"))
        self._note.textEdited.connect(lambda text: self._change(note=cleaned_text(text)))
        self._form.addRow(self._label(self.tr("Note")), self._note)

    def _box(self, name: str, changed: Any) -> TermBox:
        box = TermBox(name)
        box.chosen.connect(changed)
        self._form.addRow(self._label(name), box)
        return box

    def _length(self, name: str, field: str) -> LengthBox:
        box = LengthBox(name, largest=MAX_MM)
        box.chosen.connect(lambda value: self._change(**{field: value or None}))
        self._form.addRow(self._label(name), box)
        return box

    @staticmethod
    def _label(text: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName("dim")
        # As high as a field, so that the words stand beside its own.
        label.setFixedHeight(HEIGHT_PX)
        label.setMinimumWidth(LABEL_WIDTH_PX)
        return label

    def _change_kind(self, kind: FindingKind) -> None:
        if self._finding is not None:
            self._tell(with_kind(self._finding, kind))

    def _change(self, **values: Any) -> None:
        if self._finding is not None:
            self._tell(replace(self._finding, **values))

    def _tell(self, finding: ReportFinding) -> None:
        self.set_finding(finding)
        self.changed.emit(finding)
