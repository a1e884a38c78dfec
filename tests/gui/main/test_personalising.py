"""Personalising at the window, by a library that trains no model but takes as long as it is told.

What a training does is tested in tests/trainer, and what the library makes of it in tests/library.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from photoapp.errors import TrainingError
from photoapp.evaluation.bootstrap import Figure
from photoapp.events import Listener, TrainingNote, TrainingProgress, ignore
from photoapp.gui.main.personal_work import suggested_names
from photoapp.gui.main.personalising import Personalising
from photoapp.gui.personal.dialogs import Dialogs
from photoapp.gui.personal.personal_page import PersonalPage
from photoapp.library.personal.wish import Wish
from tests.gui.main.desk import Desk
from trainer.gate.verdict import Comparison, Example, Pair, SearchPair, Verdict

_STEP_SECONDS = 0.005


class Trainings:
    """``library.personal``, with runs in a dict; a training goes on until it is ``let_end``."""

    def __init__(self, photos: Path) -> None:
        self.cards: dict[str, SimpleNamespace] = {}
        self.wishes: list[Wish] = []
        self.let_end, self.end = threading.Event(), "done"
        self.verdict = verdict(photos)
        self.refusal = ""
        self.left = 0  # photos that the other model has not seen

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
        self.cards[run].state = "paused" if stop.is_set() else self.end
        return SimpleNamespace(state=self.cards[run].state, sentence="")

    def pause(self, run: str) -> None:
        self.cards[run].state = "paused"

    def state(self, run: str) -> SimpleNamespace:
        assert self.cards[run].state == "running"
        return SimpleNamespace(stage="judging", seconds_left=40.0)

    def runs(self) -> list[SimpleNamespace]:
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
        return SimpleNamespace(name=run, switched=True, left=self.left)


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


@pytest.fixture
def trainings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Trainings:
    trainings = Trainings(desk.photos)
    monkeypatch.setattr(desk.library, "personal", trainings, raising=False)
    monkeypatch.setattr(personalising(desk), "_dialogs", Answers())
    monkeypatch.setattr(personalising(desk), "_ask", lambda _parent, _text, _yes, then: then())
    desk.library.marks.caption([desk.id("coffee.png")], "a cup of coffee on a table")
    return trainings


@pytest.fixture
def page(desk: Desk, trainings: Trainings) -> PersonalPage:
    personalising(desk).show()
    page = personalising(desk).page
    assert page is not None
    desk.wait(lambda: page.choice.begin.isEnabled() and not page.live.isVisible())
    return page


def personalising(desk: Desk) -> Personalising:
    return desk.controller.personalising


def begin(desk: Desk, page: PersonalPage) -> None:
    page.choice.begin.click()
    desk.wait(lambda: list(page.live.loss.values) == [(3, 0.7)])


def rest(desk: Desk, page: PersonalPage) -> None:
    page.live.pause.click()
    desk.wait(page.live.resume.isVisible)


def test_the_page_counts_captions_and_says_how_long_it_will_take(
    desk: Desk, page: PersonalPage
) -> None:
    assert page.captions.count.text().startswith("1 caption of 1 photo")
    assert page.choice.estimate.text().startswith("About 4 min")
    assert page.choice.methods["lora"].isVisible()
    assert not page.choice.methods["full"].isVisible()
    assert not desk.window.search.count.isVisible()
    desk.do("personalise")
    assert desk.window.page is desk.grid


def test_what_was_trained_is_judged_used_and_given_back(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    page.choice.names.tick(["Shrek"])
    events: list[object] = []
    personalising(desk).training.told.connect(events.append)
    begin(desk, page)
    assert events[0] == TrainingNote("run-0", "No caption says Shrek.")
    assert trainings.wishes == [Wish(names=("Shrek",))]
    assert page.live.note.text() == "gone.jpg is not there any more."
    assert "30 s left" in personalising(desk).training.strip.state.text()
    trainings.let_end.set()
    desk.wait(page.verdict.figures.isVisible)
    assert not personalising(desk).training.strip.isVisible()
    assert "88 photos were looked for" in page.verdict.sentence.text()
    assert page.verdict.improved.photos
    assert page.verdict.searches.rows[0].photo_ids == [
        desk.id("coffee.png"),
        desk.id("rocket.jpg"),
    ]
    with desk.qtbot.waitSignal(personalising(desk).switched):
        page.verdict.use.click()
    desk.wait(lambda: page.back.isVisible() and page.back.isEnabled())
    assert trainings.cards["run-0"].active
    with desk.qtbot.waitSignal(personalising(desk).switched):
        page.back.click()
    desk.wait(lambda: not page.back.isVisible())


def test_a_training_pauses_and_is_taken_up_from_the_strip(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    begin(desk, page)
    rest(desk, page)
    strip = personalising(desk).training.strip
    desk.do("grid")
    assert strip.state.text() == "Personalising is paused"
    strip.resume.click()
    assert personalising(desk).training.running
    strip.state.click()
    assert personalising(desk).shown
    trainings.end = "refused"
    trainings.let_end.set()
    desk.wait(lambda: page.shown_run is not None)
    assert page.verdict.use.isHidden()
    assert len(trainings.wishes) == 1


@pytest.mark.parametrize("paused", [False, True])
def test_a_training_that_is_given_up_leaves_nothing(
    desk: Desk, page: PersonalPage, trainings: Trainings, paused: bool
) -> None:
    begin(desk, page)
    if paused:
        rest(desk, page)
    page.live.cancel.click()
    desk.wait(lambda: not trainings.cards)
    desk.wait(lambda: page.choice.isVisible() and not page.live.isVisible())
    assert not personalising(desk).training.strip.isVisible()


def test_a_training_that_waits_can_be_given_up(desk: Desk, trainings: Trainings) -> None:
    trainings.cards["old"] = trainings.card("old", "paused")
    strip = personalising(desk).training.strip
    personalising(desk).training.look()
    desk.wait(strip.resume.isVisible)
    personalising(desk).training.give_up("old")
    desk.wait(lambda: not trainings.cards)
    desk.wait(lambda: not strip.isVisible())


def test_a_training_that_a_terminal_began_is_seen_and_paused(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.cards["old"] = trainings.card("old", "running")
    desk.window.activated.emit()  # back from the terminal
    strip = personalising(desk).training.strip
    desk.wait(lambda: strip.isVisible() and page.live.pause.isVisible())
    assert strip.state.text() == "Personalising…  ·  40 s left"
    assert page.live.stage.text() == "Comparing with the present model…  ·  40 s left"
    assert not personalising(desk).training.running
    page.live.pause.click()
    desk.wait(lambda: strip.resume.isVisible() and page.live.resume.isVisible())
    assert trainings.cards["old"].state == "paused"


def test_what_a_training_in_a_terminal_came_to_is_shown(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.cards["old"] = trainings.card("old", "running")
    training = personalising(desk).training
    training._looking.setInterval(20)
    training.look()
    desk.wait(training.strip.isVisible)
    trainings.cards["old"].state = "done"
    desk.wait(lambda: page.shown_run is not None)
    assert not training.strip.isVisible()


def test_photos_that_the_model_before_has_not_seen_are_looked_at_at_once(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.cards["old"] = trainings.card("old", "done")
    trainings.cards["old"].active = True
    trainings.left = 3
    personalising(desk).show()
    desk.wait(page.back.isVisible)
    with desk.qtbot.waitSignal(desk.behind.indexing.run.started):
        page.back.click()
    text = "starter answers searches now  ·  3 photos are still to be looked at"
    assert page.problem.text() == text
    desk.wait(lambda: not desk.behind.indexing.running)


def test_what_can_not_be_begun_says_why(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.refusal = "All captions are of one event; write some of photos of other days."
    page.choice.begin.click()
    desk.wait(lambda: page.problem.text() == trainings.refusal)
    assert page.choice.isVisible()
    assert desk.said == trainings.refusal


def test_a_training_that_fails_says_so(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    begin(desk, page)
    trainings.end = "failed"
    trainings.let_end.set()
    desk.wait(page.live.resume.isVisible)
    assert desk.said == "The training could not go on."
    assert not personalising(desk).training.strip.isVisible()


def test_captions_come_from_a_file_and_go_to_one(
    desk: Desk, page: PersonalPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "captions.csv"
    rows = ["file,caption", f"{desk.photos / 'rocket.jpg'},a rocket lifts off", "none.jpg,nothing"]
    file.write_text("\n".join(rows), "utf-8")
    monkeypatch.setattr(Answers, "answer", str(file))
    page.captions.bring.click()
    desk.wait(lambda: page.captions.count.text().startswith("2 captions of 2 photos"))
    assert desk.said_of("rocket.jpg").caption == "a rocket lifts off"
    assert page.captions.said.text() == "1 file that it names is not in your library."
    written = tmp_path / "written.csv"
    monkeypatch.setattr(Answers, "answer", str(written))
    page.captions.export.click()
    desk.wait(lambda: written.exists() and desk.said == "Captions of 2 photos written")
    assert "a rocket lifts off" in written.read_text("utf-8-sig")


def test_names_that_were_learned_are_ticked_the_next_time(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    page.choice.names.tick(["Grandma"])
    begin(desk, page)
    trainings.let_end.set()
    desk.wait(page.choice.isVisible)
    settings: Any = personalising(desk)._settings
    assert "Grandma" in str(settings.value("personal/names")).split("\n")


def test_labels_and_keywords_that_look_like_names_are_suggested() -> None:
    keywords = [("Oslo", 4), ("beach", 90), ("USA", 30), ("Shrek", 3), ("Rare", 2)]
    facets = SimpleNamespace(
        keywords=[SimpleNamespace(name=name, photos=photos) for name, photos in keywords],
        labels=[SimpleNamespace(name="Grandma", tagged=12), SimpleNamespace(name="dog", tagged=9)],
    )
    found: Any = facets
    assert suggested_names(found) == ["Grandma", "Oslo", "Shrek"]
