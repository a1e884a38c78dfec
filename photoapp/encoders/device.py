"""Where a model runs, and whether it ran out of memory there."""

import importlib.util
import os
import platform
import sys
from pathlib import Path

from photoapp.errors import ModelError

CPU = "cpu"
# The fastest first: NVIDIA's and AMD's, Apple's, Intel's.
_ACCELERATORS = ("cuda", "mps", "xpu")
# The library that torch computes with on each, and what drivers put into /dev. Under Windows a
# driver leaves no file; Apple's is a part of the system.
_LIBRARIES = {"cuda": ("torch_cuda", "torch_hip"), "xpu": ("torch_xpu",)}
_DRIVERS = {"cuda": ("nvidia0", "dxg", "kfd"), "xpu": ("dri", "dxg")}
# How torch says that memory ran out, where it has no exception of its own for it: on processors,
# on Apple's and Intel's accelerators, and in NVIDIA's libraries.
_OUT_OF_MEMORY = (
    "out of memory",
    "can't allocate memory",
    "not enough memory",
    "invalid buffer size",
    "alloc_failed",
    "out_of_device_memory",
    "out_of_host_memory",
)

_most_cores: int | None = None


def choose_device(wanted: str = "auto") -> str:
    """Return the torch device to use, without importing torch where it can't matter.

    Looking for an accelerator takes the seconds that importing torch takes, and only a machine
    with a driver for it, and a torch built for it, can have one.

    Raises:
        ModelError: ``wanted`` is a device that is not there.

    """
    if wanted == "auto":
        return next((name for name in _ACCELERATORS if _possible(name) and _works(name)), CPU)
    if wanted not in (CPU, *_ACCELERATORS):
        names = ", ".join(("auto", CPU, *_ACCELERATORS))
        raise ModelError(f"There is no device {wanted!r}; choose one of {names}.")
    if wanted != CPU and not _works(wanted):
        message = (
            f"The device {wanted!r} is not there, or the installed torch was not built for it; "
            f"choose auto or {CPU}."
        )
        raise ModelError(message)
    return wanted


def _possible(name: str) -> bool:
    if name == "mps":
        return sys.platform == "darwin" and platform.machine() == "arm64"
    driver = os.name == "nt" or any(Path("/dev", file).exists() for file in _DRIVERS[name])
    return driver and _built_for(name)


def _built_for(name: str) -> bool:
    """Return whether torch has the libraries for a device, or keeps them where none is known."""
    spec = importlib.util.find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return False
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    libraries = " ".join(file.name for file in folder.glob("*torch_*"))
    return "torch_cpu" not in libraries or any(part in libraries for part in _LIBRARIES[name])


def _works(name: str) -> bool:
    import torch

    if name == "mps":
        return torch.backends.mps.is_available()
    return torch.cuda.is_available() if name == "cuda" else torch.xpu.is_available()


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error of numpy's or torch's says that memory ran out, on any device."""
    if isinstance(error, MemoryError):
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in said for words in _OUT_OF_MEMORY)


def cores() -> int:
    """Return how many processors this process may use."""
    return min(_there(), _most_cores or sys.maxsize)


def use_cores(most: int | None) -> None:
    """Let ``cores`` be no more than ``most`` in this process, nor threads of numpy and torch.

    torch heeds it if it is imported later. None: whatever the system allows.
    """
    from threadpoolctl import threadpool_limits

    global _most_cores  # noqa: PLW0603 - it is about the process, as what the system allows is
    _most_cores = most
    # Threads that wait for each other by spinning keep other programs, and each other, from work.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if most is not None:
        os.environ["OMP_NUM_THREADS"] = str(cores())
        threadpool_limits(cores())


def _there() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def use_one_core_per_thread() -> None:
    """Let each thread that calls a model run it on one core.

    Several threads that do so keep all cores busier than one that spreads each layer over them.
    """
    import torch

    torch.set_num_threads(1)
