"""What there is to show of a photo at a moment: all of it, its thumbnail, or a sentence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QPixmap

from photoapp.gui.language import tr
from photoapp.gui.viewer.photo_canvas import PhotoCanvas
from photoapp.gui.viewer.photo_loader import PhotoLoader
from photoapp.gui.viewer.pyramid import Pyramid

if TYPE_CHECKING:
    from photoapp.library.browsing import Card


class Thumbnails(Protocol):
    """Small pictures; ``changed`` tells the id of a photo whose picture has come."""

    changed: SignalInstance

    def picture(self, photo_id: int) -> QPixmap | None:
        """Return a photo's picture, None while it is not there."""

    def want(self, photo_ids: Iterable[int]) -> None:
        """Load these, the first first, and nothing of what was wanted before."""

    def forget(self, photo_ids: Iterable[int]) -> None:
        """Load these anew when they are wanted."""


class Cards(Protocol):
    """What is known of photos; ``changed`` tells the ids of those whose cards have come."""

    changed: SignalInstance

    def card(self, photo_id: int) -> "Card | None":
        """Return a photo's card, None while it is not there."""

    def want(self, photo_ids: Iterable[int]) -> None:
        """Fetch these, the first first, and nothing of what was wanted before."""


class ShownPhotos(QObject):
    """Puts photos on canvases, as good as they are there.

    Args:
        photos: photos as large as a screen.
        whole: photos in their whole resolution, for looking closely.
        thumbnails: what stands for them until they come.
        cards: what is known of them.

    Signals:
        changed: there is more to show of a photo.

    """

    changed = Signal(int)

    def __init__(
        self,
        photos: PhotoLoader,
        whole: PhotoLoader,
        thumbnails: Thumbnails,
        cards: Cards,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._whole = whole
        self._thumbnails = thumbnails
        self._cards = cards
        self.smooth = True
        for source in (photos, whole, thumbnails):
            source.changed.connect(self.changed)

    def want(self, photo_ids: list[int]) -> None:
        """Load these as large as the screen, the first first, and no others."""
        self._photos.want(photo_ids)
        self._cards.want(photo_ids)

    def want_whole(self, photo_ids: Iterable[int]) -> None:
        """Load these in their whole resolution, and no others."""
        self._whole.want(photo_ids)

    def let_go(self) -> None:
        """Give back the memory that whole photos take."""
        self._whole.let_go()

    def forget(self, photo_id: int, *, keep: bool = False) -> None:
        """Load a photo anew: its file has changed.

        Until it comes, ``keep`` shows it as it was: the thumbnail of a photo that has been turned
        still lies on its side, and would flash up in between.
        """
        self._photos.forget([photo_id], keep=keep)
        self._whole.forget([photo_id])
        self._thumbnails.forget([photo_id])

    def is_settled(self, photo_id: int) -> bool:
        """Return whether a photo is there, or it is known that it can't be shown."""
        known = (self._photos.picture(photo_id), self._photos.failure(photo_id))
        return known != (None, None)

    def show_on(self, canvas: PhotoCanvas, photo_id: int) -> None:
        """Show the best there is of a photo."""
        canvas.smooth = self.smooth
        picture = self._whole.picture(photo_id) or self._photos.picture(photo_id)
        preview = self._thumbnails.picture(photo_id)
        if picture is not None:
            canvas.show_picture(picture)
        elif preview is not None:
            canvas.show_picture(Pyramid((preview.toImage(),)), preview=True)
        else:
            canvas.show_text(self._sentence(photo_id))

    def remark(self, photo_id: int) -> str:
        """Return what is to be said of a picture that is not all of its photo; mostly nothing."""
        card, reason = self._cards.card(photo_id), self._photos.failure(photo_id)
        if reason is not None and self._thumbnails.picture(photo_id) is not None:
            if card is not None and card.offline:
                return tr("The drive of this photo is not connected: this is a small preview.")
            return tr("This is a small preview: the photo can't be shown. {reason}", reason=reason)
        is_whole = self._photos.picture(photo_id) is not None
        if is_whole and card is not None and card.damaged:
            return tr("The file is damaged; this is what can be read of it.")
        return ""

    def _sentence(self, photo_id: int) -> str:
        """Return why there is nothing to be seen; nothing while it may yet come."""
        card, reason = self._cards.card(photo_id), self._photos.failure(photo_id)
        if reason is None:
            return ""
        if card is not None and card.offline:
            return tr("This photo can't be shown just now: its drive is not connected.")
        return tr("This photo can't be shown. {reason}", reason=reason)
