"""What labels are called is turned into vectors once, and kept."""

import numpy as np
import pytest

from photoapp.catalog import Label
from photoapp.encoders import PHRASE_TEMPLATES, TEMPLATES
from photoapp.library.labels.label_words import LabelWords

from .made_up import DIM, Album, Model

_DOG = Label(1, "dog", (), None, "", 0.9)
_CAT = Label(2, "Shrek", ("an orange cat", "a cat"), None, "", 0.9)


def _asked(album: Album) -> list[str]:
    return album.models[album.active.serving().number].asked


def test_each_text_is_read_once_and_kept(album: Album) -> None:
    model = album.active.serving()
    words = LabelWords(album.folder)
    first = words.of(model, [_DOG, _CAT])
    assert first.shape == (2, DIM)
    assert np.linalg.norm(first, axis=1) == pytest.approx(1)
    assert len(_asked(album)) == len(set(_asked(album)))
    _asked(album).clear()
    again = words.of(model, [_CAT, _DOG, _DOG])
    assert np.array_equal(again, first[[1, 0, 0]])
    another_process = LabelWords(album.folder).of(model, [_DOG, _CAT])
    assert np.array_equal(another_process, first)
    assert _asked(album) == []


def test_a_name_is_said_in_sentences_and_a_phrase_with_its_own_article(album: Album) -> None:
    model = album.active.serving()
    vectors = LabelWords(album.folder).of(model, [_DOG, _CAT])
    names = [template.replace("{}", "dog") for template in TEMPLATES]
    phrases = [t.replace("{}", p) for p in _CAT.phrases for t in PHRASE_TEMPLATES]
    assert set(_asked(album)) == {*names, *phrases}
    assert not any("a photo of a a" in text or "Shrek" in text for text in _asked(album))
    mean = model.searcher.encode_texts(phrases).mean(0)
    assert vectors[1] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


def test_a_name_with_braces_stays_as_it_is(album: Album) -> None:
    LabelWords(album.folder).of(album.active.serving(), [Label(1, "{dog}", (), None, "", 0.9)])
    assert "a photo of a {dog}" in _asked(album)


def test_no_labels_have_no_vectors(album: Album) -> None:
    assert LabelWords(album.folder).of(album.active.serving(), []).shape == (0, DIM)
    assert _asked(album) == []


def test_each_model_reads_for_itself(album: Album) -> None:
    words = LabelWords(album.folder)
    words.of(album.active.serving(), [_DOG])
    knowing = _asked(album)
    album.serve(Model("other"))
    words.of(album.active.serving(), [_DOG])
    assert _asked(album) == knowing
    assert _asked(album) is not knowing
    assert len(list(album.folder.glob("*.labels.npz"))) == 2


def test_a_damaged_file_is_made_anew(album: Album) -> None:
    model = album.active.serving()
    first = LabelWords(album.folder).of(model, [_DOG])
    [path] = album.folder.glob("*.labels.npz")
    path.write_bytes(path.read_bytes()[:100])
    _asked(album).clear()
    assert np.array_equal(LabelWords(album.folder).of(model, [_DOG]), first)
    assert len(_asked(album)) == len(TEMPLATES)
