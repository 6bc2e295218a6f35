"""From a reading to one draft: the posts that each account gets, with what may take their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.composing.accounts import Account, Form
from bot.composing.angles import Angle, Angles
from bot.composing.costs import Purse
from bot.composing.house import House
from bot.composing.material import Material, material_of
from bot.composing.sameness import Lately, Recent
from bot.composing.writer import Unwritten, Writer
from bot.errors import ComposeError
from bot.model import CardOrder, Draft, Post, PostKind, Reading, Variant

# What is posted of an article that lacks what the account's kinds need, in this order.
_INSTEAD = (PostKind.TLDR, PostKind.HEADLINE)
# What an approver may take instead of a post, beside other quotes.
_OTHER_KINDS = (PostKind.FIGURE, PostKind.HEADLINE, PostKind.TLDR)


def compose(
    reading: Reading,
    accounts: Sequence[Account],
    *,
    house: House | None = None,
    spent: Mapping[str, float] | None = None,
    recent: Sequence[Recent] = (),
) -> Draft:
    """The posts that ``accounts`` get of one reading, each within its platform's limit.

    An account's kinds are made where the article has what they need; what it lacks is replaced
    (no quote: the TL;DR; no TL;DR: the headline) and the reason noted on the post. ``spent`` is
    what each account has cost this month, in US dollars; ``recent`` is what was posted lately.

    Raises ComposeError when not even a headline fits, TemplateError for a broken template.
    """
    house = house or House()
    house.templates.look_again()
    material = material_of(reading, publication=house.publication, tags=house.tags)
    angles = Angles(material)
    posts: list[Post[CardOrder]] = []
    own: defaultdict[str, list[Recent]] = defaultdict(list)
    for each in recent:
        own[each.account].append(each)
    for account in accounts:
        purse = Purse(budget=account.budget, spent=(spent or {}).get(account.name, 0.0))
        lately = Lately(own[account.name])
        posts += _Desk(Writer(material, account, house), angles, purse, lately).posts()
    return Draft(reading=reading, posts=tuple(posts), warnings=material.warnings)


class _Desk:
    """Where the posts of one account are chosen."""

    def __init__(self, writer: Writer, angles: Angles, purse: Purse, lately: Lately) -> None:
        self._writer = writer
        self._all = angles
        self._material: Material = writer.material
        self._account: Account = writer.account
        self._purse = purse
        self._lately = lately
        self._versions: dict[int, Variant[CardOrder] | None] = {}  # of angles, by identity
        self._notes: list[str] = []  # of what was tried since the last post that was made

    def posts(self) -> list[Post[CardOrder]]:
        """The account's posts in the order of its kinds, none twice, with their variants."""
        made: dict[PostKind, Post[CardOrder]] = {}
        for kind in self._account.kinds:
            self._make(kind, made)
        for kind in _INSTEAD:
            if not made:
                self._make(kind, made)
        if not made:
            where = self._material.reading.article.source
            name = self._writer.limits.name
            raise ComposeError(f"{where}: no post fits {name}; {'; '.join(self._notes)}")
        *others, last = made.values()
        posts = [*others, replace(last, notes=(*last.notes, *self._notes))]
        return [self._with_variants(post, posts) for post in posts]

    def _make(self, kind: PostKind, made: dict[PostKind, Post[CardOrder]]) -> None:
        """Make a post of that kind, unless there is one; what was tried in vain is noted."""
        if kind in made:
            return
        for angle in self._angles(kind):
            version = self._written(angle)
            if version:
                self._purse.pay(version.cost)
                notes = (*self._material.notes, *dict.fromkeys(self._notes))
                made[kind] = self._writer.post(version, notes)
                self._notes = []
                return

    # --- angles --------------------------------------------------------------------------

    def _angles(self, kind: PostKind) -> Iterator[Angle]:
        """The angles of a kind, the best first; what keeps there from being one is noted."""
        match kind:
            case PostKind.QUOTE:
                if not self._material.quotes:
                    self._notes.append("no quote that is a whole thought of a named speaker")
                yield from self._all.quotes
            case PostKind.TLDR:
                yield from self._summaries()
            case PostKind.FIGURE:
                figure = self._all.figure
                if figure is None:
                    self._notes.append("no figure in a sentence that can stand alone")
                else:
                    yield figure
            case PostKind.HEADLINE:
                yield self._all.headline
            case PostKind.CORRECTION:  # made when an article changes, not when it is drafted
                return

    def _summaries(self) -> Iterator[Angle]:
        """The TL;DR in the account's form, then as a plain post."""
        limits, form = self._writer.limits, self._account.form
        found: Angle | None = None
        if form is Form.THREAD and limits.threads:
            found = self._all.thread
        elif form is Form.CAROUSEL and limits.carousel:
            found = self._all.carousel(limits.carousel[1])
        plain = self._all.points
        if plain is None:
            self._notes.append("no TL;DR, and no sentences to choose one from")
        elif found is None and form is not Form.POST:
            self._notes.append(self._why_plain(form))
        yield from (angle for angle in (found, plain) if angle)

    def _why_plain(self, form: Form) -> str:
        limits = self._writer.limits
        possible = limits.threads if form is Form.THREAD else limits.carousel
        if not possible:
            return f"a plain post: {limits.name} has no {form}s"
        return f"a plain post: one point makes no {form}"

    # --- writing -------------------------------------------------------------------------

    def _written(self, angle: Angle) -> Variant[CardOrder] | None:
        """The angle within the month's budget, where it can be; why not is noted."""
        version = self._writer.write(angle)
        if isinstance(version, Unwritten):
            self._notes.append(version.reason)
            return None
        if not self._purse.has(version.cost):
            version = self._cheaper(angle, version)
        close = self._lately.like(version)
        warnings = (*self._material.warnings, *version.warnings, *close)
        return replace(version, warnings=warnings) if warnings else version

    def _cheaper(self, angle: Angle, version: Variant[CardOrder]) -> Variant[CardOrder]:
        says = self._purse.says(version.cost)
        cheaper = self._writer.write(angle, linked=False)
        if isinstance(cheaper, Unwritten) or not self._purse.has(cheaper.cost):
            return replace(version, warnings=(says,))
        self._notes.append(f"without its link: {says}")
        return cheaper

    # --- variants ------------------------------------------------------------------------

    def _with_variants(
        self, post: Post[CardOrder], posts: Sequence[Post[CardOrder]]
    ) -> Post[CardOrder]:
        """The post with other quotes and other angles that none of the account's posts has."""
        notes, self._notes = self._notes, []
        taken = {each.text for each in posts}
        variants: list[Variant[CardOrder]] = []
        for angle in self._alternatives(post, posts):
            if len(variants) == self._account.variants:
                break
            version = self._alternative(angle)
            if version and version.pieces[0].text not in taken:
                taken.add(version.pieces[0].text)
                variants.append(version)
        self._notes = notes
        return replace(post, variants=tuple(variants))

    def _alternative(self, angle: Angle) -> Variant[CardOrder] | None:
        """The angle as it is written once all posts are chosen: the same for each of them."""
        if id(angle) not in self._versions:
            self._versions[id(angle)] = self._written(angle)
        return self._versions[id(angle)]

    def _alternatives(
        self, post: Post[CardOrder], posts: Sequence[Post[CardOrder]]
    ) -> Iterator[Angle]:
        """Other quotes and other kinds in turn, so that an approver has a real choice."""
        carried = {quote for each in posts for quote in each.quotes}
        kinds = {each.kind for each in posts}
        others = [
            angle for kind in _OTHER_KINDS if kind not in kinds for angle in self._angles(kind)
        ]
        said = [angle for angle in self._all.quotes if angle.quotes[0] not in carried]
        if post.kind is not PostKind.QUOTE:
            said, others = others, said
        for one, other in zip_longest(said, others):
            yield from (angle for angle in (one, other) if angle)
