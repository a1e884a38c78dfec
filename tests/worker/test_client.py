"""The client against workers that die, hang up or never start."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from photoapp.errors import ModelError, WorkerUnavailableError
from photoapp.worker import PhotoDone, PhotoFailed, PhotoJob, PhotoOutcome, WorkerClient, supervisor

FRAGILE = Path(__file__).with_name("fragile_child.py")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[WorkerClient]:
    command = [sys.executable, str(FRAGILE), str(tmp_path / "journal")]
    with closing(WorkerClient("fragile", tmp_path / "log", command)) as client:
        yield client


def collect_all(client: WorkerClient) -> dict[int, PhotoOutcome]:
    outcomes: dict[int, PhotoOutcome] = {}
    while client.backlog:
        outcomes |= {outcome.id: outcome for outcome in client.collect(5)}
    return outcomes


def _submit(client: WorkerClient, names: list[str]) -> None:
    client.submit([PhotoJob(i, name.encode(), 1, 1) for i, name in enumerate(names)])


def test_a_crash_costs_one_photo(client: WorkerClient, tmp_path: Path) -> None:
    names = [f"fine{i}" for i in range(100)]
    names[30], names[60], names[61] = "deadly", "bad", "deadly too"
    _submit(client, names)
    outcomes = collect_all(client)
    failed = {names[i]: o.kind for i, o in outcomes.items() if isinstance(o, PhotoFailed)}
    assert failed == {"deadly": "crashed", "bad": "damaged", "deadly too": "crashed"}
    assert len(outcomes) == 100
    journal = (tmp_path / "journal").read_text().split("\n")
    assert journal.count("deadly") == 3  # once in company, twice alone


def test_texts_are_answered_though_photos_kill_the_worker(client: WorkerClient) -> None:
    _submit(client, ["deadly"])
    assert client.encode_texts(["a", "b"]).shape == (2, 1)
    assert isinstance(collect_all(client)[0], PhotoFailed)
    assert client.encode_texts(["c"]).shape == (1, 1)


def test_a_worker_killed_from_outside_loses_nothing(client: WorkerClient) -> None:
    _submit(client, [f"fine{i}" for i in range(500)])
    outcomes = {o.id: o for o in client.collect(5)}
    psutil.Process(client.pid).kill()
    outcomes |= collect_all(client)
    assert len(outcomes) == 500
    assert all(isinstance(outcome, PhotoDone) for outcome in outcomes.values())


def test_a_worker_that_keeps_dying_is_given_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    with closing(WorkerClient("x", tmp_path / "log", command)) as client:
        with pytest.raises(WorkerUnavailableError, match="keeps dying"):
            client.encode_texts(["dog"])
        with pytest.raises(WorkerUnavailableError, match="keeps dying"):
            client.submit([PhotoJob(1, b"x", 1, 1)])


def test_a_worker_that_cannot_be_started_is_said_so(tmp_path: Path) -> None:
    with closing(WorkerClient("x", tmp_path / "log", [str(tmp_path / "absent")])) as client:
        with pytest.raises(WorkerUnavailableError, match="can't be started"):
            client.encode_texts(["dog"])


def test_an_unknown_model_is_said_at_once(tmp_path: Path) -> None:
    with closing(WorkerClient("no-such-model", tmp_path / "log")) as client:
        with pytest.raises(ModelError, match="no-such-model"):
            client.encode_texts(["dog"])


def test_closing_answers_whoever_waits(client: WorkerClient) -> None:
    client.start()
    client.close()
    with pytest.raises(WorkerUnavailableError):
        client.encode_texts(["dog"])


def test_dropped_photos_are_not_sent(client: WorkerClient) -> None:
    _submit(client, [f"fine{i}" for i in range(500)])
    client.drop()
    assert len(collect_all(client)) < 500


def test_vectors_come_back_as_they_were_made(client: WorkerClient) -> None:
    vectors = client.encode_texts(["dog"])
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [[0.0]]


def test_closing_answers_those_who_wait_for_the_next_life(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "_BACK_OFF_SECONDS", 3600)
    died = threading.Event()
    monkeypatch.setattr(supervisor.log, "warning", lambda *_: died.set())
    client = WorkerClient("x", tmp_path / "log", [sys.executable, "-c", "raise SystemExit(3)"])
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(client.encode_texts, ["dog"])
        assert died.wait(20)
        client.close()
        with pytest.raises(WorkerUnavailableError, match="closing"):
            answer.result(20)


def test_a_text_that_cannot_be_sent_is_not_kept(client: WorkerClient) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        client.encode_texts(["\udce9"])
    assert client.encode_texts(["dog"]).shape == (1, 1)
    assert not client._requests.has_work


def test_a_text_nobody_waits_for_any_more_is_forgotten(client: WorkerClient) -> None:
    with pytest.raises(WorkerUnavailableError, match="try again"):
        client.encode_texts(["dog"], timeout=0)
    assert not client._requests.has_work
