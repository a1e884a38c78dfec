"""Searches are remembered once each, the latest first."""

import pytest

from photoapp.catalog import Catalog, search_history


def test_a_search_is_remembered_once_as_the_latest(catalog: Catalog) -> None:
    for text in ("sea", "cat", " sea ", "", "a  dog"):
        catalog.search_history.add(text)
    assert catalog.search_history.recent() == ["a dog", "sea", "cat"]
    assert catalog.search_history.recent(1) == ["a dog"]
    catalog.search_history.forget("sea")
    assert catalog.search_history.recent() == ["a dog", "cat"]
    catalog.search_history.clear()
    assert catalog.search_history.recent() == []


def test_the_oldest_are_forgotten(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_history, "_MOST", 3)
    for text in ("one", "two", "three", "two", "four", "five"):
        catalog.search_history.add(text)
    assert catalog.search_history.recent() == ["five", "four", "two"]
