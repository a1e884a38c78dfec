"""From folders of real photos to search, with the real worker.

One library, and so one worker, serves all tests; each has a folder of its own, whose photos are
no other's.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.errors import FolderError, PhotoUnreadableError, WorkerUnavailableError
from photoapp.events import Event, FileFailed, IndexProgress, PhotosAdded
from photoapp.library import IndexReport, Library
from photoapp.paths import app_paths
from tests.media.pictures import encoded, photo
from tests.photos import put_photo, put_truncated, sample_names


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path_factory.mktemp("home")))) as library:
        yield library


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


def _put_all(folder: Path) -> None:
    for name in sample_names():
        put_photo(folder / name, name)


def _counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.found, report.embedded, report.skipped, report.failed


def _found(library: Library, text: str, below: Path) -> list[Path]:
    """Photos below a folder that answer a text, the best first."""
    paths = [hit.photo.path for hit in library.search(text, 1000)]
    return [path for path in paths if path.is_relative_to(below)]


def _hashes(folder: Path) -> dict[Path, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in files}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a cat", "chelsea.png"),
        ("a cup of coffee", "coffee.png"),
        ("a rocket", "rocket.jpg"),
        ("a flower", "flower.jpg"),
    ],
)
def test_words_find_the_photo_that_shows_it(
    library: Library, tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "found by words"
    if not folder.exists():
        _put_all(folder)
        library.index([folder])
    assert _found(library, text, folder)[0].name == name


def test_originals_are_never_changed(library: Library, photos: Path) -> None:
    _put_all(photos)
    put_truncated(photos / "cut.jpg")
    before = _hashes(photos)
    library.index([photos])
    assert _hashes(photos) == before


def test_bad_files_are_counted_and_explained_and_stop_nothing(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "good.png")
    put_truncated(photos / "cut.jpg")
    (photos / "text.jpg").write_text("Dear diary, today I took no photo.")
    (photos / "empty.jpg").touch()
    (photos / "link.jpg").symlink_to(photos / "nowhere.jpg")
    events: list[Event] = []
    report = library.index([photos], events.append)
    assert _counts(report) == (4, 2, 0, 2)
    reasons = {Path(e.path).name: e.reason for e in events if isinstance(e, FileFailed)}
    assert set(reasons) == {"text.jpg", "empty.jpg"}
    assert "empty" in reasons["empty.jpg"]
    kept = {Path(f.path): f.reason for f in library.status().failures}
    assert {photos / name: reason for name, reason in reasons.items()}.items() <= kept.items()


def test_a_photo_dated_in_a_far_year_is_one_like_others(library: Library, photos: Path) -> None:
    path = put_photo(photos / "cat.png", "chelsea.png")
    year_2300 = 330 * 365 * 86_400
    os.utime(path, (year_2300, year_2300))
    if path.stat().st_mtime_ns < 2**63:
        pytest.skip("this file system knows no such year")
    assert _counts(library.index([photos])) == (1, 1, 0, 0)
    assert _counts(library.index([photos])) == (1, 0, 1, 0)


def test_a_truncated_photo_is_found_and_flagged(library: Library, photos: Path) -> None:
    path = put_truncated(photos / "cut.jpg")
    library.index([photos])
    [photo] = [hit.photo for hit in library.search("a temple", 1000) if hit.photo.path == path]
    assert photo.damage
    assert photo.width


def test_the_second_run_embeds_nothing_and_tries_no_bad_file_again(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "good.png")
    (photos / "text.jpg").write_text("Still no photo.")
    assert _counts(library.index([photos])) == (2, 1, 0, 1)
    assert _counts(library.index([photos])) == (2, 0, 2, 0)


def test_copies_are_embedded_once(library: Library, photos: Path) -> None:
    path = put_photo(photos / "a.png")
    shutil.copy(path, photos / "copy.png")
    assert _counts(library.index([photos])) == (2, 1, 1, 0)
    assert len(_found(library, "a cat", photos)) == 1


def test_a_moved_file_is_not_embedded_again(library: Library, photos: Path) -> None:
    path = put_photo(photos / "old" / "a.png")
    library.index([photos])
    (photos / "new").mkdir()
    path.rename(photos / "new" / "b.png")
    assert _counts(library.index([photos])) == (1, 0, 1, 0)
    assert _found(library, "a cat", photos) == [photos / "new" / "b.png"]


def test_an_edited_file_is_embedded_anew(library: Library, photos: Path) -> None:
    path = put_photo(photos / "a.png", "chelsea.png")
    library.index([photos])
    [before] = [h.score for h in library.search("a cat", 1000) if h.photo.path == path]
    put_photo(path, "coffee.png")
    assert _counts(library.index([photos])) == (1, 1, 0, 0)
    [after] = [h.score for h in library.search("a cat", 1000) if h.photo.path == path]
    assert after < before


def test_a_deleted_file_is_no_longer_found(library: Library, photos: Path) -> None:
    path = put_photo(photos / "a.png")
    put_photo(photos / "b.png")
    library.index([photos])
    path.unlink()
    library.index([photos])
    assert _found(library, "a cat", photos) == [photos / "b.png"]


def test_a_mended_file_is_embedded(library: Library, photos: Path) -> None:
    photos.mkdir()
    (photos / "a.png").write_text("Not yet a photo.")
    assert _counts(library.index([photos])) == (1, 0, 0, 1)
    put_photo(photos / "a.png")
    assert _counts(library.index([photos])) == (1, 1, 0, 0)
    assert str(photos) not in "".join(f.path for f in library.status().failures)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_are_indexed_and_found(library: Library, photos: Path) -> None:
    path = photos / os.fsdecode(b"caf\xe9.png")
    try:
        put_photo(path)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert library.index([photos]).embedded == 1
    assert _found(library, "a cat", photos) == [path]


def test_a_stopped_run_is_taken_up_by_the_next(library: Library, photos: Path) -> None:
    _put_many(photos, 72)
    stop = threading.Event()
    first = library.index(
        [photos], lambda e: stop.set() if isinstance(e, PhotosAdded) else None, stop
    )
    assert first.stopped
    assert 0 < first.embedded < 72
    second = library.index([photos])
    assert not second.stopped
    assert (second.found, second.failed) == (72, 0)
    assert first.embedded + second.embedded == 72
    assert second.found == second.embedded + second.skipped


def test_files_deleted_while_a_run_was_stopped_trouble_no_later_run(
    library: Library, photos: Path
) -> None:
    _put_many(photos / "gone", 80)
    stop = threading.Event()
    library.index([photos], lambda e: stop.set() if isinstance(e, PhotosAdded) else None, stop)
    shutil.rmtree(photos / "gone")
    put_photo(photos / "new.png")
    library.index([photos])
    assert _found(library, "a cat", photos) == [photos / "new.png"]
    assert not [f for f in library.status().failures if Path(f.path).is_relative_to(photos)]
    assert _counts(library.index([photos])) == (1, 0, 1, 0)


@pytest.mark.long
def test_a_photo_that_was_moved_before_it_was_looked_at_is_found_in_its_new_place(
    library: Library, photos: Path
) -> None:
    """The catalogue still has the old place when the photo's turn comes."""
    _put_many(photos / "old", 80)
    stop = threading.Event()
    library.index([photos], lambda e: stop.set() if isinstance(e, PhotosAdded) else None, stop)
    (photos / "old").rename(photos / "new")
    for path in (photos / "new").iterdir():
        os.utime(path)  # so that all are read again, which takes a moment
    report = library.index([photos])
    assert report.failed == 0
    assert len(_found(library, "a cat", photos)) == 80


def test_progress_goes_from_nothing_to_everything(library: Library, photos: Path) -> None:
    put_photo(photos / "a.png")
    (photos / "text.jpg").write_text("No photo.")
    events: list[Event] = []
    library.index([photos], events.append)
    told = [event for event in events if isinstance(event, IndexProgress)]
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert (told[-1].found, told[-1].done, told[-1].failed) == (2, 2, 1)
    added = [i for event in events if isinstance(event, PhotosAdded) for i in event.photo_ids]
    assert [library.photo(i).path for i in added] == [photos / "a.png"]


def test_folders_may_lie_in_one_another_and_come_in_any_order(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "2020" / "a.png")
    put_photo(photos / "b.png")
    report = library.index([photos / "2020", photos, photos / "2020"])
    assert _counts(report) == (2, 2, 0, 0)
    assert photos in library.folders()
    assert photos / "2020" not in library.folders()


def test_a_drive_that_is_unplugged_keeps_its_photos_and_may_come_back(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "a.png")
    library.index([photos])
    photos.rename(photos.with_name("elsewhere"))
    library.index()
    assert [f.offline for f in library.status().folders if f.path == photos] == [True]
    [hit] = [h for h in library.search("a cat", 1000) if h.photo.path.parent == photos]
    assert hit.photo.offline
    photos.with_name("elsewhere").rename(photos)
    put_photo(photos / "b.png")
    assert _counts(library.index([photos])) == (2, 1, 1, 0)
    assert not any(h.photo.offline for h in library.search("a cat", 1000))


def test_photoapp_does_not_index_its_own_thumbnails(tmp_path: Path, library: Library) -> None:
    photos = library.paths.data.parent
    put_photo(photos / "a.png")
    assert library.index([photos]).found == 1
    assert library.index([photos]).found == 1


def test_a_missing_folder_is_refused_before_anything_is_done(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "a.png")
    with pytest.raises(FolderError):
        library.index([photos, photos / "missing"])
    assert photos not in library.folders()


def test_a_photo_can_be_opened_and_has_a_thumbnail_even_if_it_was_lost(
    library: Library, photos: Path
) -> None:
    put_photo(photos / "a.png")
    library.index([photos])
    [hit] = [h for h in library.search("a cat", 1000) if h.photo.path.parent == photos]
    assert library.open_photo(hit.photo.id, 100).size == (hit.photo.width, hit.photo.height)
    kept = library.thumbnail(hit.photo.id)
    thumbnail = next(library.paths.thumbnails.rglob(f"{hit.photo.content_hash.hex()}.jpg"))
    thumbnail.unlink()
    assert library.thumbnail(hit.photo.id) == kept
    assert thumbnail.exists()


def test_a_photo_whose_file_is_gone_is_refused_with_a_sentence(
    library: Library, photos: Path
) -> None:
    path = put_photo(photos / "a.png")
    put_photo(photos / "another.png")
    library.index([photos])
    [hit] = [h for h in library.search("a cat", 1000) if h.photo.path == path]
    path.unlink()
    with pytest.raises(PhotoUnreadableError) as caught:
        library.open_photo(hit.photo.id, 100)
    assert caught.value.kind == "unreadable"
    library.index([photos])
    assert library.photo(hit.photo.id) is None
    with pytest.raises(PhotoUnreadableError, match="gone"):
        library.open_photo(hit.photo.id, 100)


def _put_many(folder: Path, count: int) -> None:
    """Many small photos, each of its own content."""
    folder.mkdir(parents=True)
    data = encoded(photo(64, 48))
    for i in range(count):
        (folder / f"{i}.jpg").write_bytes(data + os.urandom(16))


def test_labels_that_cannot_be_suggested_just_now_fail_no_run(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_stop: threading.Event) -> None:
        raise WorkerUnavailableError("The process that reads words keeps dying.")

    label = library.labels.define("cat")
    put_photo(photos / "cat.png", "chelsea.png")
    with monkeypatch.context() as patched:
        patched.setattr(library.labels, "settle", refuse)
        assert library.index([photos]).found == 1
    assert library.labels.stale()
    library.index([photos])
    assert not library.labels.stale()
    library.labels.delete([label])
