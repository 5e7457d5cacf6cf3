"""What the values of case sets and blueprints have in common: bounds of texts, and refusals."""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_CASES = 5000
MAX_TAGS = 20

Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""A line of text without control characters."""

Text = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
"""Text of several lines without other control characters."""

Tag = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

Model = TypeVar("Model", bound="Values")


class Values(BaseModel):
    """Values of a file that people exchange: checked, complete, and never changed."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, use_enum_values=False
    )


def validated(kind: type[Model], text: bytes | str | dict[str, Any]) -> Model:
    """Values from JSON, or from what a TOML file held.

    Raises:
        ValueError: they are none; the text says where and why, for a sentence.
    """
    try:
        return kind.model_validate_json(json.dumps(text) if isinstance(text, dict) else text)
    except ValidationError as error:
        raise ValueError(first_reason(error)) from None
    except TypeError:  # TOML has dates and times, which JSON has not
        raise ValueError("no value is a date or a time") from None
    except (RecursionError, MemoryError) as error:
        raise ValueError(f"it is nested too deeply ({type(error).__name__})") from None


def first_reason(error: ValidationError) -> str:
    """Where the first of pydantic's complaints lies, and what it is."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part)[:40] for part in first["loc"][:8])
    reason = str(first["msg"])[:300].removeprefix("Value error, ").rstrip(".")
    return f"{where}: {reason}" if where else reason
