"""The wheel carries all it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a new environment with the built wheel and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    (wheel,) = folder.glob("mammogym-*.whl")
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    own = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # Packages of the wheel come first, as its environment's own folder stands before this line's.
    (Path(own) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder)}
    return subprocess.run(
        [str(python), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-c", "import inference; print(inference.__file__)")
    assert str(installed.parent.parent) in done.stdout


def test_an_installed_wheel_draws_with_the_shipped_model(installed: Path, tmp_path: Path) -> None:
    command = ["make", "--seed", "7", "--view", "R-CC", "--format", "png", "--out", "out"]
    done = run(installed, tmp_path, "-m", "inference", *command)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "seed-7_R-CC.png").stat().st_size > 5_000


def test_an_installed_wheel_opens_the_program(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "app", "--screenshot", "window.png", "--seed", "7")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "window.png").stat().st_size > 20_000


def test_an_installed_wheel_speaks_german(installed: Path, tmp_path: Path) -> None:
    done = run(
        installed, tmp_path, "-c", "from app.translation import languages; print(languages())"
    )
    assert "de" in done.stdout, done.stderr
