"""Colour profiles to test with: three colours and a gamma (ICC.1:2004)."""

import struct

# XYZ of red, green and blue, adapted to D50.
DISPLAY_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))


def matrix_profile(colours: tuple[tuple[float, float, float], ...], gamma: float = 2.2) -> bytes:
    """A profile of a display with these colours."""
    white = (0.9642, 1.0, 0.8249)
    tags = {b"wtpt": _xyz(white), b"desc": _description(), b"cprt": b"text\0\0\0\0none\0\0\0\0"}
    for name, colour in zip((b"r", b"g", b"b"), colours, strict=True):
        tags[name + b"XYZ"] = _xyz(colour)
        tags[name + b"TRC"] = b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + b"\0\0"
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head = (head + bytes(12) + b"acsp").ljust(68, b"\0") + _fixed(white)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _description() -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(81)
