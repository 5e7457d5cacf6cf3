"""Model bundles: folders with a trained generator, read with every check, written in one step."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from inference.bundle_manifest import FORMAT, BundleManifest, FileRole, content_hash
from inference.errors import BundleError

MANIFEST_NAME = "bundle.json"
MAX_MANIFEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelBundle:
    """A folder with a trained generator that was found whole and unaltered.

    Attributes:
        folder: where it lies.
        manifest: the content of its `bundle.json`.
        hash: SHA-256 of the manifest, and with it of every file, hexadecimal.
    """

    folder: Path
    manifest: BundleManifest
    hash: str

    @property
    def name(self) -> str:
        """Name of the model, as recipes name it."""
        return self.manifest.name

    @property
    def label(self) -> str:
        """Name and version, as files name the model."""
        return f"{self.manifest.name} {self.manifest.version}"

    def read(self, role: FileRole) -> bytes:
        """The content of one of its files.

        Raises:
            BundleError: the bundle has no such file, or it was removed or altered.
        """
        entry = self.manifest.files.get(role)
        if entry is None:
            raise BundleError(f"The model bundle {self.folder} has no {role.value} file.")
        path = self.folder / entry.file
        content = read_inside(self.folder, path, expected_bytes=entry.bytes)
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise BundleError(f"{path} was altered or is damaged. Copy the model bundle again.")
        return content


def load_bundle(folder: Path) -> ModelBundle:
    """Open a model bundle and check every file of it.

    Raises:
        BundleError: it is missing, incomplete, damaged, altered, or newer than this program.
    """
    manifest = read_manifest(folder)
    bundle = ModelBundle(folder=folder, manifest=manifest, hash=content_hash(manifest))
    for role in bundle.manifest.files:
        bundle.read(role)
    return bundle


def read_manifest(folder: Path) -> BundleManifest:
    """Read and check a bundle's `bundle.json` alone, not yet the files it names.

    Raises:
        BundleError: it is missing, damaged, altered, or newer than this program.
    """
    if not folder.is_dir():
        what = "is a file, and a model bundle is a folder" if folder.exists() else "does not exist"
        raise BundleError(f"{folder} {what}. Name the folder that holds {MANIFEST_NAME}.")
    path = folder / MANIFEST_NAME
    if not path.exists():
        raise BundleError(f"{folder} is no model bundle: it holds no {MANIFEST_NAME}.")
    values = _parse(read_inside(folder, path), path)
    stated_hash = values.pop("hash", None)
    try:
        manifest = BundleManifest.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise BundleError(
            f"{path} is damaged or was altered: {first_complaint(error)}. "
            "Copy the model bundle again."
        ) from error
    if content_hash(manifest) != stated_hash:
        raise BundleError(
            f"{path} was altered: its content does not match its hash. Copy the model bundle again."
        )
    return manifest


def manifest_text(manifest: BundleManifest) -> str:
    """What `bundle.json` holds: the manifest and its hash."""
    values = {**manifest.model_dump(mode="json"), "hash": content_hash(manifest)}
    return json.dumps(values, indent=2) + "\n"


def _parse(text: bytes, path: Path) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{path} is not JSON: {error}. Copy the model bundle again.") from error
    if not isinstance(values, dict) or "format" not in values:
        raise BundleError(f"{path} does not describe a model bundle: it has no format number.")
    if values["format"] != FORMAT:
        raise BundleError(
            f"{path} has bundle format {values['format']!r}; this program reads format {FORMAT}. "
            "A newer version of Mammogym may read it."
        )
    return values


def read_inside(
    folder: Path,
    path: Path,
    *,
    expected_bytes: int | None = None,
    most_bytes: int = MAX_MANIFEST_BYTES,
) -> bytes:
    """Read a file of a bundle, never following a link out of it nor reading more than expected."""
    try:
        if path.resolve(strict=True).parent != folder.resolve(strict=True):
            raise BundleError(f"{path} is a link out of the model bundle. Copy the file itself.")
        if not path.is_file():
            raise BundleError(f"{path} is no plain file, and one is needed there.")
        size = path.stat().st_size
        if expected_bytes is None and size > most_bytes:
            raise BundleError(f"{path} is too large for the description of a model bundle.")
        if expected_bytes is not None and size != expected_bytes:
            raise BundleError(
                f"{path} has {size} bytes instead of {expected_bytes}: it was altered or is "
                "damaged. Copy the model bundle again."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise BundleError(f"{path} is missing. Copy the model bundle again.") from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links that point at each other
        raise BundleError(f"Could not read {path}: {error}.") from error


def first_complaint(error: ValidationError) -> str:
    """Where a manifest first goes wrong, and how, in one line."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
