"""The curated table against open_clip's own tables."""

import pytest

from photoapp.encoders.bundles.curated import CuratedModel, curated_models, find_curated

MODELS = pytest.mark.parametrize("model", curated_models(), ids=lambda model: model.id)


@MODELS
def test_open_clip_has_it_and_says_the_same(model: CuratedModel) -> None:
    from open_clip import get_model_config, get_pretrained_cfg

    trained = get_pretrained_cfg(model.architecture, model.pretrained)
    config = get_model_config(model.architecture)
    assert trained["hf_hub"] == f"{model.repository}/"
    assert model.dim == config["embed_dim"]
    assert model.input_size == config["vision_cfg"]["image_size"]
    assert bool(trained.get("quick_gelu")) == config.get("quick_gelu", False)


@MODELS
def test_sizes_go_together(model: CuratedModel) -> None:
    tokenizer = model.download_mb - 4 * model.parameters_millions
    assert -1 < tokenizer < 40


@MODELS
def test_every_figure_has_its_source(model: CuratedModel) -> None:
    figures = [figure for figure in (model.imagenet, model.coco) if figure]
    assert all(0 < figure.percent < 100 for figure in figures)
    sources = [model.licence_source, *(figure.source for figure in figures)]
    assert all(source.startswith("https://") for source in sources)


@MODELS
def test_the_licence_is_plain(model: CuratedModel) -> None:
    assert model.research_only == ("for research only" in model.licence)
    assert model.research_only == (model.licence_tag not in ("MIT", "Apache-2.0"))
    assert model.for_whom.endswith(".")


def test_what_the_table_must_have() -> None:
    names = {model.name for model in curated_models()}
    assert names >= {
        "ViT-B-32/datacomp_xl_s13b_b90k",
        "ViT-B-16/datacomp_xl_s13b_b90k",
        "ViT-L-14/datacomp_xl_s13b_b90k",
        "ViT-B-32-quickgelu/openai",
        "ViT-B-16-SigLIP2/webli",
        "xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k",
    }
    assert len({model.id for model in curated_models()}) == len(curated_models())
    assert any(model.research_only for model in curated_models())


@pytest.mark.parametrize(
    "name",
    ["vit-b-32", "ViT-B-32", "ViT-B-32/datacomp_xl_s13b_b90k", "vit-b-32/DATACOMP_XL_S13B_B90K"],
)
def test_found_by_id_architecture_or_both(name: str) -> None:
    found = find_curated(name)
    assert found
    assert found.id == "vit-b-32"


@pytest.mark.parametrize("name", ["", "ViT-B-32/openai", "starter"])
def test_not_in_the_table(name: str) -> None:
    assert find_curated(name) is None
