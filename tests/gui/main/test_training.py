"""How a training stands, wherever it goes on: begun, paused, taken up, given up."""

import pytest

from photoapp.gui.main.personal_work import facts_of
from photoapp.gui.main.training import Training
from photoapp.gui.personal.facts import Choice, RunFacts
from photoapp.gui.personal.personal_page import PersonalPage
from tests.gui.main.desk import Desk
from tests.gui.main.trainings import Trainings, begin, personalising, rest


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


def test_a_training_that_fails_says_so(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    begin(desk, page)
    trainings.end = "failed"
    trainings.let_end.set()
    desk.wait(page.live.resume.isVisible)
    assert desk.said == "The training could not go on."
    assert not personalising(desk).training.strip.isVisible()


def test_a_training_elsewhere_is_followed_by_one_look_after_another(
    desk: Desk, trainings: Trainings
) -> None:
    training, strip = follow(desk, trainings), personalising(desk).training.strip
    listed = trainings.listed
    training.look()
    assert not training._looking.isActive()  # until the answer is there
    desk.wait(training._looking.isActive)
    trainings.seconds_left = 20.0
    training._looking.start(0)
    desk.wait(lambda: strip.state.text() == "Personalising…  ·  20 s left")
    assert trainings.listed == listed  # its state says all that is shown


def test_pausing_is_not_undone_by_what_was_seen_before(
    desk: Desk, page: PersonalPage, trainings: Trainings
) -> None:
    training = follow(desk, trainings)
    personalising(desk).show()
    desk.wait(page.live.pause.isVisible)
    trainings.let_pause.clear()
    page.live.pause.click()
    seen: list[RunFacts] = []
    training.seen.connect(seen.append)
    facts = facts_of(desk.library)
    training.show(facts.runs[0])
    personalising(desk)._show_facts(facts)
    assert not seen
    assert page.live.stage.text() == "Pausing…"
    assert not page.live.pause.isEnabled()
    trainings.let_pause.set()
    desk.wait(page.live.resume.isVisible)


def test_who_is_refused_as_another_training_goes_on_goes_on_seeing_that(
    desk: Desk, trainings: Trainings
) -> None:
    training = follow(desk, trainings)
    trainings.refusal = "Another training goes on: old; wait for it."
    training.begin(Choice())
    desk.hears(trainings.refusal)
    desk.wait(lambda: training.strip.state.text() == "Personalising…  ·  40 s left")
    assert training.strip.isVisible()


@pytest.mark.parametrize("given_up_here_too", [False, True])
def test_a_training_that_was_discarded_elsewhere_is_not_offered_again(
    desk: Desk, page: PersonalPage, trainings: Trainings, given_up_here_too: bool
) -> None:
    begin(desk, page)
    refused: list[str] = []
    personalising(desk).training.failed.connect(refused.append)
    del trainings.cards["run-0"]
    if given_up_here_too:
        page.live.cancel.click()
    else:
        trainings.let_end.set()
        desk.hears("The training was discarded elsewhere.")
    desk.wait(lambda: page.choice.isVisible() and not page.live.isVisible())
    assert not personalising(desk).training.strip.isVisible()
    assert not refused


def follow(desk: Desk, trainings: Trainings) -> Training:
    """Let a training go on elsewhere, and return once the window has seen that."""
    trainings.cards["old"] = trainings.card("old", "running")
    training = personalising(desk).training
    training.look()
    desk.wait(lambda: training.strip.state.text() == "Personalising…  ·  40 s left")
    return training
