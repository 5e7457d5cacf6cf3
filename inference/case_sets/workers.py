"""Where the cases of a set are drawn: in this process, in several, or on a cluster.

A case depends on the blueprint, its index and the model alone, so that all of them give the same
bytes. Each draws on one thread: several processes then use several cores best.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from inference.case_generator import CaseGenerator
from inference.case_sets.blueprint import blueprint_from_json
from inference.case_sets.case_set import CaseSet, model_entry
from inference.case_sets.drawing import CaseDrawer
from inference.case_sets.files import case_set_bytes
from inference.case_sets.plan import CasePlan, plan_of
from inference.errors import CaseSetError
from inference.measurements.suspicious_foci import FociDetector
from inference.model_bundle import ModelBundle, load_bundle
from inference.runtime import ProviderChoice

AHEAD = 3
"""So many cases for each worker are under way or waiting: memory does not grow with the set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker has to know, as plain values that reach any process.

    Attributes:
        blueprint: as JSON.
        bundle_folder: of the model.
        bundle_hash: that the model has to have.
        provider: what runs it.
    """

    blueprint: str
    bundle_folder: str
    bundle_hash: str
    provider: str = ProviderChoice.CPU.value


Finished = tuple[int, bytes]
"""Index of a case, and the bytes of the set of this one case."""


class Workers(Protocol):
    """Draws cases somewhere."""

    def draw(self, job: Job, indices: Sequence[int]) -> Generator[Finished, None, None]:
        """Draw the cases of these indices, and give each when it is done, in any order.

        Closing the iterator stops the work.

        Raises:
            MammogymError: a case cannot be drawn, or the workers are gone.
        """
        ...


def drawn_bytes(job: Job, index: int) -> Finished:
    """Draw one case: what each worker does, in whatever process.

    Raises:
        MammogymError: it cannot be drawn.
    """
    drawer, plans, bundle = _ready(job)
    case = drawer.draw(plans[index])
    return index, case_set_bytes(CaseSet(title="-", cases=(case,), model=model_entry(bundle)))


class ThisProcess:
    """Draws the cases one after the other."""

    def draw(self, job: Job, indices: Sequence[int]) -> Generator[Finished, None, None]:
        """See `Workers.draw`."""
        for index in indices:
            yield drawn_bytes(job, index)


class Processes:
    """Draws the cases in several processes of this machine.

    Args:
        count: of processes.
    """

    def __init__(self, count: int) -> None:
        self._count = count

    def draw(self, job: Job, indices: Sequence[int]) -> Generator[Finished, None, None]:
        """See `Workers.draw`."""
        pool = ProcessPoolExecutor(
            self._count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_obey_parent_alone,
        )
        try:
            yield from self._drawn(pool, job, list(indices))
        except BrokenProcessPool as error:
            raise CaseSetError(
                "A process that drew cases ended on its own, perhaps for lack of memory. Start the "
                "build again: it goes on where it was, and takes fewer processes with --workers."
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _drawn(
        self, pool: ProcessPoolExecutor, job: Job, indices: list[int]
    ) -> Generator[Finished, None, None]:
        under_way: set[Future[Finished]] = set()
        waiting = iter(indices)
        while True:
            for index in waiting:
                under_way.add(pool.submit(drawn_bytes, job, index))
                if len(under_way) >= AHEAD * self._count:
                    break
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


@lru_cache(maxsize=1)
def _ready(job: Job) -> tuple[CaseDrawer, tuple[CasePlan, ...], ModelBundle]:
    """The model, loaded once in each process."""
    bundle = load_bundle(Path(job.bundle_folder))
    if bundle.hash != job.bundle_hash:
        raise CaseSetError(
            f"The model in {job.bundle_folder} is another one than the build began with. "
            "Copy the same model to every machine."
        )
    blueprint = blueprint_from_json(job.blueprint)
    generator = CaseGenerator(bundle, provider=job.provider, threads=1)
    drawer = CaseDrawer(blueprint, generator, FociDetector(threads=1))
    return drawer, plan_of(blueprint), bundle


def _obey_parent_alone() -> None:
    """A worker leaves Ctrl+C to the process that started it, and ends when that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait_and_end() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait_and_end, daemon=True).start()
