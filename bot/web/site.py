"""What every page needs: the settings, the store, the cards, the templates, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

import jinja2

from bot import clock
from bot.duplicating import Duplicator
from bot.publishing.contract import Platform
from bot.redrafting import Redrafter
from bot.resources import shipped
from bot.settings import AccountSettings, Settings
from bot.store import CardStore, Store
from bot.web import show
from bot.web.passwords import Passwords

UNDO = timedelta(seconds=10)
STATIC = ("app.css", "platforms.css", "app.js", "icon.svg")


@dataclass(kw_only=True)
class Site:
    """One newsroom's pages. ``platforms`` takes the place of the accounts' adapters, in tests."""

    settings: Settings
    store: Store
    cards: CardStore
    dry_run: bool = False
    now: Callable[[], datetime] = clock.now
    passwords: Passwords = field(default_factory=Passwords)
    platforms: Mapping[str, Platform] | None = None

    @property
    def tls(self) -> bool:
        """Whether the team opens the pages over TLS."""
        return self.settings.web.url.startswith("https://")

    @cached_property
    def redrafter(self) -> Redrafter:
        """Draws cards anew and finds more quotes."""
        return Redrafter(self.settings, self.cards, self.store)

    @cached_property
    def duplicator(self) -> Duplicator:
        """Offers posts to further accounts."""
        return Duplicator(self.settings, self.cards, self.store)

    @cached_property
    def templates(self) -> jinja2.Environment:
        """The pages' templates, which are the program's own; what is put into them is escaped."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(shipped("templates") / "web"),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals.update(show.HELPERS)
        return environment

    @cached_property
    def static_versions(self) -> dict[str, str]:
        """The first signs of each static file's hash, so that browsers may keep it for good."""
        folder = shipped("templates") / "web" / "static"
        return {name: sha256((folder / name).read_bytes()).hexdigest()[:12] for name in STATIC}

    def account(self, name: str) -> AccountSettings | None:
        """An account of the settings by name."""
        return next((each for each in self.settings.accounts if each.name == name), None)
