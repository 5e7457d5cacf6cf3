"""What is taken away from the case: a list, and the tool that draws round it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from app.report.fields import TermBox
from app.widgets.labels import dim
from inference.lesions.removal_spec import Removal, RemovalEngine


class RemovalBox(QWidget):
    """Lists the places that were healed.

    Attributes:
        drawing: the button of the tool that draws round what is to be taken away.

    Signals:
        taken_back: number of a place that is to be as it was.
    """

    taken_back = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = QPushButton(self.tr("Draw round a finding…"))
        self._engine = TermBox(self.tr("Taken away by"))
        self._list = QListWidget()
        self._back = QPushButton(self.tr("Bring it back"))
        self._back.clicked.connect(self._take_back)
        self._chosen = RemovalEngine.FILLING
        self._engine.chosen.connect(self._choose_engine)
        self._lay_out()

    @property
    def engine(self) -> RemovalEngine:
        """What puts healthy tissue there."""
        return self._chosen

    def set_network(self, installed: bool) -> None:
        """Offer the network for removal, where it is installed."""
        self._engine.setVisible(installed)

    def show_removals(self, removals: Sequence[Removal]) -> None:
        """List what a recipe takes away."""
        self._list.clear()
        for number, removal in enumerate(removals, start=1):
            view = removal.view.replace("-", " ")
            self._list.addItem(self.tr("Place {number} in {view}").format(number=number, view=view))
        self._list.setCurrentRow(len(removals) - 1)
        self._list.setVisible(bool(removals))
        self._back.setVisible(bool(removals))

    def _lay_out(self) -> None:
        self._engine.offer(
            {
                RemovalEngine.FILLING: self.tr("filled from healthy tissue"),
                RemovalEngine.NETWORK: self.tr("contextual network"),
            },
            optional=False,
        )
        self._engine.set_value(self._chosen)
        self._engine.setVisible(False)
        self.drawing.setCheckable(True)
        self._list.setAccessibleName(self.tr("What was taken away"))
        self._list.setMaximumHeight(84)
        hint = dim(
            self.tr("It goes from this view; a lesion of the list goes from both."), wraps=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._engine)
        layout.addWidget(self.drawing)
        layout.addWidget(hint)
        layout.addWidget(self._list)
        layout.addWidget(self._back)

    def _choose_engine(self, engine: RemovalEngine) -> None:
        self._chosen = engine

    def _take_back(self) -> None:
        if self._list.currentRow() >= 0:
            self.taken_back.emit(self._list.currentRow())
