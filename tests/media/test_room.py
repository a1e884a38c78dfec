"""Memory for decoding: large photos wait for each other, and say that they do."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from photoapp.errors import PhotoUnreadableError
from photoapp.media.room import Room

_MB = 1_000_000
SOON = 20


class Heard:
    """A turn that remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.waited = threading.Event()

    def waits(self) -> None:
        self.said.append("waits")
        self.waited.set()

    def goes_on(self) -> None:
        self.said.append("goes on")


def test_what_fits_does_not_wait() -> None:
    room, turn = Room(500 * _MB, 400 * _MB), Heard()
    with room.hold(300 * _MB, turn), room.hold(200 * _MB, turn):
        pass
    assert turn.said == []


def test_what_does_not_fit_waits_until_there_is_room() -> None:
    room, turn = Room(500 * _MB, 400 * _MB), Heard()

    def decode() -> None:
        with room.hold(300 * _MB, turn):
            turn.said.append("decoded")

    with ThreadPoolExecutor() as pool:
        with room.hold(300 * _MB):
            waiting = pool.submit(decode)
            assert turn.waited.wait(SOON)
            with room.hold(_MB):  # a small one passes by
                assert turn.said == ["waits"]
        waiting.result(SOON)
    assert turn.said == ["waits", "goes on", "decoded"]


def test_what_is_too_large_for_one_is_refused() -> None:
    room = Room(500 * _MB, 400 * _MB)
    assert not room.fits(401 * _MB)
    with pytest.raises(PhotoUnreadableError), room.hold(401 * _MB):
        pass


def test_an_error_gives_the_room_back() -> None:
    room = Room(500 * _MB, 500 * _MB)
    for _ in range(3):
        with pytest.raises(ValueError, match="x"), room.hold(500 * _MB):
            raise ValueError("x")


def test_it_is_crowded_while_a_huge_one_is_decoded() -> None:
    room = Room(900 * _MB, 900 * _MB)
    with room.hold(100 * _MB):
        assert not room.is_crowded
    with room.hold(700 * _MB):
        assert room.is_crowded
    assert not room.is_crowded
