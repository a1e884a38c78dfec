"""The embedding process: messages, the child's loop, and the parent's client."""

from photoapp.worker.client import WorkerClient
from photoapp.worker.messages import PhotoDone, PhotoFailed, PhotoJob, PhotoOutcome

__all__ = ["PhotoDone", "PhotoFailed", "PhotoJob", "PhotoOutcome", "WorkerClient"]
