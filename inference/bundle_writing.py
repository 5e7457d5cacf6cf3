"""Writing a model bundle, so that a folder never holds half of one."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

import inference
from inference.atomic_files import make_folder, write_bytes, write_text
from inference.bundle_manifest import (
    FILE_NAMES,
    FORMAT,
    MAX_FILE_BYTES,
    TRAINED_ON_NAME,
    BundleManifest,
    FileRole,
)
from inference.errors import BundleError, OutputError, writing
from inference.model_bundle import (
    MANIFEST_NAME,
    ModelBundle,
    first_complaint,
    load_bundle,
    manifest_text,
    read_inside,
)


def make_manifest(
    manifest_values: Mapping[str, Any], files: Mapping[FileRole, bytes]
) -> BundleManifest:
    """Complete a manifest with the format, the program's version and the files.

    Args:
        manifest_values: plain JSON values for the other fields of `BundleManifest`.
        files: content of each file by what it is for.

    Raises:
        BundleError: a field is missing, unknown, out of range or inconsistent.
    """
    described = {
        role.value: {
            "file": FILE_NAMES[role],
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
        for role, content in files.items()
    }
    values = {
        "format": FORMAT,
        "created_with": inference.__version__,
        **manifest_values,
        "files": described,
    }
    try:
        return BundleManifest.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise BundleError(
            f"The model bundle cannot be described: {first_complaint(error)}."
        ) from error


def write_bundle(
    folder: Path,
    manifest_values: Mapping[str, Any],
    files: Mapping[FileRole, bytes],
    *,
    trained_on: bytes | None = None,
) -> ModelBundle:
    """Write a model bundle beside its place, check it by loading it, and rename it into place.

    Args:
        folder: where to put it; a bundle that is there already is replaced.
        manifest_values: plain JSON values for all fields of `BundleManifest` but `format`,
            `created_with` and `files`.
        files: content of each file by what it is for; `SYNTHESIS` and `MAPPING` are needed.
        trained_on: what the networks learned from, which lies beside and is not in the hash.

    Raises:
        BundleError: a field is missing, unknown, out of range or inconsistent.
        OutputError: something could not be written, or something else has the folder's name.
    """
    manifest = make_manifest(manifest_values, files)
    _check_place(folder)
    make_folder(folder.parent)
    with writing(folder):
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for role, content in files.items():
            write_bytes(temporary / FILE_NAMES[role], content)
        write_text(temporary / MANIFEST_NAME, manifest_text(manifest))
        if trained_on is not None:
            write_bytes(temporary / TRAINED_ON_NAME, trained_on)
        load_bundle(temporary)
        with writing(folder):
            _swap(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return load_bundle(folder)


def write_with_files(
    bundle: ModelBundle,
    folder: Path,
    files: Mapping[FileRole, bytes],
    figures: Mapping[str, float | int | str],
) -> ModelBundle:
    """Write a bundle again with more files, or other ones, and more figures.

    It keeps its name and becomes another state of the model, with another hash. What its networks
    learned from goes with it.

    Args:
        bundle: to write again.
        folder: where to put it, perhaps its own.
        files: content of what is added or replaced.
        figures: that are added or replaced.

    Raises:
        BundleError: the bundle was altered since it was opened, or the figures do not fit.
        OutputError: something could not be written, or something else has the folder's name.
    """
    values = bundle.manifest.model_dump(mode="json")
    for name in ("format", "created_with", "files"):
        del values[name]
    values["figures"] = {**bundle.manifest.figures, **figures}
    kept = {role: bundle.read(role) for role in bundle.manifest.files if role not in files}
    graph = bundle.read(FileRole.SYNTHESIS)
    same_network = files.get(FileRole.SYNTHESIS, graph) == graph
    trained_on = _trained_on(bundle.folder) if same_network else None
    return write_bundle(folder, values, {**kept, **files}, trained_on=trained_on)


def _trained_on(folder: Path) -> bytes | None:
    path = folder / TRAINED_ON_NAME
    return read_inside(folder, path, most_bytes=MAX_FILE_BYTES) if path.exists() else None


def _check_place(folder: Path) -> None:
    """Refuse to replace anything but a bundle or an empty folder."""
    if folder.is_dir():
        if any(folder.iterdir()) and not (folder / MANIFEST_NAME).exists():
            raise OutputError(
                f"{folder} holds other files than a model bundle. Name another folder."
            )
    elif folder.exists():
        raise OutputError(
            f"{folder} is a file, and a folder is needed there. Name another folder or move it."
        )


def _swap(temporary: Path, folder: Path) -> None:
    """Put `temporary` in the place of `folder`; a folder cannot be renamed onto a full one."""
    temporary.chmod(0o755)  # mkdtemp makes it for the owner alone
    if not folder.exists():
        temporary.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        folder.rename(old / folder.name)
        temporary.rename(folder)
    finally:
        shutil.rmtree(old, ignore_errors=True)
