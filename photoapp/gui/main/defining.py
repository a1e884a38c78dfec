"""Labels on their page: made, changed, imported, and taught by examples."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from photoapp.gui.behind.background import Background
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.labels.dialogs import Dialogs
from photoapp.gui.labels.starting_page import starter_text
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.label_work import (
    Known,
    add_examples,
    changed_by,
    known_of,
    lines_of,
    picture,
    starters,
    write,
)
from photoapp.gui.main.labelling import Labelling
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.pages import Pages

if TYPE_CHECKING:
    from photoapp.gui.labels.import_dialog import ImportDialog
    from photoapp.gui.labels.label_page import LabelPage
    from photoapp.library import Library
    from photoapp.library.labels import LabelCard
    from photoapp.tagging.lists import LabelLine


class Defining(QObject):
    """Joins the page of labels to the library."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        pages: Pages,
        labelling: Labelling,
        *,
        review: Callable[[int], None],
        dialogs: Dialogs | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take what there is; ``review`` asks about the suggestions of a label."""
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._pages, self._labelling, self._review = pages, labelling, review
        self._dialogs = dialogs or Dialogs()
        self.page: LabelPage | None = None
        self.importing: ImportDialog | None = None
        self._wanted: str | int | None = None  # to be chosen once it is there
        self._is_new = self._begins = False
        self._works = False
        self._cards = Fetched("labels", background.tasks, self)
        self._known = Fetched("label", background.tasks, self)
        self._connect()

    @property
    def shown(self) -> bool:
        """Whether the page is shown."""
        return self.page is not None and self._window.page is self.page

    def show(self, label_id: int | None = None) -> None:
        """Show the page of labels, and a certain one of them."""
        if not self._behind.session.is_open:
            return
        self._wanted, self._begins = label_id, True
        page = self._made_page()
        self._pages.show_beside(page)
        self._cards.ask(self._behind.session.library.labels.cards)

    def stop(self) -> None:
        """Ask no more."""
        if self.page is not None:
            self.page.detail.keep()
        self._cards.stop()
        self._known.stop()

    def _connect(self) -> None:
        self._window.commands["labels"].triggered.connect(lambda _=False: self._toggle())
        self._cards.changed.connect(self._show_cards)
        self._cards.failed.connect(self._behind.acting.said)
        self._known.changed.connect(self._show_known)
        self._known.failed.connect(self._behind.acting.said)
        self._behind.acting.changed.connect(lambda _: self._refresh())
        self._behind.acting.refused.connect(self._refresh)
        self._labelling.settled.connect(lambda _: self._refresh())
        self._behind.facets.changed.connect(lambda *_: self._refresh_soon())  # photos came or went
        self._labelling.working.connect(self._show_working)

    def _toggle(self) -> None:
        if self.shown:
            self._pages.leave()
        else:
            self.show()

    def _refresh(self) -> None:
        if self.shown:
            self._cards.refresh()

    def _refresh_soon(self) -> None:
        if self.shown:
            self._cards.refresh_soon()

    def _show_working(self, works: bool) -> None:
        self._works = works
        if self.page is not None:
            self.page.show_working(works)

    def _show_cards(self, cards: "Sequence[LabelCard]", _refreshed: bool) -> None:
        page = self._made_page()
        page.show_cards(cards)
        self._choose_wanted()
        if self._begins:
            self._begins = False
            page.begin()
        if (label_id := page.tree.label_id) is not None:
            self._ask_about(label_id)

    def _choose_wanted(self) -> None:
        """Choose the label that is wanted, by its id or by the name it was just made with."""
        page = self._made_page()
        for card in page.cards:
            if self._wanted in {card.label.id, card.label.name}:
                self._wanted = None
                page.tree.choose(card.label.id)
                if self._is_new:  # what does it mean?
                    page.detail.phrases.setFocus()
                self._is_new = False

    def _ask_about(self, label_id: int) -> None:
        if self._made_page().card(label_id) is not None:
            self._known.ask(partial(known_of, self._behind.session.library, label_id))

    def _show_known(self, known: Known, _refreshed: bool) -> None:
        if self.page is not None and self.page.detail.label_id == known.label_id:
            self.page.detail.show_reliability(known.reliability)
            self.page.detail.show_examples(known.photo_ids)

    def _made_page(self) -> "LabelPage":
        if self.page is None:
            from photoapp.gui.labels.label_page import LabelPage  # noqa: PLC0415 - made when wanted

            self.page = LabelPage(self._behind.thumbnails, self._window)
            self.page.show_working(self._works)
            self._connect_page(self.page)
            self._behind.tasks.run(starters, lambda found: self.page.offer(list(found)))
        return self.page

    def _connect_page(self, page: "LabelPage") -> None:
        detail = page.detail
        page.left.connect(self._pages.leave)
        page.chosen.connect(self._ask_about)
        page.new_asked.connect(self._ask_for_name)
        page.import_asked.connect(self._ask_for_list)
        page.export_asked.connect(self._export)
        page.starter_asked.connect(self._read_starter)
        detail.changed.connect(self._change)
        detail.deleted.connect(self._delete)
        detail.review_asked.connect(self._review)
        detail.photos_asked.connect(partial(self._show_photos, "labels"))
        detail.suggestions_asked.connect(partial(self._show_photos, "suggested"))
        detail.files_asked.connect(self._ask_for_pictures)
        detail.files_dropped.connect(self._add_examples)
        detail.photos_dropped.connect(self._accept)
        detail.examples_removed.connect(self._remove_examples)
        detail.examples.picture_wanted.connect(self._load_picture)

    def _do(self, act: "Callable[[Library], object]") -> None:
        """Do something, of which the library remembers how to take it back."""
        self._behind.acting.do(partial(changed_by, act))

    def _ask_for_name(self) -> None:
        if name := self._dialogs.name(self._window):
            self._wanted, self._is_new = name, True
            self._do(lambda library: library.labels.define(name))

    def _change(self, label_id: int, values: dict[str, object]) -> None:
        self._do(lambda library: library.labels.change(label_id, **values))

    def _delete(self, label_id: int) -> None:
        self._do(lambda library: library.labels.delete([label_id]))

    def _accept(self, label_id: int, photo_ids: Sequence[int]) -> None:
        self._do(lambda library: library.labels.accept(label_id, photo_ids))

    def _ask_for_pictures(self, label_id: int) -> None:
        if paths := self._dialogs.pictures(self._window):
            self._add_examples(label_id, [Path(path) for path in paths])

    def _add_examples(self, label_id: int, paths: Sequence[Path]) -> None:
        refused: list[str] = []
        self._do(partial(add_examples, label_id=label_id, paths=paths, refused=refused))
        self._behind.acting.run(lambda _: refused, self._say_refused)

    def _say_refused(self, refused: list[str]) -> None:
        if refused:
            others = tr_n(" And 1 more.", " And {n} more.", len(refused) - 1)
            self._behind.acting.said.emit(refused[0] + (others if len(refused) > 1 else ""))

    def _remove_examples(
        self, label_id: int, photo_ids: Sequence[int], pictures: Sequence[Path]
    ) -> None:
        if photo_ids:
            self._do(lambda library: library.labels.forget(label_id, photo_ids))
        if pictures:
            self._do(lambda library: library.labels.remove_pictures(label_id, pictures))

    def _show_photos(self, which: str, label_id: int) -> None:
        """Show the photos of a label; ``which`` is a field of ``PhotoFilter``."""
        from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - imported with the library

        card = self.page.card(label_id) if self.page is not None else None
        if card is not None:
            self._browsing.show_filter(PhotoFilter(**{which: (card.label.name,)}))

    def _load_picture(self, path: Path) -> None:
        self._behind.tasks.run(partial(picture, path), partial(self._show_picture, path))

    def _show_picture(self, path: Path, image: QImage) -> None:
        self._made_page().detail.examples.show_picture(path, image)

    def _ask_for_list(self) -> None:
        if path := self._dialogs.list_to_read(self._window):
            self._read(Path(path).name, partial(lines_of, Path(path)))

    def _read_starter(self, name: str) -> None:
        self._read(starter_text(name), lambda: lines_of(starters()[name]))

    def _read(self, title: str, read: "Callable[[], list[LabelLine]]") -> None:
        self._behind.acting.run(lambda _: read(), partial(self._preview, title))

    def _preview(self, title: str, lines: "list[LabelLine]") -> None:
        from photoapp.gui.labels.import_dialog import ImportDialog  # noqa: PLC0415 - as above

        known = [card.label.name for card in self._made_page().cards]
        self.importing = ImportDialog(title, lines, known, self._window)
        self.importing.chosen.connect(self._import)
        self.importing.open()

    def _import(self, lines: "list[LabelLine]") -> None:
        self._wanted = lines[0].name
        self._do(lambda library: library.labels.import_lines(lines))

    def _export(self) -> None:
        if path := self._dialogs.list_to_write(self._window):
            self._behind.acting.run(partial(write, path=Path(path)), self._exported)

    def _exported(self, path: Path) -> None:
        name = path.name.encode(errors="replace").decode()
        text = tr("Labels written to {name}", name=name)
        if path.suffix.lower() == ".txt":
            text += "; " + tr("plain text leaves out groups and how sure they are to be")
        self._behind.acting.said.emit(text)
