from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS, Scope
from app.reading.report import Report, ReportFinding
from app.reading.taken_mark import TakenMark
from app.report.fields import GrowingText, LengthBox, TermBox
from app.report.panel import ReportPanel
from inference.birads import (
    Assessment,
    AssociatedFeature,
    BreastSide,
    Composition,
    Depth,
    Edition,
    FindingKind,
    Management,
    MassMargin,
    MassShape,
    Region,
)
from inference.measurements.lesion_location import LesionLocation

MASS = ReportFinding(
    kind=FindingKind.MASS,
    shape=MassShape.ROUND,
    side=BreastSide.LEFT,
    region=Region.CENTRAL,
    size_mm=8.0,
)
REPORT = Report(
    composition=Composition.C,
    findings=(MASS, ReportFinding(kind=FindingKind.ARCHITECTURAL_DISTORTION)),
    assessment=Assessment.LOW_SUSPICION,
    management=Management.TISSUE_DIAGNOSIS,
    text="As told.",
)


@pytest.fixture
def panel(qtbot: QtBot) -> ReportPanel:
    made = ReportPanel()
    qtbot.addWidget(made)
    made.resize(340, 900)
    made.show()
    return made


@pytest.fixture
def told(panel: ReportPanel) -> list[Report]:
    """The reports that the panel told."""
    reports: list[Report] = []
    panel.report_changed.connect(reports.append)
    return reports


def named(panel: QWidget, name: str) -> QWidget:
    """The control that is seen and that a screen reader calls by this name."""
    found = [
        child
        for child in panel.findChildren(QWidget)
        if child.accessibleName() == name and child.isVisible()
    ]
    assert len(found) == 1, (name, found)
    return found[0]


def press(panel: QWidget, name: str) -> None:
    button = named(panel, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def choose(panel: QWidget, name: str, text: str) -> None:
    """Choose by the keyboard from a box."""
    box = named(panel, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before, f"{name} does not offer {text}"


def seen(panel: QWidget, name: str) -> str:
    label = named(panel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_report_is_shown_without_telling(panel: ReportPanel, told: list[Report]) -> None:
    panel.set_report(REPORT)
    assert told == []
    assert panel.report == REPORT
    assert seen(panel, "Written report").startswith("The breasts are heterogeneously dense")
    rows = named(panel, "Findings")
    assert isinstance(rows, QListWidget)
    assert [rows.item(row).text() for row in range(rows.count())] == [
        "Round mass, left, central region, 8 mm",
        "Architectural distortion",
    ]


def test_composition_is_chosen_and_taken_back_with_the_same_button(
    panel: ReportPanel, told: list[Report]
) -> None:
    press(panel, "b: scattered areas of fibroglandular density")
    assert told[-1].composition is Composition.B
    press(panel, "b: scattered areas of fibroglandular density")
    assert told[-1] == Report()


def test_a_finding_is_described_with_the_terms_of_its_kind(
    qtbot: QtBot, panel: ReportPanel, told: list[Report]
) -> None:
    panel.set_report(replace(REPORT, findings=(ReportFinding(kind=FindingKind.MASS),)))
    choose(panel, "Shape", "irregular")
    choose(panel, "Margin", "spiculated")
    press(panel, "right breast")
    press(panel, "nipple retraction")
    size = named(panel, "Size")
    assert isinstance(size, LengthBox)
    size.setFocus()
    size.selectAll()
    QTest.keyClicks(size, "12")
    QTest.keyClick(size, Qt.Key.Key_Return)
    assert told[-1].findings == (
        ReportFinding(
            kind=FindingKind.MASS,
            shape=MassShape.IRREGULAR,
            margin=MassMargin.SPICULATED,
            side=BreastSide.RIGHT,
            features=(AssociatedFeature.NIPPLE_RETRACTION,),
            size_mm=12.0,
        ),
    )
    assert "there is a 12 mm irregular mass with spiculated margins" in seen(
        panel, "Written report"
    )


def test_another_kind_shows_its_terms_and_hides_the_others(panel: ReportPanel) -> None:
    panel.set_report(REPORT)
    assert named(panel, "Shape").isVisible()
    choose(panel, "Kind", "calcifications")
    visible = {box.accessibleName() for box in panel.findChildren(TermBox) if box.isVisible()}
    assert {"Morphology", "Distribution"} <= visible
    assert not {"Shape", "Margin", "Density", "Type"} & visible
    assert panel.report.findings[0] == replace(MASS, kind=FindingKind.CALCIFICATIONS, shape=None)


def test_findings_are_added_and_removed_by_the_keyboard(
    panel: ReportPanel, told: list[Report]
) -> None:
    add = named(panel, "Add a finding")
    assert isinstance(add, QPushButton)
    menu = add.menu()
    assert menu is not None
    asymmetry = next(action for action in menu.actions() if action.text() == "Asymmetry")
    asymmetry.trigger()
    assert told[-1].findings == (ReportFinding(kind=FindingKind.ASYMMETRY),)
    rows = named(panel, "Findings")
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert told[-1].findings == ()
    assert not rows.isVisible()


def test_selecting_another_finding_shows_it_and_tells_nothing(
    panel: ReportPanel, told: list[Report]
) -> None:
    panel.set_report(REPORT)
    rows = named(panel, "Findings")
    QTest.keyClick(rows, Qt.Key.Key_Down)
    kind = named(panel, "Kind")
    assert isinstance(kind, QComboBox)
    assert kind.currentText() == "architectural distortion"
    assert told == []


def test_the_management_follows_the_assessment(panel: ReportPanel, told: list[Report]) -> None:
    press(panel, "Assessment: 3 probably benign")
    assert told[-1].management is Management.SHORT_INTERVAL
    choose(panel, "Management", "tissue diagnosis")
    assert "usually goes with" in seen(panel, "What is missing or contradictory")


def test_each_breast_can_be_assessed_on_its_own(panel: ReportPanel, told: list[Report]) -> None:
    press(panel, "Assessment: 2 benign")
    press(panel, "Assess each breast on its own")
    assert (told[-1].assessment, told[-1].right, told[-1].left) == (
        None,
        Assessment.BENIGN,
        Assessment.BENIGN,
    )
    press(panel, "Right breast: 5 highly suggestive of malignancy")
    assert told[-1].overall is Assessment.HIGHLY_SUGGESTIVE
    assert told[-1].management is Management.TISSUE_DIAGNOSIS
    press(panel, "Assess each breast on its own")
    assert told[-1].assessment is Assessment.HIGHLY_SUGGESTIVE
    assert told[-1].right is None


def test_the_edition_is_stored_with_the_report(panel: ReportPanel, told: list[Report]) -> None:
    box = named(panel, "Edition of BI-RADS")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "BI-RADS v2025"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert told[-1].edition is Edition.FIFTH


TAKEN = TakenMark(
    mark_ids=("m7",),
    location=LesionLocation(
        side=BreastSide.RIGHT,
        region=Region.UPPER_OUTER,
        clock=10,
        depth=Depth.MIDDLE,
        distance_from_nipple_mm=45.2,
        how="CC: outer is up.",
    ),
    size_mm=12.4,
)


def test_a_finding_asks_for_a_mark_and_takes_its_place_and_size(
    qtbot: QtBot, panel: ReportPanel, told: list[Report]
) -> None:
    first = replace(MASS, mark_ids=("m3",))
    panel.set_report(replace(REPORT, findings=(first, *REPORT.findings[1:])))
    with qtbot.waitSignal(panel.mark_wanted) as wanted:
        press(panel, "Take place and size from the selected mark")
    assert wanted.args == [("m3",)]
    # The answer comes from a worker; another finding may be selected meanwhile.
    QTest.keyClick(named(panel, "Findings"), Qt.Key.Key_Down)
    panel.take_mark(TAKEN)
    changed = told[-1].findings[0]
    assert (changed.side, changed.clock, changed.distance_mm, changed.size_mm) == (
        BreastSide.RIGHT,
        10,
        45.0,
        12.0,
    )
    assert changed.mark_ids == ("m7",)
    assert told[-1].findings[1] == REPORT.findings[1]
    how = next(label for label in panel.findChildren(QLabel) if "outer is up" in label.text())
    assert how.isVisible()
    QTest.keyClick(named(panel, "Findings"), Qt.Key.Key_Down)
    assert not how.isVisible()


def test_a_mark_without_a_finding_begins_one(panel: ReportPanel, told: list[Report]) -> None:
    panel.take_mark(TAKEN)
    assert [finding.kind for finding in told[-1].findings] == [FindingKind.MASS]
    assert told[-1].findings[0].region is Region.UPPER_OUTER


def test_the_written_report_is_copied(panel: ReportPanel) -> None:
    panel.set_report(REPORT)
    press(panel, "Copy the written report")
    assert QGuiApplication.clipboard().text() == seen(panel, "Written report")


def test_a_report_that_comes_back_while_it_is_typed_leaves_the_cursor(
    panel: ReportPanel,
) -> None:
    panel.report_changed.connect(panel.set_report)
    text = named(panel, "Free text of the report")
    assert isinstance(text, GrowingText)
    text.setFocus()
    QTest.keyClicks(text, "word ")
    QTest.keyClick(text, Qt.Key.Key_Home)
    QTest.keyClicks(text, "First ")
    assert panel.report.text == "First word "
    note_report = replace(REPORT, findings=(MASS,))
    panel.set_report(note_report)
    note = named(panel, "Note on the finding")
    assert isinstance(note, QLineEdit)
    note.setFocus()
    QTest.keyClicks(note, "end")
    QTest.keyClick(note, Qt.Key.Key_Home)
    QTest.keyClicks(note, "the ")
    assert panel.report.findings[0].note == "the end"


def test_the_wheel_over_any_control_is_left_to_the_form(
    panel: ReportPanel, told: list[Report]
) -> None:
    panel.set_report(replace(REPORT, text="line\n" * 40))
    kinds = TermBox | LengthBox | GrowingText | QListWidget
    controls = [each for each in panel.findChildren(QWidget) if isinstance(each, kinds)]
    assert len(controls) > 12
    for control in controls:
        control.setFocus()
        target = control.viewport() if isinstance(control, QAbstractScrollArea) else control
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(target.mapToGlobal(QPoint(5, 5))),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, wheel)
        assert not wheel.isAccepted(), control.accessibleName()
    QTest.qWait(400)
    assert told == []


def test_every_control_can_be_reached_by_tab_and_has_a_name(panel: ReportPanel) -> None:
    panel.set_report(REPORT)
    named(panel, "Edition of BI-RADS").setFocus()
    reached: set[QWidget] = set()
    for _ in range(200):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    for child in panel.findChildren(QWidget):
        kinds = QAbstractButton | QComboBox | LengthBox | GrowingText | QListWidget
        if isinstance(child, kinds) and child.isVisible() and child.isEnabled():
            assert child.accessibleName(), child
            assert child in reached, child.accessibleName()


@pytest.fixture
def shortcuts(qtbot: QtBot, panel: ReportPanel) -> Iterator[list[str]]:
    """The names of the window's actions that were triggered while the panel has the focus."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(panel)
    triggered: list[str] = []
    for spec in ACTIONS:
        if spec.scope is Scope.WINDOW and spec.keys:
            action = QAction(spec.name, window)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.triggered.connect(lambda _=False, name=spec.name: triggered.append(name))
            window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield triggered
    panel.setParent(None)


def type_sign(panel: QWidget, sign: str) -> None:
    """Press a key as the window gets it, so that shortcuts have their turn first."""
    QTest.keyClick(panel.window().windowHandle(), sign)  # pyright: ignore


@pytest.mark.parametrize("name", ["Free text of the report", "Note on the finding"])
def test_letters_typed_into_text_trigger_no_shortcut(
    panel: ReportPanel, shortcuts: list[str], name: str
) -> None:
    panel.set_report(REPORT)
    field = named(panel, name)
    field.setFocus()
    typed = "wtzifxunqgdkoceba QHM .,?+-=12345"
    window = panel.window().windowHandle()
    QTest.keyClick(window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for sign in typed:
        type_sign(panel, sign)
    text = field.toPlainText() if isinstance(field, GrowingText) else field.text()  # pyright: ignore[reportAttributeAccessIssue]
    assert text.endswith(typed)
    assert shortcuts == []


def test_function_keys_pass_through_text(panel: ReportPanel, shortcuts: list[str]) -> None:
    named(panel, "Free text of the report").setFocus()
    QTest.keyClick(panel.window().windowHandle(), Qt.Key.Key_F4)
    assert shortcuts == ["report"]


def test_a_length_takes_digits_and_lets_letters_pass(
    panel: ReportPanel, shortcuts: list[str], told: list[Report]
) -> None:
    panel.set_report(REPORT)
    size = named(panel, "Size")
    assert isinstance(size, LengthBox)
    size.setFocus()
    size.selectAll()
    type_sign(panel, "1")
    type_sign(panel, "5")
    QTest.keyClick(panel.window().windowHandle(), Qt.Key.Key_Return)
    assert shortcuts == []
    assert told[-1].findings[0].size_mm == 15.0
    type_sign(panel, "i")
    assert shortcuts == ["invert"]


def test_ticks_and_each_breast_follow_a_report_from_elsewhere(panel: ReportPanel) -> None:
    panel.set_report(
        replace(
            REPORT,
            findings=(replace(MASS, features=(AssociatedFeature.SKIN_THICKENING,)),),
            assessment=None,
            right=Assessment.NEGATIVE,
            left=Assessment.LOW_SUSPICION,
        )
    )
    ticked = [box.accessibleName() for box in panel.findChildren(QCheckBox) if box.isChecked()]
    assert sorted(ticked) == ["Assess each breast on its own", "skin thickening"]
    panel.set_report(Report())
    assert not any(box.isChecked() for box in panel.findChildren(QCheckBox) if box.isVisible())
