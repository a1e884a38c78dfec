"""Where a model runs."""

import os
from pathlib import Path


def choose_device() -> str:
    """Return the torch device to use, without importing torch where it can't matter.

    Only a machine with an NVIDIA driver can have CUDA, and looking for it takes the seconds
    that importing torch takes.
    """
    if os.name == "nt" or Path("/dev/nvidia0").exists():
        import torch

        return "cuda" if torch.cuda.is_available() else "cpu"
    return "cpu"


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def use_one_core_per_thread() -> None:
    """Let each thread that calls a model run it on one core.

    Several threads that do so keep all cores busier than one that spreads each layer over them.
    """
    import torch

    torch.set_num_threads(1)
