"""The embedding process: messages, the child's loop, and the parent's client."""

from photoapp.worker.bundling import (
    DescribeFile,
    FindSource,
    MakeBundle,
    find_source,
    make_bundle,
)
from photoapp.worker.client import WorkerClient
from photoapp.worker.messages import (
    MetadataDone,
    MetadataJob,
    PhotoDone,
    PhotoFailed,
    PhotoJob,
    PhotoOutcome,
    RunsOn,
    WriteJob,
    WriteMade,
)
from photoapp.worker.process import metadata_command

__all__ = [
    "DescribeFile",
    "FindSource",
    "MakeBundle",
    "MetadataDone",
    "MetadataJob",
    "PhotoDone",
    "PhotoFailed",
    "PhotoJob",
    "PhotoOutcome",
    "RunsOn",
    "WorkerClient",
    "WriteJob",
    "WriteMade",
    "find_source",
    "make_bundle",
    "metadata_command",
]
