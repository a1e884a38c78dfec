import random

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from photoapp.gui.sidebar.node import Node
from photoapp.gui.sidebar.sections import sections
from photoapp.gui.sidebar.sidebar_model import SidebarModel
from tests.gui.sidebar.made_up import facets, large


@pytest.fixture
def model(qtbot: QtBot) -> SidebarModel:
    model = SidebarModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    model.tester = QAbstractItemModelTester(model, mode)
    return model


def nodes(keys: str, below: str = "") -> list[Node]:
    return [Node(key, key, photos=1, children=(lambda: nodes(below)) if below else None)
            for key in keys]  # fmt: skip


def shown(model: SidebarModel, above: QModelIndex | None = None) -> str:
    above = above or QModelIndex()
    return "".join(model.index(row, 0, above).data() for row in range(model.rowCount(above)))


def test_whatever_comes_and_goes_the_rest_keeps_its_place(model: SidebarModel) -> None:
    chance = random.Random(5)
    for _ in range(12):
        wanted = "".join(chance.sample("abcdefgh", chance.randint(0, 8)))
        kept = {key: QPersistentModelIndex(model.find(key)) for key in shown(model)}
        model.show(nodes(wanted, below="".join(chance.sample("xyz", 2))))
        assert shown(model) == wanted
        for key, index in kept.items():
            assert index.isValid() == (key in wanted)
            assert not index.isValid() or index.data() == key
        for key in wanted:
            assert len(shown(model, model.find(key))) == 2


def test_what_nobody_looks_at_is_not_made(qtbot: QtBot) -> None:
    made: list[str] = []

    def below() -> list[Node]:
        made.append("made")
        return nodes("xyz")

    model = SidebarModel()
    model.show([Node("a", "a", children=below)])
    assert model.hasChildren(model.find("a"))
    assert made == []
    assert shown(model, model.find("a")) == "xyz"


def test_thousands_of_keywords_are_behind_one_line(qtbot: QtBot) -> None:
    model = SidebarModel()
    model.show(sections(large(folders=10_000, keywords=10_000)))
    keywords = model.find("keywords")
    assert model.rowCount(keywords) == 31
    every = model.index(30, 0, keywords)
    assert model.rowCount(every) == 300
    assert model.rowCount(model.index(0, 0, model.find("folders"))) == 300
    model.show_more(every)
    assert model.rowCount(every) == 600
    assert model.index(599, 0, every).data() == "word 00599"
    model.show(sections(large(folders=5, keywords=500)))
    assert model.rowCount(every) == 500
    assert not model.has_more(every)


def test_ratings_count_what_has_more_stars_too(model: SidebarModel) -> None:
    model.show(sections(facets()))
    status = model.find("status")
    model.rowCount(status)
    counts = {model.node(index).text: model.node(index).photos for index in model.indexes(status)}
    assert counts["5 stars"] == counts["4 stars or more"] == 4
    assert counts["3 stars or more"] == counts["1 star or more"] == 10
    assert counts["Picked"] == 2
    assert "On missing drives" not in counts
