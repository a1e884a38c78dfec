"""Labels: defining them, deciding which photos have them, and suggesting them."""

from photoapp.library.labels.defining import LabelCard
from photoapp.library.labels.examples import ExamplesReport, pictures_in_words
from photoapp.library.labels.importing import ImportReport
from photoapp.library.labels.labels import Labels
from photoapp.library.labels.reports import Candidate, Likeliest, TagReport
from photoapp.tagging.calibration import Reliability

__all__ = [
    "Candidate",
    "ExamplesReport",
    "ImportReport",
    "LabelCard",
    "Labels",
    "Likeliest",
    "Reliability",
    "TagReport",
    "pictures_in_words",
]
