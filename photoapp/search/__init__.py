"""From typed words to ranked photos."""

from photoapp.search.searcher import Hit, Searcher

__all__ = ["Hit", "Searcher"]
