"""What a training is given: photos with captions, what is known of them, and what it must beat."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import model_card, shipped_models
from photoapp.errors import DataFileError, ModelError, TrainingError
from photoapp.library import Library
from photoapp.library.personal import Wish, choosing, gathering
from photoapp.library.personal.activating import install
from photoapp.paths import AppPaths
from tests.conftest import IndexedHome
from tests.library.other_models import write_backwards
from tests.library.personal.finished_runs import finished, runs_left
from tests.photos import put_photo, sample_names
from trainer.before import folder_before
from trainer.job.order import Photo, Search, read_library, read_order, read_photos

STARTER = model_card()
_ALL = len(sample_names())


def _caption(library: Library, photos: Path, captions: dict[str, str]) -> None:
    for name, caption in captions.items():
        library.marks.caption([library.photo_at(photos / name)], caption)


def _caption_two(library: Library, photos: Path) -> None:
    """Of fewer captions nothing can be learned."""
    _caption(library, photos, {"moon.png": "the moon", "rocket.jpg": "a rocket"})


def _features(paths: AppPaths, run: str, name: str) -> Sequence[bool]:
    """Return of which photos the feature is known."""
    rows = np.load(paths.training / run / f"{name}.npy")
    assert rows.dtype == np.float16
    assert rows.shape[1] == STARTER.feature_dim
    known: list[bool] = np.isfinite(rows).all(1).tolist()
    return known


def test_a_training_gets_the_library_s_captions_features_and_searches(
    library: Library, paths: AppPaths, indexed_home: IndexedHome
) -> None:
    photos = indexed_home.photos
    _caption(library, photos, {"chelsea.png": "Chelsea asleep", "rocket.jpg": "a rocket"})
    library.marks.add_keywords([library.photo_at(photos / "moon.png")], ["Luna"])
    library.albums.create_smart("Cats", "cats at home rating:3")
    library.albums.create_smart("Picks", "is:pick")
    run = library.personal.prepare(Wish(names=("luna",), seed=3, epochs=5))
    order = read_order(paths.training / run)
    assert (order.run, order.seed, order.epochs, order.names) == (run, 3, 5, ["luna"])
    assert run.endswith("-adapter-1")
    assert order.model == str(shipped_models() / "starter")
    assert order.previous is None
    assert order.searches == [Search("Cats", "cats at home")]
    said = {Path(photo.path).name: photo for photo in read_photos(paths.training / run)}
    assert set(said) == {"chelsea.png", "rocket.jpg", "moon.png"}
    assert said["chelsea.png"].captions == ["Chelsea asleep"]
    assert (said["moon.png"].captions, said["moon.png"].keywords) == ([], ["Luna"])
    assert all(len(photo.content) == 64 for photo in said.values())
    assert len(read_library(paths.training / run)) == _ALL - 3
    assert all(_features(paths, run, "features"))
    assert len(_features(paths, run, "library")) == _ALL - 3
    assert library.personal.prepare(Wish()).endswith("-adapter-2")


def test_a_file_of_captions_may_be_of_photos_that_are_not_in_the_library(
    library: Library, paths: AppPaths, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    elsewhere = put_photo(tmp_path / "elsewhere" / "chelsea.png")
    lines = [
        {"file": str(indexed_home.photos / "coffee.png"), "captions": ["a cup"], "split": "val"},
        {"file": str(elsewhere), "captions": ["a cat"]},
        {"file": "/not/here/rocket.jpg", "captions": ["a rocket"]},
    ]
    file = tmp_path / "captions.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    run = library.personal.prepare(Wish(captions_file=file, run="mine"))
    assert run == "mine"
    coffee, cat, rocket = read_photos(paths.training / run)
    assert (coffee.split, coffee.captions) == ("val", ["a cup"])
    assert cat == Photo(str(elsewhere), ["a cat"])
    assert Path(rocket.path) == indexed_home.photos / "rocket.jpg"
    assert _features(paths, run, "features") == [True, False, True]
    with pytest.raises(TrainingError, match="called mine already"):
        library.personal.prepare(Wish(captions_file=file, run="mine"))
    with pytest.raises(TrainingError, match="can't be called"):
        library.personal.prepare(Wish(captions_file=file, run="../mine"))


def test_a_personalised_model_is_never_personalised_again_but_what_it_was_made_of(
    library: Library, paths: AppPaths, indexed_home: IndexedHome
) -> None:
    _caption_two(library, indexed_home.photos)
    card = finished(paths)
    folder = install(paths.training / "first" / "model", paths.models)
    library.models.use(card.id, at_once=True)
    said: list[str] = []
    order = read_order(paths.training / library.personal.prepare(Wish(), said.append))
    assert order.model == str(shipped_models() / "starter")
    assert order.previous == str(folder)
    assert folder_before(order) == shipped_models() / "starter"
    assert said == [
        f"{card.id} has learned from captions of yours already, so the new model is compared with "
        "starter alone."
    ]


def test_names_that_come_to_nothing_are_told(library: Library, indexed_home: IndexedHome) -> None:
    _caption(library, indexed_home.photos, {"moon.png": "luna tonight", "rocket.jpg": "a rocket"})
    wish, said = Wish(names=("Luna", "Rex")), list[str]()
    run = library.personal.prepare(wish, said.append)
    assert said == ["No caption or keyword says Rex; give that to photos which show it."]
    card = library.personal.runs()[0]
    assert (card.run, card.state, card.base) == (run, "new", STARTER.id)
    said.clear()
    with pytest.raises(TrainingError, match="choose the method adapter"):
        library.personal.prepare(replace(wish, method="lora"), said.append)
    [sentence] = said
    assert "lora binds no names, so these are left aside: Luna, Rex" in sentence


def test_keywords_alone_teach_names_only(
    library: Library, paths: AppPaths, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    file = tmp_path / "list.jsonl"
    moon = str(indexed_home.photos / "moon.png")
    file.write_text(json.dumps({"file": moon, "captions": [], "keywords": ["Luna"]}))
    wish = Wish(captions_file=file, names=("luna",))
    for refused in (replace(wish, names=()), replace(wish, method="full")):
        with pytest.raises(TrainingError, match=r"No photo of .*list\.jsonl has a caption"):
            library.personal.prepare(refused)
    assert runs_left(paths) == []
    assert library.personal.prepare(wish)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_a_photo_whose_name_is_no_text_is_passed_over(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    for name in ("chelsea", "moon", os.fsdecode(b"caf\xe9")):
        put_photo(folder / f"{name}.png", "moon.png" if name == "moon" else "chelsea.png")
        (folder / f"{name}.txt").write_text("the moon" if name == "moon" else "a cat")
    said: list[str] = []
    run = library.personal.prepare(Wish(captions_file=folder), said.append)
    read = [Path(p.path).name for p in read_photos(paths.training / run)]
    assert sorted(read) == ["chelsea.png", "moon.png"]
    place = folder / "caf\ufffd.png"
    assert said == [f"The name {place} is not UTF-8; rename that photo to learn it."]


def test_a_name_that_no_file_can_have_stops_nothing(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    names = ["long" * 1000, "long" * 99 + "/a.jpg", "half\0.jpg", "coffee.png", "moon.png"]
    file = tmp_path / "captions.jsonl"
    lines = [
        json.dumps({"file": name, "captions": [f"thing {number}"]}) + "\n"
        for number, name in enumerate(names)
    ]
    file.write_text("".join(lines))
    said: list[str] = []
    run = library.personal.prepare(Wish(captions_file=file), said.append)
    assert len(read_photos(paths.training / run)) == len(names) - 1
    assert said == [f"{file}, line 3: no file can be called so; passed over."]


def test_the_methods_are_estimated_by_one_look(
    library: Library, indexed_home: IndexedHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    _caption_two(library, indexed_home.photos)
    monkeypatch.setattr("trainer.job.estimating.measured_slowness", lambda _lanes: 2.0)
    monkeypatch.setattr("photoapp.library.personal.personal.measured_slowness", lambda _lanes: 2.0)
    alone = library.personal.estimate(Wish())
    looks: list[Wish] = []
    look = gathering.choose
    monkeypatch.setattr(gathering, "choose", lambda *of: looks.append(of[2]) or look(*of))
    found = library.personal.estimates(Wish())
    assert found["adapter"] == alone
    for method in ("lora", "full"):
        with pytest.raises(TrainingError, match="choose the method adapter"):
            raise found[method]
    assert len(looks) == 1


def test_what_cannot_be_prepared_leaves_nothing(
    library: Library, paths: AppPaths, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match="No photo has a caption"):
        library.personal.prepare(Wish())
    _caption_two(library, indexed_home.photos)
    with pytest.raises(ModelError, match="no model 'nothing'"):
        library.personal.prepare(Wish(model="nothing"))
    with pytest.raises(DataFileError):
        library.personal.prepare(Wish(captions_file=tmp_path / "missing.jsonl"))
    paths.training.write_text("in the way")
    with pytest.raises(TrainingError, match="can't be written"):
        library.personal.prepare(Wish())
    paths.training.unlink()
    (paths.training / ".preparing-999999999-old").mkdir(parents=True)
    run = library.personal.prepare(Wish())
    assert runs_left(paths) == [paths.training / run]


def test_other_photos_are_drawn_evenly_and_a_model_that_knows_none_is_spared_most(
    library: Library,
    paths: AppPaths,
    indexed_home: IndexedHome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _caption_two(library, indexed_home.photos)
    monkeypatch.setattr(choosing, "_MOST_OTHERS", 3)
    run = library.personal.prepare(Wish())
    drawn = [Path(photo.path).name for photo in read_library(paths.training / run)]
    shown = [path.name for path in library.files_of(library.photo_ids())]
    shown = [name for name in shown if name not in ("moon.png", "rocket.jpg")]
    assert drawn == [shown[0], shown[round((_ALL - 3) / 2)], shown[-1]]
    write_backwards(paths.models / "other", own_tower=True)
    monkeypatch.setattr(gathering, "_FEW_OTHERS", 2)
    run = library.personal.prepare(Wish(model="other"))
    assert _features(paths, run, "features") == [False, False]
    assert _features(paths, run, "library") == [False, False]
