"""Room on the disk and in memory, looked at before a run begins rather than in its middle."""

import shutil
from pathlib import Path

from photoapp.errors import TrainingError

# What is left free of the disk, in bytes, for everything else.
_LEFT_FREE = 100_000_000
_MEGABYTE = 1_000_000


def check_room(folder: Path, needed: int) -> None:
    """Make sure that a run's folder can hold what will be made there, in bytes.

    Raises:
        TrainingError: it can't.

    """
    free = shutil.disk_usage(folder).free
    if free >= needed + _LEFT_FREE:
        return
    wanted = (needed + _LEFT_FREE) / _MEGABYTE
    raise TrainingError(
        f"The training needs {wanted:,.0f} MB free in {folder}, and {free / _MEGABYTE:,.0f} MB "
        "are; make room there and start it again."
    )
