"""``photoapp-train``: models that learn a user's own photos, and how they prove it."""

from photoapp.cli.train.app import main

__all__ = ["main"]
