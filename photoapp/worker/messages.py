"""What parent and worker say to each other, and how it is framed on the pipe."""

import struct
from typing import IO

import msgspec


class PhotoJob(msgspec.Struct, frozen=True, tag=True):
    """Parent to worker: embed one photo. ``path`` is as the file system has it, in bytes.

    ``modified_ns`` and ``byte_size`` are what the catalogue knows; a file that no longer has
    them is not embedded, for its content is no longer the photo's.
    """

    id: int
    path: bytes
    byte_size: int
    modified_ns: int


class TextJob(msgspec.Struct, frozen=True, tag=True):
    """Parent to worker: encode some texts."""

    id: int
    texts: list[str]


class MetadataJob(msgspec.Struct, frozen=True, tag=True):
    """Parent to worker: read what is known of one photo. Paths are in bytes, as in PhotoJob.

    ``sidecars`` are the files beside it that describe it.
    """

    id: int
    path: bytes
    byte_size: int
    modified_ns: int
    sidecars: list[bytes]


class WriteJob(msgspec.Struct, frozen=True, tag=True):
    """Parent to worker: make of a photo's file, or of its sidecar, one that says what people say.

    Nothing is written: the answer is what is to be changed. ``said`` is a ``Said``, as JSON; a
    sidecar of no bytes is a new one.
    """

    id: int
    path: bytes
    byte_size: int
    modified_ns: int
    said: bytes
    is_sidecar: bool


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent, once: it is up, and loads its model when first needed."""

    model_id: str


class RunsOn(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent, once the half that sees photos is loaded: what it runs on.

    ``device`` is torch's name of it; ``reason`` is a clause on why this precision.
    """

    device: str
    precision: str
    reason: str


class PhotoStarted(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: it begins on this photo, so that a crash has a suspect."""

    id: int


class PhotoDecoded(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: the photo is decoded; should the worker die now, it is not to blame."""

    id: int


class PhotoDone(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: a photo's vectors (little-endian float16), thumbnail (JPEG) and size."""

    id: int
    vector: bytes
    feature: bytes
    thumbnail: bytes
    format: str
    width: int
    height: int
    damage: str | None


class MetadataDone(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: a photo's ``Metadata``, as JSON."""

    id: int
    metadata: bytes


class WriteMade(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: the steps of edits that a WriteJob asks for, made and proved harmless.

    Each edit is a place, the bytes there and those to be there instead. ``rating``, ``label`` and
    ``caption`` are what the XMP said before, empty for nothing.
    """

    id: int
    steps: list[list[tuple[int, bytes, bytes]]]
    rating: str
    label: str
    caption: str


class PhotoFailed(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: a photo can't be embedded. ``kind`` as in PhotoUnreadableError.

    Of a WriteJob "cannot-hold": its ``reason`` is part of a sentence.
    """

    id: int
    kind: str
    reason: str


class TextDone(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent: the vectors of a TextJob, little-endian float32, (n, dim)."""

    id: int
    vectors: bytes


class ModelFailed(msgspec.Struct, frozen=True, tag=True):
    """Worker to parent, its last words: the model can't serve; trying again is no use."""

    reason: str


FileJob = PhotoJob | MetadataJob | WriteJob
PhotoOutcome = PhotoDone | MetadataDone | WriteMade | PhotoFailed
ToWorker = FileJob | TextJob
ToParent = (
    Ready
    | RunsOn
    | PhotoStarted
    | PhotoDecoded
    | PhotoDone
    | MetadataDone
    | WriteMade
    | PhotoFailed
    | TextDone
    | ModelFailed
)

_HEADER = struct.Struct("<I")
_encoder = msgspec.msgpack.Encoder()
_to_worker: msgspec.msgpack.Decoder[ToWorker] = msgspec.msgpack.Decoder(ToWorker)
_to_parent: msgspec.msgpack.Decoder[ToParent] = msgspec.msgpack.Decoder(ToParent)


def encode_message(message: ToWorker | ToParent) -> bytes:
    """Return a message as it goes on the pipe: length, little-endian in 4 bytes, MessagePack.

    Raises:
        ValueError: a text in it is not Unicode.

    """
    body = _encoder.encode(message)
    return _HEADER.pack(len(body)) + body


def write_message(pipe: IO[bytes], message: ToWorker | ToParent) -> None:
    """Write one message."""
    pipe.write(encode_message(message))
    pipe.flush()


def read_job(pipe: IO[bytes]) -> ToWorker | None:
    """Read the parent's next message; None when the pipe has ended, even within a message."""
    body = _read_frame(pipe)
    return None if body is None else _to_worker.decode(body)


def read_answer(pipe: IO[bytes]) -> ToParent | None:
    """Read the worker's next message; None when the pipe has ended, even within a message."""
    body = _read_frame(pipe)
    return None if body is None else _to_parent.decode(body)


def _read_frame(pipe: IO[bytes]) -> bytes | None:
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(header)
    body = pipe.read(length)
    return body if len(body) == length else None
