"""Arrays kept in a file of their own, which can be lost: what they hold can be made anew."""

import contextlib
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Arrays = dict[str, NDArray[Any]]


def read_arrays(path: Path) -> tuple[dict[str, Any], Arrays] | None:
    """Return what a file says of its arrays, and those; None if there is none, or it is damaged."""
    try:
        # Opened here, for numpy leaves a damaged one open.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        return json.loads(str(arrays.pop("said"))), arrays
    except FileNotFoundError:
        return None
    except Exception as error:
        log.warning("%s is made anew: %s", path, error)
        return None


def write_arrays(path: Path, said: Mapping[str, Any], arrays: Arrays) -> None:
    """Keep arrays, and what is to be said of them; that they can't be kept is only logged."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            np.savez(file, allow_pickle=False, said=np.array(json.dumps(said)), **arrays)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        log.warning("%s can't be kept, and will be made anew: %s", path, error)
