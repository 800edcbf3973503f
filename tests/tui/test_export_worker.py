"""What the worker of the export does."""

import json
from contextlib import closing
from pathlib import Path

from reader.tui.exporting import Wanted, export_labels
from reader.workspace import locate, open_corpus, open_session

TEXT = "The mayor opened the bridge. Costs rose to 5 million. Nobody on the ferry was hurt."


def test_records_know_their_story_though_nobody_has_found_the_stories_yet(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT.replace("5", "7"), encoding="utf-8")
    place = locate(folder, None, "ann")
    session = open_session(place)
    with closing(open_corpus(place)) as corpus, closing(session.store):
        for name in ("a.txt", "b.txt"):
            session.tag(corpus[name], 0, 0, "claim")
        target = tmp_path / "out.jsonl"
        export_labels(corpus, session, place, Wanted(target, format="jsonl"), lambda: True)
        stopped = export_labels(
            corpus, session, place, Wanted(tmp_path / "no", format="jsonl"), lambda: False
        )
    rows = [json.loads(each) for each in target.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 2
    assert len({row["story"] for row in rows}) == 1
    assert stopped is None
    assert not (tmp_path / "no").exists()
