"""``photoapp captions``."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.captions import (
    CaptionedRow,
    CaptionsOverview,
    Format,
    ImportReport,
    format_of,
)
from photoapp.library.marks import photos_in_words

app = typer.Typer(
    help="""Captions: what photos show, in your own words.

    A photo's caption is the one that you gave it (photoapp edit --caption), or else the description
    in its file. It may have further ones, which come from lists. All of them are what a model can
    learn from (photoapp-train fit).
    """,
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_MOST_TOLD = 20


@app.command("list")
def list_captions(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the photos that have captions: all, or some of them."""
    with closing(Library(context.obj)) as library:
        chosen, refused = chosen_photos(library, files or [])
        rows = [r for r in library.captions.captioned() if not files or r.photo_id in chosen]
    if as_json:
        print_json({"photos": [_shape(row) for row in rows], "refused": refused})
    else:
        _warn(refused)
        print_table(["from", "photo", "caption"], [_cells(r, i) for r in rows for i in _each(r)])
    if refused:
        raise typer.Exit(1)


@app.command("import")
def import_captions(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(metavar="SOURCE", help="A .csv, .jsonl, .txt or .json file, or a folder."),
    ],
    *,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Take this list's word before yours and that of the photos' own files, and its "
            "captions instead of those known.",
        ),
    ] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="If the file is not UTF-8: cp1252, say.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give photos the captions and keywords of a file.

    A table (.csv) has a header with the columns file and caption; keywords may be another. A photo
    with several captions has several rows, or columns: caption 2, caption 3. Each line of a .jsonl
    file is such as

    \b
        {"file": "cat.jpg", "captions": ["a cat on a sofa", "our cat"]}

    A folder is looked through for texts beside photos (cat.txt or cat.jpg.txt, a caption on each
    line) and for Google Takeout's files.

    Photos are found by where they are, seen from the file, else by their names. What you wrote
    yourself is left. What a photo's own file says goes on to show, and these captions are learned
    from beside it. With --replace these show instead.
    """  # noqa: D301 - a \b keeps the example as it is
    notes: list[str] = []
    with closing(Library(context.obj)) as library:
        report = library.captions.import_file(
            source, replace=replace, encoding=encoding, tell=notes.append
        )
    notes += _notes(report)
    if as_json:
        print_json(_report_shape(report, notes))
    else:
        _warn(notes)
        typer.echo(printable(_told(report)))
    if report.missing or report.ambiguous:
        raise typer.Exit(1)


@app.command()
def export(
    context: typer.Context,
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A .csv or .jsonl file, or a folder for texts.")
    ],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="If the name of TARGET does not say so.")
    ] = None,
    keywords: Annotated[
        bool, typer.Option("--keywords", help="Write keywords and accepted labels as well.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write all captions to a file, which photoapp captions import reads again.

    So do photoapp evaluate retrieval and photoapp-train fit, of a .jsonl file. Into a folder a text
    is written for each photo, beside it where it lies in that folder.
    """
    form = form or format_of(target)
    if form == "txt" and keywords:
        raise UsageError("Texts hold no keywords; write a .csv or .jsonl file, or no --keywords.")
    if form != "txt" and target.exists() and not replace:
        raise UsageError(f"{target} is there already; choose another name, or give --replace.")
    notes: list[str] = []
    with closing(Library(context.obj)) as library:
        written = library.captions.export(
            target, form, keywords=keywords, replace=replace, tell=notes.append
        )
    if as_json:
        print_json({"path": str(target), "format": form, "photos": written, "notes": notes})
    else:
        _warn(notes)
        typer.echo(printable(f"captions of {photos_in_words(written)} written to {target}"))
    if notes:
        raise typer.Exit(1)


@app.command()
def overview(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how many captions there are, what is wrong with them, and what more would help."""
    with closing(Library(context.obj)) as library:
        found = library.captions.overview()
    if as_json:
        print_json(_overview_shape(found))
        return
    for label, value in _facts(found):
        typer.echo(f"{label:<28}{value}")
    for text, count in found.duplicates[:5]:
        typer.echo(printable(f"  {count} photos: {text}"))
    for sentence in found.advice:
        typer.echo(f"\n{sentence}")


def _facts(found: CaptionsOverview) -> list[tuple[str, str]]:
    days = f"{found.days}, events: {found.events}, photos without a date: {found.undated}"
    return [
        ("photos with captions", f"{found.photos}, without: {found.without}"),
        ("captions", str(found.captions)),
        ("typed or imported", str(found.from_person)),
        ("from photos' files", str(found.from_files)),
        ("further ones, imported", str(found.further)),
        ("with keywords too", str(found.keywords)),
        ("days", days),
        ("of one or two words", str(found.short)),
        ("perhaps not English", str(found.other_language)),
        ("sharing a caption", str(found.duplicated)),
        ("enough to train", "yes" if found.enough else "no"),
    ]


def _overview_shape(found: CaptionsOverview) -> dict[str, Any]:
    return {
        "photos": found.photos,
        "captions": found.captions,
        "from_person": found.from_person,
        "from_files": found.from_files,
        "further": found.further,
        "without": found.without,
        "duplicates": [{"caption": text, "photos": count} for text, count in found.duplicates],
        "duplicated": found.duplicated,
        "short": found.short,
        "other_language": found.other_language,
        "keywords": found.keywords,
        "events": found.events,
        "days": found.days,
        "undated": found.undated,
        "advice": list(found.advice),
        "enough": found.enough,
    }


def _told(report: ImportReport) -> str:
    parts = [
        f"{photos_in_words(report.photos)} changed: {_count(report.captions, 'new caption')}, "
        f"{_count(report.keywords, 'new keyword')}",
        f"{report.unchanged} as they were",
    ]
    others = [
        (len(report.kept), "kept as you captioned them"),
        (len(report.missing), "not in the library"),
        (len(report.ambiguous), "unclear which"),
    ]
    return "; ".join([*parts, *(f"{count} {what}" for count, what in others if count)])


def _notes(report: ImportReport) -> list[str]:
    kinds: list[tuple[Sequence[Path], Callable[[Path], str]]] = [
        (report.missing, lambda file: f"{file} is not in the library; index its folder first."),
        (
            report.ambiguous,
            lambda file: f"{file} may be any of several photos of that name; name its folder too.",
        ),
        (report.kept, lambda file: f"{file} keeps your own caption; --replace takes the file's."),
    ]
    return [sentence(file) for files, sentence in kinds for file in files]


def _warn(notes: Sequence[str]) -> None:
    """Tell some of the notes, which may be as many as photos."""
    for sentence in notes[:_MOST_TOLD]:
        warn(f"photoapp: {sentence}")
    if len(notes) > _MOST_TOLD:
        warn(f"photoapp: … and {len(notes) - _MOST_TOLD} more; --json tells all of them.")


def _report_shape(report: ImportReport, notes: list[str]) -> dict[str, Any]:
    return {
        "photos": report.photos,
        "captions": report.captions,
        "keywords": report.keywords,
        "unchanged": report.unchanged,
        "kept": [str(file) for file in report.kept],
        "missing": [str(file) for file in report.missing],
        "ambiguous": [str(file) for file in report.ambiguous],
        "notes": notes,
    }


def _shape(row: CaptionedRow) -> dict[str, Any]:
    return {
        "path": str(row.path),
        "captions": list(row.captions),
        "by_person": row.by_person,
        "keywords": list(row.keywords),
    }


def _each(row: CaptionedRow) -> range:
    return range(len(row.captions))


def _cells(row: CaptionedRow, i: int) -> list[str]:
    origin = "further" if i else "you" if row.by_person else "file"
    return [origin, str(row.path), printable(" ".join(row.captions[i].split()))]


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
