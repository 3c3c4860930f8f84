"""Everyday words of each kind of help, and which of them a text holds: whole, cut to stems, or nearly spelt so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.likeness import Vocabulary, folded, stem

FAINT = 0.5  # what a faint word counts for
PHRASE = 1.6  # what a phrase counts for: words that stand together are seldom there by chance
LIKE = 0.8  # what a word counts for that is only like a known one
LONGEST_PHRASE = 4
SHORTEST_LIKE = 5  # letters of a word that may be misspelt
_SMALL_WORDS = """a an the my our your his her their its this that these those some any very really too so"""
_SMALL = frozenset(_SMALL_WORDS.split())
_COMMON_WORDS = """
i me mine we us you yours he him she they them it im ive id ill cant dont doesnt isnt wont not no and or but if as
at by for from in into of off on onto out over to up with without about after again before than then when while
where what which who whom whose how why there here am is are was were be been being do does did done have has had
having can could may might must shall should will would need needs needed want wants wanted wanting like likes love
loves loved please thanks thank help helps helped helping somebody someone anybody anyone people person one ones
something anything thing things bit little lot lots few many much more most just only also still even ever never
always often sometimes now soon today tomorrow week weeks weekly month months year years day days daily monday
tuesday wednesday thursday friday saturday sunday morning mornings afternoon afternoons evening evenings night
nights weekend weekends hour hours time times once twice two three four five every each other others another both
own old new good nice kind kindly friendly gentle simple easy able get gets getting got go goes going gone come
comes coming came make makes making made take takes taking taken give gives giving given put puts putting let lets
keep keeps use using look looks looking looked offer offers offering request requests together beginner beginners
anymore back down round around through near next last long short big small patience patient glad happy know knows
knowing think say says said tell see try trying start starts all such well since until same way first between yet
"""
_COMMON = frozenset(map(stem, _COMMON_WORDS.split()))


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a text that means something here: as written, what it is like, its weight in each kind."""

    said: str
    like: str
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases of stems, each with the kinds of help it speaks of and how much it says about each (0 to 1.6).

    A word that many kinds share says less about each: its weight is divided by the root of their number.
    """

    phrases: Mapping[tuple[str, ...], tuple[tuple[str, float], ...]]
    spelt: Mapping[str, str]  # each single word as it is spelt -> its stem

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]], names: Mapping[str, str] | None = None) -> "Lexicon":
        """A lexicon from words and phrases of each kind, by slug; `~` before one makes it faint.

        `names`: how each kind is called. The words of a name are faint where the kind has words of its own.
        """
        gathered: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        spelt: dict[str, str] = {}
        told = {slug: list(phrases) for slug, phrases in words.items()}
        for slug, name in (names or {}).items():
            mark = "~" if told.get(slug) else ""
            told.setdefault(slug, []).extend(mark + word for word in folded(name).split())
        for slug in sorted(told):
            for phrase in told[slug]:
                key = _key(phrase)
                if not key or (len(key) == 1 and key[0] in _COMMON):
                    continue
                weight = (FAINT if phrase.startswith("~") else 1.0) * (PHRASE if len(key) > 1 else 1.0)
                gathered[key][slug] = max(weight, gathered[key].get(slug, 0.0))
                if len(key) == 1:
                    spelt[folded(phrase)] = key[0]
        spread = {key: _spread(weights) for key, weights in gathered.items()}
        return cls(spread, spelt)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The single words as they are spelt; made when the first unknown word is met."""
        return Vocabulary.of(self.spelt)


def _spread(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    share = sum(weights.values()) ** 0.5 if sum(weights.values()) > 1 else 1.0
    return tuple((slug, weight / share) for slug, weight in sorted(weights.items()))


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in folded(phrase).split() if word not in _SMALL)


def content(words: str) -> tuple[str, ...]:
    """The stems of a text's words that say what it is about, in their order; figures and common words are left out.

    >>> content("Could somebody please cut the hedges?")
    ('cut', 'hedg')
    """
    return tuple(map(stem, content_words(words)))


def content_words(words: str) -> tuple[str, ...]:
    """The folded words of a text whose stems are its `content`."""
    return tuple(word for word in folded(words).split() if word not in _SMALL and _says_something(stem(word)))


def _says_something(its_stem: str) -> bool:
    return its_stem not in _COMMON and not its_stem.isdigit() and len(its_stem) > 1


def terms_of(words: str, lexicon: Lexicon) -> tuple[Term, ...]:
    """What a text says that the lexicon knows: the longest phrases first, each word once, in the order of the text."""
    spoken = [word for word in folded(words).split() if word not in _SMALL]
    stems = [stem(word) for word in spoken]
    found: list[Term] = []
    seen: set[tuple[str, ...]] = set()
    place = 0
    while place < len(stems):
        size = _longest(stems, place, lexicon)
        key = tuple(stems[place : place + max(size, 1)])
        if key not in seen:
            seen.add(key)
            term = (
                Term(" ".join(spoken[place : place + size]), "", lexicon.phrases[key])
                if size
                else _like(spoken[place], stems[place], lexicon)
            )
            found += [term] if term else []
        place += max(size, 1)
    return tuple(found)


def _longest(stems: Sequence[str], place: int, lexicon: Lexicon) -> int:
    for size in range(min(LONGEST_PHRASE, len(stems) - place), 0, -1):
        if tuple(stems[place : place + size]) in lexicon.phrases:
            return size
    return 0


def _like(word: str, its_stem: str, lexicon: Lexicon) -> Term | None:
    """The known word that an unknown one is like, if it is long enough to be one misspelt or a form of it."""
    if len(word) < SHORTEST_LIKE or its_stem in _COMMON or not word.isalpha():
        return None
    near = lexicon.vocabulary.nearest(word)
    if near is None:
        return None
    known, share = near
    weights = lexicon.phrases[(lexicon.spelt[known],)]
    return Term(word, known, tuple((slug, weight * share * LIKE) for slug, weight in weights))
