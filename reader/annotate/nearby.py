"""How far from a label its parts may stand."""

from reader.corpus.article import Article


def nearby(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return from where to where parts of a label on `text[start:end]` may stand.

    That is in the paragraphs it touches, the one before and the one after: cue and source of a quote often
    stand outside of its words, but not far away.
    """
    touched = [each.paragraph for each in article.sentences if each.start < end and start < each.end]
    if not touched:
        return 0, len(article.text)
    near = [each for each in article.sentences if touched[0] - 1 <= each.paragraph <= touched[-1] + 1]
    return near[0].start, near[-1].end
