"""`mammogym-train import-stylegan2`: from another project's network file to a model bundle."""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path

from inference.command_line import CommandParser
from inference.recipe import Technique
from training.export import BundleText
from training.networks.shape import VIEW_POSITIONS
from training.stylegan2.conditions import MEANINGS, read_conditions
from training.stylegan2.importing import GREY, PictureChoices, import_bundle
from training.stylegan2.network_file import read_generator
from training.stylegan2.published import PublishedGenerator, describe

SUMMARY = "write a StyleGAN2 network of another project as a model bundle"
DESCRIPTION = """\
Writes the averaged generator of a network-snapshot-….pkl, as stylegan2-ada-pytorch saves it, or
stylegan3 in its StyleGAN2 configuration, as a model bundle with unchanged weights. No code of the
file is run; a file that asks for that is refused. The pictures stay square and become grey.

A network without labels draws CC and MLO mixed: each view of a case then shows one or the other,
and says so. --view names the one of a network that was trained on one alone. For a network with
labels, --labels says for each column what it stands for: CC, MLO, digital, film, always (it is 1
in every picture) or never."""
EXAMPLE = "mammogym-train import-stylegan2 network-snapshot-025000.pkl --out models/theirs"


def add_arguments(parser: CommandParser) -> None:
    """Add what `import-stylegan2` takes."""
    parser.add_argument("network", type=Path, metavar="NETWORK.pkl", help="the network file")
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE", help="folder to write")
    parser.add_argument(
        "--labels",
        type=_labels,
        default=(),
        metavar="A,B,…",
        help=f"what each column of the network's label stands for: {', '.join(MEANINGS)}",
    )
    parser.add_argument("--view", choices=VIEW_POSITIONS, help="the one view it was trained on")
    parser.add_argument(
        "--technique",
        choices=[technique.value for technique in Technique],
        default=Technique.DIGITAL.value,
        help="whose look it draws, where no label says so (default: %(default)s)",
    )
    parser.add_argument(
        "--chest-wall",
        choices=("left", "right"),
        default="left",
        help="the edge where it draws the chest wall (default: %(default)s)",
    )
    parser.add_argument(
        "--pixel-mm",
        type=_millimetres,
        metavar="MM",
        help="size of a pixel (default: 288 mm / rows, as of mammograms fitted to the frame)",
    )
    parser.add_argument(
        "--grey",
        choices=tuple(GREY),
        default="rec601",
        help="how colours become grey: rec601 weighs them 0.299, 0.587, 0.114 (default), or mean",
    )
    parser.add_argument(
        "--clear-air",
        action="store_true",
        help="make everything 0 that is no breast; else pictures stay as they are drawn",
    )
    parser.add_argument("--title", help="a line for people (default: the bundle's name)")
    parser.add_argument("--version-of-model", default="1", metavar="TEXT", help="(default: 1)")
    parser.add_argument("--licence", default="not stated", help="of the weights")
    parser.add_argument(
        "--credits", nargs="+", default=(), metavar="LINE", help="whose work and data it is"
    )


def work(args: argparse.Namespace) -> None:
    """Import and print where to.

    Raises:
        MammogymError: the file cannot be used, or the bundle cannot be written.
    """
    generator = describe(read_generator(args.network))
    conditions = read_conditions(generator, args.labels, args.view, args.technique)
    choices = PictureChoices(
        grey=args.grey,
        mirrored=args.chest_wall == "right",
        pixel_mm=args.pixel_mm,
        clear_air=args.clear_air,
    )
    text = _text(args, generator)
    bundle = import_bundle(generator, conditions, choices, text, cur_nimg(args.network), args.out)
    size = sum(entry.bytes for entry in bundle.manifest.files.values()) / 1e6
    views = ", ".join(conditions.views) or "CC and MLO mixed"
    print(
        f"{args.out}: {bundle.name}, {generator.side} × {generator.side}, {views}, "
        f"{', '.join(conditions.techniques)}, {size:.1f} MB, hash {bundle.hash[:12]}"
    )


def cur_nimg(path: Path) -> int:
    """Images a network was trained on, from the name that the projects give its file; else 0."""
    match = re.search(r"network-snapshot-(\d{1,7})(?!\d)", path.name)
    return int(match.group(1)) * 1000 if match else 0


def _text(args: argparse.Namespace, generator: PublishedGenerator) -> BundleText:
    with args.network.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    drawn = "grey" if generator.colours == 1 else "colour"
    return BundleText(
        name=args.out.name,
        title=args.title or args.out.name,
        version=args.version_of_model,
        licence=args.licence,
        credits=tuple(args.credits),
        data=f"Stated by whoever trained the network. It was read from {args.network.name} "
        f"(SHA-256 {digest}), where it drew in {drawn}.",
        figures={"SHA-256 of the network file": digest},
    )


def _labels(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _millimetres(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0 < value <= 10:
        raise argparse.ArgumentTypeError(f"{text} does not lie between 0 and 10")
    return value
