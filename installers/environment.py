"""An environment of Python with what goes into a package, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("app", "samples")
TOOLS = ("pyinstaller>=6.10", "cyclonedx-python-lib>=8")
RUNTIME = "onnxruntime"
STAMP = "requirements.txt"


def requirements(*, gpu: bool) -> list[str]:
    """What is installed: the program's own dependencies, with one onnxruntime, and the tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in EXTRAS:
        wanted += project["optional-dependencies"][extra]
    runtime = "onnxruntime-gpu[cuda,cudnn]>=1.20" if gpu else "onnxruntime>=1.20"
    others = [one for one in wanted if not one.startswith(RUNTIME)]
    return sorted([*others, runtime, *TOOLS])


def make_environment(folder: Path, *, gpu: bool) -> Path:
    """Make an environment, unless it is there with the same requirements; return its Python.

    Raises:
        subprocess.CalledProcessError: something could not be installed.
    """
    python = python_of(folder)
    text = "\n".join(requirements(gpu=gpu)) + "\n"
    stamp = folder / STAMP
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == text:
        return python
    print(f"installing into {folder}", flush=True)
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *requirements(gpu=gpu)], check=True)
    stamp.write_text(text, encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """Python of an environment."""
    windows = os.name == "nt"
    return folder / ("Scripts" if windows else "bin") / ("python.exe" if windows else "python")


def versions(python: Path) -> str:
    """What is installed, to make the same environment again with `pip install -r`."""
    freeze = [str(python), "-m", "pip", "freeze", "--disable-pip-version-check"]
    return subprocess.run(freeze, check=True, capture_output=True, text=True).stdout


def is_supported() -> bool:
    """Whether this Python is new enough to build with."""
    return sys.version_info >= (3, 11)
