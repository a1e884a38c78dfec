from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photoapp.gui.viewer.photo_viewer import PhotoViewer
from tests.gui.viewer.conftest import Behind


def test_photos_are_zoomed_together_and_chosen_one_by_one(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    moved: list[int] = []
    viewer.moved.connect(moved.append)
    viewer.compare([1, 2, 3, 4, 5])
    assert sorted(viewer.stage.comparison.photo_ids) == [1, 2, 3, 4]
    qtbot.waitUntil(lambda: all(p.canvas.shows_whole_photo for p in viewer.stage.comparison.panes))
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert moved == [1, 2]
    assert viewer.photo_id == 2
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    viewer.stage.push(1, 0)
    views = {pane.canvas.view for pane in viewer.stage.comparison.panes}
    assert len(views) == 1
    assert views.pop().magnification > 1
    viewer.stage.toggle_actual()
    viewer.stage.toggle_actual()
    qtbot.waitUntil(lambda: len({i for i, kind in behind.fetched if kind == "whole"}) == 4)


def test_of_two_compared_one_remains(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open([1, 2, 3], 0)
    viewer.compare([2, 3])
    qtbot.keyClick(viewer, Qt.Key.Key_Backspace)
    assert not viewer.comparing
    assert viewer.photo_id == 3


def test_escape_goes_back_to_where_the_comparison_began(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open([1, 2, 3], 0)
    viewer.compare([1, 3])
    qtbot.mouseClick(viewer.stage.comparison.panes[1].canvas, Qt.MouseButton.LeftButton)
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.comparing
    assert viewer.photo_id == 3
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    viewer.compare([1, 2])
    with qtbot.waitSignal(viewer.closed) as closed:
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert closed.args == [1]


def test_a_smaller_comparison_can_follow_a_larger_one(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.compare([1, 2, 3, 4])
    viewer.stage.comparison.step(3)
    viewer.leave()
    viewer.compare([1, 2])
    assert viewer.photo_id == 1
    qtbot.waitUntil(lambda: all(p.canvas.shows_whole_photo for p in viewer.stage.comparison.panes))
