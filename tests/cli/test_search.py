"""``photoapp search``: one JSON object, or a table."""

import json
from pathlib import Path

import pytest

from tests.cli.command import run_here, run_photoapp
from tests.conftest import IndexedHome
from tests.photos import sample_names


def test_the_json_is_of_the_promised_shape(indexed_home: IndexedHome) -> None:
    finished = run_photoapp(indexed_home.home, "search", "a cat", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    answer = json.loads(finished.stdout)
    assert set(answer) == {"query", "model", "seconds", "results"}
    assert answer["query"] == "a cat"
    assert isinstance(answer["model"], str)
    assert answer["seconds"] > 0
    shape = {"path", "score", "chance", "rank"}
    assert [set(result) for result in answer["results"]] == [shape] * len(sample_names())
    assert [r["rank"] for r in answer["results"]] == list(range(1, len(sample_names()) + 1))
    assert answer["results"][0]["path"] == str(indexed_home.photos / "chelsea.png")
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_words_need_no_quotes_and_the_limit_is_kept(indexed_home: IndexedHome) -> None:
    finished = run_here(
        indexed_home.home, "search", "a", "cup", "of", "coffee", "--limit", "2", "--json"
    )
    answer = json.loads(finished.stdout)
    assert answer["query"] == "a cup of coffee"
    assert len(answer["results"]) == 2
    assert Path(answer["results"][0]["path"]).name == "coffee.png"


def test_what_is_known_of_photos_finds_them_without_words(indexed_home: IndexedHome) -> None:
    asked = f"folder:{indexed_home.photos}"
    finished = run_here(indexed_home.home, "search", asked, "--sort", "name", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    results = json.loads(finished.stdout)["results"]
    names = sorted(sample_names(), key=str.casefold)
    assert [Path(r["path"]).name for r in results] == names
    assert {(r["score"], r["chance"]) for r in results} == {(None, None)}
    finished = run_here(indexed_home.home, "search", asked, "a rocket", "--limit", "1")
    assert finished.stdout.rstrip().endswith("rocket.jpg")
    finished = run_here(indexed_home.home, "search", "a rocket rating:5")
    assert (finished.status, finished.stdout) == (0, "")
    assert "leave something out" in finished.stderr


def test_people_get_a_table_that_names_each_photo_whole(indexed_home: IndexedHome) -> None:
    finished = run_here(indexed_home.home, "search", "a rocket", "--limit", "3")
    assert (finished.status, finished.stderr) == (0, "")
    heading, first, *others = finished.stdout.splitlines()
    assert heading.split() == ["rank", "chance", "score", "photo"]
    assert first.startswith("1")
    assert first.rstrip().endswith(str(indexed_home.photos / "rocket.jpg"))
    assert len(others) == 2


def test_before_anything_is_indexed_people_are_told_what_to_do(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "search", "a cat")
    assert (finished.status, finished.stdout) == (0, "")
    assert "photoapp index DIR" in finished.stderr
    finished = run_here(tmp_path / "home", "search", "a cat", "--json")
    assert finished.status == 0
    assert json.loads(finished.stdout)["results"] == []


@pytest.mark.parametrize("arguments", [[""], ["  "], [], ["cat", "--limit", "0"], ["date:2024-13"]])
def test_a_query_that_makes_no_sense_is_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    finished = run_here(tmp_path / "home", "search", *arguments)
    assert (finished.status, finished.stdout) == (2, "")
    assert finished.stderr.startswith("photoapp: ")
