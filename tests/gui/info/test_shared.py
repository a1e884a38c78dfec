"""What photos have in common, found in parts."""

from photoapp.gui.info.shared import Shared, SharedKeyword, merged


def test_parts_that_agree_agree_as_a_whole() -> None:
    part = Shared(2, 3, "pick", "red", "Sea", (SharedKeyword("sea", 2, False),))
    assert merged([part, part]) == Shared(
        4, 3, "pick", "red", "Sea", (SharedKeyword("sea", 4, False),)
    )


def test_parts_that_differ_have_only_their_keywords_summed_up() -> None:
    one = Shared(1, 3, "pick", "red", "Sea", (SharedKeyword("sea", 1, False),))
    keywords = (SharedKeyword("sea", 2, True), SharedKeyword("sun", 2, False))
    two = Shared(2, None, "none", "red", "Sun", keywords)
    whole = merged([one, two])
    assert (whole.rating, whole.flag, whole.color, whole.caption) == (None, None, "red", None)
    assert whole.keywords == (SharedKeyword("sea", 3, True), SharedKeyword("sun", 2, False))
