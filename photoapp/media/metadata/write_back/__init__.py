"""Putting what a person says into photos' files and sidecars; see docs/guide/files.md."""

from photoapp.media.metadata.write_back.said import CannotHoldError, Said, folded, folded_all
from photoapp.media.metadata.write_back.writing import (
    Steps,
    Written,
    applied_backwards,
    write_into,
    write_sidecar,
)

__all__ = [
    "CannotHoldError",
    "Said",
    "Steps",
    "Written",
    "applied_backwards",
    "folded",
    "folded_all",
    "write_into",
    "write_sidecar",
]
