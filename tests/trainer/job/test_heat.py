"""Resting while it is too warm."""

import os
import threading
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from trainer.job import heat
from trainer.job.heat import Rests, Thermometer
from trainer.job.stopping import Stopped


class Stove:
    """Temperatures as they are read one after the other, and a clock that each reading moves on."""

    def __init__(self, *readings: float | None) -> None:
        self.readings = list(readings)
        self.now = 0.0

    def read(self) -> float | None:
        self.now += 10
        return self.readings.pop(0)

    def clock(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heat, "_REST_SECONDS", 0)


def _rest(stove: Stove, warmest: int, stop: threading.Event | None = None) -> list:
    told: list[tuple[float, bool]] = []
    rests = Rests(
        stop or threading.Event(),
        warmest,
        stove.read,
        lambda temperature, resting: told.append((temperature, resting)),
        clock=stove.clock,
    )
    rests()
    return told


def test_it_rests_until_it_is_five_degrees_cooler() -> None:
    stove = Stove(91, 90, 86, 85, 80)
    assert _rest(stove, 90) == [(91, True), (85, False)]
    assert stove.readings == [80]


@pytest.mark.parametrize(("reading", "warmest"), [(90, 90), (None, 90)])
def test_it_goes_on_where_it_is_cool_or_nobody_knows(reading: float | None, warmest: int) -> None:
    assert _rest(Stove(reading), warmest) == []


def test_without_a_limit_nobody_looks() -> None:
    assert _rest(Stove(), 0) == []


def test_a_sensor_that_goes_ends_the_rest() -> None:
    assert _rest(Stove(95, None), 90) == [(95, True), (95, False)]


def test_asked_to_stop_it_does_not_rest() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        _rest(Stove(95), 90, stop)


def test_it_does_not_look_before_every_step() -> None:
    stove = Stove(50, 51)
    rests = Rests(threading.Event(), 90, stove.read, lambda *_: None, clock=lambda: 7.0)
    rests()
    rests()
    assert stove.readings == [51]


def test_of_the_systems_sensors_the_processors_count(monkeypatch: pytest.MonkeyPatch) -> None:
    sensors = {
        "nvme": [SimpleNamespace(current=99.0)],
        "coretemp": [SimpleNamespace(current=61.0), SimpleNamespace(current=64.0)],
    }
    monkeypatch.setattr(psutil, "sensors_temperatures", lambda: sensors, raising=False)
    assert Thermometer(cards=False)() == 64.0
    sensors.pop("coretemp")
    assert Thermometer(cards=False)() is None


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_the_warmest_of_several_cards_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text('#!/bin/sh\n[ "$1" = --query-gpu=temperature.gpu ] && printf "71\\n83\\n"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(psutil, "sensors_temperatures", dict, raising=False)
    assert Thermometer(cards=True)() == 83
    assert Thermometer(cards=False)() is None
    program.write_text("#!/bin/sh\nexit 9\n")
    assert Thermometer(cards=True)() is None
