from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.reading.quiz.answers import Rating
from app.reading.quiz.rounds import RealOrSynthetic
from app.reading.quiz.sitting_log import SittingLog, read_sitting
from tests.app.reading.quiz.examples import header

KILLS = 20

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="players are forked")


@pytest.fixture
def player() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.reading.quiz.killed_player"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[4],
    )
    yield process
    process.kill()
    process.wait()


def test_no_answer_is_lost_however_often_the_program_is_killed(
    player: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert player.stdin is not None
    assert player.stdout is not None
    assert player.stdout.readline() == "ready\n"
    settings = RealOrSynthetic(real=500, synthesized=500, edited=0)
    SittingLog.create(tmp_path, header(settings=settings, trials=1000)).close()
    log = tmp_path / f"{header().sitting_id}.jsonl"
    acknowledged = tmp_path / "acknowledged"
    chance = random.Random(1)
    killed = 0
    told: list[str] = []
    for seed in range(KILLS):
        player.stdin.write(f"{log}\t{acknowledged}\t{seed}\n")
        player.stdin.flush()
        playing = int(player.stdout.readline())
        wanted = len(told) + chance.randint(1, 12)
        while len(_lines(acknowledged)) < wanted:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.01))
        os.kill(playing, signal.SIGKILL)
        assert player.stdout.readline() == "ended\n"
        record = read_sitting(log)
        killed += record.end is None
        told = _lines(acknowledged)
        kept = [
            f"{one.trial.number} {one.answer.rating}"
            for one in record.answers
            if isinstance(one.answer, Rating)
        ]
        assert [line for line in told if line not in kept] == []
        # A kill may come after an answer was kept and before its reader was told.
        assert len(told) <= len(kept) <= len(told) + killed
    assert killed == KILLS
    assert len(told) >= KILLS


def _lines(path: Path) -> list[str]:
    """The whole lines of a file that another process writes."""
    return path.read_text().split("\n")[:-1] if path.exists() else []
