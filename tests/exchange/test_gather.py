"""Documents: which labels and sentences an export is about."""

import pytest
from made import LABELS, TEXT, article, document, gathered, labelled, session

from reader.annotate.annotation import Status
from reader.annotate.records import StoreError
from reader.annotate.schema import Schema
from reader.exchange.examples import CUT, examples
from reader.exchange.gather import DAMAGED, GONE, documents
from reader.exchange.losses import Losses
from reader.exchange.selection import Disagreements, Selection


def test_every_span_is_the_text_at_its_place() -> None:
    made = document()
    assert len(made.annotations) == 4
    for annotation in made.annotations:
        for piece in (annotation, *annotation.parts):
            assert made.article.text[piece.start : piece.end] == piece.text


def test_only_decided_sentences_are_examples_and_those_without_label_are_negatives() -> None:
    made = document()
    losses = Losses()
    found = {example.sentence: example.labels for example in examples(made, losses)}
    last = len(made.article.sentences) - 1
    assert found[last] == found[last - 1] == ()
    assert set(found.values()) == {(), ("claim",), ("quote",)}
    assert losses.counts[CUT] == 1
    undecided = gathered(labelled()[1], articles=[labelled()[0]], undecided=True)[0]
    assert len(list(examples(undecided, Losses()))) == len(made.article.sentences)


def test_pieces_count_within_their_sentence() -> None:
    for example in examples(document(), Losses()):
        for piece in example.pieces:
            assert 0 <= piece.start < piece.end <= len(example.text)
        whole = {example.text[p.start : p.end] for p in example.pieces if p.whole}
        if example.sentence == 0:
            assert whole == {"“we lost 2,300 homes”", "said", "Mayor Ana Doe"}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({}, 4),
        ({"labels": frozenset({"claim"})}, 2),
        ({"since": "2026-01-03"}, 0),
        ({"since": "2026-01-02"}, 4),
        ({"statuses": frozenset({Status.REJECTED})}, 0),
        ({"stories": frozenset({"story/a.txt"})}, 4),
    ],
)
def test_labels_are_chosen(options: dict, count: int) -> None:
    a, s = labelled()
    assert sum(len(made.annotations) for made in gathered(s, articles=[a], **options)) == count


def test_a_sentence_with_another_label_is_a_negative_of_the_chosen_one() -> None:
    a, s = labelled()
    (made,) = gathered(s, articles=[a], labels=frozenset({"claim"}))
    assert [e.labels for e in examples(made, Losses()) if e.sentence == 0] == [()]


def test_disagreements_stay_go_or_become_shares() -> None:
    a = article()
    ann, kim = session("ann"), session("kim")
    for s, label in ((ann, "claim"), (kim, "quote")):
        s.tag(a, 1, 1, label)
        s.tag(a, 2, 2, "claim")
    (made,) = gathered(ann, kim, articles=[a])
    kept = [(e.sentence, e.annotator, e.labels) for e in examples(made, Losses())]
    assert kept == [
        (1, "ann", ("claim",)),
        (1, "kim", ("quote",)),
        (2, "ann", ("claim",)),
        (2, "kim", ("claim",)),
    ]
    out = [e.sentence for e in examples(made, Losses(), Disagreements.OUT)]
    assert out == [2, 2]
    soft = [(e.sentence, dict(e.shares)) for e in examples(made, Losses(), Disagreements.SOFT)]
    assert soft == [(1, {"claim": 0.5, "quote": 0.5}), (2, {"claim": 1.0})]


def test_context_stands_around() -> None:
    first, second, *_ = examples(document(), Losses())
    assert first.around(1) == ("", "Police denied it.")
    assert second.around(1)[0].startswith("👍 Mayor")
    assert second.around(0) == ("", "")


def test_furniture_and_repeats_are_left_out_unless_asked_for() -> None:
    a, s = labelled()
    site = frozenset({1})
    make = lambda furniture: next(  # noqa: E731
        documents([a], [s.store], Selection(furniture=furniture), Losses(), site=lambda _: site)
    )
    assert 1 not in make(False).decided["ann"]
    assert 1 in make(True).decided["ann"]


def test_words_that_are_gone_are_named() -> None:
    _, s = labelled()
    losses = Losses()
    changed = article(TEXT.replace("Police denied it.", "Police confirmed it."))
    (made,) = documents([changed], [s.store], Selection(), losses, site=lambda _: frozenset())
    assert len(made.annotations) == 3
    assert losses.counts[GONE] == 1
    assert "Police denied it." in str(losses.to_json())


def test_a_damaged_article_stops_nobody_else() -> None:
    a, s = labelled()
    other = article("Another text.", "b.txt")
    s.tag(other, 0, 0, "claim")
    read = s.store.read

    def broken(article_id: str):
        if article_id == a.id:
            raise StoreError("story/a.txt.json is damaged")
        return read(article_id)

    s.store.read = broken
    losses = Losses()
    assert [d.article.id for d in documents([a, other], [s.store], Selection(), losses)] == ["b.txt"]
    assert losses.counts[DAMAGED] == 1


def test_unknown_labels_come_after_the_defined_ones() -> None:
    defined = [label.name for label in Schema.default().labels]
    assert Selection().names(defined, ["opinion", "claim"]) == [*LABELS, "opinion"]


def test_a_note_on_a_sentence_has_no_place_and_is_told() -> None:
    a, s = article(), session()
    s.tag_span(a, a.sentences[0].start, a.sentences[0].end, "claim", note="look this up")
    losses = Losses()
    list(documents([a], [s.store], Selection(), losses, site=lambda _: frozenset()))
    assert losses.counts == {"notes on sentences": 1}


@pytest.mark.parametrize("options", [{"since": "2900"}, {"statuses": frozenset({Status.PROPOSED})}])
def test_a_label_that_was_not_asked_for_makes_no_negative_of_its_sentence(options: dict) -> None:
    a, s = article(), session()
    s.tag(a, 1, 1, "claim")
    s.clear(a, 2, 2)
    losses = Losses()
    for undecided in (False, True):
        selection = Selection(**options, undecided=undecided)
        (made,) = documents([a], [s.store], selection, losses, site=lambda _: frozenset())
        assert 1 not in made.decided["ann"]
        assert 2 in made.decided["ann"]
    what = "sentences with an accepted label that was not asked for, which would be wrong examples"
    assert losses.counts == {what: 2}
