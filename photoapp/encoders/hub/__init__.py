"""Fetching files from a hub: resumed, checked, and with every refusal told in a sentence."""

from photoapp.encoders.hub.client import HubFile, first_of, look_up
from photoapp.encoders.hub.fetching import fetch

__all__ = ["HubFile", "fetch", "first_of", "look_up"]
