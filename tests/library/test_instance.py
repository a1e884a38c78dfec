"""One working photoapp a home."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from photoapp.errors import HomeBusyError, HomeError
from photoapp.library.instance import Instance
from photoapp.paths import AppPaths, app_paths

HOLDING = """
import sys
from pathlib import Path
from photoapp.library.instance import Instance
from photoapp.paths import app_paths

with Instance(app_paths(Path(sys.argv[1]))).hold(sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(home: AppPaths, what: str = "index") -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the home until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(home.data.parent), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_another_process_is_refused_and_told_who_is_at_work(home: AppPaths) -> None:
    with another(home) as process:
        with pytest.raises(HomeBusyError) as caught, Instance(home).hold("watch"):
            pass
        holder = Instance(home).holder()
    assert f"photoapp index (process {process.pid}, since 20" in str(caught.value)
    assert str(home.data) in str(caught.value)
    assert "try again" in str(caught.value)
    assert holder is not None
    assert (holder.pid, holder.what) == (process.pid, "index")


def test_the_window_is_called_so(home: AppPaths) -> None:
    with another(home, "window"):
        with pytest.raises(HomeBusyError, match="photoapp's window"), Instance(home).hold("index"):
            pass


def test_once_it_has_ended_the_next_may_work(home: AppPaths) -> None:
    with another(home):
        pass
    assert Instance(home).holder() is None
    with Instance(home).hold("index"):
        pass


def test_a_killed_process_holds_nothing(home: AppPaths) -> None:
    with another(home) as process:
        process.kill()
    assert (home.data / "in-use.json").exists()  # it could not tidy up
    assert Instance(home).holder() is None
    with Instance(home).hold("index"):
        holder = Instance(home).holder()
        assert holder is not None
        assert (holder.pid, holder.what) == (os.getpid(), "index")


def test_one_process_may_hold_it_several_times(home: AppPaths) -> None:
    with ExitStack() as outer:
        outer.enter_context(Instance(home).hold("window"))
        with Instance(home).hold("index"):
            pass
        holder = Instance(home).holder()
        assert holder is not None
        assert holder.what == "window"
        assert _refused(home)
    assert not _refused(home)


def test_threads_share_the_hold_and_the_last_lets_go(home: AppPaths) -> None:
    instance, all_in = Instance(home), threading.Barrier(8)

    def work() -> bool:
        with instance.hold("window"):
            all_in.wait()
            return instance.holder() is not None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: work(), range(8)))
    assert not _refused(home)


def test_a_hold_taken_in_one_thread_may_end_in_another(home: AppPaths) -> None:
    stack = ExitStack()
    stack.enter_context(Instance(home).hold("window"))
    thread = threading.Thread(target=stack.close)
    thread.start()
    thread.join()
    assert not _refused(home)


def test_an_error_inside_lets_go(home: AppPaths) -> None:
    with pytest.raises(ZeroDivisionError), Instance(home).hold("index"):
        _ = 1 / 0
    assert Instance(home).holder() is None


def test_homes_are_apart(home: AppPaths, tmp_path: Path) -> None:
    other = app_paths(tmp_path / "other").create()
    with another(other), Instance(home).hold("index"):
        pass


@pytest.mark.parametrize("content", [b"", b"{", json.dumps({"pid": "x"}).encode(), b"\xff"])
def test_a_holder_that_cannot_be_read_is_still_one(home: AppPaths, content: bytes) -> None:
    with another(home):
        (home.data / "in-use.json").write_bytes(content)
        with pytest.raises(HomeBusyError, match="Another photoapp"), Instance(home).hold("index"):
            pass
        holder = Instance(home).holder()
        assert holder is not None
        assert holder.pid == 0


def test_a_home_that_cannot_be_locked_says_so(tmp_path: Path) -> None:
    home = app_paths(tmp_path / "home")
    home.data.parent.mkdir()
    home.data.write_text("in the way")
    with pytest.raises(HomeError) as caught, Instance(home).hold("index"):
        pass
    assert str(home.data) in str(caught.value)
    assert "--home" in str(caught.value)
    assert Instance(home).holder() is None


def test_asking_makes_no_folders(tmp_path: Path) -> None:
    assert Instance(app_paths(tmp_path / "home")).holder() is None
    assert list(tmp_path.iterdir()) == []


def _refused(home: AppPaths) -> bool:
    """Whether another process is refused."""
    code = HOLDING.replace("sys.stdin.read()", "")
    command = [sys.executable, "-c", code, str(home.data.parent), "x"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (done.stdout == "held\n")
    assert done.returncode == 0 or "HomeBusyError" in done.stderr
    return done.returncode != 0
