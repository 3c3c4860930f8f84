"""From people's own words to kinds of help: by example, by property, and measured on everyday requests."""

import random

import pytest
from everyday import HELD, PAIRS, TUNED
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import WrongInput
from matching.lexicon import Lexicon, content, terms_of
from matching.likeness import Vocabulary, folded, is_slip, likeness, stem
from matching.skills import LIKELY, SURE, Learned, Tree, Written, fits, suggest
from timebank.listings.categories import TREE
from timebank.listings.everyday_words import everyday_words

PARENTS = {slug: "" for slug, _ in TREE} | {child: slug for (slug, _), below in TREE.items() for child in below}
NAMES = dict(tuple(TREE)) | {child: name for below in TREE.values() for child, name in below.items()}
KINDS = Tree(PARENTS)
WORDS = Lexicon.of(everyday_words(), NAMES)
SLUGS = sorted(PARENTS)
texts = st.text(max_size=60) | st.sampled_from([text for text, _ in TUNED])


def kind_of(words: str, learned: tuple[tuple[str, str], ...] = ()) -> str:
    found = suggest(words, KINDS, WORDS, Learned.of(learned))
    return found[0].slug if found else ""


def test_every_kind_of_help_a_community_starts_with_has_everyday_words() -> None:
    assert set(everyday_words()) == set(PARENTS)
    for slug, phrases in everyday_words().items():
        assert len(phrases) == len(set(phrases)) >= 5, slug


def test_plain_words_find_their_kind_and_say_why() -> None:
    (best,) = suggest("Cut the hedge", KINDS, WORDS)
    assert (best.slug, best.because[0].words) == ("gardening", "the word “hedge”")
    assert best.likelihood >= SURE


@pytest.mark.parametrize(
    "words",
    ["HEDGES", "hédges", "hedge's", "The hedges, please!", "ｈｅｄｇｅ", "hegde, hedge"],
)
def test_case_accents_plurals_and_signs_make_no_difference(words: str) -> None:
    assert kind_of(words) == "gardening"


@pytest.mark.parametrize(
    ("written", "slug"),
    [("gardning", "gardening"), ("knittng", "knitting"), ("compter trouble", "computer-help"), ("bicylce", "bicycles")],
)
def test_a_slip_of_the_finger_is_understood_and_said_to_be_one(written: str, slug: str) -> None:
    (best, *_) = suggest(written, KINDS, WORDS)
    assert (best.slug, best.because[0].how) == (slug, "like")
    assert " is like “" in best.because[0].words
    assert best.likelihood < SURE  # a guess about a word counts in no match before somebody has looked


def test_a_phrase_means_more_than_its_words() -> None:
    assert kind_of("new phone") == "phone-help"
    assert kind_of("a friendly phone call") == "phone-calls"
    assert kind_of("walk my dog") == "dog-walking"
    assert kind_of("a walk") == "walks"


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    for words in ("", "   ", "!!! 123 ???", "please help me", "xyzzy qwrtp", "могу помочь"):
        assert suggest(words, KINDS, WORDS) == ()


def test_two_kinds_that_are_as_likely_are_both_proposed_and_neither_is_sure() -> None:
    found = suggest("hedge and guitar", KINDS, WORDS)
    assert {one.slug for one in found} == {"gardening", "music-lessons"}
    assert found[0].slug == "gardening"  # by their names: nobody's words decide
    assert all(one.likelihood < LIKELY for one in found)


def test_what_a_community_said_outranks_the_lexicon_for_nearly_the_same_words() -> None:
    learned = (("hedge trimming", "sewing"),)
    for words in ("trim the hedges", "Hedge trimming", "TRIMMED HEDGE, please"):
        (best, *_) = suggest(words, KINDS, WORDS, Learned.of(learned))
        assert (best.slug, best.because[0].words) == ("sewing", "people here said so of words like these")
        assert best.likelihood >= SURE
    assert kind_of("my hedge has a bird's nest", learned) == "gardening"


def test_of_two_things_learned_the_nearer_counts_and_then_the_first() -> None:
    learned = (("silk lamp shade", "arts"), ("lamp shade", "sewing"), ("shade lamp", "baking"))
    assert kind_of("lamp shade", learned) == "sewing"
    assert kind_of("silk lamp shade", learned) == "arts"


def test_a_kind_of_help_of_ones_own_is_found_by_its_name() -> None:
    tree, lexicon = Tree({"bees": "", "garden": ""}), Lexicon.of({"garden": ["hedge"]}, {"bees": "Keeping honeybees"})
    assert [one.slug for one in suggest("honeybee swarm", tree, lexicon)] == ["bees"]


def test_what_is_learned_or_known_of_a_kind_that_is_gone_says_nothing() -> None:
    tree = Tree({"sewing": ""})
    assert suggest("hedge", tree, WORDS, Learned.of([("hedge", "gardening")])) == ()


def test_kinds_are_as_close_as_they_stand_in_the_tree() -> None:
    assert KINDS.closeness("gardening", "gardening") == 100
    assert KINDS.closeness("gardening", "garden") == KINDS.closeness("garden", "gardening") == 60
    assert KINDS.closeness("gardening", "growing-food") == 40
    assert KINDS.closeness("gardening", "baking") == KINDS.closeness("garden", "food") == 0
    assert KINDS.closeness("no-such", "no-such") == 0
    assert KINDS.above("gardening") == ("garden",)


@pytest.mark.parametrize("parents", [{"one": "two", "two": "one"}, {"one": "one"}, {"one": "nowhere"}])
def test_a_tree_that_bites_its_tail_is_refused(parents: dict[str, str]) -> None:
    with pytest.raises(WrongInput):
        Tree(parents)


def test_a_request_finds_an_offer_that_shares_no_word_with_it() -> None:
    offers = [Written(1, "Guitar lessons"), Written(2, "Mowing and weeding"), Written(3, "Tidying up", "gardening")]
    found = fits(Written(9, "Cut the hedge"), offers, KINDS, WORDS)
    assert {fit.number for fit in found} == {2, 3}
    assert found[0].number == 3  # its kind was chosen by a person, so it is certain
    assert all(fit.points == fit.kind_points + fit.words_points for fit in found)
    assert found[1].because[1].words == "the word “mowing”"


def test_things_of_one_number_are_refused_and_nothing_fits_nothing() -> None:
    with pytest.raises(WrongInput):
        fits(Written(9, "Hedge"), [Written(1, "Hedge"), Written(1, "Lawn")], KINDS, WORDS)
    assert fits(Written(9, ""), [Written(1, "")], KINDS, WORDS) == ()
    assert fits(Written(9, "Hedge"), [], KINDS, WORDS) == ()


@given(st.lists(texts, max_size=8), texts, st.randoms(use_true_random=False))
def test_the_order_of_offers_changes_nothing_and_points_are_whole_and_add_up(
    others: list[str], asked: str, chance: random.Random
) -> None:
    offers = [Written(number, words) for number, words in enumerate(others)]
    shuffled = chance.sample(offers, len(offers))
    found = fits(Written(-1, asked), offers, KINDS, WORDS)
    assert found == fits(Written(-1, asked), shuffled, KINDS, WORDS)
    for fit in found:
        assert 30 <= fit.points == fit.kind_points + fit.words_points <= 100


@given(texts)
def test_any_text_is_read_without_trouble_and_likelihoods_stay_within_a_hundred(words: str) -> None:
    found = suggest(words, KINDS, WORDS, most=99)
    assert found == suggest(folded(words), KINDS, WORDS, most=99)
    assert sum(one.likelihood for one in found) <= 100
    assert [one.likelihood for one in found] == sorted((one.likelihood for one in found), reverse=True)
    assert all(one.because for one in found)


@given(st.sampled_from([text for text, _ in TUNED if content(text)]), st.sampled_from(SLUGS))
def test_whatever_a_community_said_about_a_text_is_what_it_means_from_then_on(words: str, slug: str) -> None:
    assert kind_of(words, ((words, slug),)) == slug


@given(st.text(alphabet="abcdefghiklmnoprstuwy", min_size=1, max_size=12))
def test_a_word_and_its_plural_have_one_stem(word: str) -> None:
    if not word.endswith(("s", "x", "h", "z", "y", "e", "i", "u", "ing", "ed")) and len(word) > 3:
        assert stem(word + "s") == stem(word)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(words: str) -> None:
    assert folded(folded(words)) == folded(words)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("gardening", "gardning", True),
        ("gardening", "gradening", True),
        ("gardening", "guardning", True),
        ("gardening", "hardening", False),
        ("group", "grout", False),
        ("cat", "cats", False),
        ("hedge", "hegde", True),
        ("guitar", "guitars", True),
    ],
)
def test_a_slip_is_told_from_another_word(one: str, other: str, is_one: bool) -> None:
    assert is_slip(one, other) == is_slip(other, one) == is_one


def test_words_are_alike_by_their_letters() -> None:
    near, far, nothing = likeness(["garden"], [["gardener"], ["piano"], []])
    assert near > 0.4
    assert far == nothing == 0
    assert Vocabulary.of([]).nearest("garden") is None


def test_the_longest_phrase_takes_its_words() -> None:
    lexicon = Lexicon.of({"one": ["post office"], "two": ["office"], "three": ["post"]})
    assert [term.said for term in terms_of("the post office", lexicon)] == ["post office"]
    assert [term.said for term in terms_of("office post", lexicon)] == ["office", "post"]


def test_of_the_requests_nobody_looked_at_nine_in_ten_are_understood() -> None:
    first = sum(kind_of(text) == slug for text, slug in HELD)
    proposed = sum(slug in [one.slug for one in suggest(text, KINDS, WORDS)] for text, slug in HELD)
    assert first / len(HELD) >= 0.9
    assert proposed / len(HELD) >= 0.97


def test_what_counts_as_sure_is_right_nineteen_times_in_twenty() -> None:
    sure = [
        (best[0].slug, slug)
        for text, slug in HELD
        if (best := suggest(text, KINDS, WORDS)) and best[0].likelihood >= SURE
    ]
    assert len(sure) >= len(HELD) / 2
    assert sum(found == slug for found, slug in sure) / len(sure) >= 0.95


def test_nine_in_ten_requests_find_an_offer_that_shares_no_word_among_three_of_sixty() -> None:
    offers = [Written(number, offer) for number, (_, offer) in enumerate(PAIRS)]
    found = [[fit.number for fit in fits(Written(-1, request), offers, KINDS, WORDS, most=3)] for request, _ in PAIRS]
    assert sum(number in best for number, best in enumerate(found)) / len(PAIRS) >= 0.9


def test_requests_and_offers_of_the_pairs_share_no_word() -> None:
    for request, offer in PAIRS:
        assert not set(content(request)) & set(content(offer)), (request, offer)
