"""Models that learn from the user's captions, and answer once they have proved better."""

from photoapp.library.personal.activating import Activation
from photoapp.library.personal.personal import Personal
from photoapp.library.personal.runs import RunCard
from photoapp.library.personal.wish import Wish

__all__ = ["Activation", "Personal", "RunCard", "Wish"]
