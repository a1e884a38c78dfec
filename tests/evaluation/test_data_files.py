"""Captions and labels as people write them: right, sloppy and wrong."""

import json
from pathlib import Path

import pytest

from photoapp.errors import DataFileError
from photoapp.evaluation import read_captions, read_labels


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff")
    return tmp_path


def _captions(folder: Path, *lines: object) -> Path:
    file = folder / "captions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), "utf-8")
    return file


GOOD = {"file": "a.jpg", "captions": ["a dog", "the dog"], "split": "val"}
BAD_LINES = {
    '{"file": "a.jpg", "captions": ["a"': "not a captions line",
    '{"file": "a.jpg", "caption": "a dog"}': "not a captions line",
    '{"file": "a.jpg", "captions": [3]}': "not a captions line",
    '{"file": "a.jpg", "captions": ["  "]}': "no caption",
    '{"file": "gone.jpg", "captions": ["a dog"]}': "there is no photo /",
}


def test_keywords_beside_captions_are_passed_over(folder: Path) -> None:
    file = _captions(folder, GOOD | {"keywords": ["Rex"]})
    [photo] = read_captions(file, strict=True)
    assert photo.captions == ("a dog", "the dog")


def test_captions_are_read_as_they_stand(folder: Path) -> None:
    [photo] = read_captions(_captions(folder, GOOD, ""))
    assert (photo.path, photo.captions, photo.split) == (
        folder / "a.jpg",
        ("a dog", "the dog"),
        "val",
    )


@pytest.mark.parametrize(("line", "what"), BAD_LINES.items())
def test_a_bad_line_is_named_and_passed_over(folder: Path, line: str, what: str) -> None:
    told: list[str] = []
    photos = read_captions(_captions(folder, GOOD, line), tell=told.append)
    assert len(photos) == 1
    [sentence] = told
    assert "line 2" in sentence
    assert what in sentence


@pytest.mark.parametrize(("line", "what"), BAD_LINES.items())
def test_strict_stops_at_a_bad_line(folder: Path, line: str, what: str) -> None:
    with pytest.raises(DataFileError, match=f"line 1: {what}"):
        read_captions(_captions(folder, line, GOOD), strict=True)


def test_an_empty_caption_beside_a_good_one_is_dropped(folder: Path) -> None:
    told: list[str] = []
    line = {"file": "a.jpg", "captions": ["a dog", " "]}
    [photo] = read_captions(_captions(folder, line), tell=told.append)
    assert photo.captions == ("a dog",)
    assert len(told) == 1


def test_a_split_is_chosen_or_missed(folder: Path) -> None:
    file = _captions(folder, GOOD, {"file": "b.jpg", "captions": ["b"]})
    assert len(read_captions(file, split="val")) == 1
    with pytest.raises(DataFileError, match="no line of the split 'train'"):
        read_captions(file, split="train")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", None])
def test_a_captions_file_that_is_none_is_refused(folder: Path, content: bytes | None) -> None:
    file = folder / "captions.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DataFileError, match=r"captions\.jsonl"):
        read_captions(file)


def test_labels_are_read_and_bad_lines_told(folder: Path) -> None:
    file = folder / "labels.csv"
    file.write_text("file,label\na.jpg,dog\nb.jpg,\ngone.jpg,cat\n", "utf-8")
    told: list[str] = []
    [photo] = read_labels(file, tell=told.append)
    assert (photo.path.name, photo.label) == ("a.jpg", "dog")
    assert ["line 3" in told[0], "line 4" in told[1]] == [True, True]
    with pytest.raises(DataFileError, match="line 3: no label"):
        read_labels(file, strict=True)


@pytest.mark.parametrize("text", ["name,label\na.jpg,dog\n", "", "file\na.jpg\n"])
def test_labels_without_their_columns_are_refused(folder: Path, text: str) -> None:
    file = folder / "labels.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DataFileError, match="line 1: there is no column"):
        read_labels(file)
