"""The headless session: what a person does with labels, and what each act changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from reader.annotate import anchors
from reader.annotate.annotation import Annotation, Mark, Part, State, Status
from reader.annotate.records import AnnotationStore, Change, ReadOnly, Step, Swap, mark_key
from reader.annotate.schema import Schema
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.clean import clean
from reader.corpus.metadata import cleaned

__all__ = ["Changed", "ReadOnly", "Session"]

OPENING_MARKS = ('"', "“", "„", "«", "»", "‘", "‚", "‹", "「", "『")


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act did: the articles to draw anew, words for a person, where to go, and what to wait for.

    `seq` is the number the store reports once the act is on disk; None if there was nothing to do, and then
    `articles` is empty. `place` is an article id and a sentence; `touched` are, by article id, the sentences
    of the articles at work about which something else is said now.
    """

    articles: tuple[str, ...]
    message: str
    place: tuple[str, int] | None
    seq: int | None
    touched: Mapping[str, Collection[int]] = field(default_factory=dict)


class Session:
    """One annotator at work.

    Everything it needs from the world is handed in: where annotations are kept, the time (`clock` returns an
    aware datetime) and fresh ids. Every act that changes something raises `ReadOnly` where nothing can be
    kept, and `IndexError` for a sentence the article does not have. Sentences count from 0, in messages from
    1.
    """

    def __init__(
        self,
        store: AnnotationStore,
        schema: Schema,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.store = store
        self.schema = schema
        self._clock = clock
        self._new_id = new_id
        self._views: dict[str, View] = {}
        self._last_label = ""

    @property
    def annotator(self) -> str:
        """Whose annotations these are."""
        return self.store.annotator

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return self.store.read_only

    @property
    def reason(self) -> str:
        """Why decisions are refused; empty if they are not."""
        return self.store.reason

    def annotations(self, article: Article) -> tuple[Annotation, ...]:
        """Return the annotations of an article at their places in its present text, by start."""
        return self._view(article).annotations

    def orphans(self, article: Article) -> tuple[Annotation, ...]:
        """Return the annotations whose words are gone from the article, or cannot be told from others."""
        return tuple(sorted(self._view(article).orphans.values(), key=lambda a: (a.start, a.end, a.id)))

    def labels(self, article: Article, sentence: int) -> tuple[Annotation, ...]:
        """Return the accepted annotations that touch a sentence, by start."""
        return tuple(self._view(article).accepted(sentence))

    def note(self, article: Article, sentence: int) -> str:
        """Return the note on a sentence; empty if there is none."""
        return next((mark.note for mark in reversed(self._view(article).marks(sentence)) if mark.note), "")

    def decided(self, article: Article, sentence: int) -> bool:
        """Return whether a sentence is labelled, or decided to carry no label."""
        return self._view(article).decided(sentence)

    def next_undecided(self, article: Article, after: int) -> int | None:
        """Return the first undecided sentence after `after` (-1: of all), None if there is none."""
        view = self._view(article)
        return next((i for i in range(after + 1, len(article.sentences)) if not view.decided(i)), None)

    def counts(self, article_id: str) -> Mapping[str, int]:
        """Return how many accepted annotations of each label an article has."""
        return self.store.summary(article_id).labels

    def progress(self, article: Article) -> tuple[int, int]:
        """Return how many sentences are decided, and how many there are."""
        return self._view(article).decided_total(), len(article.sentences)

    def state(self, article: Article) -> State:
        """Return how far an article is: as it was set, else in progress as soon as anything is decided."""
        return self.store.summary(article.id).standing

    def tag(self, article: Article, first: int, last: int, label: str) -> Changed:
        """Put `label` on the sentences `first` to `last`, or take it off if all of them have it; one step."""
        self.schema.get(label)
        view = self._view(article)
        span = _range(article, first, last)
        self._last_label = label
        if all(view.accepted(sentence, label) for sentence in span):
            return self._take_off(view, span, label)
        return self.put(article, first, last, label)

    def put(self, article: Article, first: int, last: int, label: str, *, note: str | None = None) -> Changed:
        """Put `label` on those of the sentences `first` to `last` that lack it; one step.

        A `note` is kept on the first of them in the same step; an empty one takes it away.
        """
        self.schema.get(label)
        view = self._view(article)
        span = _range(article, first, last)
        lacking = [sentence for sentence in span if not view.accepted(sentence, label)]
        if not lacking and note is not None:
            return self.set_note(article, span[0], note)
        if not lacking:
            return Changed((), f"{label} is on {_sentences(span)} already", (article.id, span[0]), None)
        swaps, marks = self._put_on(view, lacking, label), self._renote(view, span[0], note)
        words = _with_note(f"{label} on {_sentences(span)}", marks)
        return self._do(article, words, span[0], annotations=swaps, marks=marks)

    def repeat(self, article: Article, first: int, last: int) -> Changed | None:
        """Put the last given label on the sentences `first` to `last`; None if none was given yet."""
        return self.put(article, first, last, self._last_label) if self._last_label else None

    def clear(self, article: Article, first: int, last: int) -> Changed:
        """Take every label off and mark the sentences decided; if that is what they are, undecided again."""
        view = self._view(article)
        span = _range(article, first, last)
        accepted = _unique(a for sentence in span for a in view.accepted(sentence))
        undo_decision = not accepted and all(view.decided(sentence) for sentence in span)
        view.search.prepare(article.text[article.sentences[i].start : article.sentences[i].end] for i in span)
        marks = [
            swap for sentence in span for swap in self._remark(view, sentence, decided=not undo_decision)
        ]
        words = f"{_sentences(span)} undecided" if undo_decision else f"no label on {_sentences(span)}"
        removed = [(view.record.annotations[a.id], None) for a in accepted]
        return self._do(article, words, span[0], annotations=removed, marks=marks)

    def set_note(self, article: Article, sentence: int, text: str) -> Changed:
        """Keep a note on a sentence; an empty text takes it away."""
        view = self._view(article)
        _range(article, sentence, sentence)
        marks = self._renote(view, sentence, text)
        if not marks:
            return Changed((), "The note is as it was", (article.id, sentence), None)
        words = f"note {'on' if clean(text).strip() else 'off'} sentence {sentence + 1}"
        return self._do(article, words, sentence, marks=marks)

    def tag_span(
        self,
        article: Article,
        start: int,
        end: int,
        label: str,
        *,
        attributes: Mapping[str, Any] = MappingProxyType({}),
        parts: Iterable[tuple[str, int, int]] = (),
        note: str | None = None,
    ) -> Changed:
        """Put `label` on `text[start:end]`, with `parts` as (role, start, end).

        A `note` is kept on the first sentence it touches in the same step; an empty one takes it away. Raises
        `ValueError` for offsets that are not a piece of the text.
        """
        self.schema.get(label)
        view = self._view(article)
        made = replace(
            self._make(view, start, end, label),
            attributes=MappingProxyType(cleaned(attributes)),
            parts=tuple(Part(role, a, b, _piece(article, a, b)) for role, a, b in parts),
        )
        sentence = made.sentences[0] if made.sentences else 0
        marks = self._renote(view, sentence, note)
        words = _with_note(f"{label} on {_quoted(made.text)}", marks)
        return self._do(article, words, sentence, annotations=[(None, made)], marks=marks)

    def remove(self, article: Article, annotation_id: str) -> Changed:
        """Take one annotation away, an orphan too; raise `KeyError` if there is none of that id."""
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        words = f"{stored.label} off {_quoted(stored.text)}"
        return self._do(article, words, self._sentence_of(view, stored), annotations=[(stored, None)])

    def set_attributes(
        self, article: Article, annotation_id: str, values: Mapping[str, Any], *, note: str | None = None
    ) -> Changed:
        """Set attributes of one annotation, None takes one away; raise `KeyError` for an unknown id.

        A `note` is kept on its first sentence in the same step; an empty one takes it away.
        """
        view = self._view(article)
        stored = view.record.annotations[annotation_id]
        values = cleaned(values)
        merged = {key: value for key, value in {**stored.attributes, **values}.items() if value is not None}
        sentence = self._sentence_of(view, stored)
        if merged == dict(stored.attributes) and note is not None:
            return self.set_note(article, sentence, note)
        if merged == dict(stored.attributes):
            return Changed((), "The attributes are as they were", (article.id, sentence), None)
        marks = self._renote(view, sentence, note)
        words = _with_note(f"{', '.join(values)} of {stored.label} on {_quoted(stored.text)}", marks)
        changed = replace(stored, attributes=MappingProxyType(merged), updated=self._now())
        return self._do(article, words, sentence, annotations=[(stored, changed)], marks=marks)

    def set_state(self, article: Article, state: State | None) -> Changed:
        """Set how far an article is; None lets its decisions say it."""
        before = self._view(article).record.state
        if before == state:
            return Changed((), "The state is as it was", None, None)
        return self._do(article, f"state {state or 'by its decisions'}", 0, state=(before, state))

    def undo(self) -> Changed | None:
        """Take back the last step, whatever article it was on; None if there is none."""
        return self._travel(self.store.undo_step(), "Undid", back=True)

    def redo(self) -> Changed | None:
        """Do again what was last taken back; None if there is none."""
        return self._travel(self.store.redo_step(), "Redid", back=False)

    def _view(self, article: Article) -> View:
        record = self.store.load(article.id)
        view = self._views.get(article.id)
        same = view is not None and (view.article is article or view.article.text == article.text)
        if view is None or not same or view.record is not record:
            view = self._views[article.id] = View(article, record)
        return view

    def _do(
        self,
        article: Article,
        message: str,
        sentence: int,
        *,
        annotations: Iterable[Swap[Annotation]] = (),
        marks: Iterable[Swap[Mark]] = (),
        state: Swap[State] | None = None,
    ) -> Changed:
        change = Change(article.id, article.digest, tuple(annotations), tuple(marks), state)
        place = (article.id, sentence)
        seq = self.store.append(Step(message, self._now(), (change,), place))
        return Changed((article.id,), message, place, seq, self._follow((change,)))

    def _travel(self, done: tuple[int, Step] | None, verb: str, back: bool) -> Changed | None:
        if done is None:
            return None
        seq, step = done
        touched = self._follow((step.reversed() if back else step).changes)
        articles = tuple(dict.fromkeys(change.article for change in step.changes))
        return Changed(articles, f"{verb} {step.message}", step.place, seq, touched)

    def _follow(self, changes: Iterable[Change]) -> dict[str, set[int]]:
        """Bring the views of articles up to date; return the sentences this touched."""
        touched: dict[str, set[int]] = {}
        for change in changes:
            if view := self._views.get(change.article):
                sentences = view.advance(change, self.store.load(change.article))
                touched.setdefault(change.article, set()).update(sentences)
        return touched

    def _put_on(self, view: View, sentences: Iterable[int], label: str) -> list[Swap[Annotation]]:
        places = [view.article.sentences[sentence] for sentence in sentences]
        view.search.prepare(view.article.text[place.start : place.end] for place in places)
        return [self._put(view, sentence, label) for sentence in sentences]

    def _put(self, view: View, sentence: int, label: str) -> Swap[Annotation]:
        """Return what gives a sentence a label: a proposal for exactly that is accepted, else one is made."""
        where = view.article.sentences[sentence]
        for proposed in view.touching(sentence, label):
            if (proposed.start, proposed.end) == (where.start, where.end):
                stored = view.record.annotations[proposed.id]
                return stored, replace(stored, status=Status.ACCEPTED, updated=self._now())
        return None, self._make(view, where.start, where.end, label)

    def _make(self, view: View, start: int, end: int, label: str) -> Annotation:
        article = view.article
        now = self._now()
        return Annotation(
            id=self._new_id(),
            article=article.id,
            label=label,
            start=start,
            end=end,
            text=_piece(article, start, end),
            sentences=view.sentences(start, end),
            anchor=anchors.anchor(article.text, article.digest, start, end, view.search),
            annotator=self.annotator,
            created=now,
            updated=now,
        )

    def _take_off(self, view: View, span: range, label: str) -> Changed:
        tagged = _unique(a for sentence in span for a in view.accepted(sentence, label))
        touched = sorted({i for a in tagged for i in view.sentences(a.start, a.end)})
        swaps = [(view.record.annotations[a.id], None) for a in tagged]
        words = f"{label} off {_sentences(range(touched[0], touched[-1] + 1))}"
        return self._do(view.article, words, span[0], annotations=swaps)

    def _renote(self, view: View, sentence: int, note: str | None) -> list[Swap[Mark]]:
        """Return what makes `note` that of a sentence, an empty one none; nothing if it is, or is None."""
        text = None if note is None else clean(note).strip()
        if text is None or text == self.note(view.article, sentence):
            return []
        return self._remark(view, sentence, note=text)

    def _remark(
        self, view: View, sentence: int, decided: bool | None = None, note: str | None = None
    ) -> list[Swap[Mark]]:
        """Return what makes one mark of all that a sentence has, with `decided` or `note` changed."""
        article = view.article
        where = article.sentences[sentence]
        was_decided = any(mark.decided for mark in view.marks(sentence))
        mark = Mark(
            where.start,
            where.end,
            article.text[where.start : where.end],
            anchors.anchor(article.text, article.digest, where.start, where.end, view.search),
            was_decided if decided is None else decided,
            self.note(article, sentence) if note is None else note,
            self._now(),
        )
        after = mark if mark.decided or mark.note else None
        stale: list[Swap[Mark]] = [
            (old, None) for old in view.stored_marks(sentence) if mark_key(old) != mark_key(mark)
        ]
        before = view.record.marks.get(mark_key(mark))
        return stale if before is None and after is None else [*stale, (before, after)]

    def _sentence_of(self, view: View, stored: Annotation) -> int:
        if stored.id in view.orphans:
            last = max(0, len(view.article.sentences) - 1)
            return min(stored.sentences[0], last) if stored.sentences else 0
        placed = view.get(stored.id)
        return next(iter(view.sentences(placed.start, placed.end)), 0)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _range(article: Article, first: int, last: int) -> range:
    low, high = sorted((first, last))
    total = len(article.sentences)
    if low < 0 or high >= total:
        raise IndexError(
            f"{article.id} has {total} sentences; there is no sentence {high if low >= 0 else low}"
        )
    return range(low, high + 1)


def _piece(article: Article, start: int, end: int) -> str:
    if not 0 <= start < end <= len(article.text):
        raise ValueError(
            f"{start}:{end} is not a piece of {article.id}, which has {len(article.text)} characters"
        )
    return article.text[start:end]


def _unique(annotations: Iterable[Annotation]) -> list[Annotation]:
    return list({annotation.id: annotation for annotation in annotations}.values())


def _sentences(span: range) -> str:
    if len(span) == 1:
        return f"sentence {span[0] + 1}"
    return f"sentences {span[0] + 1}–{span[-1] + 1}"


def _with_note(words: str, marks: list[Swap[Mark]]) -> str:
    return f"{words}, with its note" if marks else words


def _quoted(text: str, most: int = 40) -> str:
    """Return `text` on one line, with … where it is cut, in quotation marks unless it begins with one."""
    line = " ".join(text.split())
    if len(line) > most:
        line = f"{line[: most - 1].rstrip()}…"
    return line if line.startswith(OPENING_MARKS) else f"“{line}”"
