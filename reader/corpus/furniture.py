"""Site furniture: what stands in a scraped article and is not its text.

Rules for notices, sign-up forms, captions and teasers, written for precision: a sentence of the reporting
taken for furniture is worse than a line of furniture that is missed. Nothing is removed, no offset changes.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

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
_STOP = re.compile(r"""[.!?…]["'”’)\]]*\Z""")
_HEADLINE_WORDS = 16
_COMMON_WORDS = 12
_MIN_REPEATED_WORDS = 5
_SAME = 85


def furniture(article: Article, common: Collection[str] = frozenset()) -> frozenset[int]:
    """Return the indices of the sentences that are site furniture.

    `common` are lines found in many articles, as `common_lines` returns them.
    """
    lines = [article.sentence_text(index) for index in range(len(article.sentences))]
    ends = [0, *(sentence.end for sentence in article.sentences)]
    apart = [
        article.text.count("\n", end, s.start) > 1 for end, s in zip(ends, article.sentences, strict=False)
    ]
    return frozenset(_furniture(lines, apart, common))


def common_lines(articles: Iterable[Article], at_least: int = 5) -> frozenset[str]:
    """Return the short lines without a stop, folded, that stand in at least so many articles.

    Versions of one story share their sentences; only what cannot be a sentence counts.
    """
    counts: Counter[str] = Counter()
    for article in articles:
        lines = {" ".join(line.split()) for line in article.text.split("\n")}
        counts.update({line.casefold() for line in lines if _is_headline(line, _COMMON_WORDS)})
    return frozenset(line for line, count in counts.items() if count >= at_least)


def repeats(article: Article) -> dict[int, int]:
    """Return the sentences that say again what an earlier one of the article said: `{repeated: first}`.

    Two sentences are the same if rapidfuzz finds them more than 85 % alike without regard to case and space;
    those of fewer than five words never are.
    """
    found: dict[int, int] = {}
    firsts: dict[int, str] = {}
    for index in range(len(article.sentences)):
        words = article.sentence_text(index).casefold().split()
        if len(words) < _MIN_REPEATED_WORDS:
            continue
        text = " ".join(words)
        best = process.extractOne(text, firsts, scorer=fuzz.ratio, score_cutoff=_SAME)
        if best and best[1] > _SAME:
            found[index] = best[2]
        else:
            firsts[index] = text
    return found


def _furniture(lines: list[str], apart: list[bool], common: Collection[str]) -> Iterator[int]:
    rest = next(
        (i for i, line in enumerate(lines) if i * 2 > len(lines) and _REST.fullmatch(line)), len(lines)
    )
    yield from range(rest, len(lines))
    for index, line in enumerate(lines[:rest]):
        if (
            _ALONE.fullmatch(line)
            or len(_FORM.findall(line)) > 1
            or " ".join(line.split()).casefold() in common
        ):
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


def _teasers(lines: list[str], apart: list[bool], first: int) -> Iterator[int]:
    """Yield the headlines that follow a `read more`, up to a full stop or the end of a block of lines."""
    block = first < len(lines) and not apart[first]
    for index in range(first, len(lines)):
        if not _is_headline(lines[index].rstrip("?")) or (block and apart[index]):
            return
        yield index


def _is_headline(line: str, most: int = _HEADLINE_WORDS) -> bool:
    return 0 < len(line.split()) <= most and not _STOP.search(line)
