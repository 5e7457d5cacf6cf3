from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CALLS = """
import app
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    told = Signal(int)

sender = Sender()
heard = []
sender.told.connect(heard.append)
for number in range(50_000):
    sender.told.emit(number)
    sender.setObjectName("a name")
    sender.blockSignals(False)
    QCoreApplication.sendPostedEvents()
assert len(heard) == 50_000
print("still there")
"""


def test_fifty_thousand_signals_do_not_end_the_process():
    run = subprocess.run(
        [sys.executable, "-c", CALLS],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.strip()) == (0, "still there"), run.stderr[-500:]
