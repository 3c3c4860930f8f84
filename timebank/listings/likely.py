"""What people's own words are likely about: in this community's kinds of help, and with what it has learned."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import sqlalchemy as sa

from matching.lexicon import Lexicon
from matching.skills import LIKELY, SURE, Learned, Likely, Read, Tree, Written, read, suggest
from timebank.access import May
from timebank.listings.everyday_words import everyday_words
from timebank.listings.learning import voices
from timebank.listings.reads import Category, categories_for, own_or_offline
from timebank.listings.tables import category, listing
from timebank.work import Look

KEPT = "what words mean"
NO_IDEA = 20  # below this likelihood nothing is filed without asking


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that says what words mean here: the kinds of help, their everyday words, and what people said.

    `texts` keeps what was read in some words under a kind of help, so that it is read once however often it is asked.
    """

    tree: Tree
    lexicon: Lexicon
    learned: Learned
    names: dict[str, str]
    categories: tuple[Category, ...]
    texts: dict[tuple[str, str], Read] = field(default_factory=dict)

    def read(self, one: Written) -> Read:
        """What was read in something written."""
        key = (one.words, one.slug)
        if key not in self.texts:
            self.texts[key] = read(one, self.tree, self.lexicon, self.learned)
        return self.texts[key]

    def of(self, title: str, words: str = "") -> tuple[Likely, ...]:
        """The likeliest kinds of help; the title alone where it says enough, for long words speak of much else."""
        found = suggest(title, self.tree, self.lexicon, self.learned)
        if words and (not found or found[0].likelihood < LIKELY):
            return suggest(f"{title} {words}", self.tree, self.lexicon, self.learned)
        return found


@dataclass(frozen=True, slots=True)
class LikelyKind:
    """One kind of help that words may mean, with the reason in words; `is_sure` where it counts unasked."""

    slug: str
    name: str
    is_sure: bool
    reason: str


def meaning(look: Look) -> Meaning:
    """What words mean here, put together once for each look; nothing in it says who said what."""
    if KEPT not in look.kept:
        known = categories_for(look)
        names = {one.slug: one.name for one in known}
        tree = Tree({one.slug: one.parent_slug for one in known})
        look.kept[KEPT] = Meaning(tree, _lexicon(tuple(sorted(names.items()))), voices(look), names, known)
    found: Meaning = look.kept[KEPT]
    return found


@lru_cache(maxsize=64)
def _lexicon(names: tuple[tuple[str, str], ...]) -> Lexicon:
    """The everyday words of the kinds a community has; the same kinds are read only once, however many ask."""
    known = everyday_words()
    return Lexicon.of({slug: known.get(slug, ()) for slug, _ in names}, dict(names))


def guess(look: Look, title: str, words: str = "") -> Likely | None:
    """The likeliest kind of help, or None where the words say too little; for actions that have asked."""
    found = meaning(look).of(title, words)
    return found[0] if found and found[0].likelihood >= NO_IDEA else None


def likely_kinds(look: Look, title: str, words: str = "") -> tuple[LikelyKind, ...]:
    """What words are likely about, the likeliest first, at most three."""
    look.require(May.SEE_LISTINGS)
    return _cards(look, title, words)


def proposals(look: Look, member_id: str | None = None) -> dict[str, tuple[LikelyKind, ...]]:
    """For each listing of one's own whose kind of help was read from its words: the likely kinds, by its id.

    The first is the one it is filed under. For an offline member, their coordinator. Raises NotFound.
    """
    owner_id = own_or_offline(look, member_id)
    rows = look.rows(
        sa.select(listing.c.id, listing.c.title, listing.c.words, category.c.slug)
        .join(category, category.c.id == listing.c.category_id)
        .where(listing.c.member_id == owner_id, listing.c.category_likelihood.is_not(None), listing.c.state == "open")
    )
    found: dict[str, tuple[LikelyKind, ...]] = defaultdict(tuple)
    for row in rows:
        kinds = {one.slug: one for one in _cards(look, row.title, row.words)}
        filed = kinds.pop(row.slug, LikelyKind(row.slug, meaning(look).names[row.slug], False, ""))
        found[row.id] = (filed, *kinds.values())
    return dict(found)


def _cards(look: Look, title: str, words: str) -> tuple[LikelyKind, ...]:
    here = meaning(look)
    return tuple(
        LikelyKind(one.slug, here.names[one.slug], one.likelihood >= SURE, one.because[0].words)
        for one in here.of(title, words)
    )
