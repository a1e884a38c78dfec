"""How large a photo's place in the grid is, and where in it what lies."""

from dataclasses import dataclass

# A little more than most photos' 3:4 leaves uprights large enough.
_SHAPE = 0.8
_PAD = 8
_LEAST_EDGE, _MOST_EDGE = 80, 400
_STEP = 1.2


@dataclass(frozen=True)
class CellShape:
    """A place for a picture at most ``edge`` pixels wide, a line for marks, one for the name.

    ``line`` is the height of a line of text; ``names`` says whether there is one for the name.
    """

    edge: int
    line: int
    names: bool = False

    @property
    def picture(self) -> tuple[int, int]:
        """Width and height of what pictures are fitted into."""
        return self.edge, round(self.edge * _SHAPE)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of it all."""
        width, height = self.picture
        return width + 2 * _PAD, height + 2 * _PAD + self.marks + self.names * self.line

    @property
    def marks(self) -> int:
        """Height of the line for marks."""
        return self.line if self.edge > _LEAST_EDGE else self.line - 2

    @property
    def pad(self) -> int:
        """What is left free around it all."""
        return _PAD


def allowed_edge(edge: int) -> int:
    """Return the closest edge that a grid may have."""
    return min(max(edge, _LEAST_EDGE), _MOST_EDGE)


def larger_edge(edge: int) -> int:
    """Return the next larger edge."""
    return allowed_edge(round(edge * _STEP))


def smaller_edge(edge: int) -> int:
    """Return the next smaller edge."""
    return allowed_edge(round(edge / _STEP))
