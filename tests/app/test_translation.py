"""The languages of the program."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS, MENUS, translated
from app.help.cheat_sheet import CheatSheet
from app.help.language_dialog import LanguageDialog
from app.keymap import Keymap
from app.main_window import MainWindow
from app.mouse import MouseMap
from app.settings import Settings
from app.translation import (
    PRESET_NAMES,
    install_translation,
    language_in_use,
    languages,
    native_name,
    preset_name,
)
from app.viewer.state import PRESETS
from inference.resources import translations_folder

ROOT = Path(__file__).resolve().parent.parent.parent
SAME_IN_GERMAN = {"Text", "Zoom", "Ellipse", "Pause", "&Quiz"}


def load_tool() -> ModuleType:
    """The command `installers/translations.py`, which is no part of a package."""
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "installers" / "translations.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    install_translation(qapp, "de")
    yield
    install_translation(qapp, "en")


def test_german_and_english_are_there():
    assert languages()[0] == "en"
    assert "de" in languages()
    assert (native_name("en"), native_name("de")) == ("English", "Deutsch")


@pytest.mark.parametrize(
    ("language", "used"), [("de", "de"), ("de_AT", "de"), ("en", "en"), ("xx", "en")]
)
def test_the_nearest_language_is_used(language: str, used: str):
    assert language_in_use(language) == used


def test_the_systems_language_is_used_unless_another_is_chosen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "app.translation._system_languages", lambda: ["fi-FI", "de-Latn-CH", "de-CH"]
    )
    assert language_in_use("") == "de"
    assert language_in_use("en") == "en"


def test_every_action_is_german(german: None):
    for text in [spec.text for spec in ACTIONS] + list(MENUS):
        assert translated(text) != text or text in SAME_IN_GERMAN, text


def test_window_presets_are_german(german: None):
    assert [preset.name for preset in PRESETS] == [str(name) for name in PRESET_NAMES]
    assert preset_name("Dense tissue") == "Dichtes Gewebe"
    assert preset_name("My own") == "My own"


def test_the_window_speaks_german(german: None, make_window: Callable[..., MainWindow]):
    window = make_window(Settings(page="read"))
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles[:2] == ["&Datei", "&Bearbeiten"]
    assert window.actions_by_name["undo"].text() == "Rückgängig"
    assert "Mammographien" in window.read.viewer._hint.text()


def test_classes_and_qts_own_buttons_speak_german(german: None, qtbot: QtBot):
    sheet = CheatSheet(Keymap(), MouseMap())
    qtbot.addWidget(sheet)
    assert sheet.windowTitle() == "Tasten und Maus"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.buttons()[0].text().replace("&", "") == "Abbrechen"


def test_going_back_to_english_leaves_no_translator(german: None, qapp: QApplication):
    install_translation(qapp, "en")
    assert translated("Undo") == "Undo"
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert not qapp.findChildren(QTranslator)


def test_the_language_is_chosen_from_a_list(qtbot: QtBot):
    dialog = LanguageDialog("de")
    qtbot.addWidget(dialog)
    assert dialog.language == "de"
    dialog.choose("")
    assert dialog.language == ""
    unknown = LanguageDialog("xx")
    qtbot.addWidget(unknown)
    assert unknown.language == ""


def test_nothing_is_left_untranslated_and_no_placeholder_is_lost(tool: ModuleType):
    files = sorted(translations_folder().glob("*.ts"))
    assert files
    assert list(tool.check(files)) == []


def test_every_text_stands_in_the_context_in_which_it_is_looked_up(tool: ModuleType):
    """Of classes nested in others, lupdate takes the wrong name; then words stay English."""
    known = {(m.context, m.source) for m in tool.messages(translations_folder() / "mammogym_de.ts")}
    asked = set()
    for path in tool.python_files():
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(scope, ast.ClassDef):
                continue
            for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
                if tool._name(call) == "tr" and call.args:
                    asked.add((scope.name, tool._text(call.args[0])))
    assert len(asked) > 100
    assert asked <= known


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("Nach {path} geschrieben", "Nach {pfad} geschrieben", "braces differ"),
        ("<translation>Rückgängig</translation>", "<translation></translation>", "not translated"),
        ("<source>Undo</source>", "<source>Undone</source>", "not yet there: Action: 'Undo'"),
        ("Rückgängig", "Zurück", "is older than"),
    ],
)
def test_the_check_names_what_is_wrong(
    tool: ModuleType, tmp_path: Path, before: str, after: str, problem: str
):
    shipped = translations_folder() / "mammogym_de.ts"
    text = shipped.read_text(encoding="utf-8")
    assert before in text
    changed = tmp_path / shipped.name
    changed.write_text(text.replace(before, after), encoding="utf-8")
    changed.with_suffix(".qm").write_bytes(shipped.with_suffix(".qm").read_bytes())
    assert any(problem in told for told in tool.check([changed]))


def test_texts_in_variables_are_found(tool: ModuleType, tmp_path: Path, monkeypatch):
    (tmp_path / "a.py").write_text(
        'CONTEXT = "Named"\n'
        'X = QT_TRANSLATE_NOOP("Named", "one")\n'
        "def word(text):\n    return QCoreApplication.translate(CONTEXT, text)\n"
        "def _tr(text: str) -> str:\n"
        '    return QCoreApplication.translate("Own", text)\n'
        'Y = _tr("two")\n'
    )
    monkeypatch.setattr(tool, "SOURCES", tmp_path)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    assert list(tool.hidden_texts()) == []
    tool.update(tmp_path / "mammogym_de.ts")
    found = {(m.context, m.source) for m in tool.messages(tmp_path / "mammogym_de.ts")}
    assert found == {("Named", "one"), ("Own", "two")}
    (tmp_path / "b.py").write_text('QCoreApplication.translate("Other", text)\nself.tr(text)\n')
    assert len(list(tool.hidden_texts())) == 2
