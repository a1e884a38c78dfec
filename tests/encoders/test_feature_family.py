"""Models share features if nothing before the projection differs."""

import msgspec

from photoapp.encoders import model_card
from photoapp.encoders.feature_family import feature_family
from photoapp.encoders.model_card import OpenClip, Preprocessing, Tokenizing, WeightFile

STARTER = model_card()


def test_a_projection_of_its_own_changes_nothing() -> None:
    weights = STARTER.weights | {"projection": WeightFile("other.safetensors", "0" * 64)}
    other = msgspec.structs.replace(STARTER, id="other", parent=STARTER.id, dim=7, weights=weights)
    assert feature_family(other) == feature_family(STARTER)


def test_another_tower_or_another_way_to_prepare_photos_is_another_family() -> None:
    image = WeightFile("tower.pth", "0" * 64)
    cards = [
        msgspec.structs.replace(STARTER, weights=STARTER.weights | {"image": image}),
        msgspec.structs.replace(STARTER, feature_dim=7),
        msgspec.structs.replace(STARTER, open_clip=_prepared_for(224)),
        msgspec.structs.replace(STARTER, open_clip=_prepared_for(256)),
        STARTER,
    ]
    assert len({feature_family(card) for card in cards}) == len(cards)


def _prepared_for(edge: int) -> OpenClip:
    preprocessing = Preprocessing((edge, edge), (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    return OpenClip({}, preprocessing, Tokenizing("clip", 77, "lower"), "numpy")
