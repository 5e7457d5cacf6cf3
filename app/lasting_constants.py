"""Keeping None, True and False alive under Python 3.11, where PySide6 6.12 uses them up.

Its functions return them without taking a reference, as if they were immortal. They are from
Python 3.12 on (PEP 683); before, they are counted as every object is, and after some thousand
signals the interpreter ends the process with "deallocating None" or "deallocating True or False".
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 2**40


def keep_constants() -> None:
    """Give the constants more references than a program can use up; later Pythons need none."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented):
        # The count is the first field of every object; adding one by one would take seconds.
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _MANY:
            count.value += _MANY
