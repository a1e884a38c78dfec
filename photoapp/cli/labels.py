"""``photoapp labels``."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.catalog.labels import USUAL_PRECISION
from photoapp.cli.label_lists import export, import_labels, starters
from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.labels import LabelCard, Labels, pictures_in_words
from photoapp.library.marks import photos_in_words

app = typer.Typer(
    help="""Labels: what photos are to be tagged with.

    A label has a name, which becomes the photos' keyword, and phrases that say what such a photo
    shows, as after "a photo of". What files and people say already counts; what is suggested
    besides comes with photoapp tag, and photoapp review asks you about it.
    """,
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="As photoapp labels list names it.")]
Phrases = Annotated[
    list[str] | None,
    typer.Option(
        "--phrase",
        metavar="TEXT",
        help="What a photo shows that is to have it. May be given several times.",
    ),
]
Group = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Labels of one group exclude each other: indoors and outdoors, say."
    ),
]
_NO_PICTURES = (
    "has no such pictures; photoapp review forget takes back what was said of the library's photos"
)
_PARENT = "The label that it lies below; a search for that finds its photos too."
_PRECISION = "The share of suggestions that is to be right, from 0.5 to 0.999: 0.9 or 90."


@app.command("list")
def list_labels(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the labels, and how many photos have them, may have them, and are not to have them."""
    with closing(Library(context.obj)) as library:
        cards = library.labels.cards()
    if as_json:
        print_json({"labels": _shapes(cards)})
    elif cards:
        columns = [
            "tagged",
            "suggested",
            "rejected",
            "precision",
            "label",
            "below",
            "group",
            "phrases",
        ]
        print_table(columns, [_row(card, cards) for card in cards])
    else:
        typer.echo(
            "There are no labels yet; make one: photoapp labels add NAME. "
            "Or take a list that comes along: photoapp labels starters."
        )


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Becomes the photos' keyword.")],
    *,
    phrases: Phrases = None,
    parent: Annotated[str | None, typer.Option(metavar="NAME", help=_PARENT)] = None,
    group: Group = None,
    precision: Annotated[float, typer.Option(help=_PRECISION)] = USUAL_PRECISION,
    as_json: AsJson = False,
) -> None:
    """Make a label.

    For example: photoapp labels add Shrek --phrase "my cat Shrek, an orange cat" --parent cat
    """
    with closing(Library(context.obj)) as library:
        labels = library.labels
        above = labels.named(parent).id if parent else None
        label_id = labels.define(name, phrases or (), above, group or "", precision)
        _tell(labels, label_id, as_json, "is made; photoapp tag looks which photos show it")


@app.command()
def change(
    context: typer.Context,
    name: Name,
    *,
    new_name: Annotated[
        str | None, typer.Option("--name", metavar="NEW", help="Its keywords are renamed with it.")
    ] = None,
    phrases: Phrases = None,
    parent: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"{_PARENT} '' for none.")
    ] = None,
    group: Group = None,
    precision: Annotated[float | None, typer.Option(help=_PRECISION)] = None,
    as_json: AsJson = False,
) -> None:
    """Change what is given of a label; '' takes its phrases, its parent or its group away.

    For example: photoapp labels change crane --phrase "a crane, a bird" --precision 0.95

    A new name is given to the keywords too that you gave photos; those that files hold stay.
    """
    if all(said is None for said in (new_name, phrases, parent, group, precision)):
        raise UsageError(
            "Say what to change, with --name for example; see photoapp labels change -h."
        )
    with closing(Library(context.obj)) as library:
        labels = library.labels
        label_id = labels.named(name).id
        done = labels.change(
            label_id,
            name=new_name,
            phrases=phrases,
            parent=... if parent is None else labels.named(parent).id if parent.strip() else None,
            group=group,
            precision=precision,
        )
        _tell(labels, label_id, as_json, "is changed" if done else "is so already")


@app.command()
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...")],
    as_json: AsJson = False,
) -> None:
    """Delete labels. Photos that have them keep them as keywords."""
    with closing(Library(context.obj)) as library:
        ids = {library.labels.named(name).id for name in names}
        cards = library.labels.cards()
        gone = [card for card in cards if card.label.id in ids]
        library.labels.delete(ids)
    if as_json:
        print_json({"labels": [_shape(card, cards) for card in gone]})
    for card in () if as_json else gone:
        kept = f"it stays a keyword of {photos_in_words(card.tagged)}"
        done = f"is deleted; {kept if card.tagged else 'no photo had it'}"
        typer.echo(printable(f"label “{card.label.name}” {done}"))


app.command("import")(import_labels)
app.command()(export)
app.command()(starters)


@app.command()
def examples(
    context: typer.Context,
    name: Name,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    *,
    remove: Annotated[
        bool, typer.Option("--remove", help="Let pictures be examples no longer.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let photos show what a label means.

    Photos of the library get the label, as its keyword. Pictures from elsewhere are looked at
    once, and remembered by their place; nothing is copied.
    """
    with closing(Library(context.obj)) as library:
        labels = library.labels
        label = labels.named(name)
        if remove:
            removed = labels.remove_pictures(label.id, files)
            done = "is no longer shown by them" if removed else _NO_PICTURES
            _tell(labels, label.id, as_json, done)
            return
        report = labels.give_examples(label.id, files)
        for sentence in report.refused:
            warn(f"photoapp: {sentence}")
        accepted, added = photos_in_words(report.accepted), pictures_in_words(report.pictures)
        _tell(labels, label.id, as_json, f"is shown by more: {accepted} accepted, {added} added")
    if report.refused:
        raise typer.Exit(1)


def _tell(labels: Labels, label_id: int, as_json: bool, done: str) -> None:
    cards = labels.cards()
    card = next(card for card in cards if card.label.id == label_id)
    if as_json:
        print_json(_shape(card, cards))
    else:
        typer.echo(printable(f"label “{card.label.name}” {done}"))


def _shapes(cards: list[LabelCard]) -> list[dict[str, Any]]:
    return [_shape(card, cards) for card in cards]


def _shape(card: LabelCard, cards: list[LabelCard]) -> dict[str, Any]:
    label = card.label
    return {
        "id": label.id,
        "name": label.name,
        "phrases": list(label.phrases),
        "parent": _parent(card, cards),
        "group": label.group,
        "precision": label.precision,
        "tagged": card.tagged,
        "suggested": card.suggested,
        "accepted": card.accepted,
        "rejected": card.rejected,
        "pictures": [str(path) for path in card.pictures],
    }


def _row(card: LabelCard, cards: list[LabelCard]) -> list[str]:
    label = card.label
    counts = map(str, (card.tagged, card.suggested, card.rejected))
    asked = f"{label.precision * 100:.3g} %"
    return [*counts, asked, label.name, _parent(card, cards), label.group, "; ".join(label.phrases)]


def _parent(card: LabelCard, cards: list[LabelCard]) -> str:
    found = (each.label.name for each in cards if each.label.id == card.label.parent_id)
    return next(found, "")
