"""Where the model runs."""

import importlib.util
import os


def choose_device() -> str:
    """Return the torch device to use, without importing torch where it can't matter.

    Only a machine with an NVIDIA driver can have CUDA, and looking for it takes the seconds
    that importing torch takes.
    """
    if os.path.exists("/dev/nvidia0") or os.name == "nt":  # noqa: PTH110
        return _ask_torch()
    return "cpu"


def _ask_torch() -> str:
    if importlib.util.find_spec("torch") is None:
        return "cpu"
    import torch  # noqa: PLC0415

    return "cuda" if torch.cuda.is_available() else "cpu"


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
