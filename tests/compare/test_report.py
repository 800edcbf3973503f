import json

from reader.compare.comparison import Comparison
from reader.compare.report import to_dict
from reader.corpus.article import Article

A = Article("a.txt", "One boat left the harbour. The mayor spoke for 20 minutes. Rain fell on Norwick.", "A")
B = Article(
    "b.txt",
    "The mayor spoke for 30 minutes. Rain fell on Norwick. Nobody swam there.",
    "B",
    "Daily",
    "1999-01-02",
)
C = Article("c.txt", "Rain fell on Norwick. One boat left the harbour.", "C")


def test_everything_is_plain_data_with_offsets_into_the_articles():
    data = json.loads(json.dumps(to_dict(Comparison.of([A, B]))))
    assert list(data) == ["versions", "relation", "rows", "edges", "quotes"]
    assert data["versions"][1] == {
        "id": "b.txt",
        "title": "B",
        "source": "Daily",
        "date": "1999-01-02",
        "digest": B.digest,
        "text": B.text,
        "sentences": [{"index": s.index, "start": s.start, "end": s.end} for s in B.sentences],
        "furniture": [],
        "repeats": [],
    }
    hunks = [hunk for row in data["rows"] for hunk in row["hunks"]]
    assert [(A.text[slice(*h["a"])], B.text[slice(*h["b"])], h["flags"]) for h in hunks] == [
        ("20", "30", ["number"])
    ]
    assert [(row["cells"], row["relations"]) for row in data["rows"]] == [
        ([[0], []], ["deleted", "deleted"]),
        ([[1], [0]], [None, "edited"]),
        ([[2], [1]], [None, "same"]),
        ([[], [2]], ["inserted", "inserted"]),
    ]
    assert [(e["i"], e["j"], e["kind"]) for e in data["edges"]] == [(1, 0, "edited"), (2, 1, "same")]
    (relation,) = data["relation"]
    assert (relation["kept"], relation["deleted"]) == (1, 1)
    assert relation["lost"] == [{"text": "20", "sentence": 1}]
    assert relation["verdict"] == "A and B are likely one article, updated"


def test_more_versions_have_their_own_relation():
    data = to_dict(Comparison.of([A, B, C], base=1))
    assert [(each["base"], each["version"]) for each in data["relation"]] == [(1, 0), (1, 2)]
    assert {edge["version"] for edge in data["edges"]} == {0, 2}


def test_one_version():
    data = to_dict(Comparison.of([A]))
    assert data["relation"] == []
    assert [row["cells"] for row in data["rows"]] == [[[0]], [[1]], [[2]]]
