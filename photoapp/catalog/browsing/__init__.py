"""What is shown of the catalogue: photos that meet a filter, counts, and what is known of them."""

from photoapp.catalog.browsing.cards import (
    CardRow,
    card_rows,
    failure_of,
    file_places,
    format_of,
)
from photoapp.catalog.browsing.counts import Counts, counts
from photoapp.catalog.browsing.folding import folded
from photoapp.catalog.browsing.gathering import gather, stale_count
from photoapp.catalog.browsing.labelled import LabelFacet
from photoapp.catalog.browsing.matching import Matches, match
from photoapp.catalog.browsing.ordering import folders_of, moments_of, ordered
from photoapp.catalog.browsing.words import PhotoWords, said, words_of

__all__ = [
    "CardRow",
    "Counts",
    "LabelFacet",
    "Matches",
    "PhotoWords",
    "card_rows",
    "counts",
    "failure_of",
    "file_places",
    "folded",
    "folders_of",
    "format_of",
    "gather",
    "match",
    "moments_of",
    "ordered",
    "said",
    "stale_count",
    "words_of",
]
