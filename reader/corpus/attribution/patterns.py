"""The patterns of attribution: how cue, source and content stand to each other in a sentence."""

from collections.abc import Iterator

from reader.corpus.attribution import contents, cueless, lexicon, subjects
from reader.corpus.attribution.cues import Cue
from reader.corpus.attribution.draft import FAR, NEAR, Draft
from reader.corpus.attribution.lexicon import Takes, wordset
from reader.corpus.attribution.model import Medium
from reader.corpus.attribution.sentence import Range, Sentence

_ASKING = wordset("promise vow pledge ask")
_CARRIERS = wordset(
    """statement message ad ads email emails letter video memo tweet tweets sign signs banner banners website
    twitter facebook"""
)
"""What somebody's words stand on: `issued a statement saying` are not the words of the statement."""
_ENDS_STATEMENT = frozenset(",?!.…—-–")
_LEADING_IN = wordset(
    """asked when after as while although though before despite following since because whereas until
    responding speaking"""
)
MOST_IN_TITLE = 5
_SMALL = wordset("a an the of and in on for to with at by from")
_ALONE = wordset(
    """one ones those these this him them me us people police many most some few several others another both
    all each everyone everybody anyone anybody someone somebody nobody none neither either half women men
    children staff management"""
)
"""Words in small letters that may speak though nothing stands before them."""


def drafts(sentence: Sentence, text: str) -> Iterator[Draft]:
    """Yield the attributions of a sentence."""
    speaker: Range | None = None
    from_others = list(cueless.from_others(sentence))
    said: list[Range] = []
    for cue in sentence.cues:
        own = _own_subject(sentence, cue)
        draft = _draft(sentence, text, cue, own, own or _shared_subject(sentence, cue, speaker))
        if draft and draft.contents and any(draft.contents == each.contents for each in from_others):
            continue
        if draft and draft.source and not _may_speak(sentence, draft.source):
            draft = draft._replace(source=None, score=draft.score - 0.2)
        if draft and not _is_idle(sentence, draft, cue):
            inner = any(start <= cue.head < end for start, end in said)
            speaker = speaker if inner and speaker else draft.source or speaker
            said.extend(draft.contents)
            yield draft._replace(score=draft.score - _nested(cue)) if inner else draft
    yield from cueless.according_to(sentence)
    yield from cueless.signature(sentence)
    yield from from_others
    yield from cueless.nouns(sentence)
    yield from cueless.headline(sentence)
    if not sentence.cues:
        yield from cueless.label(sentence)


def _may_speak(sentence: Sentence, source: Range) -> bool:
    """Tell whether a phrase can be somebody: no noun in the singular stands alone, as in `month said`."""
    word = sentence.words[source[0]]
    if source[1] - source[0] > 1 or not word.is_word or not word.text[0].islower():
        return True
    plural = word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))
    return plural or any(
        word.low in known for known in (lexicon.PERSONAL, lexicon.RELATIVES, lexicon.POSSESSIVES, _ALONE)
    )


def _is_idle(sentence: Sentence, draft: Draft, cue: Cue) -> bool:
    """Tell whether the author thinks aloud or speaks to the reader: `I think`, `you know`."""
    if draft.source is None or not cue.verb.takes & Takes.THOUGHT:
        return False
    return draft.source[1] - draft.source[0] == 1 and sentence.low(draft.source[0]) in ("i", "you", "we")


def _nested(cue: Cue) -> float:
    """Return how much less likely an attribution is for standing in the content of another."""
    return 0.1 if cue.verb.strength >= 0.9 else 0.4


def _draft(sentence: Sentence, text: str, cue: Cue, own: Range | None, subject: Range | None) -> Draft | None:
    """Return what a cue introduces; `own` is the subject right before it, `subject` that or a shared one."""
    if cue.passive:
        return _passive(sentence, cue, own)
    return (
        _after_quotation(sentence, text, cue, own)
        or _after_statement(sentence, cue, own)
        or _as_reported(sentence, cue, own)
        or _inverted(sentence, cue)
        or _before_content(sentence, cue, own, subject)
        or _before_quotation(sentence, cue, subject)
    )


def _made(cue: Cue, places: tuple[Range, ...], source: Range | None, score: float, reason: str) -> Draft:
    takes = cue.verb.takes
    medium: Medium = "thought" if takes & Takes.THOUGHT else "writing" if takes & Takes.WRITING else "speech"
    return Draft(places, (cue.first, cue.last), source, medium, score, reason)


def _speaks(cue: Cue) -> bool:
    """Tell whether words in quotation marks can stand before a verb."""
    takes = cue.verb.takes
    can = takes & (Takes.CLAUSE | Takes.QUOTE | Takes.THAT | Takes.PERSON)
    return cue.finite and bool(can) and (not takes & Takes.TO or cue.verb.lemma in _ASKING)


def _after_quotation(sentence: Sentence, text: str, cue: Cue, own: Range | None) -> Draft | None:
    """`“…,” she said` and `“…,” said Ada Holm`."""
    left = (own[0] if own else cue.first) - 1
    piece = left - 1 if sentence.low(left) in (",", "—", "–") else left
    if not sentence.is_quotation(piece) or not _speaks(cue) or not _is_statement(sentence, text, piece, left):
        return None
    if _is_title(sentence, text, piece):
        return None
    source = own or subjects.after(sentence.words, cue.last, len(sentence.words))
    if source is None and cue.last < sentence.end:
        return None
    start = contents.start_before(sentence, piece)
    if sentence.low(start) == "asked":
        return None
    return _made(cue, ((start, piece + 1),), source, 0.97, "quotation, then who said it")


def _only_leads_in(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether what stands before a subject and its cue says when or why: `Asked about it, she said`."""
    if sentence.low(start) not in _LEADING_IN:
        return False
    return all(sentence.low(at) != "," for at in range(start, end))


def _is_statement(sentence: Sentence, text: str, piece: int, left: int) -> bool:
    """Tell whether a quotation before a cue is what was said, and no word of the subject."""
    word = sentence.words[piece]
    inner = text[word.start : word.end].rstrip("”\"’'»」』").rstrip()
    return piece == 0 or left != piece or inner[-1:] in _ENDS_STATEMENT


def _is_title(sentence: Sentence, text: str, piece: int) -> bool:
    """Tell whether a quotation is the title of something: `A guest of “This Week,” Ada Holm said …`."""
    word = sentence.words[piece]
    words = text[word.start : word.end].strip("“”\"‘’',.").split()
    before = sentence.words[piece - 1] if piece else None
    if before is None or not before.is_word or not 1 < len(words) <= MOST_IN_TITLE:
        return False
    return all(each[0].isupper() or each in _SMALL for each in words) and words[0][0].isupper()


def _after_statement(sentence: Sentence, cue: Cue, own: Range | None) -> Draft | None:
    """`It rained, she said`, `It rained, said Ada Holm`, `It was, she said, a mistake`."""
    left = (own[0] if own else cue.first) - 1
    if left < 1 or sentence.low(left) not in (",", "—", "–"):
        return None
    if not (cue.finite and cue.verb.takes & Takes.CLAUSE):
        return None
    source = own or subjects.after(sentence.words, cue.last, len(sentence.words))
    if source is None:
        return None
    after = cue.last if own else source[1]
    comma = sentence.low(after) == ","
    if not comma and (
        (not own and after < sentence.end) or contents.start_after(sentence, cue, after) is not None
    ):
        return None
    start = contents.start_before(sentence, left)
    follows = comma and after + 1 < sentence.end and not sentence.is_quotation(after + 1)
    if start >= left or (not follows and _only_leads_in(sentence, start, left)):
        return None
    places = [(start, left)]
    rest = after + 1
    goes_on = rest < sentence.end and not sentence.low(rest).endswith("ing") and own and comma
    if goes_on and sentence.low(rest) not in ("who", "which", "where", "and", "but", "or", "as"):
        places.append((rest, contents.end_of(sentence, rest, cue)))
    return _made(cue, tuple(places), source, 0.85, "statement, then who said it")


def _as_reported(sentence: Sentence, cue: Cue, own: Range | None) -> Draft | None:
    """`As Ada Holm said, it rained`."""
    if own is None or sentence.low(own[0] - 1) != "as":
        return None
    start = cue.last + 1
    if sentence.low(cue.last) != "," or start >= sentence.end:
        return None
    place = start, contents.end_of(sentence, start, cue)
    return _made(cue, (place,), own, 0.8, "as somebody said")


def _inverted(sentence: Sentence, cue: Cue) -> Draft | None:
    """`Said Ada Holm: “…”` and `Asked by Ada Holm whether …` at the beginning of a sentence."""
    by = sentence.low(cue.last) == "by"
    if cue.first or not cue.finite or sentence.is_quotation(cue.last):
        return None
    source = subjects.after(sentence.words, cue.last + by, sentence.end)
    if source is None or sentence.low(source[0]) in lexicon.DETERMINERS - {"the"}:
        return None
    start = contents.start_after(sentence, cue, source[1])
    if start is None or not (by or sentence.is_quotation(start)):
        return None
    place = start, contents.end_of(sentence, start, cue)
    return _made(cue, (place,), source, 0.85, "cue, who said it, then what") if place[0] < place[1] else None


def _before_content(sentence: Sentence, cue: Cue, own: Range | None, subject: Range | None) -> Draft | None:
    """`She said (that) it rained`, `She praised the plan`, `a plan which she called a mistake`."""
    start = contents.start_after(sentence, cue)
    if start is None:
        return None
    place = start, contents.end_of(sentence, start, cue)
    if place[0] >= place[1]:
        return None
    places = [place]
    relative = own is not None and sentence.low(own[0] - 1) in ("which", "who", "what")
    if own and relative and cue.verb.takes & Takes.CLAUSE:
        places.insert(0, (own[0] - 1, own[0]))
    score = cue.verb.strength - (0.25 if subject is None else 0) - (0.2 if cue.infinitive else 0)
    return _made(cue, tuple(places), subject, score, "who said it, then what")


def _before_quotation(sentence: Sentence, cue: Cue, subject: Range | None) -> Draft | None:
    """`She went on:` at the end of a paragraph, the quotation being the next."""
    if sentence.words[-1].low not in (":", ",") or not _speaks(cue):
        return None
    if any(True for _ in sentence.later(cue)):
        return None
    draft = _made(cue, (), subject, 0.95, "who said it, then a quotation")
    return draft._replace(continues=True)


def _passive(sentence: Sentence, cue: Cue, subject: Range | None) -> Draft | None:
    """`She was asked whether …`, `He is expected to …`, `The plan was praised by Ada Holm`."""
    if subject is None:
        return None
    after, takes = sentence.low(cue.last), cue.verb.takes
    if after == "by":
        source = subjects.after(sentence.words, cue.last + 1, sentence.end)
        return _made(cue, (subject,), source, 0.5, "done by somebody") if source else None
    if after == "to" and cue.verb.lemma == "expect":
        place = cue.last, contents.end_of(sentence, cue.last, cue)
        return _made(cue, (subject, place), None, 0.55, "expected, nobody says by whom")
    start = contents.start_after(sentence, cue)
    if start is None or not takes & (Takes.CLAUSE | Takes.PERSON | Takes.THAT):
        return None
    told = sentence.low(start) in ("that", "if", "whether", "about", "how", "what", "why")
    if not (told or sentence.is_quotation(start) or cue.verb.lemma == "ask"):
        return None
    place = start, contents.end_of(sentence, start, cue)
    return (
        _made(cue, (place,), None, 0.55, "told or asked, nobody says by whom") if place[1] > start else None
    )


def _own_subject(sentence: Sentence, cue: Cue) -> Range | None:
    """Return the subject that stands before a cue."""
    words, first = sentence.words, cue.first
    before = sentence.low(first - 1)
    if before in ("and", "but", "or", "then"):
        return None
    if not cue.finite:
        alone = cue.infinitive or before in lexicon.PREPOSITIONS or before in ("while", "when")
        if alone or not (first and words[first - 1].is_word):
            return None
        found = subjects.nearest(words, first, sentence.taken)
        if found and found[1] - found[0] == 1 and sentence.low(found[0] - 1) in lexicon.MODALS:
            return subjects.before(words, found[0] - 1, sentence.taken)
        last = sentence.low(found[1] - 1) if found else ""
        speaks = last not in _CARRIERS and last not in lexicon.TIME_SPANS and not last.isdigit()
        return found if speaks else None
    return subjects.before(words, first, sentence.taken)


def _shared_subject(sentence: Sentence, cue: Cue, speaker: Range | None) -> Range | None:
    """Return the subject that a cue shares with the cue before it or the whole sentence, or that follows."""
    first = cue.first
    before = sentence.low(first - 1)
    if cue.finite:
        coordinated = before in ("and", "but", "or", "then")
        main = subjects.main(sentence.words, first) if coordinated else None
        return (speaker or main) if coordinated or before == "," else None
    if first == 0 or (first == 1 and before in lexicon.PREPOSITIONS):
        return _following_subject(sentence, cue)
    shared = speaker or subjects.main(sentence.words, first)
    reach = FAR if before == "," else NEAR
    return shared if shared is None or first - shared[1] <= reach else None


def _following_subject(sentence: Sentence, cue: Cue) -> Range | None:
    """Return the subject after the comma that ends a fronted phrase: `Asked about it, she said`."""
    for comma in range(cue.last, sentence.end):
        if sentence.low(comma) == ",":
            verb = next((each for each in sentence.cues if each.finite and each.first > comma), None)
            if verb is None:
                return subjects.main(sentence.words, sentence.end, comma + 1)
            found = subjects.before(sentence.words, verb.first, sentence.taken, comma + 1)
            return found if sentence.low(cue.head).endswith("ing") else None
    return None
