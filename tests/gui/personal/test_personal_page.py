from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photoapp.events import TrainingProgress
from photoapp.gui.personal.facts import CaptionFacts, PersonalFacts
from photoapp.gui.personal.personal_page import PersonalPage
from tests.gui.personal.made_up import CAPTIONS, METHODS, run, verdict


def progress(
    *, epoch: int, part: int = 1, loss: float = 1.0, score: float | None = 0.5
) -> TrainingProgress:
    return TrainingProgress(
        run="r1",
        stage="fitting",
        done=epoch,
        total=60,
        part=part,
        parts=2,
        epoch=epoch,
        epochs=30,
        loss=loss,
        score=score,
        seconds_left=130.0,
    )


def test_who_has_no_captions_is_told_how_to_write_them_and_can_begin_nothing(
    page: PersonalPage,
) -> None:
    page.choice.show_methods(METHODS)
    page.show_facts(PersonalFacts())
    assert "Ctrl+T" in page.captions.count.text()
    assert not page.captions.export.isEnabled()
    assert not page.choice.begin.isEnabled()
    assert "nothing to learn" in page.choice.estimate.text()
    page.begin()
    assert page.captions.bring.hasFocus()


def test_captions_are_counted_with_what_would_help(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS))
    assert page.captions.count.text() == "312 captions of 298 photos, taken on 23 occasions"
    assert (
        page.captions.source.text()
        == "210 typed or imported  ·  88 carried by the photos  ·  14 beside these"
    )
    assert page.captions.flaws.text() == "1 used more than once (“a dog” 7 times)  ·  12 very short"
    assert page.captions.advice.text() == CAPTIONS.advice[0]
    page.show_facts(PersonalFacts(CaptionFacts(photos=1, captions=1)))
    assert page.captions.flaws.isHidden()
    assert page.captions.advice.isHidden()


def test_what_waits_for_a_decision_is_shown_at_once_and_what_is_in_use_is_not(
    page: PersonalPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.run_chosen) as chosen:
        page.show_facts(PersonalFacts(CAPTIONS, (run("r2"), run("r1", active=True))))
    assert chosen.args == ["r2"]
    assert page.verdict.headline.text() == "It has proved better"  # at what is not known yet
    page.show_verdict(verdict("r2"))
    assert page.verdict.headline.text() == "It finds your photos better"
    assert "93 % are among the first ten now, 33 % before" in page.verdict.sentence.text()
    assert page.verdict.figures.isVisibleTo(page)
    assert len(page.verdict.improved.photos) == len(page.verdict.worsened.photos) == 1
    assert [row.photo_ids for row in page.verdict.searches.rows] == [[1, 2], [2, 3]]
    page.verdict.searches.search.setCurrentIndex(1)
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2"), run("r1", active=True))))
    assert [row.photo_ids for row in page.verdict.searches.rows] == [[4], [5]]  # stays
    with qtbot.waitSignal(page.verdict.use_asked):
        page.verdict.use.click()
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2", active=True), run("r1"))))
    assert page.verdict.headline.text() == "This model answers searches"
    assert page.verdict.use.isHidden()
    assert page.verdict.figures.isVisibleTo(page)  # without being asked for again
    assert not page.back.isHidden()


def test_a_run_that_is_in_use_is_no_news(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r1", active=True),)))
    assert page.verdict.isHidden()
    assert "298 photos" in page.serving.text()


def test_what_is_not_better_says_why_and_can_not_be_used(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2", active=True), run("r1", "refused"))))
    page.runs.setCurrentItem(page.runs.topLevelItem(1))
    page.show_verdict(verdict("r1", better=False))
    assert page.verdict.headline.text() == "It has not proved better, and is not used"
    assert page.verdict.sentence.text() == "Too few to prove anything."
    assert page.verdict.reasons.text() == "Write 40 more."
    assert page.verdict.use.isHidden()
    assert page.verdict.figures.isHidden()


def test_a_verdict_that_comes_late_is_not_shown_as_that_of_another_run(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2"), run("r1"))))
    page.show_verdict(verdict("r1"))
    assert page.verdict.figures.isHidden()


def test_a_training_shows_how_it_goes(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r1"),)))
    page.show_training(True)
    assert page.choice.isHidden()
    assert page.verdict.isHidden()  # it is of another training
    page.live.show_progress(progress(epoch=1, loss=2.0, score=None))
    assert page.live.score.isHidden()
    page.live.show_progress(progress(epoch=2, loss=1.5, score=0.4))
    page.live.show_progress(progress(epoch=2, loss=1.4, score=0.4))  # the same one, better known
    assert page.live.stage.text() == "Learning…  ·  2 min left"
    assert list(page.live.loss.values) == [(1, 2.0), (2, 1.4)]
    assert page.live.score.accessibleDescription() == "40 %"
    page.live.show_progress(progress(epoch=1, part=2, loss=1.9))
    assert list(page.live.loss.values) == [(1, 1.9)]
    page.live.grab()
    page.live.show_note("a.jpg is not there any more.")
    assert page.live.note.text() == "a.jpg is not there any more."


def test_a_training_pauses_and_goes_on(page: PersonalPage, qtbot: QtBot) -> None:
    page.show_facts(PersonalFacts(CAPTIONS))
    page.show_training(True)
    page.live.show_progress(progress(epoch=1))
    with qtbot.waitSignal(page.live.pause_asked):
        page.live.pause.click()
    page.live.show_pausing()
    assert not page.live.pause.isEnabled()
    page.show_training(False, "r1")
    page.show_facts(PersonalFacts(CAPTIONS, (run("r1", "paused"),)))
    assert page.live.isVisibleTo(page)
    assert page.choice.isHidden()  # one training at a time
    assert page.live.pause.isHidden()
    page.begin()
    with qtbot.waitSignal(page.live.resume_asked):
        QTest.keyClick(page.live.resume, Qt.Key.Key_Space)
    page.show_training(True)
    page.live.show_progress(progress(epoch=2))
    assert [epoch for epoch, _ in page.live.loss.values] == [1, 2]  # the same curve goes on


def test_another_training_begins_another_curve_and_another_verdict(
    page: PersonalPage, qtbot: QtBot
) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r1"),)))
    page.show_verdict(verdict("r1"))
    page.show_facts(PersonalFacts(CAPTIONS))  # it was deleted
    page.show_training(True)
    page.live.show_progress(progress(epoch=4))
    page.show_training(False, "r1")
    with qtbot.waitSignal(page.run_chosen):  # of the same name as the one before
        page.show_facts(PersonalFacts(CAPTIONS, (run("r1"),)))
    page.show_training(True)
    assert not page.live.loss.values


def test_a_training_that_goes_on_elsewhere_is_followed_and_can_be_paused(
    page: PersonalPage, qtbot: QtBot
) -> None:
    seen = run("r1", "running")
    page.show_facts(PersonalFacts(CAPTIONS, (seen,)))
    page.show_elsewhere(replace(seen, stage="fitting", seconds_left=130.0))
    assert page.live.stage.text() == "Learning…  ·  2 min left"
    assert page.live.note.text() == "r1 was begun elsewhere, in a terminal perhaps."
    assert page.choice.isHidden()  # one training at a time
    with qtbot.waitSignal(page.live.pause_asked):
        page.live.pause.click()
    assert page.live.resume.isHidden()
    assert page.live.cancel.isVisible()


def test_the_training_that_goes_on_comes_before_one_that_waits(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2", "paused"), run("r1", "running"))))
    assert page.open_run is not None
    assert page.open_run.name == "r1"


def test_a_training_that_has_failed_says_why_and_stands_in_no_other_s_way(
    page: PersonalPage,
) -> None:
    failed = run("r2", "failed", sentence="There is no room on the disk; free some.")
    page.show_facts(PersonalFacts(CAPTIONS, (failed, run("r1", active=True))))
    assert page.live.note.text() == "There is no room on the disk; free some."
    assert page.live.resume.text() == "&Try Again"
    assert "begin anew" in page.live.stage.text()
    assert page.choice.isVisibleTo(page)
    page.show_facts(PersonalFacts(CAPTIONS, (run("r3", active=True), failed)))
    assert page.live.isHidden()  # it is history


def test_the_run_that_just_ended_is_shown(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r1", active=True),)))
    page.show_training(True)
    page.show_training(False, "r2")
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2", "refused"), run("r1", active=True))))
    assert page.shown_run is not None
    assert page.shown_run.name == "r2"


def test_while_another_model_takes_over_nothing_else_can_be_asked_for(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS, (run("r2"), run("r1", active=True))))
    page.show_switching(True)
    assert not page.back.isEnabled()
    assert not page.verdict.use.isEnabled()
    assert page.problem.isVisibleTo(page)
    page.show_switching(False)
    assert page.back.isEnabled()
    assert page.problem.isHidden()


def test_why_something_can_not_be_begun_is_said_in_sight(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS))
    page.resize(600, 300)
    page.ensureWidgetVisible(page.choice.begin)
    assert page.problem.visibleRegion().isEmpty()
    page.show_problem("There is no room on the disk; free some.")
    assert not page.problem.visibleRegion().isEmpty()


def test_escape_goes_back_to_the_photos(page: PersonalPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_a_training_that_rests_as_it_is_too_warm_says_so(page: PersonalPage) -> None:
    page.show_facts(PersonalFacts(CAPTIONS))
    page.show_training(True)
    page.live.show_warm(91.6, resting=True)
    assert page.live.stage.text() == "Resting until it is cooler: 92 °C"
    page.live.show_warm(84.0, resting=False)
    assert page.live.stage.text() == "Learning…"
