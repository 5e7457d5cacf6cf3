"""Plays a sitting at random until it is killed; a process of its own that forks one player a line.

Each line of standard input names a log, a file for what was acknowledged, and a seed. The process
answers with the player's id, and with `ended` once it has ended. Forking spares the imports.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

from app.reading.quiz.answers import Rating
from app.reading.quiz.sitting import Sitting, SittingState
from tests.app.reading.quiz.examples import rating_trial


def main() -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        log, acknowledged, seed = line.split("\t")
        player = os.fork()
        if player == 0:
            try:
                play(Path(log), Path(acknowledged), random.Random(int(seed)))
            finally:
                os._exit(0)
        print(player, flush=True)
        os.waitpid(player, 0)
        print("ended", flush=True)


def play(log: Path, acknowledged: Path, chance: random.Random) -> None:
    """Go on with a sitting until it ends; write down each answer that was taken."""
    told = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    sitting = Sitting.resume(log)
    while sitting.state is not SittingState.FINISHED:
        number = sitting.next_number
        sitting.show(rating_trial(number))
        time.sleep(chance.uniform(0, 0.002))
        rating = chance.randint(1, 6)
        sitting.answer(Rating(rating=rating))
        os.write(told, f"{number} {rating}\n".encode())
        if chance.random() < 0.1:
            sitting.pause()
            sitting.go_on()
        sitting.go_on()


if __name__ == "__main__":
    main()
