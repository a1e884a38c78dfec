"""Writing one photo: its files, its sidecars, or both, each so that it can be taken back."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from photoapp.catalog import Catalog
from photoapp.catalog.placed_files import PlacedFile, PlacedFiles
from photoapp.catalog.write_back import Unwritten
from photoapp.catalog.writings import WrittenChange
from photoapp.catalog.written_notes import Notes
from photoapp.library.files.refusals import FileActionError
from photoapp.library.files.rewriting import Rewriting, Version, content_hash
from photoapp.library.write_back.asking import Asking, NotMadeError, packed_steps, steps_of
from photoapp.library.write_back.sidecar_files import (
    SidecarChoice,
    put_sidecar,
    read_sidecar,
)
from photoapp.library.write_back.wanting import Wanted
from photoapp.media import ThumbnailStore
from photoapp.media.file_times import modified_ns
from photoapp.media.metadata import FolderSidecars
from photoapp.media.metadata.write_back import (
    Said,
    Steps,
    applied_backwards,
    folded,
    folded_all,
)
from photoapp.media.rotating import applied
from photoapp.settings import WriteBackPolicy
from photoapp.worker import WriteMade

# File systems of memory cards count in steps of two seconds.
DATED_LATER_NS = 2_000_000_000
_EITHER = "set write_back to “files or sidecars” to have it in an XMP file beside it"
_decoder = msgspec.msgpack.Decoder(list[list[tuple[int, bytes, bytes]]])


class ChangedSinceError(FileActionError):
    """What was written can't be taken back: the file holds something else by now."""


@dataclass(frozen=True)
class PhotoWriting:
    """Writes photos' files, and has the catalogue follow.

    Args:
        catalog: which follows.
        rewriting: puts files in place.
        thumbnails: are known by what files hold.
        asking: makes what is put in place.

    """

    catalog: Catalog
    rewriting: Rewriting
    thumbnails: ThumbnailStore
    asking: Asking
    sidecars: SidecarChoice

    def write(
        self,
        unwritten: Unwritten,
        wanted: Wanted,
        policy: WriteBackPolicy,
        begin: Callable[[], int],
    ) -> None:
        """Write all present files of a photo, and the sidecars that it has, or gets.

        ``begin`` gives the number under which it can be taken back.

        Raises:
            FileActionError: one can't be written; all are as they were, or those are written that
                could be, and the next run takes up the others.
            NotMadeError: it can't hold it.

        """
        files = self._present(unwritten)
        beside = {file: self.sidecars.existing(file.place) for file in files}
        in_sidecars = policy == "sidecars"
        if not in_sidecars:
            try:
                self._write_files(unwritten, wanted, files[0].place, begin)
            except NotMadeError as error:
                if policy == "files":
                    raise NotMadeError(f"{error}; {_EITHER}.", lasting=error.lasting) from error
                if not error.lasting:
                    raise
                in_sidecars = True
        for file, existing in beside.items():
            sidecar = existing or (self.sidecars.new(file.place) if in_sidecars else None)
            if sidecar is not None:
                self._write_sidecar(unwritten, wanted, file, sidecar, begin)
        self.catalog.write_back.note(unwritten.photo_id, self._final_notes(unwritten, wanted))
        self.asking.read_again(unwritten.photo_id)

    def take_back(self, change: WrittenChange) -> None:
        """Bring back the bytes that were there before.

        Raises:
            ChangedSinceError: they hold something else by now.
            FileActionError: they can't be written.

        """
        steps = packed_steps(_decoder.decode(change.edits))
        self.catalog.writings.doubt(change.id)
        try:
            if change.sidecar:
                self._take_back_sidecar(change, steps)
            else:
                self._take_back_files(change, steps)
        except BaseException:
            if not self.rewriting.is_cut_short():
                self.catalog.writings.doubt(change.id, done=True)
            raise
        self.forget(change)

    def forget(self, change: WrittenChange) -> None:
        """Have the catalogue know that what a change has written, or would have, is not there."""
        if change.sidecar:
            files = PlacedFiles(self.catalog.database).of(change.photo_id)
            self.describe_again([f for f in files if f.place.parent == change.sidecar.parent])
        self.catalog.write_back.note(change.photo_id, change.noted)
        self.asking.read_again(change.photo_id)
        self.catalog.writings.drop([change.id])

    def describe_again(self, files: list[PlacedFile]) -> None:
        """Have the catalogue know what lies beside files now."""
        for file in files:
            self.catalog.write_back.set_sidecars(file.id, _beside(file.place))

    def _present(self, unwritten: Unwritten) -> list[PlacedFile]:
        known = PlacedFiles(self.catalog.database).of(unwritten.photo_id)
        files = [file for file in known if not file.offline and file.place.is_file()]
        if files:
            return files
        if known and not known[0].offline:
            message = f"{known[0].place} is not there any more; look where it has gone."
            raise FileActionError(message)
        name = known[0].place if known else "The photo"
        raise FileActionError(
            f"{name} is on a drive that is missing; it is written once it is back."
        )

    def _write_files(
        self, unwritten: Unwritten, wanted: Wanted, path: Path, begin: Callable[[], int]
    ) -> None:
        try:
            made = self.asking.make(path, wanted.said)
        except OSError as error:
            raise FileActionError(f"{path} can't be read: {error.strerror or error}.") from error
        if not made.steps:
            return
        steps = steps_of(made)
        planned: list[int] = []

        def make(data: bytes) -> Version:
            after = _stepped(data, steps, path)
            hashes = (unwritten.content_hash, content_hash(after))
            change = _change(unwritten, hashes, made, wanted.notes)
            planned.append(self.catalog.writings.plan(begin(), change))
            return Version(after)

        try:
            done = self.rewriting.rewrite(unwritten.photo_id, make, DATED_LATER_NS)
        except BaseException:
            if self._is_as_it_was(unwritten):
                self.catalog.writings.drop(planned)
            raise
        self._keep_thumbnail(done.before, done.content_hash)
        self.catalog.writings.finish(planned[0], done.file_ids)

    def _is_as_it_was(self, unwritten: Unwritten) -> bool:
        """Return whether a photo surely was not written; else the next run finds that out.

        A home without room may have the file put in place, and the catalogue not follow.
        """
        now = self.catalog.write_back.of([unwritten.photo_id]).get(unwritten.photo_id)
        same = now is not None and now.content_hash == unwritten.content_hash
        return same and not self.rewriting.is_cut_short()

    def _write_sidecar(
        self,
        unwritten: Unwritten,
        wanted: Wanted,
        file: PlacedFile,
        sidecar: Path,
        begin: Callable[[], int],
    ) -> None:
        before = read_sidecar(sidecar)
        said = wanted.said if before else _whole(unwritten, wanted.said)
        made = self.asking.make(sidecar, said, is_sidecar=True)
        if made.steps:
            after = _stepped(before, steps_of(made), sidecar)
            hashes = (content_hash(before) if before else None, content_hash(after))
            planned = _change(unwritten, hashes, made, wanted.notes, sidecar)
            change = self.catalog.writings.plan(begin(), planned)
            try:
                put_sidecar(sidecar, before, after)
            except BaseException:
                self.catalog.writings.drop([change])
                raise
            self.catalog.writings.finish(change)
        self.describe_again([file])

    def _final_notes(self, unwritten: Unwritten, wanted: Wanted) -> Notes:
        """Return the notes with what was found to be written over, which a change has noted."""
        now = self.catalog.write_back.of([unwritten.photo_id])[unwritten.photo_id].notes
        found = {each.field: each for each in now.fields}
        fields = tuple(found.get(each.field, each) for each in wanted.notes.fields)
        return replace(wanted.notes, fields=fields)

    def _take_back_files(self, change: WrittenChange, steps: Steps) -> None:
        now = self.catalog.write_back.of([change.photo_id]).get(change.photo_id)
        if now is None or now.content_hash != change.after:
            raise ChangedSinceError(f"{self._name(change)} has changed since it was written.")

        def make(data: bytes) -> Version:
            return Version(_back(data, steps, change, self._name(change)))

        done = self.rewriting.rewrite(change.photo_id, make, -DATED_LATER_NS, change.file_ids)
        self._keep_thumbnail(done.before, done.content_hash)

    def _take_back_sidecar(self, change: WrittenChange, steps: Steps) -> None:
        assert change.sidecar
        data = read_sidecar(change.sidecar)
        if content_hash(data) != change.after:
            raise ChangedSinceError(f"{change.sidecar} has changed since it was written.")
        put_sidecar(change.sidecar, data, _back(data, steps, change, str(change.sidecar)))

    def _keep_thumbnail(self, before: bytes, after: bytes) -> None:
        thumbnail = self.thumbnails.read(before)
        if thumbnail is not None:
            self.thumbnails.write(after, thumbnail)

    def _name(self, change: WrittenChange) -> str:
        return str(next(self.catalog.files.paths_of(change.photo_id), "The photo"))


def _whole(unwritten: Unwritten, said: Said) -> Said:
    """Return what a new sidecar says: the file's own keywords too, as it is read first."""
    told = folded_all([*said.lost, *(word for word, _ in said.words)])
    kept = ((word, (word,)) for word in unwritten.file_words if folded(word) not in told)
    return replace(said, words=(*kept, *said.words))


def _change(
    unwritten: Unwritten,
    hashes: tuple[bytes | None, bytes],
    made: WriteMade,
    notes: Notes,
    sidecar: Path | None = None,
) -> WrittenChange:
    """Return what is about to be written, with the hashes of the content before and after."""
    edits = msgspec.msgpack.encode(made.steps)
    noted = _with_label(notes, made)
    return WrittenChange(0, unwritten.photo_id, sidecar, (), *hashes, edits, noted)


def _stepped(data: bytes, steps: Steps, path: Path) -> bytes:
    try:
        for step in steps:
            data = applied(data, step)
    except ValueError as error:
        raise FileActionError(f"{path} has changed just now; index it, and try again.") from error
    return data


def _back(data: bytes, steps: Steps, change: WrittenChange, name: str) -> bytes:
    try:
        before = applied_backwards(data, steps)
    except ValueError as error:
        raise ChangedSinceError(f"{name} has changed since it was written.") from error
    if (content_hash(before) if before else None) != change.before:
        raise FileActionError(f"{name} can't be brought back: what is kept of it is damaged.")
    return before


def _with_label(notes: Notes, made: WriteMade) -> Notes:
    """Return notes with the colour that was written over, which the catalogue does not know."""
    fields = tuple(
        replace(each, before=made.label) if each.field == "label" and not each.before else each
        for each in notes.fields
    )
    return replace(notes, fields=fields)


def _beside(photo: Path) -> str:
    """Return what a scan says of the files beside a photo (library/walking.py)."""
    described = []
    for name in FolderSidecars(os.listdir(photo.parent)).of(photo.name):  # noqa: PTH208
        stat = photo.with_name(name).stat()
        described.append([name, stat.st_size, modified_ns(stat)])
    return json.dumps(described) if described else ""
