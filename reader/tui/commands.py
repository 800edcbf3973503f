"""The command table: everything a key, the palette, the help or the footer can do, in one place.

A command names a Textual action; the screen implements it as `action_…`, and what belongs to no screen the
app does.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where a command can be given."""

    EVERYWHERE = "Everywhere"
    TEXT = "Any list or text"
    LIST = "Corpus list"
    COMPARE = "Read and compare"
    WORDS = "While words are marked"
    DIALOG = "Dialogs"
    EVIDENCE = "Evidence"
    LOST = "What changed under its labels"
    AGREEMENT = "Agreement"
    REVIEW = "Labels"


CONTEXTS = (
    (Scope.EVERYWHERE, Scope.TEXT, Scope.LIST),
    (Scope.EVERYWHERE, Scope.TEXT, Scope.COMPARE),
    (Scope.EVERYWHERE, Scope.WORDS),
    (Scope.EVERYWHERE, Scope.TEXT, Scope.DIALOG, Scope.EVIDENCE),
    (Scope.EVERYWHERE, Scope.TEXT, Scope.DIALOG, Scope.LOST),
    (Scope.EVERYWHERE, Scope.TEXT, Scope.AGREEMENT),
    (Scope.EVERYWHERE, Scope.TEXT, Scope.REVIEW),
)
"""The scopes that are in force together: within each of these a key means one thing."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    `keys` are Textual key names or single characters, the first one is shown; `action` is a Textual action;
    `label` is a word or two for the footer, `help` a sentence for help and palette; `shown` puts it into the
    footer. `also` names scopes the command is in force in, besides its own.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    scope: Scope
    shown: bool = False
    also: tuple[Scope, ...] = ()


def _commands(scope: Scope, *rows: tuple[str, str, str, str, str]) -> tuple[Command, ...]:
    """Make commands of rows: id, keys, action, label and help; [] puts the label into the footer."""
    return tuple(
        Command(
            name, tuple(keys.split()), action, label.strip("[]"), explanation, scope, label.startswith("[")
        )
        for name, keys, action, label, explanation in rows
    )


EVERYWHERE = _commands(
    Scope.EVERYWHERE,
    ("back", "q", "back", "[back]", "Close the search, then the view, then Reader; everything is saved"),
    ("quit", "Q ctrl+q", "quit", "quit", "Quit from anywhere; everything is saved"),
    ("cancel", "escape", "cancel", "cancel", "Drop the search, the range or the dialog"),
    ("help", "? f1", "help", "[help]", "Show the keys of this view"),
    ("palette", ": ctrl+p", "palette", "commands", "Find any command by name"),
    ("next-pane", "tab", "next_pane", "next pane", "Go to the next pane"),
    ("previous-pane", "shift+tab", "previous_pane", "previous pane", "Go to the previous pane"),
    ("undo", "u", "undo", "undo", "Undo the last decision, in whatever article it was made"),
    ("redo", "ctrl+r", "redo", "redo", "Redo what was undone"),
    (
        "export",
        "s ctrl+s",
        "export",
        "export",
        "Write your labels as JSON, or as training data for another tool",
    ),
    ("review", "M", "review", "labels", "Look over all labels: search them, and change many at once"),
    ("reload", "R f5", "reload", "reload", "Read the corpus again from disk"),
    ("redraw", "ctrl+l", "redraw", "redraw", "Draw the screen again"),
    ("suspend", "ctrl+z", "suspend_process", "suspend", "Go back to the shell; fg returns"),
    (
        "copy-selection",
        "ctrl+c super+c",
        "copy_selection",
        "copy selection",
        "Copy the text selected by mouse",
    ),
    ("theme", "", "choose_theme", "theme", "Choose the colours"),
)

TEXT = _commands(
    Scope.TEXT,
    ("down", "j down", "move(1)", "down", "Move down"),
    ("up", "k up", "move(-1)", "up", "Move up"),
    ("half-page-down", "ctrl+d", "half_page(1)", "half page down", "Move down half a page"),
    ("half-page-up", "ctrl+u", "half_page(-1)", "half page up", "Move up half a page"),
    ("page-down", "pagedown ctrl+f", "page(1)", "page down", "Move down a page"),
    ("page-up", "pageup ctrl+b", "page(-1)", "page up", "Move up a page"),
    ("top", "g home", "top", "top", "Go to the top"),
    ("bottom", "G end", "bottom", "bottom", "Go to the bottom"),
    ("scroll-down", "ctrl+e", "scroll_lines(1)", "scroll down", "Scroll down without moving the cursor"),
    ("scroll-up", "ctrl+y", "scroll_lines(-1)", "scroll up", "Scroll up without moving the cursor"),
    ("centre", "z", "centre", "centre", "Put the cursor in the middle of the screen"),
    ("search", "/", "search", "[search]", "Search as you type; in the list, keep only what matches"),
    ("copy", "y", "copy", "copy", "Copy the sentence, or the article in the list"),
    ("open-url", "o", "open_url", "open link", "Open the article's web page in the browser"),
    ("edit", "e", "edit", "open in editor", "Open the article's file in $EDITOR, or in $PAGER"),
    ("toggle-done", "D", "toggle_done", "done", "Mark the article as done, or as not done again"),
)

LIST = _commands(
    Scope.LIST,
    ("mark", "space", "mark", "[mark]", "Mark the article for comparing and go to the next"),
    ("open", "enter l right", "open", "[open]", "Open the article; with two to four marked, compare them"),
    ("mark-range", "v", "mark_range", "mark range", "Mark everything from here to where you press v again"),
    ("filter", "f", "filter", "[filter]", "Show only some: to do, done, with claims, with quotes, …"),
    ("sort", "S", "sort", "[sort]", "Sort by another column"),
    ("reverse", "r", "reverse", "reverse", "Reverse the order"),
    ("sort-story", "t", "sort_story", "[stories]", "Fold versions of a story into one row, or sort by file"),
    ("unfold-story", "+", "unfold_story(True)", "unfold", "Show all versions of the story under the cursor"),
    ("fold-story", "-", "unfold_story(False)", "fold", "Fold the versions of the story into one row again"),
    ("open-story", "V", "open_story", "versions", "Compare all versions of the article, up to four at once"),
    ("next-untagged", "n", "next_untagged(1)", "next untagged", "Go to the next article without labels"),
    (
        "previous-untagged",
        "N",
        "next_untagged(-1)",
        "previous untagged",
        "Go to the previous article without labels",
    ),
    ("preview-down", "J", "scroll_preview(1)", "preview down", "Scroll the preview down"),
    ("preview-up", "K", "scroll_preview(-1)", "preview up", "Scroll the preview up"),
    ("preview", "p", "toggle_preview", "preview", "Show or hide the preview"),
    ("agreement", "A", "agreement", "agreement", "How far annotators agree, and settle where they do not"),
    ("problems", "!", "problems", "problems", "List the files that could not be read"),
)

COMPARE = _commands(
    Scope.COMPARE,
    ("left", "h left", "column(-1)", "left", "Go to the column on the left"),
    ("right", "l right", "column(1)", "right", "Go to the column on the right"),
    ("read-on", "space", "page(1)", "read on", "Move down a page"),
    ("read-back", "b", "page(-1)", "read back", "Move up a page"),
    (
        "next-hit",
        "n",
        "next_hit(1)",
        "next",
        "Go to the next search hit; without a search, to the next difference",
    ),
    ("previous-hit", "N", "next_hit(-1)", "previous", "Go to the previous search hit or difference"),
    ("next-difference", "] f7", "next_difference(1)", "[difference]", "Go to the next difference"),
    (
        "previous-difference",
        "[ shift+f7 f19",
        "next_difference(-1)",
        "previous difference",
        "Go to the previous difference",
    ),
    ("next-tagged", ")", "next_tagged(1)", "next tagged", "Go to the next sentence with a label"),
    (
        "previous-tagged",
        "(",
        "next_tagged(-1)",
        "previous tagged",
        "Go to the previous sentence with a label",
    ),
    ("next-undecided", "}", "next_undecided(1)", "next undecided", "Go to the next sentence still to decide"),
    (
        "previous-undecided",
        "{",
        "next_undecided(-1)",
        "previous undecided",
        "Go to the previous sentence still to decide",
    ),
    (
        "clear-tags",
        "x 0",
        "clear_tags",
        "[no label]",
        "Take all labels off: decided, and neither claim nor quote",
    ),
    (
        "next-proposal",
        ">",
        "next_proposal(1)",
        "next proposal",
        "Go to the next sentence for which a label is proposed, also in another version",
    ),
    (
        "previous-proposal",
        "<",
        "next_proposal(-1)",
        "previous proposal",
        "Go to the previous sentence for which a label is proposed",
    ),
    (
        "accept-proposal",
        "",
        "accept_proposal",
        "accept",
        "Accept what is proposed for the sentence or the range; enter does so, too",
    ),
    ("reject-proposal", "X", "reject_proposal", "reject", "Reject it: it is not proposed again"),
    (
        "accept-shown",
        "*",
        "accept_shown",
        "accept all",
        "Accept all that is proposed on the screen, and go to the next proposal",
    ),
    (
        "answer-by-score",
        "&",
        "answer_by_score",
        "by score",
        "Accept what is likely among all that is proposed on the screen, or reject what is not",
    ),
    (
        "reject-shown",
        "ctrl+x",
        "reject_shown",
        "reject all",
        "Reject all that is proposed on the screen, and go to the next proposal",
    ),
    (
        "suggestions",
        "P",
        "choose_suggestions",
        "suggestions",
        "Choose which labels and kinds of quotes are suggested, and how sure they have to be",
    ),
    ("why", "W", "why", "why", "Say why this is proposed"),
    ("next-likely", "H", "next_likely", "likely", "Go to the undecided sentence that is most likely a claim"),
    ("next-uncertain", "U", "next_uncertain", "uncertain", "Go to the one of which that is least clear"),
    ("repeat-tag", ".", "repeat_tag", "repeat", "Give this sentence the last label again"),
    (
        "select-range",
        "v",
        "select_range",
        "range",
        "Start a range: a label goes on each of its sentences; again: on all of it as one",
    ),
    (
        "quotation",
        "'",
        "quotation",
        "quotation",
        "Mark the quotation here, over all its sentences; again: the next one",
    ),
    (
        "pick-label",
        ";",
        "pick_label",
        "pick label",
        "Pick a label of this sentence, then the next: other labels, v, x, m and a are for it alone",
    ),
    (
        "describe",
        "a",
        "describe",
        "say more",
        "Say more of the label here or just given: kind, speaker, … from the words around it, a key a value",
    ),
    (
        "guideline",
        "I",
        "guideline",
        "guideline",
        "Show the guideline of the label in question, then of the others; beside the text on a wide screen",
    ),
    ("note", "m", "note", "note", "Write a note on this sentence, or on the label picked"),
    ("lost", "L", "lost", "changed words", "List labels whose words changed: confirm, attach or drop them"),
    ("next-article", "J", "next_article(1)", "next article", "Open the next article of the list"),
    (
        "previous-article",
        "K",
        "next_article(-1)",
        "previous article",
        "Open the previous article of the list",
    ),
    ("toggle-diff", "d", "toggle_diff", "highlights", "Show or hide what differs"),
    ("granularity", "w", "granularity", "words or sentences", "Highlight changed words, or whole sentences"),
    ("layout", "|", "layout", "layout", "Side by side, stacked, or unified: what is the same only once"),
    ("changes-only", "f", "changes_only", "changes only", "Fold away what is the same, or show everything"),
    ("fold-furniture", "F", "fold_furniture", "furniture", "Fold away site furniture and repeated sentences"),
    ("unfold", "+", "unfold", "unfold", "Show more of what is folded here, step by step"),
    ("fold", "-", "fold", "fold", "Fold away again what was shown, step by step"),
    (
        "follow",
        "enter %",
        "follow",
        "accept, follow",
        "Accept the proposal, open the fold, or go to where the sentence stands in the other version",
    ),
    ("base", "B", "base", "base", "Compare with the focused version from now on"),
    ("versions", "V", "versions", "versions", "Open the versions of this story beside it, or it alone again"),
    ("exchange", "O", "exchange", "another article", "Show another article in this column"),
    ("evidence", "i", "evidence", "evidence", "What the versions are to each other, and how one can tell"),
    ("source-wording", "t", "source_wording", "source wording", "Read this column in the other's words"),
    ("others", "A", "others", "others' labels", "Show or hide what other annotators say of these sentences"),
    ("lock-scrolling", "=", "lock_scrolling", "lock scrolling", "Scroll the columns together, or apart"),
    ("copy-pair", "Y", "copy_pair", "copy both", "Copy this sentence and the ones aligned with it"),
)

WORDS = _commands(
    Scope.WORDS,
    ("word-on", "w", "word(1)", "a word on", "Move the end a word on; in a range: mark its first word"),
    ("word-back", "b", "word(-1)", "back", "Move the end a word back; in a range: mark its last word"),
    ("words-on", "l right", "slide(1)", "both ends", "Move both ends a word on"),
    ("words-back", "h left", "slide(-1)", "both back", "Move both ends a word back"),
    ("other-end", "o", "other_end", "other end", "Move the other end from now on"),
    ("take-words", "enter", "take_words", "keep", "Let the label that was picked stand on these words"),
)

DIALOG = _commands(
    Scope.DIALOG,
    ("accept", "enter", "accept", "[accept]", "Take what is under the cursor"),
)

EVIDENCE = _commands(
    Scope.EVIDENCE,
    ("sort-swaps", "S", "sort_swaps", "sort", "Sort the exchanged words by count or by word"),
    ("reject", "x", "reject", "reject", "Reject the verdict, or accept it again"),
)

LOST = _commands(
    Scope.LOST,
    ("confirm-all", "A", "confirm_all", "confirm all", "Confirm everything that is proposed, in one step"),
    ("attach-here", "a", "attach_here", "attach", "Put it on the sentence, range or words at the cursor"),
    ("drop", "x", "drop", "drop", "Take it away"),
    ("go-there", "space", "go_there", "go there", "Go to where it may stand"),
)

AGREEMENT = _commands(
    Scope.AGREEMENT,
    ("take-first", "a 1", "take(0)", "take A", "A is right: settle it so, or label the other sentence so"),
    ("take-second", "b 2", "take(1)", "take B", "B is right: settle it so, or label the other sentence so"),
    ("take-third", "c 3", "take(2)", "take C", "C is right"),
    ("take-fourth", "d 4", "take(3)", "take D", "D is right"),
    *(
        (f"take-{number}", f"{number}", f"take({number - 1})", f"take {letter}", f"{letter} is right")
        for number, letter in enumerate("EFGHI", 5)
    ),
    ("take-all", "space +", "take_all", "both", "All are right: take what they say together"),
    ("take-none", "x 0", "take_none", "neither", "Nobody is right: no label"),
    ("take-agreed", "*", "take_agreed", "all agreed", "Settle everything on which all agree; one step"),
    ("next-case", "n ] right l", "next_case(1)", "next", "Go to the next case"),
    ("previous-case", "N [ left h", "next_case(-1)", "previous", "Go to the previous case"),
    ("next-open-case", "}", "next_open_case(1)", "next open", "Go to the next case that is not settled"),
    (
        "previous-open-case",
        "{",
        "next_open_case(-1)",
        "previous open",
        "Go to the previous case that is not settled",
    ),
    (
        "all-figures",
        "i",
        "all_figures",
        "all figures",
        "Show all figures: parts, attributes, extremes, reasons",
    ),
    ("open-case", "enter", "open_case", "open", "Open the article at this sentence"),
)

REVIEW = _commands(
    Scope.REVIEW,
    ("open-label", "enter l right", "open_label", "open", "Open the article at this label"),
    ("mark-label", "space", "mark_label", "mark", "Mark the label and go to the next"),
    ("mark-all-labels", "*", "mark_all_labels", "mark all", "Mark all labels that are shown, or none"),
    ("accept-labels", "a", "accept_labels", "accept", "Accept the marked labels, or this one"),
    (
        "reject-labels",
        "x",
        "reject_labels",
        "reject",
        "Reject them: no labels any more, but known as rejected",
    ),
    ("relabel", "r", "relabel", "relabel", "Give them another label"),
    ("remove-labels", "X", "remove_labels", "remove", "Take them off"),
    ("show-proposals", "P", "proposals", "proposals", "Show also what labels of other versions propose"),
    ("sort-labels", "S", "sort_labels", "sort", "Choose what the labels are sorted by"),
    ("charts", "p", "charts", "charts", "Show or hide the counts"),
)

COMMANDS: tuple[Command, ...] = (
    EVERYWHERE + TEXT + LIST + COMPARE + WORDS + DIALOG + EVIDENCE + LOST + AGREEMENT + REVIEW
)
