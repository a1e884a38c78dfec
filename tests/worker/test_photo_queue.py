import time

import pytest

from photoapp.worker.messages import PhotoDone, PhotoFailed, PhotoJob
from photoapp.worker.photo_queue import ACCELERATOR_WINDOW, WINDOW, PhotoQueue


def _jobs(*ids: int) -> list[PhotoJob]:
    return [PhotoJob(i, b"x", 1, 1) for i in ids]


def _done(photo_id: int) -> PhotoDone:
    return PhotoDone(photo_id, b"", b"", b"", "JPEG", 1, 1, None)


def _ids(jobs: list[PhotoJob]) -> list[int]:
    return [job.id for job in jobs]


def test_no_more_than_a_window_is_sent_at_once() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(*range(WINDOW + 5)))
    assert len(queue.next_jobs()) == WINDOW
    assert queue.next_jobs() == []
    queue.finished(_done(0))
    assert _ids(queue.next_jobs()) == [WINDOW]


def test_a_worker_on_an_accelerator_is_sent_more() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(*range(1000)))
    queue.use_device("cuda")
    assert len(queue.next_jobs()) == ACCELERATOR_WINDOW
    queue.use_device("cpu")
    queue.finished(_done(0))
    assert queue.next_jobs() == []


def test_there_is_work_until_every_photo_has_its_outcome() -> None:
    queue = PhotoQueue()
    assert not queue.has_work
    queue.add(_jobs(1))
    assert queue.has_work
    queue.next_jobs()
    assert queue.has_work
    queue.worker_died()
    queue.next_jobs()
    queue.finished(_done(1))
    assert not queue.has_work
    assert queue.has_outcomes


def test_after_a_death_only_the_photos_begun_on_are_sent_alone() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1, 2, 3))
    queue.next_jobs()
    queue.started(2)
    assert not queue.worker_died()
    assert _ids(queue.next_jobs()) == [2]
    assert queue.next_jobs() == []
    queue.started(2)
    queue.finished(_done(2))
    assert sorted(_ids(queue.next_jobs())) == [1, 3]


def test_a_photo_that_kills_the_worker_twice_alone_has_failed() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    deaths = []
    for _ in range(3):
        queue.next_jobs()
        queue.started(1)
        deaths.append(queue.worker_died())
    assert deaths == [False, False, True]
    [outcome] = queue.take_outcomes()
    assert isinstance(outcome, PhotoFailed)
    assert outcome.kind == "crashed"
    assert len(queue) == 0


def test_a_photo_that_only_stood_by_is_never_blamed() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    for _ in range(10):
        assert _ids(queue.next_jobs()) == [1]
        assert not queue.worker_died()


def test_an_answer_that_comes_twice_counts_once() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    queue.next_jobs()
    queue.finished(_done(1))
    queue.finished(_done(1))
    assert len(queue.take_outcomes()) == 1


def test_a_photo_that_was_decoded_is_not_to_blame() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    for _ in range(5):
        assert _ids(queue.next_jobs()) == [1]
        queue.started(1)
        queue.decoded(1)
        assert not queue.worker_died()
    assert queue.take_outcomes() == []


class Clock:
    """Monotonic time as the test has it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def _is_stuck_after(queue: PhotoQueue, clock: Clock, seconds: int) -> bool:
    """Look at a queue each second, as the parent does."""
    for _ in range(seconds):
        clock.now += 1
        if queue.is_stuck():
            return True
    return False


def test_a_photo_that_decodes_without_end_is_noticed_and_has_failed_at_once(clock: Clock) -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1, 2, 3))
    queue.next_jobs()
    queue.started(1)
    assert not _is_stuck_after(queue, clock, 15)
    queue.started(2)
    assert _is_stuck_after(queue, clock, 5)
    assert queue.worker_died()
    [outcome] = queue.take_outcomes()
    assert (outcome.id, type(outcome)) == (1, PhotoFailed)
    assert sorted(_ids(queue.next_jobs())) == [2, 3]  # not alone: they are known to be innocent


def test_a_large_file_may_take_longer(clock: Clock) -> None:
    queue = PhotoQueue()
    queue.add([PhotoJob(1, b"x", 400_000_000, 1)])
    queue.next_jobs()
    queue.started(1)
    assert not _is_stuck_after(queue, clock, 40)
    assert _is_stuck_after(queue, clock, 40)


def test_a_machine_that_slept_makes_no_photo_late(clock: Clock) -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    queue.next_jobs()
    queue.started(1)
    clock.now += 3600
    assert not queue.is_stuck()


def test_a_photo_that_waits_for_others_is_not_late(clock: Clock) -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    queue.next_jobs()
    for _ in range(3):
        queue.started(1)
        assert not _is_stuck_after(queue, clock, 10)
        queue.decoded(1)
        assert not _is_stuck_after(queue, clock, 100)


def test_a_photo_that_ends_as_the_worker_is_being_killed_has_not_failed(clock: Clock) -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    queue.next_jobs()
    queue.started(1)
    assert _is_stuck_after(queue, clock, 30)
    queue.finished(_done(1))
    assert not queue.is_stuck()
    assert not queue.worker_died()
    assert [type(outcome) for outcome in queue.take_outcomes()] == [PhotoDone]


def test_a_picture_that_somebody_waits_for_goes_first_and_only_to_them() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1, 2))
    queue.add_first(_jobs(-1)[0])
    assert _ids(queue.next_jobs()) == [-1, 1, 2]
    queue.finished(PhotoFailed(-1, "damaged", "spoilt"))
    assert not queue.has_outcomes
    assert queue.take_outcomes() == []
    assert queue.take_outcome(-2) is None
    assert queue.take_outcome(-1) == PhotoFailed(-1, "damaged", "spoilt")
    assert queue.take_outcome(-1) is None


def test_dropping_photos_keeps_what_somebody_waits_for() -> None:
    queue = PhotoQueue()
    queue.add(_jobs(1))
    queue.add_first(_jobs(-1)[0])
    queue.drop_waiting()
    assert _ids(queue.next_jobs()) == [-1]
