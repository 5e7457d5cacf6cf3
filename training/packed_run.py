"""A run in a few small files, to go on with on another machine.

Weights stay in single precision; averages and second moments go in half precision, the latter as
roots, whose range fits. So a packed run goes on closely; only its checkpoint goes on exactly.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inference.array_files import from_npz, to_npz
from inference.atomic_files import make_folder, replacing, write_bytes, write_text
from inference.errors import InputError
from training.errors import CheckpointError
from training.run_state import MAX_BYTES, read_checkpoint

FORMAT = 1
LIST_NAME = "parts.json"
MOMENT = "optimizer/"
STEP = "#step"
AVERAGE = "g_ema"

Arrays = dict[str, NDArray[np.generic]]


class Part(BaseModel):
    """One file of a packed run: `sha256` and `bytes` of `part-NN.bin`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=1, le=MAX_BYTES)]


class PartList(BaseModel):
    """What `parts.json` says: the format and the parts in their order."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)]
    parts: Annotated[list[Part], Field(min_length=1, max_length=1000)]


def pack(checkpoint: Path, folder: Path, part_bytes: int) -> list[Path]:
    """Write a checkpoint as small files.

    Args:
        checkpoint: of a run.
        folder: for `parts.json` and the parts; made if missing.
        part_bytes: largest size of a part.

    Returns:
        The files.

    Raises:
        CheckpointError: the checkpoint cannot be used.
        OutputError: a file cannot be written.
    """
    if part_bytes < 1:
        raise CheckpointError(f"A part holds 1 byte or more, not {part_bytes}.")
    arrays, facts = read_checkpoint(checkpoint)
    packed = {name: _packed(name, array) for name, array in arrays.items()}
    packed["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    content = to_npz(packed)
    make_folder(folder)
    pieces = [content[at : at + part_bytes] for at in range(0, len(content), part_bytes)]
    parts = [Part(sha256=hashlib.sha256(p).hexdigest(), bytes=len(p)) for p in pieces]
    paths = [folder / part_name(number) for number in range(len(pieces))]
    for path, piece in zip(paths, pieces, strict=True):
        write_bytes(path, piece)
    listed = PartList(format=FORMAT, parts=parts)
    write_text(folder / LIST_NAME, listed.model_dump_json(indent=1) + "\n")
    return [*paths, folder / LIST_NAME]


def unpack(folder: Path, checkpoint: Path) -> int:
    """Write the checkpoint of a packed run.

    Args:
        folder: as `pack` left it.
        checkpoint: to write.

    Returns:
        Images shown so far.

    Raises:
        CheckpointError: a part is missing or damaged.
        OutputError: the checkpoint cannot be written.
    """
    content = b"".join(_read_parts(folder))
    try:
        packed = from_npz(content, max_bytes=MAX_BYTES)
        facts = packed.pop("facts")
        cur_nimg = int(json.loads(facts.tobytes())["cur_nimg"])
    except (InputError, KeyError, ValueError, TypeError) as error:
        raise CheckpointError(f"The packed run {folder} is damaged: {error}.") from error
    arrays = {name: _unpacked(name, array) for name, array in packed.items()}
    make_folder(checkpoint.parent)
    with replacing(checkpoint) as temporary, temporary.open("wb") as file:
        np.savez(file, **arrays, facts=facts)  # pyright: ignore[reportArgumentType]
    read_checkpoint(checkpoint)
    return cur_nimg


def part_name(number: int) -> str:
    """Name of a part's file."""
    return f"part-{number:02d}.bin"


def _read_parts(folder: Path) -> list[bytes]:
    try:
        listed = PartList.model_validate_json((folder / LIST_NAME).read_bytes())
        if sum(part.bytes for part in listed.parts) > MAX_BYTES:
            raise CheckpointError(f"The packed run {folder} is larger than a run can be.")
        pieces = []
        for number, part in enumerate(listed.parts):
            with (folder / part_name(number)).open("rb") as file:
                pieces.append(file.read(part.bytes + 1))
    except (OSError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise CheckpointError(f"Could not read the packed run {folder}: {reason}.") from error
    for number, (part, piece) in enumerate(zip(listed.parts, pieces, strict=True)):
        if hashlib.sha256(piece).hexdigest() != part.sha256:
            raise CheckpointError(
                f"{folder / part_name(number)} is not the file that was packed. Copy it again."
            )
    return pieces


def _is_moment(name: str) -> bool:
    return name.startswith(MOMENT) and not name.endswith(STEP)


def _packed(name: str, array: NDArray[np.generic]) -> NDArray[np.generic]:
    if _is_moment(name):
        return np.sqrt(array.astype(np.float64)).astype(np.float16)
    if name.split("/")[0].startswith(AVERAGE):
        return array.astype(np.float16)
    return array


def _unpacked(name: str, array: NDArray[np.generic]) -> NDArray[np.generic]:
    if _is_moment(name):
        return np.square(array.astype(np.float64)).astype(np.float32)
    if name.split("/")[0].startswith(AVERAGE):
        return array.astype(np.float32)
    return array
