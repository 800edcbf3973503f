import random
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.candidates import Candidate, alike_enough, candidates
from reader.compare.fingerprints import MOST_PHRASES, MOST_WORDS, UNDATED, day, features, fingerprint
from reader.corpus.article import Article

SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]


def word(chance: random.Random, syllables: int = 3) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables))


def prose(seed: object, words: int = 120) -> list[str]:
    chance = random.Random(str(seed))
    return [word(chance) for _ in range(words)]


def article(name: str, words: Iterable[str], date: str = "") -> Article:
    return Article(name, " ".join(words), name, date=date)


def pairs(articles: list[Article], fresh: set[int] | None = None) -> list[Candidate]:
    return list(candidates([(n, fingerprint(each)) for n, each in enumerate(articles)], fresh))


def changed(words: list[str], seed: object, share: float = 0.4) -> list[str]:
    chance = random.Random(str(seed))
    return [word(chance, 4) if chance.random() < share else each for each in words]


def test_a_fingerprint_says_how_long_and_when():
    found = features(fingerprint(article("a", ["The", "mayor", "of", "Norwick", "left."], "2023-03-10")))
    assert found.words == 5
    assert found.day == day("2023-03-10T23:00:00Z") == day("March 10, 2023")
    assert len(found.terms) == len(found.counts) == 2
    assert day("2023") == day("") == day("soon") == UNDATED


def test_a_fingerprint_is_small_and_always_the_same():
    words = prose("small", 350)
    packed = fingerprint(article("a", words))
    assert len(packed) < 2500
    assert len(fingerprint(article("a", words[:150] + ["the"] * 200))) < 1024
    assert packed == fingerprint(article("b", words))
    assert fingerprint(Article("x", "Čeština a 12 krav", "x")).hex() == (
        "01000300010000000400000000000080c15394d0c3bcb204735de9a3cd44534fcf9d965f4eb36ae0010101"
    )


def test_a_long_article_keeps_its_most_frequent_words():
    words = prose("long", 20_000)
    found = features(fingerprint(article("a", [*words, *["Norwick"] * 300])))
    assert len(found.terms) == MOST_WORDS
    assert len(found.phrases) == MOST_PHRASES
    assert max(found.counts) == 255


def test_marks_capitals_and_accents_make_no_other_words():
    one, other = (
        features(fingerprint(Article("a", text, "a")))
        for text in ("“Norwick’s ferry,” Zoë said", "norwick's FERRY zoe said!")
    )
    assert set(one.terms) == set(other.terms)


def test_words_in_the_title_count_more():
    plain, titled = (
        features(fingerprint(Article("a", "Norwick ferry", title))) for title in ("", "Ferry sinks")
    )
    assert set(plain.terms) == set(titled.terms)
    assert sorted(titled.counts) > sorted(plain.counts)


def test_versions_are_candidates_and_others_are_not():
    articles = [article(f"a{n}", prose(n)) for n in range(60)]
    articles += [article(f"b{n}", changed(prose(n), n)) for n in range(0, 60, 6)]
    assert {(found.a, found.b) for found in pairs(articles)} == {(n, 60 + n // 6) for n in range(0, 60, 6)}


def test_only_pairs_with_a_fresh_article():
    articles = [article(f"a{n}", prose(n % 10)[n // 10 :]) for n in range(40)]
    everything = {(found.a, found.b) for found in pairs(articles)}
    assert len(everything) == 10 * 6
    for fresh in ({39}, {0, 7, 21}, set()):
        found = {(each.a, each.b) for each in pairs(articles, fresh)}
        assert found == {pair for pair in everything if not fresh.isdisjoint(pair)}


def test_hundreds_of_copies_are_held_by_one():
    articles = [article(f"a{n}", prose("same")) for n in range(500)]
    articles.append(article("b", changed(prose("same"), 1, 0.1)))
    found = pairs(articles)
    assert len(found) == 500
    assert all(each.a == 0 for each in found)
    assert [each.b for each in found if each.likeness < 1] == [500]


def test_hundreds_of_versions_make_no_more_candidates_than_a_few_each():
    words = prose("wire", 200)
    articles = [article(f"a{n}", changed(words, n, 0.05)) for n in range(300)]
    articles += [article(f"o{n}", prose(n)) for n in range(300)]
    found = pairs(articles)
    assert {each.b for each in found} >= set(range(1, 300))
    assert len(found) < 300 * 40


def test_a_template_makes_no_more_candidates_than_a_few_each():
    template = prose("template", 80)
    articles = [article(f"a{n}", [*template, *prose(n, 8), *template]) for n in range(1000)]
    assert len(pairs(articles)) < 1000 * 3


def test_empty_and_very_short_articles():
    texts = ["", "", "...", "one", "Norwick ferry sinks", "Norwick ferry sinks!", "Norwick ferry sails"]
    articles = [Article(f"a{n}", text, "") for n, text in enumerate(texts)]
    found = {(each.a, each.b) for each in pairs(articles)}
    assert (4, 5) in found
    assert not {0, 1} & {number for pair in found for number in pair}


def test_a_very_long_article_beside_short_ones():
    short = prose("short", 60)
    articles = [article("short", short), article("long", [*prose("long", 20_000), *short])]
    articles += [article(f"a{n}", prose(n)) for n in range(30)]
    assert pairs(articles) == []


def test_text_without_spaces():
    chance = random.Random(3)
    signs = [chr(0x4E00 + chance.randrange(3000)) for _ in range(400)]
    versions = ["".join(signs), "".join(signs[:150] + signs[170:])]
    others = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(400)) for _ in range(30)]
    articles = [Article(f"a{n}", text, "") for n, text in enumerate([*versions, *others])]
    assert [(found.a, found.b) for found in pairs(articles)] == [(0, 1)]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(16)))
def test_any_order_finds_the_same_pairs(order):
    articles = [article(f"a{n}", changed(prose(n % 5), n, 0.2)) for n in range(16)]
    found = pairs([articles[n] for n in order])
    assert {frozenset((order[each.a], order[each.b])) for each in found} == {
        frozenset((a, b)) for a in range(16) for b in range(a) if (a - b) % 5 == 0
    }


def test_events_are_closer_in_time():
    assert alike_enough(0.15, 1)
    assert not alike_enough(0.15, None)
    assert alike_enough(0.25, None)
    assert not alike_enough(0.25, 400)


def test_stops_when_cancelled():
    given_ = ((n, fingerprint(article(f"a{n}", prose(0)[n:]))) for n in range(50))
    assert list(candidates(given_, cancelled=lambda: True)) == []
