"""One run in several processes, as torchrun starts them: each takes a part of every batch."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import nn

from training.errors import TrainingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Processes:
    """The processes of a run.

    Attributes:
        rank: number of this one; 0 writes and reports.
        count: how many there are.
    """

    rank: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether this process writes files and shows progress."""
        return self.rank == 0

    def part(self, batch: int) -> slice:
        """Which samples of a batch are this process's."""
        size = batch // self.count
        return slice(self.rank * size, (self.rank + 1) * size)

    def average_gradients(self, network: nn.Module) -> None:
        """Replace the gradients by their mean over all processes."""
        if self.count == 1:
            return
        gradients = [p.grad for p in network.parameters() if p.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        dist.all_reduce(flat)
        flat /= self.count
        parts = flat.split([gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def sums(self, values: list[float], device: torch.device) -> list[float]:
        """Sums over all processes."""
        if self.count == 1:
            return values
        total = torch.tensor(values, dtype=torch.float64, device=device)
        dist.all_reduce(total)
        return total.tolist()

    def any(self, flag: bool, device: torch.device) -> bool:
        """Whether the flag is set in one of the processes."""
        return self.sums([float(flag)], device)[0] > 0


def join(device: torch.device, batch: int, group: int) -> Processes:
    """Join the processes that torchrun started; a run started without it is one process.

    Args:
        device: of this process; decides between NCCL and gloo.
        batch: of the whole run.
        group: samples whose statistics belong together.

    Raises:
        TrainingError: the batch cannot be shared.
    """
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        return Processes()
    if batch % (count * group):
        raise TrainingError(
            f"A batch of {batch} cannot be shared by {count} processes: each takes a multiple of "
            f"{group}. Choose --batch {count * group} or a multiple of it."
        )
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Processes(rank=dist.get_rank(), count=count)


def leave(processes: Processes) -> None:
    """Wait for the others, and end the joint work."""
    if processes.count > 1:
        dist.barrier()
        dist.destroy_process_group()


def own_device(name: str) -> str:
    """The device of this process: with several GPUs, the one of its local number."""
    local = os.environ.get("LOCAL_RANK")
    return f"cuda:{local}" if name == "cuda" and local is not None else name
