"""The worker that nobody needs ends, and nobody notices."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from photoapp.errors import WorkerUnavailableError
from photoapp.worker import PhotoDone, PhotoJob, WorkerClient, supervisor
from photoapp.worker.process import WorkerProcess
from tests.worker.test_client import FRAGILE, collect_all

SOON = 20


@contextmanager
def idling_client(folder: Path, seconds: float) -> Iterator[WorkerClient]:
    command = [sys.executable, str(FRAGILE), str(folder / "journal")]
    client = WorkerClient("fragile", folder / "log", command, idle_seconds=seconds)
    with closing(client):
        yield client


@pytest.fixture
def lives(monkeypatch: pytest.MonkeyPatch) -> list[psutil.Process]:
    """All the worker processes that are started."""
    started: list[psutil.Process] = []

    class Noted(WorkerProcess):
        def __init__(self, command: list[str], log: Path) -> None:
            super().__init__(command, log)
            started.append(psutil.Process(self.pid))

    monkeypatch.setattr(supervisor, "WorkerProcess", Noted)
    return started


def _wait_until_ended(client: WorkerClient) -> None:
    with client._changed:
        assert client._changed.wait_for(lambda: client.pid is None, SOON)


def _jobs(count: int) -> list[PhotoJob]:
    return [PhotoJob(i, f"fine{i}".encode(), 1, 1) for i in range(count)]


def _no_death(caplog: pytest.LogCaptureFixture) -> bool:
    return not any("died" in record.getMessage() for record in caplog.records)


def test_an_idle_worker_ends_and_the_next_request_starts_another(
    tmp_path: Path, lives: list[psutil.Process], caplog: pytest.LogCaptureFixture
) -> None:
    with idling_client(tmp_path, 0.05) as client:
        client.encode_texts(["a"])
        _wait_until_ended(client)
        lives[0].wait(SOON)
        client.submit(_jobs(300))
        assert all(isinstance(outcome, PhotoDone) for outcome in collect_all(client).values())
        _wait_until_ended(client)
        assert client.encode_texts(["b"]).shape == (1, 1)
    assert len(lives) == 3
    assert _no_death(caplog)


def test_a_worker_that_was_warmed_up_and_not_used_ends(
    tmp_path: Path, lives: list[psutil.Process]
) -> None:
    with idling_client(tmp_path, 0.0) as client:
        client.start()
        with client._changed:
            assert client._changed.wait_for(lambda: lives and client.pid is None, SOON)
        lives[0].wait(SOON)
        client.start()
        with client._changed:
            assert client._changed.wait_for(lambda: len(lives) == 2 and client.pid is None, SOON)


def test_a_busy_worker_is_left_alone(tmp_path: Path, lives: list[psutil.Process]) -> None:
    with idling_client(tmp_path, 0.0) as client:
        client.submit(_jobs(500))
        assert len(collect_all(client)) == 500
    assert len(lives) == 1


def test_what_is_asked_while_the_worker_ends_waits_for_the_next(
    tmp_path: Path,
    lives: list[psutil.Process],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    end = supervisor._end
    with idling_client(tmp_path, 0.0) as client, ThreadPoolExecutor() as pool:
        answers = []

        def end_while_somebody_asks(process: WorkerProcess, reader: threading.Thread) -> None:
            if not answers:
                answers.append(pool.submit(client.encode_texts, ["at the last moment"]))
                client.submit(_jobs(3))
                with client._changed:  # it is asked, and the process has not been told to end
                    asked = client._requests._texts
                    assert client._changed.wait_for(lambda: asked, SOON)
            end(process, reader)

        monkeypatch.setattr(supervisor, "_end", end_while_somebody_asks)
        client.start()
        with client._changed:
            assert client._changed.wait_for(lambda: answers, SOON)
        assert answers[0].result(SOON).shape == (1, 1)
        assert set(collect_all(client)) == {0, 1, 2}
    assert lives[0].pid != lives[1].pid
    assert _no_death(caplog)


def test_requests_of_all_kinds_meet_a_worker_that_is_always_about_to_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with idling_client(tmp_path, 0.0) as client, ThreadPoolExecutor(3) as pool:
        texts = [pool.submit(client.encode_texts, [str(i)]) for i in range(12)]
        for number in range(4):
            client.submit([PhotoJob(number, b"fine", 1, 1)])
            assert set(collect_all(client)) == {number}
        assert [future.result(SOON).shape for future in texts] == [(1, 1)] * 12
    assert _no_death(caplog)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't stop a process")
def test_a_worker_that_will_not_end_is_made_to(
    tmp_path: Path, lives: list[psutil.Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "_STOP_SECONDS", 0.1)
    with idling_client(tmp_path, 0.5) as client:
        client.encode_texts(["a"])
        assert client.pid
        os.kill(client.pid, signal.SIGSTOP)
        _wait_until_ended(client)
        assert client.encode_texts(["b"]).shape == (1, 1)
        assert not lives[0].is_running()


def test_closing_an_idle_worker_is_no_matter(tmp_path: Path) -> None:
    with idling_client(tmp_path, 0.0) as client:
        client.encode_texts(["a"])
        _wait_until_ended(client)
        client.close()
        with pytest.raises(WorkerUnavailableError, match="closing"):
            client.start()


def test_dropped_photos_keep_no_worker(tmp_path: Path, lives: list[psutil.Process]) -> None:
    with idling_client(tmp_path, 0.0) as client:
        client.submit(_jobs(500))
        client.drop()
        collect_all(client)
        _wait_until_ended(client)
