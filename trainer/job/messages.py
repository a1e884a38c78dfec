"""What a run tells its parent, a JSON object a line; most of it is kept in ``progress.jsonl``."""

from typing import Literal, get_args

import msgspec

Stage = Literal["reading", "fitting", "judging", "writing"]
STAGES: tuple[Stage, ...] = get_args(Stage)

RunStatus = Literal["new", "running", "paused", "done", "refused", "failed", "cancelled"]


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How far a run has come.

    ``done`` of ``total`` photos are read; or epochs of all parts are fitted: ``part`` of ``parts``
    and ``epoch`` of ``epochs`` count from 1, ``score`` is that of held-out photos. ``seconds_left``
    is for the whole run; None where nobody can tell.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    part: int = 0
    parts: int = 0
    epoch: int = 0
    epochs: int = 0
    loss: float | None = None
    score: float | None = None
    seconds_left: float | None = None


class Warm(msgspec.Struct, frozen=True, tag=True):
    """The run rests as it is too warm, in degrees Celsius; or no longer, and goes on."""

    temperature: float
    resting: bool = True


class Said(msgspec.Struct, frozen=True, tag=True):
    """A sentence for people: a photo that was passed over, say."""

    sentence: str


class Ended(msgspec.Struct, frozen=True, tag=True):
    """How the process ends; ``sentence`` says why, if there is something to be said."""

    state: RunStatus
    sentence: str = ""


class Busy(msgspec.Struct, frozen=True, tag=True):
    """Another process works on the run: this one has left it alone, and ends."""

    sentence: str


Message = Progress | Warm | Said | Ended | Busy

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)


def encode_line(message: Message) -> bytes:
    """Return a message as a line."""
    return _encoder.encode(message) + b"\n"


def decode_line(line: bytes) -> Message | None:
    """Return the message that a line holds; None where it was torn, or a library printed it."""
    try:
        message: Message = _decoder.decode(line)
        return message
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
