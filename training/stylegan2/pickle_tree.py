"""Reading a pickle as a tree of plain values: nothing it names is imported, called or set.

`pickle.Unpickler` calls and alters whatever a file puts on its stack, also with `find_class`
overridden. Here an opcode only ever appends to this module's own lists and dictionaries, and a call
in the file becomes a `Call`, a note of what was to be called with what.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import IO, Protocol, cast

from training.errors import NetworkFileError

MAX_OPCODES = 2_000_000
"""Steps of one pickle; a network file has some ten thousand."""

MAX_REASON = 120
"""Letters of a message that come from the file."""

_WARNING = (
    "It may be meant to run a program; nothing of it was run. Do not open it elsewhere, and ask "
    "its source for another file."
)
_NUMBERS = ("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT")
_TEXTS = ("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE")
_BYTES = ("BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8")
_LITERALS = frozenset({*_NUMBERS, *_TEXTS, *_BYTES})
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_TUPLES = {"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_LARGEST_KEY = 2**31


class Stream(Protocol):
    """What is read from: bytes in memory, or a mapped file, which never read more than there is."""

    def read(self, count: int, /) -> bytes: ...  # noqa: D102
    def readline(self) -> bytes: ...  # noqa: D102
    def tell(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A class or function that the file names; it is never imported.

    Attributes:
        dotted: module and name, for example `collections.OrderedDict`.
    """

    dotted: str


@dataclass(slots=True, kw_only=True, eq=False)
class Call:
    """An object that the file wanted made.

    Attributes:
        name: what was to be called.
        arguments: with what.
        items: put into it afterwards, as into a dictionary.
        state: set on it afterwards.
    """

    name: str
    arguments: tuple[object, ...]
    items: dict[object, object] = field(default_factory=dict)
    state: object = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outside:
    """An object that the file keeps outside of the pickle.

    Attributes:
        key: says which one.
    """

    key: object


def read_tree(stream: Stream, known_names: Collection[str], where: str) -> object:
    """Read one pickle.

    Args:
        stream: at the pickle's first byte; left behind its last one.
        known_names: dotted names that the pickle may hold.
        where: a file or a part of one, for messages.

    Returns:
        None, bool, int, float, str, bytes, list, dict, tuple, set, `Name`, `Call` or `Outside`;
        containers may hold themselves.

    Raises:
        NetworkFileError: it is damaged, too long, uses another opcode than data needs, or names
            something else.
    """
    machine = _Machine(known_names, where)
    try:
        # It asks for no more than these three methods.
        opcodes = pickletools.genops(cast("IO[bytes]", stream))
        for count, (opcode, argument, _) in enumerate(opcodes):
            if count >= MAX_OPCODES:
                raise NetworkFileError(
                    f"{where} has more than {MAX_OPCODES} steps: that is no network. "
                    "Name another file."
                )
            machine.do(opcode.name, argument)
        return machine.result()
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, MemoryError) as error:
        raise NetworkFileError(
            f"{where} is no pickle, damaged or cut off ({str(error)[:MAX_REASON]}). "
            "Copy or download it again."
        ) from error


class _Machine:
    """The stack, marks and memo of a pickle.

    Args:
        known_names: what it may name.
        where: for messages.
    """

    def __init__(self, known_names: Collection[str], where: str) -> None:
        self._known_names = known_names
        self._where = where
        self._stack: list[object] = []
        self._below: list[list[object]] = []
        self._memo: dict[int, object] = {}

    def do(self, opcode: str, argument: object) -> None:
        """Follow one opcode."""
        if opcode in _LITERALS:
            self._stack.append(argument)
        elif opcode in _CONSTANTS:
            self._stack.append(_CONSTANTS[opcode])
        elif opcode in _TUPLES:
            self._stack.append(tuple(self._taken(_TUPLES[opcode])))
        elif (action := _ACTIONS.get(opcode)) is not None:
            action(self, argument)
        else:
            raise NetworkFileError(
                f"{self._where} uses the opcode {opcode}, which a network has no need of. "
                f"{_WARNING}"
            )

    def result(self) -> object:
        """What the pickle holds."""
        if len(self._stack) != 1 or self._below:
            raise ValueError("it ends before it is complete")
        return self._stack[0]

    def _taken(self, count: int) -> list[object]:
        if count > len(self._stack):
            raise IndexError("too little on the stack")
        taken = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return taken

    def _taken_to_mark(self) -> list[object]:
        taken = self._stack
        self._stack = self._below.pop()
        return taken

    def _mark(self, _: object) -> None:
        self._below.append(self._stack)
        self._stack = []

    def _drop(self, _: object) -> None:
        self._stack.pop()

    def _drop_to_mark(self, _: object) -> None:
        self._taken_to_mark()

    def _remember(self, place: object) -> None:
        self._memo[_whole(place)] = self._stack[-1]

    def _remember_next(self, _: object) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _recall(self, place: object) -> None:
        self._stack.append(self._memo[_whole(place)])

    def _name(self, argument: object) -> None:
        self._push_name(*str(argument).split(" ", 1))

    def _name_from_stack(self, _: object) -> None:
        module, name = self._taken(2)
        if not isinstance(module, str) or not isinstance(name, str):
            raise TypeError("a name is no text")
        self._push_name(module, name)

    def _push_name(self, module: str, name: str) -> None:
        dotted = f"{module}.{name}"
        if dotted not in self._known_names:
            raise NetworkFileError(
                f"{self._where} names {dotted[:MAX_REASON]!r}, which a StyleGAN2 network has no "
                f"need of. {_WARNING}"
            )
        self._stack.append(Name(dotted=dotted))

    def _call(self, _: object) -> None:
        what, arguments = self._taken(2)
        if not isinstance(what, Name) or not isinstance(arguments, tuple):
            raise TypeError("what it calls is no name")
        self._stack.append(Call(name=what.dotted, arguments=arguments))

    def _build(self, _: object) -> None:
        state = self._stack.pop()
        target = self._stack[-1]
        if not isinstance(target, Call) or target.state is not None:
            raise TypeError("a state is set on what has none")
        target.state = state

    def _outside(self, _: object) -> None:
        self._stack.append(Outside(key=self._stack.pop()))

    def _empty_list(self, _: object) -> None:
        self._stack.append([])

    def _empty_dict(self, _: object) -> None:
        self._stack.append({})

    def _empty_set(self, _: object) -> None:
        self._stack.append(set())

    def _tuple(self, _: object) -> None:
        items = self._taken_to_mark()
        self._stack.append(tuple(items))

    def _list(self, _: object) -> None:
        items = self._taken_to_mark()
        self._stack.append(items)

    def _dict(self, _: object) -> None:
        items = self._taken_to_mark()
        self._stack.append({})
        self._put(items)

    def _frozen_set(self, _: object) -> None:
        items = self._taken_to_mark()
        self._stack.append(frozenset(_checked_key(item) for item in items))

    def _append(self, _: object) -> None:
        self._extend(self._taken(1))

    def _appends(self, _: object) -> None:
        self._extend(self._taken_to_mark())

    def _extend(self, items: list[object]) -> None:
        target = self._stack[-1]
        if not isinstance(target, list):
            raise TypeError("items are appended to what is no list")
        target.extend(items)

    def _add_to_set(self, _: object) -> None:
        items = self._taken_to_mark()
        target = self._stack[-1]
        if not isinstance(target, set):
            raise TypeError("items are added to what is no set")
        target.update(_checked_key(item) for item in items)

    def _set_item(self, _: object) -> None:
        self._put(self._taken(2))

    def _set_items(self, _: object) -> None:
        self._put(self._taken_to_mark())

    def _put(self, items: list[object]) -> None:
        target = self._stack[-1]
        if isinstance(target, Call):
            target = target.items
        if not isinstance(target, dict) or len(items) % 2:
            raise TypeError("items are put into what is no dictionary")
        for key, value in zip(items[::2], items[1::2], strict=True):
            target[_checked_key(key)] = value


_ACTIONS: dict[str, Callable[[_Machine, object], None]] = {
    "PROTO": lambda machine, argument: None,
    "FRAME": lambda machine, argument: None,
    "STOP": lambda machine, argument: None,
    "MARK": _Machine._mark,
    "POP": _Machine._drop,
    "POP_MARK": _Machine._drop_to_mark,
    "PUT": _Machine._remember,
    "BINPUT": _Machine._remember,
    "LONG_BINPUT": _Machine._remember,
    "MEMOIZE": _Machine._remember_next,
    "GET": _Machine._recall,
    "BINGET": _Machine._recall,
    "LONG_BINGET": _Machine._recall,
    "GLOBAL": _Machine._name,
    "STACK_GLOBAL": _Machine._name_from_stack,
    "REDUCE": _Machine._call,
    "NEWOBJ": _Machine._call,
    "BUILD": _Machine._build,
    "BINPERSID": _Machine._outside,
    "EMPTY_LIST": _Machine._empty_list,
    "EMPTY_DICT": _Machine._empty_dict,
    "EMPTY_SET": _Machine._empty_set,
    "TUPLE": _Machine._tuple,
    "LIST": _Machine._list,
    "DICT": _Machine._dict,
    "FROZENSET": _Machine._frozen_set,
    "APPEND": _Machine._append,
    "APPENDS": _Machine._appends,
    "ADDITEMS": _Machine._add_to_set,
    "SETITEM": _Machine._set_item,
    "SETITEMS": _Machine._set_items,
}


def _whole(place: object) -> int:
    if not isinstance(place, int):
        raise TypeError("a place in the memo is no number")
    return place


def _checked_key(key: object) -> object:
    """A key that is safe to hash.

    Nested tuples overflow the interpreter's stack, and large numbers can be chosen to collide.
    """
    if isinstance(key, int) and abs(key) <= _LARGEST_KEY:
        return key
    if key is None or isinstance(key, str | bytes):
        return key
    raise TypeError(f"a key is a {type(key).__name__} that is not used as one")
