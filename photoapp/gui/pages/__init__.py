"""Pages that stand in place of photos."""
