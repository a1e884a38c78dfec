"""Making text of what metadata holds: bytes of unsaid encoding, padding, a camera's rubbish."""

import re

_CHARSET_LENGTH = 8
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What cameras and programs write as a description when nobody described anything.
_RUBBISH = re.compile(
    r"(olympus|minolta|konica minolta|sony|pentax|ricoh|nikon|kodak|fujifilm|panasonic|vivitar|"
    r"samsung|casio|hp|polaroid|traveler|medion|jenoptik|maginon|aiptek|benq|rollei)\W*"
    r"(digital (still )?camera|dig(ital)?cam|dsc|dc|csc)"
    r"|digital (still )?camera|dsc|samsung|wwl|default|untitled|exif_?jpeg(_picture|_t422)?"
    r"|<digimax .*>|created with (the )?gimp|screenshot|charset=.*|ascii"
    r"|binary comment|oplus_\d+|hdrpl?",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return a text without padding and control characters, which any encoder can take."""
    unicode = from_bytes(as_bytes(text)) if not text.isascii() else text
    lines = _CONTROLS.sub("", unicode.split("\0", 1)[0]).replace("\r\n", "\n")
    return lines.replace("\r", "\n").strip()


def as_bytes(text: str) -> bytes:
    """Return the bytes that exiv2 read; it hands over what is not UTF-8 as lone surrogates."""
    return text.encode("utf-8", "surrogateescape" if _escaped(text) else "replace")


def _escaped(text: str) -> bool:
    return all("\udc80" <= c <= "\udcff" for c in text if "\ud800" <= c <= "\udfff")


def from_bytes(data: bytes) -> str:
    """Decode bytes of unsaid encoding: UTF-8 if it can be, else Windows-1252, else Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def from_utf16(data: bytes) -> str:
    """Decode UTF-16 whose byte order is told by a mark or by where the zeros are."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "ignore")
    big = data[0::2].count(0) > data[1::2].count(0)
    return data.decode("utf-16-be" if big else "utf-16-le", "ignore")


def from_user_comment(data: bytes) -> str:
    """Decode EXIF's UserComment: eight bytes that name a character set, then the text."""
    charset, text = data[:_CHARSET_LENGTH], data[_CHARSET_LENGTH:]
    if charset.startswith(b"UNICODE"):
        # Some programs say Unicode and write UTF-8 or ASCII.
        return from_utf16(text) if b"\0" in text.rstrip(b"\0") else clean_bytes(text)
    if charset.startswith(b"JIS"):
        return text.decode("iso2022_jp", "ignore")
    if charset.startswith(b"ASCII") or not charset.strip(b"\0 "):
        return clean_bytes(text)
    return clean_bytes(data)  # the character set was left out


def clean_bytes(data: bytes) -> str:
    """Decode bytes up to the first zero."""
    return from_bytes(data.split(b"\0", 1)[0])


def from_numbers(text: str) -> bytes:
    """Return the bytes that a list of numbers stands for ("77 0 111"); nothing if it is none."""
    try:
        return bytes(map(int, text.split()))
    except ValueError:
        return b""


def is_rubbish(text: str) -> bool:
    """Tell whether a camera or a program wrote this description, not a person."""
    return _RUBBISH.fullmatch(text.strip(" .")) is not None or not any(c.isalnum() for c in text)
