"""Captions in files: lists, what lies beside photos, and whole folders of that."""

from photoapp.library.captions.files.line import CaptionLine, Tell
from photoapp.library.captions.files.reading import read_caption_file
from photoapp.library.captions.files.writing import Format, format_of, write_captions

__all__ = [
    "CaptionLine",
    "Format",
    "Tell",
    "format_of",
    "read_caption_file",
    "write_captions",
]
