"""An end to searches: some decoders look for their next mark byte by byte, however far it is."""

from typing import IO, Any

_MOST_READS = 1_000_000


class CountedReads:
    """An open file of which only so many parts can be read.

    No sound photo needs a tenth as many; a gibibyte of zeros behind a JPEG's first bytes would
    keep Pillow busy for minutes.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = _MOST_READS

    def read(self, size: int = -1) -> bytes:
        """Read from the file.

        Raises:
            OSError: too often.

        """
        self._left -= 1
        if self._left < 0:
            raise OSError("its picture is not found")
        return self._stream.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
