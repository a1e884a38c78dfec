"""The SQLite catalogue. All SQL of photoapp is in this package."""

from photoapp.catalog.catalog import Catalog
from photoapp.catalog.failures import Failure
from photoapp.catalog.files import FileRecord, Root, StoredFile
from photoapp.catalog.generations import Generation
from photoapp.catalog.photos import EmbeddedPhoto, PendingPhoto, PhotoRecord

__all__ = [
    "Catalog",
    "EmbeddedPhoto",
    "Failure",
    "FileRecord",
    "Generation",
    "PendingPhoto",
    "PhotoRecord",
    "Root",
    "StoredFile",
]
