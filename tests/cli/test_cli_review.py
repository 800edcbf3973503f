"""`reader review` and `reader stats`."""


def labelled(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim")
    run("label", corpus, "rain", "--span", "1:5", "--label", "quote", "--set", "kind=direct")
    run("label", corpus, "rain", "--sentence", 1, "--label", "claim", "--annotator", "kim")


def test_annotations_are_listed_and_found(run, corpus) -> None:
    labelled(run, corpus)
    everybody = run("review", corpus, "--json").json
    assert [(each["annotator"], each["label"]) for each in everybody] == [
        ("ann", "claim"),
        ("ann", "quote"),
        ("kim", "claim"),
    ]
    assert [each["text"] for each in run("review", corpus, "kind:direct", "--json").json] == ["Rain"]
    assert run("review", corpus, "rain", "--annotators", "kim").out.count("\n") == 1
    assert [each["label"] for each in run("review", corpus, "--sort", "label", "--json").json][-1] == "quote"
    assert run("review", corpus, "--annotators", "zoe").code == 2
    assert "--annotators says whose are listed" in run("review", corpus, "--annotator", "kim").err
    assert "there is no field" in run("review", corpus, "lable:claim").err


def test_only_ones_own_are_changed_in_one_step(run, corpus) -> None:
    labelled(run, corpus)
    tried = run("review", corpus, "label:claim", "--relabel", "quote", "--dry-run")
    assert "Would do: 1 label made quote" in tried.err
    assert run("review", corpus, "label:claim", "--annotators", "kim", "--remove").code == 2
    assert "1 label made quote" in run("review", corpus, "label:claim", "--relabel", "quote").err
    found = run("review", corpus, "label:claim", "--json").json
    assert [each["annotator"] for each in found] == ["kim"]
    assert run("undo", corpus).code == 0
    assert len(run("review", corpus, "label:claim", "--json").json) == 2
    assert run("review", corpus, "--accept", "--reject").code == 2
    assert run("review", corpus, "--relabel", "opinion").code == 2


def test_stats(run, corpus) -> None:
    labelled(run, corpus)
    told = run("stats", corpus, "--json").json
    assert told["version"] == 1
    assert told["labels"] == {"claim": 2, "quote": 1}
    assert told["progress"]["decided"] == {"ann": 2, "kim": 1}
    assert told["progress"]["sentences"] == 8
    assert told["pace"]["ann"]["decisions"] == 2
    assert "labels\tclaim\t2" in run("stats", corpus).out
    assert run("stats", corpus, "--annotator", "kim", "--json").json["annotators"] == {"kim": 1}


def test_stats_tell_doubtful_and_unknown_labels_apart(run, corpus) -> None:
    labelled(run, corpus)
    rain = corpus / "rain.jsonl"
    rain.write_text(rain.read_text(encoding="utf-8").replace("More rain.", "Now sun."), encoding="utf-8")
    folder = corpus / "annotations"
    (folder / "labels.toml").write_text('[[label]]\nname = "quote"\n', encoding="utf-8")
    told = run("stats", corpus, "--json").json
    assert told["unknown_labels"] == ["claim"]
    assert told["unfinished"] == 0
    required = '[[label]]\nname = "quote"\n[[label.attribute]]\nname = "topic"\nrequired = true\n'
    (folder / "labels.toml").write_text(required, encoding="utf-8")
    assert run("stats", corpus, "--json").json["unfinished"] == 1
    assert sum(told["statuses"].values()) == 3
    assert told["statuses"] == {"accepted": 2, "lost": 1}
    assert len(run("review", corpus, "status:accepted", "--json").json) == 2


def test_stats_tell_how_many_stories_are_begun_and_done(run, corpus) -> None:
    labelled(run, corpus)
    run("stories", corpus)
    told = run("stats", corpus, "--json").json["progress"]
    assert (told["stories"], told["begun_stories"], told["done_stories"]) == (
        1,
        {"ann": 1, "kim": 0},
        {"ann": 0, "kim": 0},
    )
    for article in ("bridge-1", "bridge-2"):
        for sentence in run("show", corpus, article, "--json").json["sentences"]:
            run("label", corpus, article, "--sentence", sentence["index"], "--label", "claim")
    assert run("stats", corpus, "--json").json["progress"]["done_stories"]["ann"] == 1


def test_what_other_versions_propose_is_found_and_accepted_in_one_step(run, corpus) -> None:
    run("label", corpus, "bridge-1", "--sentence", 0, "--label", "claim", "--no-carry")
    run("label", corpus, "bridge-1", "--sentence", 1, "--label", "claim", "--no-carry")
    assert run("review", corpus, "status:proposed", "--json").json == []
    found = run("review", corpus, "status:proposed", "--proposals", "--json").json
    assert {each["article"] for each in found} == {"bridge-2.txt"}
    assert all(each["origin"]["kind"] == "carried" for each in found)
    tried = run("review", corpus, "status:proposed", "--proposals", "--accept", "--dry-run")
    assert f"Would do: {len(found)} labels accepted" in tried.err
    assert run("review", corpus, "status:proposed", "--proposals", "--json").json == found
    run("review", corpus, "status:proposed", "--proposals", "--accept")
    accepted = run("review", corpus, "article:bridge-2 status:accepted", "--json").json
    assert [each["text"] for each in accepted] == [each["text"] for each in found]
    assert run("review", corpus, "status:proposed", "--proposals", "--json").json == []
    run("undo", corpus)
    assert run("review", corpus, "status:proposed", "--proposals", "--json").json == found
    run("review", corpus, "status:proposed", "--proposals", "--reject")
    assert run("review", corpus, "status:proposed", "--proposals", "--json").json == []
