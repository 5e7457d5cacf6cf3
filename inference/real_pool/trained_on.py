"""What a generator was trained on, as a bundle tells it: fingerprints of pictures, and patients.

The file `trained_on.json` lies in the bundle's folder but is no part of the model's identity: it
says what the networks learned from, and changes no picture. It names the network it belongs to and
carries a checksum of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inference.bundle_manifest import TRAINED_ON_NAME, FileRole, Sha256
from inference.errors import BundleError
from inference.model_bundle import ModelBundle, first_complaint, load_bundle, read_inside
from inference.real_pool.fingerprints import KIND, Fingerprints
from inference.resources import shipped_bundles

FORMAT = 1
MAX_BYTES = 30_000_000
MAX_ITEMS = 200_000


class _Content(BaseModel):
    """The content of `trained_on.json`, but for its checksum.

    Attributes:
        format: number of the format.
        kind: how the fingerprints are made.
        network: SHA-256 of the synthesis graph that learned from the pictures.
        fingerprints: one for each picture, hexadecimal, in order.
        patients: salted digests of the names that patients have in the data, in order; empty where
            names are not to be guessed.
        salt: of these digests, hexadecimal.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal[1]
    kind: str
    network: Sha256
    fingerprints: Annotated[list[Sha256], Field(max_length=MAX_ITEMS)]
    patients: Annotated[list[Sha256], Field(max_length=MAX_ITEMS)]
    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainedOn:
    """What one generator was trained on.

    Attributes:
        fingerprints: of the pictures.
        patients: salted digests of the patients' names.
        salt: of these digests.
    """

    fingerprints: Fingerprints
    patients: frozenset[str] = field(default=frozenset())
    salt: bytes = b""

    def knows(self, fingerprint: str) -> bool:
        """Whether a picture was trained on."""
        return self.fingerprints.has(fingerprint)

    def knows_patient(self, patient: str) -> bool:
        """Whether any picture of a patient was trained on, as far as names are known."""
        return bool(self.patients) and patient_digest(patient, self.salt) in self.patients


def patient_digest(patient: str, salt: bytes) -> str:
    """What a patient's name is compared by."""
    text = patient.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=salt, digest_size=32).hexdigest()


def trained_on_text(
    bundle: ModelBundle, fingerprints: Iterable[str], patients: Iterable[str], salt: bytes
) -> str:
    """What `trained_on.json` holds.

    Args:
        bundle: whose network was trained.
        fingerprints: of all pictures it was trained on.
        patients: names of the patients that may be known by again; none where they are private.
        salt: for their digests, up to 32 bytes.
    """
    values = {
        "format": FORMAT,
        "kind": KIND,
        "network": bundle.manifest.files[FileRole.SYNTHESIS].sha256,
        "fingerprints": sorted(set(fingerprints)),
        "patients": sorted({patient_digest(patient, salt) for patient in patients}),
        "salt": salt.hex(),
    }
    return json.dumps({**values, "sha256": _checksum(values)}, indent=0) + "\n"


def load_trained_on(bundle: ModelBundle) -> TrainedOn | None:
    """What a bundle says it was trained on; None for one that does not say.

    Raises:
        BundleError: the file is damaged, altered, or belongs to another network.
    """
    path = bundle.folder / TRAINED_ON_NAME
    if not path.exists():
        return None
    content = _read(path)
    if content.network != bundle.manifest.files[FileRole.SYNTHESIS].sha256:
        raise BundleError(
            f"{path} belongs to another network than the one beside it. Make it again with "
            "mammogym-train hashes."
        )
    if content.kind != KIND:
        raise BundleError(
            f"{path} holds fingerprints of the kind {content.kind[:40]!r}, and this program makes "
            f"{KIND!r}. Make it again with mammogym-train hashes."
        )
    return TrainedOn(
        fingerprints=Fingerprints(content.fingerprints),
        patients=frozenset(content.patients),
        salt=bytes.fromhex(content.salt),
    )


def shipped_trained_on() -> tuple[TrainedOn, ...]:
    """What the bundles that ship were trained on, as far as they say.

    Raises:
        BundleError: one is damaged.
    """
    found = (load_trained_on(load_bundle(folder)) for folder in shipped_bundles())
    return tuple(one for one in found if one is not None)


def _read(path: Path) -> _Content:
    text = read_inside(path.parent, path, most_bytes=MAX_BYTES)
    try:
        values: Any = json.loads(text)
        stated = values.pop("sha256")
        content = _Content.model_validate(values)
    except ValidationError as error:
        raise BundleError(f"{path} is damaged: {first_complaint(error)}. {_AGAIN}") from error
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise BundleError(f"{path} is damaged: {error}. {_AGAIN}") from error
    if stated != _checksum(values):
        raise BundleError(f"{path} was altered: it does not match its checksum. {_AGAIN}")
    return content


_AGAIN = "Copy the model bundle again, or make it again with mammogym-train hashes."


def _checksum(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
