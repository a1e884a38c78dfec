"""The settings, page by page; each change holds at once."""
