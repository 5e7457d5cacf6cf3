"""Every action of the program in one table, from which menus and shortcuts come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence


class Scope(StrEnum):
    """Where the keys of an action count."""

    WINDOW = "window"
    VIEWER = "viewer"
    """Only while a view has the focus: elsewhere these keys move sliders and press buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One thing the program can do.

    Attributes:
        name: by which pages and windows offer to do it.
        menu: in which it stands.
        text: as it stands there.
        keys: that do it; the first is shown.
        page: on which it is possible; empty is everywhere.
        scope: where the keys count.
        checkable: whether it is on or off.
        held: whether it lasts only while its key is down.
        ends_group: whether a line follows in the menu.
        yields: whether it leaves its keys to actions of the page in front that have the same.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    page: str = ""
    scope: Scope = Scope.WINDOW
    checkable: bool = False
    held: bool = False
    ends_group: bool = False
    yields: bool = False


FILE = str(QT_TRANSLATE_NOOP("Action", "&File"))
EDIT = str(QT_TRANSLATE_NOOP("Action", "&Edit"))
CASE = str(QT_TRANSLATE_NOOP("Action", "&Case"))
VIEW = str(QT_TRANSLATE_NOOP("Action", "&View"))
GREYS = str(QT_TRANSLATE_NOOP("Action", "&Greyscale"))
TOOLS = str(QT_TRANSLATE_NOOP("Action", "&Tools"))
QUIZ = str(QT_TRANSLATE_NOOP("Action", "&Quiz"))
SETS = str(QT_TRANSLATE_NOOP("Action", "&Sets"))
HELP = str(QT_TRANSLATE_NOOP("Action", "&Help"))
MENUS = (FILE, EDIT, CASE, VIEW, GREYS, TOOLS, QUIZ, SETS, HELP)


def _row(
    name: str,
    menu: str,
    text: object,
    keys: str = "",
    *,
    page: str = "",
    scope: Scope = Scope.WINDOW,
    checkable: bool = False,
    held: bool = False,
    last: bool = False,
    yields: bool = False,
) -> ActionSpec:
    return ActionSpec(
        name=name,
        menu=menu,
        text=str(text),
        keys=tuple(keys.split()),
        page=page,
        scope=scope,
        checkable=checkable,
        held=held,
        ends_group=last,
        yields=yields,
    )


_DRAW, _READ, _QUIZ, _VIEWER = "generate", "read", "quiz", Scope.VIEWER
_SETS = "sets"

ACTIONS: tuple[ActionSpec, ...] = (
    _row("open_files", FILE, QT_TRANSLATE_NOOP("Action", "Open files…"), "Ctrl+O"),
    _row("open_folder", FILE, QT_TRANSLATE_NOOP("Action", "Open folder…"), "Ctrl+Shift+O"),
    _row("open_samples", FILE, QT_TRANSLATE_NOOP("Action", "Open sample cases")),
    _row("open_recipe", FILE, QT_TRANSLATE_NOOP("Action", "Open recipe…"), "Ctrl+R", page=_DRAW),
    _row(
        "open_prior",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Open a case to compare with…"),
        "Ctrl+P",
        last=True,
    ),
    _row("save_case", FILE, QT_TRANSLATE_NOOP("Action", "Save case…"), "Ctrl+S", page=_DRAW),
    _row(
        "export_dicom",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Export case as DICOM folder…"),
        "Ctrl+Shift+S",
    ),
    _row("export_view", FILE, QT_TRANSLATE_NOOP("Action", "Export view as shown…"), "Ctrl+E"),
    _row("export_marks", FILE, QT_TRANSLATE_NOOP("Action", "Export marks…"), "Ctrl+Shift+E"),
    _row(
        "import_marks",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Import marks…"),
        "Ctrl+Shift+I",
        last=True,
    ),
    _row("quit", FILE, QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q"),
    _row("undo", EDIT, QT_TRANSLATE_NOOP("Action", "Undo"), "Ctrl+Z"),
    _row("redo", EDIT, QT_TRANSLATE_NOOP("Action", "Redo"), "Ctrl+Y Ctrl+Shift+Z", last=True),
    _row("copy_view", EDIT, QT_TRANSLATE_NOOP("Action", "Copy view as shown"), "Ctrl+Shift+C"),
    _row("copy_recipe", EDIT, QT_TRANSLATE_NOOP("Action", "Copy recipe"), "Ctrl+C", page=_DRAW),
    _row(
        "paste_recipe",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Paste recipe"),
        "Ctrl+V",
        page=_DRAW,
        last=True,
    ),
    _row("put_mark", EDIT, QT_TRANSLATE_NOOP("Action", "Mark in the middle"), "M", scope=_VIEWER),
    _row("next_mark", EDIT, QT_TRANSLATE_NOOP("Action", "Next mark or lesion"), "J", scope=_VIEWER),
    _row(
        "next_handle",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Next point of the mark"),
        "Shift+J",
        scope=_VIEWER,
    ),
    _row(
        "delete_mark",
        EDIT,
        QT_TRANSLATE_NOOP("Action", "Delete mark or lesion"),
        "Del Backspace",
        scope=_VIEWER,
    ),
    _row("delete_marks", EDIT, QT_TRANSLATE_NOOP("Action", "Delete all marks of the case")),
    _row("new_case", CASE, QT_TRANSLATE_NOOP("Action", "New case"), "N", page=_DRAW),
    _row("next_seed", CASE, QT_TRANSLATE_NOOP("Action", "Next seed"), "PgDown", page=_DRAW),
    _row(
        "previous_seed",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Previous seed"),
        "PgUp",
        page=_DRAW,
        last=True,
    ),
    _row(
        "next_case",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Next case of the list"),
        "Ctrl+PgDown",
        page=_READ,
    ),
    _row(
        "previous_case",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Previous case of the list"),
        "Ctrl+PgUp",
        page=_READ,
        last=True,
    ),
    _row(
        "original",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Without edits, while held"),
        "Y",
        page=_DRAW,
        scope=_VIEWER,
        held=True,
    ),
    _row(
        "difference",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Difference made by the edits"),
        "Shift+D",
        page=_DRAW,
        checkable=True,
    ),
    _row(
        "reset_edits",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Take all edits back"),
        "Ctrl+Backspace",
        page=_DRAW,
        last=True,
    ),
    _row(
        "add_lesion",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Add a lesion"),
        "Ins",
        page=_DRAW,
    ),
    _row(
        "another_lesion",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Another lesion like the chosen one"),
        "Shift+N",
        page=_DRAW,
    ),
    _row(
        "duplicate_lesion",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Duplicate the lesion"),
        "Ctrl+D",
        page=_DRAW,
    ),
    _row(
        "without_lesions",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Without lesions, while held"),
        "S",
        page=_DRAW,
        scope=_VIEWER,
        held=True,
    ),
    _row(
        "lesion_outlines",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Outlines of the lesions"),
        "Shift+S",
        page=_DRAW,
    ),
    _row(
        "remove_finding",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Remove a finding: draw round it"),
        "Shift+P",
        page=_DRAW,
    ),
    _row(
        "export_growth",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Export the lesion's growth…"),
        page=_DRAW,
        last=True,
    ),
    _row(
        "take_away",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Take away what the outline encloses"),
        "Ctrl+Backspace",
        page=_READ,
    ),
    _row(
        "unaltered",
        CASE,
        QT_TRANSLATE_NOOP("Action", "As in the file, while held"),
        "Y",
        page=_READ,
        scope=_VIEWER,
        held=True,
        last=True,
    ),
    _row(
        "name_view",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Name the view…"),
        "Ctrl+Shift+N",
        page=_READ,
    ),
    _row("key_image", CASE, QT_TRANSLATE_NOOP("Action", "Key image"), "K"),
    _row(
        "next_key_image",
        CASE,
        QT_TRANSLATE_NOOP("Action", "Next key image, as it was looked at"),
        "Shift+K",
    ),
    _row("report", CASE, QT_TRANSLATE_NOOP("Action", "Report"), "F4", checkable=True),
    _row("tags", CASE, QT_TRANSLATE_NOOP("Action", "DICOM tags…"), "F3"),
    _row("stage_next", VIEW, QT_TRANSLATE_NOOP("Action", "Next stage"), ". Q"),
    _row("stage_previous", VIEW, QT_TRANSLATE_NOOP("Action", "Previous stage"), ", Shift+Q"),
    _row("stage_all", VIEW, QT_TRANSLATE_NOOP("Action", "Stage: all views"), "Home", scope=_VIEWER),
    _row("stage_cc", VIEW, QT_TRANSLATE_NOOP("Action", "Stage: CC"), "Shift+C"),
    _row("stage_mlo", VIEW, QT_TRANSLATE_NOOP("Action", "Stage: MLO"), "Shift+M"),
    _row("stage_right", VIEW, QT_TRANSLATE_NOOP("Action", "Stage: right breast"), "Shift+R"),
    _row("stage_left", VIEW, QT_TRANSLATE_NOOP("Action", "Stage: left breast"), "Shift+L"),
    _row(
        "stage_quadrants",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Stage: quadrants at 1:1"),
        "Shift+X",
        last=True,
    ),
    _row(
        "compare",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Compare with the other case"),
        "C",
        checkable=True,
    ),
    _row(
        "exchange",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Exchange the two cases"),
        "Shift+O",
        last=True,
    ),
    _row(
        "alone", VIEW, QT_TRANSLATE_NOOP("Action", "One view or all"), "Return Enter", scope=_VIEWER
    ),
    _row("fit", VIEW, QT_TRANSLATE_NOOP("Action", "Fit"), "F"),
    _row("actual_pixels", VIEW, QT_TRANSLATE_NOOP("Action", "Actual pixels (1:1)"), "X"),
    _row("true_size", VIEW, QT_TRANSLATE_NOOP("Action", "True size"), "U"),
    _row("zoom_in", VIEW, QT_TRANSLATE_NOOP("Action", "Zoom in"), "+ ="),
    _row("zoom_out", VIEW, QT_TRANSLATE_NOOP("Action", "Zoom out"), "-", last=True),
    _row("move_up", VIEW, QT_TRANSLATE_NOOP("Action", "Move up"), "Up", scope=_VIEWER),
    _row("move_down", VIEW, QT_TRANSLATE_NOOP("Action", "Move down"), "Down", scope=_VIEWER),
    _row("move_left", VIEW, QT_TRANSLATE_NOOP("Action", "Move left"), "Left", scope=_VIEWER),
    _row(
        "move_right",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Move right"),
        "Right",
        scope=_VIEWER,
        last=True,
    ),
    _row("flip_horizontal", VIEW, QT_TRANSLATE_NOOP("Action", "Flip left and right"), "H"),
    _row(
        "flip_vertical", VIEW, QT_TRANSLATE_NOOP("Action", "Flip up and down"), "Shift+H", last=True
    ),
    _row(
        "link_zoom",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Zoom views together"),
        "Shift+Z",
        checkable=True,
    ),
    _row(
        "link_pan",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Move views together"),
        "Shift+T",
        checkable=True,
    ),
    _row(
        "link_window",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Window views together"),
        "Shift+W",
        checkable=True,
        last=True,
    ),
    _row(
        "loupe",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Loupe while held"),
        "G",
        scope=_VIEWER,
        held=True,
    ),
    _row("overlay", VIEW, QT_TRANSLATE_NOOP("Action", "Words over the views: all, few, none"), "O"),
    _row("histogram", VIEW, QT_TRANSLATE_NOOP("Action", "Histogram"), "Ctrl+H", checkable=True),
    _row(
        "thumbnails",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Thumbnails of the views"),
        "F6",
        checkable=True,
    ),
    _row(
        "film_strip",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Film strip of the session"),
        "F7",
        checkable=True,
    ),
    _row("full_screen", VIEW, QT_TRANSLATE_NOOP("Action", "Full screen"), "F11"),
    _row(
        "reset",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Reset the view"),
        "Space",
        scope=_VIEWER,
        last=True,
    ),
    _row("page_read", VIEW, QT_TRANSLATE_NOOP("Action", "Page: Read"), "Ctrl+1"),
    _row("page_generate", VIEW, QT_TRANSLATE_NOOP("Action", "Page: Generate"), "Ctrl+2"),
    _row("page_quiz", VIEW, QT_TRANSLATE_NOOP("Action", "Page: Quiz"), "Ctrl+3"),
    _row("page_library", VIEW, QT_TRANSLATE_NOOP("Action", "Page: Library"), "Ctrl+4"),
    _row("page_sets", VIEW, QT_TRANSLATE_NOOP("Action", "Page: Sets"), "Ctrl+5"),
    _row("preset_1", GREYS, QT_TRANSLATE_NOOP("Action", "Preset 1"), "1", yields=True),
    _row("preset_2", GREYS, QT_TRANSLATE_NOOP("Action", "Preset 2"), "2", yields=True),
    _row("preset_3", GREYS, QT_TRANSLATE_NOOP("Action", "Preset 3"), "3", yields=True),
    _row("preset_4", GREYS, QT_TRANSLATE_NOOP("Action", "Preset 4"), "4", yields=True),
    _row("preset_5", GREYS, QT_TRANSLATE_NOOP("Action", "Preset 5"), "5", yields=True, last=True),
    _row("next_voi", GREYS, QT_TRANSLATE_NOOP("Action", "Next window or table of the file"), "V"),
    _row("breast_window", GREYS, QT_TRANSLATE_NOOP("Action", "Window for the breast"), "B"),
    _row(
        "window_values",
        GREYS,
        QT_TRANSLATE_NOOP("Action", "Window by numbers…"),
        "Ctrl+W",
        last=True,
    ),
    _row("brighter", GREYS, QT_TRANSLATE_NOOP("Action", "Brighter"), "Shift+Down"),
    _row("darker", GREYS, QT_TRANSLATE_NOOP("Action", "Darker"), "Shift+Up"),
    _row("wider", GREYS, QT_TRANSLATE_NOOP("Action", "Wider window"), "Shift+Right"),
    _row(
        "narrower", GREYS, QT_TRANSLATE_NOOP("Action", "Narrower window"), "Shift+Left", last=True
    ),
    _row("invert", GREYS, QT_TRANSLATE_NOOP("Action", "Invert"), "I"),
    _row("tool_window", TOOLS, QT_TRANSLATE_NOOP("Action", "Window"), "W", checkable=True),
    _row("tool_pan", TOOLS, QT_TRANSLATE_NOOP("Action", "Move"), "T", checkable=True),
    _row("tool_zoom", TOOLS, QT_TRANSLATE_NOOP("Action", "Zoom"), "Z", checkable=True, last=True),
    _row("tool_ruler", TOOLS, QT_TRANSLATE_NOOP("Action", "Distance"), "D", checkable=True),
    _row("tool_angle", TOOLS, QT_TRANSLATE_NOOP("Action", "Angle"), "A", checkable=True),
    _row("tool_rectangle", TOOLS, QT_TRANSLATE_NOOP("Action", "Rectangle"), "R", checkable=True),
    _row("tool_ellipse", TOOLS, QT_TRANSLATE_NOOP("Action", "Ellipse"), "E", checkable=True),
    _row(
        "tool_outline", TOOLS, QT_TRANSLATE_NOOP("Action", "Outline by hand"), "P", checkable=True
    ),
    _row("tool_text", TOOLS, QT_TRANSLATE_NOOP("Action", "Text"), "L", checkable=True),
    _row("tool_arrow", TOOLS, QT_TRANSLATE_NOOP("Action", "Arrow"), "Shift+A", checkable=True),
    _row("answer_1", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 1"), "1", page=_QUIZ),
    _row("answer_2", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 2"), "2", page=_QUIZ),
    _row("answer_3", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 3"), "3", page=_QUIZ),
    _row("answer_4", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 4"), "4", page=_QUIZ),
    _row("answer_5", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 5"), "5", page=_QUIZ),
    _row("answer_6", QUIZ, QT_TRANSLATE_NOOP("Action", "Answer 6"), "6", page=_QUIZ, last=True),
    _row(
        "submit_answer",
        QUIZ,
        QT_TRANSLATE_NOOP("Action", "Begin, submit, or go on"),
        "N Ctrl+Return",
        page=_QUIZ,
    ),
    _row(
        "without_lesion",
        QUIZ,
        QT_TRANSLATE_NOOP("Action", "Without the lesion, while the key is down"),
        "S",
        page=_QUIZ,
        scope=_VIEWER,
        held=True,
        last=True,
    ),
    _row("pause_sitting", QUIZ, QT_TRANSLATE_NOOP("Action", "Pause"), "Pause Ctrl+B", page=_QUIZ),
    _row("end_sitting", QUIZ, QT_TRANSLATE_NOOP("Action", "End the sitting…"), page=_QUIZ),
    _row(
        "set_new",
        SETS,
        QT_TRANSLATE_NOOP("Action", "New set from a blueprint…"),
        "Ctrl+N",
        page=_SETS,
    ),
    _row("set_open", SETS, QT_TRANSLATE_NOOP("Action", "Open a set…"), "Ctrl+R", page=_SETS),
    _row(
        "set_tutorial",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Open the set that ships: first steps"),
        page=_SETS,
    ),
    _row("set_overview", SETS, QT_TRANSLATE_NOOP("Action", "Overview of the set"), page=_SETS),
    _row("set_draft", SETS, QT_TRANSLATE_NOOP("Action", "Go on with the draft"), page=_SETS),
    _row("set_change", SETS, QT_TRANSLATE_NOOP("Action", "Change the set"), page=_SETS),
    _row(
        "set_unlock",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Unlock the answers…"),
        "Ctrl+U",
        page=_SETS,
    ),
    _row(
        "set_save",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Save the set…"),
        "Ctrl+S",
        page=_SETS,
        last=True,
    ),
    _row(
        "set_go_on",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Stop or go on drawing"),
        "F5",
        page=_SETS,
    ),
    _row(
        "set_look",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Look at the case"),
        "Ctrl+L",
        page=_SETS,
    ),
    _row(
        "set_accept",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Accept the case"),
        "Ctrl+Return",
        page=_SETS,
    ),
    _row(
        "set_reject",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Reject the case"),
        "Ctrl+Backspace",
        page=_SETS,
    ),
    _row(
        "set_redraw",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Draw another case in its place"),
        "Ctrl+D",
        page=_SETS,
    ),
    _row(
        "set_edit",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Edit the case in Generate"),
        "Ctrl+G",
        page=_SETS,
    ),
    _row(
        "set_earlier",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Move the case forward"),
        "Ctrl+Shift+Left",
        page=_SETS,
    ),
    _row(
        "set_later",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Move the case back"),
        "Ctrl+Shift+Right",
        page=_SETS,
    ),
    _row(
        "set_next",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Next case of the set"),
        "Ctrl+PgDown",
        page=_SETS,
    ),
    _row(
        "set_previous",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Previous case of the set"),
        "Ctrl+PgUp",
        page=_SETS,
        last=True,
    ),
    _row(
        "case_into_set",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Put the drawn case into the set"),
        "Ctrl+K",
        page=_DRAW,
    ),
    _row(
        "show_answer",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Answer of the case: show or hide"),
        "Ctrl+K",
        page=_READ,
        last=True,
    ),
    _row("set_read", SETS, QT_TRANSLATE_NOOP("Action", "Read the set"), page=_SETS),
    _row("set_quiz", SETS, QT_TRANSLATE_NOOP("Action", "Play the set in the quiz"), page=_SETS),
    _row(
        "set_result",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Save your result of the set…"),
        page=_SETS,
    ),
    _row(
        "set_results",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Results of the set's readers…"),
        page=_SETS,
        last=True,
    ),
    _row(
        "set_export_dicom",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Export the set as DICOM folder…"),
        "Ctrl+Alt+S",
        page=_SETS,
    ),
    _row(
        "set_export_html",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Export the set as teaching file…"),
        page=_SETS,
    ),
    _row(
        "set_export_csv",
        SETS,
        QT_TRANSLATE_NOOP("Action", "Export the answer key…"),
        page=_SETS,
        last=True,
    ),
    _row("cheat_sheet", HELP, QT_TRANSLATE_NOOP("Action", "Keys and mouse"), "? F1"),
    _row("remap", HELP, QT_TRANSLATE_NOOP("Action", "Change keys and mouse…")),
    _row("language", HELP, QT_TRANSLATE_NOOP("Action", "Language…"), last=True),
    _row("calibrate", HELP, QT_TRANSLATE_NOOP("Action", "Calibrate the screen…")),
    _row("display_check", HELP, QT_TRANSLATE_NOOP("Action", "Check the display…"), last=True),
    _row("open_logs", HELP, QT_TRANSLATE_NOOP("Action", "Folder of logs and crash reports")),
    _row("about", HELP, QT_TRANSLATE_NOOP("Action", "About Mammogym")),
)


def make_actions(parent: QObject, specs: Iterable[ActionSpec] = ACTIONS) -> dict[str, QAction]:
    """Make an action of each row of the table, by name."""
    made = {}
    for spec in specs:
        action = QAction(translated(spec.text), parent)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        if spec.scope is Scope.VIEWER:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made[spec.name] = action
    return made


def translated(text: str) -> str:
    """A text of the table in the user's language."""
    return QCoreApplication.translate("Action", text)
