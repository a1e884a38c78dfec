"""When files were written, in numbers that the catalogue can keep."""

import os

_MOST = (1 << 63) - 1


def modified_ns(stat: os.stat_result) -> int:
    """Return when a file was written, in nanoseconds since 1970, within SQLite's 64 bits.

    They end in 2262; a clock that went wrong may say a later year, for years after that.
    """
    return max(-_MOST, min(_MOST, stat.st_mtime_ns))
