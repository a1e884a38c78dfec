"""An installed photoapp opens its window on a screen outside."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

from tests.gui.end_to_end.person import screen, wait_until
from tests.packaged.conftest import INSIDE, RESULTS, System


def _window(display: str) -> str:
    """Return the number of photoapp's window, or nothing while there is none."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "photoapp"]
    done = subprocess.run(
        command, env={"DISPLAY": display, "PATH": "/usr/bin:/bin"}, capture_output=True, check=False
    )
    return done.stdout.decode().strip().partition("\n")[0]


def _picture(display: str, name: str) -> Image.Image:
    RESULTS.mkdir(parents=True, exist_ok=True)
    image = ImageGrab.grab(xdisplay=display)
    image.save(RESULTS / f"{name}.png")
    return image


@contextmanager
def _at_the_window(system: System, display: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the installed program, wait for its window, and close it in the end."""
    variables = {"DISPLAY": display, "PHOTOAPP_HOME": f"{INSIDE}/window"}
    command = system.root.command("photoapp", *words, variables=variables)
    RESULTS.mkdir(parents=True, exist_ok=True)
    log = RESULTS / "window.log"
    with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file) as program:
        try:
            wait_until(lambda: _window(display) or program.poll() is not None)
            assert program.poll() is None, log.read_text()
            yield program
        finally:
            program.kill()  # with it goes all that runs in its namespace


def _press(display: str, *keys: str) -> None:
    environment = {"DISPLAY": display, "PATH": "/usr/bin:/bin"}
    subprocess.run(["xdotool", "windowfocus", _window(display)], env=environment, check=True)
    subprocess.run(["xdotool", "key", *keys], env=environment, check=True)


def _counts(system: System) -> dict[str, int]:
    told = json.loads(system.root.run("photoapp", "--home", f"{INSIDE}/window", "status", "--json"))
    counts: dict[str, int] = told["counts"]
    return counts


def _colours(image: Image.Image) -> int:
    return len(image.getcolors(1 << 24) or ())


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


def test_it_opens_and_ends_when_told_to(bare: System, display: str) -> None:
    with _at_the_window(bare, display) as program:
        wait_until(lambda: _colours(_picture(display, "window")) > 20)
        _press(display, "ctrl+q")
        assert program.wait(60) == 0, (RESULTS / "window.log").read_text()
    assert "error" not in (RESULTS / "window.log").read_text().lower()  # fonts and keys are found


def test_a_folder_that_is_opened_is_watched_and_shown(bare: System, display: str) -> None:
    photos = len(list((bare.home / "photos").glob("*.jpg")))
    with _at_the_window(bare, display, "open", f"{INSIDE}/photos"):
        wait_until(lambda: _counts(bare).get("embedded") == photos)
        # Photos of many colours are on the screen.
        wait_until(lambda: _colours(_picture(display, "folder")) > 2000)
    assert Path(RESULTS / "folder.png").exists()
