"""Two people of two drafts change places: looked at first, with reasons and points, and done under every rule."""

from dataclasses import replace

from matching import Pool, Proposal, solve
from matching.why_not import KEPT_APART, why_not
from timebank.access import May
from timebank.errors import AlreadyDecided, InvalidInput
from timebank.history.actions import note
from timebank.matches.as_of_now import Now, as_of_now
from timebank.matches.cards import ProposedCard, SwapCard
from timebank.matches.keeping import keep_suggestions
from timebank.matches.moves import Case, load, locked, move
from timebank.matches.redoing import Group, drafts_now, groups_in, proposed_card
from timebank.matches.review_reads import one_review
from timebank.matches.round_moves import open_again
from timebank.work import Look, Work

SWAPPED = "two changed places"
PAIRS_ONLY = "Only people of two different pairs of one round, in the same role, can change places."
THERE_ALREADY = "{names} are suggested to each other already."
CANNOT = "{names} cannot be put forward together: {because}."


def try_swap(look: Look, first_id: str, second_id: str, one_id: str, other_id: str) -> SwapCard:
    """What two drafts would be if `one_id` of the first and `other_id` of the second changed places; kept by nobody.

    Raises NotFound, InvalidInput, AlreadyDecided.
    """
    first, second = _both(look, first_id, second_id)
    now = as_of_now(look, first.programme_id)
    pairs = _swapped(first, second, one_id, other_id)
    after, refused = _after(look, now, first.round_id, pairs)
    return SwapCard(
        tuple(_as_it_is(look, one) for one in (first_id, second_id)),
        tuple(proposed_card(now, one) for one in after),
        refused,
    )


def swap(work: Work, key: str, first_id: str, second_id: str, one_id: str, other_id: str) -> str:
    """Let two people of two drafts change places: two new drafts, and the old ones are set aside; nobody is told.

    Answers the id of the round. Raises NotFound, AlreadyDecided, and InvalidInput with why two cannot meet.
    """
    _both(work, first_id, second_id, may_be_decided=True)

    def do() -> str:
        for one in sorted((first_id, second_id)):  # in one order for all, so that two cannot wait for each other
            locked(work, one)
        first, second = _both(work, first_id, second_id)
        now = as_of_now(work, first.programme_id)
        after, refused = _after(work, now, first.round_id, _swapped(first, second, one_id, other_id))
        if refused:
            raise InvalidInput(" ".join(refused))
        for case in (first, second):
            move(work, case, "superseded", May.RUN_MATCHING, SWAPPED)
        found = Proposal(tuple(link for one in after for link in one.links), (), (), len(after), 0, 0, {})
        keep_suggestions(work, first.programme_id, first.round_id, now.gathered, found)
        note(work, "swap_suggestions", "round", first.round_id)
        open_again(work, first.round_id, SWAPPED)
        return first.round_id

    content = {"first": first_id, "second": second_id, "one": one_id, "other": other_id}
    return work.once(key, "swap", content, do)


def _both(look: Look, first_id: str, second_id: str, *, may_be_decided: bool = False) -> tuple[Case, Case]:
    """Two drafts that a coordinator who is in neither may change."""
    first, second = load(look, first_id), load(look, second_id)
    for case in (first, second):
        look.require(May.RUN_MATCHING, case.judged())
        if case.state != "draft" and not may_be_decided:
            raise AlreadyDecided
    return first, second


def _swapped(first: Case, second: Case, one_id: str, other_id: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two pairs of members there would be."""
    is_possible = (
        first.round_id == second.round_id
        and first.kind == second.kind == "pair"
        and first.people.isdisjoint(second.people)
        and first.side(one_id).role == second.side(other_id).role
    )
    if not is_possible:
        raise InvalidInput(PAIRS_ONLY)
    (stays,), (stays_too,) = first.others(one_id), second.others(other_id)
    return (stays.member_id, other_id), (stays_too.member_id, one_id)


def _after(
    look: Look, now: Now, round_id: str, pairs: tuple[tuple[str, str], tuple[str, str]]
) -> tuple[list[Group], tuple[str, ...]]:
    """The groups that can be, and in a sentence why not for the others."""
    there = {one.people for one in drafts_now(look, now, round_id)}
    found, refused = [], []
    for pair in pairs:
        one, other = (now.number(member_id) for member_id in pair)
        said = {"names": f"{now.names[one]} and {now.names[other]}"}
        if frozenset((one, other)) in there:
            refused.append(THERE_ALREADY.format(**said))
            continue
        alone = _alone(now, one, other)
        groups = groups_in(solve(alone))
        found += groups
        if not groups:
            told = why_not(alone, one, other)
            assert told.code == KEPT_APART  # two who may meet and have room are a pair
            refused.append(CANNOT.format(**said, because=" and ".join(words for _, words in told.obstacles)))
    return found, tuple(refused)


def _alone(now: Now, one: int, other: int) -> Pool:
    """Two people and what binds them, in the programme as it weighs for all."""
    pool = now.gathered.pool
    both = frozenset((one, other))
    bonds = tuple(bond for bond in pool.bonds if {bond.first, bond.second} == both and bond.kind != "pinned")
    return replace(pool, people=tuple(pool.people[number] for number in sorted(both)), bonds=bonds)


def _as_it_is(look: Look, suggestion_id: str) -> ProposedCard:
    card = one_review(look, suggestion_id)
    return ProposedCard(tuple(who.name for who in card.people), int(card.points), card.reasons)
