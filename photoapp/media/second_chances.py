"""Pictures that a decoder refuses for what lies beside them, without it."""

import struct

# The type of an item (ISO/IEC 21496-1), and one of the same length that nobody knows.
_TONE_MAPPED, _UNKNOWN = b"tmap", b"skip"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS = frozenset([b"iCCP", b"iTXt", b"tEXt", b"zTXt"])


def second_chance(file_format: str, data: bytes) -> bytes | None:
    """Return a refused file without what the decoder may have refused, None if it has no such."""
    if file_format == "AVIF" and _TONE_MAPPED in data:
        # A second rendering for bright screens, which is odd; the first can be shown.
        return data.replace(_TONE_MAPPED, _UNKNOWN)
    if file_format == "PNG":
        return _without_texts(data)
    return None


def _without_texts(data: bytes) -> bytes | None:
    """Return a PNG without texts and profile, which unpacked may be far larger than the picture."""
    kept = [_PNG_SIGNATURE]
    at = len(_PNG_SIGNATURE)
    dropped = False
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if name in _PNG_TEXTS:
            dropped = True
        else:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) if dropped else None
