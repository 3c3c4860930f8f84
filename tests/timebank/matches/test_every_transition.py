"""Every step that the tables do not allow is tried through the real actions, by everybody, and refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from guiding import Guiding
from world import World

from timebank.access import ANONYMOUS, OPERATOR, RULES, WORKER, Caller, May, Relation, Role
from timebank.errors import Refused
from timebank.mail.tables import letter
from timebank.matches import actions, apart, approving, next_best, preparing, rules, swapping, taking_part
from timebank.matches.tables import (
    match,
    match_person,
    matching_round,
    round_move,
    suggestion,
    suggestion_move,
    suggestion_person,
)

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)], indirect=True
)


@dataclass(slots=True)
class Stage:
    """One suggestion that can be put into any state, its round, and everybody who might try something."""

    guiding: Guiding
    suggestion_id: str
    round_id: str
    people: dict[str, Caller]

    def put(self, state: str, round_state: str = "solved") -> None:
        """Make it stand like this, with the answers and times that belong to it."""
        app = self.guiding.world.app
        now = app.clock.now()
        yes = {"accepted": ("accepted", "accepted"), "partly_accepted": ("accepted", None)}.get(state, (None, None))
        with app.engine.begin() as connection:
            times = {"offered_at": None, "closes_at": None}
            if state != "draft":
                times = {"offered_at": now, "closes_at": rules.closes_at(now, "Europe/London")}
            its = suggestion.c.id == self.suggestion_id
            connection.execute(sa.update(suggestion).where(its).values(state=state, **times))
            for table in (match_person, match):
                connection.execute(sa.delete(table))
            if state == "accepted":
                _insert_match(connection, self, now)
            for name, answer in zip(("Ann", "Ben"), yes, strict=True):
                row = (suggestion_person.c.suggestion_id == self.suggestion_id,)
                row += (suggestion_person.c.member_id == self.guiding.world.ids[name],)
                told = {"answer": answer, "answered_at": now if answer else None}
                connection.execute(sa.update(suggestion_person).where(*row).values(**told))
            its_round = matching_round.c.id == self.round_id
            connection.execute(sa.update(matching_round).where(its_round).values(state=round_state))

    def state(self) -> tuple[str, str]:
        """How both stand."""
        with self.guiding.world.app.engine.connect() as connection:
            one = connection.execute(sa.select(suggestion.c.state).where(suggestion.c.id == self.suggestion_id))
            other = connection.execute(sa.select(matching_round.c.state).where(matching_round.c.id == self.round_id))
            return str(one.scalar_one()), str(other.scalar_one())

    def attempt(self, who: Caller, action: Callable[..., Any], *args: Any) -> None:
        """Try something as somebody, undoing whatever it did: only whether it went matters here."""
        app = self.guiding.world.app
        with app.work(who) as work:
            action(work, self.guiding.world.key(), *args)
            self.seen = _state_in(work, self)
            raise Undone

    seen: tuple[str, str] = ("", "")


def _insert_match(connection: sa.Connection, stage: Stage, now: datetime) -> None:
    its = {"suggestion_id": stage.suggestion_id, "programme_id": stage.guiding.programme_id}
    connection.execute(sa.insert(match).values(id="the match", state="active", started_at=now, **its))
    for name, role in (("Ann", "mentee"), ("Ben", "mentor")):
        who = {"member_id": stage.guiding.world.ids[name], "role": role}
        connection.execute(sa.insert(match_person).values(match_id="the match", **who))


class Undone(Exception):
    """It went, and is taken back."""


def _state_in(work: Any, stage: Stage) -> tuple[str, str]:
    one = work.value(sa.select(suggestion.c.state).where(suggestion.c.id == stage.suggestion_id))
    return str(one), str(work.value(sa.select(matching_round.c.state).where(matching_round.c.id == stage.round_id)))


@pytest.fixture
def stage(guiding: Guiding) -> Stage:
    world = guiding.world
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    world.app.do(OPERATOR, _grant, world, "Ann")
    round_id = guiding.run()
    (draft,) = guiding.drafts()
    return Stage(
        guiding,
        draft.suggestion_id,
        round_id,
        {
            "one of them, who coordinates too": world.member("Ann"),
            "one of them": world.member("Ben"),
            "another member": world.member("Mo"),
            "a coordinator": guiding.cora,
            "a second decider": world.holder("Dan", Role.SECOND_DECIDER),
            "an administrator": world.holder("Ada", Role.ADMINISTRATOR),
            "the safeguarding lead": world.holder("Lea", Role.SAFEGUARDING_LEAD),
            "the worker": WORKER,
            "the operator": OPERATOR,
            "nobody": ANONYMOUS,
        },
    )


def _grant(work: Any, world: World, name: str) -> str:
    from timebank.members.actions import grant

    return str(grant(work, world.key(), world.ids[name], Role.COORDINATOR))


def tries(stage: Stage) -> Iterator[tuple[Callable[..., Any], tuple[Any, ...]]]:
    """Every action that moves suggestions and rounds, on this one."""
    one, programme_id = stage.suggestion_id, stage.guiding.programme_id
    ids = stage.guiding.world.ids
    yield actions.approve, (one,)
    yield approving.approve_many, ([one],)
    yield actions.discard, (one, "no")
    yield actions.answer, (one, True)
    yield actions.answer, (one, False)
    yield actions.undo, (one,)
    yield actions.remind_or_expire, (one,)
    yield swapping.swap, (one, one, ids["Ann"], ids["Ben"])
    yield next_best.next_best, (one, "mark")
    yield apart.say_pair, (programme_id, ids["Ann"], ids["Ben"], "forbidden")
    yield taking_part.pause, (programme_id,)
    yield preparing.solve_round, (stage.round_id,)
    yield preparing.finish_review, (stage.round_id,)
    yield preparing.discard_round, (stage.round_id, "no")
    yield actions.run_round, (programme_id,)


def outcomes(stage: Stage) -> Iterator[tuple[str, tuple[str, str]]]:
    """Who got it to stand how, trying everything from here; of a newer round it is said, for that is about a whole programme."""
    for action, args in tries(stage):
        for name, who in stage.people.items():
            try:
                stage.attempt(who, action, *args)
            except Refused:
                continue
            except Undone:
                yield (name + BY_A_ROUND if action in RUNS else name), stage.seen


def test_no_suggestion_ever_takes_a_step_that_is_not_in_the_table(stage: Stage) -> None:
    taken = set()
    for before in rules.STATES:
        stage.put(before)
        reached = {(name, after) for name, (after, _) in outcomes(stage) if after != before}
        assert stage.state() == (before, "solved")
        assert {after for _, after in reached} <= {after for one, after in rules.MOVES if one == before}, before
        for name, after in reached:
            if name.endswith(BY_A_ROUND):
                assert name.removesuffix(BY_A_ROUND) in RUN_ROUNDS, (before, after, name)
                continue
            keeps_apart = after == "superseded" and may(May.REVIEW_SUGGESTION, name)
            assert keeps_apart or may(rules.MOVES[before, after], name), (before, after, name)
        taken |= {(before, after) for _, after in reached}
    # The harness itself: an action that does nothing, or a step too many in the table, would show here.
    by_time = {("offered", "expired"), ("partly_accepted", "expired"), ("partly_accepted", "partly_accepted")}
    assert set(rules.MOVES) - taken == by_time


def test_no_round_ever_takes_a_step_that_is_not_in_the_table(stage: Stage) -> None:
    for before in rules.ROUND_STATES:
        stage.put("draft", before)
        reached = {(name, after) for name, (_, after) in outcomes(stage) if after != before}
        steps = reachable(before)
        assert {after for _, after in reached} <= steps, before
        for name, after in reached:
            assert name not in MEMBERS, (before, name)
            if name == "one of them, who coordinates too":  # runs rounds, and decides on none that they are in
                assert after in ("solved", "reviewed") or before == "draft", (before, after)
    stage.put("accepted", "published")
    assert {after for _, (_, after) in outcomes(stage)} == {"published"}


def reachable(before: str) -> set[str]:
    """Where a round can be after one action: a decision may take two steps, reviewed and published."""
    first = {after for one, after in rules.ROUND_MOVES if one == before}
    return first | {after for one, after in rules.ROUND_MOVES if one == "reviewed" and "reviewed" in first}


BY_A_ROUND = ", by a round"
RUN_ROUNDS = ("one of them, who coordinates too", "a coordinator", "the worker", "the operator")
RUNS = (actions.run_round, preparing.solve_round)
MEMBERS = ("one of them", "another member", "an administrator", "the safeguarding lead", "nobody")
RELATIONS = {
    "one of them, who coordinates too": {Relation.SELF, Relation.COUNTERPARTY, Relation.CONFLICT},
    "one of them": {Relation.SELF, Relation.COUNTERPARTY},
    "another member": {Relation.OTHER},
    "a coordinator": {Relation.OWN_AREA},
    "a second decider": {Relation.SECOND_DECIDER, Relation.OTHER},
    "an administrator": {Relation.ADMIN, Relation.OTHER},
    "the safeguarding lead": {Relation.SAFEGUARDING_LEAD, Relation.OTHER},
    "the worker": {Relation.WORKER},
    "the operator": {Relation.OWN_AREA, Relation.ADMIN, Relation.WORKER},
    "nobody": {Relation.ANONYMOUS},
}


def may(what: May, name: str) -> bool:
    """Whether the rules let somebody do what a step asks for."""
    return not RULES[what].isdisjoint(RELATIONS[name])


def test_nobody_is_told_of_a_draft_whatever_is_done_with_it(stage: Stage) -> None:
    """Only approving tells its people anything: after everything else that goes through no letter names them."""
    app, ids = stage.guiding.world.app, stage.guiding.world.ids
    stage.put("draft")
    for action, args in tries(stage):
        if action in (actions.approve, approving.approve_many):
            continue
        for who in stage.people.values():
            with app.engine.connect() as connection:
                before = connection.execute(_letters(ids)).scalar_one()
            try:
                with app.work(who) as work:
                    action(work, stage.guiding.world.key(), *args)
                    assert work.value(_letters(ids)) == before, action
                    raise Undone
            except (Refused, Undone):
                continue


def _letters(ids: dict[str, str]) -> "sa.Select[tuple[int]]":
    to_them = letter.c.member_id.in_([ids["Ann"], ids["Ben"]])
    return sa.select(sa.func.count()).select_from(letter).where(to_them, letter.c.kind.like("suggestion%"))


def test_each_step_is_kept_with_who_when_and_why(stage: Stage) -> None:
    world, app = stage.guiding.world, stage.guiding.world.app
    app.do(stage.guiding.cora, actions.approve, world.key(), stage.suggestion_id)
    for name in ("Ann", "Ben"):
        stage.guiding.say(world.member(name), stage.suggestion_id)
    with app.engine.connect() as connection:
        steps = connection.execute(sa.select(suggestion_move)).all()
        of_round = connection.execute(sa.select(round_move)).all()
    assert {(one.from_state, one.to_state) for one in steps} == {
        ("draft", "offered"),
        ("offered", "partly_accepted"),
        ("partly_accepted", "accepted"),
    }
    assert all(one.moved_by_id and one.moved_at for one in (*steps, *of_round))
