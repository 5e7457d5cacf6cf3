"""The builder: a bar with the progress, the wall, and beside it case, set and balance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.case_sets.about_form import AboutForm
from app.case_sets.balance_table import BalanceTable
from app.case_sets.case_panel import CasePanel
from app.case_sets.desk import SetsDesk
from app.case_sets.wall import Wall, tiles_of
from app.case_sets.words import name_of
from app.reading.case_sets.draft import AboutSet, Draft
from app.viewer.case_viewer import CaseViewer
from inference.case_sets.balance import balance
from inference.case_sets.values import validated
from inference.errors import CaseSetError

PANEL_PX = 380


class BuilderView(QWidget):
    """Shows a draft, and hands what is done with it to the desk.

    Args:
        desk: holds the draft.
        viewer: for the case that is looked at large.

    Signals:
        wanted: the name of an action that is wanted.
        look_wanted: the id of a case that is to be looked at large.
        failed: an exception.
    """

    wanted = Signal(str)
    look_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: SetsDesk, viewer: CaseViewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._viewer = viewer
        self.wall = Wall()
        self.case_panel = CasePanel()
        self.about = AboutForm()
        self.balance = BalanceTable()
        self.title = QLabel()
        self.title.setObjectName("exampleTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setObjectName("dim")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(self.tr("Cases that are drawn"))
        self.go_on = QPushButton()
        self.tabs = QTabWidget()
        self.front = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def looks_at_case(self) -> bool:
        """Whether a case is shown large."""
        return self.front.currentWidget() is self._viewer

    def show_wall(self) -> None:
        """Go back from a case to all of them."""
        self.front.setCurrentWidget(self.wall)
        self.wall.setFocus()

    def show_viewer(self) -> None:
        """Show the case in front large."""
        self.front.setCurrentWidget(self._viewer)
        self._viewer.setFocus()

    def follow(self) -> None:
        """Show the draft as it is now."""
        draft = self._desk.draft
        self.tabs.setEnabled(draft is not None)
        if draft is None:
            self.title.setText(self.tr("Opening the set …"))
            self.count.setText("")
            self.wall.show_tiles([])
            return
        self.title.setText(draft.about.title)
        self._show_progress(draft)
        names = [name_of(case.truth) for case in draft.cases]
        before = [tile.case.case_id for tile in self.wall.tiles]
        now = [case.case_id for case in draft.cases]
        gone = before.index(self.wall.current) if self.wall.current in before else -1
        preferred = now[gone] if 0 <= gone < len(now) else ""
        self.wall.show_tiles(tiles_of(draft, names, self._desk.redrawing), preferred)
        self._show_case(self.wall.current)
        self.about.set_values(draft.about.model_dump(mode="json"))
        self.balance.show_rows(balance([case.truth for case in draft.kept], draft.blueprint))

    def _show_progress(self, draft: Draft) -> None:
        total = draft.blueprint.cases if draft.blueprint is not None else len(draft.cases)
        missing = len(draft.missing)
        kept = len(draft.kept)
        words = [self.tr("{kept} in the set").format(kept=kept)]
        if rejected := len(draft.cases) - kept:
            words.append(self.tr("{count} rejected").format(count=rejected))
        if missing:
            drawn = self.tr("{done} of {total} drawn")
            words.insert(0, drawn.format(done=total - missing, total=total))
        self.count.setText("  ·  ".join(words))
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(total - missing)
        self.bar.setVisible(bool(missing))
        self.go_on.setVisible(bool(missing))
        text = self.tr("Stop") if self._desk.is_building else self.tr("Draw the rest")
        self.go_on.setText(text)
        self.go_on.setAccessibleName(text)

    def _show_case(self, case_id: str) -> None:
        draft = self._desk.draft
        if draft is None:
            self.case_panel.show_case(None, 0, 0)
            return
        ids = [case.case_id for case in draft.cases]
        case = draft.case(case_id)
        number = ids.index(case_id) + 1 if case is not None else 0
        twin = self._desk.twins.get(case_id)
        place = ids.index(twin) + 1 if twin in ids else None
        self.case_panel.show_case(case, number, len(ids), place)

    def _tell_opening(self, done: int, total: int) -> None:
        if self._desk.draft is None:
            words = self.tr("{done} of {total} cases")
            self.count.setText(words.format(done=done, total=total))

    def _choose(self, case_id: str) -> None:
        self._show_case(case_id)
        if self.looks_at_case and case_id:
            self.look_wanted.emit(case_id)

    def _describe(self) -> None:
        try:
            about = validated(AboutSet, self.about.values())
        except ValueError as error:
            self.failed.emit(CaseSetError(f"That cannot be kept: {error}."))
            return
        self._desk.describe(about)

    def _lay_out(self) -> None:
        save = QPushButton(self.tr("Save the set…"))
        save.setObjectName("primary")
        save.setAccessibleName(self.tr("Save the set…"))
        save.clicked.connect(lambda: self.wanted.emit("set_save"))
        overview = QPushButton(self.tr("Overview"))
        overview.setAccessibleName(self.tr("Overview"))
        overview.clicked.connect(lambda: self.wanted.emit("set_overview"))
        top = QHBoxLayout()
        top.setContentsMargins(18, 12, 18, 8)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.count, 1)
        for button in (self.go_on, overview, save):
            top.addWidget(button)
        self.front.addWidget(self.wall)
        self.front.addWidget(self._viewer)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self.bar)
        left.addWidget(self.front, 1)
        about = QScrollArea()
        about.setWidgetResizable(True)
        holder = QWidget()
        holder.setObjectName("exampleInside")
        holding = QVBoxLayout(holder)
        holding.setContentsMargins(16, 14, 16, 14)
        holding.addWidget(self.about)
        holding.addStretch(1)
        about.setWidget(holder)
        self.tabs.setAccessibleName(self.tr("Case, set and balance"))
        self.tabs.addTab(self.case_panel, self.tr("Case"))
        self.tabs.addTab(about, self.tr("Set"))
        self.tabs.addTab(self.balance, self.tr("Balance"))
        panel = QWidget()
        panel.setObjectName("examplePanel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(PANEL_PX)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self.tabs)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(panel)

    def _connect(self) -> None:
        self._desk.changed.connect(self.follow)
        self._desk.opening.connect(self._tell_opening)
        self.wall.chosen.connect(self._choose)
        self.wall.opened.connect(self.look_wanted)
        self.case_panel.said.connect(lambda case_id, said: self._desk.say(case_id, **said))
        self.case_panel.wanted.connect(self.wanted)
        self.about.edited.connect(self._describe)
        self.go_on.clicked.connect(lambda: self.wanted.emit("set_go_on"))
