"""The colours of the app and the choice of others, and the one line it says something in."""

import time

from textual import events
from textual.app import App
from textual.notifications import Notify, SeverityLevel

from reader.settings import location
from reader.tui import themes
from reader.tui.command_table import CommandTable
from reader.tui.turns import InTurn

SHORT, PER_CHARACTER = 3.0, 0.05
"""Seconds that a message stays, at least and for each of its characters."""
JUST_NOW = 0.3
READ = 1.5
"""Seconds after which a key takes away a message that is no warning."""


class ThemedApp(InTurn, inherit_bindings=False):
    """An app in our colours, or in those of another theme, that says one thing at a time."""

    table: CommandTable

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """Say something in one line, as long as it takes to read it; never as markup, whoever asks for it."""
        said = f"{title}: {message}" if title else message
        super().notify(
            said,
            severity=severity,
            timeout=timeout or max(SHORT, PER_CHARACTER * len(said)),
            markup=False,
        )

    async def on_event(self, event: events.Event) -> None:
        """Let a key take away what was to be read before it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._forget_what_was_read()
        await super().on_event(event)

    def _forget_what_was_read(self) -> None:
        seen = time.time() - READ
        if self._notifications and all(
            said.raised_at < seen and said.severity == "information" for said in self._notifications
        ):
            self.clear_notifications()

    def on_notify(self, _: Notify) -> None:
        """Let the newest message take the place of the one before."""
        self.clear_notifications()

    def post_display_hook(self) -> None:
        """Let the thread that writes to the terminal have a frame before anything else is done."""
        time.sleep(0)

    def forget_messages(self, _: object = None) -> None:
        """Take away what was said on another screen, but not what led here."""
        if all(time.time() - said.raised_at > JUST_NOW for said in self._notifications):
            self.clear_notifications()

    def begin_with(self, wanted: str) -> None:
        """Take a theme before anything is drawn, so that the style sheets are read once and not twice."""
        for ours in (themes.DARK, themes.LIGHT):
            self.register_theme(ours)
        name = themes.first(wanted, self.available_themes)
        if (theme := self.available_themes[name]).ansi:
            self.theme = name
            return
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.update_classes({"-dark-mode": theme.dark, "-light-mode": not theme.dark}, update=False)

    def settle_colors(self, wanted: str) -> None:
        """Adapt to a terminal with few colours; say so if the theme wanted cannot be had."""
        self._count_colors()
        self.theme_changed_signal.subscribe(self, self._count_colors)
        if wanted and self.theme != wanted:
            self.notify(
                f"The theme “{wanted}” cannot be used here; : and “colours” shows which can",
                severity="warning",
                markup=False,
            )

    def _count_colors(self, _: object = None) -> None:
        """Do without shades where the terminal, or the theme, has none."""
        few = self.console.color_system in ("standard", "windows") or self.no_color
        self.set_class(few or self.current_theme.ansi, "-few-colors")

    def get_css_variables(self) -> dict[str, str]:
        """Give other themes the colours that ours have names for."""
        variables = super().get_css_variables()
        self.theme_variables = themes.stand_ins(variables) | variables
        return self.theme_variables

    def action_choose_theme(self) -> None:
        """Choose the colours; the settings file keeps them."""
        from reader.tui.screens.dialog import Choice

        offered = themes.usable(self.available_themes)

        def choose(number: int | None) -> None:
            if number is not None:
                self.theme = offered[number]
                self.notify(
                    f'To keep it, put  theme = "{self.theme}"  into {location()}', timeout=8, markup=False
                )

        self.push_screen(Choice(self.table, "Colours", offered, offered.index(self.theme)), choose)
