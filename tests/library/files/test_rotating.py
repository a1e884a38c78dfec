"""Turning photos of a library: files and catalogue go together, whatever happens in between."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from photoapp.catalog.turning import Turning
from photoapp.errors import CatalogError, PhotoappError
from photoapp.events import ignore
from photoapp.library.embedding import Embedding
from photoapp.library.files import replacing, rewriting
from photoapp.media import open_photo
from photoapp.paths import AppPaths
from photoapp.worker import PhotoDone, PhotoJob, WorkerClient
from tests.library.files.libraries import KnownFiles, known_files
from tests.media.pictures import encoded, oriented, photo

_OLD_NS = 1_500_000_000_123_456_789


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, ns=(_OLD_NS, _OLD_NS))
    return path


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    return _put(tmp_path / "photos" / "cat.jpg", oriented(photo(64, 40), 6))


@pytest.fixture
def known(home: AppPaths, cat: Path) -> Iterator[KnownFiles]:
    with known_files(home, cat.parent) as library:
        yield library


def _litter(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def _journal(home: AppPaths) -> list[str]:
    return [path.name for path in (home.data / "rewriting").iterdir()]


def test_the_catalogue_follows_at_once(known: KnownFiles, cat: Path) -> None:
    photo_id, data = known.id(cat), cat.read_bytes()
    model = known.embed(cat, (64, 40))
    assert known.rotate(cat)
    assert open_photo(cat.read_bytes()).size == (40, 64)
    [scan] = known.scan()
    assert (scan.changed, scan.gone, known.id(cat)) == ([], [], photo_id)
    record = known.catalog.photos.records([photo_id])[photo_id]
    assert (record.width, record.height) == (40, 64)
    assert not known.catalog.vectors.has(model, photo_id)
    assert [p.id for p in known.catalog.photos.pending(model, 0, 9)] == [photo_id]
    thumbnail = known.thumbnails.read(record.content_hash)
    assert thumbnail is not None
    assert open_photo(thumbnail).size == (40, 64)
    change = known.changes.next_undo
    assert change is not None
    assert (change.kind, change.text, change.photo_ids) == (
        "rotation",
        "1 photo turned right",
        (photo_id,),
    )
    known.changes.undo()
    assert (cat.read_bytes(), cat.stat().st_mtime_ns) == (data, _OLD_NS)
    [scan] = known.scan()
    assert (scan.changed, known.id(cat)) == ([], photo_id)


def test_many_turns_are_undone_and_done_again(known: KnownFiles, cat: Path) -> None:
    states = [cat.read_bytes()]
    for quarter_turns in (1, 3, 2, 1):
        known.rotate(cat, quarter_turns)
        states.append(cat.read_bytes())
    for state in states[-2::-1]:
        known.changes.undo()
        assert cat.read_bytes() == state
    for state in states[1:]:
        known.changes.redo()
        assert cat.read_bytes() == state


def test_what_the_file_has_beside_its_content_stays(known: KnownFiles, cat: Path) -> None:
    cat.chmod(0o640)
    try:
        os.setxattr(cat, "user.note", b"mine")
    except (AttributeError, OSError):
        pytest.skip("this system keeps no attributes here")
    known.rotate(cat)
    assert (cat.stat().st_mode & 0o777, os.getxattr(cat, "user.note")) == (0o640, b"mine")
    assert cat.stat().st_mtime_ns == _OLD_NS + 2_000_000_000  # backups are to see it


def test_all_copies_are_turned(known: KnownFiles, cat: Path) -> None:
    copy = _put(cat.parent / "below" / "copy.jpg", cat.read_bytes())
    link = cat.parent / "link.jpg"
    link.symlink_to(cat)
    known.scan()
    photo_id = known.id(cat)
    assert known.rotate(copy)
    assert copy.read_bytes() == cat.read_bytes()
    assert link.is_symlink()
    [scan] = known.scan()
    assert (scan.changed, {known.id(p) for p in (cat, copy, link)}) == ([], {photo_id})
    known.changes.undo()
    assert copy.read_bytes() == cat.read_bytes() == oriented(photo(64, 40), 6)


def test_a_copy_on_a_missing_drive_is_found_out_when_it_is_back(
    known: KnownFiles, cat: Path, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    copy = _put(drive / "copy.jpg", cat.read_bytes())
    known.scan(drive)
    assert known.id(copy) == known.id(cat)
    drive.rename(tmp_path / "away")
    known.scan()
    assert known.rotate(cat)
    (tmp_path / "away").rename(drive)
    known.scan()
    assert known.id(copy) != known.id(cat)


def test_a_turned_copy_that_is_there_already_is_the_same_photo(
    known: KnownFiles, cat: Path
) -> None:
    upright = _put(cat.parent / "upright.jpg", cat.read_bytes())
    known.scan()
    known.rotate(cat)
    other = _put(cat.parent / "other.jpg", oriented(photo(64, 40), 6))
    known.scan()
    assert known.id(other) != known.id(cat)
    known.catalog.marks.say("rating", [known.id(cat)], 5)
    known.rotate(other)
    assert known.id(other) == known.id(cat) == known.id(upright)
    assert known.catalog.marks.of([known.id(cat)])[known.id(cat)].rating == 5
    known.changes.undo()
    known.scan()
    assert known.id(other) != known.id(cat) == known.id(upright)


def test_what_can_not_be_turned_is_left_with_a_sentence(known: KnownFiles, cat: Path) -> None:
    other = _put(cat.with_name("other.gif"), encoded(photo(30, 20), "GIF"))
    changed = _put(cat.with_name("changed.jpg"), oriented(photo(50, 40), 1))
    known.scan()
    cat.chmod(0o400)
    changed.write_bytes(oriented(photo(50, 40), 3))
    before = {path: path.read_bytes() for path in (cat, other, changed)}
    assert not any(known.rotate(path) for path in before)
    for sentence, path, why in zip(
        known.told, before, ("write-protected", "Only JPEG", "has changed"), strict=True
    ):
        assert str(path) in sentence
        assert why in sentence
    assert {path: path.read_bytes() for path in before} == before
    assert (known.changes.next_undo, _litter(cat.parent)) == (None, [])


def test_on_a_full_disk_nothing_changes(
    known: KnownFiles, cat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    data, photo_id = cat.read_bytes(), known.id(cat)
    monkeypatch.setattr(replacing.os, "fsync", full)
    assert not known.rotate(cat)
    monkeypatch.undo()
    assert f"{known.paths.data / 'rewriting'} can't be written (No space" in known.told[0]
    prepare = replacing.prepare

    def full_beside(*arguments: Any) -> replacing.Replacement:
        with monkeypatch.context() as patch:
            patch.setattr(replacing.os, "fsync", full)
            return prepare(*arguments)

    monkeypatch.setattr(rewriting, "prepare", full_beside)
    assert not known.rotate(cat)
    assert f"no room left in {cat.parent}" in known.told[1]
    assert (cat.read_bytes(), _litter(cat.parent)) == (data, [])
    assert _journal(known.paths) == ["lock"]
    [scan] = known.scan()
    assert (scan.changed, known.id(cat)) == ([], photo_id)


class _Worker:
    """Looks at photos, and lets something happen before it answers the first."""

    backlog = 0

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile: Callable[[], object] | None = meanwhile
        self._done: list[PhotoDone] = []

    def submit(self, jobs: Sequence[PhotoJob]) -> None:
        for job in jobs:
            size = open_photo(Path(os.fsdecode(job.path)).read_bytes()).size
            self._done.append(PhotoDone(job.id, b"\0" * 8, b"\0" * 8, b"", "JPEG", *size, None))
        if self._meanwhile:
            self._meanwhile()
            self._meanwhile = None

    def collect(self, _timeout: float) -> list[PhotoDone]:
        done, self._done = self._done, []
        return done

    def drop(self) -> None:
        """Nothing waits."""


def test_a_photo_that_is_turned_while_it_is_embedded_is_embedded_as_it_is_then(
    known: KnownFiles, cat: Path
) -> None:
    model = known.catalog.vectors.model_id("made-up", 4, 4)
    worker = cast("WorkerClient", _Worker(lambda: known.rotate(cat)))
    embedding = Embedding(known.catalog, model, worker, known.thumbnails, ignore)
    embedding.run(lambda: False, lambda: False, lambda: None)
    record = known.catalog.photos.records([known.id(cat)])[known.id(cat)]
    assert (record.width, record.height) == open_photo(cat.read_bytes()).size == (40, 64)
    assert embedding.embedded == 1


def test_what_another_program_writes_meanwhile_is_not_lost(
    known: KnownFiles, cat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = replacing.prepare

    def late(*arguments: Any) -> replacing.Replacement:
        prepared = prepare(*arguments)
        cat.write_bytes(b"saved by an editor")
        return prepared

    monkeypatch.setattr(rewriting, "prepare", late)
    assert not known.rotate(cat)
    assert "has changed" in known.told[0]
    assert cat.read_bytes() == b"saved by an editor"
    assert (_litter(cat.parent), _journal(known.paths)) == ([], ["lock"])


def test_one_that_fails_in_the_catalogue_leaves_the_others_undoable(
    known: KnownFiles, cat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, data = _put(cat.with_name("other.jpg"), oriented(photo(50, 40), 1)), cat.read_bytes()
    known.scan()
    asked = Turning.content_hash

    def full(turning: Turning, photo_id: int) -> bytes | None:
        if photo_id == known.id(other):
            raise CatalogError("The disk is full.")
        return asked(turning, photo_id)

    monkeypatch.setattr(Turning, "content_hash", full)
    ids = [known.id(cat), known.id(other)]
    assert known.files.rotate(ids, 1, refused=known.told.append) is not None
    assert known.told == ["The disk is full."]
    known.changes.undo()
    assert cat.read_bytes() == data


def test_undoing_what_was_changed_since_is_refused(known: KnownFiles, cat: Path) -> None:
    known.rotate(cat)
    cat.write_bytes(cat.read_bytes() + b"edited")
    with pytest.raises(PhotoappError, match=r"cat\.jpg has changed"):
        known.changes.undo()
    assert cat.read_bytes().endswith(b"edited")


def _killed(home: AppPaths, cat: Path, when: str) -> int:
    """Turn a photo, in a process that is killed before or after the file is replaced."""
    arguments = [str(home.data.parent), str(cat), when]
    return subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False).returncode


def test_after_a_kill_a_missing_drive_is_waited_for(home: AppPaths, cat: Path) -> None:
    with known_files(home, cat.parent) as known:
        photo_id = known.id(cat)
    assert _killed(home, cat, "after") == 9
    away = cat.parent.rename(cat.parent.with_name("away"))
    with known_files(home):
        assert len(_journal(home)) == 2
    away.rename(cat.parent)
    with known_files(home) as known:
        assert (_journal(home), known.id(cat)) == (["lock"], photo_id)


_KILLED = """
import os, sys
from pathlib import Path
from photoapp.library.files.replacing import Replacement
from photoapp.paths import app_paths
from tests.library.files.libraries import known_files
home, cat, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
put = Replacement.put
def killed(self):
    if when == "after":
        put(self)
    os._exit(9)
Replacement.put = killed
with known_files(app_paths(home)) as known:
    known.rotate(cat)
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("scanned", [False, True])
def test_a_kill_leaves_the_old_or_the_new(
    home: AppPaths, cat: Path, when: str, scanned: bool
) -> None:
    data = cat.read_bytes()
    with known_files(home, cat.parent) as known:
        photo_id = known.id(cat)
    assert _killed(home, cat, when) == 9
    assert (cat.read_bytes() == data) == (when == "before")
    if scanned:  # by an older photoapp, say, which knows no such journal
        with known_files(home) as known:
            known.scan()
    with known_files(home) as known:
        assert (_litter(cat.parent), _journal(home)) == ([], ["lock"])
        [scan] = known.scan()
        assert (scan.changed, known.id(cat)) == ([], photo_id)
