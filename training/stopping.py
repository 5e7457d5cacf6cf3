"""Where a run computes, and when it stops: on SIGTERM, on Ctrl+C, or when its time is up."""

from __future__ import annotations

import signal
import time
from types import FrameType

import torch

from training.errors import TrainingError
from training.processes import own_device


def chosen_device(name: str) -> torch.device:
    """The device of a name; `auto` is a GPU where there is one.

    Raises:
        TrainingError: there is no such device, or it does not work.
    """
    if name == "auto":
        name = own_device("cuda") if torch.cuda.is_available() else "cpu"
    try:
        return torch.zeros(1, device=name).device
    except (RuntimeError, AssertionError) as error:
        raise TrainingError(
            f"The device {name!r} cannot be used: {str(error).splitlines()[0]}"
        ) from error


class StopRequest:
    """Whether SIGTERM or Ctrl+C came or the time is up; a second Ctrl+C interrupts at once."""

    def __init__(self, deadline: float | None) -> None:
        self._deadline = deadline
        self._asked = False
        self._before: dict[int, object] = {}

    def is_due(self) -> bool:
        """Whether to stop now."""
        return self._asked or (self._deadline is not None and time.monotonic() >= self._deadline)

    def __enter__(self) -> StopRequest:
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # pyright: ignore[reportArgumentType]

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        if self._asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._asked = True
