"""``photoapp evaluate labels``."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    learn_from: Annotated[
        Path | None,
        typer.Option(
            metavar="OTHER.CSV",
            help="Let --examples and --answers be photos of this file; measure all of the first.",
        ),
    ] = None,
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
    import numpy as np

    from photoapp.encoders import BARE, TEMPLATES, encode_labels, find_model, load_encoder
    from photoapp.errors import DataFileError
    from photoapp.evaluation import read_labels, score_labels
    from photoapp.evaluation.labels import judge_labels, label_indices
    from photoapp.tagging.scoring import OPEN, score

    photos = read_labels(file, strict=strict, tell=tell)
    more = read_labels(learn_from, strict=strict, tell=tell) if learn_from else []
    encoder = load_encoder(str(find_model(model, context.obj.models)))
    every = [*photos, *more]
    rows, features, images = encode(encoder, [photo.path for photo in every], strict=strict)
    names, truth = label_indices([every[row] for row in rows])
    said = encode_labels(encoder.encode_texts, names, TEMPLATES if templates else BARE)
    learnt = np.array(rows) >= len(photos)
    if learnt.all():
        raise DataFileError(f"None of the photos of {file} can be read.")
    if alone:
        things = encoder.things() if calibrate else None
        background = None if things is None else encoder.project_features(things)
        judged = score_labels(images[~learnt], said, truth[~learnt], background)
        figures = {"top1": judged.top1, "precision@10": judged.precision_at_10}
    else:
        library = _seen(context.obj.indexes, encoder, features[~learnt], images[~learnt], said)
        undecided = np.full(library[1].shape, OPEN)
        judged = judge_labels(score(*library, undecided).logits, truth[~learnt])
        figures = {"top1": judged.top1, "precision@10": judged.precision_at_10}
        if examples or answers:
            whole = _seen(context.obj.indexes, encoder, features, images, said)
            trial = _Trial(*whole, truth, learnt if learn_from else None)
            figures |= trial.after_examples(examples) if examples else {}
            figures |= trial.after_answers(answers, precision) if answers else {}
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


@dataclass(frozen=True)
class _Trial:
    """Photos as the library has them, their true labels, and which of them may be learnt from."""

    places: "Places"
    guesses: "Floats"
    truth: "NDArray[np.int64]"
    learnt: "NDArray[np.bool_] | None"

    def after_examples(self, examples: int) -> dict[str, "Figure"]:
        from photoapp.errors import UsageError
        from photoapp.tagging.trial import right_after_examples

        seen = (self.places, self.guesses, self.truth)
        draws = [
            right_after_examples(*seen, examples=examples, seed=seed, learnt=self.learnt)
            for seed in range(_SEEDS)
        ]
        if (figure := _mean(draws)) is None:
            raise UsageError(f"No label has more than {examples} photos; ask for fewer --examples.")
        return {f"top1 after {examples} examples": figure}

    def after_answers(self, answers: int, precision: float) -> dict[str, "Figure"]:
        from photoapp.tagging.trial import suggested_after_answers

        seen = (self.places, self.guesses, self.truth)
        draws = [
            suggested_after_answers(
                *seen, answers=answers, precision=precision, seed=seed, learnt=self.learnt
            )
            for seed in range(_SEEDS)
        ]
        figures = {
            f"suggestions {name} after {answers} answers": _mean([getattr(d, name) for d in draws])
            for name in ("right", "found")
        }
        return {name: figure for name, figure in figures.items() if figure is not None}


def _mean(draws: "Sequence[Floats]") -> "Figure | None":
    """Return the mean of several draws' figures (n,), NaN being none; None if there are none."""
    import numpy as np

    from photoapp.evaluation.bootstrap import mean_with_interval

    each = np.array(draws)
    each = each[:, ~np.isnan(each).all(0)]
    return mean_with_interval(np.nanmean(each, axis=0)) if each.size else None
