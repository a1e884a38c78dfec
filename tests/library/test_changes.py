"""Going back and forth in what was done."""

import pytest

from photoapp.errors import PhotoappError
from photoapp.library.changes import Change, Changes


def _writing(log: list[str], name: str) -> Change:
    return Change(
        "test", name, (1,), lambda: log.append(f"undo {name}"), lambda: log.append(f"redo {name}")
    )


def test_changes_are_taken_back_and_done_again_in_order() -> None:
    log: list[str] = []
    changes = Changes()
    for name in "ab":
        changes.add(_writing(log, name))
    changes.undo()
    changes.undo()
    assert changes.undo() is None
    changes.redo()
    assert log == ["undo b", "undo a", "redo a"]
    assert changes.next_undo is not None
    assert changes.next_undo.text == "a"


def test_a_new_change_ends_what_could_be_done_again() -> None:
    changes = Changes()
    changes.add(_writing([], "a"))
    changes.undo()
    changes.add(_writing([], "b"))
    assert changes.redo() is None


def test_a_change_that_cannot_be_taken_back_stays_to_be_tried_again() -> None:
    def refuse() -> None:
        raise PhotoappError("The drive is missing.")

    changes = Changes()
    changes.add(Change("test", "a", (1,), refuse, refuse))
    with pytest.raises(PhotoappError):
        changes.undo()
    assert changes.next_undo is not None
    assert changes.next_redo is None


def test_a_change_that_is_refused_twice_does_not_stand_before_the_others() -> None:
    def refuse() -> None:
        raise PhotoappError("The file is gone.")

    log: list[str] = []
    changes = Changes()
    changes.add(_writing(log, "a"))
    changes.add(Change("test", "b", (1,), refuse, refuse))
    for _ in range(2):
        with pytest.raises(PhotoappError):
            changes.undo()
    changes.undo()
    assert log == ["undo a"]
    assert changes.next_undo is None


def test_what_is_done_as_one_goes_back_and_forth_as_one() -> None:
    log: list[str] = []
    changes = Changes()

    def break_off() -> None:
        with changes.as_one("test", "both"):
            with changes.as_one("test", "inner"):
                changes.add(_writing(log, "a"))
            changes.add(_writing(log, "b"))
            raise PhotoappError("The third can't be.")

    with pytest.raises(PhotoappError):
        break_off()
    changes.add(_writing(log, "c"))
    texts = []
    while (change := changes.undo()) is not None:
        texts.append(change.text)
    assert (texts, log) == (["c", "both"], ["undo c", "undo b", "undo a"])
    changes.redo()
    assert log[3:] == ["redo a", "redo b"]


def test_one_of_several_that_is_refused_is_where_the_next_try_goes_on() -> None:
    log: list[str] = []
    refuse = [True]

    def undo_a() -> None:
        if refuse.pop() if refuse else False:
            raise PhotoappError("The drive is missing.")
        log.append("undo a")

    changes = Changes()
    with changes.as_one("test", "both"):
        changes.add(Change("test", "a", (1,), undo_a, lambda: None))
        changes.add(_writing(log, "b"))
    with pytest.raises(PhotoappError, match="drive"):
        changes.undo()
    changes.undo()
    assert log == ["undo b", "undo a"]
    assert changes.next_undo is None


def test_nothing_done_as_one_is_no_change() -> None:
    changes = Changes()
    with changes.as_one("test", "nothing"):
        pass
    assert changes.next_undo is None
