"""The pictures of the window in docs/images."""
