"""A library that trains no model but takes as long as it is told, for the tests of the window."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QWidget

from photoapp.errors import TrainingError
from photoapp.evaluation.bootstrap import Figure
from photoapp.events import Listener, TrainingNote, TrainingProgress, ignore
from photoapp.gui.main.personalising import Personalising
from photoapp.gui.personal.dialogs import Dialogs
from photoapp.gui.personal.personal_page import PersonalPage
from photoapp.library.personal.wish import Wish
from tests.gui.main.desk import Desk
from trainer.gate.verdict import Comparison, Example, Pair, SearchPair, Verdict

_STEP_SECONDS, _LONG_SECONDS = 0.005, 15.0


class Trainings:
    """``library.personal``, with runs in a dict; a training goes on until it is ``let_end``."""

    def __init__(self, photos: Path) -> None:
        self.cards: dict[str, SimpleNamespace] = {}
        self.wishes: list[Wish] = []
        self.let_end, self.end = threading.Event(), "done"
        self.verdict = verdict(photos)
        self.refusal = ""
        self.left = 0  # photos that the other model has not seen
        self.switches = True
        self.let_pause = threading.Event()
        self.let_pause.set()
        self.seconds_left = 40.0
        self.listed = 0  # how often all of them were asked for

    def estimates(self, wish: Wish) -> dict[str, SimpleNamespace | TrainingError]:
        found = SimpleNamespace(seconds=240.0, memory=600_000_000, bytes_on_disk=40_000_000)
        refusal = TrainingError("This model can't be trained as a whole.")
        return {"adapter": found, "lora": found, "full": refusal}

    def prepare(self, wish: Wish, tell: Callable[[str], None]) -> str:
        if self.refusal:
            raise TrainingError(self.refusal)
        self.wishes.append(wish)
        name = f"run-{len(self.cards)}"
        self.cards[name] = self.card(name, "new")
        for unknown in wish.names:
            tell(f"No caption says {unknown}.")
        return name

    def card(self, name: str, state: str) -> SimpleNamespace:
        return SimpleNamespace(
            run=name,
            method="adapter",
            made_at=1e9 + len(self.cards),
            photos=5,
            state=state,
            sentence="",
            gain=None,
            active=False,
        )

    def train(
        self, run: str, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> SimpleNamespace:
        assert stop is not None
        self.cards[run].state = "running"
        listener(TrainingNote(run, "gone.jpg is not there any more."))
        listener(TrainingProgress(run, "fitting", 3, 10, 1, 1, 3, 10, 0.7, 0.4, 30.0))
        while not stop.wait(_STEP_SECONDS) and not self.let_end.is_set():
            pass
        if run not in self.cards:  # another process has discarded it
            return SimpleNamespace(state="cancelled", sentence="")
        self.cards[run].state = "paused" if stop.is_set() else self.end
        return SimpleNamespace(state=self.cards[run].state, sentence="")

    def pause(self, run: str) -> None:
        assert self.let_pause.wait(_LONG_SECONDS)
        self.cards[run].state = "paused"

    def state(self, run: str) -> SimpleNamespace:
        state = self.cards[run].state
        return SimpleNamespace(state=state, stage="judging", seconds_left=self.seconds_left)

    def runs(self) -> list[SimpleNamespace]:
        self.listed += 1
        return list(self.cards.values())

    def report(self, _run: str) -> SimpleNamespace:
        return SimpleNamespace(verdict=self.verdict)

    def activate(self, run: str, *, listener: Listener, stop: threading.Event) -> SimpleNamespace:
        return self._serve(run)

    def rollback(self, *, listener: Listener, stop: threading.Event) -> SimpleNamespace:
        return self._serve("starter")

    def discard(self, run: str) -> None:
        del self.cards[run]

    def _serve(self, run: str) -> SimpleNamespace:
        for name, card in self.cards.items():
            card.active = name == run
        return SimpleNamespace(name=run, switched=self.switches, left=self.left)


def verdict(photos: Path) -> Verdict:
    figure = Figure(0.4, 0.3, 0.5)
    pair = Pair(figure, replace(figure, value=0.9), figure)
    captions = Comparison("captions", 88, 90, 88, {1: pair, 5: pair, 10: pair}, {}, pair)
    paths = [str(photos / name) for name in ("coffee.png", "rocket.jpg")]
    return Verdict(
        better=True,
        sentence="It is better.",
        reasons=(),
        captions=captions,
        names=None,
        general=(captions,),
        agreement=1.0,
        searches=(SearchPair("cups", "a cup", paths, paths[::-1]),),
        improved=(Example(paths[0], "a cup of coffee", 4, 1),),
        worsened=(Example(str(photos / "elsewhere.jpg"), "nothing", 1, 2),),
    )


class Answers(Dialogs):
    """A person who answers at once."""

    answer = ""

    def file_to_read(self, parent: QWidget) -> str:
        return self.answer

    def folder_to_read(self, parent: QWidget) -> str:
        return self.answer

    def file_to_write(self, parent: QWidget) -> str:
        return self.answer


def personalising(desk: Desk) -> Personalising:
    return desk.controller.personalising


def begin(desk: Desk, page: PersonalPage) -> None:
    page.choice.begin.click()
    desk.wait(lambda: list(page.live.loss.values) == [(3, 0.7)])


def rest(desk: Desk, page: PersonalPage) -> None:
    page.live.pause.click()
    desk.wait(page.live.resume.isVisible)
