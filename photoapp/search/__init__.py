"""From typed words to ranked photos."""

from photoapp.search.query import Query, Sort
from photoapp.search.searcher import EncodeTexts, Hit, Searcher

__all__ = ["EncodeTexts", "Hit", "Query", "Searcher", "Sort"]
