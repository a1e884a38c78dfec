"""What a photo's metadata says: in the file, beside it, and in its name. See docs/metadata.md."""

from photoapp.media.metadata.facts import Known, Metadata, Place, Position, Taken, camera_name
from photoapp.media.metadata.sidecars import FolderSidecars, sidecars_of

__all__ = [
    "FolderSidecars",
    "Known",
    "Metadata",
    "Place",
    "Position",
    "Taken",
    "camera_name",
    "sidecars_of",
]
