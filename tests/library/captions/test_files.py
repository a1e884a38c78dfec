"""Captions are read from what people have, and what can't be used is told."""

import json
import shutil
from pathlib import Path

import pytest

from photoapp.errors import DataFileError, UsageError
from photoapp.evaluation.captions import read_captions
from photoapp.library.captions import CaptionLine, read_caption_file
from photoapp.library.captions.files import format_of, write_captions
from tests.photos import sample

CAT, DOG = ("a cat", "our cat, asleep"), ("a dog",)


def _written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _told(path: Path, **options: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return captions by where photos are below the file's folder, and what was passed over."""
    notes: list[str] = []
    lines = read_caption_file(path, tell=notes.append, **options)
    folder = path if path.is_dir() else path.parent
    return {line.file.relative_to(folder).as_posix(): line.captions for line in lines}, notes


def _refusal(path: Path) -> str:
    with pytest.raises(DataFileError) as caught:
        read_caption_file(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "table",
    [
        'file,caption\nx/cat.jpg,a cat\nx/cat.jpg,"our cat, asleep"\ndog.jpg,a dog\n',
        "File;Caption 1;Caption_2\r\nx/cat.jpg;a cat;our cat, asleep\r\n\r\ndog.jpg;a dog\r\n",
        "\ufeffimage\tdescription\tcaption2\nx/cat.jpg\ta cat\tour cat, asleep\ndog.jpg\ta dog\t\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tables_have_rows_or_columns_for_captions(
    tmp_path: Path, table: str, encoding: str
) -> None:
    path = _written(tmp_path / "list.csv", table.encode(encoding))
    assert _told(path) == ({"x/cat.jpg": CAT, "dog.jpg": DOG}, [])


def test_a_table_in_a_text_file_is_one_and_has_keywords(tmp_path: Path) -> None:
    path = _written(tmp_path / "list.txt", "image,caption,tags,split\na.jpg,,Sea; my sofa;,val\n")
    assert read_caption_file(path) == [
        CaptionLine(tmp_path / "a.jpg", (), ("Sea", "my sofa"), 2, "val")
    ]


def test_rows_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    rows = "file,caption\na.jpg,a cat, asleep\n,a dog\nb.jpg,\nc.jpg,  a  horse \n"
    found, notes = _told(_written(tmp_path / "list.csv", rows))
    assert found == {"c.jpg": ("a horse",)}
    assert [str(tmp_path / f"list.csv, line {row}") in note for row, note in enumerate(notes, 2)]
    assert ["quotation marks" in notes[0], "no photo" in notes[1], "no caption" in notes[2]] == (
        [True] * 3
    )


def test_an_encoding_is_asked_for_where_it_is_not_utf8(tmp_path: Path) -> None:
    path = _written(tmp_path / "list.csv", "file,caption\na.jpg,Käthe\n".encode("cp1252"))
    assert "line 2: that is not UTF-8" in _refusal(path)
    assert _told(path, encoding="cp1252") == ({"a.jpg": ("Käthe",)}, [])
    with pytest.raises(UsageError, match="no encoding"):
        read_caption_file(path, encoding="klingon")


def test_json_lines_tell_what_nothing_is_made_of(tmp_path: Path) -> None:
    lines = [
        '{"file": "cat.jpg", "captions": ["a cat", "our cat, asleep", " "], "split": "val"}',
        '{"file_name": "dog.jpg", "text": "a dog", "keywords": ["pet"], "mood": 3, "id": 7}',
        "[1]", "{broken", '{"captions": ["nothing"]}', '{"file": "e.jpg", "mood": 1}',
    ]  # fmt: skip
    path = _written(tmp_path / "list.jsonl", "\n".join(lines))
    notes: list[str] = []
    cat, dog = read_caption_file(path, tell=notes.append)
    assert (cat.captions, cat.split, dog.captions, dog.keywords) == (CAT, "val", DOG, ("pet",))
    assert [f"line {row}" in note for row, note in enumerate(notes[:4], 3)] == [True] * 4
    assert notes[4:] == [f"{path}: nothing is made of “mood”, “id”."]
    array = _written(tmp_path / "list.json", f"[{lines[0]}]")
    assert _told(array) == ({"cat.jpg": CAT}, [])


def test_a_folder_has_texts_and_takeouts_files_beside_photos(tmp_path: Path) -> None:
    for name in ("a/cat.jpg", "a/cat.nef", "a/DOG.JPG", "b/sea.jpg", "b/plain.jpg"):
        _written(tmp_path / name, b"")
    _written(tmp_path / "a/cat.txt", "a cat\r\n\nour cat, asleep\n")
    _written(tmp_path / "a/dog.jpg.TXT", "a dog")
    _written(tmp_path / "a/elsewhere.jpg.txt", "far away")
    _written(tmp_path / "a/readme.txt", "not about a photo")
    _written(tmp_path / "a/.hidden.jpg.txt", "not to be seen")
    _written(tmp_path / "b/plain.txt", b"\xff\xfe\xff")
    takeout = {"title": "sea.jpg", "description": "the sea", "photoTakenTime": {"timestamp": "1"}}
    _written(tmp_path / "b/sea.jpg.supplemental-metadata.json", json.dumps(takeout))
    _written(tmp_path / "b/metadata.json", '{"title": "an album"}')
    _written(tmp_path / "b/gone.jpg.json", json.dumps(takeout | {"title": "gone.jpg"}))
    found, notes = _told(tmp_path)
    assert found == {
        "a/cat.jpg": CAT, "a/cat.nef": CAT, "a/DOG.JPG": DOG, "a/elsewhere.jpg": ("far away",),
        "b/sea.jpg": ("the sea",), "b/gone.jpg": ("the sea",),
    }  # fmt: skip
    assert [str(tmp_path / "b/plain.txt") in note for note in notes] == [True]
    assert _told(tmp_path / "a/cat.txt")[0] == {"cat.jpg": CAT, "cat.nef": CAT}
    assert _told(tmp_path / "b/gone.jpg.json")[0] == {"gone.jpg": ("the sea",)}


def test_what_holds_no_captions_is_refused_with_a_way_out(tmp_path: Path) -> None:
    _written(tmp_path / "full/captions.csv", "file,caption\na.jpg,a cat\n")
    refusals = {
        "empty": "give a table", "full": "captions.csv", "none.csv": "can't be read",
        "blank.csv": "a column file", "header.csv": "holds no captions", "cat.jpg": "is no file of",
        "alone.txt": "no photo of its name", "other.json": "neither Google Takeout's",
        "broken.csv": "line 2", "binary.csv": "is no text", "words.csv": "a column file",
    }  # fmt: skip
    for name, text in {
        "blank.csv": "", "header.csv": "file,caption\n", "cat.jpg": "", "alone.txt": "a cat",
        "other.json": "{}", "broken.csv": 'file,caption\na.jpg,"a cat\nb.jpg,a dog\n',
        "binary.csv": "file,caption\n\0\0", "words.csv": "cat.jpg,a cat\n",
    }.items():  # fmt: skip
        _written(tmp_path / name, text)
    (tmp_path / "empty").mkdir()
    assert {name: way in _refusal(tmp_path / name) for name, way in refusals.items()} == (
        dict.fromkeys(refusals, True)
    )


def test_texts_that_are_no_captions_are_passed_over(tmp_path: Path) -> None:
    _written(tmp_path / "a.jpg", b"")
    _written(tmp_path / "a.txt", "word " * 20_000)
    assert "too much for captions" in _refusal(tmp_path / "a.txt")
    rows = [{"file": "a.jpg", "captions": ["long " * 500, "good"]}]
    found, notes = _told(_written(tmp_path / "a.jsonl", json.dumps(rows[0])))
    assert (found, "2000 characters" in notes[0]) == ({"a.jpg": ("good",)}, True)


@pytest.fixture
def lines(tmp_path: Path) -> list[CaptionLine]:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("chelsea.png", "coffee.png"):
        shutil.copyfile(sample(name), photos / name)
    return [
        CaptionLine(photos / "chelsea.png", ("a cat", "our cat, “asleep”; =1+1"), ("pet", "ä b")),
        CaptionLine(photos / "coffee.png", ('a "cup"',)),
    ]


def _said(lines: list[CaptionLine]) -> list[tuple[Path, tuple[str, ...], tuple[str, ...]]]:
    return [(line.file, line.captions, line.keywords) for line in lines]


@pytest.mark.parametrize("target", ["list.csv", "list.jsonl", "photos/list.csv"])
def test_lists_that_are_written_say_the_same(
    tmp_path: Path, lines: list[CaptionLine], target: str
) -> None:
    path = tmp_path / target
    written = write_captions(path, format_of(path), lines, replace=False, tell=pytest.fail)
    assert (written, _said(read_caption_file(path))) == (2, _said(lines))
    assert str(tmp_path) not in path.read_text("utf-8")  # photos and list can be moved as a whole


def test_json_lines_without_keywords_serve_for_measuring(
    tmp_path: Path, lines: list[CaptionLine]
) -> None:
    plain = [CaptionLine(line.file, line.captions) for line in lines]
    write_captions(tmp_path / "list.jsonl", "jsonl", plain, replace=False, tell=pytest.fail)
    measured = read_captions(tmp_path / "list.jsonl", strict=True)
    assert [(each.path, each.captions) for each in measured] == [
        (line.file, line.captions) for line in lines
    ]


def test_texts_lie_beside_photos_or_in_folders_of_their_own(
    tmp_path: Path, lines: list[CaptionLine]
) -> None:
    notes: list[str] = []
    assert write_captions(tmp_path, "txt", lines, replace=False, tell=notes.append) == 2
    assert (tmp_path / "photos/coffee.png.txt").read_text("utf-8") == 'a "cup"\n'
    assert [line.captions for line in read_caption_file(tmp_path)] == [x.captions for x in lines]
    (tmp_path / "photos/coffee.png.txt").write_text("mine")
    assert write_captions(tmp_path, "txt", lines, replace=False, tell=notes.append) == 1
    assert [str(tmp_path / "photos/coffee.png.txt") in note for note in notes] == [True]
    assert write_captions(tmp_path, "txt", lines, replace=True, tell=pytest.fail) == 2
    other = tmp_path / "elsewhere"
    assert write_captions(other, "txt", lines, replace=False, tell=pytest.fail) == 2
    assert (other / "chelsea.png.txt").exists()
    with pytest.raises(DataFileError, match="can't be written"):
        write_captions(tmp_path / "no/list.csv", "csv", lines, replace=False, tell=pytest.fail)
