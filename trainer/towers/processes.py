"""One process or many, as ``torchrun`` starts them: what they tell each other."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from photoapp.encoders.device import choose_device

_Anything = TypeVar("_Anything")


@dataclass(frozen=True)
class Processes:
    """A process's place among those of a run; the first reads and writes for all."""

    rank: int = 0
    size: int = 1

    @classmethod
    def joined(cls, device: str) -> "Processes":
        """Meet the others that ``torchrun`` has started, if it has."""
        import torch
        from torch import distributed

        if int(os.environ.get("WORLD_SIZE", "1")) < 2:
            return cls()
        if device.startswith("cuda"):
            torch.cuda.set_device(device)
        distributed.init_process_group("nccl" if device.startswith("cuda") else "gloo")
        return cls(distributed.get_rank(), distributed.get_world_size())

    @property
    def on_this_host(self) -> int:
        """How many of them share this machine."""
        return int(os.environ.get("LOCAL_WORLD_SIZE", "1")) if self.size > 1 else 1

    @property
    def first(self) -> bool:
        """Whether this one reads and writes for all."""
        return self.rank == 0

    def share(self, thing: _Anything) -> _Anything:
        """Return what the first process gave; the others may give anything."""
        from torch import distributed

        if self.size == 1:
            return thing
        things = [thing]
        distributed.broadcast_object_list(things, src=0)
        return things[0]

    def sum(self, tensors: Iterable[Any]) -> None:
        """Replace tensors by their sums over all processes."""
        from torch import distributed

        if self.size > 1:
            for tensor in tensors:
                distributed.all_reduce(tensor)

    def part(self, rows: Any) -> Any:
        """Return this process's equal part of rows, whose number must allow it."""
        length = len(rows) // self.size
        return rows[self.rank * length : (self.rank + 1) * length]

    def meet(self) -> None:
        """Wait for the others, so that none parts while another still asks it for something."""
        from torch import distributed

        if self.size > 1:
            distributed.barrier()

    def leave(self) -> None:
        """Part from the others."""
        from torch import distributed

        if self.size > 1:
            distributed.destroy_process_group()


def training_device(wanted: str) -> str:
    """Return torch's name of the device that this process of a run trains on.

    Raises:
        ModelError: ``wanted`` is not there.

    """
    device = choose_device(wanted)
    local = os.environ.get("LOCAL_RANK")
    return f"{device}:{local}" if device == "cuda" and local is not None else device
