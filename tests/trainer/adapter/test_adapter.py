"""What a run of the adapter makes: a model of its own, and what it is to be judged by."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from photoapp.encoders import load_encoder, load_image_encoder, load_text_encoder
from photoapp.encoders.model_card import read_model_card
from photoapp.errors import TrainingError
from trainer.adapter import ADAPTER
from trainer.adapter.material import Material
from trainer.gate.library_views import asked_photos
from trainer.job.data import TrainingData
from trainer.job.order import LibraryPhoto, Photo
from trainer.methods import HeldOutPart, View

from .conftest import Done
from .world import (
    CAPTIONS,
    FOLDS,
    PETS,
    PHOTOS,
    add_replay,
    features_of,
    order_for,
    personalise,
    user_photos,
)

# Weights are kept as float16, and so are the vectors of texts while a run goes on.
HALF_PRECISION = 2e-3


def _recall(part: HeldOutPart, view: View, depth: int = 3) -> float:
    """How often a photo is among the first for its caption."""
    scores = view.texts @ view.images.T
    hits = [
        (scores[text] > scores[text][photo]).sum() < depth
        for photo, texts in enumerate(part.captions)
        for text in texts
    ]
    return float(np.mean(hits))


def test_a_written_model_gives_for_stored_features_what_was_judged(with_pets: Done) -> None:
    name, data, after = str(with_pets.fitted.bundle), with_pets.data, with_pets.fitted.library_after
    features = np.concatenate([data.features, data.library_features])
    whole, photos, words = load_encoder(name), load_image_encoder(name), load_text_encoder(name)
    for encoder in (whole, photos):
        np.testing.assert_allclose(
            encoder.project_features(features), after.images, atol=HALF_PRECISION
        )
    texts = ["a boat on the sea", *with_pets.fitted.things]
    for reader in (whole, words):
        np.testing.assert_allclose(reader.encode_texts(texts), after.texts, atol=HALF_PRECISION)
    assert whole.dim == photos.dim == words.dim == after.images.shape[1]


def test_before_is_the_model_that_was_personalised(base: Path, with_pets: Done) -> None:
    encoder, before = load_encoder(str(base)), with_pets.fitted.library_before
    images = encoder.project_features(with_pets.data.features)
    texts = encoder.encode_texts(with_pets.fitted.things)
    np.testing.assert_allclose(before.images[: len(images)], images, atol=1e-5)
    np.testing.assert_allclose(before.texts[1:], texts, atol=HALF_PRECISION)


def test_captions_find_photos_that_their_head_has_not_seen(plain: Done) -> None:
    parts = plain.fitted.held_out
    assert sorted(row for part in parts for row in part.rows) == list(range(PHOTOS))
    assert all(set(plain.data.folds[part.rows]) == {n} for n, part in enumerate(parts))
    for part in parts:
        assert _recall(part, part.before) < 0.5
        assert _recall(part, part.after) > 0.8


def test_names_find_photos_that_they_were_not_learned_from(with_pets: Done) -> None:
    names = with_pets.fitted.names
    assert {text for part in names for text in part.texts} == set(PETS)
    assert all(_recall(part, part.before, 1) < 0.5 for part in names)
    assert all(_recall(part, part.after, 1) == 1 for part in names)


def test_the_written_model_finds_what_is_named(with_pets: Done) -> None:
    encoder = load_encoder(str(with_pets.fitted.bundle))
    images = encoder.project_features(with_pets.data.features)
    for name in PETS:
        (words,) = encoder.encode_texts([f"where is {name.lower()}'s photo"])
        found = np.argsort(-(images @ words))[:5]
        assert {with_pets.data.photos[row].captions[0] for row in found} == {f"{name}."}


def test_what_the_model_was_made_from_is_asked_of_it_again(plain: Done) -> None:
    (part,) = plain.fitted.general
    assert len(part.captions) == 10
    assert set(part.rows) == {-1}
    assert _recall(part, part.after) >= _recall(part, part.before)


def test_all_photos_of_a_run_are_looked_at_before_and_after(plain: Done) -> None:
    before, after = plain.fitted.library_before, plain.fitted.library_after
    assert len(before.images) == len(after.images) == PHOTOS + len(plain.data.library)
    assert len(before.texts) == len(after.texts) == 1 + len(plain.fitted.things)
    assert all(plain.fitted.things)


def test_each_epoch_of_each_head_is_told(plain: Done) -> None:
    parts = plain.told[0].parts
    told = [(point.part, point.parts, point.epoch, point.epochs) for point in plain.told]
    assert parts > FOLDS  # some heads learn from all photos, and are judged by none
    assert told == [(part, parts, epoch, 2) for part in range(parts) for epoch in (1, 2)]
    assert {point.part for point in plain.told if point.score is not None} == set(range(FOLDS))
    assert list(plain.fitted.curve) == plain.told


def test_its_card_says_where_a_model_came_from(base: Path, with_pets: Done) -> None:
    card, parent = read_model_card(with_pets.fitted.bundle), read_model_card(base)
    assert card.personal
    assert card.parent == card.personal.base == parent.id != card.id
    assert card.personal.names == PETS
    assert card.dim == parent.dim + card.personal.longer
    assert (card.personal.photos, card.personal.captions) == (PHOTOS + 10, PHOTOS + 10)
    assert card.weights["image"] == parent.weights["image"]  # features can be shared
    assert "nowhere" not in (with_pets.fitted.bundle / "model.json").read_text()


def test_names_alone_make_a_model_without_heads(base: Path, tmp_path: Path) -> None:
    data = user_photos(pets=True)
    fitted = personalise(base, _some(data, range(PHOTOS, len(data))), tmp_path)
    assert not fitted.held_out
    assert "correction" not in read_model_card(fitted.bundle).weights
    words = load_text_encoder(str(fitted.bundle)).encode_texts(["Quix", "a boat on the sea"])
    images = load_encoder(str(fitted.bundle)).project_features(data.features)
    assert set(np.argsort(-(images @ words[0]))[:5]) == set(range(PHOTOS + 1, PHOTOS + 10, 2))


def test_names_are_sought_by_the_model_that_is_written(with_pets: Done) -> None:
    """Heads move a photo that is named as well, so they have a say in whether it is found."""
    assert with_pets.fitted.names_alone
    for fitted in (with_pets.fitted, with_pets.fitted.names_alone()):
        encoder = load_encoder(str(fitted.bundle))
        for part in fitted.names:
            images = encoder.project_features(with_pets.data.features[part.rows])
            found = part.after.images[: len(part.rows)]
            np.testing.assert_allclose(found, images, atol=HALF_PRECISION)


def test_names_can_be_had_without_what_captions_taught(base: Path, with_pets: Done) -> None:
    assert with_pets.fitted.names_alone
    alone = with_pets.fitted.names_alone()
    assert (alone.held_out, alone.curve, alone.names_alone) == ([], [], None)
    assert (alone.names_tried, with_pets.fitted.names_tried) == (len(PETS), len(PETS))
    card = read_model_card(alone.bundle)
    assert card.personal
    assert (card.personal.photos, card.personal.captions) == (10, 10)
    assert card.personal.names == PETS
    assert "correction" not in card.weights
    assert card.id != read_model_card(with_pets.fitted.bundle).id
    texts, encoder = with_pets.fitted.things, load_encoder(str(alone.bundle))
    for view in (alone.library_after, alone.general[0].after):
        assert view.images.shape[1] == encoder.dim
    images = encoder.project_features(with_pets.data.features)
    start = load_encoder(str(base)).project_features(with_pets.data.features)
    scores = images @ encoder.encode_texts(texts).T
    before = start @ load_encoder(str(base)).encode_texts(texts).T
    # Whatever is said without a name finds what it found before: all scores are as much smaller.
    np.testing.assert_allclose(scores, before * (scores / before).mean(), atol=1e-3)


def test_one_half_of_the_library_reminds_a_model_and_the_other_says_what_it_forgot(
    base: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copytree(base, tmp_path / "base"))
    add_replay(base, None)
    things = [number % len(CAPTIONS) for number in range(210)]
    library = [LibraryPhoto(f"/nowhere/other {row}.jpg") for row in range(len(things))]
    features = features_of(things, 3)
    data = replace(user_photos(), library=library, library_features=features)
    fitted = personalise(base, data, tmp_path / "work", epochs=1)
    assert [*fitted.reminded] == [*range(50, 100), *range(150, 200)]
    material = Material.of(order_for(base), data, tmp_path, lambda: None)
    assert material.anchors
    np.testing.assert_array_equal(material.anchors.features[:, 0], features[[*fitted.reminded]])
    assert len(asked_photos(fitted, data)) == len(library) - len(fitted.reminded)


def test_what_turns_out_to_be_no_name_is_a_caption(base: Path, tmp_path: Path) -> None:
    """Photos that show nothing in common can't be found by a name, but by what is said of them."""
    data = user_photos()
    said = [Photo(photo.path, ["Holidays"]) for photo in data.photos[: len(CAPTIONS)]]
    mixed = replace(data, photos=[*said, *data.photos[len(CAPTIONS) :]])
    fitted = personalise(base, mixed, tmp_path, epochs=1)
    card = read_model_card(fitted.bundle)
    assert card.personal
    assert not card.personal.names
    assert not fitted.names
    assert "Holidays" in {text for part in fitted.held_out for text in part.texts}


def test_without_captions_and_names_there_is_nothing_to_learn(base: Path, tmp_path: Path) -> None:
    data = user_photos()
    wordless = [msgspec.structs.replace(photo, captions=[]) for photo in data.photos]
    with pytest.raises(TrainingError, match="captions"):
        personalise(base, replace(data, photos=wordless), tmp_path)
    assert not (tmp_path / "model").exists()


def test_a_photo_with_keywords_alone_teaches_and_judges_nothing(base: Path, tmp_path: Path) -> None:
    """Nor need there be a replay, or other photos in the library."""
    base = Path(shutil.copytree(base, tmp_path / "base"))
    add_replay(base, None)
    data = user_photos()
    photos = [Photo("/nowhere/0.jpg", [], ["boat", "water"]), *data.photos[1:]]
    alone = replace(data, photos=photos, library=(), library_features=data.features[:0])
    fitted = personalise(base, alone, tmp_path / "work", epochs=1)
    assert not fitted.general
    assert sorted(row for part in fitted.held_out for row in part.rows) == list(range(1, PHOTOS))
    assert all(_recall(part, part.after) > _recall(part, part.before) for part in fitted.held_out)


def test_more_photos_are_said_to_take_longer(base: Path, plain: Done) -> None:
    order = order_for(base)
    few, many = (ADAPTER.estimate(order, photos, 1000) for photos in (100, 10_000))
    assert few.seconds < many.seconds
    assert few.memory < many.memory
    learned = read_model_card(plain.fitted.bundle).weights["correction"]
    assert few.bytes_on_disk > (plain.fitted.bundle / learned.file).stat().st_size


def _some(data: TrainingData, rows: Sequence[int]) -> TrainingData:
    kept = list(rows)
    photos = [data.photos[row] for row in kept]
    return replace(data, photos=photos, features=data.features[kept], folds=data.folds[kept])
