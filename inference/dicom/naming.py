"""Which view a file shows, from the attribute made for it down to the name of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset

from inference.dicom.elements import items, text, texts
from inference.recipe import ViewName

# PS3.16, CID 4014, as SNOMED CT codes and as the SNOMED RT codes of older files.
_VIEW_CODES = {"399162004": "CC", "R-10242": "CC", "399368009": "MLO", "R-10226": "MLO"}

# PS3.16, CID 4015: a view with an implant pushed back still shows the whole breast.
_WHOLE_BREAST_MODIFIERS = {"399209000", "R-102D5"}

_SIDE_WORDS = {"RIGHT": "R", "LEFT": "L"}
_SIDE = r"RIGHT|LEFT|RT|LT|R|L"
_POSITION = r"CC|MLO"
_LONG_NAMES = (
    (re.compile(r"CRANIO[ _-]?CAUDAL"), " CC "),
    (re.compile(r"MEDIO[ _-]?LATERAL[ _-]?OBLIQUE"), " MLO "),
)
_PARTIAL = re.compile(r"SPOT|MAG(NIFICATION)?|EXAGGERATED|ROLLED|TANGENTIAL|CLEAVAGE")
_OTHER = "other"
# Letters on both sides would make it a part of another word; digits and signs do not.
_TOGETHER = re.compile(
    rf"(?<![A-Z])(?:(?P<side>{_SIDE})[ _.-]*(?P<position>{_POSITION})"
    rf"|(?P<position_>{_POSITION})[ _.-]*(?P<side_>{_SIDE}))(?![A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFacts:
    """What is known of the view that a file shows.

    Attributes:
        image_laterality: `R`, `L` or None.
        view_position: `CC`, `MLO`, or None where it is unknown or another one.
    """

    image_laterality: str | None
    view_position: str | None

    @property
    def name(self) -> ViewName | None:
        """The standard view, or None."""
        if self.image_laterality is None or self.view_position is None:
            return None
        return ViewName(f"{self.image_laterality}-{self.view_position}")


def view_facts(header: Dataset, path: Path) -> ViewFacts:
    """Find laterality and position, step by step down to the name of the file."""
    wordings = _wordings(header, path)
    position = _view_position(header, wordings)
    return ViewFacts(
        image_laterality=_image_laterality(header, wordings),
        view_position=None if position == _OTHER else position,
    )


def without_view(wording: str) -> str | None:
    """What is left of `Mass-Test_P_00173_LEFT_CC` without its view; None where it names none."""
    match = _TOGETHER.search(wording)
    if match is None:
        return None
    before, after = wording[: match.start()], wording[match.end() :]
    return before.rstrip(" _.-") + after.rstrip(" _.-")


def _wordings(header: Dataset, path: Path) -> list[str]:
    keywords = ("SeriesDescription", "ProtocolName", "PatientID", "PatientName")
    own = [text(header, keyword) for keyword in keywords]
    # A study's description speaks of all its pictures, so it comes last.
    return [*own, path.stem, text(header, "StudyDescription")]


def _image_laterality(header: Dataset, wordings: list[str]) -> str | None:
    for keyword in ("ImageLaterality", "Laterality"):
        value = text(header, keyword).upper()
        if value in ("R", "L", "B"):
            return None if value == "B" else value
    for wording in [text(header, "ViewPosition"), *wordings]:
        if side := _side_in(wording):
            return side
    return None


def _view_position(header: Dataset, wordings: list[str]) -> str | None:
    if codes := items(header, "ViewCodeSequence"):
        modifiers = {
            text(modifier, "CodeValue") for modifier in items(codes[0], "ViewModifierCodeSequence")
        }
        if modifiers - _WHOLE_BREAST_MODIFIERS:
            return _OTHER
        if code := text(codes[0], "CodeValue"):
            return _VIEW_CODES.get(code, _OTHER)
    if value := text(header, "ViewPosition"):
        return _position_in(value) or _OTHER
    # Some converters of digitised films put the view into PatientOrientation.
    if (value := "".join(texts(header, "PatientOrientation"))) in ("CC", "MLO"):
        return value
    for wording in wordings:
        if position := _position_in(wording):
            return position
    return None


def _side_in(wording: str) -> str | None:
    upper = _short(wording)
    sides = {_SIDE_WORDS[word] for word in re.findall(r"[A-Z]+", upper) if word in _SIDE_WORDS}
    # R, L, RT and LT count only beside a position: elsewhere they mean other things.
    for match in _TOGETHER.finditer(upper):
        sides.add((match["side"] or match["side_"])[0])
    return sides.pop() if len(sides) == 1 else None


def _position_in(wording: str) -> str | None:
    upper = _short(wording)
    words = re.findall(r"[A-Z]+", upper)
    if any(_PARTIAL.fullmatch(word) for word in words):
        return _OTHER
    positions = {word for word in words if word in ("CC", "MLO")}
    for match in _TOGETHER.finditer(upper):
        positions.add(match["position"] or match["position_"])
    return positions.pop() if len(positions) == 1 else None


def _short(wording: str) -> str:
    upper = wording.upper()
    for long, short in _LONG_NAMES:
        upper = long.sub(short, upper)
    return upper
