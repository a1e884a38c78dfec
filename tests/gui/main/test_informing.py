"""What the model suggests is accepted and rejected in the information panel, and taken back."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from photoapp.catalog import Catalog
from photoapp.gui.info.suggestion_plate import SuggestionPlate
from tests.gui.main.desk import Desk

NAME = "coffee.png"


@pytest.fixture
def suggested(desk: Desk) -> Iterator[dict[str, int]]:
    """Labels that are suggested for a photo, by name."""
    labels = {name: desk.library.labels.define(name) for name in ("cup", "tea")}
    with closing(Catalog(desk.library.paths.catalog)) as catalog:
        serving = catalog.generations.serving() or 0
        for label_id in labels.values():
            catalog.suggestions.replace(serving, label_id, {desk.id(NAME): 0.9})
    return labels


def _plate(desk: Desk, name: str) -> SuggestionPlate | None:
    plates = desk.window.info.suggested.plates
    return next((p for p in plates if name in p.accessibleName() and p.isVisible()), None)


def test_a_suggestion_becomes_a_tag_when_it_is_accepted_and_never_before(
    desk: Desk, suggested: dict[str, int]
) -> None:
    desk.window.commands["info"].setChecked(True)
    desk.select(NAME)
    desk.wait(lambda: _plate(desk, "cup"))
    assert desk.keywords_of(NAME) == []
    cup, tea = _plate(desk, "cup"), _plate(desk, "tea")
    assert cup is not None
    assert tea is not None
    cup.yes.click()
    tea.no.click()
    desk.wait_until_done()
    assert desk.keywords_of(NAME) == ["cup"]
    desk.wait(lambda: [chip.text for chip in desk.window.info.keywords.chips] == ["cup"])
    assert "90 % sure" in desk.window.info.keywords.chips[0].toolTip()
    desk.wait(lambda: not desk.window.info.suggested.isVisible())
    desk.do("undo")
    desk.do("undo")
    desk.wait_until_done()
    assert desk.keywords_of(NAME) == []
