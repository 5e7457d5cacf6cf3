"""Asking where scores go, and which logs are to be scored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_scores_file(parent: QWidget, name: str) -> Path | None:
    """Ask for a file for scores, whose ending tells the format; None where nobody wants one.

    Args:
        parent: of the dialog.
        name: that is proposed, without its ending.
    """
    kinds = (
        _tr("Table with commas (*.csv)"),
        _tr("Table with tabs (*.tsv)"),
        _tr("Report (*.pdf)"),
        _tr("All scores for programs (*.json)"),
    )
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(documents)
    dialog = QFileDialog(parent, _tr("Export the scores"), folder, ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The dialog then asks before it replaces a file under the name that is written in the end.
    dialog.setDefaultSuffix(ending_of(kinds[0]))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(ending_of(kind)))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def ask_for_logs(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for logs of sittings; empty where nobody chose any."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent,
        _tr("Logs of the readers of a study"),
        str(folder),
        _tr("Logs of sittings (*.jsonl)"),
    )
    return [Path(one) for one in chosen]


def ending_of(kind: str) -> str:
    """The ending that a filter of a file dialog names: `csv` of `Table (*.csv)`."""
    return kind.rpartition(".")[2].rstrip(")")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)
