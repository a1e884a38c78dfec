"""The facade: everything the command line and the window can do with photos."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from photoapp import media
from photoapp.catalog import Catalog, PhotoRecord, Root
from photoapp.errors import PhotoUnreadableError
from photoapp.events import Listener, ScanProgress, ignore
from photoapp.index.opening import SWITCH_OVER
from photoapp.library.active_models import ActiveModels
from photoapp.library.embedding import Embedding
from photoapp.library.indexing import IndexReport, run_indexing
from photoapp.library.models import Models
from photoapp.library.scanning import Scan, outermost, resolve_folder, scan
from photoapp.library.status import FolderStatus, LibraryStatus
from photoapp.paths import AppPaths
from photoapp.search import Hit
from photoapp.settings import read_settings


class Library:
    """A library of photos below one photoapp home. Safe to use from several threads.

    Raises:
        HomeError: its files can't be written.
        CatalogError: the catalogue can't be opened.
        ModelError: the model that the settings name is not there.

    """

    def __init__(self, paths: AppPaths, *, words_here: bool = False) -> None:
        self.paths = paths.create()
        settings = read_settings(paths.settings)
        self._catalog = Catalog(paths.catalog)
        self._thumbnails = media.ThumbnailStore(paths.thumbnails)
        self._active = ActiveModels(paths, settings, self._catalog, words_here=words_here)
        self._indexing = threading.Lock()
        self.models = Models(paths, self._catalog, self._active, self._thumbnails, self._indexing)

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
        """Return the watched folders."""
        return [root.path for root in self._catalog.files.roots()]

    def add_folder(self, folder: Path) -> Path:
        """Watch a folder, and return the watched folder that it is or lies in.

        Raises:
            FolderError: it is missing or can't be read.

        """
        return self._add_root(resolve_folder(folder)).path

    def index(
        self,
        folders: Sequence[Path] = (),
        listener: Listener = ignore,
        stop: threading.Event | None = None,
    ) -> IndexReport:
        """Bring the library up to date with ``folders``, or with all watched ones.

        What is missing is found by looking, so a run that was stopped or killed is simply
        taken up by the next. Runs of one library wait for each other.

        Raises:
            FolderError: one of ``folders`` is missing or can't be read.
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self._indexing:
            serving = self._active.serving()
            serving.worker.start()  # it gets ready while folders are walked
            chosen = [resolve_folder(folder) for folder in folders]
            present = self._present_roots()
            stop = stop or threading.Event()
            scans = self._scan(outermost(chosen) or present, listener, stop)
            embedding = Embedding(
                self._catalog, serving.number, serving.worker, self._thumbnails, listener
            )
            report = run_indexing(embedding, scans, listener, stop)
            serving.searcher.settle()
            return report

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return the photos that best answer a text in plain words, the best first.

        Raises:
            UsageError: the text is empty.
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the text can't be turned into a vector.

        """
        return self._active.serving().searcher.search(text, limit)

    def photo_ids(self) -> list[int]:
        """Return the ids of all photos that can be shown, the newest first."""
        return self._catalog.photos.present_ids(decoded=True)

    def photo(self, photo_id: int) -> PhotoRecord | None:
        """Return a photo, None when no file holds it any more."""
        return self._catalog.photos.records([photo_id]).get(photo_id)

    def thumbnail(self, photo_id: int) -> bytes:
        """Return a photo's thumbnail as a JPEG, made anew if it was lost.

        Raises:
            PhotoUnreadableError: there is none, and the photo can't be read.

        """
        photo = self._catalog.photos.records([photo_id]).get(photo_id)
        if photo is None:
            raise PhotoUnreadableError("unreadable", "The photo's file is gone.")
        thumbnail = self._thumbnails.read(photo.content_hash)
        if thumbnail is None:
            opened = self._open(photo.path, media.Want(media.THUMBNAIL_EDGE))
            thumbnail = media.encode_thumbnail(opened.image)
            self._thumbnails.write(photo.content_hash, thumbnail)
        return thumbnail

    def open_photo(self, photo_id: int, long_edge: int) -> media.OpenedPhoto:
        """Decode a photo at least ``long_edge`` pixels long, or as long as it is.

        Raises:
            PhotoUnreadableError: it can't be.

        """
        photo = self.photo(photo_id)
        if photo is None:
            raise PhotoUnreadableError("unreadable", "The photo's file is gone.")
        return self._open(photo.path, media.Want(long_edge))

    def status(self) -> LibraryStatus:
        """Return counts, failures, and what the model runs on."""
        counts = self._catalog.files.counts()
        serving = self._active.serving()
        photos, embedded = self._catalog.photos.count(serving.number)
        runs_on = self._active.runs_on(serving)
        return LibraryStatus(
            folders=[
                FolderStatus(root.path, counts.get(root.id, 0), not root.path.is_dir())
                for root in self._catalog.files.roots()
            ],
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

    def close(self) -> None:
        """Stop the workers and close the catalogue."""
        self._active.close()
        self._catalog.close()

    def _present_roots(self) -> list[Path]:
        present = []
        for root in self._catalog.files.roots():
            offline = not root.path.is_dir()
            if offline != root.offline:
                self._catalog.files.set_offline(root.id, offline=offline)
            if not offline:
                present.append(root.path)
        return present

    def _add_root(self, folder: Path) -> Root:
        # A drive that is missing just now stays a root: an outer one would find its files gone.
        missing = [root.id for root in self._catalog.files.roots() if not root.path.is_dir()]
        return self._catalog.files.add_root(folder, missing)

    def _scan(
        self, folders: Sequence[Path], listener: Listener, stop: threading.Event
    ) -> list[Scan]:
        scans: list[Scan] = []
        started = time.monotonic()
        for folder in folders:
            root = self._add_root(folder)
            before = sum(done.found for done in scans)

            def progress(found: int, before: int = before) -> None:
                if time.monotonic() - started > 0.5 and found % 100 == 0:
                    listener(ScanProgress(before + found))

            found = scan(
                self._catalog,
                root,
                folder,
                skip=self.paths.own_folders,
                progress=progress,
                stopped=stop.is_set,
            )
            scans.append(found)
        return scans

    @staticmethod
    def _open(path: Path, want: media.Want) -> media.OpenedPhoto:
        try:
            with path.open("rb") as file:
                return media.open_photo(file, want)
        except OSError as error:
            raise PhotoUnreadableError("unreadable", f"{error.strerror}.") from error
