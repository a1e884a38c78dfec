"""From a folder that is watched to search, with the real library and worker."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from photoapp.events import Event, FolderWatched
from photoapp.library import Library
from photoapp.library.watching import Watching
from photoapp.paths import app_paths
from tests.library.watching.folders import Waiting
from tests.photos import put_photo


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path_factory.mktemp("home")))) as library:
        yield library


@dataclass(frozen=True)
class Followed:
    """A library that is being watched, and what was told; ``until`` waits for something."""

    library: Library
    photos: Path
    events: list[Event]
    until: Callable[[Callable[[], object]], None]

    def found(self, text: str) -> list[str]:
        """The photos of the test's folder that answer a text, the best first."""
        paths = [hit.photo.path for hit in self.library.search(text, 1000)]
        below = [path for path in paths if path.is_relative_to(self.photos)]
        return [path.relative_to(self.photos).as_posix() for path in below]

    def is_offline(self) -> bool:
        [offline] = [f.offline for f in self.library.folder_status() if f.path == self.photos]
        return offline


@pytest.fixture
def followed(library: Library, tmp_path: Path) -> Iterator[Followed]:
    photos = tmp_path / "photos"
    put_photo(photos / "flower.jpg", "flower.jpg")  # an empty root is taken for a missing drive
    library.add_folder(photos)
    waiting, stop, events = Waiting(), threading.Event(), list[Event]()

    def listen(event: Event) -> None:
        events.append(event)
        waiting.look()

    watcher = threading.Thread(target=Watching(library, listen).run, args=(stop,))
    watcher.start()
    try:
        followed = Followed(library, photos, events, waiting.until)
        waiting.until(lambda: followed.found("a flower"))
        yield followed
    finally:
        stop.set()
        watcher.join()


def test_a_photo_that_is_dropped_is_found_and_followed(followed: Followed) -> None:
    photos, found = followed.photos, followed.found
    put_photo(photos / "a.png", "chelsea.png")
    followed.until(lambda: found("a cat") == ["a.png", "flower.jpg"])
    put_photo(photos / "trip" / "b.png", "coffee.png")
    followed.until(lambda: found("a cup of coffee")[0] == "trip/b.png")

    ids = set(followed.library.photo_ids())
    (photos / "trip").rename(photos / "journey")
    (photos / "a.png").rename(photos / "journey" / "cat.png")
    followed.until(
        lambda: set(found("a cat")) == {"journey/cat.png", "journey/b.png", "flower.jpg"}
    )
    assert set(followed.library.photo_ids()) == ids  # nothing was embedded anew

    (photos / "journey" / "b.png").unlink()
    followed.until(lambda: found("a cat") == ["journey/cat.png", "flower.jpg"])


def test_a_folder_moved_in_is_found_and_moved_out_is_not(
    followed: Followed, tmp_path: Path
) -> None:
    put_photo(tmp_path / "camera" / "2024" / "a.png", "chelsea.png")
    (tmp_path / "camera").rename(followed.photos / "camera")
    followed.until(lambda: followed.found("a cat") == ["camera/2024/a.png", "flower.jpg"])
    (followed.photos / "camera").rename(tmp_path / "camera")
    followed.until(lambda: followed.found("a cat") == ["flower.jpg"])


def test_a_drive_that_is_unplugged_keeps_its_photos(followed: Followed, tmp_path: Path) -> None:
    unplugged = tmp_path / ".unplugged"  # hidden: else it would be found under its new name
    assert not followed.is_offline()
    followed.photos.rename(unplugged)
    followed.until(
        lambda: any(
            isinstance(e, FolderWatched) and e.how == "missing" for e in followed.events[1:]
        )
    )
    put_photo(unplugged / "a.png", "chelsea.png")
    assert followed.is_offline()
    assert followed.found("a flower") == ["flower.jpg"]
    unplugged.rename(followed.photos)
    followed.until(lambda: followed.found("a cat") == ["a.png", "flower.jpg"])
    assert not followed.is_offline()
