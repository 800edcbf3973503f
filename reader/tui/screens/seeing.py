"""What other annotators say of the sentence under the cursor: shown when it is asked for, and only read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.annotate.others import Others
from reader.annotate.reading import Place
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.controls import visible
from reader.tui.screens.desk import Desk
from reader.workspace import Place as WorkPlace
from reader.workspace import now

Views = Mapping[str, Mapping[str, View]]
"""By article id and name, what others say."""

NOBODY = "Nobody else has said anything of these articles"
BLIND = "In blind mode the labels of others stay hidden"


@dataclass
class OthersRead(Message):
    """What others say of the articles on the screen."""

    views: Views


def read_others(place: WorkPlace, articles: Sequence[Article]) -> Views:
    """Return what others than the annotator of a place say of articles; takes a moment."""
    others = Others(place.annotations, place.annotator, now)
    try:
        return {article.id: others.views(article) for article in articles}
    finally:
        others.close()


class Seeing(Desk):
    """`others` reads what others say of articles, in a worker; None in blind mode.

    `seeing` tells whether it is shown, or will be as soon as it is read.
    """

    others: Callable[[Sequence[Article]], Views] | None = None
    seeing = False

    def action_others(self) -> None:
        """Show or hide the labels of others."""
        if self.others is None:
            self.notify(BLIND)
        elif self.seeing:
            self._hide_others()
        else:
            self._look_at_others()

    def _look_at_others(self) -> None:
        if self.others is not None:
            work = partial(self._read_others, self.others, self.articles)
            self.run_worker(work, thread=True, group="others", exclusive=True, exit_on_error=False)

    def _read_others(self, read: Callable[[Sequence[Article]], Views], articles: Sequence[Article]) -> None:
        self.post_message(OthersRead(read(articles)))

    def on_others_read(self, message: OthersRead) -> None:
        """Show them, or say that there are none."""
        if not any(message.views.values()) and not self.seeing:
            self.notify(NOBODY)
            return
        self.seeing = True
        self._sign_others(message.views)
        self.query_one("#others").display = True
        self._show_others()

    def _hide_others(self) -> None:
        self.seeing = False
        self._sign_others({})
        self.query_one("#others").display = False

    def _sign_others(self, views: Views) -> None:
        """Draw the sentences that others decided with their signs, or without."""
        touched = [
            Place(version, sentence.index)
            for version, article in enumerate(self.articles)
            for view in (views or self.tagging.others).get(article.id, {}).values()
            for sentence in article.sentences
            if view.decided(sentence.index)
        ]
        self.tagging.others = views
        self._text.redraw(dict.fromkeys(touched))

    def _see_again(self) -> None:
        """Read anew what others say: other articles are on the screen now."""
        if self.seeing:
            self._look_at_others()

    def _show_status(self, said: str = "") -> None:
        super()._show_status(said)
        self._show_others()

    def _show_others(self) -> None:
        if self.seeing and self.reading is not None and self.reading.sentence is not None:
            views = self.tagging.others.get(self.reading.article.id, {})
            self.query_one("#others", Static).update(told(views, self.reading.sentence))


def told(views: Mapping[str, View], sentence: int) -> Content:
    """Return who says what of a sentence, on one line; words that are only a part of it are quoted."""
    pieces: list[Content] = []
    for name, view in views.items():
        found = [_label(view, each.label, each.start, each.end, sentence) for each in view.accepted(sentence)]
        words = ", ".join(dict.fromkeys(found)) or ("no label" if view.decided(sentence) else "")
        if words:
            pieces.append(Content.assemble(Content.styled(f"{visible(name)} ", "bold"), words))
    if not pieces:
        return Content.styled("Nobody else has decided this sentence", "$quiet")
    return Content("  ·  ").join(pieces)


def _label(view: View, label: str, start: int, end: int, sentence: int) -> str:
    where = view.article.sentences[sentence]
    if start <= where.start and end >= where.end:
        return visible(label)
    words = " ".join(view.article.text[max(start, where.start) : min(end, where.end)].split())
    return f"{visible(label)} “{words}”"
