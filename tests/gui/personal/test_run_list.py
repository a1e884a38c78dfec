import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photoapp.gui.personal.facts import RunFacts
from photoapp.gui.personal.run_list import RunList
from tests.gui.personal.made_up import run


@pytest.fixture
def runs(qtbot: QtBot) -> RunList:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.show_runs([run("r3", "paused", gain=None), run("r2"), run("r1", "refused", gain=-0.012)])
    runs.show()
    return runs


def texts(runs: RunList, column: int) -> list[str]:
    return [runs.topLevelItem(line).text(column) for line in range(runs.topLevelItemCount())]


def test_trainings_say_what_came_of_them(runs: RunList) -> None:
    assert texts(runs, 3) == ["", "+34 %", "−1 %"]  # noqa: RUF001 - a minus
    assert texts(runs, 4) == ["Paused", "Better", "Not proved better"]


def test_what_is_shown_anew_stays_chosen_and_tells_nothing(runs: RunList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runs.chosen) as chosen:
        runs.setCurrentItem(runs.topLevelItem(1))
    assert chosen.args == ["r2"]
    with qtbot.assertNotEmitted(runs.chosen):
        runs.show_runs([run("r4"), run("r2", active=True)])
    assert runs.run == run("r2", active=True)


@pytest.mark.parametrize(
    ("shown", "offered"),
    [
        (run("r"), ["&Use It", "&Open the Report", "&Delete…"]),
        (run("r", active=True), ["&Open the Report", "&Delete…"]),
        (run("r", "refused"), ["&Open the Report", "&Delete…"]),
        (run("r", "paused"), ["&Resume", "&Delete…"]),
        (run("r", "failed"), ["&Resume", "&Delete…"]),
        (run("r", "running"), []),
    ],
)
def test_a_run_s_menu_offers_what_can_be_done(
    runs: RunList, shown: RunFacts, offered: list[str]
) -> None:
    actions = runs.menu(shown).actions()
    assert [action.text() for action in actions if not action.isSeparator()] == offered


def test_delete_asks_to_delete_what_does_not_go_on(runs: RunList, qtbot: QtBot) -> None:
    runs.choose("r2")
    with qtbot.waitSignal(runs.delete_asked) as asked:
        QTest.keyClick(runs, Qt.Key.Key_Delete)
    assert asked.args == ["r2"]
    runs.show_runs([run("r2", "running")])
    with qtbot.assertNotEmitted(runs.delete_asked):
        QTest.keyClick(runs, Qt.Key.Key_Delete)
