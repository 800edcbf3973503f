"""The colours of the app: which theme is in force, and the choice of another."""

from textual.app import App

from reader.settings import location
from reader.tui import themes
from reader.tui.commands import CommandTable


class ThemedApp(App[int], inherit_bindings=False):
    """An app in our colours, or in those of another theme."""

    table: CommandTable

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
        self.set_class(self.console.color_system in ("standard", "windows") or self.no_color, "-few-colors")
        if wanted and self.theme != wanted:
            self.notify(
                f"The theme “{wanted}” cannot be used here; : and “colours” shows which can",
                severity="warning",
                markup=False,
            )

    def get_css_variables(self) -> dict[str, str]:
        """Give other themes the colours that ours have names for."""
        variables = super().get_css_variables()
        self.theme_variables = {role: variables[known] for role, known in themes.ROLES.items()} | variables
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
