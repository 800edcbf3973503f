"""`reader adjudicate`: settle one disagreement, without the screen."""

from contextlib import closing
from dataclasses import replace
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.adjudication import AGREED, GOLD, Case, cases, settling
from reader.annotate.records import Record
from reader.annotate.session import Changed
from reader.annotate.store import annotators as known_annotators
from reader.annotate.survey import Survey
from reader.annotate.view import View
from reader.cli.agree import GoldName
from reader.cli.colleagues import stores
from reader.cli.guard import UsageError, tell
from reader.cli.opening import Work, read, writing
from reader.cli.options import GUESSED, Annotations, ArticleName, ColumnNames, CorpusPath, Json
from reader.cli.relating import relate
from reader.cli.reporting import report
from reader.corpus.article import Article
from reader.workspace import Place, locate, open_store


def adjudicate(
    corpus: CorpusPath,
    article: ArticleName | None = None,
    /,
    *,
    sentence: Annotated[
        int | None, Parameter(help="Number of a sentence, from 0 as `reader agree --list` has it.")
    ] = None,
    take: Annotated[
        list[str] | None,
        Parameter(
            name="--take",
            negative=(),
            help="Annotator whose labels are right; given more than once, those of all of them together.",
        ),
    ] = None,
    neither: Annotated[
        bool, Parameter(negative=(), show_default=False, help="No label: nobody is right who gave one.")
    ] = False,
    agreed: Annotated[
        bool,
        Parameter(
            negative=(),
            show_default=False,
            help="Settle everything on which all agree who decided it, two at least; one step.",
        ),
    ] = False,
    gold: GoldName = GOLD,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Settle what annotators say of a sentence, in the labels of the gold annotator; or what all agree on.

    Annotators agree where they gave the same labels, on the same words, with the same parts and attributes,
    or all decided that there is none. --agreed leaves alone whatever the gold annotator has decided.
    What was settled there before gives way. Without --agreed it goes to the other versions, too.
    The other annotators' labels are never changed; `reader undo --annotator gold` takes the step back. With
    --json {"changed", "message", "article", "sentence"}.
    """
    if agreed and (article or sentence is not None or take or neither):
        raise UsageError("--agreed goes over the whole corpus: give it alone")
    place = locate(corpus, annotations, gold, fields=columns.fields)
    if agreed:
        return report(_settle_agreed(place), json)
    if article is None or sentence is None:
        raise UsageError("give an article and --sentence, or --agreed")
    if bool(take) == neither:
        raise UsageError("give either --take NAME or --neither")
    with writing(place) as session, closing(read(place)) as opened:
        found = opened.find(article)
        case = _case(place, found, sentence, session.store.load(found.id))
        names = take or []
        if unknown := sorted(set(names) - {said.annotator for said in case.said}):
            there = ", ".join(said.annotator for said in case.said)
            raise UsageError(
                f"{', '.join(unknown)} did not decide {found.id} --sentence {sentence}; {there} did"
            )
        relate(Work(place, opened, session), found)
        taken, words = case.taken(names), settling(case, names)
        changed = session.settle(found, case.sentences, taken, words, case.decided)
    return report(changed, json)


def _settle_agreed(place: Place) -> Changed:
    names = [name for name in known_annotators(place.annotations) if name != place.annotator]
    with writing(place) as session, closing(read(place)) as opened, stores(place, names) as found:
        return session.settle_all(Survey(opened, found, (), tell).agreed(session.store), AGREED)


def _case(place: Place, article: Article, sentence: int, gold: Record) -> Case:
    if not 0 <= sentence < len(article.sentences):
        raise UsageError(
            f"{article.id} has {len(article.sentences)} sentences, counted from 0: no {sentence}"
        )
    views: dict[str, View] = {}
    for name in known_annotators(place.annotations):
        if name != place.annotator:
            with closing(open_store(replace(place, annotator=name), read_only=True)) as store:
                views[name] = View(article, store.load(article.id))
    for case in cases(article, views, View(article, gold), least=1):
        if sentence in case.sentences:
            return case
    raise UsageError(f"nobody decided {article.id} --sentence {sentence}")
