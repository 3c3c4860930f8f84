"""How well and how fast people's own words are read, against shared words and plain runs of letters, in one run."""

import statistics
import time
from collections.abc import Callable, Sequence

from everyday import HELD, PAIRS, TUNED, is_held

from matching.lexicon import Lexicon, content
from matching.likeness import likeness
from matching.skills import SURE, Tree, Written, fits, suggest
from timebank.listings.categories import TREE
from timebank.listings.everyday_words import everyday_words

PARENTS = {slug: "" for slug, _ in TREE} | {child: slug for (slug, _), below in TREE.items() for child in below}
NAMES = dict(tuple(TREE)) | {child: name for below in TREE.values() for child, name in below.items()}
KINDS, WORDS = Tree(PARENTS), Lexicon.of(everyday_words(), NAMES)
SLUGS = sorted(NAMES)
NAME_WORDS = [content(NAMES[slug]) for slug in SLUGS]
OFFERS = [offer for _, offer in PAIRS]
Ranking = Callable[[str], Sequence[object]]


def by_shared_word(text: str, others: Sequence[Sequence[str]]) -> list[int]:
    """Places of those that share a word, most words first."""
    mine = set(content(text))
    shared = [len(mine & set(other)) for other in others]
    return sorted((place for place, count in enumerate(shared) if count), key=lambda place: -shared[place])


def by_letters(text: str, others: Sequence[Sequence[str]]) -> list[int]:
    """Places of those that share runs of letters, the most alike first."""
    alike = likeness(content(text), others)
    return sorted((place for place, share in enumerate(alike) if share > 0), key=lambda place: -alike[place])


def told(name: str, ranking: Ranking, cases: Sequence[tuple[str, object]]) -> str:
    """How often the right one stands first, and among three."""
    ranked = [(list(ranking(text)[:3]), right) for text, right in cases]
    first = sum(found[:1] == [right] for found, right in ranked) / len(cases)
    three = sum(right in found for found, right in ranked) / len(cases)
    return f"{name:>16}: first {first:6.1%}, among three {three:6.1%}"


def test_kinds_of_help_are_read_from_requests() -> None:
    ways: dict[str, Ranking] = {
        "shared word": lambda text: [SLUGS[place] for place in by_shared_word(text, NAME_WORDS)],
        "runs of letters": lambda text: [SLUGS[place] for place in by_letters(text, NAME_WORDS)],
        "everyday words": lambda text: [one.slug for one in suggest(text, KINDS, WORDS)],
    }
    for half, cases in (("tuned", TUNED), ("held back", HELD)):
        print(f"\n{len(cases)} requests ({half}), {len(SLUGS)} kinds of help")
        for name, way in ways.items():
            print(told(name, way, cases))
    sure = [
        (best[0].slug, slug)
        for text, slug in HELD
        if (best := suggest(text, KINDS, WORDS)) and best[0].likelihood >= SURE
    ]
    right = sum(found == slug for found, slug in sure)
    print(f"sure of {len(sure)} of {len(HELD)} held back, {right} of them rightly")


def test_requests_find_offers_that_share_no_word() -> None:
    others = [content(offer) for offer in OFFERS]
    written = [Written(place, offer) for place, offer in enumerate(OFFERS)]
    ways: dict[str, Ranking] = {
        "shared word": lambda text: by_shared_word(text, others),
        "runs of letters": lambda text: by_letters(text, others),
        "everyday words": lambda text: [fit.number for fit in fits(Written(-1, text), written, KINDS, WORDS)],
    }
    for half, is_it in (("tuned", False), ("held back", True)):
        cases = [(request, place) for place, (request, _) in enumerate(PAIRS) if is_held(request) is is_it]
        print(f"\n{len(cases)} requests ({half}) among {len(OFFERS)} offers, no word shared")
        for name, way in ways.items():
            print(told(name, way, cases))


def milliseconds(do: Callable[[], object], times: int = 7) -> float:
    """The median of several times."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def test_what_reading_costs() -> None:
    requests = [text for text, _ in (*TUNED, *HELD)]
    written = [Written(place, OFFERS[place % len(OFFERS)]) for place in range(200)]
    made = milliseconds(lambda: Lexicon.of(everyday_words(), NAMES).vocabulary)
    read = milliseconds(lambda: [suggest(text, KINDS, WORDS) for text in requests]) / len(requests)
    plain = milliseconds(lambda: [by_letters(text, NAME_WORDS) for text in requests]) / len(requests)
    ranked = milliseconds(lambda: fits(Written(-1, "Cut the hedge"), written, KINDS, WORDS))
    print(f"\nlexicon of {len(WORDS.phrases):,} words and phrases: {made:.0f} ms, once")
    print(f"a request read: {read:.2f} ms ({plain / read:.0f} times faster than plain runs of letters)")
    print(f"200 offers ranked for a request: {ranked:.0f} ms")
