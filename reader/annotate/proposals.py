"""What is proposed for an article, from every source there is, and what speaks against it.

A proposal is never stored: it is derived from what is known whenever somebody asks. Sources are the labels of
other versions, suggestions, and stored annotations that nobody accepted yet, as from an import. What a person
rejected stays stored, and no source proposes it again on these words, nor on the same sentence of another
version.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from reader.annotate.annotation import NOTHING, UNLABELLED, Anchor, Annotation, Mark, Origin, Part, Status
from reader.annotate.carry import Kin, Link, Target
from reader.annotate.schema import Kind, Schema
from reader.annotate.view import View
from reader.corpus.article import Article

CARRIED = "carried"
SUGGESTED = "suggested"
REJECTED = "rejected"
NO_LABEL = ""
"""In the place of a label: that the sentence carries none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that may be said of a piece of an article, for a person to accept or to reject.

    `label` is `NO_LABEL` if it is that a sentence carries none. `id` is the same whenever the same thing is
    proposed for the same text; `stored` is the id of the annotation that it is, if it is one. A `sure` one
    needs nobody to look at it; `second_hand`: what it came from was carried there itself. Offsets are code
    points, end exclusive.
    """

    article: str
    label: str
    start: int
    end: int
    text: str
    sentences: tuple[int, ...]
    origin: Origin
    digest: str
    sure: bool = False
    second_hand: bool = False
    parts: tuple[Part, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    stored: str = ""

    @property
    def id(self) -> str:
        """What names it in a command."""
        said = f"{self.article}\0{self.digest}\0{self.label}\0{self.start}\0{self.end}"
        return self.stored or blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def what(self) -> str:
        """What it says, in words."""
        return self.label or UNLABELLED

    def as_annotation(self, annotator: str = "") -> Annotation:
        """Return it as the annotation it would make, which is not stored and nobody's decision yet."""
        return Annotation(
            self.id,
            self.article,
            self.label,
            self.start,
            self.end,
            self.text,
            self.sentences,
            Anchor(digest=self.digest),
            annotator,
            "",
            "",
            self.parts,
            self.attributes,
            origin=self.origin,
            status=Status.PROPOSED,
        )


Suggested = Callable[[View, int], Iterable[Proposal]]
"""What a suggester proposes for a sentence of an article; asked whenever the sentence is drawn."""


class Proposals:
    """What is proposed for the articles at work.

    `view` returns what is stored of an article, at its places. `kin` are the versions of the story being
    worked on, `suggesters` propose on their own account.
    """

    def __init__(self, schema: Callable[[], Schema], view: Callable[[Article], View]) -> None:
        self.kin: Kin | None = None
        self.suggesters: list[Suggested] = []
        self._schema = schema
        self._view = view

    def at(self, article: Article, sentence: int) -> tuple[Proposal, ...]:
        """Return what is proposed for a sentence, the surest first, and of each label only the best.

        What other versions say outranks suggestions: of a label, and that there is none.
        Of what overlaps an accepted or rejected annotation of its label, or an excluded one, nothing is
        proposed, nor for a sentence decided to carry no label.
        """
        view = self._view(article)
        offered = sorted(self._offered(view, sentence), key=_order)
        kept: list[Proposal] = []
        for each in offered:
            rivals = (k for k in kept if k.label == each.label and k.start < each.end and each.start < k.end)
            if next(rivals, None) is None and not self._refused(view, each):
                kept.append(each)
        if any(not each.label for each in kept):
            kept = [each for each in kept if each.origin.kind != SUGGESTED]
        if any(each.label for each in kept):
            kept = [each for each in kept if each.label]
        return tuple(kept)

    def of(self, article: Article) -> Iterator[Proposal]:
        """Yield everything that is proposed for an article, in the order of the text."""
        told: set[str] = set()
        for sentence in range(len(article.sentences)):
            for each in self.at(article, sentence):
                if each.id not in told:
                    told.add(each.id)
                    yield each

    def speaks_against(self, label: str, standing: Iterable[Annotation]) -> bool:
        """Tell whether annotations that overlap a piece of text keep `label` from being put there."""
        excluded = self._schema().excluded(label)
        return any(
            (each.label == label and each.status is not Status.PROPOSED)
            or (each.label in excluded and each.status is Status.ACCEPTED)
            for each in standing
        )

    def attributes(self, annotation: Annotation, text: str) -> dict[str, Any]:
        """Return what an annotation says that can be said of another text: words have to stand in it."""
        words: set[str] = set()
        schema = self._schema()
        if annotation.label in schema:
            words = {a.name for a in schema.get(annotation.label).attributes if a.kind is Kind.SPAN}
        said = annotation.attributes.items()
        return {name: value for name, value in said if name not in words or str(value) in text}

    def _offered(self, view: View, sentence: int) -> Iterator[Proposal]:
        for each in view.touching(sentence):
            if each.status is Status.PROPOSED:
                yield _stored(view, each)
        schema = self._schema()
        for suggest in self.suggesters:
            yield from (each for each in suggest(view, sentence) if each.label in schema)
        if self.kin is not None:
            for link in self.kin.into(view.article):
                yield from self._from_version(view, link, sentence)

    def _from_version(self, view: View, link: Link, sentence: int) -> Iterator[Proposal]:
        group = link.back(sentence)
        if group is None:
            return
        source = self._view(link.source)
        answered = _answered(view, sentence)
        seen: set[str] = set()
        for ours in group.ours:
            for each in source.accepted(ours):
                if each.id not in seen and each.label not in answered:
                    seen.add(each.id)
                    for target in link.targets(each):
                        if sentence in view.sentences(target.start, target.end):
                            yield self._made(view, link, target, each, _carried(each))
        if view.decided(sentence):
            return
        unlabelled = link.without_label(sentence, lambda i: is_negative(source, i))
        if unlabelled is not None:
            yield self._made(view, link, unlabelled, None, any(map(_carried, source.marks(group.ours[0]))))

    def _made(
        self, view: View, link: Link, target: Target, source: Annotation | None, second_hand: bool
    ) -> Proposal:
        return Proposal(
            view.article.id,
            source.label if source else NO_LABEL,
            target.start,
            target.end,
            view.article.text[target.start : target.end],
            view.sentences(target.start, target.end),
            carried_origin(link, target, source),
            view.article.digest,
            target.sure and not (link.spun and second_hand),
            second_hand,
            target.parts,
            self.attributes(source, view.article.text) if source else NOTHING,
        )

    def _refused(self, view: View, proposal: Proposal) -> bool:
        marks = [mark for sentence in proposal.sentences for mark in view.marks(sentence)]
        standing = overlapping(view, proposal.start, proposal.end)
        if not proposal.label:
            return any(each.status is Status.ACCEPTED for each in standing) or any(
                mark.decided or mark.origin.kind == REJECTED for mark in marks
            )
        others = [each for each in standing if each.id != proposal.stored]
        return (
            self.speaks_against(proposal.label, others)
            or silenced(marks, standing, carried=proposal.origin.kind == SUGGESTED)
            or self._rejected_elsewhere(view, proposal)
        )

    def _rejected_elsewhere(self, view: View, proposal: Proposal) -> bool:
        """Tell whether a person rejected this on the same sentence of another version."""
        if self.kin is None:
            return False
        for link in self.kin.into(view.article):
            source = self._view(link.source)
            for sentence in proposal.sentences:
                group = link.back(sentence)
                # What was suggested for like words was meant for these too; a label was for the same words.
                if group is None or not (link.same(group) or proposal.origin.kind == SUGGESTED):
                    continue
                rejected = (
                    each
                    for ours in group.ours
                    for each in source.touching(ours, proposal.label)
                    if each.status is Status.REJECTED
                )
                if any(
                    target.start < proposal.end and proposal.start < target.end
                    for each in rejected
                    for target in link.targets(each)
                ):
                    return True
        return False


def carried_origin(link: Link, target: Target, source: Annotation | None) -> Origin:
    """Return where something carried came from; `source` is None for the decision that there is no label."""
    wording = source.text if source else link.wording(target)
    return Origin(CARRIED, source.id if source else "", round(target.score, 3), link.source.id, wording)


def overlapping(view: View, start: int, end: int) -> list[Annotation]:
    """Return every annotation, whatever its status, that has a character in common with `start:end`."""
    found = {
        each.id: each
        for sentence in view.sentences(start, end)
        for each in view.touching(sentence)
        if each.start < end and start < each.end
    }
    return list(found.values())


def silenced(
    marks: Iterable[Mark], standing: Iterable[Annotation], *, carried: bool = False, source: str = ""
) -> bool:
    """Tell whether a person decided here that there is no label.

    That it was `carried` here counts if that is asked for, or if it came from another article than `source`.
    """
    if any(each.status is Status.ACCEPTED for each in standing):
        return False
    return any(
        mark.decided
        and (mark.origin.kind != CARRIED or carried or (source and mark.origin.article not in ("", source)))
        for mark in marks
    )


def is_negative(view: View, sentence: int) -> bool:
    """Tell whether a sentence is decided to carry no label."""
    return view.decided(sentence) and not view.accepted(sentence)


def found(proposals: Sequence[Proposal], ids: Iterable[str]) -> list[Proposal]:
    """Return the proposals with these ids, in their order; raise `KeyError` for an id none of them has."""
    by_id = {each.id: each for each in proposals}
    return [by_id[each] for each in dict.fromkeys(ids)]


def _answered(view: View, sentence: int) -> set[str]:
    """Return the labels that were accepted or rejected for the whole of a sentence."""
    place = view.article.sentences[sentence]
    return {
        each.label
        for each in view.touching(sentence)
        if each.status is not Status.PROPOSED and each.start <= place.start and place.end <= each.end
    }


def _carried(piece: Annotation | Mark) -> bool:
    return piece.origin.kind == CARRIED


def _order(proposal: Proposal) -> tuple[bool, bool, bool, float, bool, str, str]:
    """Return what sorts proposals: stored ones first, sure, from a person, likely, at first hand."""
    origin = proposal.origin
    return (
        not proposal.stored,
        not proposal.sure,
        origin.kind == SUGGESTED,
        -round(origin.score if origin.score is not None else 0.0, 2),
        proposal.second_hand,
        origin.article,
        origin.source,
    )


def _stored(view: View, annotation: Annotation) -> Proposal:
    return Proposal(
        view.article.id,
        annotation.label,
        annotation.start,
        annotation.end,
        annotation.text,
        view.sentences(annotation.start, annotation.end),
        annotation.origin,
        view.article.digest,
        parts=annotation.parts,
        attributes=annotation.attributes,
        stored=annotation.id,
    )
