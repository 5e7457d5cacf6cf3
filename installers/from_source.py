"""Sets Mammogym up from a copy of its source, and opens it or runs its tests.

    python3 installers/from_source.py open     installs the program and opens it
    python3 installers/from_source.py test     installs everything and runs all checks

Needs only Python 3.11 or newer. Everything goes into the folder `.venv`; on Debian and Ubuntu the
system libraries that a window needs are installed as well (it asks for the password of `sudo`).
More arguments are handed on, to `mammogym` or to `pytest`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
TEST_PACKAGES = {
    "dciodvfy": "dicom3tools",
    "Xvfb": "xvfb",
    "debootstrap": "debootstrap",
    "objdump": "binutils",
}
"""Programs that tests run, and the Debian packages that bring them."""


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="from_source.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=("open", "test"))
    task, rest = parser.parse_known_args()
    if sys.version_info < OLDEST_PYTHON:
        return _complain("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    try:
        return open_program(rest) if task.task == "open" else run_tests(rest)
    except subprocess.CalledProcessError as error:
        return _complain(f"this failed: {' '.join(map(str, error.cmd))}")
    except OSError as error:
        return _complain(str(error))


def open_program(arguments: list[str]) -> int:
    """Install the program with two real sample cases, and open it."""
    _install_system_packages(for_tests=False)
    _install("app,samples")
    return subprocess.call([_python(), "-m", "app", *arguments], cwd=ROOT)


def run_tests(arguments: list[str]) -> int:
    """Install everything, then run the linters, the type checker and the tests."""
    _install_system_packages(for_tests=True)
    _install("dev")
    checks = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "types": ["-m", "basedpyright", "--pythonpath", _python()],
        "walls between rooms": [
            "-c",
            "from importlinter.cli import lint_imports_command as m; m()",
        ],
        # A file's tests share what they draw with, so that they stay together on one core.
        "tests": ["-m", "pytest", "-n", "auto", "--dist", "loadfile", *arguments],
    }
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.call([_python(), *command], cwd=ROOT, env=offscreen):
            failed.append(name)
    if failed:
        return _complain("failed: " + ", ".join(failed))
    return 0


def _install(extras: str) -> None:
    """Make the environment if there is none, and bring it up to date."""
    if not _python_path().exists():
        venv.create(ENVIRONMENT, with_pip=True)
    _call(_python(), "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[{extras}]")


def _install_system_packages(*, for_tests: bool) -> None:
    """Install what is missing on Debian and its kin; elsewhere Qt brings what it needs."""
    if not sys.platform.startswith("linux"):
        return
    sys.path.insert(0, str(ROOT))
    from app.system_libraries import missing_packages

    missing = missing_packages(with_window=True)
    if for_tests:
        missing += [name for tool, name in TEST_PACKAGES.items() if not shutil.which(tool)]
    if not _has_pip_in_environments():
        missing.append("python3-venv")
    if not missing:
        return
    if not shutil.which("apt-get"):
        print("note: missing, under these names in Debian: " + " ".join(missing), file=sys.stderr)
        return
    administrator: Callable[[], int] | None = getattr(os, "geteuid", None)
    as_root = [] if administrator and administrator() == 0 else ["sudo"]
    print("installing system packages: " + " ".join(missing), flush=True)
    _call(*as_root, "apt-get", "update", "-qq")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    _call(*as_root, *quiet, "apt-get", "install", "-y", "-qq", *missing)


def _has_pip_in_environments() -> bool:
    """Debian takes `ensurepip` out of Python and puts it into the package python3-venv."""
    try:
        import ensurepip
    except ImportError:
        return False
    return bool(ensurepip.version())


def _python_path() -> Path:
    folder = "Scripts" if os.name == "nt" else "bin"
    return ENVIRONMENT / folder / ("python.exe" if os.name == "nt" else "python")


def _python() -> str:
    return str(_python_path())


def _call(*command: str) -> None:
    subprocess.run(command, check=True, stdin=None)


def _complain(sentence: str) -> int:
    print(f"from_source.py: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
