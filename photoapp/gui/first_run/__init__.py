"""The page in place of photos while a library has no folders."""
