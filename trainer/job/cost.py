"""What a run has cost so far."""

import sys

_KILOBYTE = 1024


def peak_bytes() -> int:
    """Return the most memory that this process has had, on a graphics card if it uses one."""
    torch = sys.modules.get("torch")
    if torch and torch.cuda.is_initialized():
        return int(torch.cuda.max_memory_allocated())
    return _resident()


def _resident() -> int:
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * _KILOBYTE
