"""Where the files that ship with Mammogym lie: model bundles, icons and translations."""

from __future__ import annotations

import sys
from pathlib import Path

from inference.errors import BundleError
from inference.model_bundle import MANIFEST_NAME, read_manifest

LESION_NETWORKS = "lesion-networks"


def resources_folder() -> Path:
    """The folder of everything that ships beside the code.

    It is `resources/` in a checkout and in a frozen program (PyInstaller unpacks to
    `sys._MEIPASS`), and `mammogym_resources/` beside the packages of an installed wheel.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    beside_packages = Path(__file__).resolve().parent.parent
    installed = beside_packages / "mammogym_resources"
    return installed if installed.is_dir() else beside_packages / "resources"


def icons_folder() -> Path:
    """The folder of the program's icons."""
    return resources_folder() / "icons"


def translations_folder() -> Path:
    """The folder of the program's languages."""
    return resources_folder() / "translations"


def library_folder() -> Path:
    """The folder of the library of rare findings."""
    return resources_folder() / "library"


def lesion_networks_folder() -> Path | None:
    """The folder of the networks that draw lesions and take them away; None where none ship."""
    folder = resources_folder() / "models" / LESION_NETWORKS
    return folder if folder.is_dir() else None


def sets_folder() -> Path:
    """The folder of the case sets that ship."""
    return resources_folder() / "sets"


def shipped_bundles() -> list[Path]:
    """The folders of all model bundles that ship, the one with the most rows first.

    Raises:
        BundleError: one of them has a damaged manifest.
    """
    folders = [file.parent for file in (resources_folder() / "models").glob(f"*/{MANIFEST_NAME}")]
    return sorted(folders, key=lambda folder: (-read_manifest(folder).rows, folder.name))


def shipped_bundle() -> Path:
    """The folder of the model bundle to use unless another one is named: the finest that ships.

    Raises:
        BundleError: none ships, or one of them has a damaged manifest.
    """
    folders = shipped_bundles()
    if not folders:
        raise BundleError(
            f"No model bundle lies in {resources_folder() / 'models'}. "
            "Install Mammogym again, or name a bundle."
        )
    return folders[0]
