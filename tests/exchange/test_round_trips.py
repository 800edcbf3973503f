"""What a format can express comes back equal; what it cannot is in the loss report."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import LABELS, TEXT, article, gathered, job, labelled, session

from reader.annotate.annotation import Status
from reader.annotate.schema import Schema
from reader.corpus.article import Article
from reader.exchange.document import Document
from reader.exchange.exporting import export
from reader.exchange.formats import FORMATS, Unit
from reader.exchange.layers import overlapping, spans
from reader.exchange.losses import Losses
from reader.exchange.placing import place
from reader.exchange.wording import words

WRITTEN = [name for name, each in FORMATS.items() if each.writes and each.reads]
SPANNED = [name for name in WRITTEN if Unit.ARTICLE in FORMATS[name].units and name != "conll"]
KEEPS_ATTRIBUTES = {"jsonl", "parquet", "label-studio", "brat", "inception", "web-annotation"}
KEEPS_NEGATIVES = {"jsonl", "parquet", "inception"}


class Shelf(dict):
    """Articles by id, as a corpus."""

    index = None


def brought(name: str, target: Path, articles: list[Article], losses: Losses) -> dict:
    shelf = Shelf({each.id: each for each in articles})
    arrivals = place(FORMATS[name].reading()(target, losses), shelf, Schema.default(), losses)
    found: dict = {}
    for arrival in arrivals:
        drafts, decided = found.setdefault(arrival.article.id, ([], set()))
        drafts += arrival.drafts
        decided.update(arrival.decided)
    return found


def written(name: str, folder: Path, documents: list, **options: object) -> tuple[Path, Losses]:
    target = folder / (name if FORMATS[name].folder else f"{name}.out")
    wanted = job(**options)
    export(FORMATS[name], target, lambda: documents, wanted, {})
    return target, wanted.losses


def noted(document: Document) -> Document:
    last = document.annotations[-1]
    return replace(document, annotations=(*document.annotations[:-1], replace(last, note="look this up")))


def essence(each) -> tuple:
    parts = [part if isinstance(part, tuple) else (part.role, part.start, part.end) for part in each.parts]
    return each.label, each.start, each.end, tuple(sorted(parts))


def said(each) -> dict:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in each.attributes.items()}


@pytest.mark.parametrize("name", SPANNED)
def test_spans_parts_attributes_and_negatives_of_articles(name: str, tmp_path: Path) -> None:
    a, s = labelled()
    documents = [noted(each) for each in gathered(s, articles=[a])]
    target, lost = written(name, tmp_path, documents)
    losses = Losses()
    drafts, decided = brought(name, target, [a], losses)[a.id]
    assert losses.counts == {}
    expected = documents[0].annotations
    assert sorted(map(essence, drafts)) == sorted(map(essence, expected))
    attributes = {essence(each): said(each) for each in expected if each.attributes}
    if name in KEEPS_ATTRIBUTES:
        assert {essence(each): said(each) for each in drafts if each.attributes} == attributes
        assert [d.note for d in drafts if d.note] == ["look this up"]
    else:
        assert lost.counts["attributes"] == sum(len(each) for each in attributes.values())
        assert lost.counts["notes"] == 1
    last = len(a.sentences) - 1
    if name in KEEPS_NEGATIVES:
        assert {last - 1, last} <= decided
    else:
        assert lost.counts["sentences decided to carry no label"] == 2


SENTENCED = [name for name in WRITTEN if Unit.SENTENCE in FORMATS[name].units]


@pytest.mark.parametrize("name", SENTENCED)
def test_labels_and_negatives_of_sentences(name: str, tmp_path: Path) -> None:
    a, s = article(), session()
    s.tag(a, 0, 1, "claim")
    s.tag(a, 1, 1, "quote")
    s.clear(a, 2, 3)
    target, _ = written(name, tmp_path, gathered(s, articles=[a]), unit=Unit.SENTENCE)
    losses = Losses()
    drafts, decided = brought(name, target, [a], losses)[a.id]
    assert losses.counts == {}
    where = [a.sentences[0], a.sentences[1], a.sentences[1]]
    assert sorted((d.label, d.start, d.end) for d in drafts) == sorted(
        zip(("claim", "claim", "quote"), (w.start for w in where), (w.end for w in where), strict=True)
    )
    assert {2, 3} <= decided


def test_conll_keeps_words_and_tells_of_the_rest(tmp_path: Path) -> None:
    a, s = labelled()
    target, lost = written("conll", tmp_path, gathered(s, articles=[a]))
    losses = Losses()
    drafts, decided = brought("conll", target, [a], losses)[a.id]
    assert losses.counts == {}
    assert ("claim", *_span(a.text, "Police denied it."), ()) in set(map(essence, drafts))
    quote = _span(a.text, "“we lost 2,300 homes”")
    parts = (
        ("content", *quote),
        ("cue", *_span(a.text, "said")),
        ("source", *_span(a.text, "Mayor Ana Doe")),
    )
    assert ("quote", *quote, parts) in set(map(essence, drafts))
    assert lost.counts["spans over several sentences, cut into one a sentence"] == 3
    assert len(a.sentences) - 1 in decided


def _span(text: str, piece: str) -> tuple[int, int]:
    return text.index(piece), text.index(piece) + len(piece)


TEXTS = st.text(st.sampled_from("ab é\u0301👍🏽東.“”\n\t1,"), min_size=1, max_size=40).filter(str.strip)


@st.composite
def labelled_texts(draw: st.DrawFn) -> tuple[Article, tuple[tuple[int, int, str], ...]]:
    text = draw(TEXTS).strip()
    solid = [at for at, each in enumerate(text) if not each.isspace()]
    letter = st.sampled_from(solid)
    spans_ = draw(st.lists(st.tuples(letter, letter, st.sampled_from(LABELS)), max_size=4))
    return Article("x.txt", text, "X"), tuple({(min(a, b), max(a, b) + 1, name) for a, b, name in spans_})


@pytest.mark.parametrize("name", ["jsonl", "doccano", "prodigy", "label-studio", "brat", "web-annotation"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(made=labelled_texts())
def test_any_span_of_any_text_comes_back(name: str, tmp_path_factory, made) -> None:
    a, wanted = made
    s = session()
    for start, end, label in sorted(wanted):
        s.tag_span(a, start, end, label)
    documents = gathered(s, articles=[a])
    if not documents:
        return
    target, _ = written(name, tmp_path_factory.mktemp("trip"), documents)
    losses = Losses()
    drafts = brought(name, target, [a], losses).get(a.id, ([], set()))[0]
    assert losses.counts == {}
    assert sorted((d.start, d.end, d.label) for d in drafts) == sorted(wanted)


@given(TEXTS)
def test_words_hold_all_but_white_space(text: str) -> None:
    assert "".join(each.text for each in words(text)) == "".join(text.split())
    assert all(text[each.start : each.end] == each.text for each in words(text))


def test_bringing_a_file_twice_changes_nothing_and_undo_takes_it_back(tmp_path: Path) -> None:
    a, s = labelled()
    target, _ = written("jsonl", tmp_path, gathered(s, articles=[a]))
    other = session("kim")
    incoming = FORMATS["jsonl"].reading()(target, Losses())
    arrivals = list(place(incoming, Shelf({a.id: a}), Schema.default(), Losses()))
    first = other.bring(arrivals, target.name, Status.PROPOSED)
    assert first.seq is not None
    assert {each.status for each in other.annotations(a)} == {Status.PROPOSED}
    assert {each.origin.kind for each in other.annotations(a)} == {"imported"}
    assert other.bring(arrivals, target.name, Status.PROPOSED).seq is None
    assert not any(other.decided(a, each.index) for each in a.sentences)
    other.undo()
    assert other.annotations(a) == ()
    named = session("anna")
    assert named.bring(arrivals, target.name, Status.ACCEPTED).seq is not None
    assert named.decided(a, len(a.sentences) - 1)
    assert named.bring(arrivals, target.name, Status.ACCEPTED).seq is None


def test_a_changed_text_gets_what_can_be_placed_and_lists_the_rest(tmp_path: Path) -> None:
    a, s = labelled()
    target, _ = written("doccano", tmp_path, gathered(s, articles=[a]))
    changed = article("New first line.\n\n" + TEXT.replace("Police denied it.", "Police confirmed it."))
    losses = Losses()
    drafts, _ = brought("doccano", target, [changed], losses)[a.id]
    assert losses.counts == {"labels whose words are not in the article": 1}
    for draft in drafts:
        assert changed.text[draft.start : draft.end] in TEXT


def test_overlaps_are_told_where_a_tool_drops_them(tmp_path: Path) -> None:
    a, s = labelled()
    documents = gathered(s, articles=[a])
    _, lost = written("doccano", tmp_path, documents)
    dropped = lost.counts["overlapping spans, which doccano drops unless the project allows them"]
    assert dropped == len(overlapping(list(spans(documents[0])))) > 0


def test_an_export_is_one_annotators_or_says_whose(tmp_path: Path) -> None:
    a, ann = labelled("ann")
    _, kim = labelled("kim")
    stream = io.BytesIO()
    export(FORMATS["prodigy"], stream, lambda: gathered(ann, kim, articles=[a]), job(), {})
    assert stream.getvalue().count(b'"_annotator_id":"ann"') == 1
    assert stream.getvalue().count(b'"_annotator_id":"kim"') == 1
