from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from photoapp.catalog import PhotoFilter
from photoapp.gui.review.review_page import ReviewPage
from photoapp.search import Query
from tests.gui.main.desk import Desk
from tests.gui.review.made_up import Candidate

KEY = Qt.Key
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
CTRL = Qt.KeyboardModifier.ControlModifier


def undecided(desk: Desk, label_id: int) -> list[Candidate]:
    """Return all photos of which a label is not decided, as what fits labels would."""
    photos = sorted(desk.library.browsing.find(Query()).photo_ids)
    decided = desk.library._catalog.labels.decisions([label_id])[label_id]
    known = {*decided.accepted, *decided.rejected}
    return [Candidate(photo_id) for photo_id in photos if photo_id not in known]


@pytest.fixture
def dog(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A label of the library, whose suggestions are made up."""
    labels = desk.library.labels
    monkeypatch.setattr(labels, "queue", lambda i, _=200: undecided(desk, i), raising=False)
    monkeypatch.setattr(labels, "stale", lambda: False, raising=False)
    label_id = labels.define("dog")
    desk.behind.facets.refresh()
    desk.wait(lambda: label_id in [label.id for label in desk.browsing.facets.labels])
    yield label_id
    desk.controller.pages.leave()


def begin(desk: Desk, label_id: int) -> ReviewPage:
    desk.window.sidebar.review_asked.emit(label_id)
    page = desk.controller.reviewing.page
    assert page is not None
    desk.wait(lambda: page.chosen)
    return page


def test_photos_are_answered_one_after_the_other_and_undone(desk: Desk, dog: int) -> None:
    page = begin(desk, dog)
    first, second = (each.photo_id for each in page._waiting[:2])
    desk.press(KEY.Key_Y)
    assert page.chosen == [second]
    desk.press(KEY.Key_N)
    desk.wait_until_done()
    assert desk.keywords_of(desk.name(first)) == ["dog"]
    [keyword] = desk.library.marks.given([first])[first].keywords
    assert keyword.chance == Candidate(first).chance  # what was asked teaches how sure to be
    assert page.header.counts.text().startswith("2 decided")
    desk.press(KEY.Key_Z, CTRL)
    desk.wait(lambda: page.chosen == [second])  # it is asked again what was taken back
    assert page.header.counts.text().startswith("1 decided")
    desk.press(KEY.Key_Y, CTRL)
    desk.wait(lambda: page.chosen != [second])


def test_the_photo_in_sight_stays_while_labels_learn(desk: Desk, dog: int) -> None:
    page = begin(desk, dog)
    desk.press(KEY.Key_Y)
    desk.press(KEY.Key_Space)
    seen = page.chosen
    before = page.one.pane
    desk.wait_until_done()
    with desk.qtbot.waitSignal(desk.controller.reviewing._review.changed):
        desk.controller.labelling.settled.emit(None)
    assert page.chosen == seen
    assert page.one.pane is before
    assert len(page._waiting) == 4  # of five


def test_another_label_of_the_group_is_one_answer(desk: Desk, dog: int) -> None:
    labels = desk.library.labels
    labels.change(dog, group="animal")
    labels.define("horse", group="animal")
    page = begin(desk, dog)
    seen = page.chosen[0]
    desk.press(KEY.Key_1)
    desk.wait_until_done()
    assert desk.keywords_of(desk.name(seen)) == ["horse"]
    assert seen not in [each.photo_id for each in undecided(desk, dog)]
    desk.press(KEY.Key_Z, CTRL)
    desk.wait(lambda: page.chosen == [seen])
    assert desk.keywords_of(desk.name(seen)) == []


def test_what_is_refused_is_asked_again(
    desk: Desk, dog: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from photoapp.errors import LabelError

    def refuse(*_: object) -> None:
        raise LabelError("The label is gone.")

    page = begin(desk, dog)
    seen = page.chosen
    monkeypatch.setattr(desk.library.labels, "accept", refuse)
    desk.press(KEY.Key_Y)
    desk.wait(lambda: page.chosen == seen)
    assert desk.said == "The label is gone."


def test_commands_are_meant_for_the_photo_on_the_page_and_escape_leads_back(
    desk: Desk, dog: int
) -> None:
    desk.select("coffee.png")
    page = begin(desk, dog)
    asked = page.chosen
    desk.press(KEY.Key_3)
    desk.wait_until_done()
    assert desk.library.marks.given(asked)[asked[0]].description.rating == 3
    assert not desk.window.commands["view"].isEnabled()
    desk.press(KEY.Key_Escape)
    assert desk.window.page is desk.grid
    assert desk.window.commands["view"].isEnabled()
    assert list(desk.controller.selected()) == [desk.id("coffee.png")]
    desk.wait(lambda: desk.controller.informing._photo_ids == (desk.id("coffee.png"),))


def test_in_the_grid_keys_are_of_the_label_that_is_searched_for(desk: Desk, dog: int) -> None:
    desk.select("horse.png")
    desk.press(KEY.Key_Y)
    assert desk.said.startswith("Choose a label in the sidebar first")
    desk.window.sidebar.label_dropped.emit(dog, [desk.id("horse.png")])
    desk.wait_until_done()
    desk.ask(Query(filter=PhotoFilter(labels=("Dog",))))
    assert desk.window.commands["reject"].text() == "Re&ject “dog”"
    desk.select("horse.png")
    desk.do("reject")
    desk.wait_until_done()
    assert desk.keywords_of("horse.png") == []


def test_what_is_said_beside_the_page_answers_what_is_asked_there(desk: Desk, dog: int) -> None:
    page = begin(desk, dog)
    seen = page.chosen
    desk.window.info.suggestion_accepted.emit(seen, dog)
    assert page.chosen != seen
    desk.wait_until_done()
    assert desk.keywords_of(desk.name(seen[0])) == ["dog"]
    assert page.header.counts.text().startswith("1 decided")
    other = desk.library.labels.define("pet")
    seen = page.chosen
    desk.window.info.suggestion_accepted.emit(seen, other)  # no answer to what is asked
    desk.wait_until_done()
    assert page.chosen == seen


def test_the_page_goes_with_its_label_and_comes_under_its_new_name(desk: Desk, dog: int) -> None:
    page = begin(desk, dog)
    desk.behind.acting.do(lambda library: library.labels.change(dog, name="hound"))
    desk.wait(lambda: page.header.question.text() == "Is this “hound”?")
    desk.window.sidebar.label_deleted.emit(dog)
    desk.wait(lambda: desk.window.page is desk.grid)


def test_a_photo_that_is_rotated_is_shown_as_it_is_then(desk: Desk, dog: int) -> None:
    page = begin(desk, dog)
    desk.wait(lambda: page.one.pane.canvas.shows_whole_photo)
    page.went_to.emit([desk.name(c.photo_id) for c in page._waiting].index("rocket.jpg"))
    canvas = page.one.pane.canvas
    desk.wait(lambda: canvas.shows_whole_photo and page.chosen == [desk.id("rocket.jpg")])
    before = canvas._size
    desk.do("rotate-right")
    desk.wait(lambda: canvas._size == before.transposed())
    desk.do("undo")
    desk.wait(lambda: canvas._size == before)


def test_many_are_not_exchanged_while_labels_learn(
    desk: Desk, dog: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begin(desk, dog)
    page.show_many(on=True)
    shown = page.many.grid.photos.photo_ids
    chosen = list(shown[2:4])
    page.many.grid.select_photos(chosen)
    first = page._waiting[:1]
    serving = desk.library._active.serving().number
    desk.library._catalog.suggestions.replace(serving, dog, {chosen[0]: 0.95})
    monkeypatch.setattr(desk.library.labels, "queue", lambda _i, _n=200: list(first))
    with desk.qtbot.waitSignal(desk.controller.reviewing._review.changed):
        desk.controller.labelling.settled.emit(None)
    assert sorted(page.chosen) == sorted(chosen)
    assert sorted(page.many.grid.photos.photo_ids) == sorted(shown)
    by_now = {first[0].photo_id, chosen[0]}
    assert set(page.many._suggested) == by_now


def test_all_are_selected_of_what_is_in_sight(desk: Desk, dog: int) -> None:
    desk.select("coffee.png")
    page = begin(desk, dog)
    desk.window.commands["select-all"].trigger()
    assert desk.grid.selected_photos() == [desk.id("coffee.png")]
    page.show_many(on=True)
    desk.window.commands["select-all"].trigger()
    assert sorted(page.chosen) == sorted(page.many.grid.photos.photo_ids)
    desk.window.commands["select-none"].trigger()
    assert page.chosen == []
    assert desk.grid.selected_photos() == [desk.id("coffee.png")]


def test_the_keyboard_goes_back_to_the_photos(desk: Desk, dog: int) -> None:
    begin(desk, dog)
    desk.press(KEY.Key_Escape)
    assert desk.grid.hasFocus()
    begin(desk, dog)
    desk.window.search.field.setFocus()
    desk.do("find")
    assert not desk.grid.hasFocus()


def test_a_decision_is_shown_in_the_grid_at_once(desk: Desk, dog: int) -> None:
    horse = desk.id("horse.png")
    serving = desk.library._active.serving().number
    desk.library._catalog.suggestions.replace(serving, dog, {horse: 0.9})
    desk.ask(Query(filter=PhotoFilter(labels=("dog",))))
    assert desk.grid._painter.is_suggested(horse)
    desk.behind.results._refreshing.timeout.disconnect()  # not some seconds later
    desk.controller.deciding.decide(dog, [horse], right=True)
    desk.wait(lambda: not desk.grid._painter.is_suggested(horse))
    desk.behind.results._refreshing.timeout.connect(desk.behind.results.refresh)


def test_a_menu_labels_the_selected_photos(desk: Desk, dog: int) -> None:
    desk.select("horse.png", "coffee.png")
    menu = desk.controller.deciding.labels_menu()
    choose(menu, "dog")
    desk.wait_until_done()
    assert desk.keywords_of("horse.png") == desk.keywords_of("coffee.png") == ["dog"]
    [others] = [action.menu() for action in menu.actions() if action.menu()]
    choose(others, "dog")
    desk.wait_until_done()
    assert desk.keywords_of("horse.png") == []


def test_photos_that_are_only_suggested_have_a_sign_in_the_grid(desk: Desk, dog: int) -> None:
    horse, coffee = desk.id("horse.png"), desk.id("coffee.png")
    serving = desk.library._active.serving().number
    desk.library._catalog.suggestions.replace(serving, dog, {horse: 0.9, coffee: 0.6})
    desk.controller.deciding.decide(dog, [coffee], right=True)
    desk.wait_until_done()
    desk.ask(Query(filter=PhotoFilter(labels=("dog",))))
    assert sorted(desk.shown) == ["coffee.png", "horse.png"]
    assert desk.browsing.found is not None
    assert desk.browsing.found.only_suggested == {horse}
    words = [desk.grid.photos.data(desk.grid.photos.index(row), SPOKEN) for row in range(2)]
    assert ["only suggested" in text for text in words] == [n == "horse.png" for n in desk.shown]


@pytest.fixture
def asked(desk: Desk, dog: int) -> list[int]:
    """All photos, in a grid of those that a label is suggested for."""
    photos = desk.library.browsing.find(Query()).photo_ids
    serving = desk.library._active.serving().number
    desk.library._catalog.suggestions.replace(serving, dog, dict.fromkeys(photos, 0.9))
    desk.ask(Query(filter=PhotoFilter(suggested=("dog",))))
    return list(desk.grid.photos.photo_ids)


def test_suggestions_in_the_grid_are_answered_one_after_the_other(
    desk: Desk, asked: list[int]
) -> None:
    desk.grid.select_photo(asked[1])
    for key in (KEY.Key_Y, KEY.Key_Y, KEY.Key_N):  # quicker than they go
        desk.press(key, on=desk.grid)
    left = [asked[0], *asked[4:]]
    desk.wait(lambda: list(desk.grid.photos.photo_ids) == left)
    assert desk.grid.selected_photos() == left[1:2]
    for _ in left[1:]:
        desk.press(KEY.Key_N, on=desk.grid)
    assert desk.grid.selected_photos() == left[:1]  # not one that is answered, and about to go
    desk.wait(lambda: list(desk.grid.photos.photo_ids) == left[:1])
    assert desk.grid.selected_photos() == left[:1]
    given = desk.library.marks.given(asked)
    assert [i for i in asked if given[i].keywords] == asked[1:3]


def test_what_is_answered_in_the_panel_gives_the_keyboard_to_the_next_photo(
    desk: Desk, asked: list[int]
) -> None:
    desk.window.commands["info"].setChecked(True)
    desk.grid.select_photo(asked[0])
    for here, following in zip(asked, [*asked[1:], None], strict=True):
        accept_in_panel(desk, here)
        assert desk.grid.selected_photos() == ([] if following is None else [following])
        assert desk.grid.hasFocus()
    desk.wait(lambda: not desk.grid.photos.photo_ids)


def accept_in_panel(desk: Desk, photo_id: int) -> None:
    desk.wait(lambda: desk.window.info.photo_ids == [photo_id])
    [plate] = desk.window.info.suggested.plates
    plate.yes.setFocus()
    plate.yes.click()


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
