"""What people say of photos, put into their files: only where the settings say so."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.catalog.write_back import Unwritten
from photoapp.catalog.writings import WrittenChange
from photoapp.errors import PhotoappError, WorkerUnavailableError
from photoapp.library.files.journal import Journal
from photoapp.library.files.rewriting import Rewriting
from photoapp.library.roots import present_roots
from photoapp.library.write_back.asking import Asking, NotMadeError
from photoapp.library.write_back.one_photo import ChangedSinceError, PhotoWriting
from photoapp.library.write_back.reports import (
    Planned,
    Reason,
    WriteBackReport,
    WriteBackStatus,
)
from photoapp.library.write_back.sidecar_files import SidecarChoice
from photoapp.library.write_back.taking_up import alone, take_up
from photoapp.library.write_back.wanting import PathOf, Wanted, stars_to_keep, wanted
from photoapp.media import ThumbnailStore
from photoapp.paths import AppPaths
from photoapp.settings import Settings, WriteBackPolicy
from photoapp.worker import WorkerClient

log = logging.getLogger(__name__)

_AT_ONCE = 200
# What takes changes back is kept for so long, and in so much room.
_KEPT_SECONDS = 90 * 86_400.0
_KEPT_BYTES = 64 << 20


@dataclass
class _Run:
    """What has become of a run so far; it gets its number with the first file that is written."""

    policy: WriteBackPolicy
    catalog: Catalog
    number: int = 0
    written: int = 0
    refused: list[str] = field(default_factory=list)

    def begin(self) -> int:
        self.number = self.number or self.catalog.writings.begin()
        return self.number


class WriteBack:
    """Writes what people say into photos' files. Safe to use from several threads.

    What waits is a query: photos of which something was said that their files don't say yet. So
    who is killed, or finds a drive missing, takes it up the next time.

    Args:
        paths: of the home.
        catalog: which follows.
        thumbnails: go on with what files hold.
        worker: reads and makes metadata, for nobody else.
        settings: are asked anew for each run.

    """

    def __init__(
        self,
        paths: AppPaths,
        catalog: Catalog,
        thumbnails: ThumbnailStore,
        worker: WorkerClient,
        settings: Callable[[], Settings],
    ) -> None:
        self._paths, self._catalog, self._thumbnails = paths, catalog, thumbnails
        self._worker, self._settings = worker, settings
        self._turn = threading.Lock()

    def status(self) -> WriteBackStatus:
        """Return how much waits, and why."""
        policy = self._settings().write_back
        pending = {each.photo_id for each, _ in self._needed()}
        reasons: dict[str, Reason] = {}
        for waiting in self._catalog.write_back.waiting():
            if waiting.photo_id not in pending:
                continue
            kind = _kind_of(waiting.reason)
            known = reasons.get(kind)
            since = min(known.since, waiting.since) if known else waiting.since
            sentence = known.sentence if known else waiting.reason
            reasons[kind] = Reason(sentence, (known.photos if known else 0) + 1, since)
        undoable = len(self._catalog.writings.last())
        return WriteBackStatus(policy, len(pending), tuple(reasons.values()), undoable)

    def is_due(self) -> bool:
        """Return whether a run would have something to do; this is quick."""
        policy = self._settings().write_back
        if policy == "off":
            return False
        hopeless = self._catalog.write_back.hopeless(policy)
        return any(photo_id not in hopeless for photo_id in self._catalog.write_back.stale())

    def planned(self) -> Iterator[Planned]:
        """Yield what a run would write; nothing is."""
        for unwritten, want in self._needed():
            path = next(self._catalog.files.paths_of(unwritten.photo_id), Path("?"))
            said = want.said
            yield Planned(
                unwritten.photo_id,
                path,
                tuple(word for word, _ in said.words),
                said.lost,
                said.rating,
                said.label,
                said.caption,
            )

    def run(
        self,
        *,
        again: bool = False,
        stop: threading.Event | None = None,
        progress: Callable[[int], None] = lambda _: None,
        refused: Callable[[str], None] = log.warning,
    ) -> WriteBackReport:
        """Write all that waits and can be written; nothing while the settings say "off".

        ``again`` writes what was taken back too. ``progress`` is told how many photos were looked
        at, ``refused`` a sentence for each that could not be written: those wait, and the next
        run tries them again.

        Raises:
            HomeBusyError: another process is writing.
            WorkerUnavailableError: the process that makes files keeps dying.
            CatalogError: the catalogue can't be written.

        """
        policy = self._settings().write_back
        if policy == "off":
            return WriteBackReport(waiting=sum(1 for _ in self._needed()))
        run = _Run(policy, self._catalog)
        if again:
            self._catalog.write_back.touch_all()
        with self._writing() as writing:
            present_roots(self._catalog)
            hopeless = self._catalog.write_back.hopeless(policy)
            for number, (unwritten, _) in enumerate(self._needed()):
                if stop and stop.is_set():
                    break
                if unwritten.photo_id not in hopeless:
                    self._write(run, writing, unwritten, refused)
                progress(number + 1)
            self._catalog.writings.forget(time.time() - _KEPT_SECONDS, _KEPT_BYTES)
        waiting = sum(1 for _ in self._needed())
        return WriteBackReport(run.written, waiting, tuple(run.refused))

    def undo_last(self, refused: Callable[[str], None] = log.warning) -> int:
        """Bring back the files that were written last in one go; return how many photos' it was.

        What people say of them stays in the catalogue; it is not written again before something
        new is said. ``refused`` is told a sentence for each that has changed since.
        """
        return self._undo(self._catalog.writings.last, refused)

    def undo(self, photo_ids: Collection[int], refused: Callable[[str], None] = log.warning) -> int:
        """Bring back the files of photos as they were before anything was written into them."""
        return self._undo(lambda: self._catalog.writings.changes_of(photo_ids), refused)

    def _undo(
        self, chosen: Callable[[], list[WrittenChange]], refused: Callable[[str], None]
    ) -> int:
        done: set[int] = set()
        failed: set[int] = set()
        waiting = set(self._catalog.write_back.stale())
        with self._writing() as writing:
            present_roots(self._catalog)
            for change in chosen():  # what was cut short is known by now
                if change.photo_id in failed:  # what was done before it can't be taken back alone
                    continue
                try:
                    writing.take_back(change)
                    done.add(change.photo_id)
                except WorkerUnavailableError:
                    raise
                except PhotoappError as error:
                    failed.add(change.photo_id)
                    if isinstance(error, ChangedSinceError):
                        self._catalog.writings.pass_over([change.id])
                    refused(str(error))
            self._catalog.write_back.settle(self._catalog.write_back.of(done - waiting).values())
        return len(done - failed)

    def _needed(self) -> Iterator[tuple[Unwritten, Wanted]]:
        """Yield what is to be written; of what is not, that is noted."""
        path_of = self._path_of()
        self._touch_moved(path_of)
        after = 0
        while photo_ids := self._catalog.write_back.stale(after, _AT_ONCE):
            after = photo_ids[-1]
            found = self._catalog.write_back.of(photo_ids).values()
            wants = [(each, wanted(each, path_of)) for each in found]
            self._catalog.write_back.settle(each for each, want in wants if not want.needed)
            yield from ((each, want) for each, want in wants if want.needed)

    def _write(
        self,
        run: _Run,
        writing: PhotoWriting,
        unwritten: Unwritten,
        refused: Callable[[str], None],
    ) -> None:
        table = self._catalog.write_back
        try:
            if (stars := stars_to_keep(unwritten)) is not None:
                self._catalog.marks.put("rating", {unwritten.photo_id: stars})
                unwritten = table.of([unwritten.photo_id])[unwritten.photo_id]
            want = wanted(unwritten, self._path_of())
            writing.write(unwritten, want, run.policy, run.begin)
            table.settle([unwritten])
            run.written += 1
        except WorkerUnavailableError:
            raise
        except PhotoappError as error:
            lasting = isinstance(error, NotMadeError) and error.lasting
            table.wait(
                unwritten.photo_id,
                str(error),
                run.policy,
                unwritten.content_hash,
                lasting=lasting,
            )
            run.refused.append(str(error))
            refused(str(error))

    def _path_of(self) -> PathOf:
        """Return where keywords stand among the labels: a label's path begins at its topmost."""
        labels = {label.id: label for label in self._catalog.labels.all()}
        by_name = {label.name.casefold(): label for label in labels.values()}

        def path_of(word: str) -> tuple[str, ...]:
            levels = [word]
            label = by_name.get(word.casefold())
            while label and label.parent_id and len(levels) <= len(labels):
                label = labels.get(label.parent_id)
                levels += [label.name] if label else []
            return tuple(reversed(levels))

        return path_of

    def _touch_moved(self, path_of: PathOf) -> None:
        """Have photos looked at whose keywords stand elsewhere among the labels by now."""
        for (word, path), photo_ids in self._catalog.write_back.paths().items():
            now = path_of(word)
            if (now if len(now) > 1 else ()) != path:
                self._catalog.write_back.touch(photo_ids)

    @contextmanager
    def _writing(self) -> Iterator[PhotoWriting]:
        """Give what writes photos, one at a time, once what was cut short is put right."""
        with self._turn, alone(self._paths):
            rewriting = Rewriting(self._catalog, Journal(self._paths.data / "rewriting"))
            asking = Asking(self._catalog, self._worker)
            writing = PhotoWriting(
                self._catalog, rewriting, self._thumbnails, asking, SidecarChoice()
            )
            take_up(self._catalog, rewriting, writing)
            yield writing


def _kind_of(reason: str) -> str:
    """Return a reason without the file that it names, to count those that are alike."""
    return reason.partition(" can't ")[2] or reason.partition(" is ")[2] or reason
