"""What can go wrong in the engine, each as a sentence a person can act on.

    MammogymError
    ├── InputError            a value or a file from outside cannot be used
    │   ├── ImageFileError    a picture, a DICOM file or a table of pictures
    │   │   └── UnsuitableImageError  sound, but no single grey-scale mammogram
    │   ├── BundleError       a model bundle: missing, damaged, altered, newer
    │   ├── RecipeError       a recipe: unreadable, out of range, for another model
    │   │   └── LesionError   a lesion that does not fit into the breast
    │   ├── BlueprintError    a blueprint of a case set: unreadable, or cannot be met
    │   └── CaseSetError      a case set: unreadable, damaged, altered, newer
    │       └── LockedTruthError  its truth is locked, and the passphrase does not open it
    ├── OutputError           something could not be written
    └── ProviderError         no onnxruntime provider could run the model

Every message says what failed, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class MammogymError(Exception):
    """Anything expected to go wrong now and then; its text is meant to be shown."""


class InputError(MammogymError):
    """A value or a file from outside cannot be used."""


class ImageFileError(InputError):
    """A picture, a DICOM file or a table of pictures cannot be used."""


class UnsuitableImageError(ImageFileError):
    """A sound file that holds something else than one grey-scale mammogram for viewing."""


class BundleError(InputError):
    """A model bundle is missing, damaged, altered or newer than this program."""


class RecipeError(InputError):
    """A recipe is unreadable, out of range, or made for another model."""


class LesionError(RecipeError):
    """A lesion does not fit into this breast, or lies where it cannot."""


class BlueprintError(InputError):
    """A blueprint of a case set is unreadable, or cannot be met."""


class CaseSetError(InputError):
    """A case set is unreadable, damaged, altered or newer than this program."""


class LockedTruthError(CaseSetError):
    """The truth of a case set is locked, and the passphrase does not open it."""


class OutputError(MammogymError):
    """Something could not be written."""


class ProviderError(MammogymError):
    """No onnxruntime provider could run the model."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure to write `path` into a sentence.

    Raises:
        OutputError: the operating system refused, or the disk is full.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"Could not write {path}: {reason}. Check the free space and the rights of the folder."
        ) from error
