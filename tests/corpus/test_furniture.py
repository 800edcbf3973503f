import pytest

from reader.corpus.article import Article
from reader.corpus.furniture import SiteLines, furniture, heading, repeats

SCRAPED = """\
date 2024-03-05 Sign up for the Harbour Letter Please enter a valid email address SIGN UP
ADVERTISEMENT
The ferry will not sail again before the spring, the harbour board said.

Click to subscribe to the Harbour Daily wherever you get your podcasts

“Please use the coast road,” said its chair, Ines Vole.

The ferry at its berth
Image:
The ferry has been in port since November

About 1,200 people use it.

Please use another browser for a more accessible video player

Harbour: ‘A sad day’

Read more:
Coast road to be closed at night
Who pays for the ferry?

A heading

Your browser does not support iframes.
The board asked people to sign up for a bus.
It meets again in March.

You May Also Like
Ten ferries you must see
The board will be replaced.
"""


def article(text: str, name: str = "a.txt") -> Article:
    return Article(name, text, "A")


def test_site_furniture_is_found_and_no_sentence_of_the_reporting() -> None:
    scraped = article(SCRAPED)
    kept = set(range(len(scraped.sentences))) - furniture(scraped)
    assert [scraped.sentence_text(index) for index in sorted(kept)] == [
        "The ferry will not sail again before the spring, the harbour board said.",
        "“Please use the coast road,” said its chair, Ines Vole.",
        "About 1,200 people use it.",
        "A heading",
        "The board asked people to sign up for a bus.",
        "It meets again in March.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law is changing, ministers said.",
        "He told them to read the privacy notice.",
        "Sign up, he told the crowd, and vote.",
        "Trending now",
        "Related parties were told on Monday.",
        "Image is everything, she said.",
        "",
    ],
)
def test_a_word_of_furniture_does_not_make_a_sentence_furniture(line: str) -> None:
    assert furniture(article(f"{line}\nOne.\nTwo.\nThree.\nFour.")) == frozenset()


def test_a_line_that_is_common_is_furniture() -> None:
    assert furniture(article("Harbour  News\nThe ferry is gone."), {"harbour news"}) == {0}


def test_repeats_name_the_first_sentence_that_said_it() -> None:
    text = (
        "The ferry will not sail again before the spring.\nNobody minds.\nThe board meets in March.\n"
        "THE FERRY will not sail again before the  spring.\nNobody minds.\n"
        "The ferry will not sail again before this spring.\nIts chair spoke for an hour."
    )
    assert repeats(article(text)) == {3: 0}
    assert repeats(article("")) == {}


def test_repeats_say_the_same_of_the_same() -> None:
    text = (
        "In the north, Vole won 1,200 of the votes that were counted on Monday.\n"
        "In the north, Vole won 1,300 of the votes that were counted on Monday.\n"
        "In the north, Serrat won 1,200 of the votes that were counted on Monday.\n"
        "They added: in the north, Vole won 1,200 of the votes that were counted on Monday.\n"
    )
    assert repeats(article(text)) == {3: 0}


def test_bylines_are_furniture_and_sentences_that_begin_like_one_are_not() -> None:
    lines = (
        "By Ines Vole",
        "Harbour correspondent, on the quay",
        "By Monday Ines Vole had gone.",
        "By Monday",
    )
    text = "\n".join([*lines, "The editor left."])
    assert furniture(article(text)) == {0, 1}


def story(number: int, *more: str, source: str = "Harbour News") -> Article:
    own = [f"Ship {word}{number} came in on {word} morning." for word in ("alpha", "beta", "gamma", "delta")]
    return Article(f"{number}.txt", "\n".join([*own, *more]), "A", source)


def test_what_recurs_in_the_stories_of_a_source_is_learned() -> None:
    line = "Follow Ines Vole wherever she goes."
    articles = [story(n, line) for n in range(5)]
    site = SiteLines.learn(articles)
    assert site.of(articles[0]) == {line.casefold()}
    assert site.of(story(9, source="HARBOUR NEWS")) == {line.casefold()}
    assert site.of(story(9, source="Daily")) == frozenset()
    assert furniture(articles[0], site.of(articles[0])) == {4}
    assert SiteLines.learn(articles[:4]).of(articles[0]) == frozenset()


def test_versions_of_one_story_teach_nothing() -> None:
    versions = [story(1, f"Version {n} says so.", "The board met on the quay.") for n in range(8)]
    assert SiteLines.learn(versions).of(versions[0]) == frozenset()


def test_the_heading_is_the_first_line_that_is_not_furniture() -> None:
    story = "The old bridge at Varn will close for a year, the council said.\nIt opened in 1911."
    assert heading(f"ARTICLE AD BOX\nBy Nora Quill\nHarbour editor\n{story}").startswith("The old bridge")
    assert heading(f"\n\n  \n{story}").startswith("The old bridge")
    assert heading("Advertisement\nAdvertisement") == "Advertisement"
    assert heading("  \n ") == ""
