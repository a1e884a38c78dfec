"""``photoapp evaluate labels``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.cli.measuring import JsonOption, ModelOption, StrictOption, encode, report, tell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from photoapp.encoders import Encoder, Floats
    from photoapp.evaluation.bootstrap import Figure
    from photoapp.tagging.space import Places

_SEEDS = 5


def labels(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="LABELS.CSV")],
    *,
    model: ModelOption = "starter",
    templates: Annotated[
        bool,
        typer.Option("--templates/--no-templates", help="Say each label in several ways, or bare."),
    ] = True,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate/--no-calibrate",
            help="With --alone: count a label's score from how it usually scores on other things.",
        ),
    ] = True,
    alone: Annotated[
        bool,
        typer.Option("--alone", help="Look at each photo by itself, as if there was no other."),
    ] = False,
    examples: Annotated[
        int,
        typer.Option(min=0, help="Accept so many photos of each label, and measure the others."),
    ] = 0,
    answers: Annotated[
        int,
        typer.Option(
            min=0,
            help="Answer so many photos of each label in half of them, those that teach most; "
            "measure in the other half how right suggestions are.",
        ),
    ] = 0,
    precision: Annotated[
        float, typer.Option(min=0.5, max=0.999, help="The share of right ones to ask for then.")
    ] = 0.9,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how often a label finds its photos, and a photo its label.

    As photoapp tag does it, where the labels exclude each other and the photos of the file are the
    library. --examples and --answers tell what is learnt, each the mean of five draws.
    """
    from photoapp.encoders import BARE, TEMPLATES, encode_labels, find_model, load_encoder
    from photoapp.evaluation import read_labels, score_labels
    from photoapp.evaluation.labels import judge_labels, label_indices
    from photoapp.tagging.scoring import OPEN, score

    photos = read_labels(file, strict=strict, tell=tell)
    encoder = load_encoder(str(find_model(model, context.obj.models)))
    rows, features, images = encode(encoder, [photo.path for photo in photos], strict=strict)
    names, truth = label_indices([photos[row] for row in rows])
    said = encode_labels(encoder.encode_texts, names, TEMPLATES if templates else BARE)
    if alone:
        judged = score_labels(images, said, truth, encoder.background() if calibrate else None)
        figures = {"top1": judged.top1, "precision@10": judged.precision_at_10}
    else:
        places, guesses = _seen(context.obj.indexes, encoder, features, images, said)
        undecided = (guesses * 0).astype(OPEN.dtype) + OPEN
        judged = judge_labels(score(places, guesses, undecided).logits, truth)
        figures = {"top1": judged.top1, "precision@10": judged.precision_at_10}
        if examples:
            figures |= _after_examples(places, guesses, truth, examples)
        if answers:
            figures |= _after_answers(places, guesses, truth, answers, precision)
    plain = {"photos": judged.photos, "labels": judged.labels, "model": encoder.model_id}
    report(figures, plain, as_json=as_json)


def _seen(
    indexes: Path, encoder: "Encoder", features: "Floats", images: "Floats", said: "Floats"
) -> tuple["Places", "Floats"]:
    """Return where photos lie, and first guesses, as the library has them."""
    from photoapp.encoders.zero_shot import commonplace
    from photoapp.search.background import Background, prompts
    from photoapp.tagging.first_guess import first_guess
    from photoapp.tagging.space import fit_space

    background = Background(indexes, encoder.model_id, encoder.dim).vectors()
    if background is None:
        background = encoder.encode_texts(prompts())
    guesses = first_guess(images @ said.T, commonplace(images, background))
    return fit_space(features).place(features), guesses


def _after_examples(
    places: "Places", guesses: "Floats", truth: "NDArray[np.int64]", examples: int
) -> dict[str, "Figure"]:
    import numpy as np

    from photoapp.errors import UsageError
    from photoapp.evaluation.bootstrap import mean_with_interval
    from photoapp.tagging.trial import right_after_examples

    draws = [right_after_examples(places, guesses, truth, examples, s) for s in range(_SEEDS)]
    each = np.array(draws)
    measured = ~np.isnan(each).all(0)
    if not measured.any():
        raise UsageError(f"No label has more than {examples} photos; ask for fewer --examples.")
    right = np.nanmean(each[:, measured], axis=0)
    return {f"top1 after {examples} examples": mean_with_interval(right)}


def _after_answers(
    places: "Places",
    guesses: "Floats",
    truth: "NDArray[np.int64]",
    answers: int,
    precision: float,
) -> dict[str, "Figure"]:
    import numpy as np

    from photoapp.evaluation.bootstrap import mean_with_interval
    from photoapp.tagging.trial import suggested_after_answers

    draws = [
        suggested_after_answers(
            places, guesses, truth, answers=answers, precision=precision, seed=seed
        )
        for seed in range(_SEEDS)
    ]
    found = {}
    for name in ("right", "found"):
        each = np.array([getattr(draw, name) for draw in draws])
        each = each[:, ~np.isnan(each).all(0)]
        if each.size:
            means = np.nanmean(each, axis=0)
            found[f"suggestions {name} after {answers} answers"] = mean_with_interval(means)
    return found
