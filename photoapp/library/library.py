"""The facade: everything the command line and the window can do with photos."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from photoapp import media
from photoapp.catalog import Catalog, Failure, PhotoRecord
from photoapp.errors import NotInLibraryError, PhotoappError
from photoapp.events import Listener, ignore
from photoapp.index.opening import SWITCH_OVER
from photoapp.library.active_models import ActiveModels
from photoapp.library.albums import Albums
from photoapp.library.browsing import Browsing
from photoapp.library.captions import Captions
from photoapp.library.changes import Changes
from photoapp.library.embedding import Embedding
from photoapp.library.events import Events
from photoapp.library.file_info import FileInfo, FileInfos
from photoapp.library.files import Files
from photoapp.library.home_backups import HomeBackups
from photoapp.library.ignoring import Ignoring
from photoapp.library.indexing import IndexReport, run_indexing
from photoapp.library.instance import Instance
from photoapp.library.labels import Labels
from photoapp.library.looking import Looking
from photoapp.library.marks import Marks
from photoapp.library.metadata_reading import MetadataReading
from photoapp.library.models import Models
from photoapp.library.new_versions import NewVersions
from photoapp.library.pausing import Pauses, Pausing
from photoapp.library.pictures import Pictures
from photoapp.library.roots import hold, is_present, present_roots
from photoapp.library.safekeeping import Safekeeper
from photoapp.library.scanning import Area, outermost, resolve_folder
from photoapp.library.settings import HomeSettings
from photoapp.library.status import FolderStatus, LibraryStatus
from photoapp.library.watch_notes import WatchNotes
from photoapp.paths import AppPaths, absolute
from photoapp.search import Hit
from photoapp.search.query_text import parse
from photoapp.worker import WorkerClient, metadata_command

if TYPE_CHECKING:
    from photoapp.library.personal import Personal
    from photoapp.library.write_back import WriteBack

log = logging.getLogger(__name__)

# Reading the next photos' metadata starts its process again in a moment.
_METADATA_IDLE_SECONDS = 30.0
# These work unasked, so that battery and the user's own work come first where the settings say so.
_CONSIDERATE = frozenset(["window", "watch"])


class Library:
    """A library of photos below one photoapp home. Safe to use from several threads.

    Raises:
        HomeError: its files can't be written.
        CatalogError: the catalogue can't be opened.
        ModelError: the model that the settings name is not there.

    """

    def __init__(self, paths: AppPaths, *, words_here: bool = False) -> None:
        self.paths = paths.create()
        self.settings = HomeSettings.at(paths.settings)
        settings = self.settings.read()
        self.pausing = Pausing(self.settings.read)
        self.new_versions = NewVersions(paths.newest_version, self.settings.read)
        self.backups = HomeBackups(paths.catalog, self.settings.read)
        self._catalog = Catalog(paths.catalog)
        self._thumbnails = media.ThumbnailStore(paths.thumbnails)
        self._pictures = Pictures(self._catalog, self._thumbnails)
        self._active = ActiveModels(paths, settings, self._catalog, words_here=words_here)
        self._metadata = WorkerClient(
            "",
            paths.logs / "worker.log",
            metadata_command(),
            idle_seconds=_METADATA_IDLE_SECONDS,
        )
        self._infos = FileInfos(paths, self._catalog)
        self.changes = Changes()
        self.marks = Marks(self._catalog, self.changes)
        self.captions = Captions(self._catalog, self._active, self.changes)
        self.albums = Albums(self._catalog, self.changes, self._likely)
        self.events = Events(self._catalog, self.changes, self.albums)
        self.labels = Labels(self._catalog, self._active, self.changes, paths.indexes)
        self.browsing = Browsing(self._catalog, self._active)
        self.files = Files(
            paths,
            self._catalog,
            self._thumbnails,
            self.changes,
            lambda path: self.info(path).metadata,
        )
        self._making = WorkerClient(
            "",
            paths.logs / "worker.log",
            metadata_command(),
            idle_seconds=_METADATA_IDLE_SECONDS,
        )
        self._indexing = threading.Lock()
        self.instance = Instance(paths)
        self.models = Models(
            paths,
            self._catalog,
            self._active,
            self._thumbnails,
            indexing=self._indexing,
            instance=self.instance,
            pausing=self.pausing,
        )

    @cached_property
    def write_back(self) -> "WriteBack":
        """What puts people's words into files; seldom asked for, and slow to import."""
        from photoapp.library.write_back import WriteBack  # noqa: PLC0415

        return WriteBack(
            self.paths, self._catalog, self._thumbnails, self._making, self.settings.read
        )

    @cached_property
    def personal(self) -> "Personal":
        """What trains models on the user's captions; seldom asked for."""
        from photoapp.library.personal import Personal  # noqa: PLC0415

        return Personal(
            self.paths,
            self._catalog,
            self._active,
            self.models,
            captions=self.captions,
            instance=self.instance,
            settings=self.settings.read,
        )

    @property
    def model_id(self) -> str:
        """The id of the model that answers searches."""
        return self._active.serving().card.id

    def warm_up(self) -> None:
        """Start the worker and open the index, so that the first search is quick."""
        serving = self._active.serving()
        serving.worker.start()
        serving.searcher.refresh()

    def folders(self) -> list[Path]:
        """Return the watched folders, and remember which are there just now."""
        present_roots(self._catalog)
        return [root.path for root in self._catalog.roots.all()]

    @contextmanager
    def at_work(
        self, what: str, warn: Callable[[str], None] = log.warning, *, patient: bool = True
    ) -> Iterator[None]:
        """Be the one photoapp that works in this home, and keep its catalogue safe meanwhile.

        ``what`` tells others what it is; ``warn`` is told if the catalogue is damaged. At the end
        a backup that is being made is finished if ``patient``.

        Raises:
            HomeBusyError: another photoapp is at work in this home.

        """
        left_open = self._catalog.database.left_open
        with self.instance.hold(what):
            self.pausing.considerate = what in _CONSIDERATE
            keeper = Safekeeper(
                self.paths.catalog,
                left_open=left_open,
                warn=warn,
                settings=self.settings.read,
                thumbnails=self._thumbnails,
            )
            try:
                yield
            finally:
                keeper.finish(at_once=not patient)

    def folder_status(self) -> list[FolderStatus]:
        """Return what is known of each watched folder."""
        counts = self._catalog.roots.file_counts()
        notes = {w.path: w.sentence for w in WatchNotes(self.paths).read() if w.how == "looking"}
        return [
            FolderStatus(
                root.path,
                counts.get(root.id, 0),
                not is_present(self._catalog, root),
                root.videos,
                root.live_photos,
                notes.get(str(root.path), ""),
            )
            for root in self._catalog.roots.all()
        ]

    def add_folder(self, folder: Path) -> Path:
        """Watch a folder, and return the watched folder that it is or lies in.

        Raises:
            FolderError: it is missing or can't be read.

        """
        return hold(self._catalog, resolve_folder(folder)).path

    def remove_folder(self, folder: Path) -> bool:
        """Watch a folder no longer; return False if it is not a watched folder.

        Its photos are not found any more, but what is known of them stays: when they are met
        again they are not looked at again.
        """
        for root in self._catalog.roots.all():
            if root.path == absolute(folder):
                self._catalog.roots.remove(root.id)
                return True
        return False

    def index(
        self,
        areas: Sequence[Path | Area] = (),
        listener: Listener = ignore,
        stop: threading.Event | None = None,
    ) -> IndexReport:
        """Bring the library up to date with some folders, or with all watched ones.

        What is missing is found by looking, so a run that was stopped or killed is simply
        taken up by the next. Runs of one library wait for each other.

        Raises:
            FolderError: one of the folders is missing or can't be read.
            HomeBusyError: another photoapp is at work in this home.
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self.instance.hold("index"), self._indexing:
            serving = self._active.serving()
            stop = stop or threading.Event()
            self.models.fill_in(stop)
            pauses = Pauses(self.pausing, listener)
            if self._catalog.photos.pending(serving.number, 0, 1) and not pauses.now():
                serving.worker.start()  # it gets ready while folders are walked
            folders = [resolve_folder(a) for a in areas if not isinstance(a, Area)]
            for folder in folders:
                hold(self._catalog, folder)  # it may be new
            chosen = [a for a in areas if isinstance(a, Area)] + [Area(f) for f in folders]
            present = [Area(root.path) for root in present_roots(self._catalog)]
            ignoring = Ignoring(self.paths.own_folders, self.settings.read().ignore)
            looking = Looking(self._catalog, ignoring, listener, stop, serving.worker.start)
            scans = looking.at(outermost(chosen) or present)
            embedding = Embedding(
                self._catalog, serving.number, serving.worker, self._thumbnails, listener, pauses
            )
            metadata = MetadataReading(self._catalog, self._metadata)
            report = run_indexing(embedding, metadata, scans, listener, stop)
            if self._active.serving() is not serving:
                self.models.fill_in(stop)  # what came while another model took over
            serving.searcher.settle()
            self.browsing.gather(stop.is_set)
            self._suggest(stop)
            return report

    def _suggest(self, stop: threading.Event) -> None:
        """Suggest labels for what came; where that can't be done the run has not failed."""
        try:
            if not stop.is_set() and self.labels.stale():
                self.labels.settle(stop)
        except PhotoappError as error:
            log.warning("Labels are not suggested just now: %s", error)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return the photos that best answer a text in plain words, the best first.

        Raises:
            UsageError: the text is empty.
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the text can't be turned into a vector.

        """
        return self._active.serving().searcher.search(text, limit)

    def info(self, file: Path) -> FileInfo:
        """Return all that is known of a file, which need not be in the library.

        Raises:
            PhotoUnreadableError: it is not there, or can't be read.
            WorkerUnavailableError: the process that reads metadata keeps dying.

        """
        return self._infos.of(file, self._active.serving().number)

    def photo_at(self, file: Path) -> int:
        """Return the id of the photo that a file held when it was last looked at.

        Raises:
            NotInLibraryError: it is not in the library.

        """
        photo_id = self._catalog.files.photo_at(absolute(file))
        if photo_id is None:
            raise NotInLibraryError(f"{file} is not in the library; index its folder first.")
        return photo_id

    def photo_ids(self) -> list[int]:
        """Return the ids of all photos that can be shown, the newest first."""
        return self._catalog.photos.present_ids(decoded=True)

    def photo(self, photo_id: int) -> PhotoRecord | None:
        """Return a photo, None when no file holds it any more."""
        return self._catalog.photos.records([photo_id]).get(photo_id)

    def files_of(self, photo_ids: Sequence[int]) -> list[Path]:
        """Return one file of each of some photos, in their order; of those that are gone none."""
        found = self._catalog.photos.records(photo_ids)
        return [found[photo_id].path for photo_id in photo_ids if photo_id in found]

    def failures(self) -> list[Failure]:
        """Return every file that could not be indexed, and every folder that can't be listed."""
        return self._catalog.failures.all()

    def thumbnail(self, photo_id: int) -> bytes:
        """Return a photo's thumbnail as a JPEG, made anew if it was lost.

        Raises:
            PhotoUnreadableError: there is none, and the photo can't be read.

        """
        return self._pictures.thumbnail(photo_id)

    def stored_thumbnails(self, photo_ids: Sequence[int]) -> dict[int, bytes]:
        """Return the thumbnails of those photos that have one, as JPEGs, by id."""
        return self._pictures.stored_thumbnails(photo_ids)

    def open_photo(self, photo_id: int, long_edge: int) -> media.OpenedPhoto:
        """Decode a photo at least ``long_edge`` pixels long, or as long as it is.

        Raises:
            PhotoUnreadableError: it can't be.

        """
        return self._pictures.photo(photo_id, long_edge)

    def status(self) -> LibraryStatus:
        """Return counts, failures, and what the model runs on."""
        serving = self._active.serving()
        photos, embedded = self._catalog.photos.count(serving.number)
        runs_on = self._active.runs_on(serving)
        return LibraryStatus(
            folders=self.folder_status(),
            photos=photos,
            embedded=embedded,
            pending=self._catalog.photos.pending_count(serving.number),
            failures=self._catalog.failures.all(),
            model=serving.card.id,
            device=runs_on.device,
            precision=runs_on.precision,
            precision_reason=runs_on.reason,
            index="hnsw" if embedded >= SWITCH_OVER else "exact",
            building=self.models.building(),
        )

    def _likely(self, text: str) -> Sequence[int]:
        """Return the photos that probably answer a query as it is typed."""
        found = self.browsing.find(parse(text))
        return found.photo_ids[: found.likely]

    def close(self) -> None:
        """Stop the workers and close the catalogue."""
        self._metadata.close()
        self._making.close()
        self._infos.close()
        self._active.close()
        self._catalog.close()
