"""Errors that a user can mend. Anything else is a bug and keeps its traceback."""


class PhotoappError(Exception):
    """Something the user can mend; its text is one sentence that says how."""


class UsageError(PhotoappError):
    """What was asked for makes no sense as it was asked (exit status 2)."""


class FolderError(PhotoappError):
    """A photo folder is missing or can't be read."""


class HomeError(PhotoappError):
    """photoapp's own files can't be written or read where they should be."""


class HomeBusyError(PhotoappError):
    """Another photoapp works in the home; only one may at a time."""


class CatalogError(PhotoappError):
    """The catalogue can't be opened: damaged, locked, or from a newer photoapp."""


class ModelError(PhotoappError):
    """A model's files are missing, altered or can't serve."""


class DownloadError(ModelError):
    """A model's files can't be fetched: no network, refused, no room, or they came damaged."""


class DownloadStoppedError(PhotoappError):
    """A download was stopped as the user wished; what has come is kept for the next time."""


class NetworkError(PhotoappError):
    """The network can't be asked for what somebody wants to know."""


class LicencesError(PhotoappError):
    """The licences of what photoapp is distributed with are not here, or can't be read."""


class GuideError(PhotoappError):
    """The guide is not where it should be."""


class DataFileError(PhotoappError):
    """A file of captions or labels can't be read, or holds nothing that can be used."""


class NotInLibraryError(PhotoappError):
    """A file that is to be worked on is not in the library."""


class AlbumError(PhotoappError):
    """An album can't be made or changed so: its name is taken, say, or it has gone."""


class LabelError(PhotoappError):
    """A label can't be made or changed so: its name is taken, say, or it has gone."""


class WorkerUnavailableError(PhotoappError):
    """The embedding process keeps dying, so that nothing can be embedded or searched."""


class PhotoUnreadableError(PhotoappError):
    """One photo file can't be turned into a picture.

    ``kind`` says in a word what is wrong: ``unreadable`` (no permission, gone), ``not-image``,
    ``damaged``, ``oversized``, ``changed`` (while it was being read) or ``crashed`` (the decoder).
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class TrainingError(PhotoappError):
    """A model can't be trained: too few photos, or no room for what training keeps."""
