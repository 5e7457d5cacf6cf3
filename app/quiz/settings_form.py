"""The settings of a round as a form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from app.reading.quiz.rounds import (
    MOST_AT_ONCE,
    MOST_TRIALS,
    ROUNDS,
    Difficulty,
    FindTheLesion,
    FindTheSynthetic,
    LesionChoice,
    OddOneOut,
    Pairs,
    PictureForm,
    ReadAndReport,
    RealOrSynthetic,
    RoundKind,
    RoundSettings,
)
from app.report.words import word
from app.widgets.number_box import NumberBox
from inference.birads import FindingKind
from inference.lesions.spec import SIZES
from inference.recipe import ALL_VIEWS, ViewName

ADAPTIVE = "adaptive"
LABEL_WIDTH_PX = 130
_VIEWS: dict[str, tuple[ViewName, ...]] = {
    "four": ALL_VIEWS,
    "cc": tuple(name for name in ALL_VIEWS if name.view_position == "CC"),
    "mlo": tuple(name for name in ALL_VIEWS if name.view_position == "MLO"),
}


class SettingsForm(QWidget):
    """Fields for the settings of one round, with what the round takes by default.

    Args:
        kind: of the round.
    """

    def __init__(self, kind: RoundKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default: Any = ROUNDS[kind]()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        default = self._default
        if isinstance(default, RealOrSynthetic):
            self._count = self._whole(self.tr("Pictures"), default.total, 2)
            self._steps = self._steps_box(default.steps)
        elif isinstance(default, Pairs):
            self._count = self._whole(self.tr("Pairs"), default.pairs, 1)
        elif isinstance(default, FindTheSynthetic | OddOneOut):
            self._count = self._whole(self.tr("Pictures at once"), default.pictures, 2)
            self._count.setMaximum(MOST_AT_ONCE)
            self._wrong = self._whole(self.tr("Wrong answers until the end"), 3, 1)
        else:
            self._count = self._whole(self.tr("Cases"), default.cases, 1)
            self._prevalence = self._percent(self.tr("With a lesion"), default.prevalence)
        if isinstance(default, FindTheLesion | ReadAndReport):
            self._views = self._views_box()
        if isinstance(default, FindTheLesion):
            self._steps = self._steps_box(default.steps)
        if isinstance(default, FindTheLesion | OddOneOut | ReadAndReport):
            self._add_lesions(default)
        else:
            self._add_pictures(default)

    def settings(self) -> RoundSettings:
        """What the form says.

        Raises:
            QuizError: it says something that cannot be.
        """
        default, count = self._default, int(self._count.value())
        if isinstance(default, FindTheLesion | OddOneOut | ReadAndReport):
            default = self._with_lesions(default)
        else:
            default = replace(
                default,
                form=PictureForm(self._form_box.currentData()),
                leave_out_artefacts=self._artefacts.isChecked(),
                truncation_psi=self._psi.value(),
            )
        if isinstance(default, RealOrSynthetic):
            real, synthesized, edited = RealOrSynthetic.counts_of(count)
            return replace(
                default,
                real=real,
                synthesized=synthesized,
                edited=edited,
                steps=self._steps.currentData(),
            )
        if isinstance(default, Pairs):
            return replace(default, pairs=count)
        if isinstance(default, FindTheSynthetic | OddOneOut):
            return replace(default, pictures=count, wrong_answers=int(self._wrong.value()))
        views, prevalence = _VIEWS[self._views.currentData()], self._prevalence.value() / 100
        made = replace(default, cases=count, prevalence=prevalence, views=views)
        if isinstance(made, FindTheLesion):
            return replace(made, steps=self._steps.currentData())
        return made

    def _with_lesions(self, default: Any) -> Any:
        difficulty = self._difficulty.currentData()
        sizes = (self._least.value(), max(self._least.value(), self._most.value()))
        kinds = tuple(kind for kind, box in self._kinds.items() if box.isChecked())
        lesions = LesionChoice(
            kinds=kinds,
            sizes_mm=sizes,
            contrast_to_noise=Difficulty.MEDIUM.contrast_to_noise
            if difficulty == ADAPTIVE
            else Difficulty(difficulty).contrast_to_noise,
        )
        made = replace(default, lesions=lesions)
        if isinstance(made, FindTheLesion | OddOneOut):
            made = replace(made, adaptive=difficulty == ADAPTIVE)
        return made

    def _add_lesions(self, default: FindTheLesion | OddOneOut | ReadAndReport) -> None:
        self._difficulty = QComboBox()
        names = {
            Difficulty.EASY: self.tr("easy"),
            Difficulty.MEDIUM: self.tr("medium"),
            Difficulty.HARD: self.tr("hard"),
        }
        for difficulty, name in names.items():
            low, high = difficulty.contrast_to_noise
            text = self.tr("{name} (contrast to noise {low:g} to {high:g})")
            self._difficulty.addItem(text.format(name=name, low=low, high=high), difficulty.value)
        if not isinstance(default, ReadAndReport):
            self._difficulty.addItem(self.tr("follows you (about 75 % right)"), ADAPTIVE)
        self._difficulty.setCurrentIndex(1)
        self._row(self.tr("Difficulty"), self._difficulty)
        self._least, self._most = self._size(default.lesions.sizes_mm[0]), self._size(20)
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._least)
        row.addWidget(self._most)
        self._least.setAccessibleName(self.tr("Smallest lesion in mm"))
        self._most.setAccessibleName(self.tr("Largest lesion in mm"))
        self._form.addRow(field_label(self.tr("Size from, to")), sizes)
        kinds = QWidget()
        grid = QGridLayout(kinds)
        grid.setContentsMargins(0, 0, 0, 0)
        self._kinds: dict[FindingKind, QCheckBox] = {}
        for number, kind in enumerate(SIZES):
            name = word(kind)
            box = QCheckBox(name[:1].upper() + name[1:])
            box.setChecked(kind in default.lesions.kinds)
            self._kinds[kind] = box
            grid.addWidget(box, number // 2, number % 2)
        self._form.addRow(field_label(self.tr("Kinds")), kinds)

    def _add_pictures(self, default: Any) -> None:
        self._form_box = QComboBox()
        self._form_box.addItem(self.tr("whole views"), PictureForm.VIEW.value)
        self._form_box.addItem(self.tr("squares of tissue"), PictureForm.PATCH.value)
        self._row(self.tr("Shown"), self._form_box)
        self._psi = NumberBox(decimals=2, largest=1, step=0.05)
        self._psi.setValue(default.truncation_psi)
        self._row(self.tr("Truncation ψ"), self._psi)
        self._artefacts = QCheckBox(self.tr("leave out pictures with visible artefacts"))
        self._form.addRow(field_label(""), self._artefacts)

    def set_form(self, form: PictureForm) -> None:
        """Choose what is shown of a view, where the round has a choice."""
        if hasattr(self, "_form_box"):
            self._form_box.setCurrentIndex(self._form_box.findData(form.value))

    @property
    def form(self) -> PictureForm | None:
        """What is shown of a view; None where the round has no choice."""
        if not hasattr(self, "_form_box"):
            return None
        return PictureForm(self._form_box.currentData())

    def _row(self, name: str, widget: QWidget) -> None:
        widget.setAccessibleName(name)
        self._form.addRow(field_label(name), widget)

    def _whole(self, name: str, value: int, least: int) -> NumberBox:
        box = NumberBox(decimals=0, largest=MOST_TRIALS)
        box.setMinimum(least)
        box.setValue(value)
        self._row(name, box)
        return box

    def _percent(self, name: str, share: float) -> NumberBox:
        box = self._whole(name, 0, 0)
        box.setRange(0, 100)
        box.setSuffix(" %")
        box.setSingleStep(5)
        box.setValue(round(100 * share))
        return box

    def _size(self, value: float) -> NumberBox:
        box = NumberBox(decimals=0, largest=60)
        box.setMinimum(3)
        box.setSuffix(" mm")
        box.setValue(value)
        return box

    def _steps_box(self, steps: int) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("6 steps"), 6)
        box.addItem(self.tr("5 steps, with a middle"), 5)
        box.addItem(self.tr("no or yes"), 2)
        box.setCurrentIndex(box.findData(steps))
        self._row(self.tr("Confidence"), box)
        return box

    def _views_box(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("four views"), "four")
        box.addItem(self.tr("CC of both breasts"), "cc")
        box.addItem(self.tr("MLO of both breasts"), "mlo")
        self._row(self.tr("Views"), box)
        return box


def field_label(text: str) -> QLabel:
    """The label of a field, as wide as those of all forms of the start view."""
    label = QLabel(text)
    label.setFixedWidth(LABEL_WIDTH_PX)
    label.setWordWrap(True)
    return label


def default_form(kind: RoundKind, enough_views: bool) -> PictureForm | None:
    """What a round with real pictures shows of them: whole views once there are enough."""
    if not kind.needs_real_pictures:
        return None
    return PictureForm.VIEW if enough_views else PictureForm.PATCH
