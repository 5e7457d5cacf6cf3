"""What is kept of an unexpected error: a log, and a report that can be copied and sent."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from importlib import metadata
from logging.handlers import RotatingFileHandler
from pathlib import Path

import inference
from inference.atomic_files import make_folder, write_text
from inference.errors import MammogymError

LOG_NAME = "mammogym.log"
LOG_BYTES = 1_000_000
PACKAGES = (
    "PySide6-Essentials",
    "onnxruntime-gpu",
    "onnxruntime",
    "numpy",
    "scipy",
    "pillow",
    "pydicom",
    "highdicom",
)

_log = logging.getLogger("mammogym")


class CrashReporter:
    """Writes a report of each unexpected error and shows it.

    Args:
        folder: for reports.
        provider: tells what runs the model at that moment.
        show: shows a report's text and the file it is kept in, if it could be written.
    """

    def __init__(
        self,
        folder: Path,
        provider: Callable[[], str],
        show: Callable[[str, Path | None], None],
    ) -> None:
        self._folder = folder
        self._provider = provider
        self._show = show
        self._showing = False

    def report(self, error: BaseException) -> None:
        """Keep and show an error; errors that come while one is shown are only kept."""
        _log.error("unexpected error", exc_info=error)
        now = datetime.now().astimezone()
        text = report_text(error, self._provider(), now)
        path: Path | None = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            write_text(path, text)
        except MammogymError as failure:
            _log.error("%s", failure)
            path = None
        if self._showing:
            return
        self._showing = True
        try:
            self._show(text, path)
        finally:
            self._showing = False


def report_text(error: BaseException, provider: str, now: datetime) -> str:
    """What a developer needs to know of an error."""
    lines = [
        f"Mammogym {inference.__version__} crash report",
        f"time      {now.isoformat(timespec='seconds')}",
        f"system    {platform.platform()}",
        f"python    {sys.version.split()[0]} ({platform.machine()})",
        f"provider  {provider}",
        *(f"{name:<9} {version}" for name, version in versions()),
        "",
        "".join(traceback.format_exception(error)).rstrip(),
    ]
    return "\n".join(lines) + "\n"


def versions() -> list[tuple[str, str]]:
    """The packages whose versions matter, as far as they are installed."""
    found = []
    for name in PACKAGES:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found


def keep_log(folder: Path) -> None:
    """Write the log to a folder, and there too where the interpreter itself broke down.

    Raises:
        OutputError: the folder cannot be made.
    """
    make_folder(folder)
    handler = RotatingFileHandler(
        folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    # Without a console there is no stderr; the file stays open as long as the program runs.
    faulthandler.enable((folder / "faults.log").open("a", encoding="utf-8"))
