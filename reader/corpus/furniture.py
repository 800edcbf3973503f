"""Site furniture: what stands in a scraped article and is not its text.

Rules for notices, sign-up forms, captions, bylines and teasers, and what recurs in the articles of a source:
written for precision, as a sentence of the reporting taken for furniture is worse than a line of furniture
that is missed. Nothing is removed, no offset changes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

from reader.corpus.article import Article

_ALONE = re.compile(
    r"""(?: article[ ]ad[ ]box | advertisement | ad[ ]feedback | sponsored(?:[ ]content)?
    | story[ ]continues.*
    | (?:image|photo|picture|video)s?(?:[ ](?:by|source|credit))?:.*
    | share(?:[ ]this(?:[ ](?:article|story|page))?)? | follow[ ]us.* | skip[ ]to[ ](?:main[ ])?content
    | loading\.*
    | read[ ]more(?:[ ]about.*|:.*)? | more[ ]on[ ]this[ ]story
    | related(?:[ ](?:topics|articles|stories|content))?:?
    | watch(?:[ ](?:live|now))?:.* | recommended(?:[ ]for[ ]you)?:? | comments?(?:[ ]\(\d+\))?
    | \d+[ ]comments?
    | click[ ](?:here[ ])?to[ ](?:subscribe|sign[ ]up|share|read|watch|listen).*
    | (?:sign[ ]up|subscribe)[ ](?:for|to)[ ](?:our|the|your)\b.*
    | (?:get|download)[ ](?:our|the)(?:[ ]free)?\b.*\b(?:app|newsletter|email)s?\b.*
    | read[ ]our[ ]privacy[ ](?:notice|policy).* | (?:copyright[ ])?(?:©|\(c\)).* | copyright[ ]\d{4}.*
    | all[ ]rights[ ]reserved.* | your[ ]browser[ ]does[ ]not[ ]support[ ].*
    | please[ ](?:use|enable|update|upgrade)[ ].*\b(?:browser|javascript|cookies|player)\b.*
    | this[ ](?:video|content|article)[ ](?:cannot|can[ ]not|is[ ]not|is[ ]no[ ]longer)
    [ ].*(?:played|available).*
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_FORM = re.compile(
    r"""sign(?:ing)?[ ]up\b | enter[ ]a[ ]valid[ ]email | privacy[ ](?:notice|policy)
    | like[ ]to[ ]be[ ]emailed
    | straight[ ]to[ ]your[ ]inbox | terms[ ](?:of|and)[ ](?:use|service|conditions) | unsubscribe""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTIONED = re.compile(r"(?:image|photo|picture|video)s?(?: credit| source)?:\s*", re.IGNORECASE)
_PLAYER = re.compile(r"please (?:use|enable|update) .*(?:browser|player|javascript).*", re.IGNORECASE)
_TEASERS = re.compile(
    r"(?:read more|related(?: articles| stories)?|more on this story|see also):?", re.IGNORECASE
)
_REST = re.compile(
    r"""(?: you[ ](?:may|might)[ ]also[ ]like | recommended[ ]for[ ]you | most[ ](?:read|popular|viewed)
    | trending(?:[ ]now)? | more[ ]from[ ].{1,40} | top[ ]stories | (?:from[ ])?around[ ]the[ ]web )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(
    r"By (?:[A-Z][\w'’.-]*)(?: (?:de|van|von|al|bin|[A-Z][\w'’.-]*)){1,3}"
    r"(?:(?:,| and| &) [A-Z][\w'’. -]*){0,3}"
)
_ROLE = re.compile(
    r"(?:\w+[ ,]+){0,5}(?:editor|correspondent|reporter|writer|columnist)s?\b(?:[ ,]+[\w'’-]+){0,8}",
    re.IGNORECASE,
)
_BYLINE_WITHIN = 6
_HEADING_WITHIN = 8
_STOP = re.compile(r"""[.!?…]["'”’)\]]*\Z""")
_HEADLINE_WORDS = 16
_MIN_REPEATED_WORDS = 5
_MIN_ALIKE_WORDS = 10
_SAME = 85.0001
_RAREST = 5
_RARE = 40
_STORIES = 5
_LEARNED_FROM = 250
_STORY_SHARE = 0.02
_VERSION_SHARE = 0.4
_LONGEST = 60
_NUMBER = re.compile(r"\d+")
_CAPITALISED = re.compile(r"(?<=[^\s.!?] )[A-Z]\w+")


def furniture(article: Article, common: Collection[str] = frozenset()) -> frozenset[int]:
    """Return the indices of the sentences that are site furniture.

    `common` are lines found in many articles, as `SiteLines` finds them.
    """
    lines = [article.sentence_text(index) for index in range(len(article.sentences))]
    ends = [0, *(sentence.end for sentence in article.sentences)]
    apart = [
        article.text.count("\n", end, s.start) > 1 for end, s in zip(ends, article.sentences, strict=False)
    ]
    return frozenset(_furniture(lines, apart, common))


class Sampled(Protocol):
    """Articles of which those of one source can be had without reading all of them."""

    def sample(self, source: str, most: int) -> Iterable[Article]:
        """Return up to `most` articles of a source (without regard to case), from all over the corpus."""


@dataclass(frozen=True)
class SiteLines:
    """What recurs in the articles of a source, and so belongs to its site: folded sentences per source."""

    lines: Mapping[str, frozenset[str]]

    @classmethod
    def learn(cls, articles: Iterable[Article], at_least: int = _STORIES) -> "SiteLines":
        """Return the sentences that stand in at least so many stories of one source, and in 2 % of them.

        Versions share their sentences too: articles that share much with an earlier one tell its story, and
        count once with it. Time and memory grow with the length of the articles.
        """
        sources: defaultdict[str, list[Article]] = defaultdict(list)
        for article in articles:
            sources[article.source.casefold()].append(article)
        return cls({source: _recurring(group, at_least) for source, group in sources.items()})

    @classmethod
    def of_sources(cls, corpus: Sampled, sources: Iterable[str]) -> "SiteLines":
        """Learn what recurs in some sources from a few hundred articles of each, from all over the corpus."""
        return cls.learn(
            article
            for source in {source.casefold() for source in sources}
            for article in corpus.sample(source, _LEARNED_FROM)
        )

    def of(self, article: Article) -> frozenset[str]:
        """Return the folded sentences that belong to the site of an article, as `furniture` takes them."""
        return self.lines.get(article.source.casefold(), frozenset())


def repeats(article: Article) -> dict[int, int]:
    """Return the sentences that say again what an earlier one of the article said: `{repeated: first}`.

    Two sentences are the same if they are equal without regard to case and space or, from ten words on, if
    rapidfuzz finds them more than 85 % alike, they hold the same numbers and neither puts one name for
    another; such a pair shares a word that at most forty sentences have. Those of fewer than five words
    never are.
    """
    texts = {s.index: _folded(article.sentence_text(s.index)) for s in article.sentences}
    words = {index: text.split() for index, text in texts.items()}
    often = Counter(word for each in words.values() for word in set(each))
    found: dict[int, int] = {}
    equal: dict[str, int] = {}
    firsts: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for index, text in texts.items():
        if len(words[index]) < _MIN_REPEATED_WORDS:
            continue
        rare = (word for word in set(words[index]) if often[word] <= _RARE)
        rarest = sorted(rare, key=lambda word: (often[word], word))[:_RAREST]
        if text in equal:
            found[index] = equal[text]
            continue
        likely = {first: there for word in rarest for first, there in firsts[word].items()}
        first = _alike(text, likely) if len(words[index]) >= _MIN_ALIKE_WORDS else None
        if first is not None and not _exchanged(*map(article.sentence_text, (index, first))):
            found[index] = first
        else:
            equal[text] = index
            for word in rarest:
                firsts[word][index] = text
    return found


def _alike(text: str, others: Mapping[int, str]) -> int | None:
    best = process.extractOne(text, others, scorer=fuzz.ratio, score_cutoff=_SAME)
    return best[2] if best else None


def _exchanged(one: str, other: str) -> bool:
    """Tell whether two sentences hold other numbers, or each a capitalised word that the other lacks."""
    ours, theirs = set(_CAPITALISED.findall(one)), set(_CAPITALISED.findall(other))
    return _NUMBER.findall(one) != _NUMBER.findall(other) or bool(ours - theirs and theirs - ours)


def _recurring(articles: Iterable[Article], at_least: int) -> frozenset[str]:
    """Return the sentences that stand in many of the stories that `articles` of one source tell."""
    first_in: dict[str, int] = {}
    told_in: defaultdict[str, set[int]] = defaultdict(set)
    stories: set[int] = set()
    for number, article in enumerate(articles):
        texts = {_folded(article.sentence_text(s.index)) for s in article.sentences}
        known = [text for text in texts if text in first_in]
        earlier = Counter(first_in[text] for text in known)
        story, shared = earlier.most_common(1)[0] if earlier else (number, 0)
        if shared < _VERSION_SHARE * len(texts):
            story = number
        stories.add(story)
        for text in known:
            told_in[text].update((first_in[text], story))
        first_in.update(dict.fromkeys(texts.difference(known), story))
    enough = max(at_least, _STORY_SHARE * len(stories))
    return frozenset(
        text for text, where in told_in.items() if len(where) >= enough and len(text.split()) <= _LONGEST
    )


def heading(text: str) -> str:
    """Return the first line that is not site furniture, or else the first: a title for display."""
    first = text.lstrip().split("\n", _HEADING_WITHIN)[:_HEADING_WITHIN]
    lines = [line for line in first if line.strip()]
    idle = frozenset(_furniture(lines, [True] * len(lines), frozenset()))
    return next((line for index, line in enumerate(lines) if index not in idle), lines[0] if lines else "")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _furniture(lines: list[str], apart: list[bool], common: Collection[str]) -> Iterator[int]:
    rest = next(
        (i for i, line in enumerate(lines) if i * 2 > len(lines) and _REST.fullmatch(line)), len(lines)
    )
    yield from range(rest, len(lines))
    yield from _bylines(lines[:_BYLINE_WITHIN])
    for index, line in enumerate(lines[:rest]):
        if _ALONE.fullmatch(line) or len(_FORM.findall(line)) > 1 or _folded(line) in common:
            yield index
        if index < 3 and _FORM.search(line) and not _STOP.search(line):
            yield index
        if _CAPTIONED.fullmatch(line):
            yield from (
                near for near in (index - 1, index + 1) if 0 <= near < rest and _is_headline(lines[near])
            )
        elif _PLAYER.fullmatch(line) and index + 1 < rest and _is_headline(lines[index + 1]):
            yield index + 1
        elif _TEASERS.fullmatch(line):
            yield from _teasers(lines[:rest], apart, index + 1)


def _bylines(lines: list[str]) -> Iterator[int]:
    """Yield the lines that name who wrote the article, and a line after it that names their post."""
    for index, line in enumerate(lines):
        if _BYLINE.fullmatch(line.strip()) and _is_headline(line):
            yield index
            if (
                index + 1 < len(lines)
                and _is_headline(lines[index + 1])
                and _ROLE.fullmatch(lines[index + 1].strip())
            ):
                yield index + 1


def _teasers(lines: list[str], apart: list[bool], first: int) -> Iterator[int]:
    """Yield the headlines that follow a `read more`, up to a full stop or the end of a block of lines."""
    block = first < len(lines) and not apart[first]
    for index in range(first, len(lines)):
        if not _is_headline(lines[index].rstrip("?")) or (block and apart[index]):
            return
        yield index


def _is_headline(line: str) -> bool:
    return 0 < len(line.split()) <= _HEADLINE_WORDS and not _STOP.search(line)
