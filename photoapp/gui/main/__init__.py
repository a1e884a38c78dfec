"""The window itself: where everything is, and what joins views to the library."""
