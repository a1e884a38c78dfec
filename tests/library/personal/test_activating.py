"""A model that has proved better takes over whole or not at all, and there is a way back."""

import shutil
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.generations import Generations
from photoapp.catalog.reprojection import Reprojection
from photoapp.encoders import model_card
from photoapp.errors import ModelError, TrainingError
from photoapp.events import Event, ModelSwitched
from photoapp.library import Library, reprojecting
from photoapp.library.models import Models
from photoapp.library.personal import Activation
from photoapp.library.personal.activating import install
from photoapp.paths import AppPaths
from tests.library.personal.finished_runs import SENTENCE, finished, runs_left
from tests.photos import sample_names
from trainer.job.state import STATE

STARTER = model_card().id
_ALL = len(sample_names())


class _Killed(BaseException):
    """Stands for a kill: nothing catches it."""


def _finds_a_cat(library: Library) -> str:
    names = [hit.photo.path.name for hit in library.search("a cat", 100)]
    return {0: "first", _ALL - 1: "last"}[names.index("chelsea.png")]


def _states(paths: AppPaths) -> dict[str, tuple[str, int]]:
    with closing(Catalog(paths.catalog)) as catalog:
        return {g.model: (g.state, g.vectors) for g in catalog.generations.all()}


def _take_vector(paths: AppPaths, model: str) -> None:
    with closing(Catalog(paths.catalog)) as catalog, catalog.database.transaction() as connection:
        connection.execute(
            "DELETE FROM vector WHERE photo_id = 1"
            " AND model_id = (SELECT id FROM model WHERE name = ?)",
            (model,),
        )


def test_a_model_answers_without_a_photo_being_looked_at_and_there_is_a_way_back(
    library: Library, paths: AppPaths
) -> None:
    card = finished(paths)
    events: list[Event] = []
    done = library.personal.activate("first", listener=events.append)
    assert (done.model, done.name, done.photos) == (card.id, "personal-1", _ALL)
    assert (done.left, done.switched) == (0, True)
    assert events[-1] == ModelSwitched(card.id)
    assert (library.model_id, _finds_a_cat(library)) == (card.id, "last")
    [run] = library.personal.runs()
    assert (run.active, run.activated, run.model_id) == (True, True, card.id)
    assert library.personal.bundle("first") == paths.models / "personal-1"

    _take_vector(paths, STARTER)  # as if that photo had come since
    back = library.personal.rollback()
    assert back == Activation(STARTER, "starter", 1, back.seconds, 0, switched=True)
    assert _states(paths) == {STARTER: ("serving", _ALL), card.id: ("kept", _ALL)}
    assert (library.model_id, _finds_a_cat(library)) == (STARTER, "first")
    assert [(r.active, r.activated) for r in library.personal.runs()] == [(False, True)]
    with pytest.raises(ModelError, match="No other model"):
        library.personal.rollback()
    again = library.personal.activate("first")
    assert (again.photos, again.switched) == (0, True)


def test_killed_at_any_moment_the_model_before_goes_on_answering_and_the_next_try_ends_it(
    paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = finished(paths)
    monkeypatch.setattr(reprojecting, "_BATCH", 3)
    moments: list[tuple[type, str, int]] = [
        (Models, "use", 0),
        (Reprojection, "record", 1),
        (Generations, "take_over", 0),
    ]
    for owner, name, calls in moments:
        with closing(Library(paths)) as library, monkeypatch.context() as patch:
            patch.setattr(owner, name, _killed_after(calls, getattr(owner, name)))
            with pytest.raises(_Killed):
                library.personal.activate("first")
        assert _states(paths)[STARTER] == ("serving", _ALL)
    assert _states(paths)[card.id] == ("building", _ALL)
    with closing(Library(paths)) as library:
        assert library.model_id == STARTER
        assert library.personal.activate("first").switched
    assert _states(paths) == {card.id: ("serving", _ALL), STARTER: ("kept", _ALL)}
    assert [path.name for path in paths.models.iterdir()] == ["personal-1"]


def _killed_after(calls: int, real: Callable[..., Any]) -> Callable[..., Any]:
    left = [None] * calls

    def killed(*args: Any, **kwargs: Any) -> Any:
        if not left:
            raise _Killed
        left.pop()
        return real(*args, **kwargs)

    return killed


def test_what_the_gate_refused_is_not_activated(library: Library, paths: AppPaths) -> None:
    finished(paths, state="refused")
    with pytest.raises(TrainingError, match=SENTENCE):
        library.personal.activate("first")
    assert library.model_id == STARTER
    assert not list(paths.models.iterdir())


def test_a_bundle_that_was_altered_is_not_brought_in(library: Library, paths: AppPaths) -> None:
    finished(paths)
    [projection] = (paths.training / "first" / "model").glob("projection-*")
    projection.unlink()
    with pytest.raises(ModelError, match="projection"):
        library.personal.activate("first")
    assert not list(paths.models.iterdir())
    assert _states(paths) == {STARTER: ("serving", _ALL)}


def test_a_model_that_was_removed_can_be_said_so(library: Library, paths: AppPaths) -> None:
    finished(paths)
    install(paths.training / "first" / "model", paths.models)
    library.models.remove("personal-1")
    with pytest.raises(TrainingError, match="was removed; train it anew"):
        library.personal.activate("first")
    [run] = library.personal.runs()
    assert not run.activated


def test_where_there_is_no_room_nothing_is_begun(
    library: Library, paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(paths)
    nothing = shutil.disk_usage(paths.data)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: nothing)
    with pytest.raises(TrainingError, match="make some room"):
        library.personal.activate("first")
    assert _states(paths) == {STARTER: ("serving", _ALL)}
    assert (paths.training / "first" / "model").is_dir()


def test_a_training_that_is_discarded_leaves_nothing_but_the_model_in_use(
    library: Library, paths: AppPaths
) -> None:
    card = finished(paths)
    finished(paths, "second", "refused")
    install(paths.training / "first" / "model", paths.models)
    for run in ("first", "second"):
        library.personal.discard(run)
    assert runs_left(paths) == []
    assert library.personal.runs() == []
    assert library.models.info("personal-1").id == card.id
    with pytest.raises(TrainingError, match="no training called 'first'"):
        library.personal.state("first")


def test_a_training_that_has_ended_ends_at_once_when_it_is_started_again(
    library: Library, paths: AppPaths
) -> None:
    finished(paths, state="refused")
    state = library.personal.train("first")
    assert (state.state, state.sentence) == ("refused", SENTENCE)


def test_runs_say_what_came_of_them(library: Library, paths: AppPaths) -> None:
    finished(paths)
    finished(paths, "second", "refused")
    (paths.training / "broken").mkdir()
    (paths.training / "broken" / "order.json").write_text("{")
    second, first = library.personal.runs()
    assert (first.run, first.state, first.photos, first.base) == ("first", "done", 1, STARTER)
    assert first.gain
    assert first.gain.value == 0.3
    assert (second.state, second.sentence, second.activated) == ("refused", SENTENCE, False)
    assert library.personal.report("second").verdict.sentence == SENTENCE
    assert library.personal.report_page("first").is_file()


def test_a_training_whose_state_is_broken_hides_no_other_and_can_be_discarded(
    library: Library, paths: AppPaths
) -> None:
    finished(paths)
    finished(paths, "second")
    (paths.training / "second" / STATE).write_text("{")
    second, first = library.personal.runs()
    assert (first.state, second.state) == ("done", "failed")
    assert str(paths.training / "second" / STATE) in second.sentence
    library.personal.discard("second")
    assert [card.run for card in library.personal.runs()] == ["first"]
