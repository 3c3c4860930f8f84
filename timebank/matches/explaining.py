"""Why these two and why not those, asked of everybody as they are now; nobody asks about their own matches."""

from matching.exchange import arcs_pool
from matching.why_not import say_remedy, why_not
from matching.why_pair import WhyPair, why_pairs
from timebank.access import May
from timebank.errors import InvalidInput
from timebank.matches.as_of_now import Now, as_of_now, require_no_part
from timebank.matches.circles import links_kept
from timebank.matches.comparing import card_of_now
from timebank.matches.explaining_cards import Choices, LinkWhy, NoPoints, RuleLine, WhyNotCard
from timebank.matches.moves import load, require_judge
from timebank.matches.reasons import answers_read
from timebank.work import Look


def choices(look: Look, programme_id: str) -> Choices:
    """Whom and what a coordinator may ask about in a programme. Raises NotFound."""
    now = as_of_now(look, programme_id)
    labels = {role.name: role.label for role in now.definition.roles}
    several = len(labels) > 1
    people = {
        member_id: f"{now.names[number]} ({labels[one.role]})" if several else now.names[number]
        for number, (member_id, one) in enumerate(zip(now.gathered.member_ids, now.gathered.pool.people, strict=True))
        if member_id != look.actor.member_id
    }
    return Choices(
        dict(sorted(people.items(), key=lambda item: (item[1].casefold(), item[0]))),
        {member_id: now.person(member_id).role for member_id in people},
        {one.code: (one.label, one.strength) for one in now.gathered.pool.programme.criteria},
        not several,
        now.is_help,
    )


def why_suggested(look: Look, suggestion_id: str) -> tuple[LinkWhy, ...]:
    """How each pair of a suggestion stands as things are now; a pair that may not meet now is left out.

    For those who decide on it and may run rounds, and only while nobody has been asked. Raises NotFound.
    """
    case = load(look, suggestion_id)
    require_judge(look, May.REVIEW_SUGGESTION, case)
    now = as_of_now(look, case.programme_id)
    if case.state != "draft":
        return ()
    if now.is_help:
        return _of_circle(look, now, suggestion_id)
    ids = {number for number, who in enumerate(now.gathered.member_ids) if who in case.people}
    people = {number: now.gathered.pool.people[number] for number in ids}
    roles = now.gathered.pool.programme.roles
    pairs = [
        (one, other)
        for one in sorted(people)
        for other in sorted(people)
        if one != other
        and (people[one].role, people[other].role) == (roles[0], roles[-1])
        and (len(roles) == 2 or one < other)
    ]
    return tuple(_link(now, why) for why in why_pairs(now.gathered.pool, pairs).values())


def _of_circle(look: Look, now: Now, suggestion_id: str) -> tuple[LinkWhy, ...]:
    """How each way of helping around a circle stands, in order; who is helped is `first`, who helps is `second`."""
    number = {member_id: place for place, member_id in enumerate(now.gathered.member_ids)}
    around = [
        (number[helped], number[helper])
        for helper, helped in links_kept(look, suggestion_id)
        if helper in number and helped in number
    ]
    why = why_pairs(arcs_pool(now.gathered.pool), around)
    return tuple(_link(now, why[link]) for link in around if link in why)


def _link(now: Now, why: WhyPair) -> LinkWhy:
    first, second = now.names[why.first], now.names[why.second]
    no_points = []
    for one in why.criteria:
        if one.points:
            continue
        answers = one.first_answer, one.second_answer
        if not _may_be_shown(now, why, one.code):
            answers = ("", "")
        no_points.append(NoPoints(one.label, *answers, tuple(now.names[number] for number in one.blank)))
    return LinkWhy(
        first,
        second,
        tuple(rank.say(name) for rank, name in zip(why.ranks, (first, second), strict=True)),
        tuple(RuleLine(rule.because, tuple(now.names[number] for number in rule.blank)) for rule in why.rules),
        tuple(no_points),
    )


def _may_be_shown(now: Now, why: WhyPair, code: str) -> bool:
    """Whether both let every answer be shown that a criterion reads."""
    people, programme_now = now.gathered.pool.people, now.gathered.pool.programme
    return all(
        set(answers_read(programme_now, code, place, people[number])) <= people[number].shown
        for place, number in enumerate((why.first, why.second))
    )


def why_not_these(look: Look, programme_id: str, one_id: str, other_id: str) -> WhyNotCard:
    """Why two members are not suggested to each other, or in circles why one does not help the other, as of today.

    What binds two people has one sentence, whatever it is. Nobody asks about themself. Raises NotFound, and
    InvalidInput for two who cannot be matched with each other in this programme at all.
    """
    require_no_part(look, one_id, other_id)
    now = as_of_now(look, programme_id)
    pool = now.gathered.pool
    one, other = now.person(one_id), now.person(other_id)
    roles = pool.programme.roles
    if one is other or {one.role, other.role} != set(roles):
        raise InvalidInput("Please choose two people whom this programme could bring together.")
    told = why_not(pool, one.number, other.number)
    compared = told.comparison
    return WhyNotCard(
        now.names[told.first],
        now.names[told.second],
        told.code,
        tuple(words for _, words in told.obstacles),
        tuple(
            dict.fromkeys(
                say_remedy(pool, changes, now.names, now.zone, now.gathered.reference) for changes in told.remedies
            )
        ),
        card_of_now(now, compared, look.actor.member_id) if compared else None,
    )
