"""`reader compare`: versions of a story against the first of them."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from reader.cli.guard import UsageError, one_line
from reader.cli.opening import read
from reader.cli.options import GUESSED, Annotations, ColumnNames, Columns, Json, article_ids
from reader.cli.output import write_json
from reader.compare.comparison import Comparison
from reader.compare.report import to_dict
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus
from reader.corpus.furniture import SiteLines
from reader.corpus.furniture import furniture as find_furniture
from reader.workspace import locate

MOST = 4
Layout = Annotated[
    Literal["auto", "side-by-side", "unified"],
    Parameter(help="How to draw it; auto stands versions side by side where there is room."),
]
Context = Annotated[
    int | None,
    Parameter(
        help="Sentences to show around each difference (default: all).", validator=validators.Number(gte=0)
    ),
]
BaseNumber = Annotated[
    int,
    Parameter(
        help="The version to compare the others with, counted from 0.",
        validator=validators.Number(gte=0, lt=MOST),
    ),
]


def compare(
    first: Annotated[Path, Parameter(help="Corpus, or the first of two to four files.", negative=())],
    /,
    *versions: Annotated[
        str, Parameter(help="Articles of the corpus, the base first; or more files.", completer=article_ids)
    ],
    layout: Layout = "auto",
    context: Context = None,
    base: BaseNumber = 0,
    furniture: Annotated[bool, Parameter(help="Show site furniture and repeats too.", negative=())] = False,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Compare two to four versions, sentence by sentence and word by word.

    `reader compare CORPUS A B` takes articles of a corpus, `reader compare FILE FILE` any files of one
    article. The first version is the base, unless `--base` names another.

    Signs, as on the screen: ~ edited, & split or merged, + added, - deleted, » « moved (where to, where
    from), : site furniture, = said before in the same article.

    With --json {"versions", "relation", "rows", "edges", "quotes"}: the articles with text, sentences and
    site furniture; what each other version is to the base, with the evidence; rows of aligned sentences with,
    for each version, the sentence indices, their relation to the base and the changed words as code points
    into that version's text; the aligned pairs, sentence `i` of the base with `j` of `version`; and the
    quotations in two versions, altered or kept.
    """
    articles, furnishing = _articles(first, versions, annotations, columns)
    if base >= len(articles):
        raise UsageError(f"--base {base}: there are {len(articles)} versions, counted from 0")
    comparison = Comparison.of(articles, base, furniture=furnishing)
    if json:
        write_json(to_dict(comparison))
    else:
        from reader.cli.drawing import draw

        draw(comparison, layout, context, furniture)
    return 0


def _articles(
    first: Path, versions: Sequence[str], annotations: Path | None, columns: Columns
) -> tuple[list[Article], list[frozenset[int]]]:
    """Return the versions, and the sentences of each that are site furniture."""
    if not versions:
        raise UsageError("compare needs two versions: reader compare CORPUS A B, or reader compare FILE FILE")
    site = SiteLines({})
    if first.is_file() and all(Path(name).is_file() for name in versions):
        found = [_only_article(path, columns) for path in (str(first), *versions)]
    else:
        with closing(read(locate(first, annotations, fields=columns.fields))) as corpus:
            found = [corpus.find(name) for name in versions]
            site = SiteLines.of_sources(corpus, (article.source for article in found))
    if not 2 <= len(found) <= MOST:
        raise UsageError(f"compare takes two to {MOST} versions, not {len(found)}")
    return found, [find_furniture(article, site.of(article)) for article in found]


def _only_article(path: str, columns: Columns) -> Article:
    """Return the article of a file, its id the path as it was typed: two files may have the same name."""
    with closing(Corpus.open(Path(path), fields=columns.fields)) as corpus:
        if problems := corpus.first_problems(1):
            raise UsageError(str(problems[0]))
        if len(corpus) != 1:
            raise UsageError(f"{path}: holds {len(corpus)} articles; name two: reader compare {path} A B")
        return replace(next(iter(corpus)), id=one_line(path))
