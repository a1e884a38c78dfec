"""What would come to nothing is refused before there is a run of it, and told."""

import json
from pathlib import Path

import pytest

from photoapp.errors import TrainingError
from photoapp.library import Library
from photoapp.library.personal import Wish, checking
from photoapp.library.personal.preparing import Material
from photoapp.paths import AppPaths
from tests.conftest import IndexedHome
from tests.library.personal.finished_runs import finished, runs_left
from tests.photos import sample, sample_names
from trainer.job.order import ORDER
from trainer.job.state import RunState, this_process, write_state
from trainer.job.tidying import WORK
from trainer.methods import Estimate

GERMAN = "ein Hund liegt auf dem Sofa und schläft, Bild"


def _file(folder: Path, captions: dict[str, str]) -> Path:
    lines = [json.dumps({"file": file, "captions": [text]}) for file, text in captions.items()]
    (folder / "captions.jsonl").write_text("\n".join(lines))
    return folder / "captions.jsonl"


def test_one_photo_and_photos_that_have_gone_leave_no_run(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    one = _file(tmp_path, {str(sample("moon.png")): "the moon"})
    for ask in (library.personal.prepare, library.personal.estimate):
        with pytest.raises(TrainingError, match="one captioned photo only"):
            ask(Wish(captions_file=one))
    gone = {f"/not/here/{n}.jpg": f"thing {n}" for n in range(3)}
    with pytest.raises(TrainingError, match=r"is there, /not/here/0\.jpg for one; .*jsonl\."):
        library.personal.prepare(Wish(captions_file=_file(tmp_path, gone)))
    assert runs_left(paths) == []


def test_photos_that_are_all_alike_leave_no_run_and_are_compared_once_for_the_page(
    library: Library,
    paths: AppPaths,
    indexed_home: IndexedHome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in sample_names()[:3]:
        library.marks.caption([library.photo_at(indexed_home.photos / name)], "our holidays")
    with pytest.raises(TrainingError, match="show the same or share captions"):
        library.personal.prepare(Wish())
    looks: list[Material] = []
    look = checking.check_apart
    monkeypatch.setattr(checking, "check_apart", lambda made: (looks.append(made), look(made)))
    assert all(isinstance(e, TrainingError) for e in library.personal.estimates(Wish()).values())
    assert len(looks) == 1
    monkeypatch.setattr(checking, "_MOST_COMPARED", 2)
    assert isinstance(library.personal.estimates(Wish())["adapter"], Estimate)
    assert len(looks) == 1
    assert runs_left(paths) == []


def test_an_estimate_is_refused_where_a_training_would_be_and_tells_the_same(
    library: Library, paths: AppPaths, indexed_home: IndexedHome
) -> None:
    with pytest.raises(TrainingError, match="No photo has a caption"):
        library.personal.estimate(Wish())
    for name, text in (("moon.png", "the moon"), ("rocket.jpg", "a rocket")):
        library.marks.caption([library.photo_at(indexed_home.photos / name)], text)
    with pytest.raises(TrainingError, match="choose the method adapter"):
        library.personal.estimate(Wish(method="lora"))
    with pytest.raises(TrainingError, match="choose the method adapter"):
        library.personal.prepare(Wish(method="lora"))
    assert runs_left(paths) == []
    said: list[str] = []
    assert library.personal.estimate(Wish(names=("Rex",)), said.append).seconds > 0
    assert said == ["No caption or keyword says Rex; give that to photos which show it."]


def test_captions_in_another_language_are_told_wherever_they_come_from(
    library: Library, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    captions = {name: f"{GERMAN} {name}" for name in sample_names()[:4]}
    for name, text in captions.items():
        library.marks.caption([library.photo_at(indexed_home.photos / name)], text)
    file = _file(tmp_path, {str(sample(name)): text for name, text in captions.items()})
    own, files = list[str](), list[str]()
    library.personal.prepare(Wish(), own.append)
    library.personal.prepare(Wish(captions_file=file), files.append)
    assert own == files
    [sentence] = own
    assert sentence.startswith("4 captions seem to be in another language than English")
    assert sentence in library.captions.overview().advice


def test_a_run_that_has_no_report_yet_names_the_ways_out(library: Library, paths: AppPaths) -> None:
    folder = paths.training / "mine"
    folder.mkdir(parents=True)
    (folder / ORDER).write_text(json.dumps({"run": "mine", "model": "starter", "made_at": 0}))
    begun = RunState(stage="fitting", seconds_left=130)
    there = f"photoapp-train --home {paths.data.parent}"
    for state, words in (
        (begun, rf"has not begun; go on with {there} fit --resume mine"),
        (this_process(begun), f"about 2 min left; wait for it, pause it with {there} pause mine"),
        (RunState("paused"), f"is paused; go on with {there} fit --resume mine"),
        (RunState("failed", "There is no room."), "has failed: There is no room; then go on"),
    ):
        write_state(folder, state)
        for ask in (library.personal.report, library.personal.report_page):
            with pytest.raises(TrainingError, match=words):
                ask("mine")
    [card] = library.personal.runs()
    assert (card.state, card.sentence) == ("failed", "There is no room.")
    library.personal.discard("mine")
    assert library.personal.runs() == []


def test_what_a_kill_left_of_a_finished_run_is_tidied_when_runs_are_listed(
    library: Library, paths: AppPaths
) -> None:
    finished(paths)
    work, going_on = paths.training / "first" / WORK, paths.training / "second" / WORK
    going_on.mkdir(parents=True)
    (going_on.parent / ORDER).write_bytes((work.parent / ORDER).read_bytes())
    work.mkdir()
    (work / "head-0.checkpoint").write_bytes(b"kept")
    library.personal.runs()
    assert not work.exists()
    assert going_on.exists()
