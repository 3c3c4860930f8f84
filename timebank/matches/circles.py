"""A circle of help in words: who would help whom with what, for each of its people, from what may be shown now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from matching import SuggestedCircle
from matching.exchange import what_is_asked
from matching.people import plain
from matching.phrases import going_on, kind_of_help
from matching.told import CLOSING
from timebank.ledger.rules import say_minutes
from timebank.matches.cards import HelpingCard
from timebank.matches.pool import Gathered, Sentence
from timebank.matches.reasons import Shown, read_sentences
from timebank.matches.tables import suggestion_person
from timebank.work import Look

ALL_AROUND = "Each of you would help for about {time}, and be helped for about {time}."
ONE_WAY = "Each would help for about {time}, so that the hours of all of you even out."


def circle_sentences(gathered: Gathered, circle: SuggestedCircle) -> list[Sentence]:
    """What is kept for every person of a circle, the same for each: who would help whom, in order, and with what.

    What with is only kept where the helper lets their offers be shown, and whoever is helped their requests.
    """
    programme, people = gathered.pool.programme, gathered.pool.people
    asked = what_is_asked(programme)
    found = [Sentence(f"You all joined {programme.title or programme.name}.")]
    for link in circle.links:
        helped, helper = people[link.first], people[link.second]
        empty = Sentence(
            "",
            helper_id=gathered.member_ids[link.second],
            helped_id=gathered.member_ids[link.first],
            minutes=circle.minutes,
        )
        offered = helper.plain_values(asked.second)
        common = sorted({one for one in helped.values(asked.first) if plain(one) in offered})
        if asked.second in helper.shown and asked.first in helped.shown:
            kinds = (kind_of_help(programme, asked.first, one).removeprefix("help with ") for one in common)
            words = ", ".join(dict.fromkeys(kinds))
            found.append(replace(empty, words=words, mine=(asked.second,), theirs=(asked.first,)))
        else:
            found.append(empty)
    return [*found, Sentence(CLOSING)]


def in_words(kept: Sequence[Sentence], names: Mapping[str, str], reader: str) -> tuple[str, ...]:
    """Sentences as one person reads them: of three people with whom, and all the help around a circle told in one.

    A circle begins with the help that its reader would give. `names` may hold the reader's own.
    """
    around = [one for one in kept if one.helper_id]
    if not around:
        is_pair = len(names.keys() - {reader}) < 2
        return tuple(one.words if is_pair or not one.other_id else _with(one, names) for one in kept)

    def name(member_id: str) -> str:
        return "you" if member_id == reader else names.get(member_id, "somebody")

    opening, closing = kept[: kept.index(around[0])], kept[kept.index(around[-1]) + 1 :]
    is_closed = around[0].helper_id == around[-1].helped_id
    turn = next((place for place, one in enumerate(around) if is_closed and one.helper_id == reader), 0)
    around = around[turn:] + around[:turn]
    steps = [
        f"{name(one.helper_id)} would help {name(one.helped_id)}{f' with {one.words}' if one.words else ''}"
        for one in around
    ]
    told = f"{'; '.join(steps)}."
    time = (ALL_AROUND if is_closed else ONE_WAY).format(time=say_minutes(around[0].minutes))
    told = f"You{told.removeprefix('you')}" if around[0].helper_id == reader else told
    return (*(one.words for one in opening), told, time, *(one.words for one in closing))


def _with(one: Sentence, names: Mapping[str, str]) -> str:
    """A sentence of three people, with whom it is about."""
    return f"With {names[one.other_id]}: {going_on(one.words)}" if one.other_id in names else one.words


def links_kept(look: Look, suggestion_id: str) -> list[tuple[str, str]]:
    """Who would help whom in a suggested circle, in order, by member id. Asked by reads that asked for permission."""
    rows = look.rows(
        sa.select(suggestion_person.c.why)
        .where(suggestion_person.c.suggestion_id == suggestion_id)
        .order_by(suggestion_person.c.member_id)
        .limit(1)
    )
    return [one for row in rows for one in links_in(row.why)]


def links_in(why: str) -> list[tuple[str, str]]:
    """Who would help whom, by member id, from the kept sentences of anybody in a circle."""
    return [(one.helper_id, one.helped_id) for one in read_sentences(why, {}, "") if one.helper_id]


def around(links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The people of a circle, each before whom they would help; from the lowest id, or whoever nobody would help.

    >>> around([("b", "a"), ("c", "b"), ("a", "c")]), around([("b", "a"), ("c", "b")])
    (('a', 'c', 'b'), ('c', 'b', 'a'))
    """
    following = dict(links)
    order = [min(set(following) - set(following.values()) or following)]
    while (one := following.get(order[-1])) is not None and one != order[0]:
        order.append(one)
    return tuple(order)


def helpings(people: Iterable[sa.Row[Any]], shown: Shown) -> tuple[HelpingCard, ...]:
    """The steps around a circle, from the rows of its people; every row holds all of them."""
    rows = list(people)
    names = {row.member_id: row.name for row in rows}
    kept = read_sentences(rows[0].why, shown, rows[0].member_id) if rows else ()
    return tuple(
        HelpingCard(one.helper_id, names[one.helper_id], one.helped_id, names[one.helped_id], one.minutes, one.words)
        for one in kept
        if one.helper_id
    )
