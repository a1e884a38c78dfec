"""The watcher outlives what happens to roots, to the system's events and to runs."""

import ctypes
import errno
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from photoapp.errors import CatalogError, WorkerUnavailableError
from photoapp.events import CaughtUp, FolderWatched, WatchTrouble
from photoapp.library.scanning import Area
from photoapp.library.watch_notes import WatchNotes
from photoapp.library.watching import watched_root
from tests.library.watching.folders import PATIENCE, Watched, watched

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    (root / "2020").mkdir(parents=True)
    return root


def _looks_at_all(running: Watched, root: Path) -> int:
    return running.library.areas().count(Area(root, deep=True))


def _is_heard(running: Watched, file: Path) -> None:
    file.write_text("new")
    running.until(lambda: running.library.seen(file))


def test_a_root_that_goes_and_comes_back_is_looked_at_and_watched_again(
    root: Path, tmp_path: Path
) -> None:
    with watched(tmp_path, root) as running:
        root.rename(tmp_path / "elsewhere")
        running.until(lambda: running.told(root)[-1] == "missing")
        (tmp_path / "elsewhere" / "2020" / "meanwhile.jpg").write_text("new")
        runs = len(running.library.runs)
        (tmp_path / "elsewhere").rename(root)
        running.until(lambda: running.library.seen(root / "2020" / "meanwhile.jpg"))
        assert running.library.runs[runs][0] == [Area(root, deep=True)]
        running.until(lambda: running.told(root) == ["events", "missing", "events"])
        _is_heard(running, root / "2020" / "later.jpg")


def test_a_root_that_is_missing_at_first_is_waited_for(root: Path, tmp_path: Path) -> None:
    late = tmp_path / "drive" / "photos"
    with watched(tmp_path, root) as running:
        running.library.roots.append(late)
        running.until(lambda: running.told(late) == ["missing"])
        late.mkdir(parents=True)
        running.until(lambda: _looks_at_all(running, late))
        _is_heard(running, late / "later.jpg")


def test_a_root_made_anew_under_its_name_is_watched(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        shutil.rmtree(root)
        root.mkdir()
        (root / "new.jpg").write_text("new")
        running.until(lambda: _looks_at_all(running, root) > 1)
        _is_heard(running, root / "later.jpg")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_root_whose_link_leads_elsewhere_now_is_looked_at_again(
    root: Path, tmp_path: Path
) -> None:
    link, other = tmp_path / "link", tmp_path / "other"
    other.mkdir()
    link.symlink_to(root)
    with watched(tmp_path, link) as running:
        (tmp_path / "new link").symlink_to(other)
        (tmp_path / "new link").replace(link)
        running.until(lambda: _looks_at_all(running, link) > 1)
        _is_heard(running, link / "later.jpg")


def test_a_root_added_while_it_runs_is_looked_at_and_watched(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with watched(tmp_path, root) as running:
        running.library.roots.append(other)
        running.until(lambda: _looks_at_all(running, other))
        _is_heard(running, other / "new.jpg")
        assert _looks_at_all(running, root) == 1


def test_a_root_taken_away_while_it_runs_is_let_be(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with watched(tmp_path, root, other) as running:
        running.library.roots.remove(other)
        running.until(
            lambda: [n.path for n in WatchNotes(running.library.paths).read()] == [str(root)]
        )
        (other / "new.jpg").write_text("new")
        _is_heard(running, root / "2020" / "new.jpg")
        assert running.library.seen(other / "new.jpg") == []


def test_waking_looks_at_everything(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        running.watching.wake()
        running.until(lambda: _looks_at_all(running, root) == 2)


def test_everything_is_looked_at_again_now_and_then(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root, speed=2000) as running:
        running.until(lambda: _looks_at_all(running, root) > 2)


def test_where_there_are_no_events_photoapp_looks_by_itself(root: Path, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    with watched(tmp_path, root, observe=refuse, speed=40) as running:  # type: ignore[arg-type]
        assert running.told(root) == ["looking"]
        _is_heard(running, root / "2020" / "new.jpg")
        assert set(running.library.areas()) == {Area(root, deep=True)}
        [note] = WatchNotes(running.library.paths).read()
        assert note.sentence.startswith(f"{root} is watched by looking every 15 s, because ")


def test_a_network_share_is_looked_at(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_root, "share_kind", lambda _: "nfs4")
    with watched(tmp_path, root, speed=40) as running:
        _is_heard(running, root / "2020" / "new.jpg")
        [note] = [event for event in running.events if isinstance(event, FolderWatched)]
        assert (note.how, note.sentence) == (
            "looking",
            f"{root} is watched by looking every 15 s, because it lies on a network share (nfs4).",
        )


def _limited(monkeypatch: pytest.MonkeyPatch, watches: int) -> None:
    """Let the system have no more than so many watches left."""
    from watchdog.observers import inotify_c

    add = inotify_c.inotify_add_watch
    left = iter(range(watches))

    def limited(*arguments: object) -> int:
        if next(left, None) is None:
            ctypes.set_errno(errno.ENOSPC)
            return -1
        return int(add(*arguments))

    monkeypatch.setattr(inotify_c, "inotify_add_watch", limited)


@_LINUX
@pytest.mark.parametrize("watches", [0, 1, 3])
def test_too_few_watches_are_noticed_even_for_folders_far_below(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watches: int
) -> None:
    deep = root / "2020" / "June" / "Rome"
    deep.mkdir(parents=True)
    _limited(monkeypatch, watches)
    with watched(tmp_path, root, speed=40) as running:
        assert running.told(root) == ["looking"]
        assert "max_user_watches" in WatchNotes(running.library.paths).read()[0].sentence
        _is_heard(running, deep / "new.jpg")


@_LINUX
def test_watches_that_run_out_later_are_noticed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _limited(monkeypatch, 2)
    with watched(tmp_path, root, speed=40) as running:
        assert running.told(root) == ["events"]
        (root / "2021").mkdir()
        running.until(lambda: running.told(root) == ["events", "looking"])
        _is_heard(running, root / "2021" / "new.jpg")


@_LINUX
def test_too_many_watching_programs_are_noticed_and_events_tried_for_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import inotify_c

    def full() -> int:
        ctypes.set_errno(errno.EMFILE)
        return -1

    init = inotify_c.inotify_init
    monkeypatch.setattr(inotify_c, "inotify_init", full)
    with watched(tmp_path, root, speed=400) as running:
        assert "max_user_instances" in WatchNotes(running.library.paths).read()[0].sentence
        monkeypatch.setattr(inotify_c, "inotify_init", init)
        running.until(lambda: running.told(root) == ["looking", "events"])


@_LINUX
def test_events_that_the_kernel_threw_away_have_everything_looked_at(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    if limit > 50_000:
        pytest.skip("this machine keeps too many events")
    may_read = threading.Event()
    may_read.set()
    read = InotifyFD.read_events

    def wait_and_read(self: InotifyFD) -> object:
        assert may_read.wait(PATIENCE)
        return read(self)

    monkeypatch.setattr(InotifyFD, "read_events", wait_and_read)
    with watched(tmp_path, root, speed=1) as running:
        may_read.clear()
        for number in range(limit):  # each is made and closed: twice as many events
            (root / "2020" / f"{number}.jpg").touch()
        lost = root / "2021" / "lost.jpg"
        lost.parent.mkdir()
        lost.write_text("lost")
        may_read.set()
        running.until(lambda: _looks_at_all(running, root) > 1)
        assert running.library.seen(lost)
        _is_heard(running, lost.with_name("later.jpg"))


@_LINUX
def test_an_event_that_watchdog_stumbles_over_does_not_end_the_watch(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify import InotifyWatchGroup

    pass_on = InotifyWatchGroup.on_event
    left = iter([KeyError("stumbled")])

    def stumble(self: InotifyWatchGroup, event: object) -> None:
        if error := next(left, None):
            raise error
        pass_on(self, event)  # type: ignore[arg-type]

    monkeypatch.setattr(InotifyWatchGroup, "on_event", stumble)
    with watched(tmp_path, root) as running:
        (root / "2020" / "a.jpg").write_text("a")
        running.until(lambda: _looks_at_all(running, root) > 1)
        _is_heard(running, root / "2020" / "b.jpg")


@pytest.mark.parametrize("make", [WorkerUnavailableError, CatalogError])
def test_a_run_that_breaks_off_is_told_once_and_tried_again(
    root: Path, tmp_path: Path, make: Callable[[str], Exception]
) -> None:
    with watched(tmp_path, root, speed=20) as running:
        file = root / "2020" / "new.jpg"
        running.library.errors += [make("It broke; mend it."), make("It broke; mend it.")]
        _is_heard(running, file)
        assert running.library.areas()[1:] == [Area(root / "2020", deep=False)]
        told = [event for event in running.events if isinstance(event, WatchTrouble)]
        assert told == [WatchTrouble("It broke; mend it.")]


def test_a_folder_that_can_not_be_read_does_not_keep_the_others_waiting(
    root: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    with watched(tmp_path, root, bad, speed=20) as running:
        running.library.bad.add(bad)
        running.watching.wake()
        running.until(lambda: _looks_at_all(running, root) > 1)
        _is_heard(running, root / "2020" / "new.jpg")
        running.library.bad.clear()
        running.until(lambda: _looks_at_all(running, bad) > 1)


def test_each_look_that_is_over_is_told(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        _is_heard(running, root / "2020" / "new.jpg")
        running.until(lambda: len([e for e in running.events if isinstance(e, CaughtUp)]) > 1)
        told = [event for event in running.events if isinstance(event, CaughtUp)]
        assert [event.folders for event in told] == [(str(root),), (str(root / "2020"),)]


def test_nothing_is_left_when_it_stops(root: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with watched(tmp_path, root) as running:
        assert set(threading.enumerate()) - before - {running.thread}
        paths = running.library.paths
    assert set(threading.enumerate()) <= before
    assert WatchNotes(paths).read() == []
