"""`mammogym-train hashes`: what a bundle was trained on, kept beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser, progress
from inference.model_bundle import load_bundle
from training.dataset_file import open_dataset
from training.trained_on import count_trained, trained_fingerprints, write_trained_on

SUMMARY = "keep with a bundle what pictures it was trained on"
DESCRIPTION = """\
Writes fingerprints of all views of DATA.h5 that are not held out into trained_on.json in the
bundle's folder. Imports into pools of real pictures then refuse these views, so that no reader is
asked about what the generator has learned by heart. Fingerprints show no picture. The bundle stays
the same model, with the same hash. With --patients, salted digests of the patients' names are kept,
too, so that other pictures of the same patients are refused: only where names are no secret, since
short numbers can be guessed from their digests."""
EXAMPLE = "mammogym-train hashes --data data/views.h5 --bundle models/mine"


def add_arguments(parser: CommandParser) -> None:
    """Add what `hashes` takes."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DATA.h5", help="what it was trained on"
    )
    parser.add_argument(
        "--bundle", type=Path, required=True, metavar="BUNDLE", help="folder of the model"
    )
    parser.add_argument(
        "--patients", action="store_true", help="keep digests of the patients' names, too"
    )


def work(args: argparse.Namespace) -> None:
    """Make the fingerprints and write them.

    Raises:
        MammogymError: the data or the bundle cannot be used, or the file cannot be written.
    """
    bundle = load_bundle(args.bundle)
    with open_dataset(args.data) as dataset:
        steps = trained_fingerprints(dataset)
        with progress(steps, total=count_trained(dataset), unit="view") as bar:
            found = list(bar)
    path = write_trained_on(bundle, found, with_patients=args.patients)
    patients = len({view.patient for view in found})
    print(f"{path}: {len(found)} views of {patients} patients; hash {bundle.hash[:12]} as before")
