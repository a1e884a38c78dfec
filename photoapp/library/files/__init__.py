"""Acting on the photos' files: turning them, copying them out, moving them to the trash."""

from photoapp.library.files.files import Files
from photoapp.library.files.options import (
    ExportAs,
    ExportFormat,
    ExportMetadata,
    ExportOptions,
    OnConflict,
)
from photoapp.library.files.refusals import FileActionError
from photoapp.library.files.reports import ExportReport, TrashReport

__all__ = [
    "ExportAs",
    "ExportFormat",
    "ExportMetadata",
    "ExportOptions",
    "ExportReport",
    "FileActionError",
    "Files",
    "OnConflict",
    "TrashReport",
]
