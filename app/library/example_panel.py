"""One example of the library: its picture, what it is, how often it is met, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.generator.lesion_words import line
from app.style import AMBER, FILM_BLACK
from app.widgets.labels import dim, heading
from inference.lesions.library import LibraryEntry

WIDTH_PX = 348
PICTURE_PX = 304


class ExamplePanel(QFrame):
    """Tells of one example.

    Signals:
        wanted: to put it into the present case.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("examplePanel")
        self.setFixedWidth(WIDTH_PX)
        self._entry: LibraryEntry | None = None
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE_PX, PICTURE_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setWordWrap(True)
        self._picture.setStyleSheet(f"background: {FILM_BLACK}; border-radius: 4px; padding: 0;")
        self._synthetic = QLabel(self.tr("SYNTHETIC"))
        self._synthetic.setStyleSheet(f"color: {AMBER}; font-weight: bold;")
        self._title = QLabel()
        self._title.setObjectName("exampleTitle")
        self._title.setWordWrap(True)
        self._words = dim("", wraps=True)
        self._text = _paragraph()
        self._prevalence = _paragraph()
        self._source = dim("", wraps=True)
        self._reason = QLabel()
        self._reason.setObjectName("warnings")
        self._reason.setWordWrap(True)
        self._button = QPushButton(self.tr("Put it into the present case"))
        self._button.setObjectName("primary")
        self._button.clicked.connect(self.wanted)
        self._lay_out()

    @property
    def entry(self) -> LibraryEntry | None:
        """The example that is shown."""
        return self._entry

    @property
    def can_be_put_in(self) -> bool:
        """Whether it would be seen in the present case."""
        return self._button.isEnabled()

    @property
    def text(self) -> str:
        """All that is told, for tests and screen readers."""
        parts = (self._title, self._words, self._text, self._prevalence, self._source, self._reason)
        return "\n".join(part.text() for part in parts)

    def show_example(
        self, entry: LibraryEntry | None, picture: QPixmap | None, reason: str
    ) -> None:
        """Tell of an example.

        Args:
            entry: None where the search leaves none.
            picture: None where there is none.
            reason: why it would not be seen in the present case; empty where it would.
        """
        self._entry = entry
        self._button.setEnabled(entry is not None and not reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._synthetic.setVisible(picture is not None)
        if picture is None:
            self._picture.setPixmap(QPixmap())
            self._picture.setText(
                "" if entry is None else self.tr("Too fine to be seen at the pixels that are drawn")
            )
        else:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(
                picture.scaled(PICTURE_PX, PICTURE_PX, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            )
        self._tell(entry)

    def _tell(self, entry: LibraryEntry | None) -> None:
        if entry is None:
            self._title.setText(self.tr("No example holds these words"))
            for label in (self._words, self._text, self._prevalence, self._source):
                label.clear()
            return
        self._title.setText(entry.title)
        self._words.setText("\n".join(line(spec, None) for spec in entry.specs))
        self._text.setText(entry.paragraph)
        self._prevalence.setText(entry.prevalence.text)
        source = self.tr("Source: {source}").format(source=entry.prevalence.source)
        if entry.prevalence.second_hand:
            source += " " + self.tr("(It tells there what others found: second-hand.)")
        self._source.setText(source)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("exampleInside")
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, 6, 0)
        told.setSpacing(8)
        told.addWidget(self._title)
        told.addWidget(self._words)
        told.addWidget(self._text)
        told.addSpacing(4)
        told.addWidget(heading(self.tr("How often it is met")))
        told.addWidget(self._prevalence)
        told.addWidget(self._source)
        told.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(self._picture)
        layout.addWidget(self._synthetic)
        layout.addWidget(area, 1)
        layout.addWidget(self._reason)
        layout.addWidget(self._button)


def _paragraph() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
