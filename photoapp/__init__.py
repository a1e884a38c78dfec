"""photoapp: a photo organizer that finds your photos by plain words, on your own machine."""

__version__ = "0.1.0"
