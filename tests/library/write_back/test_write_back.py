"""What people say reaches their files, and nothing else does."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from photoapp.catalog.labels import LabelTable
from photoapp.library.marks import Marks
from photoapp.paths import AppPaths
from tests.library.write_back.libraries import (
    Written,
    names,
    picture,
    say,
    says,
    written_library,
)


def test_no_file_is_touched_while_it_is_off(library: Written, photo: Path) -> None:
    library.policy = "off"
    say(library, photo)
    before = photo.read_bytes(), photo.stat().st_mtime_ns
    assert library.run().written == 0
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert names(photo) == ["cat.jpg"]
    assert library.pending() == 1


def test_what_is_said_is_written_and_the_photo_stays_what_it_is(
    library: Written, photo: Path
) -> None:
    photo_id, before = library.id(photo), photo.read_bytes()
    library.known.embed(photo, (48, 32))
    library.known.thumbnails.write(
        library.known.catalog.photos.records([photo_id])[photo_id].content_hash, b"jpeg\xff\xd9"
    )
    say(library, photo)
    report = library.run()
    assert (report.written, report.waiting, library.told) == (1, 0, [])
    assert says(photo) == ({"Foreign", "Katze"}, 5, "A cat")
    assert library.keywords(photo) == {"Foreign": "file", "Katze": "person"}
    library.look_again()
    assert library.id(photo) == photo_id
    assert library.keywords(photo) == {"Foreign": "file", "Katze": "person"}
    record = library.known.catalog.photos.records([photo_id])[photo_id]
    assert library.known.thumbnails.read(record.content_hash) == b"jpeg\xff\xd9"
    model = library.known.catalog.vectors.model_id("made-up", 4, 4)
    assert not library.known.catalog.photos.pending(model, 0, 10)  # its vector is kept
    assert library.run().written == 0
    assert library.write_back.undo_last() == 1
    assert photo.read_bytes() == before
    library.look_again()
    assert (library.id(photo), library.pending()) == (photo_id, 0)
    assert library.keywords(photo) == {"Foreign": "file", "Katze": "person"}


def test_it_can_be_taken_back_in_a_later_session(home: AppPaths, photo: Path) -> None:
    before = photo.read_bytes()
    with written_library(home, photo.parent) as library:
        library.marks.rate([library.id(photo)], 4)
        library.run()
        library.marks.rate([library.id(photo)], 3)
        library.run()
    assert says(photo)[1] == 3
    with written_library(home) as library:
        assert library.write_back.undo([library.id(photo)]) == 1
    assert photo.read_bytes() == before


def test_what_was_taken_back_is_written_again_only_when_asked(
    library: Written, photo: Path
) -> None:
    library.marks.rate([library.id(photo)], 4)
    assert library.write_back.is_due()
    library.run()
    assert not library.write_back.is_due()
    library.write_back.undo_last()
    assert (library.run().written, says(photo)[1]) == (0, 2)
    assert library.write_back.run(again=True).written == 1
    assert says(photo)[1] == 4


def test_a_file_from_a_backup_is_written_again(library: Written, photo: Path) -> None:
    before = photo.read_bytes()
    library.marks.rate([library.id(photo)], 4)
    library.run()
    photo.write_bytes(before)
    library.look_again()
    assert library.run().written == 1
    assert says(photo)[1] == 4


def test_what_another_program_has_written_since_is_not_taken_back(
    home: AppPaths, photo: Path
) -> None:
    other = picture(photo.with_name("other.jpg"))
    before = other.read_bytes()
    with written_library(home, photo.parent) as library:
        for path in (other, photo):
            library.marks.rate([library.id(path)], 4)
            library.run()
        photo.write_bytes(photo.read_bytes().replace(b"Canon", b"Nikon"))
        library.look_again()
        told: list[str] = []
        assert library.write_back.undo_last(told.append) == 0
        assert "cat.jpg has changed since it was written" in told[0]
        assert b"Nikon" in photo.read_bytes()
        assert library.write_back.undo_last() == 1  # what was written before that
        assert other.read_bytes() == before


def test_what_a_person_takes_back_is_taken_out_of_the_file_again(
    library: Written, photo: Path
) -> None:
    say(library, photo)
    library.marks.color([library.id(photo)], "red")
    library.run()
    for _ in range(5):
        library.known.changes.undo()
    given = library.marks.given([library.id(photo)])[library.id(photo)]
    # at once, though the file does not say so yet
    assert (given.description.rating, given.description.caption) == (2, "Old")
    assert set(library.keywords(photo)) == {"Foreign", "Wrong"}
    assert library.run().written == 1
    assert says(photo) == ({"Foreign", "Wrong"}, 2, "Old")
    assert b"xmp:Label" not in photo.read_bytes()


@pytest.mark.parametrize(
    "act",
    [
        lambda marks, ids: marks.rate(ids, 5),
        lambda marks, ids: marks.caption(ids, "A cat"),
        lambda marks, ids: marks.flag(ids, "reject"),
    ],
    ids=["rating", "caption", "flag"],
)
def test_each_thing_that_is_taken_back_alone(
    library: Written, photo: Path, act: Callable[[Marks, list[int]], object]
) -> None:
    before = says(photo)
    act(library.marks, [library.id(photo)])
    library.run()
    assert says(photo) != before
    library.known.changes.undo()
    library.run()
    assert says(photo) == before


def test_rejecting_a_photo_does_not_lose_its_stars(library: Written, photo: Path) -> None:
    photo_id = library.id(photo)
    library.marks.flag([photo_id], "reject")
    library.run()
    assert says(photo)[1] == -1
    assert library.marks.given([photo_id])[photo_id].description.rating == 2
    library.marks.flag([photo_id], "none")
    library.run()
    assert says(photo)[1] == 2


def test_labels_above_a_keyword_make_it_a_path(library: Written, photo: Path) -> None:
    labels: LabelTable = library.known.catalog.labels
    parent = labels.create("Tiere")
    labels.create("Katze", parent_id=parent)
    library.marks.add_keywords([library.id(photo)], ["Katze"])
    library.run()
    data = photo.read_bytes()
    assert b"<rdf:li>Tiere|Katze</rdf:li>" in data
    assert b"<rdf:li>Foreign</rdf:li>" in data.partition(b"lr:hierarchicalSubject")[2]
    label = next(each for each in labels.all() if each.name == "Katze")
    other = labels.create("Haustiere")
    labels.change(type(label)(label.id, label.name, label.phrases, other, "", label.precision))
    assert library.pending() == 1
    library.run()
    assert b"<rdf:li>Haustiere|Katze</rdf:li>" in photo.read_bytes()
    assert b"Tiere|Katze</rdf:li>" not in photo.read_bytes().replace(b"Haustiere|", b"")


def test_all_copies_are_written(home: AppPaths, photo: Path) -> None:
    copy = photo.with_name("copy.jpg")
    copy.write_bytes(photo.read_bytes())
    with written_library(home, photo.parent) as library:
        library.marks.rate([library.id(photo)], 5)
        library.run()
        assert photo.read_bytes() == copy.read_bytes()
        assert says(copy)[1] == 5
        assert library.id(copy) == library.id(photo)


def test_what_can_t_be_written_now_is_written_later(
    library: Written, photo: Path, tmp_path: Path
) -> None:
    library.marks.rate([library.id(photo)], 5)
    photo.chmod(stat.S_IRUSR)
    assert library.run().waiting == 1
    assert "write-protected" in library.told[0]
    photo.chmod(stat.S_IRUSR | stat.S_IWUSR)
    away = photo.parent.rename(tmp_path / "away")
    assert library.run().waiting == 1
    assert "drive that is missing" in library.told[1]
    [reason] = library.write_back.status().reasons
    assert (reason.photos, "missing" in reason.sentence) == (1, True)
    away.rename(photo.parent)
    assert library.run().written == 1
    assert says(photo)[1] == 5
    assert library.write_back.status().reasons == ()


def test_a_file_that_was_edited_meanwhile_is_indexed_first(library: Written, photo: Path) -> None:
    library.marks.rate([library.id(photo)], 5)
    edited = photo.read_bytes().replace(b"Foreign", b"FOREIGN")
    photo.write_bytes(edited)
    assert library.run().waiting == 1
    assert photo.read_bytes() == edited
    library.look_again()
    assert library.run().written == 1
    assert says(photo)[:2] == ({"FOREIGN", "Wrong"}, 5)


def test_a_format_that_holds_nothing_is_told_once_and_goes_to_a_sidecar(
    home: AppPaths, tmp_path: Path
) -> None:
    gif = picture(tmp_path / "gifs" / "a.gif")
    os.utime(gif, (1e9, 1e9))  # one that was just written is looked at once more
    data = gif.read_bytes()
    with written_library(home, gif.parent) as library:
        library.marks.add_keywords([library.id(gif)], ["Katze"])
        library.run()
        assert "hold no such metadata; set write_back to" in library.told[0]
        assert library.run().refused == ()  # it is the same file still
        library.policy = "files or sidecars"
        assert library.run().written == 1
        sidecar = gif.with_name("a.gif.xmp")
        assert says(gif, sidecar)[0] == {"Katze"}
        assert gif.read_bytes() == data
        [scan] = library.known.scan()
        assert scan.changed == []
        assert library.write_back.undo_last() == 1
    assert names(gif) == ["a.gif"]
