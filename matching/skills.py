"""From people's own words to kinds of help: a tree of them, what a text is likely about, which texts fit together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isqrt
from types import MappingProxyType
from typing import Literal

from matching.errors import WrongInput
from matching.lexicon import Lexicon, Term, content, terms_of
from matching.likeness import alike, counted_runs

SAME, ABOVE, BESIDE, APART = 100, 60, 40, 0
LIKELY = 45
"""From this likelihood a kind of help is proposed to the person who wrote."""
SURE = 70
"""From this likelihood it counts although nobody has looked at it."""
KIND_POINTS, WORDS_POINTS = 70, 30
LEAST_POINTS = 30
_DOUBT = 0.18  # how much is held against every text; chosen on the tuned half of the tests' everyday requests
_LEARNED_NEAR = 0.6
_LEARNED_WEIGHT = 10.0
_READ = 3  # likely kinds of one text that are compared

How = Literal["learned", "phrase", "word", "like"]


@dataclass(frozen=True, slots=True)
class Tree:
    """Kinds of help by slug, each with the slug above it, empty for those at the top. Raises WrongInput for circles.

    >>> tree = Tree({"garden": "", "gardening": "garden", "growing-food": "garden", "music": ""})
    >>> [tree.closeness("gardening", other) for other in ("gardening", "garden", "growing-food", "music")]
    [100, 60, 40, 0]
    """

    parents: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse a kind that stands below itself, or below one that is not there."""
        for slug in self.parents:
            self.above(slug)

    def above(self, slug: str) -> tuple[str, ...]:
        """The kinds above one, the nearest first."""
        found: list[str] = []
        while slug := self.parents.get(slug, ""):
            if slug in found or slug not in self.parents:
                raise WrongInput(f"The kind of help {slug!r} stands below itself, or is not in the tree.")
            found.append(slug)
        return tuple(found)

    def closeness(self, one: str, other: str) -> int:
        """Whole points from 0 to 100: the same kind 100, one above the other 60, both below one 40, else 0."""
        if one == other:
            return SAME if one in self.parents else APART
        if one in self.above(other) or other in self.above(one):
            return ABOVE
        return BESIDE if self.parents.get(one) and self.parents.get(one) == self.parents.get(other) else APART


@dataclass(frozen=True, slots=True)
class Because:
    """Why a text is taken for a kind of help: the words in it, and what they are like or were learned from."""

    how: How
    said: str
    like: str = ""

    @property
    def words(self) -> str:
        """The reason as people read it, to finish a sentence."""
        if self.how == "learned":
            return "people here said so of words like these"  # whose words they were is nobody's business
        if self.how == "like":
            return f"“{self.said}” is like “{self.like}”"
        return f"the words “{self.said}”" if " " in self.said else f"the word “{self.said}”"


@dataclass(frozen=True, slots=True)
class Learned:
    """What a community said that words mean, the most trusted first; found by any of their stems."""

    said: tuple[tuple[frozenset[str], str, str], ...] = ()  # stems, the words, slug
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # stem -> places in `said`

    @classmethod
    def of(cls, told: Iterable[tuple[str, str]]) -> "Learned":
        """From (words, slug), the most trusted first; words that say nothing are left out."""
        said = tuple((frozenset(content(words)), words, slug) for words, slug in told)
        places: dict[str, list[int]] = defaultdict(list)
        for place, (stems, _, _) in enumerate(said):
            for one in sorted(stems):
                places[one].append(place)
        return cls(said, {one: tuple(found) for one, found in places.items()})

    def near(self, words: str) -> Iterator[tuple[str, float, Because]]:
        """Kinds of help with their weight: what is nearest to the whole text decides; what is inside it counts once."""
        text = frozenset(content(words))
        best: tuple[float, str, Because] | None = None
        for place in sorted({place for one in text for place in self.places.get(one, ())}):
            stems, said, slug = self.said[place]
            near = len(text & stems) / len(text | stems)
            because = Because("learned", words.strip(), said)
            if near >= _LEARNED_NEAR:
                if best is None or near > best[0]:
                    best = (near, slug, because)
            elif stems <= text:
                yield slug, 1.0, because
        if best is not None:
            yield best[1], _LEARNED_WEIGHT, best[2]


NOTHING_LEARNED = Learned()


@dataclass(frozen=True, slots=True)
class Likely:
    """One kind of help a text may be about; `likelihood` is 0 to 100, that of all kinds together at most 100."""

    slug: str
    likelihood: int
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An offer or a request: a number that its caller knows it by, its words, and its kind where a person chose it."""

    number: int
    words: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in something written: its likely kinds, and the runs of letters in its words; never changed."""

    kinds: tuple[Likely, ...]
    runs: Counter[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well something written fits; `points` (0 to 100) are those of the kinds and of the words, added."""

    number: int
    points: int
    kind_points: int
    words_points: int
    asked_slug: str
    offered_slug: str
    because: tuple[Because, ...]


def suggest(
    words: str, tree: Tree, lexicon: Lexicon, learned: Learned = NOTHING_LEARNED, most: int = 3
) -> tuple[Likely, ...]:
    """The kinds of help a text is likely about, the likeliest first; equal ones in order of their slugs.

    `learned`: what this community said before; nearly the same words then mean that kind whatever the lexicon says.
    Nothing is proposed for a text without a known word.

    >>> tree = Tree({"garden": "", "gardening": "garden", "sewing": ""})
    >>> lexicon = Lexicon.of({"gardening": ["hedge", "mow", "lawn"], "sewing": ["zip", "hem", "needle"]})
    >>> best = suggest("Our hedges are too high", tree, lexicon)[0]
    >>> best.slug, best.because[0].words
    ('gardening', 'the word “hedges”')
    >>> suggest("hedge trimming", tree, lexicon, Learned.of([("trimming hedges", "sewing")]))[0].slug
    'sewing'
    """
    found: dict[str, list[tuple[float, Because]]] = defaultdict(list)
    for term in terms_of(words, lexicon):
        for slug, weight in term.weights:
            if slug in tree.parents:
                found[slug].append((weight, _because(term)))
    for slug, weight, because in learned.near(words):
        if slug in tree.parents:
            found[slug].append((weight, because))
    scores = {slug: sum(weight for weight, _ in parts) for slug, parts in found.items()}
    ranked = sorted(scores, key=lambda slug: (-scores[slug], slug))
    whole = sum(score * score for score in scores.values()) ** 0.5 + _DOUBT
    return tuple(_likely(slug, scores, whole, found[slug]) for slug in ranked[:most])


def _likely(slug: str, scores: Mapping[str, float], whole: float, parts: list[tuple[float, Because]]) -> Likely:
    """Shares are of squares, so that one kind with two words outweighs two with one; some doubt is left always."""
    share = (scores[slug] / whole) ** 2
    ordered = sorted(parts, key=lambda part: (-part[0], part[1].said))
    return Likely(slug, int(100 * share), tuple(dict.fromkeys(because for _, because in ordered)))


def _because(term: Term) -> Because:
    if term.like:
        return Because("like", term.said, term.like)
    return Because("phrase" if " " in term.said else "word", term.said)


def fits(
    asked: Written,
    offered: Sequence[Written],
    tree: Tree,
    lexicon: Lexicon,
    learned: Learned = NOTHING_LEARNED,
    most: int = 10,
    known: Mapping[int, Read] = MappingProxyType({}),
) -> tuple[Fit, ...]:
    """What fits one text best among others, ranked by points; equal ones by their numbers, whatever their order.

    Works both ways: offers for a request, or requests for an offer. Numbers must differ, else WrongInput. `known`
    holds what `read` said of some of the texts before, by their numbers; it saves time and changes nothing.
    `kind_points` (up to 70): how close the kinds are, chosen ones certain, others by their likelihood;
    `words_points` (up to 30): how alike the words are, by their runs of letters. Below 30 points nothing fits.

    >>> tree = Tree({"garden": "", "gardening": "garden", "sewing": ""})
    >>> lexicon = Lexicon.of({"gardening": ["hedge", "mow", "lawn"], "sewing": ["zip", "hem", "needle"]})
    >>> offers = [Written(1, "Needle and thread ready"), Written(2, "I like to mow")]
    >>> [(fit.number, fit.offered_slug) for fit in fits(Written(9, "Cut the hedge"), offers, tree, lexicon)]
    [(2, 'gardening')]
    """
    if len({one.number for one in offered}) < len(offered):
        raise WrongInput("Each thing offered needs a number of its own.")
    mine, *texts = [known.get(one.number) or read(one, tree, lexicon, learned) for one in (asked, *offered)]
    likenesses = alike(mine.runs, [text.runs for text in texts])
    found = [
        _fit(mine.kinds, one, text.kinds, share, tree)
        for one, text, share in zip(offered, texts, likenesses, strict=True)
    ]
    ranked = sorted((fit for fit in found if fit.points >= LEAST_POINTS), key=lambda fit: (-fit.points, fit.number))
    return tuple(ranked[:most])


def read(one: Written, tree: Tree, lexicon: Lexicon, learned: Learned = NOTHING_LEARNED) -> Read:
    """Read something written, once for however many it is compared with; see `fits`."""
    return Read(_kinds(one, tree, lexicon, learned), counted_runs(content(one.words)))


def _kinds(one: Written, tree: Tree, lexicon: Lexicon, learned: Learned) -> tuple[Likely, ...]:
    """The likely kinds of a text, or the chosen one with the words in it that speak of that kind."""
    read = suggest(one.words, tree, lexicon, learned, _READ)
    if one.slug not in tree.parents:
        return read
    return (Likely(one.slug, 100, next((kind.because for kind in read if kind.slug == one.slug), ())),)


def _fit(asked: tuple[Likely, ...], one: Written, kinds: tuple[Likely, ...], share: float, tree: Tree) -> Fit:
    worth = [
        (isqrt(mine.likelihood * its.likelihood) * tree.closeness(mine.slug, its.slug), mine, its)
        for mine in asked
        for its in kinds
    ]
    best, mine, its = max(
        worth, key=lambda part: (part[0], part[1].slug, part[2].slug), default=(0, Likely("", 0, ()), Likely("", 0, ()))
    )
    kind_points, words_points = KIND_POINTS * best // 10_000, int(WORDS_POINTS * min(1.0, share))
    because = (*mine.because[:1], *its.because[:1]) if kind_points else ()
    slugs = (mine.slug, its.slug) if kind_points else ("", "")
    return Fit(one.number, kind_points + words_points, kind_points, words_points, *slugs, because)
