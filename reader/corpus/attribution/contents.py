"""Where the words begin that a cue introduces, and where they end."""

from reader.corpus.attribution import cues, lexicon, subjects
from reader.corpus.attribution.cues import Cue
from reader.corpus.attribution.lexicon import Takes, wordset
from reader.corpus.attribution.sentence import Sentence

_ADVERBIAL = wordset("in on at during to after before via from through with over while following")
_QUESTION = wordset("that how what whether why if where who")
_NEW_STATEMENT = wordset("the a an his her their its there no")
_PERSONS = wordset("him her them us me you it everyone")
_JOINED_NOUNS = wordset("and or of to ’s 's - host anchor newspaper show magazine")
_TO = wordset("claim agree hope wish threaten promise vow pledge")
_CUT_AFTER_COMMA = wordset(
    """according while drawing prompting despite even though although following followed however
    providing putting using contrasting compared"""
)
_FAR = 22
_FAR_PERSON = 16
_FAR_QUOTE = 14
_IRREGULAR_PASTS = wordset("""said told wrote thought felt knew saw found went began read heard spoke shot""")


def start_after(sentence: Sentence, cue: Cue, at: int | None = None) -> int | None:
    """Return the place where the content after a cue begins; None if nothing follows that it takes."""
    place = cue.last if at is None else at
    takes = cue.verb.takes
    if (
        takes & Takes.PERSON
        and not sentence.is_quotation(place)
        and sentence.low(place) not in ("that", ",", ":", "how")
    ):
        place = _after_person(sentence, place) or place
    begun = place
    place = _after_time(sentence, place)
    if sentence.low(place) in lexicon.AUXILIARIES and sentence.low(begun) not in ("also", "not"):
        place = begun  # as in `said this week would be hard`
    if place >= sentence.end:
        return None
    low = sentence.low(place)
    if low in (",", ":", "—", "–"):
        return _after_mark(sentence, place, low)
    if sentence.is_quotation(place):
        return place
    if (low in _QUESTION and not takes & Takes.TO) or (low == "that" and takes & Takes.CLAUSE):
        return place
    if low == "to" and (takes & Takes.TO or cue.verb.lemma in _TO):
        return place
    if takes & Takes.CLAUSE:
        return _statement(sentence, place, low)
    if takes & Takes.THING:
        return _thing(sentence, place, low)
    return _quotation_near(sentence, place)


def _after_time(sentence: Sentence, place: int) -> int:
    """Return what follows words like `Monday`, `earlier this week`, `again`."""
    while place < sentence.end and not sentence.is_quotation(place):
        low, following = sentence.low(place), sentence.low(place + 1)
        leads = low in ("earlier", "late", "last", "this", "on", "early") and (
            following in lexicon.TIME or following in ("this", "last")
        )
        adverb = cues.is_adverb(sentence.words[place]) and low not in lexicon.CLAUSE_STARTS
        if not (low in lexicon.TIME or adverb or leads):
            break
        place += 1
    return place


def _after_mark(sentence: Sentence, place: int, mark: str) -> int | None:
    if sentence.is_quotation(place + 1) or (mark == ":" and place + 1 < sentence.end):
        return place + 1
    return place + 1 if mark == "," and sentence.low(place + 1) in ("that", "how") else None


def _statement(sentence: Sentence, place: int, low: str) -> int | None:
    if low in _ADVERBIAL:
        return _after_adverbial(sentence, place)
    if low in lexicon.AUXILIARIES or low in ("and", "but", "as", "or", ")", "so", "of", "by", "for", ";"):
        return None
    return place


def _thing(sentence: Sentence, place: int, low: str) -> int | None:
    if low in lexicon.PREPOSITIONS or low in lexicon.AUXILIARIES or low in lexicon.CONJUNCTIONS:
        return None
    return place if sentence.words[place].is_word or low in ("$", "[", "(") else None


def _quotation_near(sentence: Sentence, place: int) -> int | None:
    """Return the quotation, or the statement with `that`, which follows in the same breath."""
    for near in range(place, min(sentence.end, place + _FAR_QUOTE)):
        if near in sentence.taken:
            return None
        if sentence.is_quotation(near):
            return near if sentence.low(near - 1) in (",", ":", "that", "") else None
        if sentence.low(near) == "that":
            return near
        if sentence.low(near) == ";":
            return None
    return None


def _after_person(sentence: Sentence, place: int) -> int | None:
    """Return what follows whoever is spoken to."""
    if sentence.low(place) in _PERSONS:
        return place + 1 if place + 1 < sentence.end else None
    for at in range(place + 1, min(sentence.end, place + _FAR_PERSON)):
        low, before = sentence.low(at), sentence.low(at - 1)
        if sentence.is_quotation(at) or low in _QUESTION or low == ":" or low in lexicon.TIME:
            return at
        if low == ",":
            return at if sentence.is_quotation(at + 1) else None
        if low in lexicon.PERSONAL or low in ("there", "it’s", "to", "about"):
            return at
        if low in _NEW_STATEMENT and before not in lexicon.PREPOSITIONS and before not in ("and", "to"):
            return at
        if _name_begins(sentence, at) and not sentence.words[place].capital:
            return at
    return None


def _after_adverbial(sentence: Sentence, place: int) -> int | None:
    """Return where the statement begins after `in a statement`, `at a rally in the capital`."""
    for at in range(place + 1, min(sentence.end, place + _FAR)):
        low, before = sentence.low(at), sentence.low(at - 1)
        if at in sentence.taken:
            return None
        if sentence.is_quotation(at) or low == "that":
            return at
        if low in (":", ","):
            going_on = sentence.is_quotation(at + 1) or sentence.low(at + 1) == "that" or low == ":"
            return at + 1 if going_on and at + 1 < sentence.end else None
        if at == place + 1:
            continue
        if low in lexicon.PERSONAL:
            return at
        if before in lexicon.PREPOSITIONS or before in lexicon.DETERMINERS:
            continue
        if (low in _NEW_STATEMENT and before not in ("and", "or")) or _name_begins(sentence, at):
            return at
    return None


def _name_begins(sentence: Sentence, at: int) -> bool:
    word, before = sentence.words[at], sentence.words[at - 1]
    if not word.capital or before.capital or not before.is_word or word.low in lexicon.TIME:
        return False
    return not (
        before.low in lexicon.PREPOSITIONS or before.low in lexicon.DETERMINERS or before.low in _JOINED_NOUNS
    )


def end_of(sentence: Sentence, start: int, cue: Cue) -> int:
    """Return the place where the content ends that begins at `start`."""
    end = min(sentence.end, _before_next_cue(sentence, start, cue))
    bare = not cue.verb.takes & (Takes.CLAUSE | Takes.THAT)
    for at in range(start + 1, end):
        low, following = sentence.low(at), sentence.low(at + 1)
        if low == ";":
            return at
        if low == "," and (
            following in _CUT_AFTER_COMMA
            or (following == "as" and _clause_begins(sentence, at + 2))
            or (bare and following in ("but", "who", "which", "where"))
        ):
            return at
        if bare and low in ("—", "–", "--") and not any(sentence.low(i) == low for i in range(at + 1, end)):
            return at
    return end


def _clause_begins(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return (
        low in lexicon.PERSONAL
        or low in lexicon.DETERMINERS
        or (at < sentence.end and sentence.words[at].capital)
    )


def _before_next_cue(sentence: Sentence, start: int, cue: Cue) -> int:
    """Return where another cue of the same speaker takes over: `, saying`, `by saying`, `and added`."""
    fronted = cue.first == 0 and not cue.finite and sentence.low(cue.head).endswith("ing")
    for other in sentence.later(cue):
        if other.first <= start:
            continue
        before = sentence.low(other.first - 1)
        participle = sentence.low(other.head).endswith("ing") and not other.finite
        speaks = other.verb.takes & Takes.CLAUSE and other.verb.strength >= 0.9
        apart = before == "," or (before == "by" and speaks)
        if participle and apart and other.first - 1 > start:
            return other.first - 1
        comma = _before_subject(sentence, start, other) if fronted and other.finite else None
        if comma is not None:
            return comma
        alike = other.finite and not other.passive and not other.negated and other.verb.strength >= 0.7
        if before in ("and", "but") and alike and _same_tense(sentence, cue, other):
            stop = other.first - 1
            stop -= sentence.low(stop - 1) == ","
            if stop > start:
                return stop
    return sentence.end


def _before_subject(sentence: Sentence, start: int, cue: Cue) -> int | None:
    """Return the comma before the subject of a cue: `Praising it, she said`."""
    for comma in range(cue.first - 1, start, -1):
        if sentence.low(comma) == ",":
            found = subjects.before(sentence.words, cue.first, sentence.taken, comma + 1)
            return comma if found is not None and found[0] == comma + 1 else None
    return None


def _same_tense(sentence: Sentence, one: Cue, other: Cue) -> bool:
    first, second = sentence.low(one.head), sentence.low(other.head)
    if first.endswith("ing") or one.infinitive:
        return False
    pasts = [word.endswith("ed") or word in _IRREGULAR_PASTS for word in (first, second)]
    return pasts[0] == pasts[1] and (pasts[0] or first.endswith("s") == second.endswith("s"))


def start_before(sentence: Sentence, stop: int) -> int:
    """Return where the statement begins that ends before `stop`."""
    start = next((at + 1 for at in range(stop - 1, -1, -1) if sentence.low(at) == ";"), 0)
    while start < stop and sentence.low(start) in ("still", ",", "and", "meanwhile", "however"):
        start += 1
    return start
