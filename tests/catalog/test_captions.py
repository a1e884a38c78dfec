"""The caption that shows, and those beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Caption, Catalog, PhotoMetadata
from photoapp.catalog import migrations as steps
from photoapp.catalog.successions import carry_over
from tests.catalog.records import add, embedded, file, model


def _read(catalog: Catalog, *files: PhotoMetadata) -> None:
    pending = catalog.metadata.pending(0, len(files))
    catalog.metadata.record(list(zip(pending, files, strict=True)))


def test_further_captions_are_put_and_put_back(catalog: Catalog) -> None:
    one, two = add(catalog, "a.jpg", "b.jpg")
    before = catalog.captions.put_further({one: ("a cat", "our cat"), two: ("a dog",), 99: ("x",)})
    assert before == {one: (), two: ()}
    assert catalog.captions.further([one, two, 99]) == {one: ("a cat", "our cat"), two: ("a dog",)}
    again = catalog.captions.put_further({one: ("our cat",), two: ("a dog",)})
    assert again == {one: ("a cat", "our cat")}  # the dog has not changed
    catalog.captions.put_further(again)
    assert catalog.captions.further([one])[one] == ("a cat", "our cat")
    catalog.captions.put_further({one: ()})
    assert catalog.captions.further([one]) == {}


def test_a_persons_caption_goes_before_the_files(catalog: Catalog) -> None:
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    dated = b'{"taken": {"source": "EXIF"}}'
    by_file = b'{"taken": {"source": "file\'s time"}}'
    _read(
        catalog,
        PhotoMetadata(caption="of the file", taken="1970-01-02T00:00:01.500", facts=dated),
        PhotoMetadata(caption="of the file", taken="2020-01-02T00:00:01", facts=by_file),
        PhotoMetadata(),
        PhotoMetadata(caption="not to show", keywords=("sea",)),
    )
    catalog.marks.say("caption", ids[1:2], "a person's")
    catalog.marks.say("caption", ids[3:], "")
    assert catalog.captions.all() == [
        Caption(ids[0], "of the file", False, 86401.5),
        Caption(ids[1], "a person's", True, None),
    ]
    [*_, tagged] = catalog.captions.all(tagged=True)
    assert tagged == Caption(ids[3], "", True, None)


def test_photos_without_files_and_those_that_failed_are_left_out(catalog: Catalog) -> None:
    ids = add(catalog, "a.jpg", "b.jpg")
    catalog.marks.say("caption", ids, "a cat")
    catalog.files.forget(catalog.roots.all()[0].id, ["a.jpg"])
    assert [each.photo_id for each in catalog.captions.all()] == ids[1:]
    catalog.failures.record(ids[1], "damaged", "It is damaged.")
    assert catalog.captions.all() == []


def test_further_captions_go_on_to_the_photo_that_takes_the_place(catalog: Catalog) -> None:
    number = model(catalog)
    [first] = add(catalog, file("a.jpg", "one", picture_hash=b"1".ljust(32)))
    catalog.photos.record_embedded(number, [embedded(first)])
    catalog.captions.put_further({first: ("a cat", "our cat")})  # alone, they are reason enough
    [second] = add(catalog, file("a.jpg", "two", picture_hash=b"2".ljust(32)))
    catalog.photos.record_embedded(number, [embedded(second)])
    [succession] = catalog.successions.open()
    catalog.successions.carry_over(succession)
    assert catalog.captions.further([second]) == {second: ("a cat", "our cat")}


def test_a_copy_gets_further_captions_once_and_keeps_its_own(catalog: Catalog) -> None:
    picture = b"1".ljust(32)
    [first] = add(catalog, file("a.jpg", "one", picture_hash=picture))
    catalog.captions.put_further({first: ("a cat",)})
    [copy] = add(catalog, file("b.jpg", "two", picture_hash=picture))
    assert catalog.captions.further([copy]) == {copy: ("a cat",)}
    catalog.captions.put_further({copy: ("mine",)})
    with catalog.database.transaction() as connection:
        carry_over(connection, first, copy)
    assert catalog.captions.further([copy]) == {copy: ("mine",)}


def test_a_catalogue_from_before_gets_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(steps, "MIGRATIONS", steps.MIGRATIONS[:7])
        with closing(Catalog(path)) as old:
            [photo] = add(old, "a.jpg")
            old.marks.say("caption", [photo], "a cat")
    with closing(Catalog(path)) as catalog:
        assert [each.text for each in catalog.captions.all()] == ["a cat"]
        catalog.captions.put_further({photo: ("our cat",)})
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT text FROM further_caption").fetchall() == [("our cat",)]
