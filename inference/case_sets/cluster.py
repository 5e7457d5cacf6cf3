"""Drawing the cases of a set on a cluster, by Dask: the same bytes, and lost workers are replaced.

Every machine of the cluster needs this program and the model; a model that ships is found by its
name and hash, another one under the same path.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from inference.bundle_manifest import content_hash
from inference.case_sets.workers import AHEAD, Finished, Job, drawn_bytes
from inference.errors import BundleError, CaseSetError
from inference.model_bundle import read_manifest
from inference.resources import shipped_bundles

CONNECT_S = 20
LEAST_AHEAD = 8


class Cluster:
    """Draws the cases on the workers of a Dask scheduler.

    Args:
        address: of the scheduler, as `tcp://host:8786`.

    Raises:
        CaseSetError: Dask is not installed.
    """

    def __init__(self, address: str) -> None:
        if importlib.util.find_spec("distributed") is None:
            raise CaseSetError(
                "A cluster needs Dask, which is not installed. Install mammogym[cluster]."
            )
        self._address = address

    def draw(self, job: Job, indices: Sequence[int]) -> Generator[Finished, None, None]:
        """See `inference.case_sets.workers.Workers.draw`."""
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker

        try:
            client = Client(self._address, timeout=CONNECT_S)
        except (OSError, ValueError) as error:
            raise CaseSetError(
                f"The scheduler {self._address} does not answer: {error}. Check the address."
            ) from error
        waiting = iter(indices)
        with client:
            at_work: dict[str, bool] = client.run(_here)  # pyright: ignore[reportAssignmentType]
            ahead = max(LEAST_AHEAD, AHEAD * len(at_work))
            futures = as_completed()
            for _, index in zip(range(ahead), waiting, strict=False):
                futures.add(client.submit(_drawn_on_worker, job, index, pure=False))
            for future in futures:
                try:
                    yield future.result()
                except KilledWorker as error:
                    raise CaseSetError(
                        "Several workers of the cluster ended while they drew one case. Start the "
                        "build again: it goes on where it was."
                    ) from error
                future.release()
                for index in waiting:
                    futures.add(client.submit(_drawn_on_worker, job, index, pure=False))
                    break


def _here() -> bool:
    return True


def _drawn_on_worker(job: Job, index: int) -> Finished:
    return drawn_bytes(replace(job, bundle_folder=str(_folder_here(job))), index)


def _folder_here(job: Job) -> Path:
    """Where the model lies on this machine: under the same path, or among those that ship."""
    for folder in (Path(job.bundle_folder), *shipped_bundles()):
        try:
            if content_hash(read_manifest(folder)) == job.bundle_hash:
                return folder
        except BundleError:
            continue
    raise CaseSetError(
        f"A machine of the cluster lacks the model of {job.bundle_folder}. Copy it there, under "
        "the same path."
    )
