"""BERT and its children, against transformers."""

from typing import Any

import numpy as np
import pytest

from photoapp.encoders.bert import Bert, BertShape, mean_of_tokens
from photoapp.encoders.tensor_file import Tensors

pytestmark = pytest.mark.filterwarnings("ignore")  # transformers' own

_SIZES = {"vocab_size": 30, "hidden_size": 32, "intermediate_size": 48, "pad_token_id": 1}
_SIZES |= {"num_hidden_layers": 2, "num_attention_heads": 4, "max_position_embeddings": 20}
# Padding ends both, and stands within the second, as a text that spells it out makes it.
IDS = np.array([[5, 6, 7, 8, 9, 2, 1, 1], [5, 6, 1, 7, 2, 1, 1, 1]])


def _theirs(kind: str) -> tuple[Any, Tensors]:
    import torch
    from transformers import AutoConfig, AutoModel

    torch.manual_seed(0)
    model = AutoModel.from_config(AutoConfig.for_model(kind, **_SIZES)).eval()
    return model, {f"text.{name}": t.numpy() for name, t in model.state_dict().items()}


@pytest.mark.parametrize("kind", ["bert", "roberta", "xlm-roberta"])
def test_hidden_states_are_those_of_transformers(kind: str) -> None:
    import torch

    model, weights = _theirs(kind)
    shape = BertShape(layers=2, heads=4, padding_id=None if kind == "bert" else 1)
    real = IDS != 1
    ours = Bert(weights, shape, "text.").hidden(IDS, real)
    mask = torch.from_numpy(real).long()
    with torch.no_grad():
        theirs = model(torch.from_numpy(IDS), attention_mask=mask).last_hidden_state.numpy()
    np.testing.assert_allclose(ours[real], theirs[real], atol=5e-6)


def test_a_missing_tensor_is_an_error() -> None:
    _, weights = _theirs("bert")
    with pytest.raises(KeyError, match=r"layer\.2"):
        Bert(weights, BertShape(layers=3, heads=4), "text.")


def test_the_mean_leaves_padding_out() -> None:
    hidden = np.array([[[1, 2], [3, 4], [99, 99]]], dtype=np.float32)
    np.testing.assert_allclose(mean_of_tokens(hidden, np.array([[True, True, False]])), [[2, 3]])
