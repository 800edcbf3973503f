"""Saying more about a label on the reading screen: a panel below the text, one key for each value."""

from collections.abc import Mapping

from reader.annotate.acts.base import quoted
from reader.annotate.annotation import Annotation
from reader.annotate.quoting import SPEAKER, Offer, names_given, offer
from reader.annotate.reading import Place
from reader.annotate.schema import Kind
from reader.corpus.article import Article
from reader.tui import attributes
from reader.tui.screens.deciding import Deciding
from reader.tui.screens.note import NoteDialog
from reader.tui.widgets.panel import AttributePanel


class Describing(Deciding):
    """The panel is about the label that is picked; whatever moves the cursor closes it.

    Right after a label was given, when the cursor went on already, it is about that label, and closing it
    leads back to where the cursor was.
    """

    _describing = ""
    _offered: tuple[str, ...] = ()
    _back_to: Place | None = None
    _role, _fresh = "", False

    @property
    def _label_keys(self) -> frozenset[str]:
        """The keys that give labels: with these one goes on."""
        labels = self.session.schema.labels
        return frozenset(key for each in labels for key in self.table[f"tag-{each.name}"].keys)

    @property
    def _panel(self) -> AttributePanel:
        return self.query_one(AttributePanel)

    def action_describe(self) -> None:
        """Open the panel with what can be told from the words around filled in; or close it."""
        self._describe_label()

    def _describe_label(self) -> None:
        reading = self.reading
        if reading is None:
            return
        if self._described() is not None:
            self._close_panel()
            return
        found = self._to_describe()
        if found is not None and found[1].label not in self.session.schema:
            self.notify(f"labels.toml does not have {found[1].label}: nothing can be said of it", timeout=4)
            return
        if found is None:
            self.notify("There is no label here: a label key puts one", timeout=3)
            return
        place, annotation = found
        self._back_to = reading.place if place != reading.place else None
        reading.to(place.sentence, place.version)
        self._begin(annotation)

    def action_tag(self, label: str) -> None:
        """Label; what the schema requires of the label is asked for.

        A panel about the sentence before is closed: the label is for where the cursor went on to.
        """
        self._go_on()
        before = self._given
        super().action_tag(label)
        if self._given is not None and self._given != before and self._needs_more(label):
            self._describe_label()

    def _needs_more(self, label: str) -> bool:
        """Return whether the schema asks for more than a new label says."""
        known = self.session.schema.get(label)
        return any(each.required and each.default is None for each in known.attributes)

    def action_clear_tags(self) -> None:
        """Decide on the sentence the cursor went on to, if the panel is about the one before it."""
        self._go_on()
        super().action_clear_tags()

    def _go_on(self) -> None:
        if self._described() is not None and self._back_to is not None:
            self._close_panel()

    def action_say(self, key: str) -> None:
        """Say of the label what a key of the panel stands for."""
        annotation, reading = self._described(), self.reading
        if annotation is None or reading is None:
            return
        label = self.session.schema.get(annotation.label)
        asked = attributes.pressed(key, label, annotation, self._offered, SPEAKER, self._label_keys)
        if asked is None:
            return
        if asked.role:
            self._ask_for_words(annotation, asked.role)
        elif asked.asks:
            self._ask_for_text(annotation, asked.attribute)
        else:
            self._say(annotation, asked.attribute, asked.value)

    def action_close_panel(self) -> None:
        """Close the panel; what is still missing is named."""
        annotation = self._described()
        if annotation is None:
            return
        problems = self.session.schema.check(
            annotation.label, annotation.attributes, [part.role for part in annotation.parts]
        )
        self._close_panel()
        if problems:
            self.notify("; ".join(map(str, problems)), severity="warning", timeout=4)

    def leave_panel(self) -> bool:
        """Close the panel; tell whether there was one."""
        if self._described() is None:
            return False
        if self.marking is not None:
            self._drop_marking()
            self._follow()
        else:
            self.action_close_panel()
        return True

    def action_take_words(self) -> None:
        """Let the words marked be the part of the label that was asked for, else its reach."""
        marking, annotation, role = self.marking, self.picked, self._role
        if marking is None or annotation is None or not role or self.reading is None:
            super().action_take_words()
            return
        article, start, end = self.reading.article, marking.start, marking.end
        many = any(
            each.name == role and each.many for each in self.session.schema.get(annotation.label).parts
        )
        others = [(p.role, p.start, p.end) for p in annotation.parts if p.role != role or many]
        kept = [part for part in others if part[0] != role or part[2] <= start or part[1] >= end]
        parts = sorted([*kept, (role, start, end)], key=lambda part: part[1])
        self._change(lambda: self.session.describe(article, annotation.id, {}, parts))
        self._show_panel()

    def _to_describe(self) -> tuple[Place, Annotation] | None:
        """Return the label that is meant: picked, the latest of the sentence, or the one just given."""
        reading = self.reading
        assert reading is not None
        if reading.place is None:
            return None
        if self.picked is not None:
            return reading.place, self.picked
        labels = [each for each in self._labels_here() if each.label in self.session.schema]
        if labels:
            return reading.place, max(labels, key=lambda each: (each.updated, each.id))
        if self._given is not None:
            _, place, annotation_id = self._given
            there = self.session.labels(self.articles[place.version], place.sentence)
            found = next((each for each in there if each.id == annotation_id), None)
            return (place, found) if found is not None else None
        return None

    def _begin(self, annotation: Annotation) -> None:
        """Fill in what can be told, and show all of it."""
        reading = self.reading
        assert reading is not None
        article = reading.article
        found = self._offer_for(article, annotation)
        self._offered = found.speakers
        self.pick(annotation)
        self._describing = annotation.id
        if (found.attributes or found.parts is not None) and not self.session.read_only:
            self._change(lambda: self.session.describe(article, annotation.id, found.attributes, found.parts))
        self._show_panel()

    def _offer_for(self, article: Article, annotation: Annotation) -> Offer:
        """Return what the words around a label say of it, and the names given before."""
        known = [name for each in self.articles for name in names_given(self.session.annotations(each))]
        return offer(article, annotation, self.session.schema.get(annotation.label), dict.fromkeys(known))

    def _described(self) -> Annotation | None:
        """Return the label the panel is about, as it is now."""
        picked = self.picked
        return picked if picked is not None and picked.id == self._describing else None

    def _say(self, annotation: Annotation, name: str, value: object) -> None:
        assert self.reading is not None
        article = self.reading.article
        self._change(lambda: self.session.describe(article, annotation.id, {name: value}))
        self._show_panel()

    def _ask_for_text(self, annotation: Annotation, name: str) -> None:
        marking = self.session.schema.get(annotation.label).attribute(name)
        before = str(annotation.attributes.get(name) or "")
        if marking.kind is Kind.SPAN and not before and self.reading is not None:
            before = annotation.text

        def keep(text: str | None) -> None:
            if text is not None:
                self._say(annotation, name, text.strip() or None)

        about = f"{name} of this {annotation.label}"
        self.app.push_screen(NoteDialog(self.table, about, before, placeholder=name), keep)

    def _ask_for_words(self, annotation: Annotation, role: str) -> None:
        """Mark the words of a part: those it has, else the whole label."""
        reading = self.reading
        assert reading is not None
        part = next((each for each in annotation.parts if each.role == role), None)
        start, end = (part.start, part.end) if part else (annotation.start, annotation.end)
        self._role, self._fresh = role, part is None
        self.resize(start, end)
        self.notify(f"Mark the {role}; {self.table.key('take-words')} takes it", timeout=4)

    def action_word(self, step: int) -> None:
        """Move the end of what is marked; of a label that is to have a part first mark its first word."""
        if self._fresh and self.marking is not None:
            self._fresh = False
            self.marking.first_word(step)
            self._show_marking()
            return
        super().action_word(step)

    def _drop_marking(self) -> None:
        super()._drop_marking()
        self._role, self._fresh = "", False

    def _let_go(self) -> None:
        super()._let_go()
        self._describing, self._offered, self._back_to = "", (), None

    def _moved(self) -> None:
        super()._moved()
        if self._describing and self._described() is None:
            self._describing, self._offered, self._back_to = "", (), None
        if self.is_mounted:
            self._show_panel()

    def _show_panel(self) -> None:
        annotation = self._described()
        panel = self._panel
        if annotation is None or self.marking is not None:
            panel.display = False
            return
        label = self.session.schema.get(annotation.label)
        made = attributes.rows(label, annotation, self._offered, SPEAKER, self._label_keys)
        panel.show(f"{annotation.label} {quoted(annotation.text, 200)}", made, self._how_to_close())

    def _how_to_close(self) -> str:
        return f"enter or {self.table.key('describe')} closes"

    def _close_panel(self) -> None:
        back, self._back_to = self._back_to, None
        self._describing, self._offered = "", ()
        self.pick(None)
        if back is not None and self.reading is not None:
            self.reading.to(back.sentence, back.version)
            self._arrive()

    def _actions_now(self) -> Mapping[str, str]:
        """Let the keys of the panel go before all others while it is open."""
        annotation = self._described()
        if annotation is None or self.marking is not None:
            return super()._actions_now()
        label = self.session.schema.get(annotation.label)
        found = {
            key: f"say({key!r})" for key in attributes.keys(label, self._offered, self._label_keys) if key
        }
        return {**super()._actions_now(), **found, "enter": "close_panel"}
