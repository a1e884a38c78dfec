"""Work rests when the user says so, on battery, and while the computer is used."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from photoapp.errors import HomeError
from photoapp.events import Event, IndexProgress, Paused, Resumed
from photoapp.library import IndexReport, Library
from photoapp.library import pausing as module
from photoapp.library.idleness import OtherLoad, _Used, told_by_system
from photoapp.library.pausing import Pauses, Pausing
from photoapp.paths import app_paths
from photoapp.settings import Settings
from tests.photos import put_photo

_SET = Settings(pause_on_battery=True, work="idle")


@dataclass
class _Computer:
    """What is asked of the system, made up; ``asked`` counts how often."""

    settings: Settings = _SET
    battery: bool = False
    idle: float = 1000.0
    now: float = 0.0
    asked: int = 0
    pausing: Pausing = field(init=False)

    def __post_init__(self) -> None:
        self.pausing = Pausing(
            lambda: self.settings,
            battery=self._battery,
            idle_seconds=lambda: self.idle,
            clock=lambda: self.now,
        )
        self.pausing.considerate = True

    def _battery(self) -> bool:
        self.asked += 1
        return self.battery

    def later(self) -> str | None:
        self.now += 5
        return self.pausing.now_paused()


def test_battery_and_use_let_work_rest() -> None:
    computer = _Computer()
    assert computer.later() is None
    computer.idle = 3.0
    assert computer.later() == "busy"
    computer.battery = True
    assert computer.later() == "battery"
    computer.battery, computer.idle = False, 120.0
    assert computer.later() is None


def test_what_is_not_set_is_not_obeyed() -> None:
    computer = _Computer(Settings(), battery=True, idle=0.0)
    assert computer.later() is None
    assert computer.asked == 0


def test_a_command_that_somebody_waits_for_does_not_hold_back() -> None:
    computer = _Computer(battery=True, idle=0.0)
    computer.pausing.considerate = False
    assert computer.later() is None


def test_the_system_is_asked_every_few_seconds_only() -> None:
    computer = _Computer()
    for _ in range(10):
        computer.pausing.now_paused()
    assert computer.asked == 1
    computer.battery = True
    assert computer.pausing.paused is None
    computer.pausing.look_again()
    assert computer.pausing.now_paused() == "battery"


def test_the_user_comes_first() -> None:
    computer = _Computer(battery=True)
    computer.pausing.pause()
    assert computer.later() == "you"
    computer.pausing.resume()
    assert computer.later() == "battery"


def test_settings_that_cannot_be_read_change_nothing() -> None:
    computer = _Computer(battery=True)
    assert computer.later() == "battery"

    def broken() -> Settings:
        raise HomeError("The settings can't be used.")

    computer.pausing._settings = broken
    assert computer.later() == "battery"


def test_waiting_ends_with_the_pause_or_when_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REST_SECONDS", 0.01)
    computer = _Computer()
    computer.pausing.pause()
    stopped = threading.Event()
    for end in (computer.pausing.resume, stopped.set):
        computer.pausing.pause()
        waiting = threading.Thread(target=computer.pausing.wait, args=[stopped.is_set])
        waiting.start()
        assert waiting.is_alive()
        end()
        waiting.join(10)
        assert not waiting.is_alive()


def test_a_run_tells_each_pause_once() -> None:
    computer = _Computer()
    told: list[Event] = []
    pauses = Pauses(computer.pausing, told.append)
    assert not pauses.now()
    computer.pausing.pause()
    assert pauses.now()
    assert pauses.now()
    computer.pausing.resume()
    assert not pauses.wait(lambda: False)
    assert told == [Paused("you"), Resumed()]


@pytest.mark.parametrize(
    ("platform", "printed", "seconds"),
    [
        ("linux", {"gdbus": "(uint64 61500,)\n"}, 61.5),
        ("linux", {"loginctl": "IdleHint=no\nIdleSinceHint=0\n"}, None),
        ("linux", {}, None),
        ("darwin", {"ioreg": '    | |   "HIDIdleTime" = 2500000000\n'}, 2.5),
        ("darwin", {}, None),
    ],
)
def test_what_systems_say_of_idleness(
    platform: str, printed: dict[str, str], seconds: float | None
) -> None:
    assert told_by_system(platform, lambda command: printed.get(command[0], "")) == seconds


def test_logind_says_since_when_a_session_is_idle() -> None:
    hint = "IdleHint=yes\nIdleSinceHint=1000000\n"
    told = told_by_system("linux", lambda command: hint if command[0] == "loginctl" else "")
    assert told is not None
    assert told > 1e9


def test_where_nothing_is_told_the_load_of_others_counts() -> None:
    now = 0.0
    used = _Used(0.0, 0.0, 0.0)
    load = OtherLoad(lambda: used, lambda: now)
    assert load.idle_seconds() == 0.0
    now, used = 60.0, _Used(50.0, 49.0, 120.0)  # our own work is no use of the computer
    assert load.idle_seconds() == 60.0
    now, used = 120.0, _Used(110.0, 69.0, 240.0)
    assert load.idle_seconds() == 0.0


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path_factory.mktemp("home")))) as library:
        yield library


class _Run:
    """An indexing run in a thread; whoever waits for an event of it is told."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.events: list[Event] = []
        self.stop = threading.Event()
        self.report: IndexReport | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, args=[library, folder])
        self._thread.start()

    def _run(self, library: Library, folder: Path) -> None:
        self.report = library.index([folder], self._listen, self.stop)

    def _listen(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, event: Event) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: event in self.events, 60)

    def end(self) -> IndexReport:
        self._thread.join(100)
        assert self.report
        return self.report


def test_a_paused_run_begins_nothing_and_a_resumed_one_does_it_all(
    library: Library, tmp_path: Path
) -> None:
    for name in ("coffee.png", "chelsea.png"):
        put_photo(tmp_path / name, name)
    library.pausing.pause()
    run = _Run(library, tmp_path)
    run.wait_for(Paused("you"))
    run.wait_for(IndexProgress(2, 0, 0, 0, 0.0, None))
    assert library.search("a cup") == []  # a query is answered as ever
    library.pausing.resume()
    assert run.end().embedded == 2
    assert run.events.index(Resumed()) > run.events.index(Paused("you"))


def test_a_paused_run_can_be_stopped(library: Library, tmp_path: Path) -> None:
    put_photo(tmp_path / "rocket.jpg", "rocket.jpg")
    library.pausing.pause()
    run = _Run(library, tmp_path)
    run.wait_for(Paused("you"))
    run.stop.set()
    report = run.end()
    library.pausing.resume()
    assert (report.embedded, report.stopped) == (0, True)


def test_the_window_and_watch_hold_back_and_commands_do_not(library: Library) -> None:
    for what, considerate in (("window", True), ("index", False), ("watch", True)):
        with library.at_work(what):
            assert library.pausing.considerate is considerate
