"""Which of a run's names can be told by their looks, and how those find photos."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from photoapp.encoders.personal.names import Names
from trainer.adapter.comparing import Comparing, Seen
from trainer.methods import HeldOutPart
from trainer.names import Named, Photos, bind, left_out, prove
from trainer.splits.groups import same_photos


@dataclass(frozen=True)
class Bound:
    """Names that can be told by their looks, of so many ``tried``, and those looks.

    ``photos`` are what they are proved by; None of both where there are no names.
    """

    tried: int = 0
    named: Sequence[Named] = ()
    names: Names | None = None
    photos: Photos | None = None

    def left_out(self, seen: Seen) -> list[HeldOutPart]:
        """Return how names find photos that are left out, by one model and the one before."""
        if self.names is None or self.photos is None:
            return []
        return left_out(self.named, self.names, self.photos, seen)

    def rows(self) -> list[int]:
        """Return the rows of the photos that were given the names."""
        return sorted({row for named in self.named for row in named.rows})


def bound(comparing: Comparing) -> Bound:
    """Return the names that can be told by their looks.

    That is judged without heads, which have seen the photos by which a name is proved.
    """
    material, data = comparing.material, comparing.material.data
    named: Sequence[Named] = material.named
    if not named:
        return Bound()
    features, others = data.features, comparing.others()
    groups = same_photos(data.photos, features, data.library_features)
    photos, names = Photos(features, others, groups), bind(named, features, others)
    kept = prove(named, names, photos, comparing.seen_by(None))
    if not kept:
        return Bound(len(named))
    rows = [list(names.names).index(n.name) for n in kept]
    names = replace(names, names=[n.name for n in kept], looks=names.looks[rows])
    return Bound(len(named), kept, names, photos)
