"""Which words of captions are names."""

import pytest

from trainer.job.order import Photo
from trainer.names import named_photos, of_photos, without_names
from trainer.names.finding import Named, Vocabulary

_ORDINARY = "a the in on of and with is to dog cat ball grass runs after snow"
WORDS = Vocabulary(_ORDINARY.split(), [*_ORDINARY.split(), "evening", "winter"])


def _photos(*captions: str) -> list[Photo]:
    return [Photo(f"{row}.jpg", [text]) for row, text in enumerate(captions)]


def _found(photos: list[Photo], *asked: str) -> dict[str, tuple[int, ...]]:
    return {named.name: named.rows for named in named_photos(photos, asked, WORDS)}


def test_a_short_caption_on_several_photos_is_a_name() -> None:
    photos = _photos("Bella.", "bella", "Bella!", "the dog runs after the ball on the grass")
    assert _found(photos) == {"Bella": (0, 1, 2)}


def test_a_word_that_nobody_knows_is_a_name_wherever_it_stands() -> None:
    photos = _photos(
        "Quix runs after the ball on the grass",
        "on the grass Quix is with the cat",
        "the cat and Quix in the snow",
    )
    assert _found(photos) == {"Quix": (0, 1, 2)}


def test_known_words_at_the_beginning_of_a_sentence_are_no_names() -> None:
    assert not _found(_photos(*["Evening on the grass with the dog"] * 3))
    assert not _found(_photos(*["the dog runs. Evening on the grass"] * 3))
    assert not _found(_photos(*["The dog's ball on the grass"] * 3))
    assert _found(_photos(*["the dog in the snow of Winter"] * 3)) == {"Winter": (0, 1, 2)}


def test_a_possessive_is_the_name_that_it_comes_of() -> None:
    photos = _photos("Quix's ball on the grass", "in the snow with Quix\u2019s ball", "Quix")
    assert _found(photos) == {"Quix": (0, 1, 2)}


def test_keywords_name_unless_they_are_ordinary() -> None:
    photos = [Photo(f"{row}.jpg", [], keywords=["dog", "Quix"]) for row in range(2)]
    assert _found(photos) == {"Quix": (0, 1)}


def test_one_photo_names_nothing_unless_the_name_was_asked_for() -> None:
    photos = _photos("Quix", "the ball of Mango on the grass")
    assert not _found(photos)
    assert _found(photos, "Quix") == {"Quix": (0,)}


@pytest.mark.parametrize("asked", ["ball", "BALL", " ball "])
def test_what_was_asked_for_is_found_in_whole_words_whatever_its_case(asked: str) -> None:
    photos = _photos("the Ball on the grass", "a football in the snow", "(ball), with a dog")
    photos.append(Photo("3.jpg", [], keywords=["ball"]))
    (named,) = named_photos(photos, [asked], WORDS)
    assert named.rows == (0, 2, 3)
    assert named.asked


def test_what_nobody_says_is_no_name_though_it_was_asked_for() -> None:
    assert not _found(_photos("the dog runs after the ball"), "Quix", " ")


def test_captions_that_are_a_name_teach_nothing_else() -> None:
    photos = [Photo("0.jpg", ["Quix.", "a dog on the grass with Quix"]), Photo("1.jpg", ["quix"])]
    names = [Named("Quix", (0, 1), asked=False)]
    assert without_names(photos, names) == [["a dog on the grass with Quix"], []]


def test_names_are_learned_of_the_photos_that_may_be_and_of_enough_of_them() -> None:
    asked, likely = Named("Quix", (0, 1, 2), asked=True), Named("Bella", (2, 3, 4), asked=False)
    assert of_photos([asked, likely], [0, 3, 4]) == [
        Named("Quix", (0,), asked=True),
        Named("Bella", (3, 4), asked=False),
    ]
    assert of_photos([asked, likely], [2]) == [Named("Quix", (2,), asked=True)]
    assert of_photos([asked], [3]) == []
