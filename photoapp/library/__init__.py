"""The library: scanning, indexing, and the one facade that command line and window use."""

from photoapp.library.indexing import IndexReport
from photoapp.library.library import Library
from photoapp.library.status import FolderStatus, LibraryStatus

__all__ = ["FolderStatus", "IndexReport", "Library", "LibraryStatus"]
