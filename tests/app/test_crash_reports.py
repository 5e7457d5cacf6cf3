"""What is kept of an unexpected error."""

from __future__ import annotations

from pathlib import Path

import numpy
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.crash_reports import CrashReporter
from app.widgets.crash_dialog import CrashDialog


def an_error() -> Exception:
    try:
        raise ZeroDivisionError("broken on purpose")
    except ZeroDivisionError as error:
        return error


def test_a_report_tells_versions_provider_system_and_where_it_broke(tmp_path: Path):
    shown = []
    CrashReporter(tmp_path, lambda: "cpu", lambda text, path: shown.append((text, path))).report(
        an_error()
    )
    text, path = shown[0]
    assert path.read_text(encoding="utf-8") == text
    for part in (numpy.__version__, "cpu", "python", "system", "broken on purpose", "an_error"):
        assert part in text


def test_a_report_is_shown_even_if_it_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    shown = []
    reporter = CrashReporter(
        tmp_path / "file", lambda: "cpu", lambda text, path: shown.append(path)
    )
    reporter.report(an_error())
    assert shown == [None]


def test_an_error_while_one_is_shown_is_only_kept(tmp_path: Path):
    shown = []

    def show(text: str, path: Path | None) -> None:
        shown.append(path)
        reporter.report(an_error())

    reporter = CrashReporter(tmp_path, lambda: "cpu", show)
    reporter.report(an_error())
    assert len(shown) == 1
    assert len(list(tmp_path.glob("crash-*.txt"))) == 2


def test_a_report_can_be_copied(qtbot: QtBot):
    dialog = CrashDialog("the report", None)
    qtbot.addWidget(dialog)
    copy = [button for button in dialog.findChildren(QPushButton) if "Copy" in button.text()]
    copy[0].click()
    assert QGuiApplication.clipboard().text() == "the report"
