"""Sentence segmentation with exact offsets.

A paragraph never shares a sentence with the next: every newline ends a sentence, except in a file whose lines
were wrapped by hand or by a mail program. Inside a paragraph a stop ends a sentence unless the word before
it or the text after it speaks against that: titles, initials, abbreviations, decimals, ellipses, a
lower-case letter that follows, or `said` after a quoted question. Closing quotation marks, brackets and
footnote marks stay with the sentence they close, and the sentences of a long quotation are sentences of
their own."""

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Profs Rev Revd Hon Sen Sens Rep Reps Gov Govs Pres Atty Amb Supt
    Insp Det Gen Lt Col Maj Capt Cpt Cmdr Cdr Adm Sgt Cpl Pvt Brig Msgr Fr Sr Sra Mme Mlle Pfc Ald"""
)
_BEFORE_NUMBERS = _words(
    """no nos nr art sec ch fig figs vol vols p pp pt c ca approx ext op par rte
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"""
)
_ABBREVIATIONS = _words(
    """Inc Corp Co Cos Ltd Bros Assn Dept Univ Intl Natl Mfg Jr Esq St Ste Mt Ft Ave Blvd Rd Hwy Pkwy Dist Rte
    etc al vs v ret est Jan Feb Aug Sept Oct Nov Dec
    Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb
    Nebr Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Yorks Lancs Ont Que Alta"""
)
_NEVER = _words("e.g i.e cf viz vs v")
_STARTERS = _words(
    """The A An I He She It We You They This That These Those There Here His Her Its Our Your My Their
    And But Or Nor So Yet If When While Whereas As Although Though Because Since Until Unless Once Whether
    After Before In On At By For From To With Without Under Over During Despite Among Between Through Of
    About Against Amid Unlike What Who Whose Why How Where Which Is Are Was Were Do Does Did Has Have Had Can
    Could Will Would Should May Not No Some Many Most Much More Several Few Both Each Every All Any Another
    Other Others One Two Three Such Then Now Also Still However Meanwhile Moreover Instead Even Only Just
    Perhaps Maybe Either Neither Yes Nobody Everyone Earlier Later"""
)

# Matches at every stop, so that no run of stops is read twice. Possessive groups would fail on Python 3.11.2.
_STOP = re.compile(
    r"""[.!?…。！？؟۔।] [.!?…。！？؟۔।]*+ (?:[ \xa0][.…]++)*           # the stop, spaced ellipses too
        ( (?: ["'’”»)\]}」』）] | [“‘](?!\w) | [ \xa0][”»](?!\w) | \[\d{1,3}\] )* )  # closers, footnotes
        \s*+""",
    re.VERBOSE,
)
_ALWAYS = frozenset("。！？")
_OPENERS = re.compile(r"(?:[-–—]{1,3}\s)?[\"'“”„‘‚«‹(\[¿¡]*+")
_OPENING_QUOTES = frozenset("\"'“”„‘‚«‹")
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,2}\Z")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,5}\Z")
_STARTER = re.compile(rf"(?:(?:{'|'.join(sorted(_STARTERS))})(?:['’]\w+)?(?![\w.’-])|M(?:r|s|rs)\b)")
_TIME = _words("a.m p.m A.M P.M")
_OF_TIME = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[A-Z]{2,4}\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Greenwich|British|Local)\b"
)
_FRONTED = re.compile(r"(?:At|By|From|Until|Before|After|Around|About|Since|Shortly)\b[^,]{0,30}\Z")
_SAID = re.compile(
    r"(?!(?:He|She|They|We|It|You)\b)(?:[A-Z][\w.’'-]{0,30}\s+){1,4}"
    r"(?:\w+ed[.,]|(?:"
    r"said|says?|asked|asks?|told|added|adds|replied|wrote|writes|tweeted|shouted|cried|yelled|called|answered|"
    r"wondered|demanded|exclaimed|whispered|muttered|murmured|continued|explained|insisted|joked|screamed)\b)"
)
_I = re.compile(r"I\b")
_LOWER_BEFORE_GLUE = re.compile(r"(?:\A|[\s“‘\"'(—–-])(?!www\b)[^\W\d_]*[a-z]{3}[\"”’)\]]?\Z")
_WORD_BEFORE_GLUE = re.compile(r"(?:\A|[\s“‘\"'(—–-])(?!www\b)[^\W_]{2,}[\"”’)\]]?\Z")
_GLUED = re.compile(r"(?!Com\b)[A-Z][a-z’'\s]")
_FINAL = frozenset(".!?…:\"'”’")
_LOOK_BACK = 32
_SLACK = 0.85


def split(text: str) -> list[Span]:
    """Return the sentences of `text` as `(start, end)`, in code points, end exclusive.

    They are sorted and disjoint, neither begin nor end in white space, and together hold every other
    character. The time is linear in the length of the text.
    """
    return [sentence for start, end in paragraphs(text) for sentence in within(text, start, end)]


def within(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the one paragraph `text[start:end]`, which has no white space at its ends."""
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, start, stop):
            yield start, stop.end(1)
            start = stop.end()
    yield start, end


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of `text` as `(start, end)`, without white space at their ends.

    A paragraph is a line; in a hard-wrapped text, a line that was filled to the margin goes on in the next.
    """
    lines = [line.span() for line in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    margin = _margin(text, lines)
    if not margin:
        return lines
    found = lines[:1]
    for line, following in pairwise(lines):
        if _goes_on(text, line, following, margin):
            found[-1] = found[-1][0], following[1]
        else:
            found.append(following)
    return found


def _margin(text: str, lines: list[Span]) -> int:
    """Return the length lines were wrapped to, or 0 if the text is not hard-wrapped.

    It is if most lines that another follows directly are as long as the next word allowed, and most of those
    stop in the middle of a sentence. A text with very few of them must leave no doubt.
    """
    lengths = sorted(end - start for start, end in lines)
    if not lines or lengths[len(lengths) // 2] >= 100:
        return 0
    inner = [
        (line, following)
        for line, following in pairwise(lines)
        if text.count("\n", line[1], following[0]) == 1
    ]
    if not inner:
        return 0
    margin = sorted(end - start for (start, end), _ in inner)[len(inner) * 9 // 10]
    strict = margin if len(inner) > 3 else max(margin, lengths[-1]) / _SLACK
    filled = sum(_goes_on(text, line, following, strict) for line, following in inner)
    unfinished = sum(text[a[1] - 1] not in _FINAL and not text[b[0]].isupper() for a, b in inner)
    if margin < 40 or margin >= 100 or filled < 0.8 * len(inner) or unfinished < 0.5 * len(inner):
        return 0
    return margin


def _goes_on(text: str, line: Span, following: Span, margin: float) -> bool:
    """Return whether a wrapped line ends only because the next word would not have fitted."""
    if text.count("\n", line[1], following[0]) != 1:
        return False
    word = text.find(" ", *following)
    length = (word if word >= 0 else following[1]) - following[0]
    return text[following[0]].islower() or line[1] - line[0] + 1 + length > _SLACK * margin


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether the sentence that begins at `start` ends at `stop`, inside a paragraph."""
    at, closed, after = stop.start(), stop.end(1), stop.end()
    mark = text[at : stop.start(1)]
    if mark[-1] in _ALWAYS and closed == stop.start(1):
        return True
    opened = _OPENERS.match(text, after, stop.endpos).end()  # type: ignore[union-attr]  # matches anything
    if opened == stop.endpos:
        return False
    if closed == after:
        return len(mark) == 1 and _is_glued(text, start, at, opened)
    following = text[opened]
    if following.islower():
        return text[opened + 1 : opened + 2].isupper()
    if following in ",;:%|/&…-–—":
        return False
    if len(mark) == 1 and mark == ".":
        return _full_stop_ends(text, start, at, after, opened)
    if closed > stop.start(1) and _SAID.match(text, after):
        return False
    if mark.strip(".… \xa0") or mark.count(".") > 3:
        return True
    return following.isalpha() and not _I.match(text, opened)


def _full_stop_ends(text: str, start: int, at: int, after: int, opened: int) -> bool:
    """Return whether the full stop at `at` ends a sentence and is not that of an abbreviation only."""
    found = _LAST_WORD.search(text, max(start, at - _LOOK_BACK), at)
    if not found:
        return True
    word, following = found.group(), text[opened]
    if _is_list_marker(word, found.start() == start):
        return False
    if word in _TITLES or word in _NEVER:
        return False
    if word in _TIME:
        return not (_OF_TIME.match(text, opened) or _FRONTED.match(text, start, found.start()))
    dotted = _DOTTED.match(word)
    initial = len(word) == 1 and word.isalpha()
    if following.isdigit():
        return not (dotted or initial or word.lower() in _BEFORE_NUMBERS or word in _ABBREVIATIONS)
    if not (dotted or initial or word in _ABBREVIATIONS or _NO_VOWEL.match(word)):
        return True
    if text[after] in _OPENING_QUOTES and not initial:
        return True
    return bool(_STARTER.match(text, opened))


def _is_list_marker(word: str, first: bool) -> bool:
    return first and (len(word) == 1 or (len(word) < 4 and word.isdigit()))


def _is_glued(text: str, start: int, at: int, opened: int) -> bool:
    """Return whether a sentence begins at `opened` although no space follows the stop at `at`."""
    before = text[max(start, at - _LOOK_BACK) : at]
    if _LOWER_BEFORE_GLUE.search(before):
        return bool(_GLUED.match(text, opened))
    return bool(_WORD_BEFORE_GLUE.search(before) and _STARTER.match(text, opened))
