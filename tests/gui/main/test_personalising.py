"""Personalising at the window, by a library that trains no model but takes as long as it is told.

What a training does is tested in tests/trainer, and what the library makes of it in tests/library.
"""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from photoapp.events import TrainingNote
from photoapp.gui.main.personal_work import suggested_names
from photoapp.gui.personal.personal_page import PersonalPage
from photoapp.library.personal.wish import Wish
from tests.gui.main.desk import Desk
from tests.gui.main.trainings import Answers, Trainings, begin, personalising


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


def test_who_has_chosen_another_model_meanwhile_is_told(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.cards["old"] = trainings.card("old", "done")
    trainings.switches = False
    with desk.qtbot.waitSignal(personalising(desk).switching.ended):
        page.runs.use_asked.emit("old")
    text = "The new model does not answer, for another one was chosen meanwhile."
    assert page.problem.text() == text


def test_what_has_proved_better_at_names_alone_says_no_more(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    told = trainings.verdict
    trainings.verdict = replace(told, captions=None, names=told.captions)
    begin(desk, page)
    trainings.let_end.set()
    desk.wait(page.verdict.figures.isVisible)
    assert desk.said == "A model has learned your names, and finds them better."
    assert page.verdict.headline.text() == "It finds your names better"


def test_what_can_not_be_begun_says_why(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    trainings.refusal = "All captions are of one event; write some of photos of other days."
    page.choice.begin.click()
    desk.wait(lambda: page.problem.text() == trainings.refusal)
    assert page.choice.isVisible()
    assert desk.said == trainings.refusal


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
