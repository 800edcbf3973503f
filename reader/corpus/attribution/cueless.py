"""The patterns of attribution without a verb: by a noun, a name and a mark, `according to`."""

from collections.abc import Iterator

from reader.corpus.attribution import contents, lexicon, subjects
from reader.corpus.attribution.draft import FAR, NEAR, Draft
from reader.corpus.attribution.lexicon import wordset
from reader.corpus.attribution.sentence import Range, Sentence

_LABEL_WORDS = wordset("of on the de - ’s and ,")
_LONGEST_LABEL = 9
_SIGNS = frozenset("—–―-") | {"--"}
_OWN = wordset("my our your its")
_THAT = wordset("that and or as but ,")


def according_to(sentence: Sentence) -> Iterator[Draft]:
    """`According to the ministry, it rained`, and the same after the statement."""
    after = len(sentence.words) - 2
    at = next((i for i in sentence.places("according") if i < after and sentence.low(i + 1) == "to"), None)
    if at is None:
        return
    stop = at + 2
    while stop < sentence.end and sentence.low(stop) not in (",", ";", "—", "–", ":", ""):
        stop += 1
    before = at
    while before and sentence.low(before - 1) in (",", "—", "–", "-"):
        before -= 1
    if before > 3 or (before > 1 and stop >= sentence.end):
        place = contents.start_before(sentence, before), before
    else:
        place = stop + (sentence.low(stop) in (",", ":")), sentence.end
    if stop > at + 2 and place[0] < place[1]:
        source = at + 2, stop
        written = any(sentence.low(i) in lexicon.MEDIUM_NOUNS for i in range(*source))
        yield Draft((place,), (at, at + 2), source, "writing" if written else "speech", 0.9, "according to")


def nouns(sentence: Sentence) -> Iterator[Draft]:
    """`her claim that it rained`, `her desire to leave`."""
    for behind in sorted(sentence.places("that", "to")):
        at = behind - 1
        if not 0 < at < sentence.end - 2:
            continue
        low, following = sentence.low(at), sentence.low(behind)
        that = low in lexicon.NOUNS and following == "that"
        noun = sentence.words[at].is_word and at not in sentence.taken and not low.endswith("ing")
        marked = noun and sentence.is_quotation(at + 2) and sentence.low(at - 1) not in _OWN
        if not that and not ((low in lexicon.NOUNS_WITH_TO or marked) and following == "to"):
            continue
        owner = sentence.low(at - 1)
        source: Range | None = None
        if owner in lexicon.POSSESSIVES:
            source = at - 1, at
        elif owner in ("’s", "'s"):
            source = subjects.before(sentence.words, at - 1, sentence.taken)
        if source is None:
            continue
        stop = next((i for i in range(at + 2, sentence.end) if _noun_content_ends(sentence, i)), sentence.end)
        thought = sentence.low(at) in lexicon.THOUGHT_NOUNS
        yield Draft(
            ((at + 1, stop),),
            (at, at + 1),
            source,
            "thought" if thought else "speech",
            0.6,
            "a noun and that",
        )


def from_others(sentence: Sentence) -> Iterator[Draft]:
    """`criticism from Ada Holm in a speech that it leaked`."""
    for behind in sentence.places("from"):
        at = behind - 1
        if not 0 <= at < sentence.end - 3 or sentence.low(at) not in lexicon.NOUNS_FROM:
            continue
        source = subjects.after(sentence.words, at + 2, min(sentence.end, at + FAR))
        if source is None:
            continue
        near = range(source[1], min(sentence.end - 1, source[1] + NEAR))
        that = next((i for i in near if sentence.low(i) in _THAT or i in sentence.taken), None)
        if that is not None and sentence.low(that) == "that":
            place = that, sentence.end
            yield Draft((place,), (at, at + 1), source, "speech", 0.7, "a noun, from whom, and that")


def headline(sentence: Sentence) -> Iterator[Draft]:
    """`‘…’: Ada Holm speaks of the flood`, as in headlines."""
    if not sentence.is_quotation(0) or sentence.low(1) != ":" or sentence.end < 4:
        return
    named = 2
    while named < sentence.end and sentence.words[named].capital:
        named += 1
    if 3 < named < sentence.end and sentence.words[named].is_word:
        yield Draft(((0, 1),), (1, 2), (2, named), "speech", 0.6, "in marks before a colon and a name")


def _noun_content_ends(sentence: Sentence, at: int) -> bool:
    """Tell whether the verb of the sentence follows, or another clause: `her wish to “win” is known`."""
    verb = sentence.low(at) in lexicon.AUXILIARIES and sentence.is_quotation(at - 1)
    return verb or sentence.low(at) in (",", ";")


def signature(sentence: Sentence) -> Iterator[Draft]:
    """`“…” — Ada Holm`, to the end of the line."""
    dashes = (i for i in sentence.places(*_SIGNS) if 0 < i < sentence.end - 1)
    dash = min(dashes, default=None)
    if dash is None or not sentence.is_quotation(dash - 1) or any(c.first < dash for c in sentence.cues):
        return
    named = dash + 1
    while named < sentence.end and (sentence.words[named].capital or sentence.low(named) in _LABEL_WORDS):
        named += 1
    whole = named == sentence.end or sentence.low(named) in (",", "(")
    if whole and sentence.words[dash + 1].capital:
        yield Draft(((0, dash),), (dash, dash + 1), (dash + 1, named), "speech", 0.9, "signed with a name")


def label(sentence: Sentence) -> Iterator[Draft]:
    """`Holm: The dam is safe`, as in headlines and interviews."""
    words = sentence.words
    most = min(_LONGEST_LABEL, len(words) - 1)
    colon = next((i for i in sentence.places(":") if 0 < i < most), None)
    if colon is None or not all(w.capital or w.low in _LABEL_WORDS for w in words[:colon]):
        return
    if sentence.paragraph > 1 and not sentence.is_quotation(colon + 1):
        return
    if colon + 1 < sentence.end:
        yield Draft(
            ((colon + 1, sentence.end),), (colon, colon + 1), (0, colon), "speech", 0.6, "name and colon"
        )
