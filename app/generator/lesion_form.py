"""The form of one lesion: what it is, how large, how strong, where, and what draws it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.generator.lesion_edits import (
    Point,
    is_movable,
    offered_kinds,
    offered_words,
    pinned,
    size_ends,
    usual_size_mm,
    with_contrast,
    with_engine,
    with_kind,
    with_region,
    with_seed,
    with_side,
    with_size,
    with_word,
)
from app.generator.lesion_words import difficulty_words, place_words, property_name
from app.report.fields import TermBox
from app.report.words import word
from app.widgets.labels import dim, heading, side_by_side
from app.widgets.number_box import NumberBox
from app.widgets.value_slider import ValueSlider
from inference.birads import FindingKind
from inference.lesions.calcification_kinds import why_not_visible
from inference.lesions.spec import (
    LEAST_CONTRAST,
    MOST_CONTRAST,
    PLACES,
    WORDS,
    Engine,
    LesionSpec,
)
from inference.lesions.truth import Finding
from inference.seeds import MAX_SEED

POINT = "point"


class LesionForm(QWidget):
    """Shows a lesion and its truth, and tells which lesion is wanted instead.

    Args:
        new_seed: gives seeds by chance.

    Attributes:
        by_click: the button that lets the next click on a view place the lesion.

    Signals:
        tried: a `LesionSpec` while a control still moves.
        chosen: a `LesionSpec` after it came to rest.
    """

    tried = Signal(object)
    chosen = Signal(object)

    def __init__(self, new_seed: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_seed = new_seed
        self._spec: LesionSpec | None = None
        self._finding: Finding | None = None
        self._spacing_mm: Point = (1.0, 1.0)
        self._networks: frozenset[FindingKind] = frozenset()
        self._kind = TermBox(self.tr("Kind of lesion"))
        self._words: dict[str, TermBox] = {}
        self._word_form = QFormLayout()
        self._size = ValueSlider(self.tr("Size"), 1, 60, 14, lambda value: f"{value:.1f} mm")
        self._contrast = ValueSlider(
            self.tr("Contrast"),
            LEAST_CONTRAST,
            MOST_CONTRAST,
            1.0,
            lambda value: f"{value * 100:.0f} %",
        )
        self._side = TermBox(self.tr("Breast"))
        self._region = TermBox(self.tr("Region"))
        self.by_click = QPushButton(self.tr("By click in a view"))
        self._engine = TermBox(self.tr("Drawn by"))
        self._engine_label = QLabel(self.tr("Drawn by"))
        self._seed = NumberBox(decimals=0, largest=MAX_SEED)
        self._truth = dim("", wraps=True)
        self._warning = QLabel()
        self._connect()
        self._lay_out()
        self.show_lesion(None, None, self._spacing_mm)

    @property
    def spec(self) -> LesionSpec | None:
        """The lesion that is shown."""
        return self._spec

    def set_networks(self, kinds: frozenset[FindingKind]) -> None:
        """Say which kinds of lesions a network draws."""
        self._networks = kinds

    def show_lesion(
        self, spec: LesionSpec | None, finding: Finding | None, spacing_mm: Point
    ) -> None:
        """Show a lesion, without telling; None shows an empty form.

        Args:
            spec: of the lesion.
            finding: its truth, once it is drawn.
            spacing_mm: (row, column) of the views.
        """
        self._spec, self._finding, self._spacing_mm = spec, finding, spacing_mm
        self.setEnabled(spec is not None)
        self.show_truth(finding)
        if spec is None:
            self._show_warning("")
            return
        self._kind.set_value(spec.kind)
        self._show_words(spec)
        least, most = size_ends(spec)
        self._size.set_ends(least, most, usual_size_mm(spec))
        self._size.set_value(spec.extent_mm)
        self._contrast.set_value(spec.contrast)
        self._seed.set_quietly(spec.seed)
        self._show_place(spec)
        self._engine.set_value(spec.engine)
        has_choice = spec.kind in self._networks or spec.engine is Engine.NETWORK
        self._engine.setVisible(has_choice)
        self._engine_label.setVisible(has_choice)

    def show_truth(self, finding: Finding | None) -> None:
        """Say where a lesion lies and how far it stands out; leaves the controls as they are."""
        told = "" if finding is None else f"{place_words(finding)}\n{difficulty_words(finding)}"
        self._truth.setText(told)
        self._truth.setVisible(bool(told))
        if finding is not None:
            self._show_warning(why_not_visible(finding.spec, max(self._spacing_mm)))

    def show_problem(self, sentence: str) -> None:
        """Say why what is wanted cannot be drawn."""
        self._show_warning(sentence)

    def show_place(self) -> None:
        """Show again where the lesion lies: what was begun came to nothing."""
        if self._spec is not None:
            self._show_place(self._spec)

    def another(self) -> None:
        """Wish for another lesion of the same words."""
        if self._spec is not None:
            self.chosen.emit(with_seed(self._spec, self._new_seed()))

    def _connect(self) -> None:
        self._kind.chosen.connect(lambda kind: self._choose(with_kind, kind))
        self._side.chosen.connect(lambda side: self._choose(with_side, side))
        self._region.chosen.connect(self._choose_region)
        self._engine.chosen.connect(lambda engine: self._choose(with_engine, engine))
        self._seed.chosen.connect(lambda seed: self._choose(with_seed, int(seed)))
        self._contrast.tried.connect(lambda value: self._try(with_contrast, value))
        self._contrast.chosen.connect(lambda value: self._choose(with_contrast, value))
        self._size.tried.connect(lambda value: self._try(self._sized, value))
        self._size.chosen.connect(lambda value: self._choose(self._sized, value))

    def _lay_out(self) -> None:
        self._kind.offer_terms(offered_kinds(), optional=False)
        self._side.offer(
            {"": self.tr("either breast"), "R": self.tr("right"), "L": self.tr("left")},
            optional=False,
        )
        self._region.offer(
            {
                None: self.tr("at random"),
                **{region: word(region) for region in PLACES},
                POINT: self.tr("at a point"),
            },
            optional=False,
        )
        self._engine.offer(
            {
                Engine.PHYSICAL: self.tr("physical model"),
                Engine.NETWORK: self.tr("contextual network"),
            },
            optional=False,
        )
        self._warning.setObjectName("conflict")
        self._warning.setWordWrap(True)
        self._seed.setAccessibleName(self.tr("Seed of the lesion"))
        self.by_click.setCheckable(True)
        self.by_click.setToolTip(self.tr("Then click on a view: the lesion lies there"))
        another = QPushButton(self.tr("Another one like it"))
        another.clicked.connect(self.another)
        for form in (self._word_form, place := QFormLayout(), look := QFormLayout()):
            form.setContentsMargins(0, 0, 0, 0)
            form.setVerticalSpacing(4)
        place.addRow(self.tr("Breast"), self._side)
        place.addRow(self.tr("Region"), self._region)
        look.addRow(self._engine_label, self._engine)
        look.addRow(self.tr("Seed"), self._seed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._truth)
        layout.addWidget(self._warning)
        layout.addWidget(heading(self.tr("Lesion")))
        layout.addWidget(self._kind)
        layout.addLayout(self._word_form)
        layout.addWidget(self._size)
        layout.addWidget(self._contrast)
        layout.addWidget(heading(self.tr("Place")))
        layout.addLayout(place)
        layout.addWidget(self.by_click)
        layout.addWidget(heading(self.tr("Variety")))
        layout.addLayout(look)
        layout.addLayout(side_by_side(another))

    def _show_words(self, spec: LesionSpec) -> None:
        """A box for each word of the kind, made anew only when the kind changes."""
        names = list(WORDS.get(spec.kind, {}))
        if list(self._words) != names:
            while self._word_form.rowCount():
                self._word_form.removeRow(0)
            self._words = {}
            for name in names:
                box = TermBox(property_name(name))
                box.chosen.connect(partial(self._choose_word, name))
                self._words[name] = box
                self._word_form.addRow(property_name(name), box)
        for name, box in self._words.items():
            terms = offered_words(spec.kind, name)
            box.offer(
                {term: self._visible_word(spec, name, term) for term in terms}, optional=False
            )
            box.set_value(WORDS[spec.kind][name].terms(spec.word(name)))

    def _visible_word(self, spec: LesionSpec, name: str, term: object) -> str:
        """A word, with a remark where it cannot be seen at the pixels of this model."""
        text = word(term)  # type: ignore[arg-type]
        if why_not_visible(with_word(spec, name, str(term)), max(self._spacing_mm)):
            return self.tr("{word} (too fine to be seen)").format(word=text)
        return text

    def _show_place(self, spec: LesionSpec) -> None:
        movable = is_movable(spec)
        self._side.set_value(spec.place.side)
        self._region.set_value(POINT if spec.place.view else spec.place.region)
        self._region.setEnabled(movable)
        self.by_click.setEnabled(movable)

    def _show_warning(self, sentence: str) -> None:
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))

    def _sized(self, spec: LesionSpec, size_mm: float) -> LesionSpec:
        """It stays where it is: in a region another size would find another place."""
        return with_size(pinned(spec, self._finding, self._spacing_mm), size_mm)

    def _choose_word(self, name: str, term: object) -> None:
        self._choose(lambda spec, value: with_word(spec, name, value), str(term))

    def _choose_region(self, region: object) -> None:
        if region == POINT:
            if self._spec is not None and not self._spec.place.view:
                self.by_click.setChecked(True)
            return
        self._choose(lambda spec, value: with_region(spec, self._finding, value), region)

    def _try(self, change: Callable[..., LesionSpec], value: object) -> None:
        if self._spec is not None:
            self.tried.emit(change(self._spec, value))

    def _choose(self, change: Callable[..., LesionSpec], value: object) -> None:
        if self._spec is not None:
            self.chosen.emit(change(self._spec, value))
