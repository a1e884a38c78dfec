"""The library: scanning, indexing, and the one facade that command line and window use."""

from photoapp.library.building import BuildReport
from photoapp.library.file_info import FileInfo
from photoapp.library.indexing import IndexReport
from photoapp.library.library import Library
from photoapp.library.model_list import HeldModel, ListedModel
from photoapp.library.new_models import ModelOffer, WeightsFile
from photoapp.library.scanning import Area
from photoapp.library.status import BuildingStatus, FolderStatus, LibraryStatus

__all__ = [
    "Area",
    "BuildReport",
    "BuildingStatus",
    "FileInfo",
    "FolderStatus",
    "HeldModel",
    "IndexReport",
    "Library",
    "LibraryStatus",
    "ListedModel",
    "ModelOffer",
    "WeightsFile",
]
