"""The measuring stick: how well a model finds photos by caption and by label."""

from photoapp.evaluation.captions import CaptionedPhoto, read_captions
from photoapp.evaluation.encoding import encode_files
from photoapp.evaluation.labels import LabelledPhoto, LabelScores, read_labels, score_labels
from photoapp.evaluation.retrieval import RetrievalScores, score_retrieval

__all__ = [
    "CaptionedPhoto",
    "LabelScores",
    "LabelledPhoto",
    "RetrievalScores",
    "encode_files",
    "read_captions",
    "read_labels",
    "score_labels",
    "score_retrieval",
]
