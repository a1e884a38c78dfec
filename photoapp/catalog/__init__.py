"""The SQLite catalogue. All SQL of photoapp is in this package."""

from photoapp.catalog.catalog import Catalog
from photoapp.catalog.failures import UNLISTED, Failure
from photoapp.catalog.files import Content, FileRecord, FileTraits, StoredFile
from photoapp.catalog.filters import Color, Flag, PhotoFilter
from photoapp.catalog.generations import Generation
from photoapp.catalog.metadata import PendingMetadata, PhotoMetadata
from photoapp.catalog.photos import EmbeddedPhoto, PendingPhoto, PhotoRecord
from photoapp.catalog.roots import Root

__all__ = [
    "UNLISTED",
    "Catalog",
    "Color",
    "Content",
    "EmbeddedPhoto",
    "Failure",
    "FileRecord",
    "FileTraits",
    "Flag",
    "Generation",
    "PendingMetadata",
    "PendingPhoto",
    "PhotoFilter",
    "PhotoMetadata",
    "PhotoRecord",
    "Root",
    "StoredFile",
]
