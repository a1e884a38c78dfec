"""The SQLite catalogue. All SQL of photoapp is in this package."""

from photoapp.catalog.albums import Album
from photoapp.catalog.captions import Caption
from photoapp.catalog.catalog import Catalog
from photoapp.catalog.failures import UNLISTED, Failure
from photoapp.catalog.files import Content, FileRecord, FileTraits, StoredFile
from photoapp.catalog.filters import Color, Flag, PhotoFilter
from photoapp.catalog.generations import Generation
from photoapp.catalog.labels import Decisions, Label, LabelCounts, LabelPicture
from photoapp.catalog.marks import Description, MarkField, MarkValue
from photoapp.catalog.metadata import PendingMetadata, PhotoMetadata
from photoapp.catalog.person_keywords import Keyword, KeywordState, Origin, SaidKeyword
from photoapp.catalog.photos import EmbeddedPhoto, PendingPhoto, PhotoRecord
from photoapp.catalog.roots import Root
from photoapp.catalog.successions import Succession
from photoapp.catalog.suggestions import Replaced, Suggestion, Suggestions

__all__ = [
    "UNLISTED",
    "Album",
    "Caption",
    "Catalog",
    "Color",
    "Content",
    "Decisions",
    "Description",
    "EmbeddedPhoto",
    "Failure",
    "FileRecord",
    "FileTraits",
    "Flag",
    "Generation",
    "Keyword",
    "KeywordState",
    "Label",
    "LabelCounts",
    "LabelPicture",
    "MarkField",
    "MarkValue",
    "Origin",
    "PendingMetadata",
    "PendingPhoto",
    "PhotoFilter",
    "PhotoMetadata",
    "PhotoRecord",
    "Replaced",
    "Root",
    "SaidKeyword",
    "StoredFile",
    "Succession",
    "Suggestion",
    "Suggestions",
]
