"""The part of a set that holds its answers: of every case, with the blueprint they came from."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from inference.case_sets.case_truth import CaseTruth, CaseTruthRecord
from inference.case_sets.manifest import CaseId
from inference.case_sets.values import MAX_CASES, Values, first_reason, validated
from inference.case_sets.zip_parts import MAX_PART_BYTES
from inference.errors import CaseSetError

FORMAT = 1
PADDING = 4096
"""A packed truth is filled up to a multiple of this: its length then hardly tells its content."""

Blueprint = Annotated[str, Field(max_length=200_000)]


class TruthPart(Values):
    """The answers of a set.

    Attributes:
        format: of the part.
        set_id: of the set it belongs to.
        blueprint: that the set was built by, as JSON; empty for one put together by hand.
        cases: by id, sorted.
    """

    format: Literal[1]
    set_id: Annotated[str, Field(pattern=r"^[0-9A-F]{16}$")]
    blueprint: Blueprint = ""
    cases: Annotated[dict[CaseId, CaseTruthRecord], Field(max_length=MAX_CASES)]


def truth_json(set_id: str, blueprint: str, truths: Mapping[str, CaseTruth]) -> bytes:
    """The answers as they are written; sorted by case id, so that their order tells nothing.

    Raises:
        CaseSetError: a text is too long or holds control characters, or all is too large.
    """
    records = {}
    for case_id, truth in sorted(truths.items()):
        try:
            records[case_id] = truth.record()
        except ValidationError as error:
            raise CaseSetError(
                f"Case {case_id} cannot be written: {first_reason(error)}. Change it."
            ) from None
    part = TruthPart(format=FORMAT, set_id=set_id, blueprint=blueprint, cases=records)
    content = (part.model_dump_json(exclude_defaults=True) + "\n").encode()
    if len(content) > MAX_PART_BYTES:
        raise CaseSetError("The answers are too long for one set. Divide it.")
    return content


def truth_from_json(content: bytes, set_id: str) -> TruthPart:
    """Read the answers of a set.

    Raises:
        CaseSetError: they are damaged, or those of another set.
    """
    try:
        part = validated(TruthPart, content)
    except ValueError as error:
        raise CaseSetError(
            f"The answers of the set are damaged ({error}). Ask for the file again."
        ) from None
    if part.set_id != set_id:
        raise CaseSetError("The answers in the file belong to another set. Ask for it again.")
    return part


def packed(content: bytes) -> bytes:
    """Deflated, and filled up so that the length hardly tells how much there is."""
    small = zlib.compress(content, 9)
    return small + bytes(-len(small) % PADDING)


def unpacked(content: bytes) -> bytes:
    """What `packed` packed, never more than a part may hold.

    Raises:
        CaseSetError: it is damaged, or too large.
    """
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(content, MAX_PART_BYTES)
    except zlib.error as error:
        raise CaseSetError(f"The answers of the set are damaged ({error}).") from None
    if not stream.eof:
        raise CaseSetError("The answers of the set are damaged or too large.")
    return plain
