"""``progress.jsonl``: what a run has told, for the curve and for whoever looks in later."""

from collections.abc import Iterator
from pathlib import Path

from photoapp.errors import TrainingError
from trainer.job.messages import Ended, Message, Progress, Said, decode_line, encode_line

JOURNAL = "progress.jsonl"


class Journal:
    """A run's journal, to be written on; a line that a kill has torn is ended first."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL
        self._said = {m.sentence for m in read_journal(folder) if isinstance(m, Said)}
        if self._path.exists() and not self._path.read_bytes().endswith(b"\n"):
            self._append(b"\n")

    def write(self, message: Message) -> bool:
        """Add a message; return False for a sentence that was said before: it is not repeated.

        Raises:
            TrainingError: it can't be written.

        """
        if isinstance(message, Said):
            if message.sentence in self._said:
                return False
            self._said.add(message.sentence)
        if _is_kept(message):
            self._append(encode_line(message))
        return True

    def _append(self, line: bytes) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(line)
        except OSError as error:
            message = f"{self._path} can't be written ({error.strerror}); make room there"
            raise TrainingError(f"{message} and resume the training.") from error


def read_journal(folder: Path) -> Iterator[Message]:
    """Yield what the run in a folder has told; after a kill an epoch may come twice."""
    try:
        lines = (folder / JOURNAL).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        if (message := decode_line(line)) is not None:
            yield message


def _is_kept(message: Message) -> bool:
    """Return whether anybody will want a message later: photos that are read are too many."""
    return isinstance(message, Said | Ended) or (
        isinstance(message, Progress) and message.epoch > 0
    )
