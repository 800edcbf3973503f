import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.align import EdgeKind
from reader.compare.comparison import Cancelled, Change, Comparison, Relation
from reader.compare.flags import Flag
from reader.compare.quote_pairs import Wording
from reader.compare.relation import Kinship
from reader.compare.words import HunkKind
from reader.corpus.article import Article

FERRY = [
    "The mayor of Norwick opened the new ferry harbour on Monday.",
    "Three engineers had worked on the floating bridge since last winter.",
    "Fishermen complained that the berths cost 40 crowns a week and that nobody had asked them.",
    "A brass band from the valley played until the rain came.",
    "The first crossing to Ile Marron leaves tomorrow morning.",
]


def article(name: str, sentences: list[str]) -> Article:
    return Article(name, "\n".join(sentences), name)


def compare(*versions: list[str], base: int = 0) -> Comparison:
    return Comparison.of([article(str(k), v) for k, v in enumerate(versions)], base)


def cells(comparison: Comparison) -> list[tuple[tuple[int, ...], ...]]:
    return [row.cells for row in comparison.rows]


def marked(comparison: Comparison, version: int, sentence: int, against: int | None = None) -> list[str]:
    text = comparison.articles[version].sentence_text(sentence)
    return [text[c.start : c.end] for c in comparison.changes(version, sentence, against)]


def variant(generator: random.Random, source: list[str]) -> list[str]:
    """Return `source` with sentences dropped, edited, added, split and moved."""
    result = []
    for sentence in source:
        fate = generator.random()
        if fate < 0.15:
            continue
        if fate < 0.3:
            words = sentence.split()
            words[generator.randrange(len(words))] = "something"
            sentence = " ".join(words)
        if fate > 0.9:
            words = sentence.split()
            result.append(" ".join(words[: len(words) // 2]) + ".")
            sentence = " ".join(words[len(words) // 2 :])
        result.append(sentence)
        if generator.random() < 0.15:
            result.append(f"Extra {generator.choice('abc')} word{generator.randrange(4)} stands here today.")
    if result and generator.random() < 0.4:
        result.insert(generator.randrange(len(result)), result.pop(generator.randrange(len(result))))
    return result


@st.composite
def versions(draw):
    generator = random.Random(draw(st.integers(0, 100_000)))
    source = [
        " ".join(f"{generator.choice('bdfgklmnprst')}{generator.choice('aeiou')}{n}{k}" for k in range(8))
        + "."
        for n in range(draw(st.integers(0, 10)))
    ]
    made = [variant(generator, source) for _ in range(draw(st.integers(1, 4)))]
    return made, draw(st.integers(0, len(made) - 1))


@given(versions())
@settings(deadline=None, max_examples=80)
def test_every_sentence_has_one_place_and_every_version_reads_downwards(drawn):
    made, base = drawn
    comparison = compare(*made, base=base)
    for version, article_ in enumerate(comparison.articles):
        down = [s for row in comparison.rows for s in row.cells[version]]
        assert down == list(range(len(article_.sentences)))
        for index, row in enumerate(comparison.rows):
            cell = row.cells[version]
            assert all(comparison.row_of(version, s) == index for s in cell)
    assert all(any(row.cells) for row in comparison.rows)


@given(versions())
@settings(deadline=None, max_examples=80)
def test_partners_and_relations_agree_with_the_alignment(drawn):
    made, base = drawn
    comparison = compare(*made, base=base)
    for version, alignment in comparison.alignments.items():
        for edge in alignment.edges:
            assert edge.j in comparison.partners(base, edge.i, version)
            assert edge.i in comparison.partners(version, edge.j, base)
            if edge.kind is not EdgeKind.MOVED:
                assert comparison.row_of(base, edge.i) == comparison.row_of(version, edge.j)
        for row in comparison.rows:
            relation = row.relations[version]
            if row.cells[base] and not row.cells[version]:
                assert relation in (Relation.DELETED, Relation.MOVED, Relation.FURNITURE)
            elif row.cells[version] and not row.cells[base]:
                assert relation in (Relation.INSERTED, Relation.MOVED, Relation.FURNITURE)
            elif not row.cells[version]:
                assert relation is None
        for j in range(len(comparison.articles[version].sentences)):
            for change in comparison.changes(version, j):
                assert 0 <= change.start < change.end <= len(comparison.articles[version].sentence_text(j))


@given(versions())
@settings(deadline=None, max_examples=60)
def test_partners_of_any_two_versions_are_each_others(drawn):
    made, base = drawn
    comparison = compare(*made, base=base)
    sizes = [len(article_.sentences) for article_ in comparison.articles]
    for one in range(len(made)):
        for other in range(len(made)):
            for s in range(sizes[one]):
                for t in comparison.partners(one, s, other):
                    assert s in comparison.partners(other, t, one)


@given(versions(), st.data())
@settings(deadline=None, max_examples=60)
def test_another_base_gives_the_same_as_comparing_anew(drawn, data):
    made, base = drawn
    other = data.draw(st.integers(0, len(made) - 1))
    rebased = compare(*made, base=base).rebased(other)
    anew = compare(*made, base=other)
    assert rebased.base == other
    assert rebased.rows == anew.rows
    assert {v: a.edges for v, a in rebased.alignments.items()} == {
        v: a.edges for v, a in anew.alignments.items()
    }
    for version in anew.alignments:
        assert rebased.summary(version) == anew.summary(version)


@given(versions())
@settings(deadline=None, max_examples=60)
def test_moved_blocks_hold_every_moved_sentence_once(drawn):
    made, base = drawn
    comparison = compare(*made, base=base)
    for version, alignment in comparison.alignments.items():
        moved = [e for e in alignment.edges if e.kind is EdgeKind.MOVED]
        blocks = comparison.moves(version)
        assert sorted(i for block in blocks for i in block.base) == sorted({e.i for e in moved})
        assert sorted(j for block in blocks for j in block.version) == sorted({e.j for e in moved})


def test_furniture_and_repeats_are_told_apart_and_count_for_nothing():
    scraped = ["ADVERTISEMENT", *FERRY[:3], FERRY[0], *FERRY[3:], "Share this article"]
    comparison = compare(FERRY, scraped)
    assert comparison.furniture(1) == {0, 7}
    assert comparison.repeats(1) == {4: 1}
    assert [comparison.relation(1, s) for s in (0, 4, 7)] == [Relation.FURNITURE] * 3
    assert not any(comparison.differs(row) for row in range(len(comparison.rows)))
    assert (comparison.summary(1).added, comparison.summary(1).share) == (0, 1.0)
    back = comparison.rebased(1)
    assert (back.relation(1, 0), back.relation(0, 0)) == (Relation.FURNITURE, None)
    assert back.summary(0).deleted == 0


def test_furniture_that_has_a_partner_keeps_its_relation():
    scraped = ["ADVERTISEMENT", *FERRY]
    comparison = compare(scraped, scraped)
    assert comparison.furniture(0) == {0}
    assert comparison.rows[0].relations == (None, Relation.SAME)
    assert comparison.summary(1).kinship is Kinship.SAME_TEXT


def test_furniture_can_be_handed_in():
    articles = [article("a", FERRY), article("b", [*FERRY, "Norwick Harbour Letters"])]
    assert Comparison.of(articles).relation(1, 5) is Relation.INSERTED
    comparison = Comparison.of(articles, furniture=[(), {5}])
    assert comparison.relation(1, 5) is Relation.FURNITURE


SPINNING = {
    "the": "thaw", "of": "off-white", "on": "connected", "had": "person", "that": "thing", "and": "addition",
    "from": "distant", "until": "wherever", "week": "hebdomad", "new": "caller", "first": "archetypal",
}  # fmt: skip


def test_a_spun_copy_can_be_read_through():
    source = [f"{sentence[:-1]} {name}." for name in ("Tolva", "Gavik") for sentence in FERRY]
    copy = [" ".join(SPINNING.get(word, word) for word in sentence.split()) for sentence in source]
    copy[2] = copy[2].replace("40", "50")
    comparison = compare(source, copy)
    text = comparison.articles[1].sentence_text(2)
    read = text
    for swap in reversed(comparison.swaps(1, 2)):
        read = read[: swap.start] + swap.other + read[swap.end :]
    assert read == source[2].replace("40", "50")
    real = [c for c in comparison.changes(1, 2) if Flag.SWAP not in c.flags]
    assert [text[c.start : c.end] for c in real] == ["50"]
    assert [swap.other for swap in comparison.swaps(0, 2)] == [
        "thing",
        "thaw",
        "hebdomad",
        "addition",
        "thing",
        "person",
    ]


def test_quotations_are_found_once_and_kept():
    one = ["“We will never sell the old ferry,” said Ines Vole.", FERRY[0]]
    two = ["“We will sell the old ferry,” said Ines Vole.", FERRY[0]]
    comparison = compare(one, two)
    (pair,) = comparison.quotes()
    assert (pair.wording, pair.a.sentences, pair.b.sentences) == (Wording.ALTERED, (0,), (0,))
    assert comparison.quotes() is comparison.quotes()


def test_one_article_alone_has_rows_without_relations():
    comparison = compare(FERRY)
    assert cells(comparison) == [((k,),) for k in range(5)]
    assert not any(comparison.differs(k) for k in range(5))
    assert comparison.relation(0, 0) is None
    assert comparison.changes(0, 0) == ()


def test_edit_insertion_and_deletion():
    later = [FERRY[0], FERRY[1].replace("Three", "Four"), "A dog ran across the quay.", *FERRY[3:]]
    comparison = compare(FERRY, later)
    assert cells(comparison) == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), ()),
        ((), (2,)),
        ((3,), (3,)),
        ((4,), (4,)),
    ]
    assert [row.relations for row in comparison.rows] == [
        (None, Relation.SAME),
        (None, Relation.EDITED),
        (Relation.DELETED, Relation.DELETED),
        (Relation.INSERTED, Relation.INSERTED),
        (None, Relation.SAME),
        (None, Relation.SAME),
    ]
    assert [comparison.differs(k) for k in range(6)] == [False, True, True, True, False, False]
    assert [comparison.relation(0, k) for k in range(3)] == [None, Relation.EDITED, Relation.DELETED]
    assert [comparison.relation(1, k) for k in range(3)] == [None, Relation.EDITED, Relation.INSERTED]
    assert comparison.changes(0, 1) == (Change(0, 5, HunkKind.REPLACE, comparison.changes(0, 1)[0].flags),)
    assert marked(comparison, 1, 1) == ["Four"]


def test_a_split_is_diffed_against_both_halves_together():
    later = [
        *FERRY[:2],
        "Fishermen complained that the berths cost 50 crowns a week.",
        "Nobody had asked them.",
    ]
    comparison = compare(FERRY[:3], later)
    assert comparison.rows[2].cells == ((2,), (2, 3))
    assert comparison.relation(0, 2) is Relation.SPLIT
    assert comparison.relation(1, 3) is Relation.SPLIT
    assert comparison.partners(0, 2, 1) == (2, 3)
    assert marked(comparison, 0, 2) == ["40", "and that nobody"]
    assert marked(comparison, 1, 2) == ["50", "."]
    assert marked(comparison, 1, 3) == ["Nobody"]


def test_a_moved_sentence_stands_in_its_own_order_and_finds_its_other_place():
    later = [FERRY[4].replace("tomorrow", "Tuesday"), *FERRY[:4]]
    comparison = compare(FERRY, later)
    assert cells(comparison)[0] == ((), (0,))
    assert cells(comparison)[-1] == ((4,), ())
    assert comparison.relation(0, 4) is comparison.relation(1, 0) is Relation.MOVED
    assert comparison.partners(0, 4, 1) == (0,)
    assert marked(comparison, 1, 0) == ["Tuesday"]
    assert marked(comparison, 0, 4) == ["tomorrow"]


def test_a_rewritten_sentence_is_one_change():
    other = [FERRY[0], "Nobody along the quay cared about engineers or their bridge.", *FERRY[2:]]
    comparison = compare(FERRY, other)
    if comparison.partners(0, 1, 1):
        assert marked(comparison, 1, 1) == [other[1]]


def test_sentences_that_only_other_versions_share_stand_in_one_row():
    added = "Divers found an old anchor below the quay wall."
    one = [*FERRY[:2], added, *FERRY[2:]]
    two = [*FERRY[:2], added.replace("old", "ancient"), *FERRY[2:]]
    comparison = compare(FERRY, one, two)
    assert ((), (2,), (2,)) in cells(comparison)
    assert comparison.partners(1, 2, 2) == (2,)
    assert marked(comparison, 2, 2, against=1) == ["ancient"]
    assert comparison.partners(1, 0, 2) == (0,)
    assert comparison.relation(1, 2) is Relation.INSERTED


def test_any_version_can_be_the_base():
    comparison = compare(FERRY, FERRY[:3], FERRY[1:], base=2)
    assert cells(comparison) == [
        ((0,), (0,), ()),
        ((1,), (1,), (0,)),
        ((2,), (2,), (1,)),
        ((3,), (), (2,)),
        ((4,), (), (3,)),
    ]
    assert comparison.rows[0].relations == (Relation.INSERTED, Relation.INSERTED, Relation.INSERTED)
    assert comparison.rows[3].relations == (Relation.SAME, Relation.DELETED, None)


def test_summary_counts_sentences():
    summary = compare(FERRY, [*FERRY[:3], "Nine swans slept."]).summary(1)
    assert (summary.kept, summary.edited, summary.added, summary.deleted, summary.moved) == (3, 0, 1, 2, 0)
    assert summary.kinship is Kinship.UPDATE


def test_a_comparison_can_be_cancelled():
    with pytest.raises(Cancelled):
        Comparison.of([article("a", FERRY), article("b", FERRY)], cancelled=lambda: True)
