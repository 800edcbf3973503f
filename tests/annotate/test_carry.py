"""Where labels belong in other versions."""

from annotate_helpers import make_article, make_session
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.annotation import Annotation
from reader.annotate.carry import Kin, Link
from reader.compare.align import align
from reader.compare.comparison import sentence_texts
from reader.corpus.article import Article

A = (
    "The bridge in Marlow was closed on Monday.",
    "“We saw the crack. We closed it at once,” said Ines Hartog.",
    "The council, which met on Tuesday, voted for a new bridge and set the price at nine million pounds.",
    "Shops near the market fear for the summer season.",
    "A ferry carries walkers across the river until then.",
)


def linked(a: tuple[str, ...], b: tuple[str, ...]) -> Link:
    link = Kin.of([make_article("a.txt", *a), make_article("b.txt", *b)]).link("a.txt", "b.txt")
    assert link is not None
    return link


def marked(article: Article, words: str, *parts: tuple[str, str]) -> Annotation:
    start = article.text.index(words)
    places = [(role, at := article.text.index(text), at + len(text)) for role, text in parts]
    session = make_session()
    session.tag_span(article, start, start + len(words), "quote", parts=places)
    return session.annotations(article)[0]


def carried(link: Link, words: str, *parts: tuple[str, str]) -> list[tuple[str, bool]]:
    found = link.targets(marked(link.source, words, *parts))
    return [(link.target.text[each.start : each.end], each.sure) for each in found]


def changed(at: int, *lines: str) -> tuple[str, ...]:
    return (*A[:at], *lines, *A[at + 1 :])


def test_the_same_sentence_is_sure_wherever_it_stands():
    link = linked(A, (A[0], A[1], A[4], A[2], A[3]))
    for sentence in A:
        assert carried(link, sentence) == [(sentence, True)] or sentence == A[1]


def test_an_edited_sentence_is_to_be_decided():
    edited = "A ferry now carries walkers across the river."
    assert carried(linked(A, changed(4, edited)), A[4]) == [(edited, False)]


def test_a_sentence_that_is_gone_gives_its_label_to_none():
    assert carried(linked(A, A[:4]), A[4]) == []
    assert carried(linked(A, changed(4, "The mill will be sold to a farmer from Velby.")), A[4]) == []


def test_both_halves_of_a_split_sentence_are_proposed():
    halves = (
        "The council, which met on Tuesday, voted for a new bridge.",
        "It set the price at nine million pounds.",
    )
    assert carried(linked(A, changed(2, *halves)), A[2]) == [(halves[0], False), (halves[1], False)]


def test_what_two_sentences_were_merged_into_is_proposed():
    merged = "Shops near the market fear for the summer season and a ferry carries walkers across the river."
    link = linked(A, (*A[:3], merged))
    assert carried(link, A[3]) == [(merged, False)]
    assert carried(link, A[4]) == [(merged, False)]


def test_words_are_found_in_an_edited_sentence():
    edited = "On Tuesday the council voted for a new bridge and set the price at nine million pounds in all."
    link = linked(A, changed(2, edited))
    assert carried(link, "set the price at nine million pounds") == [
        ("set the price at nine million pounds", False)
    ]


def test_words_that_are_gone_are_nowhere_though_their_sentence_stayed():
    link = linked(
        A, changed(2, "The council voted for a new bridge and set the price at nine million pounds.")
    )
    assert carried(link, "which met on Tuesday") == []


def test_words_in_the_same_sentence_are_sure():
    assert carried(linked(A, (A[4], *A[:4])), "set the price") == [("set the price", True)]


def test_a_quotation_over_two_sentences_stays_one_with_its_parts():
    b = changed(0, "The bridge was closed on Monday evening, the council said.")
    link = linked(A, b)
    words = "“We saw the crack. We closed it at once,”"
    source = marked(link.source, words, ("content", words), ("cue", "said"), ("source", "Ines Hartog"))
    (target,) = link.targets(source)
    assert target.sure
    assert link.target.text[target.start : target.end] == words
    assert [(part.role, part.text) for part in target.parts] == [
        ("content", words),
        ("cue", "said"),
        ("source", "Ines Hartog"),
    ]


def test_a_part_that_is_gone_leaves_the_rest_to_be_decided():
    b = changed(1, "“We saw the crack. We closed it at once,” she told us.")
    link = linked(A, b)
    words = "“We saw the crack. We closed it at once,”"
    (target,) = link.targets(marked(link.source, words, ("content", words), ("source", "Ines Hartog")))
    assert not target.sure
    assert [part.role for part in target.parts] == ["content"]


def test_an_interrupted_quotation_has_its_pieces_found_one_by_one():
    a = changed(1, "“We saw the crack,” said Ines Hartog on Monday, “and we closed it at once.”")
    b = changed(1, "“We saw the crack,” said Ms Hartog, “and we closed it at once.”")
    link = linked(a, b)
    words = a[1]
    pieces = ("“We saw the crack,”", "“and we closed it at once.”")
    (target,) = link.targets(marked(link.source, words, *(("content", piece) for piece in pieces)))
    assert not target.sure
    assert tuple(part.text for part in target.parts) == pieces


def test_a_quotation_whose_middle_was_cut_is_proposed_as_what_is_left():
    quote = (
        "“We saw the crack on Sunday.",
        "Nobody slept that night.",
        "We closed it at once, before dawn.”",
    )
    link = linked((A[0], *quote, *A[2:]), (A[0], quote[0], quote[2], *A[2:]))
    assert carried(link, "\n".join(quote)) == [("\n".join((quote[0], quote[2])), False)]


def test_no_label_needs_all_of_what_was_merged():
    merged = "Shops near the market fear for the summer season and a ferry carries walkers across the river."
    link = linked(A, (*A[:3], merged))
    there = len(link.target.sentences) - 1
    ours = link.back(there)
    assert ours is not None
    assert link.without_label(there, lambda i: i == ours.ours[0]) is None
    found = link.without_label(there, lambda i: True)
    assert found is not None
    assert not found.sure


def test_texts_that_have_nothing_in_common_are_not_linked():
    rain = ("It rained all day in Tressing.", "Ducks like that very much.", "Umbrellas sold out by noon.")
    kin = Kin.of([make_article("a.txt", *A), make_article("b.txt", *rain)])
    assert kin.link("a.txt", "b.txt") is None


def test_a_text_that_changed_since_has_no_links():
    kin = Kin.of([make_article("a.txt", *A), make_article("b.txt", *A)])
    assert kin.out_of(make_article("a.txt", *A))
    assert not kin.out_of(make_article("a.txt", *A[1:]))


sentences = st.sampled_from(
    [
        "The bridge in Marlow was closed on Monday.",
        "The bridge in Marlow was shut on Tuesday.",
        "“We will not hurry,” said Ines Hartog.",
        "“We will not hurry at all,” she said.",
        "“We will not hurry.",
        "It costs nine million pounds.",
        "It costs nine million pounds, and the council will pay.",
        "The council will pay.",
        "Nobody knows when it opens.",
    ]
)
texts = st.lists(sentences, min_size=1, max_size=7)


@given(texts, texts, st.booleans(), st.data())
def test_labels_land_on_aligned_sentences_with_the_text_that_stands_there(a, b, spun, data):
    source, target = make_article("a.txt", *a), make_article("b.txt", *b)
    alignment = align(sentence_texts(source), sentence_texts(target))
    link = Link(source, target, alignment, spun)
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    words = source.text[start:end]
    if not words.strip():
        return
    part = data.draw(st.integers(start, end - 1))
    session = make_session()
    session.tag_span(source, start, end, "quote", parts=[("content", part, end)])
    annotation = session.annotations(source)[0]
    aligned = {edge.j for i in annotation.sentences for edge in alignment.of_a(i)}
    for found in link.targets(annotation):
        touched = [s.index for s in target.sentences if s.start < found.end and found.start < s.end]
        assert touched
        assert set(touched) <= aligned
        assert 0 < found.score <= 1
        assert all(p.text == target.text[p.start : p.end] for p in found.parts)
        if found.sure and not spun:
            assert target.text[found.start : found.end].split() == words.split()


@given(texts, texts, st.data())
def test_sentences_that_are_the_same_exchange_their_labels_both_ways(a, b, data):
    kin = Kin.of([make_article("a.txt", *a), make_article("b.txt", *b)])
    there, back = kin.link("a.txt", "b.txt"), kin.link("b.txt", "a.txt")
    if there is None or back is None:
        return
    sentence = data.draw(st.integers(0, len(there.source.sentences) - 1))
    group = there.group(sentence)
    mirrored = back.back(sentence)
    assert (group is None) == (mirrored is None)
    if group is not None and mirrored is not None:
        assert (group.ours, group.theirs) == (mirrored.theirs, mirrored.ours)
        assert there.sure(group) == back.sure(mirrored)
