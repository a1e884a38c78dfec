"""From typed words to ranked photos."""

from photoapp.search.query import Query, Sort
from photoapp.search.ranking import Ranked
from photoapp.search.relevance import USUAL_CUT_OFF
from photoapp.search.searcher import EncodeTexts, Hit, Searcher

__all__ = ["USUAL_CUT_OFF", "EncodeTexts", "Hit", "Query", "Ranked", "Searcher", "Sort"]
