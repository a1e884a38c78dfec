"""From a model's name to its files, against open_clip's own tables and tokenizers."""

import pytest

from photoapp.encoders.bundles import describing
from photoapp.encoders.bundles.curated import CuratedModel, curated_models
from photoapp.encoders.bundles.sources import (
    RepositoryFiles,
    all_models,
    find_source,
    model_source,
)
from photoapp.encoders.model_card import Preprocessing, Tokenizing
from photoapp.errors import ModelError

OPENAI_MEAN = (0.48145466, 0.4578275, 0.40821073)
OPENAI_STD = (0.26862954, 0.26130258, 0.27577711)
HALF = (0.5, 0.5, 0.5)


def test_a_plain_clip_needs_its_weights_only() -> None:
    source = find_source("vit-b-32")
    assert source.name == "ViT-B-32/datacomp_xl_s13b_b90k"
    assert source.repository == "laion/CLIP-ViT-B-32-DataComp.XL-s13B-b90K"
    assert source.weights == (
        "open_clip_model.safetensors",
        "open_clip_pytorch_model.safetensors",
        "open_clip_pytorch_model.bin",
    )
    assert source.preprocessing == Preprocessing((224, 224), OPENAI_MEAN, OPENAI_STD)
    assert source.tokenizing == Tokenizing("clip", 77, "lower")
    assert (source.tokenizer, source.text_config) == (None, None)


def test_siglip_has_a_tokenizer_of_its_own() -> None:
    source = find_source("siglip2-b-16")
    preprocessing = Preprocessing((224, 224), HALF, HALF, "bicubic", "squash")
    assert source.preprocessing == preprocessing
    assert source.tokenizing == Tokenizing("hf", 64, "canonicalize", 0)
    assert source.tokenizer == RepositoryFiles(
        "timm/ViT-B-16-SigLIP2",
        ("tokenizer.json",),
        ("tokenizer_config.json", "special_tokens_map.json"),
    )
    assert source.text_config is None
    assert model_source("ViT-B-16-SigLIP", "webli").tokenizing.pad_id == 1


def test_a_text_tower_of_transformers_has_its_config_elsewhere() -> None:
    source = find_source("xlm-roberta-b-32")
    assert source.tokenizing == Tokenizing("hf", 77, "whitespace", 1)
    assert source.tokenizer
    assert source.tokenizer.repository == "xlm-roberta-base"
    assert source.text_config == RepositoryFiles("xlm-roberta-base", ("config.json",))


@pytest.mark.parametrize(
    ("architecture", "tag", "quick"),
    [
        ("ViT-B-32", "openai", True),
        ("ViT-B-32-quickgelu", "openai", True),
        ("ViT-B-32", "laion2b_s34b_b79k", None),
        ("roberta-ViT-B-32", "laion2b_s12b_b32k", True),  # as its architecture says, not its tag
    ],
)
def test_the_activation_is_the_weights_own(architecture: str, tag: str, quick: bool | None) -> None:
    from open_clip import get_model_config

    assert model_source(architecture, tag).config.get("quick_gelu") is quick
    assert get_model_config("ViT-B-32").get("quick_gelu") is None


def test_weights_may_be_a_file_of_another_name() -> None:
    source = model_source("ViTamin-S", "datacomp1b")
    assert source.repository == "jienengchen/ViTamin-S"
    assert source.weights == ("pytorch_model.safetensors", "pytorch_model.bin")


@pytest.mark.parametrize("model", curated_models(), ids=lambda model: model.id)
def test_every_curated_model_has_a_source(model: CuratedModel) -> None:
    from open_clip import SimpleTokenizer, get_tokenizer

    source = find_source(model.id)
    assert (source.architecture, source.tag) == (model.architecture, model.pretrained)
    assert source.repository == model.repository
    if source.tokenizing.kind == "clip":
        theirs = get_tokenizer(model.architecture)
        assert isinstance(theirs, SimpleTokenizer)
        assert theirs.context_length == source.tokenizing.context_length
        assert theirs.clean_fn.__name__ == f"_clean_{source.tokenizing.clean}"


def test_every_model_of_open_clip_has_a_source_or_is_refused() -> None:
    said = [_refusal(name) for name in all_models()]
    assert len(said) > 150
    refused = [words for words in said if words]
    assert all("can't be used here" in words for words in refused)
    assert all(words.startswith("coca_") or "CLIPA" in words for words in refused)


def _refusal(name: str) -> str:
    try:
        find_source(name)
    except ModelError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ViT-B/32", "ViT-B-32/datacomp_xl_s13b_b90k"),
        ("vit-b/32/OpenAI", "ViT-B-32/openai"),
        ("ViT-B-32/laion2b-s34b-b79k", "ViT-B-32/laion2b_s34b_b79k"),
        ("PE-Core-B-16", "PE-Core-B-16/meta"),
    ],
)
def test_names_as_people_write_them(name: str, found: str) -> None:
    assert find_source(name).name == found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ViT-B-23/openai", r"open_clip has no architecture 'ViT-B-23' \(did you mean ViT-B-32"),
        ("zebra", r"open_clip has no architecture 'zebra'; see https://"),
        ("ViT-B-32/opnai", r"ViT-B-32 has no weights 'opnai' \(did you mean openai\?\); see"),
        ("EVA02-E-14-plus/no", r"has no weights 'no' \(did you mean laion2b_s9b_b144k\?\); see"),
        ("ViT-H-14", r"several models ViT-H-14; say which: ViT-H-14/laion2b_s32b_b79k, ViT-H-14/"),
        ("ViT-B-16-plus", r"open_clip has no weights for ViT-B-16-plus; see https://"),
        ("ViT-L-14-CLIPA", r"can't be used here, where its way to cut words up is unknown"),
        ("coca_ViT-B-32/laion2b_s13b_b90k", "where writing captions is unknown; choose another"),
    ],
)
def test_unknown_names(name: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        find_source(name)


def test_weights_that_no_hub_has(monkeypatch: pytest.MonkeyPatch) -> None:
    import open_clip

    trained = {"url": "https://example.org/w.pt", "hf_hub": ""}
    monkeypatch.setattr(open_clip, "get_pretrained_cfg", lambda *_: trained)
    said = "ViT-B-32/openai is on no hub; fetch https://example.org/w.pt with a browser, and import"
    with pytest.raises(ModelError, match=said):
        model_source("ViT-B-32", "openai")
    trained["url"] = ""
    with pytest.raises(ModelError, match="does not say where the weights of ViT-B-32/openai are"):
        model_source("ViT-B-32", "openai")


def test_a_tokenizer_of_a_newer_open_clip_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describing, "_PAD_IDS", {})
    with pytest.raises(ModelError, match="where the tokenizer xlm-roberta-base is unknown"):
        find_source("xlm-roberta-b-32")
