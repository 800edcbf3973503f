"""`reader suggest`: what is proposed, for people and for pipelines."""

from contextlib import closing
from pathlib import Path

import pytest

from reader.annotate.annotation import State
from reader.annotate.session import Session
from reader.cli import suggest as command
from reader.corpus.article import Article
from reader.workspace import locate, open_corpus, open_session

TEXT = "Mayor Ada Holm left. “It rose,” Holm said.\n\nThe ministry believes the dam leaks. The “express” ran."


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text("“We [/b] waited \x1b[31m long,” she said.", encoding="utf-8")
    return folder


def test_json_gives_places_parts_and_attributes(run, bridge) -> None:
    ran = run("suggest", bridge, "bridge", "--json")
    assert (ran.code, ran.err) == (0, "")
    direct, indirect = ran.json
    text = run("show", bridge, "bridge", "--json").json["text"]
    assert text[direct["start"] : direct["end"]] == direct["text"] == "“It rose,”"
    assert direct["attributes"] == {"kind": "direct", "medium": "speech", "speaker": "Ada Holm"}
    for part in direct["parts"]:
        assert text[part["start"] : part["end"]] == part["text"]
    assert [part["role"] for part in direct["parts"]] == ["content", "cue", "source"]
    assert (direct["suggester"], direct["label"]) == ("quotes", "quote")
    assert indirect["attributes"]["medium"] == "thought"


def test_kind_label_and_score_narrow_it(run, bridge) -> None:
    def kinds(*options: str) -> list[str]:
        return [
            each["attributes"].get("kind", each["label"])
            for each in run("suggest", bridge, "bridge", "--json", *options).json
        ]

    assert kinds("--kind", "indirect") == ["indirect"]
    assert kinds("--kind", "mixed", "--kind", "direct") == ["direct"]
    assert kinds("--above", "0.9") == ["direct"]
    assert len(kinds("--above", "0", "--label", "quote")) == 3
    assert set(kinds("--above", "0", "--label", "claim")) == {"claim"}
    ran = run("suggest", bridge, "--above", "2")
    assert (ran.code, ran.out) == (2, "")


def test_piped_there_is_a_line_for_each(run, bridge) -> None:
    lines = [line.split("\t") for line in run("suggest", bridge).out.splitlines()]
    assert {len(line) for line in lines} == {8}
    ids = {each["id"] for each in run("suggest", bridge, "--json").json}
    assert {line[1] for line in lines} == ids
    assert lines[0][0] == "bridge.txt"
    assert lines[0][2:7] == ["quote", "direct", "0.97", "Ada Holm", "“It rose,”"]
    assert "\x1b" not in "".join(lines[-1])


def test_what_was_answered_is_closed(run, bridge) -> None:
    def states() -> dict[str, str]:
        return {each["id"]: each["state"] for each in run("suggest", bridge, "--json").json}

    before = states()
    wanted = [each for each, state in before.items() if state == "open"][:2]
    run("suggest", bridge, "bridge", "--accept", wanted[0])
    assert states() == {**before, wanted[0]: "closed"}
    for each in wanted[1:]:
        run("suggest", bridge, "bridge", "--reject", each)
        assert states()[each] == "closed"


def test_people_see_who_said_what(run, bridge, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    ran = run("suggest", bridge)
    assert "quote · direct · Ada Holm" in ran.out
    assert "[/b]" in ran.out
    assert "3 suggestions" in ran.err


def test_what_is_accepted_becomes_a_label_in_one_step(run, bridge) -> None:
    direct, _ = run("suggest", bridge, "bridge", "--json").json
    assert run("suggest", bridge, "bridge", "--accept", direct["id"]).code == 0
    (label,) = run("show", bridge, "bridge", "--json").json["annotations"]
    assert (label["text"], label["status"]) == ("“It rose,”", "accepted")
    assert label["attributes"]["speaker"] == "Ada Holm"
    assert label["origin"]["kind"] == "suggested"
    again = run("suggest", bridge, "bridge", "--accept", direct["id"])
    assert again.code == 2
    assert direct["id"] in again.err
    run("undo", bridge)
    assert run("suggest", bridge, "bridge", "--accept", "all", "--above", "0.9").code == 0
    assert [each["text"] for each in run("show", bridge, "bridge", "--json").json["annotations"]] == [
        "“It rose,”"
    ]


def test_what_is_rejected_cannot_be_accepted_any_more(run, bridge) -> None:
    direct, _ = run("suggest", bridge, "bridge", "--json").json
    assert run("suggest", bridge, "bridge", "--reject", direct["id"]).code == 0
    assert run("suggest", bridge, "bridge", "--accept", direct["id"]).code == 2
    assert run("suggest", bridge, "--accept", "all").code == 2


def test_an_answer_holds_for_every_version(run, tmp_path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    more = " ".join(f"The council heard of pier {n} at noon." for n in range(9))
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{TEXT}\n\n{more}", encoding="utf-8")

    def states(name: str) -> dict[str, str]:
        said = run("suggest", folder, name, "--label", "quote", "--json").json
        return {each["text"]: each["state"] for each in said}

    direct, indirect = run("suggest", folder, "a", "--label", "quote", "--json").json
    assert run("suggest", folder, "a", "--reject", direct["id"]).code == 0
    ran = run("suggest", folder, "a", "--accept", indirect["id"])
    assert "and in 1 other version" in ran.out + ran.err
    assert states("b") == {direct["text"]: "closed", indirect["text"]: "closed"}


def test_a_report_is_a_table_for_people_and_lines_for_pipes(run, bridge, monkeypatch) -> None:
    run("label", bridge, "bridge", "--sentence", 1, "--label", "quote")
    piped = run("suggest", bridge, "--report").out.splitlines()
    assert piped[0].split("\t")[1:] == [
        *("shown 1", "accepted 0", "edited 0", "rejected 0", "right 0", "wrong 0", "missed 0"),
        *("precision –", "recall –"),
    ]
    monkeypatch.setattr(command, "for_people", lambda: True)
    head, row, _, *note = run("suggest", bridge, "--report").out.splitlines()
    names = "Suggester Shown Accepted Edited Rejected Right Wrong Missed Precision Recall"
    assert head.split() == names.split()
    assert row.split()[1:] == ["1", *("0",) * 6, "–", "–"]
    assert "The last five are of the tenth of the sentences" in " ".join(note)


def test_learning_needs_finished_articles(run, bridge) -> None:
    ran = run("suggest", bridge, "--learn")
    assert (ran.code, ran.out) == (2, "")
    assert "needs 10 finished articles" in ran.err


def test_what_was_learned_is_suggested(run, tmp_path) -> None:
    pytest.importorskip("pycrfsuite")
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "ABCDEFGHIJ":
        text = f"The hall was full.\n\nMayor {name}olm swears by how the dam leaks.\n\nIt rained until noon."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "new.txt").write_text("Mayor Sand swears by how the pier holds.", encoding="utf-8")
    place = locate(folder, annotator="anna")
    session = open_session(place)
    with closing(open_corpus(place)) as corpus, closing(session.store):
        for article in corpus:
            if article.id != "new.txt":
                label(session, article)
    assert run("suggest", folder, "new", "--json").json == []
    (one,) = run("suggest", folder, "new", "--learn", "--annotator", "anna", "--json").json
    assert one["text"] == "how the pier holds"
    told = run("suggest", folder, "--learn", "--report", "--annotator", "anna", "--json")
    assert (told.code, told.out) == (2, "")
    assert "two stories or more" in told.err, "these are versions of one"


def label(session: Session, article: Article) -> None:
    def place(role: str, words: str) -> tuple[str, int, int]:
        start = article.text.index(words)
        return role, start, start + len(words)

    content = place("content", "how the dam leaks")
    parts = [content, place("cue", "swears by"), place("source", f"Mayor {article.id[0]}olm")]
    session.tag_span(article, *content[1:], "quote", parts=parts)
    session.set_state(article, State.DONE)
