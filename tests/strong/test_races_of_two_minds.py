"""Two people at the same moment, of two minds: putting right, second words, gifts, sessions. One of them is first."""

from collections import Counter

import pytest
import sqlalchemy as sa
from ledger_world import Ledger
from strong import sizes
from strong.careless import correct_carelessly, decide_carelessly, give_word_carelessly, session_carelessly
from strong.crew import a_day
from strong.races import Ending, Step, carefully, newcomers, pending, proved, race, wrong_rounds
from world import World

from timebank.access import OPERATOR
from timebank.ledger import actions, corrections, decisions, groups, limits
from timebank.ledger.tables import decision, entry

FLOOR_MINUTES = -60


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    for name in ("Ann", "Ben", "Cat"):
        ledger.person(name)
    for name in ("Cora", "Cleo", "Clara"):
        world.coordinator(name)
    return ledger


def posted(ledger: Ledger, rounds: int) -> list[str]:
    """Hours of Ann and Ben that count, one for each round."""
    return [ledger.confirm("Ben", one, f"{one}:confirm") for one in pending(ledger, rounds)]


def waiting_words(ledger: Ledger, rounds: int) -> list[str]:
    """Corrections to half an hour that Cora asked for and a second person is asked about, one for each round."""
    ledger.choose(correction_limit_minutes="15")
    cora, do = ledger.person("Cora"), ledger.world.app.do
    return [do(cora, corrections.correct, f"{one}:ask", one, 30, "it rained") for one in posted(ledger, rounds)]


def test_the_race_finds_hours_put_right_twice(ledger: Ledger, database_url: str) -> None:
    hours = posted(ledger, sizes.CARELESS_RACE_ROUNDS)
    rounds = [tuple(Step(correct_carelessly, OPERATOR, (one, minutes)) for minutes in (30, 31)) for one in hours]
    assert wrong_rounds(race(database_url, rounds), "AlreadyDecided")


def test_hours_put_right_by_two_coordinators_at_once_are_put_right_once(ledger: Ledger, database_url: str) -> None:
    hours = posted(ledger, sizes.RACE_ROUNDS)
    rounds = [
        tuple(
            Step(carefully, ledger.person(name), (corrections.correct, f"{one}:{name}", one, minutes, "it rained"))
            for name, minutes in (("Cora", 30), ("Cleo", 31))
        )
        for one in hours
    ]
    endings = race(database_url, rounds)
    assert wrong_rounds(endings, "AlreadyPutRight") == []
    assert ledger.balance("Ann") == sum(30 if first.kind == "done" else 31 for first, _ in endings)
    with ledger.world.app.engine.connect() as connection:
        corrects = connection.execute(sa.select(entry.c.corrects_id).where(entry.c.kind == "correction")).scalars()
        assert sorted(corrects) == sorted(hours)
    proved(ledger)


def test_the_race_finds_a_decision_that_was_agreed_and_refused(ledger: Ledger, database_url: str) -> None:
    words = waiting_words(ledger, sizes.CARELESS_RACE_ROUNDS)
    rounds = [
        tuple(Step(give_word_carelessly, OPERATOR, (one, word)) for word in ("agreed", "refused")) for one in words
    ]
    assert wrong_rounds(race(database_url, rounds), "AlreadyDecided")


def test_a_decision_agreed_and_refused_at_once_ends_in_one_word(ledger: Ledger, database_url: str) -> None:
    cleo, clara = ledger.person("Cleo"), ledger.person("Clara")
    waiting = waiting_words(ledger, sizes.RACE_ROUNDS)
    rounds = [
        (
            Step(carefully, cleo, (decisions.agree, f"{one}:agree", one)),
            Step(carefully, clara, (decisions.refuse, f"{one}:refuse", one, "I was there")),
        )
        for one in waiting
    ]
    endings = race(database_url, rounds)
    assert wrong_rounds(endings, "AlreadyDecided") == []
    assert ledger.balance("Ann") == sum(30 if agreeing.kind == "done" else 60 for agreeing, _ in endings)
    with ledger.world.app.engine.connect() as connection:
        states = {row.id: row.state for row in connection.execute(sa.select(decision))}
    word = ["agreed" if agreeing.kind == "done" else "refused" for agreeing, _ in endings]
    assert [states[one] for one in waiting] == word
    proved(ledger)


def gifts(ledger: Ledger, rounds: int) -> list[str]:
    """Gifts of Ann to Ben that nobody has answered, one for each round."""
    return [ledger.give("Ann", "Ann", "Ben", 5) for _ in range(rounds)]


def test_the_race_finds_a_gift_taken_and_taken_back(ledger: Ledger, database_url: str) -> None:
    rounds = [
        tuple(Step(decide_carelessly, OPERATOR, (one, "pending", state)) for state in ("posted", "withdrawn"))
        for one in gifts(ledger, sizes.CARELESS_RACE_ROUNDS)
    ]
    assert wrong_rounds(race(database_url, rounds), "AlreadyDecided")
    assert not ledger.proof().ok


def test_a_gift_taken_and_taken_back_at_once_ends_in_one_of_the_two(ledger: Ledger, database_url: str) -> None:
    ann, ben = ledger.person("Ann"), ledger.person("Ben")
    rounds = [
        (
            Step(carefully, ben, (actions.confirm, f"{one}:take", one)),
            Step(carefully, ann, (actions.withdraw, f"{one}:back", one)),
        )
        for one in gifts(ledger, sizes.RACE_ROUNDS)
    ]
    endings = race(database_url, rounds)
    assert wrong_rounds(endings, "AlreadyDecided") == []
    assert ledger.balance("Ben") == 5 * sum(taking.kind == "done" for taking, _ in endings)
    proved(ledger)


def last_hours(ledger: Ledger, rounds: int, is_careless: bool) -> list[tuple[Step, Step]]:
    """Ann writes a session with Ben and a newcomer down while Cat writes down the newcomer's last hour."""
    ledger.choose(floor_minutes=str(FLOOR_MINUTES), limit_policy="block")
    ledger.world.app.do(OPERATOR, limits.set_limits, "no end", ledger.of("Ben"), "unlimited", "unlimited")
    ann, cat, made = ledger.person("Ann"), ledger.person("Cat"), []
    for number, name in enumerate(newcomers(ledger, rounds)):
        told = {"service_date": a_day(number), "minutes": 60, "note": f"Session {number}."}
        both = {"receivers": (ledger.of("Ben"), ledger.of(name))}
        session = Step(carefully, ann, (groups.record_group, f"{number}:session"))
        with_all = told | both | {"givers": (ledger.of("Ann"),), "pays": "each"}
        if is_careless:
            session, with_all = Step(session_carelessly, ann, (f"{number}:session",)), told | both
            with_all |= {"giver": ledger.of("Ann")}
        alone = told | {"giver": ledger.of("Cat"), "receiver": ledger.of(name), "note": ""}
        made.append(
            (
                Step(session.how, session.caller, session.args, with_all),
                Step(carefully, cat, (actions.record, f"{number}:alone"), alone),
            )
        )
    return made


def entries_of_sessions(ledger: Ledger, endings: list[tuple[Ending, Ending]]) -> list[int]:
    """How many entries each session has."""
    with ledger.world.app.engine.connect() as connection:
        notes = Counter(connection.execute(sa.select(entry.c.note)).scalars())
    return [notes[f"Session {number}."] for number in range(len(endings))]


def test_the_race_finds_a_session_written_down_by_half(ledger: Ledger, database_url: str) -> None:
    endings = race(database_url, last_hours(ledger, sizes.CARELESS_RACE_ROUNDS, is_careless=True))
    assert 1 in entries_of_sessions(ledger, endings)


def test_a_session_is_written_whole_or_not_at_all_while_a_last_hour_goes_elsewhere(
    ledger: Ledger, database_url: str
) -> None:
    endings = race(database_url, last_hours(ledger, sizes.RACE_ROUNDS, is_careless=False))
    assert wrong_rounds(endings, "OutOfRoom") == []
    assert entries_of_sessions(ledger, endings) == [2 if session.kind == "done" else 0 for session, _ in endings]
    proved(ledger)
