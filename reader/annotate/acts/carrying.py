"""Labelling once: what is decided in one version of a story is decided in the others, or proposed there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reader.annotate import anchors
from reader.annotate import proposals as proposed
from reader.annotate.acts.base import Acting, Changed, anchored, in_others, in_words
from reader.annotate.acts.draft import Draft, follows
from reader.annotate.annotation import MANUAL, NOTHING, Annotation, Mark, Origin, Status
from reader.annotate.carry import Kin, Link, Target
from reader.annotate.proposals import (
    CARRIED,
    REJECTED,
    SUGGESTED,
    Proposal,
    Proposals,
    Suggested,
    carried_origin,
)
from reader.annotate.records import Change, Swap
from reader.annotate.view import View
from reader.corpus.article import Article

DERIVED = frozenset((CARRIED, SUGGESTED, "imported"))
"""Kinds of origin whose annotations would be proposed again if they were only taken away."""


class CarryingActs(Acting):
    """Every act on an article in focus goes along its links, in the same step.

    - A label that is new is put on the same words of every other version where nothing speaks against it;
      one that is changed changes what was carried from it, one that is taken off takes that with it. What a
      person has changed there since stays.
    - That a sentence carries no label goes to the same sentence of the others, if nothing is decided there.
    - What was carried and is taken off where it was carried to is rejected there: it does not come back.
    """

    _proposals: Proposals | None = None

    @property
    def kin(self) -> Kin | None:
        """The versions that labels are carried between."""
        return self._derived.kin

    def relate(self, kin: Kin | None) -> None:
        """Carry labels between these versions from now on; nothing is decided or written by this."""
        self._derived.kin = kin

    def suggest(self, suggester: Suggested) -> None:
        """Let somebody else propose labels, too."""
        self._derived.suggesters.append(suggester)

    def proposed(self, article: Article, sentence: int) -> tuple[Proposal, ...]:
        """Return what is proposed for a sentence, the surest first."""
        return self._derived.at(article, sentence)

    def proposals(self, article: Article) -> tuple[Proposal, ...]:
        """Return everything that is proposed for an article; time grows with its sentences."""
        return tuple(self._derived.of(article))

    def accept(self, articles: Sequence[Article], wanted: Iterable[Proposal]) -> Changed:
        """Make labels of proposals for some articles; one step.

        What is not proposed any more is passed over, as is what another one accepted here speaks against. A
        proposal may come with other attributes or parts than it was made with: a person changed it first.
        """
        return self._answer(articles, wanted, accepted=True)

    def reject(self, articles: Sequence[Article], wanted: Iterable[Proposal]) -> Changed:
        """Remember of proposals that they are wrong; one step."""
        return self._answer(articles, wanted, accepted=False)

    @property
    def _derived(self) -> Proposals:
        if self._proposals is None:
            self._proposals = Proposals(lambda: self.schema, self._view)
        return self._proposals

    def _answer(self, articles: Sequence[Article], wanted: Iterable[Proposal], accepted: bool) -> Changed:
        by_id = {each.id: each for each in articles}
        draft, answered = Draft(), []
        for each in wanted:
            article = by_id[each.article]
            current = (other for sentence in each.sentences for other in self.proposed(article, sentence))
            found = next((other for other in current if other.id == each.id), None)
            view = self._view(article)
            if found is not None and self._is_open(draft, view, each):
                answered.append(each)
                edited = (found.attributes, found.parts) != (each.attributes, each.parts)
                self._settle(draft, view, each, accepted, edited)
        if not answered:
            return Changed((), "Nothing is proposed here", None, None)
        if accepted:
            self._last_label = answered[-1].label or self._last_label
            for change in draft.changes():
                self._carry(draft, by_id[change.article], change)
        first = answered[0]
        words = _answer_in_words(answered, accepted)
        changes = draft.changes()
        beyond = {change.article for change in changes} - {each.article for each in answered}
        return self._keep(words + in_others(len(beyond)), (first.article, first.sentences[0]), changes)

    def _is_open(self, draft: Draft, view: View, proposal: Proposal) -> bool:
        """Tell whether nothing speaks against a proposal when all of a draft is done."""
        standing = draft.standing(view, proposal.start, proposal.end)
        marks = [mark for sentence in proposal.sentences for mark in view.marks(sentence)]
        if proposal.label:
            against = self._derived.speaks_against(proposal.label, standing)
            return not against and not proposed.silenced(marks, standing)
        decided = any(mark.decided or mark.origin.kind == REJECTED for mark in marks)
        labelled = any(each.status is Status.ACCEPTED for each in standing)
        return not (decided or labelled or proposal.sentences[0] in draft.marked(view))

    def _settle(
        self, draft: Draft, view: View, proposal: Proposal, accepted: bool, edited: bool = False
    ) -> None:
        """Keep the answer to one proposal; what a person `edited` was updated after it was made."""
        if not proposal.label:
            sentence = proposal.sentences[0]
            origin = proposal.origin if accepted else replace(proposal.origin, kind=REJECTED)
            self._decide(draft, view, {sentence: (accepted, origin)})
            return
        status = Status.ACCEPTED if accepted else Status.REJECTED
        if proposal.stored:
            stored = view.record.annotations[proposal.stored]
            answered = replace(stored, status=status, updated=self._now())
            if edited:
                here = view.get(stored.id)
                answered = anchored(view, answered, here.start, here.end)
                answered = replace(answered, attributes=proposal.attributes, parts=proposal.parts)
            draft.swap(view, stored, answered)
            return
        parts, attributes = proposal.parts, proposal.attributes
        if proposal.origin.kind == SUGGESTED:
            label = self.schema.get(proposal.label)
            roles = {each.name for each in label.parts}
            parts = tuple(each for each in parts if each.role in roles)
            attributes = MappingProxyType(label.fitting(attributes))
        made = replace(
            self._make(view, proposal.start, proposal.end, proposal.label),
            parts=parts,
            attributes=attributes,
            origin=proposal.origin,
            status=status,
        )
        if edited:
            made = replace(made, updated=self._now(1))
        draft.swap(view, None, made)

    def _do(
        self,
        article: Article,
        message: str,
        sentence: int,
        *,
        annotations: Iterable[Swap[Annotation]] = (),
        marks: Iterable[Swap[Mark]] = (),
        merged: Mapping[str, str] = NOTHING,
    ) -> Changed:
        view = self._view(article)
        swaps = list(annotations)
        remembered = [self._remembered(view, swap, swaps) for swap in swaps]
        return super()._do(article, message, sentence, annotations=remembered, marks=marks, merged=merged)

    def _remembered(
        self, view: View, swap: Swap[Annotation], swaps: Sequence[Swap[Annotation]]
    ) -> Swap[Annotation]:
        """Return what takes an annotation away; one that would only be proposed again is rejected.

        `swaps` are all of the step: where one puts the same label there anew, nothing is rejected.
        """
        before, after = swap
        if before is None or after is not None or before.origin.kind not in DERIVED:
            return swap
        if before.status is not Status.ACCEPTED or not view.has(before.id):
            return swap
        at = view.get(before.id)
        new = (after for _, after in swaps if after is not None)
        if any(n.label == at.label and n.start < at.end and at.start < n.end for n in new):
            return swap
        return before, replace(before, status=Status.REJECTED, updated=self._now())

    def _along(self, article: Article, change: Change, merged: Mapping[str, str]) -> tuple[Change, ...]:
        if self.kin is None or not self.kin.out_of(article):
            return ()
        draft = Draft([change])
        self._carry(draft, article, change, merged)
        return tuple(each for each in draft.changes() if each.article != article.id)

    def _carry(
        self, draft: Draft, article: Article, change: Change, merged: Mapping[str, str] = NOTHING
    ) -> None:
        """Add to a draft what follows in the other versions from a change of an article.

        What was carried from annotations that are `merged` stays, as carried from those that remain.
        """
        if self.kin is None:
            return
        view = self._view(article)
        gone = [(each, after) for each, after in change.annotations if each is not None and _stands(each)]
        new = [
            after for before, after in change.annotations if after and _stands(after) and not _stands(before)
        ]
        placed = [each for after in new if (each := _placed(view, after)) is not None]
        for link in self.kin.out_of(article):
            target = self._view(link.target)
            target.search.prepare(each.text for each in placed)
            for before, after in gone:
                if before.id in merged:
                    draft.repoint(target, before.id, merged[before.id])
                    continue
                self._follow_one(draft, [article.id], view, before, after if _stands(after) else None, link)
            for each in placed:
                self._spread(draft, link, target, each)
            self._carry_marks(draft, view, link, target, change.marks)

    def _spread(self, draft: Draft, link: Link, view: View, source: Annotation) -> None:
        """Put a label on the same words of another version, where nothing speaks against it."""
        for target in link.targets(source):
            if not target.sure:
                continue
            standing = draft.standing(view, target.start, target.end)
            marks = [m for i in view.sentences(target.start, target.end) for m in view.marks(i)]
            if self._derived.speaks_against(source.label, standing) or proposed.silenced(
                marks, standing, source=link.source.id
            ):
                continue
            draft.swap(view, None, self._carried(view, link, target, source))

    def _carried(self, view: View, link: Link, target: Target, source: Annotation) -> Annotation:
        return replace(
            self._make(view, target.start, target.end, source.label),
            parts=target.parts,
            attributes=MappingProxyType(self._derived.attributes(source, view.article.text)),
            origin=carried_origin(link, target, source),
        )

    def _follow_one(
        self,
        draft: Draft,
        passed: list[str],
        view: View,
        before: Annotation,
        after: Annotation | None,
        link: Link,
    ) -> None:
        """Let what was carried from an annotation to one version, and on from there, become what it became.

        `passed` are the versions on the way, in which the annotation itself stands.
        """
        target = self._view(link.target)
        for stored in draft.carried(target, before.id):
            place = self._untouched(view, target, stored, before, link)
            if place is None:
                continue
            became = (
                None if after is None else self._became(view, target, stored, (before, after), link, place)
            )
            if became is not None and self._clashes(draft, target, stored, became):
                continue
            draft.swap(target, stored, became)
            beyond = [*passed, link.target.id]
            for further in self.kin.out_of(link.target) if self.kin else ():
                if further.target.id not in beyond:
                    self._follow_one(draft, beyond, target, stored, became, further)

    def _clashes(self, draft: Draft, view: View, stored: Annotation, became: Annotation) -> bool:
        """Tell whether a label cannot change as another did, as it would clash with others there."""
        same = (became.label, became.start, became.end) == (stored.label, stored.start, stored.end)
        placed = None if same else _placed(view, became)
        return placed is not None and draft.clashes(self.schema, view, placed)

    def _untouched(
        self, view: View, target: View, carried: Annotation, source: Annotation, link: Link
    ) -> int | None:
        """Return which of the places of its source a carried annotation has; None if a person changed it.

        Where the source has lost its place, what it says has to do.
        """
        if not target.has(carried.id) or not follows(carried, source):
            return None
        if dict(carried.attributes) != self._derived.attributes(source, target.article.text):
            return None
        placed = _placed(view, source)
        if placed is None:
            return 0
        here = target.get(carried.id)
        places = [(each.start, each.end, each.parts) for each in link.targets(placed)]
        own = here.start, here.end, here.parts
        return places.index(own) if own in places else None

    def _became(
        self,
        view: View,
        target: View,
        carried: Annotation,
        change: tuple[Annotation, Annotation],
        link: Link,
        place: int,
    ) -> Annotation | None:
        """Return a carried annotation after a change of the one it came from; None if it has no place now."""
        old, new = (_placed(view, each) for each in change)
        _, after = change
        changed = replace(
            carried,
            label=after.label,
            attributes=MappingProxyType(self._derived.attributes(after, target.article.text)),
            updated=after.updated,
        )
        if old is None or new is None or (old.start, old.end, old.parts) == (new.start, new.end, new.parts):
            return changed
        places = link.targets(new)
        if place >= len(places):
            return None
        made = self._carried(target, link, places[place], new)
        return replace(made, id=carried.id, created=carried.created, updated=after.updated)

    def _carry_marks(
        self, draft: Draft, view: View, link: Link, target: View, marks: Iterable[Swap[Mark]]
    ) -> None:
        """Decide the same sentences of another version, or take that back."""
        article = view.article
        before, after = _decided(view, [old for old, _ in marks]), _decided(view, [new for _, new in marks])
        wanted: dict[int, tuple[bool, Origin]] = {}
        for sentence in sorted(after ^ before):
            group = link.group(sentence)
            if group is None or not link.sure(group):
                continue
            there = group.theirs[0]
            if there in wanted or there in draft.marked(target):
                continue
            if sentence in before:
                if any(_is_of(mark, article) for mark in target.marks(there)):
                    wanted[there] = False, MANUAL
                continue
            known = target.marks(there)
            refused = any(mark.decided or mark.origin.kind == REJECTED for mark in known)
            if not refused and not draft.accepted(target, there):
                place = target.article.sentences[there]
                at = Target(place.start, place.end, group.score, True)
                wanted[there] = True, carried_origin(link, at, None)
        self._decide(draft, target, wanted)

    def _decide(self, draft: Draft, view: View, wanted: Mapping[int, tuple[bool, Origin]]) -> None:
        """Decide sentences that have not been marked in a draft, or take that back, each with its origin."""
        among = {*wanted, *draft.marked(view)}
        for sentence, (decided, origin) in wanted.items():
            draft.mark(view, sentence, self._remark(view, sentence, decided, origin=origin, among=among))

    def _follow(self, changes: Iterable[Change]) -> dict[str, set[int]]:
        """Tell also of the sentences for which something else is proposed now."""
        touched = super()._follow(changes)
        kin = self.kin
        if kin is None:
            return touched
        for article_id, sentences in list(touched.items()):
            article = kin.articles.get(article_id)
            for link in kin.out_of(article) if article else ():
                groups = (link.group(sentence) for sentence in list(sentences))
                theirs = {j for group in groups if group for j in group.theirs}
                touched.setdefault(link.target.id, set()).update(theirs)
        return touched


def _stands(annotation: Annotation | None) -> bool:
    return annotation is not None and annotation.status is Status.ACCEPTED


def _is_of(mark: Mark, article: Article) -> bool:
    """Tell whether a mark was carried from an article."""
    return mark.decided and mark.origin.kind == CARRIED and mark.origin.article == article.id


def _placed(view: View, annotation: Annotation) -> Annotation | None:
    """Return an annotation at its place in the present text, which need not be stored yet."""
    return anchors.place(annotation, view.article.text, view.article.digest, view.search)


def _decided(view: View, marks: Iterable[Mark | None]) -> set[int]:
    """Return the sentences that some of the marks say are decided."""
    article = view.article
    placed = (
        anchors.place_mark(mark, article.text, article.digest, view.search)
        for mark in marks
        if mark is not None and mark.decided
    )
    return {sentence for each in placed if each for sentence in view.sentences(each.start, each.end)}


def _answer_in_words(answered: Sequence[Proposal], accepted: bool) -> str:
    verb = "accepted" if accepted else "rejected"
    if len(answered) == 1:
        only = answered[0]
        span = range(only.sentences[0], only.sentences[-1] + 1)
        return f"{only.what} {verb} on {in_words(span)}"
    counts: dict[str, int] = {}
    for each in answered:
        counts[each.what] = counts.get(each.what, 0) + 1
    articles = len({each.article for each in answered})
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    return f"{verb} {len(answered)} proposals ({told})" + (f" in {articles} versions" if articles > 1 else "")
