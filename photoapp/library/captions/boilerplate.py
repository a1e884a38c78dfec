"""Descriptions that cameras and programs write into every file: nobody meant them as a caption."""

import re

_WHOLE = re.compile(
    r"""(?ix) \W* (?:
      (?-i:[A-Z\ ]*\b DIGITAL\ (?:STILL\ )?CAMERA | [A-Z\ ]*CAMERA\ PICTURES?) | <[^>]*>
    | exif[_ ]jpeg[_ ]picture | sony\ dsc | gc-x1\ image | lead\ technologies\b.* | creator:\ .*
    | file\ written\ by\ adobe.*
    | (?:created|processed|edited|optimized)\ (?:with|using)\b.*
    | .*\b v\d+(?:\.\d+)+ | untitled | no\ (?:title|description|caption) | default | image | photo
    | screenshot\b.*
    | (?:dsc[fn]?|img|imgp|pict|pxl|cimg|hpim|sdc|dscn?|mvi|p|wp|vid)[_\- ]?e?\d{3,}.*
    | cof | dav | hdr | hdrpl | mde | oznor | ozedf | ptr | qrf | rhdr | sdr | edf | fbt | mtf | nor
    | .*\.(?:jpe?g|heic|png|tiff?|dng|nef|cr[23]|arw)
    ) \W*"""
)


def is_boilerplate(text: str) -> bool:
    """Return whether a description is none that a person wrote, such as "SONY DSC"."""
    return bool(_WHOLE.fullmatch(text.removesuffix("ÿ")))
