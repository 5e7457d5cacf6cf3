"""`mammogym-train train`: train a generator, stop when asked, go on exactly."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from inference.command_line import CommandParser
from training.allocator import keep_freed_memory
from training.config import COMPUTE_TYPES, HELPERS, PRESETS, TrainingConfig, preset, with_stages
from training.dataset import check_dataset
from training.losses import Loss
from training.networks.discriminator import STATISTICS_GROUP
from training.processes import Processes, join, leave
from training.run_log import RunLog
from training.run_state import RunState
from training.selection import Jury, select
from training.stopping import StopRequest, chosen_device
from training.training_loop import BEST, CHECKPOINT, Progress, TrainingLoop, run_until
from training.warm_start import warm_start

SUMMARY = "train a generator on a dataset"
DESCRIPTION = """\
Trains a generator in stages of growing height. SIGTERM, Ctrl+C and --max-seconds stop it with a
full checkpoint; the same command goes on exactly where it stopped. The folder of the run holds
config.json, stats.jsonl, selection.jsonl, sample grids, the checkpoint, and in best.npz the average
that was nearest to the held-out views. Several processes:
torchrun --nproc-per-node=2 -m training train …"""
EXAMPLE = "mammogym-train train --data data/views.h5 --preset cpu-640 --run-dir runs/a"


def add_arguments(parser: CommandParser) -> None:
    """Add what `train` takes."""
    parser.add_argument("--data", type=Path, required=True, metavar="DATA.h5", help="dataset file")
    parser.add_argument(
        "--patches",
        type=Path,
        metavar="PATCHES.h5",
        help="native patches for a last stage on windows, as `prepare-patches` writes them",
    )
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run"
    )
    parser.add_argument(
        "--preset", choices=sorted(PRESETS), default="cpu-640", help="default: cpu-640"
    )
    parser.add_argument(
        "--warm-start",
        type=Path,
        metavar="FILE",
        help="weights to begin a new run with, as `export --warm-start` writes them",
    )
    parser.add_argument("--stages", metavar="ROWS:KIMG,…", help="in place of the preset's")
    parser.add_argument("--seed", type=int, help="in place of the preset's")
    parser.add_argument("--batch", type=int, help="in place of the preset's")
    parser.add_argument("--learning-rate", type=float, help="in place of the preset's")
    parser.add_argument("--loss", type=Loss, choices=list(Loss), help="in place of the preset's")
    parser.add_argument("--penalty-weight", type=float, help="γ or λ, in place of the preset's")
    parser.add_argument("--penalty-interval", type=int, help="in steps, in place of the preset's")
    parser.add_argument("--helper", choices=HELPERS, help="in place of the preset's")
    parser.add_argument("--compute", choices=COMPUTE_TYPES, help="in place of the preset's")
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
    check_dataset(args.data, [stage.rows for stage in config.stages])
    processes = join(device, config.batch, STATISTICS_GROUP)
    state = RunState(config, device)
    checkpoint = args.run_dir / CHECKPOINT
    if checkpoint.exists():
        state.load(checkpoint)
        _say(processes, f"going on at {state.cur_nimg} of {config.total_nimg} images")
    elif args.warm_start is not None:
        taken = warm_start(state, args.warm_start)
        _say(processes, f"{taken:,} weights taken over from {args.warm_start}")
    log = RunLog(args.run_dir, config) if processes.is_first else None
    if log is not None:
        log.write_configuration(args.data)
    stop = StopRequest(None if args.max_seconds is None else started + args.max_seconds)
    with stop:
        _train(TrainingLoop(state, args.data, processes, args.patches), log, args.data, stop)
        # Within: a second SIGTERM must not break off the writing.
        if processes.is_first:
            state.save(checkpoint)
    leave(processes)
    end = "finished" if state.cur_nimg >= config.total_nimg else "stopped; the same command goes on"
    if processes.is_first:
        print(f"{state.cur_nimg} of {config.total_nimg} images: {end} ({checkpoint})")


def _train(loop: TrainingLoop, log: RunLog | None, data: Path, stop: StopRequest) -> None:
    state, config = loop.state, loop.state.config
    last: Progress | None = None
    jury: Jury | None = None
    bar = tqdm(
        total=config.total_nimg,
        initial=state.cur_nimg,
        unit=" images",
        smoothing=0.05,
        mininterval=1.0 if sys.stderr.isatty() else 60.0,
        file=sys.stderr,
        disable=log is None,
    )
    with bar:
        for last in run_until(loop, stop.is_due):
            if log is None:
                continue
            bar.update(config.batch)
            log.note(last)
            if _passed(last, config.batch, config.tick_kimg):
                log.write_line(last, state.augment_p)
                bar.set_postfix(rows=last.rows, p=f"{state.augment_p:.2f}", refresh=False)
            if _passed(last, config.batch, config.select_kimg):
                if jury is None or jury.rows != last.rows:
                    jury = Jury(data, config.shape, last.rows)
                if len(jury):
                    log.write_selection(select(state, jury, log.folder / BEST))
            if _passed(last, config.batch, config.grid_kimg):
                log.write_grid(state.g_ema, last)
            if _passed(last, config.batch, config.checkpoint_kimg):
                state.save(log.folder / CHECKPOINT)
    if last is not None and log is not None:
        log.write_grid(state.g_ema, last)


def _say(processes: Processes, text: str) -> None:
    if processes.is_first:
        print(text, file=sys.stderr)


def _passed(progress: Progress, batch: int, kimg: float) -> bool:
    every = kimg * 1000
    return progress.cur_nimg // every != (progress.cur_nimg - batch) // every


def _config(args: argparse.Namespace) -> TrainingConfig:
    config = preset(args.preset)
    if args.stages:
        config = with_stages(config, args.stages)
    names = ("seed", "batch", "learning_rate", "compute", "loss", "penalty_weight")
    names = (*names, "penalty_interval", "helper")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    return replace(config, **given)
