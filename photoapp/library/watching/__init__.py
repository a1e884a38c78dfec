"""Watching folders: events only mark a folder as dirty, a scan decides what has changed in it."""

from photoapp.library.watching.watching import Watching, watch

__all__ = ["Watching", "watch"]
