"""How alike two words are: folded, cut to their stems, compared by their runs of three to five letters."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log, sqrt

SHORTEST, LONGEST = 3, 5  # letters of a run
ALIKE = 0.66
SHARES_A_RUN = 0.24  # below it two words are not looked at closely
LONGEST_TEXT = 2000  # letters that are read of a text
LONGEST_WORD = 40
_VOWELS = frozenset("aeiouy")
_HISSING = ("ches", "shes", "sses", "xes", "zes")
_OTHER = re.compile(r"[^a-z0-9]+")
_JOINED = frozenset("'’ʼ\u200c\u200d\u00ad")


def folded(text: str) -> str:
    """Words without letter case or accents, of letters and figures alone, single spaces between.

    >>> folded("Émile's CAFÉ, 2nd floor")
    'emiles cafe 2nd floor'
    """
    lower = text[:LONGEST_TEXT].casefold()
    if lower.isascii():  # the same, only faster
        return _OTHER.sub(" ", lower.replace("'", "")).strip()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lower).casefold())  # letters like ℋ turn to H
    kept = (sign for sign in plain if not unicodedata.combining(sign) and sign not in _JOINED)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())


def stem(word: str) -> str:
    """A folded word without the endings of plurals and of verbs, so that its forms are one; no dictionary is asked.

    After the first steps of Porter, "An algorithm for suffix stripping" (1980); the many later ones are left out.

    >>> [stem(word) for word in ("hedges", "berries", "baking", "bakes", "knitted", "walking", "caring", "car", "bus")]
    ['hedg', 'berry', 'bake', 'bake', 'knit', 'walk', 'care', 'car', 'bus']
    """
    word = _without_plural(word)
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWELS & set(rest):
            return _as_before(rest)
    if word.endswith("e") and len(word) > 3 and (_beats(word[:-1]) > 1 or not _is_short(word[:-1])):
        return word[:-1]
    return word


def _without_plural(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_HISSING) else word[:-1]


def _as_before(rest: str) -> str:
    """What stood before -ing or -ed: knitt was knit, bak was bake, decorat stays (its e is cut too)."""
    if rest[-1] == rest[-2] and rest[-1] not in "lsz":
        return rest[:-1]
    return rest + "e" if _beats(rest) == 1 and _is_short(rest) else rest


def _beats(word: str) -> int:
    """How often a consonant follows a vowel: Porter's measure of a word's length."""
    return sum(one in _VOWELS and other not in _VOWELS for one, other in pairwise(word))


def _is_short(word: str) -> bool:
    """Whether a word ends in consonant, vowel, consonant, the last not w, x or y."""
    if len(word) < 3:
        return False
    first, middle, last = (sign in _VOWELS for sign in word[-3:])
    return not first and middle and not last and word[-1] not in "wx"


def runs(word: str) -> Counter[str]:
    """All runs of three to five signs of a word with its two ends marked."""
    marked = f"<{word[:LONGEST_WORD]}>"
    sizes = range(SHORTEST, LONGEST + 1)
    return Counter(marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1))


def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a slip or two: a letter left out, put in, exchanged, or two swapped.

    One slip in words of five letters or more, two from nine; never the first letter (it is seldom mistyped), and no
    letter exchanged in words below seven (group and grout are two words).

    >>> [is_slip("gardning", "gardening"), is_slip("hegde", "hedge"), is_slip("group", "grout")]
    [True, True, False]
    """
    shorter = min(len(one), len(other))
    allowed = 2 if shorter >= 9 else 1 if shorter >= 5 else 0
    if not allowed or one[0] != other[0] or abs(len(one) - len(other)) > allowed:
        return False
    if len(one) == len(other) < 7 and sorted(one) != sorted(other):
        return False
    return _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    """The optimal string alignment distance: edits, and swaps of two neighbours, each letter touched once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if before_last and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to be compared with, by their runs of letters; each run counts for more the rarer it is (TF-IDF).

    The measure is the cosine of two words' weighted runs, after Salton and Buckley, "Term-weighting approaches in
    automatic text retrieval" (1988), with letters in the place of terms.

    >>> words = Vocabulary.of(["gardening", "knitting", "guitar"])
    >>> words.nearest("gardning")[0]
    'gardening'
    >>> words.nearest("helicopter")
    """

    words: tuple[str, ...]
    rarity: dict[str, float]
    places: dict[str, tuple[tuple[int, float], ...]]  # run -> word and its share in that word's length

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """A vocabulary of distinct folded words, in any order."""
        known = tuple(sorted(set(words)))
        counted = [runs(word) for word in known]
        spread = Counter(run for one in counted for run in one)
        rarity = {run: log(1 + len(known) / times) for run, times in spread.items()}
        places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(counted):
            for run, share in _weighed(one, rarity, len(known)).items():
                places[run].append((place, share))
        return cls(known, rarity, {run: tuple(found) for run, found in places.items()})

    def nearest(self, word: str) -> tuple[str, float] | None:
        """The word most like a folded one, and how alike (0 to 1): by its runs, or by a slip of the finger."""
        alike: dict[int, float] = defaultdict(float)
        for run, share in _weighed(runs(word), self.rarity, len(self.words)).items():
            for place, its_share in self.places.get(run, ()):
                alike[place] += share * its_share
        near = sorted((-share, self.words[place]) for place, share in alike.items() if share >= SHARES_A_RUN)
        for share, known in near[:8]:
            if is_slip(word, known):
                return known, max(-share, 0.9)
        if near and -near[0][0] >= ALIKE:
            return near[0][1], -near[0][0]
        return None


def _weighed(counted: Counter[str], rarity: dict[str, float], size: int) -> dict[str, float]:
    """Runs weighed by their rarity among `size` texts, scaled to length 1; a run nobody knows is as rare as can be."""
    rarest = log(1 + size)
    weights = {run: times * rarity.get(run, rarest) for run, times in counted.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {run: weight / length for run, weight in weights.items()}


def counted_runs(words: Iterable[str]) -> Counter[str]:
    """How often each run of letters comes in some words; see `likeness`."""
    return Counter(run for word in words for run in runs(word))


def likeness(one: Sequence[str], others: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """How alike one text's words and those of each of the others are, 0 to 1, by all their runs of letters.

    >>> likeness(["garden"], [["gardener"], ["piano"], []])[0] > 0.4
    True
    """
    return alike(counted_runs(one), [counted_runs(words) for words in others])


def alike(one: Counter[str], others: Sequence[Counter[str]]) -> tuple[float, ...]:
    """The same as `likeness`, of texts whose runs were counted before."""
    texts = [one, *others]
    spread = Counter(chain.from_iterable(texts))
    rarity = {run: log(1 + len(texts) / times) for run, times in spread.items()}
    first = _weighed(one, rarity, len(texts))
    return tuple(_along(first, text, rarity) for text in others)


def _along(first: dict[str, float], text: Counter[str], rarity: dict[str, float]) -> float:
    """How far a text goes along with the first, whose runs are weighed and scaled."""
    weights = {run: times * rarity[run] for run, times in text.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return sum(weight / length * first[run] for run, weight in weights.items() if run in first)
