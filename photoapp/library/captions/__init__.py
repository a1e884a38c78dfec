"""Captions: taken in from files, handed out to files, and what there is to learn from them."""

from photoapp.library.captions.captions import CaptionedRow, Captions
from photoapp.library.captions.files import CaptionLine, Format, format_of, read_caption_file
from photoapp.library.captions.importing import ImportReport
from photoapp.library.captions.overview import CaptionsOverview

__all__ = [
    "CaptionLine",
    "CaptionedRow",
    "Captions",
    "CaptionsOverview",
    "Format",
    "ImportReport",
    "format_of",
    "read_caption_file",
]
