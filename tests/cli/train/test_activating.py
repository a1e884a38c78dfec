"""What is shown while another model is made ready."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from photoapp.cli.train.activating import activate_run
from photoapp.events import BuildProgress, Listener


class _Library:
    """Activates nothing, and tells of it."""

    @property
    def personal(self) -> "_Library":
        return self

    @contextmanager
    def at_work(self, *_: object) -> Iterator[None]:
        yield

    def activate(self, run: str, *, listener: Listener, stop: object) -> str:
        listener(BuildProgress("mine-1", 200, 3369, 900.0, 4.0))
        return run


def test_photos_are_not_said_to_be_looked_at_again(capsys: pytest.CaptureFixture[str]) -> None:
    library: Any = _Library()
    assert str(activate_run(library, "run")) == "run"
    told = capsys.readouterr().err
    assert told == "making mine-1 ready: 200 of 3369 photos, 4 s left\n"
