"""Labels: what people define, what is decided of it, and what shows it."""

from photoapp.catalog.labels.decisions import Decisions, LabelCounts
from photoapp.catalog.labels.label import Label, WholeLabel
from photoapp.catalog.labels.names import (
    LEAST_PRECISION,
    MOST_PRECISION,
    USUAL_PRECISION,
    checked_precision,
    tidy_name,
    tidy_phrases,
)
from photoapp.catalog.labels.pictures import LabelPicture, WholePicture
from photoapp.catalog.labels.table import LabelTable

__all__ = [
    "LEAST_PRECISION",
    "MOST_PRECISION",
    "USUAL_PRECISION",
    "Decisions",
    "Label",
    "LabelCounts",
    "LabelPicture",
    "LabelTable",
    "WholeLabel",
    "WholePicture",
    "checked_precision",
    "tidy_name",
    "tidy_phrases",
]
