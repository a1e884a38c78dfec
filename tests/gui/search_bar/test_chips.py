from photoapp.gui.search_bar.chips import chips_of
from photoapp.search.query_text import parse, write


def test_labels_and_suggestions_are_told_from_tags_and_go_one_by_one() -> None:
    query = parse('tag:sea label:beach suggested:"my cat" is:suggested')
    chips = {chip.text: chip for chip in chips_of(query)}
    assert list(chips) == ["sea", "beach", "Suggested: my cat", "With suggestions"]
    assert len({chip.icon for chip in chips.values()}) == 3
    assert "suggested" in chips["beach"].tip
    left = {text: write(chip.without) for text, chip in chips.items()}
    assert left == {
        "sea": 'label:beach suggested:"my cat" is:suggested',
        "beach": 'tag:sea suggested:"my cat" is:suggested',
        "Suggested: my cat": "tag:sea label:beach is:suggested",
        "With suggestions": 'tag:sea label:beach suggested:"my cat"',
    }
