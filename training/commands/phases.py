"""Progress of work that has phases."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm


class Phases:
    """A progress bar for each phase of some work; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._phase = ""

    def __enter__(self) -> Phases:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, phase: str, done: int, total: int) -> None:
        """Say what is being done and how far it is."""
        if self._bar is None or phase != self._phase:
            self.__exit__()
            self._phase = phase
            self._bar = tqdm(
                total=total, desc=phase, file=sys.stderr, disable=None, leave=False, unit=""
            )
        self._bar.update(done - self._bar.n)
