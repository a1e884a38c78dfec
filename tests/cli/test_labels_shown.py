"""Labels in search and overview: what is tagged, and what is only suggested."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.paths import app_paths
from tests.catalog.browsing.described import put
from tests.cli.command import run_here


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A home with a photo tagged "dog", and one for which that is suggested."""
    home, card = tmp_path / "home", model_card()
    with closing(Catalog(app_paths(home).create().catalog)) as catalog:
        serving = catalog.vectors.model_id(card.id, card.dim, card.feature_dim)
        catalog.generations.serve(serving)
        put(catalog, "tagged.jpg", keywords=("dog",))
        maybe = put(catalog, "maybe.jpg")
        dog = catalog.labels.create("dog", parent_id=catalog.labels.create("animal"))
        catalog.suggestions.replace(serving, dog, {maybe: 0.9})
    return home


def _names(home: Path, query: str) -> list[str]:
    finished = run_here(home, "search", query, "--json")
    assert finished.status == 0, finished.stderr
    return sorted(Path(found["path"]).name for found in json.loads(finished.stdout)["results"])


def test_labels_are_searched_and_counted_apart_from_suggestions(labelled: Path) -> None:
    assert _names(labelled, "label:animal") == ["maybe.jpg", "tagged.jpg"]
    rows = [line.split() for line in run_here(labelled, "overview").stdout.splitlines()]
    place = rows.index(["tagged", "suggested", "label"])
    assert rows[place + 1 : place + 3] == [["1", "1", "dog"], ["1", "0", "animal"]]
    told = json.loads(run_here(labelled, "overview", "--json").stdout)["labels"]
    assert {(each["name"], each["tagged"], each["suggested"]) for each in told} == {
        ("animal", 1, 0),
        ("dog", 1, 1),
    }
