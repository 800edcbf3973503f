"""The command line: one small module per group of commands, imported when one of them runs."""

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("reader.cli.start:demo", "Open the sample corpus, on a scratch copy."),
    "list": ("reader.cli.articles:list_articles", "List the articles of a corpus."),
    "search": (
        "reader.cli.search:search_articles",
        "Find articles by words, phrases, source, date, story or labels.",
    ),
    "show": ("reader.cli.articles:show", "Show an article with its sentence numbers and labels."),
    "compare": ("reader.cli.compare:compare", "Compare two to four versions, sentence by sentence."),
    "stories": (
        "reader.cli.stories:stories",
        "Find versions of one story, and reports of the same event.",
    ),
    "index": ("reader.cli.index:index", "Read a corpus and find its stories ahead of time."),
    "quotes": ("reader.cli.quotes:quotes", "Follow quotations through the versions of a story."),
    "suggest": ("reader.cli.suggest:suggestions", "Propose labels: quotes with who said them."),
    "label": ("reader.cli.label:label", "Put a label on a sentence or a span."),
    "unlabel": ("reader.cli.label:unlabel", "Take labels off a sentence or a span."),
    "recover": (
        "reader.cli.recover:recover",
        "List the labels whose words changed; confirm, attach or drop them.",
    ),
    "move": ("reader.cli.moving:move", "Have labels follow articles that were renamed."),
    "proposals": (
        "reader.cli.proposals:proposals",
        "List what is proposed by labels of other versions; accept or reject it.",
    ),
    "undo": ("reader.cli.label:undo", "Undo the annotator's last step."),
    "redo": ("reader.cli.label:redo", "Redo the step undone last."),
    "labels": (
        "reader.cli.labels:labels",
        "Show the labels that can be given, or write them to a file to edit.",
    ),
    "agree": ("reader.cli.agree:agree", "Tell how far annotators agree, and list where they do not."),
    "adjudicate": (
        "reader.cli.adjudicate:adjudicate",
        "Settle a disagreement in the gold annotator's labels.",
    ),
    "review": ("reader.cli.review:review", "List annotations, and act on many of them at once."),
    "stats": ("reader.cli.stats:stats", "Count labels, and tell how fast they were made."),
    "export": ("reader.cli.export:export", "Write the labels as JSON, or as training data."),
    "import": ("reader.cli.importing:import_labels", "Bring labels from the files of other tools."),
    "check": (
        "reader.cli.check:check",
        "Verify articles, labels and journals; name what is wrong and its fix.",
    ),
}
"""The verbs: where each is implemented (`module:function`) and what it does in one line."""
