"""What a self-test checks of the engine and of what ships with it; the window is elsewhere."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np

from app.selftest_reference import (
    SEED,
    TOLERANCE,
    Reference,
    largest_difference,
    read_reference,
)
from app.settings import user_folders
from inference import resources
from inference.atomic_files import make_folder, write_bytes
from inference.case import Case
from inference.case_files import derivation_by
from inference.case_generator import CaseGenerator
from inference.errors import InputError, OutputError, writing
from inference.lesions.contextual import open_networks
from inference.lesions.library import read_library
from inference.measurements.suspicious_foci import FociDetector
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import ViewName

MOST_JPEG_ERROR = 8
"""Grey levels of 255 by which JPEG, which loses a little, may be off on average."""


class Installation:
    """What is tested; each part is made when a check first needs it.

    Args:
        bundle: folder of the model bundle; None is the one that ships.
        provider: what is to run the model.
        threads: of the CPU; None is one per core.
        scratch: a folder for files.
    """

    def __init__(
        self, bundle: Path | None, provider: str, threads: int | None, scratch: Path
    ) -> None:
        self.folder = bundle
        self.provider = provider
        self.threads = threads
        self.scratch = scratch

    @cached_property
    def bundle(self) -> ModelBundle:
        """The model, its files checked."""
        return load_bundle(self.folder or resources.shipped_bundle())

    @cached_property
    def generator(self) -> CaseGenerator:
        """The model, running."""
        return CaseGenerator(self.bundle, provider=self.provider, threads=self.threads)

    @cached_property
    def reference(self) -> Reference | None:
        """What the case should look like; None where another model than the shipped is tested."""
        if self.folder is not None:
            return None
        return read_reference()

    @cached_property
    def case(self) -> Case:
        """The case that is drawn."""
        if self.reference is None:
            return self.own_case()
        return self.generator.generate(self.reference.recipe_to_draw())

    def own_case(self) -> Case:
        """The case of the reference, as this model draws it."""
        return self.generator.generate(self.generator.recipe(SEED))


def check_resources(installation: Installation) -> str:
    """Icons, translations and the library of findings are there."""
    icons = sorted(resources.icons_folder().glob("*.svg"))
    languages = sorted(resources.translations_folder().glob("*.qm"))
    if not icons or not languages:
        raise InputError(
            f"Icons or translations are missing in {resources.resources_folder()}. "
            "Install Mammogym again."
        )
    findings = read_library().entries
    pixel_mm = installation.bundle.manifest.pixel_mm
    for finding in findings:
        if not finding.why_not_visible(pixel_mm) and not finding.picture.is_file():
            raise InputError(f"{finding.picture} is missing. Install Mammogym again.")
    return (
        f"{len(icons)} icons, {len(languages)} translations, {len(findings)} rare findings in "
        f"{resources.resources_folder()}"
    )


def check_bundle(installation: Installation) -> str:
    """Every file of the model is as its hash says."""
    bundle = installation.bundle
    return f"{bundle.label}, {len(bundle.manifest.files)} files intact, hash {bundle.hash[:12]}"


def check_provider(installation: Installation) -> str:
    """Something runs the model."""
    runtime = installation.generator.runtime
    return f"{runtime.provider}: {runtime.reason}"


def check_case(installation: Installation) -> str:
    """A case comes out as it did where the reference was made."""
    reference = installation.reference
    case = installation.case
    if reference is None:
        return f"{len(case.views)} views; there is no reference of this model"
    difference = largest_difference(case, reference)
    said = f"{difference:.2f} of 4095 grey levels from the reference, allowed are {TOLERANCE:g}"
    if not difference <= TOLERANCE:
        raise InputError(f"The case is {said}. Try --provider cpu.")
    return f"{len(case.views)} views, at most {said}"


def check_detector(installation: Installation) -> str:
    """The detector of suspicious foci looks at a view."""
    detector = FociDetector(threads=installation.threads)
    view = installation.case.views[0]
    if view.pixel_spacing_mm is None:
        raise InputError(f"The view {view.label} has no pixel spacing to be searched with.")
    scores = detector.scores(view.pixels.astype(np.float32) / 4095, view.pixel_spacing_mm[0])
    return f"{detector.manifest.name}, highest score {scores.max():.2f}"


def check_lesion_networks(installation: Installation) -> str:
    """The networks that draw lesions start, where they ship."""
    folder = resources.lesion_networks_folder()
    if folder is None:
        return "none ship; lesions are drawn by models of their shape"
    networks = open_networks(folder, preference=installation.provider, threads=installation.threads)
    return ", ".join(f"{kind} on {one.runtime.provider}" for kind, one in networks.items())


def check_dicom(installation: Installation) -> str:
    """A case that was written as DICOM is read as it was."""
    from inference.dicom.read import read_cases
    from inference.dicom.write import write_case

    case = installation.case
    folder = installation.scratch / "dicom"
    derivation = derivation_by(installation.bundle)
    files = write_case(case, folder, stem="selftest", derivation=derivation)
    (read,) = read_cases([folder])
    pictures = {view.name: view.pixels for view in read.views}
    for view in case.views:
        if view.name not in pictures or not np.array_equal(pictures[view.name], view.pixels):
            raise InputError(f"The view {view.label} was not read from DICOM as it was written.")
    if not read.synthetic:
        raise InputError("The case lost its mark of being synthetic in DICOM.")
    return f"{len(files)} files written and read, pixel by pixel"


def check_codecs(installation: Installation) -> str:
    """Compressed DICOM files are read: each codec is a library of its own."""
    from app.selftest_codecs import LOSSLESS, jpeg_file, lossless_file
    from inference.dicom.read import read_view

    folder = installation.scratch / "codecs"
    (view,) = (one for one in installation.case.views if one.name is ViewName.R_CC)
    pixels = view.pixels[::4, ::4].astype(np.uint16)
    for name in LOSSLESS:
        path = folder / f"{name}.dcm"
        write_bytes(path, lossless_file(pixels, name))
        if not np.array_equal(read_view(path).pixels, pixels):
            raise InputError(f"A picture in {name} was not read as it was written.")
    bytes_of = (pixels >> 4).astype(np.uint8)
    path = folder / "jpeg.dcm"
    write_bytes(path, jpeg_file(bytes_of))
    error = np.abs(read_view(path).pixels.astype(float) - bytes_of).mean()
    if not error <= MOST_JPEG_ERROR:
        raise InputError(f"A picture in JPEG was read {error:.1f} grey levels off.")
    return f"{', '.join(LOSSLESS)}, JPEG"


def check_case_sets(installation: Installation) -> str:
    """The case sets that ship are whole, and answers can be locked."""
    from inference.case_sets.files import check_pictures, read_case_set
    from inference.case_sets.locking import locked, unlocked

    lock, sealed = locked(b"answers", "selftest", "a passphrase")
    if unlocked(sealed, lock, "selftest", "a passphrase") != b"answers":
        raise InputError("Locked answers did not come back.")
    cases = 0
    paths = sorted(resources.sets_folder().glob("*.mgset"))
    for path in paths:
        cases += sum(1 for _ in check_pictures(read_case_set(path)))
    return f"{len(paths)} sets with {cases} cases, answers locked and unlocked"


def check_pdf(installation: Installation) -> str:
    """Reports of scores can be written."""
    from reportlab.pdfgen.canvas import Canvas

    import app.reading.scoring.pdf_report as report

    path = installation.scratch / "report.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 720, report.TITLE)
    canvas.save()
    if not path.read_bytes().startswith(b"%PDF"):
        raise OutputError("What was written as a report is no PDF.")
    return f"{path.stat().st_size} bytes"


def check_folders(installation: Installation) -> str:
    """Settings, logs and results can be written where they belong; nothing stays there."""
    folders = user_folders()
    checked = (folders.settings_file.parent, folders.data, folders.logs)
    for folder in checked:
        _try_to_write(folder)
    return "settings in {}, results in {}, logs in {}".format(*checked)


def _try_to_write(folder: Path) -> None:
    """Write a file and take it away again, with the folders that were not there before.

    Raises:
        OutputError: nothing can be written there.
    """
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    make_folder(folder)
    trial = folder / "selftest.json"
    write_bytes(trial, json.dumps({"written": True}).encode())
    with writing(trial):
        trial.unlink()
        for one in new:
            one.rmdir()
