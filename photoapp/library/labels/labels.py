"""All that can be done with labels, as one object."""

from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.library.active_models import ActiveModels
from photoapp.library.changes import Changes
from photoapp.library.labels.deciding import Deciding
from photoapp.library.labels.defining import Defining
from photoapp.library.labels.examples import Examples
from photoapp.library.labels.tagging import Tagging


class Labels:
    """The labels of a library: what they are, and which photos have them.

    Each part says for itself what its methods do. Safe to use from any thread.
    """

    def __init__(
        self, catalog: Catalog, active: ActiveModels, changes: Changes, indexes: Path
    ) -> None:
        defining = Defining(catalog, changes)
        self.cards = defining.cards
        self.named = defining.named
        self.define = defining.define
        self.change = defining.change
        self.delete = defining.delete
        self.import_lines = defining.import_lines
        self.lines = defining.lines

        deciding = Deciding(catalog, active, changes)
        self.accepted = deciding.accepted
        self.accept = deciding.accept
        self.reject = deciding.reject
        self.forget = deciding.forget

        examples = Examples(catalog, active, changes, deciding)
        self.give_examples = examples.give
        self.add_pictures = examples.add_pictures
        self.remove_pictures = examples.remove_pictures

        tagging = Tagging(catalog, active, examples, indexes)
        self.stale = tagging.stale
        self.settle = tagging.settle
        self.queue = tagging.queue
        self.reliability = tagging.reliability
        self.reliabilities = tagging.reliabilities
        self.suggestions = tagging.suggestions
        self.likeliest = tagging.likeliest
