"""Whose words they are: the noun phrase before or after a cue."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from reader.corpus.attribution import lexicon
from reader.corpus.attribution.lexicon import wordset
from reader.corpus.attribution.words import Word

Range = tuple[int, int]

_ENDS = frozenset(",;:—–-()[]!?…/|.") | {"--", "..", "..."}
_DASHES = frozenset("—–") | {"--", "-"}
_LEADING = lexicon.CONJUNCTIONS | wordset(
    """as while when if because although though that since where after before then still instead
    meanwhile however also ’s 's"""
)
_NO_APPOSITION = wordset(
    """who which whose whom however meanwhile too though but and while when where as in on at for from
    with after before during through by not clad"""
)
_STOPS_SPEAKER = wordset(
    """in on at during after as when while before about to but with by who that if because since
    through via following"""
)
_JOINS_NAMES = wordset("’s 's de van von der den bin al of the for & and a la in")
_BEFORE_NUMBERS = wordset("about at over nearly almost around more fewer up roughly some")
_QUANTITIES = wordset("least most half two three four five six seven eight nine ten third quarter dozen than")
_TIME_NOUNS = wordset("may march week month year night weekend")
_LONGEST_APPOSITION = 25
_LONGEST_MAIN = 12
_LONGEST_DATELINE = 12
_OPENERS = lexicon.CONJUNCTIONS | {"still"}
_CLAUSE_OPENERS = wordset("when while if because although though since once where whether")
_PASTS = wordset(
    """said told wrote thought went took made held came won got gave sent began drew kept left ran met sat
    stood put hit set led lost spoke fell rose grew knew saw found became brought built bought caught chose
    fought hung laid paid sang shot spent stuck swept threw tore broke drove flew rode"""
)
_LONGEST_BRACKET = 6
_LONGEST_COORDINATE = 12


def before(words: Sequence[Word], verb: int, taken: AbstractSet[int], low_limit: int = 0) -> Range | None:
    """Return the subject that ends right before `words[verb]`.

    `taken` are places of other verbs, which no subject reaches over; none begins before `low_limit`.
    """
    if verb <= low_limit or words[verb - 1].quotation >= 0:
        return None
    last = words[verb - 1].low
    if last == "," or last in _DASHES or last == ")":
        return _with_insertion(words, verb, taken, low_limit, "(" if last == ")" else last)
    return _phrase(words, low_limit, verb, taken)


def nearest(words: Sequence[Word], verb: int, taken: AbstractSet[int]) -> Range | None:
    """Return the noun phrase right before a participle, which may be the object of another verb."""
    found = before(words, verb, taken)
    if found is None or found[1] < verb:
        return None
    return _base(words, found[0], found[1]) or found


def _with_insertion(
    words: Sequence[Word], end: int, taken: AbstractSet[int], low_limit: int, mark: str
) -> Range | None:
    """Return a subject that something in commas, dashes or brackets follows.

    Who somebody is belongs to the subject; what they do, and how old they are, does not.
    """
    for place in range(end - 2, max(low_limit, end - _LONGEST_APPOSITION) - 1, -1):
        if words[place].quotation >= 0:
            return None
        if words[place].low != mark:
            continue
        head = _phrase(words, low_limit, place, taken)
        if head is None:
            return None
        if head[0] > low_limit and words[head[0] - 1].low in lexicon.PREPOSITIONS and mark == ",":
            return _phrase(words, place + 1, end - 1, taken)  # as in `In her speech, Ms Holm, said`
        if mark == "(":
            return (head[0], end) if end - place <= _LONGEST_BRACKET else head
        told = mark == "," and _is_apposition(words[place + 1])
        name = _before_inner(words, head, taken, low_limit) if mark == "," else None
        if name is not None:
            told = told or words[head[0]].low in lexicon.DETERMINERS
            return (name[0], end) if told else name
        return (head[0], end) if told else head
    return None


def _before_inner(
    words: Sequence[Word], head: Range, taken: AbstractSet[int], low_limit: int
) -> Range | None:
    """Return the name before what is itself an insertion: an age, or who somebody is."""
    comma, first = head[0] - 1, words[head[0]]
    if comma <= low_limit or words[comma].low != ",":
        return None
    age = first.text.isdigit() and head[1] - head[0] == 1
    if not age and not (first.low in ("a", "an", "the") and words[comma - 1].capital):
        return None
    name = _phrase(words, low_limit, comma, taken)
    return name if name is not None and words[name[0]].capital else None


def _is_apposition(first: Word) -> bool:
    """Tell whether what begins with a word says who somebody is."""
    low = first.low
    return first.is_word and not (
        low in _NO_APPOSITION or low.endswith(("ing", "ed", "ly")) or first.text[0].isdigit()
    )


def _phrase(words: Sequence[Word], low_limit: int, end: int, taken: AbstractSet[int]) -> Range | None:
    """Return the noun phrase that ends at `end`."""
    if end <= low_limit:
        return None
    last = words[end - 1].low
    if last in lexicon.PERSONAL or last in lexicon.RELATIVES:
        return end - 1, end
    start = end = _without_time(words, low_limit, end)
    while start > low_limit and not _is_taken(words, start - 1, end, taken):
        low = words[start - 1].low
        if words[start - 1].quotation >= 0 and start < end:
            break
        if low == ")" and start < end:
            opened = _opened(words, start - 1, low_limit)
            if opened is None:
                break
            start = opened
        elif low in ("and", "or") and _coordinates(words, start - 1, end, low_limit):
            start -= 1
        elif (
            low in _ENDS
            or low in lexicon.SUBORDINATORS
            or low in lexicon.PERSONAL
            or low in lexicon.RELATIVES
        ) or (low in lexicon.AUXILIARIES and low not in ("’s", "'s", "’d", "’t")):
            break
        else:
            start -= 1
    return _trimmed(words, start, end) if start < end else None


def _is_taken(words: Sequence[Word], at: int, end: int, taken: AbstractSet[int]) -> bool:
    """Tell whether a verb stands at a place, and no noun such as `figures` in `figures for 2022 show`."""
    return at in taken and not (
        words[at].low == "figures" and at + 1 < end and words[at + 1].low in ("for", "from", "on", "of")
    )


def _opened(words: Sequence[Word], closing: int, low_limit: int) -> int | None:
    first = max(low_limit - 1, closing - _LONGEST_BRACKET)
    return next((at for at in range(closing - 1, first, -1) if words[at].low == "("), None)


def _coordinates(words: Sequence[Word], place: int, end: int, low_limit: int) -> bool:
    """Tell whether `and` joins two names or nouns that are one subject, which then begins the clause."""
    right = words[place + 1 : end]
    left = words[place - 1] if place > low_limit else None
    if left is None or not right or not (left.is_word or left.low == ")"):
        return False
    at = place - 1
    while at >= low_limit and (words[at].is_word or words[at].low in ",()"):
        low = words[at].low
        if low in lexicon.SUBORDINATORS:
            break
        clause = low in lexicon.AUXILIARIES or low in lexicon.PERSONAL
        if clause or low in lexicon.VERBS or place - at > _LONGEST_COORDINATE:
            return False
        at -= 1
    first = words[at + 1]
    if at >= low_limit and words[at].quotation >= 0:
        return False
    begins = first.capital or first.low in lexicon.DETERMINERS
    return begins and (left.capital or left.low == ")") == (right[-1].capital or right[-1].low == ")")


def _trimmed(words: Sequence[Word], start: int, end: int) -> Range | None:
    """Return a phrase without what stands before its noun as an adverbial: `On Monday the mayor`."""
    while start < end and words[start].low in _LEADING:
        start += 1
    if start == end:
        return None
    first, following = words[start].low, words[start + 1].low if start + 1 < end else ""
    if first in _BEFORE_NUMBERS and (following[:1].isdigit() or following in _QUANTITIES):
        return start, end
    if start and words[start].capital and start + 1 < end and words[start + 1].capital:
        return start, end
    if first in ("this", "last", "next") and following and following not in lexicon.TIME:
        return start, end
    if first in lexicon.PREPOSITIONS or first in ("this", "last", "next", "here", "there", "just"):
        return _base(words, start, end)
    if first in lexicon.TIME and following:
        return _base(words, start, end)
    return start, end


def _without_time(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of a phrase without `on Monday`, `earlier this week` after it."""
    stop = end
    while stop - 1 > start and words[stop - 1].low in lexicon.TIME and words[stop - 1].low not in _TIME_NOUNS:
        stop -= 1
        if words[stop - 1].low in ("on", "earlier", "late", "last", "this") and stop - 1 > start:
            stop -= 1
    return stop


def _base(words: Sequence[Word], start: int, end: int) -> Range | None:
    """Return the last simple noun phrase before `end`: a run of names, or what a determiner begins."""
    at = end - 1
    if not words[at].is_word:
        return None
    named = words[at].capital
    while at > start and words[at].low not in lexicon.DETERMINERS:
        left = words[at - 1]
        if named and not (left.capital or left.low in _JOINS_NAMES):
            break
        if left.low in lexicon.PREPOSITIONS or left.low in lexicon.TIME or not left.is_word:
            break
        at -= 1
    return (at, end) if at > start else None


def after(words: Sequence[Word], start: int, end: int) -> Range | None:
    """Return the noun phrase that begins at `start`, with an apposition that says who it is."""
    if start >= end or not words[start].is_word:
        return None
    low = words[start].low
    if low in lexicon.PERSONAL:
        return start, start + 1
    if (
        low in lexicon.PREPOSITIONS
        or low in lexicon.TIME
        or low in lexicon.AUXILIARIES
        or low in lexicon.SUBORDINATORS
    ):
        return None
    stop = start + 1
    while stop < end and not _speaker_ends(words, stop, end):
        if words[stop].low == "(":
            closed = next(
                (i for i in range(stop, min(end, stop + _LONGEST_BRACKET)) if words[i].low == ")"), None
            )
            if closed is None:
                break
            stop = closed
        stop += 1
    return start, _apposition_end(words, stop, end)


def _speaker_ends(words: Sequence[Word], at: int, end: int) -> bool:
    word = words[at]
    if word.quotation >= 0 or (word.low in _ENDS and word.low not in "-()"):
        return True
    if word.low == "and":
        return not (words[at - 1].capital and at + 1 < end and words[at + 1].capital)
    return word.low in _STOPS_SPEAKER or word.low in lexicon.TIME or _only_speaks(word)


def _apposition_end(words: Sequence[Word], comma: int, end: int) -> int:
    if comma + 1 >= end or words[comma].low != "," or not _is_apposition(words[comma + 1]):
        return comma
    if words[comma + 1].low in lexicon.PERSONAL:
        return comma
    close = comma + 1
    while (
        close < end
        and words[close].quotation < 0
        and words[close].low not in (",", ";", "—", "–", ":", ".", "who")
    ):
        close += 1
    return close if close - comma <= _LONGEST_APPOSITION else comma


def _only_speaks(word: Word) -> bool:
    """Tell whether a word can hardly be anything but a verb of speech."""
    known = lexicon.VERBS.get(word.low)
    return known is not None and known[0].strength >= 0.95 and not word.capital


def main(words: Sequence[Word], limit: int, start: int = 0) -> Range | None:
    """Return what a clause is about: the noun phrase that begins it, after an adverbial."""
    start = _after_fronted(words, limit, _after_dateline(words, limit, start))
    if start >= limit or words[start].quotation >= 0:
        return None
    if words[start].low in lexicon.PERSONAL:
        return start, start + 1
    at = start
    while at < limit and words[at].is_word and not _verb_begins(words, start, at):
        at += 1
        if at - start > _LONGEST_MAIN:
            return None
    end = at - 1 if words[at - 1].low == "to" else at
    return (start, end) if start < end and at < limit else None


def _after_dateline(words: Sequence[Word], limit: int, start: int) -> int:
    """Return what follows `LONDON, May 5 (Wire) —`."""
    for at in range(start + 1, min(limit, start + _LONGEST_DATELINE)):
        if words[at].low in _DASHES and words[at - 1].low == ")":
            return at + 1
    return start


def _after_fronted(words: Sequence[Word], limit: int, start: int) -> int:
    """Return what follows `But`, `However,`, `On Monday,`, `While she waited,`."""
    while start < limit and words[start].low in _OPENERS:
        start += 1
    if start + 1 < limit and words[start + 1].low == ",":
        return start + 2 if _leads_in(words[start]) else start
    if start < limit and _is_fronted(words, limit, start):
        comma = next((i for i in range(start, limit) if words[i].low == ","), limit)
        return comma + 1
    return start


def _is_fronted(words: Sequence[Word], limit: int, start: int) -> bool:
    """Tell whether a clause begins with something before its subject, up to a comma."""
    low = words[start].low
    participle = start == 0 and low.endswith(("ing", "ed")) and len(low) > 4
    if participle or low in lexicon.PREPOSITIONS or low in lexicon.TIME or low in _CLAUSE_OPENERS:
        return True
    return start + 2 < limit and words[start + 2].low == "," and words[start + 1].low in lexicon.TIME


def _leads_in(word: Word) -> bool:
    """Tell whether a word with a comma only leads into a sentence."""
    return word.low in _LEADING or word.low.endswith("ly") or word.low in lexicon.TIME


def _verb_begins(words: Sequence[Word], start: int, at: int) -> bool:
    """Tell whether a word ends the phrase that begins a clause, being its verb."""
    word, low = words[at], words[at].low
    if low in lexicon.AUXILIARIES:
        return low not in ("’s", "'s")
    if at == start or word.capital or low in lexicon.PREPOSITIONS:
        return False
    if _is_past(low):
        return True
    bare = words[start].low in lexicon.DETERMINERS and at == start + 1
    if not low.endswith("s") or low.endswith(("ss", "’s", "'s")):
        return low in lexicon.VERBS and words[at - 1].low not in lexicon.DETERMINERS
    following = words[at + 1].low if at + 1 < len(words) else ""
    return not bare and not _is_past(following) and (low in lexicon.VERBS or words[at - 1].capital)


def _is_past(low: str) -> bool:
    return low in _PASTS or (len(low) > 4 and low.endswith("ed"))
