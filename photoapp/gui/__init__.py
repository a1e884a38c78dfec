"""The window. Views lay out, controllers decide, and only ``Library`` is asked for photos."""
