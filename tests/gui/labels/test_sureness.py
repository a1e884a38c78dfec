import pytest
from PySide6.QtGui import QImage, QPalette
from pytestqt.qtbot import QtBot

from photoapp.gui.labels.reliability_diagram import ReliabilityDiagram
from photoapp.gui.labels.sureness_texts import means_text, rests_text
from tests.gui.labels.made_up import reliability


def test_what_the_share_means_is_said_in_photos() -> None:
    assert means_text(12, reliability(expected=0.92, low=0.83, high=0.98, recall=0.6)) == (
        "12 photos suggested, about 11 of them right (10–12); "  # noqa: RUF001
        "finds about 60\N{NO-BREAK SPACE}% of all"
    )


@pytest.mark.parametrize(
    ("suggested", "known", "text"),
    [
        (1, {"recall": None}, "1 photo suggested, about 1 of them right"),
        (40, {"low": None, "recall": None}, "40 photos suggested, about 37 of them right"),
        (40, {"expected": None, "recall": None}, "40 photos suggested"),
        (0, {}, "No photo waits for an answer: none that is undecided is sure enough."),
    ],
)
def test_only_what_is_known_is_said(
    suggested: int, known: dict[str, float | None], text: str
) -> None:
    assert means_text(suggested, reliability(**known)) == text


def test_that_nothing_is_sure_enough_is_said_with_a_way_out() -> None:
    assert "Review some photos" in means_text(0, reliability(threshold=None))


def test_few_answers_are_called_a_first_guess() -> None:
    assert rests_text(0).startswith("Nothing reviewed yet: a first guess")
    assert rests_text(1).startswith("Rests on 1 photo reviewed; mostly a first guess")
    assert "first guess" in rests_text(9)
    assert rests_text(10) == "Rests on 10 photos reviewed."


def test_the_diagram_says_its_dots_and_paints_them_in_place(qtbot: QtBot) -> None:
    diagram = ReliabilityDiagram()
    qtbot.addWidget(diagram)
    diagram.show_reliability(reliability(threshold=None, points=((0.25, 0.75, 20),)))
    assert diagram.accessibleDescription() == "25 % sure: 75 % right, of 20 photos"
    diagram.resize(diagram.sizeHint())
    image: QImage = diagram.grab().toImage()
    accent = diagram.palette().color(QPalette.ColorRole.Highlight)
    dots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == accent
    ]
    plot = diagram._plot()
    middle = [sum(place[axis] for place in dots) / len(dots) for axis in (0, 1)]
    assert middle[0] == pytest.approx(plot.left() + plot.width() / 4, abs=1.5)
    assert middle[1] == pytest.approx(plot.top() + plot.height() / 4, abs=1.5)


def test_a_diagram_without_dots_says_so(qtbot: QtBot) -> None:
    diagram = ReliabilityDiagram()
    qtbot.addWidget(diagram)
    diagram.show_reliability(reliability(points=()))
    assert diagram.accessibleDescription() == "Nothing reviewed to compare yet."
