"""Equal photos on several lines of a captions file."""

from pathlib import Path

import pytest

from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto
from tests.photos import put_photo
from trainer.duplicates import merged


def test_copies_become_one_photo_with_all_captions(tmp_path: Path) -> None:
    photo, other = put_photo(tmp_path / "a.png"), put_photo(tmp_path / "b.png")
    copy = tmp_path / "copy.png"
    copy.write_bytes(photo.read_bytes())
    lines = [(photo, ("a cat", "a pet")), (other, ("a cat",)), (copy, ("a pet", "whiskers"))]
    found = merged([CaptionedPhoto(path, captions, "train") for path, captions in lines])
    assert found == [
        CaptionedPhoto(photo, ("a cat", "a pet", "whiskers"), "train"),
        CaptionedPhoto(other, ("a cat",), "train"),
    ]


def test_a_photo_in_two_splits_is_refused(tmp_path: Path) -> None:
    photo = put_photo(tmp_path / "a.png")
    copy = tmp_path / "copy.png"
    copy.write_bytes(photo.read_bytes())
    lines = [CaptionedPhoto(photo, ("a",), "train"), CaptionedPhoto(copy, ("b",), "val")]
    with pytest.raises(TrainingError, match=r"a\.png and .*copy\.png are the same photo"):
        merged(lines)


def test_what_cannot_be_read_is_left_for_others_to_tell(tmp_path: Path) -> None:
    gone = CaptionedPhoto(tmp_path / "gone.jpg", ("a",), "train")
    assert merged([gone]) == [gone]
