"""`mammogym-train lesions`: train the contextual network, stop when asked, go on exactly."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch
from tqdm import tqdm

from inference.command_line import CommandParser
from training.allocator import keep_freed_memory
from training.errors import TrainingError
from training.lesions.config import PRESETS, LesionConfig, LesionTask, preset
from training.lesions.patches import LesionPatches
from training.lesions.run_log import LesionRunLog, judged_patches
from training.lesions.run_state import CHECKPOINT, LesionRunState
from training.lesions.training_loop import LesionProgress, run_until
from training.stopping import StopRequest, chosen_device

SUMMARY = "train a network that puts lesions in or takes them away"
DESCRIPTION = """\
Trains the contextual network of Wu et al. 2020 for one task: first at half the size of a patch,
then at the full one. SIGTERM, Ctrl+C and --max-seconds stop it with a full checkpoint; the same
command goes on exactly where it stopped. The folder of the run holds config.json, stats.jsonl,
survival.jsonl (the share of lesions that the post-processing keeps), sample grids and the
checkpoint."""
EXAMPLE = "mammogym-train lesions --kind mass --data data/lesions.h5 --run-dir runs/mass"


def add_arguments(parser: CommandParser) -> None:
    """Add what `lesions` takes."""
    parser.add_argument(
        "--kind",
        type=LesionTask,
        choices=list(LesionTask),
        required=True,
        help="what is put in, or removal",
    )
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="PATCHES.h5",
        help="lesion patches, as `prepare-lesion-patches` writes them",
    )
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run"
    )
    parser.add_argument("--preset", choices=sorted(PRESETS), default="cpu", help="default: cpu")
    parser.add_argument(
        "--kimg",
        metavar="HALF,FULL",
        help="thousands of patches at half the size and at the full one, in place of the preset's",
    )
    parser.add_argument("--seed", type=int, help="in place of the preset's")
    parser.add_argument("--batch", type=int, help="in place of the preset's")
    parser.add_argument("--learning-rate", type=float, help="in place of the preset's")
    parser.add_argument("--penalty-weight", type=float, help="λ, in place of the preset's")
    parser.add_argument("--pair-weight", type=float, help="in place of the preset's")
    parser.add_argument("--profile-weight", type=float, help="in place of the preset's")
    parser.add_argument("--known-weight", type=float, help="in place of the preset's")
    parser.add_argument("--input-noise", type=float, help="in place of the preset's")
    parser.add_argument(
        "--held-out-percent", type=int, help="of the patients, who are not trained on; usually 10"
    )
    parser.add_argument("--max-seconds", type=float, metavar="S", help="stop by then")
    parser.add_argument("--device", default="auto", help="auto (default), cpu, cuda, …")


def work(args: argparse.Namespace) -> None:
    """Train until the end, or until asked to stop.

    Raises:
        MammogymError: the data, the checkpoint or the options cannot be used.
    """
    started = time.monotonic()
    keep_freed_memory()
    config = _config(args)
    device = chosen_device(args.device)
    if device.type == "cuda":
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
    patches = LesionPatches(args.data, config.task, config.window, percent=config.held_out_percent)
    state = LesionRunState(config, device)
    checkpoint = args.run_dir / CHECKPOINT
    if checkpoint.exists():
        state.load(checkpoint)
        print(f"going on at {state.cur_nimg} of {config.total_nimg} patches", file=sys.stderr)
    log = LesionRunLog(args.run_dir, config)
    log.write_configuration(args.data)
    judged = judged_patches(args.data, config) or patches
    stop = StopRequest(None if args.max_seconds is None else started + args.max_seconds)
    with stop:
        _train(state, patches, judged, log, stop)
        # Within: a second SIGTERM must not break off the writing.
        state.save(checkpoint)
    end = "finished" if state.cur_nimg >= config.total_nimg else "stopped; the same command goes on"
    print(f"{state.cur_nimg} of {config.total_nimg} patches: {end} ({checkpoint})")


def _train(
    state: LesionRunState,
    patches: LesionPatches,
    judged: LesionPatches,
    log: LesionRunLog,
    stop: StopRequest,
) -> None:
    config = state.config
    last: LesionProgress | None = None
    bar = tqdm(
        total=config.total_nimg,
        initial=state.cur_nimg,
        unit=" patches",
        smoothing=0.05,
        mininterval=1.0 if sys.stderr.isatty() else 60.0,
        file=sys.stderr,
    )
    with bar:
        for last in run_until(state, patches, stop.is_due):
            bar.update(config.batch)
            log.note(last)
            if _passed(last, config.batch, config.tick_kimg):
                log.write_line(last)
                bar.set_postfix(side=last.side, refresh=False)
            if _passed(last, config.batch, config.grid_kimg):
                log.write_grid(state.average, judged, patches, last)
            if _passed(last, config.batch, config.checkpoint_kimg):
                state.save(log.folder / CHECKPOINT)
    if last is not None:
        log.write_grid(state.average, judged, patches, last)


def _passed(progress: LesionProgress, batch: int, kimg: float) -> bool:
    every = kimg * 1000
    return progress.cur_nimg // every != (progress.cur_nimg - batch) // every


def _config(args: argparse.Namespace) -> LesionConfig:
    config = preset(args.preset, args.kind)
    names = (
        "seed",
        "batch",
        "learning_rate",
        "penalty_weight",
        "pair_weight",
        "profile_weight",
        "known_weight",
        "input_noise",
        "held_out_percent",
    )
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.kimg is not None:
        try:
            half, full = (float(part) for part in args.kimg.split(","))
        except ValueError as error:
            raise TrainingError(f"--kimg takes two numbers, as 12,8, not {args.kimg!r}.") from error
        given["kimg"] = (half, full)
    return replace(config, **given)
