"""The catalogue as one object: its parts share one database."""

from pathlib import Path

from photoapp.catalog.albums import Albums
from photoapp.catalog.captions import CaptionTable
from photoapp.catalog.database import Database
from photoapp.catalog.events import EventTable
from photoapp.catalog.failures import Failures
from photoapp.catalog.files import Files
from photoapp.catalog.folders import Folders
from photoapp.catalog.generations import Generations
from photoapp.catalog.labels import LabelTable
from photoapp.catalog.marks import Marks
from photoapp.catalog.metadata import MetadataTable
from photoapp.catalog.person_keywords import PersonKeywords
from photoapp.catalog.photos import Photos
from photoapp.catalog.reprojection import Reprojection
from photoapp.catalog.roots import Roots
from photoapp.catalog.search_history import SearchHistory
from photoapp.catalog.successions import Successions
from photoapp.catalog.suggestions import Suggestions
from photoapp.catalog.vectors import Vectors
from photoapp.catalog.write_back import WriteBackTable
from photoapp.catalog.writings import Writings


class Catalog:
    """What photoapp knows of its photos. Safe to use from several threads.

    Raises:
        CatalogError: the file is damaged, locked, written by a newer photoapp, or gone while
            there are backups of it.

    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.roots = Roots(self.database)
        self.folders = Folders(self.database)
        self.files = Files(self.database)
        self.photos = Photos(self.database)
        self.vectors = Vectors(self.database)
        self.generations = Generations(self.database)
        self.reprojection = Reprojection(self.database)
        self.failures = Failures(self.database)
        self.metadata = MetadataTable(self.database)
        self.marks = Marks(self.database)
        self.keywords = PersonKeywords(self.database)
        self.captions = CaptionTable(self.database)
        self.labels = LabelTable(self.database)
        self.suggestions = Suggestions(self.database)
        self.albums = Albums(self.database)
        self.events = EventTable(self.database)
        self.search_history = SearchHistory(self.database)
        self.successions = Successions(self.database)
        self.write_back = WriteBackTable(self.database)
        self.writings = Writings(self.database)

    def close(self) -> None:
        """Close the file."""
        self.database.close()
