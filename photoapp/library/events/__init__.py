"""Suggested albums: events among the photos, by time and place."""

from photoapp.library.events.events import Event, Events

__all__ = ["Event", "Events"]
