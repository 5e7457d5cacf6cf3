"""`mammogym --selftest`: whether this installation works, as a table."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import onnxruntime

import inference
from app import selftest_checks as checks
from app.selftest_checks import Installation
from app.selftest_reference import reference_path, write_reference
from app.selftest_window import check_window
from inference.errors import MammogymError

CHECKS: tuple[tuple[str, Callable[[Installation], str]], ...] = (
    ("resources", checks.check_resources),
    ("model bundle", checks.check_bundle),
    ("provider", checks.check_provider),
    ("case", checks.check_case),
    ("detector of foci", checks.check_detector),
    ("lesion networks", checks.check_lesion_networks),
    ("DICOM", checks.check_dicom),
    ("codecs", checks.check_codecs),
    ("case sets", checks.check_case_sets),
    ("PDF", checks.check_pdf),
    ("folders", checks.check_folders),
    ("window", check_window),
)
"""What is checked, in this order; each tells what it found or raises."""

NAME_WIDTH = max(len(name) for name, _ in CHECKS)


class SelftestError(MammogymError):
    """Something in this installation does not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a check.

    Attributes:
        name: of the check.
        passed: whether all was as it should be.
        detail: what was found, or a sentence about what went wrong.
        seconds: how long it took.
    """

    name: str
    passed: bool
    detail: str
    seconds: float

    @property
    def line(self) -> str:
        """The row of the table."""
        word = "ok" if self.passed else "FAILED"
        return f"{word:<7} {self.name:<{NAME_WIDTH}} {self.seconds:6.1f} s  {self.detail}"


def run_selftest(bundle: Path | None, provider: str, threads: int | None) -> None:
    """Check everything and print a table.

    Args:
        bundle: folder of the model bundle; None is the one that ships.
        provider: what is to run the model.
        threads: of the CPU; None is one per core.

    Raises:
        SelftestError: at least one check failed.
    """
    print(about(), flush=True)
    failed = []
    with tempfile.TemporaryDirectory(prefix="mammogym-selftest-") as scratch:
        installation = Installation(bundle, provider, threads, Path(scratch))
        for outcome in outcomes(installation):
            print(outcome.line, flush=True)
            if not outcome.passed:
                failed.append(outcome.name)
    if failed:
        raise SelftestError(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}.")
    print(f"All {len(CHECKS)} checks passed.")


def outcomes(installation: Installation) -> Iterator[Outcome]:
    """Make every check, whatever came of those before."""
    for name, check in CHECKS:
        start = time.perf_counter()
        try:
            detail, passed = check(installation), True
        except MammogymError as error:
            detail, passed = str(error), False
        except Exception as error:  # a broken installation breaks in ways nobody expects
            detail, passed = f"{type(error).__name__}: {error}", False
        seconds = time.perf_counter() - start
        yield Outcome(name=name, passed=passed, detail=" ".join(detail.split()), seconds=seconds)


def about() -> str:
    """Program and machine in a line."""
    frozen = "packaged" if getattr(sys, "frozen", False) else "from source"
    return (
        f"Mammogym {inference.__version__} ({frozen}), Python {platform.python_version()}, "
        f"onnxruntime {onnxruntime.__version__}, {platform.platform()}"
    )


def write_new_reference(bundle: Path | None, provider: str, threads: int | None) -> None:
    """Draw the case of the self-test and make it the reference that ships.

    Raises:
        MammogymError: it could not be drawn or written.
    """
    with tempfile.TemporaryDirectory(prefix="mammogym-selftest-") as scratch:
        installation = Installation(bundle, provider, threads, Path(scratch))
        write_reference(installation.own_case(), reference_path())
    print(f"{reference_path()} was written with the model {installation.bundle.label}.")
