"""Stands before the real PySide6 on the path, to show that the core works without Qt."""

raise ModuleNotFoundError("Qt is hidden in the core's tests", name="PySide6")
