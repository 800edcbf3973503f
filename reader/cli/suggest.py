"""`reader suggest`: what Reader proposes to label, for people and for pipelines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from cyclopts import Parameter

from reader.annotate.records import AnnotationStore
from reader.annotate.view import View
from reader.cli.guard import UsageError, say, tell
from reader.cli.opening import Work, changing, looking
from reader.cli.options import GUESSED, Annotations, Annotator, ArticleName, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, counted, for_people, write_json, write_json_array
from reader.cli.proposals import answer, settle
from reader.cli.relating import found_stories, relate, relate_versions
from reader.cli.stories import group
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.grouping import story_of
from reader.suggest import claims, crf, quotes
from reader.suggest.claims import Claims
from reader.suggest.learning import decisions
from reader.suggest.measuring import measure
from reader.suggest.proposing import Suggesting, proposal
from reader.suggest.suggesters import Suggester, suggest, suggesters
from reader.suggest.suggestion import ABOVE, SUGGESTED, Shown, Suggestion

Found = tuple[Article, Suggestion, str]
Wanted = Callable[[Article], Iterable[Suggestion]]
Labels = Annotated[
    tuple[str, ...],
    Parameter(name="--label", negative=(), show_default=False, help="Only this label; may be repeated."),
]
Kinds = Annotated[
    tuple[str, ...],
    Parameter(
        name="--kind",
        negative=(),
        show_default=False,
        help="Only quotes of this kind: direct, mixed or indirect; may be repeated.",
    ),
]


def suggestions(
    corpus: CorpusPath,
    article: ArticleName | None = None,
    /,
    *,
    label: Labels = (),
    kind: Kinds = (),
    above: Annotated[float, Parameter(help="Only with at least this score, from 0 to 1.")] = ABOVE,
    learn: Annotated[
        bool,
        Parameter(
            negative=(),
            show_default=False,
            help="Learn quotes from the annotator's finished articles first (extra crf); takes some seconds.",
        ),
    ] = False,
    accept: Annotated[list[str] | None, answer("accept")] = None,
    reject: Annotated[list[str] | None, answer("reject")] = None,
    report: Annotated[
        bool,
        Parameter(
            name="--report", negative=(), show_default=False, help="How suggestions fared with the annotator."
        ),
    ] = False,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Propose labels: quotes with who said them, and likely claims, before anything is labelled.

    Claims are ranked by signs that can be read, and by what the annotator decided so far. With --learn also
    quotes without marks that are like those in the annotator's finished articles are proposed, and of what
    the rules are not sure of only such.

    Of all articles, or of one. Nothing is labelled by it: a proposal becomes a label only when somebody takes
    it, as with --accept, one step for `reader undo`. What stands on the same words as a label, or as what was
    rejected, is listed and cannot be accepted.

    Piped, a line for each with tabs between article, id, label, kind, score, speaker, words and state. With
    --json an array of {"article", "id", "suggester", "label", "start", "end", "text", "score", "attributes",
    "parts": [{"role", "start", "end", "text"}], "reasons", "state"}: places are code points into the text of
    the article, end exclusive. Parts of a quote are its content, with quotation marks, its cue and its
    source; cue and source can stand before its start and after its end. The state is "open"; "withheld" on
    the tenth of the sentences that gets no suggestion before it is decided; or "closed": accepted, rejected,
    or not to be had beside what stands there.

    With --report, for each suggester: suggestions on decided sentences, how many were accepted, edited and
    rejected, and precision and recall on the tenth of sentences that gets no suggestion before it is decided.
    """
    if not 0 <= above <= 1:
        raise UsageError("--above takes a number from 0 to 1 (try: reader suggest --help)")
    answers = accept or [], reject or []
    if any(answers) and article is None:
        raise UsageError("--accept and --reject need the article")
    opening = changing if any(answers) else looking
    with opening(corpus, annotations, annotator, columns) as work:
        if report:
            return _report(work, above, learn, json)
        store = work.session.store
        known = Claims.learned(decisions(store))
        quoted = _learned(lambda: crf.learned(work.corpus, store).suggest) if learn else quotes.suggest
        every = partial(suggest, shown=Shown(above), known=known, quoted=quoted)

        def wanted(article: Article) -> Iterator[Suggestion]:
            for each in every(article):
                if (not label or each.label in label) and (not kind or each.attributes.get("kind") in kind):
                    yield each

        suggesting = Suggesting(wanted, kin=lambda: work.session.kin)
        work.session.suggest(suggesting)
        if any(answers):
            return _answered(work, work.corpus.find(article or ""), suggesting, answers, json)
        articles = [work.corpus.find(article)] if article else work.corpus
        _list(_with_states(work, articles, wanted, suggesting), json)
    return 0


def _learned(learn: Callable[[], Suggester]) -> Suggester:
    try:
        return learn()
    except ValueError as error:
        raise UsageError(str(error)) from None


def _with_states(
    work: Work, articles: Iterable[Article], wanted: Wanted, suggesting: Suggesting
) -> Iterator[Found]:
    """Yield what is suggested for articles, and whether that is open, withheld or closed."""
    grouped = found_stories(work)
    for article in articles:
        found = list(wanted(article))
        suggesting.take(article, found)
        if grouped:
            relate_versions(work, article)
        still = {each.id for each in work.session.proposals(article)}
        view = View(article, work.session.store.read(article.id))
        for each in found:
            made = proposal(article, each)
            hidden = suggesting.hidden(view, made.sentences)
            yield article, each, "open" if made.id in still else "withheld" if hidden else "closed"


def _list(found: Iterable[Found], json: bool) -> None:
    if json:
        write_json_array(_json(*each) for each in found)
    elif for_people():
        _tell(found)
    else:
        _say(found)


def _report(work: Work, above: float, learn: bool, json: bool) -> int:
    """Tell how suggesters fare that have learned nothing from what they are measured on."""
    corpus, store = work.corpus, work.session.store
    if learn:
        group(corpus)
    known = Claims.learned(decisions(store, apart=True))
    quoted = (
        _learned(partial(crf.crossed, corpus, store, partial(_story, corpus))) if learn else quotes.suggest
    )
    told: dict[str, Any] = {}
    articles = list(labelled(corpus, store))
    for name, suggester in suggesters(known, quoted).items():
        label = claims.LABEL if name == claims.NAME else quotes.LABEL
        fare = measure(articles, store, name, label, suggester, above)
        told[name] = {**asdict(fare), "precision": fare.precision, "recall": fare.recall}
    if json:
        write_json(told)
        return 0
    if for_people():
        _draw_report(told)
        return 0
    for name, figures in told.items():
        shown = (f"{key} {_figure(value)}" for key, value in figures.items())
        say(name, *shown)
    return 0


def _draw_report(told: Mapping[str, Mapping[str, Any]]) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Suggester")
    for key in next(iter(told.values()), ()):
        table.add_column(key.capitalize(), justify="right")
    for name, figures in told.items():
        table.add_row(name, *map(_figure, figures.values()))
    console().print(table)
    console().print(
        "\nThe last five are of the tenth of the sentences that gets no suggestions before it is decided.",
        style="dim",
    )


def _story(corpus: Corpus, article_id: str) -> str:
    story = story_of(corpus, article_id)
    return str(story.number) if story else article_id


def labelled(corpus: Corpus, store: AnnotationStore) -> Iterator[Article]:
    """Yield the articles of a corpus that the annotator said anything about."""
    for article_id in sorted(store.articles()):
        if article_id in corpus:
            yield corpus[article_id]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else f"{value:,}"


def _answered(
    work: Work, article: Article, suggesting: Suggesting, answers: tuple[list[str], list[str]], json: bool
) -> int:
    suggesting.read(article)
    relate(work, article)
    offered = [each for each in work.session.proposals(article) if each.origin.kind == SUGGESTED]
    return settle(work, article, offered, *answers, json)


def _say(found: Iterable[Found]) -> None:
    for article, each, state in found:
        attributes = each.attributes
        say(
            article.id,
            proposal(article, each).id,
            each.label,
            attributes.get("kind", ""),
            f"{each.score:.2f}",
            attributes.get("speaker", ""),
            _words(article, each),
            state,
        )


def _tell(found: Iterable[Found]) -> None:
    count, shown = 0, ""
    for article, each, state in found:
        count += 1
        if article.id != shown:
            console().print(cell(article.id, "bold"))
            shown = article.id
        kind, speaker = each.attributes.get("kind"), each.attributes.get("speaker")
        about = " · ".join(filter(None, (each.label, kind, speaker)))
        told = "" if state == "open" else f" · {state}"
        console().print(cell(f"  {each.score:.2f}  {about}{told}"))
        console().print(cell(f"        {_words(article, each)}"))
    tell(counted(count, "suggestion", "suggestions"))


def _words(article: Article, suggestion: Suggestion) -> str:
    return " … ".join(" ".join(article.text[start:end].split()) for start, end in _contents(suggestion))


def _contents(suggestion: Suggestion) -> Iterator[tuple[int, int]]:
    places = [(start, end) for role, start, end in suggestion.parts if role == "content"]
    yield from places or [(suggestion.start, suggestion.end)]


def _json(article: Article, suggestion: Suggestion, state: str) -> dict[str, Any]:
    text = article.text
    return {
        "article": article.id,
        "id": proposal(article, suggestion).id,
        "suggester": suggestion.suggester,
        "label": suggestion.label,
        "start": suggestion.start,
        "end": suggestion.end,
        "text": text[suggestion.start : suggestion.end],
        "score": suggestion.score,
        "attributes": dict(suggestion.attributes),
        "parts": [
            {"role": role, "start": start, "end": end, "text": text[start:end]}
            for role, start, end in suggestion.parts
        ],
        "reasons": list(suggestion.reasons),
        "state": state,
    }
