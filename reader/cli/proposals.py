"""`reader proposals`: what labels of other versions, or imports, propose; accepted and rejected by id."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from cyclopts import Parameter

from reader.annotate import codec
from reader.annotate.everywhere import everywhere
from reader.annotate.proposals import Proposal, found
from reader.cli.guard import UsageError, complain, say, tell
from reader.cli.opening import Work, changing, looking
from reader.cli.options import GUESSED, Annotations, Annotator, ArticleName, ColumnNames, CorpusPath, Json
from reader.cli.output import cell, console, counted, for_people, write_json_array
from reader.cli.relating import relate
from reader.cli.reporting import report
from reader.cli.stories import group
from reader.cli.wording import Wording, painted
from reader.compare.comparison import Change
from reader.compare.words import diff
from reader.corpus.article import Article

ALL = "all"


def answer(verb: str) -> Parameter:
    """Return the option that answers proposals."""
    return Parameter(
        name=f"--{verb}",
        negative=(),
        show_default=False,
        help=f"Ids of proposals of the article to {verb}, or {ALL!r}.",
        consume_multiple=True,
    )


def proposals(
    corpus: CorpusPath,
    article: ArticleName | None = None,
    /,
    *,
    accept: Annotated[list[str] | None, answer("accept")] = None,
    reject: Annotated[list[str] | None, answer("reject")] = None,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """List what is proposed for an article, or for all articles; accept or reject it.

    Labels are carried to the other versions of a story: the same sentence takes them at once, an edited one
    gets a proposal, as does a version that came later. Nothing of that is stored before it is accepted or
    rejected; --accept and --reject are one step each, for `reader undo`. Labels brought by `reader import` as
    proposals are listed, too. Without an article, `all` is everything that is listed of all articles.

    Piped, a line for each with tabs between id, article, first sentence (from 0), label ("no label" for that
    the sentence carries none), "sure" or "", where it comes from, and text. With --json an array of {"id",
    "article", "label" (or null), "sentences", "start", "end", "text", "parts", "attributes", "sure",
    "origin"}; `wording` of an origin is the text the label stands on in `article`.
    """
    if accept or reject:
        if article is None and {*(accept or ()), *(reject or ())} != {ALL}:
            raise UsageError(f"--accept and --reject need the article, or {ALL!r}")
        if article is None and accept and reject:
            raise UsageError("everything cannot be both accepted and rejected")
        with changing(corpus, annotations, annotator, columns) as work:
            if article is None:
                return _settle_everywhere(work, bool(accept), json)
            answered = work.corpus.find(article)
            relate(work, answered)
            return settle(work, answered, work.session.proposals(answered), accept or [], reject or [], json)
    with looking(corpus, annotations, annotator, columns) as work:
        if article is not None:
            one = work.corpus.find(article)
            relate(work, one)
            listed: Iterable[Proposal] = work.session.proposals(one)
        else:
            listed = _everywhere(work)
        _tell(listed, json)
    return 0


def _everywhere(work: Work) -> Iterable[Proposal]:
    group(work.corpus)
    return everywhere(work.corpus, work.session.store, work.session.schema, complain)


def _settle_everywhere(work: Work, accept: bool, json: bool) -> int:
    """Accept or reject everything that is proposed in the corpus, one step, and return the exit code."""
    listed = list(_everywhere(work))
    articles = {each: work.corpus[each] for each in dict.fromkeys(one.article for one in listed)}
    act = work.session.accept_all if accept else work.session.reject_all
    return report(act((), [(articles[each.article], each) for each in listed]), json)


def settle(
    work: Work,
    article: Article,
    offered: Sequence[Proposal],
    accept: Sequence[str],
    reject: Sequence[str],
    json: bool,
) -> int:
    """Accept and reject what is offered for an article by id, or all of it, and return the exit code."""
    try:
        accepted = offered if ALL in accept else found(offered, accept)
        rejected = offered if ALL in reject else found(offered, reject)
    except KeyError as error:
        raise UsageError(f"{article.id} has no proposal {error.args[0]!r}") from None
    if twice := {each.id for each in accepted} & {each.id for each in rejected}:
        raise UsageError(f"{min(twice)} cannot be both accepted and rejected")
    code = 0
    if accept:
        code = report(work.session.accept([article], accepted), json)
    if reject:
        code = report(work.session.reject([article], rejected), json)
    return code


def _tell(listed: Iterable[Proposal], json: bool) -> None:
    if json:
        write_json_array(_plain(each) for each in listed)
        return
    count = 0
    for each in listed:
        count += 1
        if for_people():
            _draw(each)
        else:
            sure = "sure" if each.sure else ""
            text = " ".join(each.text.split())
            say(each.id, each.article, *each.sentences[:1], each.what, sure, _source(each), text)
    if not count:
        tell("nothing is proposed")
    elif for_people():
        tell(counted(count, "proposal", "proposals"))


def _plain(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "article": proposal.article,
        "label": proposal.label or None,
        "sentences": list(proposal.sentences),
        "start": proposal.start,
        "end": proposal.end,
        "text": proposal.text,
        "parts": [
            {"role": part.role, "start": part.start, "end": part.end, "text": part.text}
            for part in proposal.parts
        ],
        "attributes": dict(proposal.attributes),
        "sure": proposal.sure,
        "origin": codec.encode_origin(proposal.origin),
    }


def _draw(proposal: Proposal) -> None:
    screen = console()
    sentence = proposal.sentences[0] if proposal.sentences else 0
    about = f"{proposal.article} --sentence {sentence} · {_source(proposal)} · {proposal.id}"
    screen.print(cell(proposal.what, "bold"), cell(about, "dim"))
    wording = proposal.origin.wording
    hunks = diff(wording, proposal.text).hunks if wording else ()
    if hunks:
        before = [Change(*hunk.a, hunk.kind, hunk.flags) for hunk in hunks]
        screen.print("  ", painted(Wording(_line(wording), before, base=True)))
    after = [Change(*hunk.b, hunk.kind, hunk.flags) for hunk in hunks]
    screen.print("  ", painted(Wording(_line(proposal.text), after)))
    screen.print()


def _source(proposal: Proposal) -> str:
    origin = proposal.origin
    return f"{origin.kind} from {origin.article or origin.source}" if origin.article or origin.source else ""


def _line(text: str) -> str:
    return text.replace("\n", " ")
