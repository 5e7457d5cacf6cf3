"""Damaging case sets: bytes at random, and parts, values and pictures whose checksums are right."""

from __future__ import annotations

import hashlib
import io
import json
import random
import stat
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

from inference.case_sets import manifest as manifests

NASTY: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2, 255, 2**31, 2**53, -(2**63), 10**30),
    *(0.0, -0.0, 0.5, 1e308, -1e-308, [], {}, [[]], [0, 0], {"a": 1}, [None] * 40),
    *("", "x", "..", "../../x", "/etc/passwd", "C:\\x", "con", "a" * 300, "\x00", "\u202e", "é"),
    *("R-CC", "L-CC", "open", "locked", "left out", "=1+1", "<script>", "F" * 12, "0" * 64),
)

NAMES = (
    "../evil",
    "/tmp/evil",
    "C:\\evil",
    "pictures/../../evil",
    "pictures\\evil",
    "manifest.json/",
    "manifest.json",
    "a" * 300,
    "truth.json",
    "pictures/0A1B2C3D4E5F/L-CC.mgp",
    "",
    ".",
    "..",
    "NUL",
    "é\u202e",
)


def damaged_bytes(content: bytes, numbers: random.Random) -> bytes:
    """Some bytes changed, cut, doubled, put in or taken out."""
    data = bytearray(content)
    for _ in range(numbers.randint(1, 8)):
        if not data:
            break
        at = numbers.randrange(len(data))
        if numbers.random() < 0.4:  # near the end lies the list of parts
            at = max(0, len(data) - 1 - int(numbers.expovariate(1 / 400)))
        kind = numbers.randrange(6)
        length = numbers.choice((1, 1, 2, 4, 30, 300))
        if kind == 0:
            data[at] ^= 1 << numbers.randrange(8)
        elif kind == 1:
            data[at : at + length] = numbers.randbytes(min(length, len(data) - at))
        elif kind == 2:
            data[at:at] = numbers.randbytes(length)
        elif kind == 3:
            del data[at : at + length]
        elif kind == 4:
            data[at:at] = data[at : at + length]
        else:
            del data[at:]
    return bytes(data)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a sound set."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuilt(parts: dict[str, bytes]) -> bytes:
    """A set of parts, the manifest with its right hash and checksums."""
    values = json.loads(parts["manifest.json"])
    values.pop("hash", None)
    for entry, name in _stored(values):
        if name in parts:
            content = parts[name]
            entry.update(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    return _zipped({**parts, "manifest.json": _hashed(values)})


def with_damaged_manifest(parts: dict[str, bytes], numbers: random.Random) -> bytes:
    """A value of the manifest replaced, and the hash right again."""
    values = json.loads(parts["manifest.json"])
    values.pop("hash")
    _damage_value(values, numbers)
    return _zipped({**parts, "manifest.json": _hashed(values)})


def with_damaged_truth(parts: dict[str, bytes], numbers: random.Random) -> bytes:
    """A value of the answers replaced, and all checksums right again."""
    values = json.loads(parts["truth.json"])
    for _ in range(numbers.randint(1, 3)):
        _damage_value(values, numbers)
    return rebuilt({**parts, "truth.json": json.dumps(values).encode()})


def with_damaged_part(parts: dict[str, bytes], numbers: random.Random) -> bytes:
    """The bytes of one part damaged, and all checksums right again."""
    name = numbers.choice([one for one in parts if one != "manifest.json"])
    content = parts[name]
    if name.endswith(".mgp") and numbers.random() < 0.7:
        content = content[:5] + damaged_bytes(content[5:], numbers)  # past what is compared
    else:
        content = damaged_bytes(content, numbers)
    return rebuilt({**parts, name: content or b"-"})


def with_hostile_zip(parts: dict[str, bytes], numbers: random.Random) -> bytes:
    """A zip with what no set holds: paths, links, folders, bombs, doubles, encryption."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
        extra = zipfile.ZipInfo(numbers.choice(NAMES))
        kinds = (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFREG, stat.S_IFIFO, 0)
        extra.external_attr = (numbers.choice(kinds) | 0o777) << 16
        deflated = numbers.random() < 0.4
        if deflated:
            extra.compress_type = zipfile.ZIP_DEFLATED
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name that is there already
            archive.writestr(extra, bytes(2_000_000) if deflated else b"../../etc/passwd")
    data = bytearray(content.getvalue())
    if numbers.random() < 0.5:  # sizes, offsets, flags and methods of the list of parts
        start = data.find(b"PK\1\2", data.rfind(b"PK\5\6") - 200 * numbers.randrange(1, 4))
        at = max(0, start) + numbers.randrange(8, 46)
        data[at] = numbers.choice((0, 1, 8, 9, 255))
    return bytes(data)


def kinds(open_set: bytes, locked_set: bytes) -> list[Callable[[random.Random], bytes]]:
    """All ways to damage an open and a locked set."""
    opened, locked = parts_of(open_set), parts_of(locked_set)
    return [
        lambda numbers: damaged_bytes(open_set, numbers),
        lambda numbers: damaged_bytes(locked_set, numbers),
        lambda numbers: with_damaged_manifest(opened, numbers),
        lambda numbers: with_damaged_manifest(locked, numbers),
        lambda numbers: with_damaged_truth(opened, numbers),
        lambda numbers: with_damaged_part(opened, numbers),
        lambda numbers: with_damaged_part(locked, numbers),
        lambda numbers: with_hostile_zip(opened, numbers),
    ]


def _damage_value(values: Any, numbers: random.Random) -> None:
    """Replace, remove, double or add a value at a random place of JSON values."""
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            places.append((value, key))
            if isinstance(value[key], dict | list):
                walk(value[key])

    walk(values)
    owner, key = numbers.choice(places)
    kind = numbers.randrange(4)
    if kind == 0:
        del owner[key]
    elif kind == 1 and isinstance(owner, list):
        owner.extend([owner[key]] * numbers.choice((1, 5, 500)))
    elif kind == 1:
        owner[numbers.choice(("extra", "", "0A1B2C3D4E5F", "a" * 90))] = owner[key]
    elif kind == 2:
        owner[key] = numbers.choice(places)[1]
    else:
        owner[key] = numbers.choice(NASTY)


def _stored(values: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Each entry with a checksum, and the name of its part."""
    found = []
    for case in values["cases"]:
        found.append((case["thumbnail"], f"thumbnails/{case['id']}.mgp"))
        for view in case["views"]:
            found.append((view, f"pictures/{case['id']}/{view['view']}.mgp"))
    truth = values["truth"]
    if truth.get("file"):
        found.append((truth["file"], f"truth.{'json' if truth['state'] == 'open' else 'locked'}"))
    return found


def _hashed(values: dict[str, Any]) -> bytes:
    return json.dumps({**values, "hash": manifests._hash(values)}).encode()


def _zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return content.getvalue()
