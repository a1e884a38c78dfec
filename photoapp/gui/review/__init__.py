"""Saying whether a label is right, photo by photo, or of many at once."""
