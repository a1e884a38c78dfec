"""What is shown: photos that answer a query, what is known of them, and the ways to them."""

from photoapp.catalog.browsing import LabelFacet
from photoapp.library.browsing.browsing import Browsing
from photoapp.library.browsing.details import FilePlace, PhotoDetails, Why
from photoapp.library.browsing.facets import Facets, Folder, Month, Named, Place, Year
from photoapp.library.browsing.found import Answer, Card, Found, Grouping, Section
from photoapp.library.browsing.suggesting import Suggestion

__all__ = [
    "Answer",
    "Browsing",
    "Card",
    "Facets",
    "FilePlace",
    "Folder",
    "Found",
    "Grouping",
    "LabelFacet",
    "Month",
    "Named",
    "PhotoDetails",
    "Place",
    "Section",
    "Suggestion",
    "Why",
    "Year",
]
