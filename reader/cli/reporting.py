"""What a command says of an act."""

from reader.annotate.session import Changed
from reader.cli.guard import Failure, tell
from reader.cli.output import write_json


def report(changed: Changed | None, json: bool, otherwise: str = "") -> int:
    """Say what happened: messages count sentences from 1, for people; what is in brackets is for commands.

    Raises `Failure` with `otherwise` if there was nothing to do at all.
    """
    if changed is None:
        raise Failure(otherwise)
    article, sentence = changed.place or (changed.article, None)
    if json:
        write_json(
            {
                "changed": bool(changed.articles),
                "message": changed.message,
                "article": article,
                "sentence": sentence,
            }
        )
    else:
        tell(f"{changed.message}{_where(article, sentence)}")
    return 0


def _where(article: str | None, sentence: int | None) -> str:
    if article is None:
        return ""
    return f" ({article})" if sentence is None else f" (counted from 0: {article} --sentence {sentence})"
