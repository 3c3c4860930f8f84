"""Sessions of several people: whoever pays, each confirms their own, and all of it is written down or nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.ledger import actions, decisions, groups, questions, reads
from timebank.ledger.leaving import leave
from timebank.ledger.rules import OutOfRoom, PotTooSmall
from timebank.mail.tables import letter


@pytest.fixture(autouse=True)
def _people(ledger: Ledger) -> None:
    for name in ("Ann", "Eve", "Ben", "Cat", "Dan"):
        ledger.person(name)
    ledger.world.coordinator("Cora")


def test_each_gives_the_whole_time_and_confirms_their_own(ledger: Ledger) -> None:
    session = ledger.session("Ann", "Ann", "Ben Cat", "each", 60)
    assert ledger.parts(session) == [("Ben", "Ann", 60, "pending"), ("Cat", "Ann", 60, "pending")]
    assert ledger.letters("Ben") == ledger.letters("Cat") == ["hours_please_confirm_session"]
    of_ben, of_cat = ledger.entries(session)
    assert (ledger.waiting("Ben"), ledger.waiting("Cat")) == ([of_ben], [of_cat])
    for who in ("Ann", "Cat", "Cora"):
        with pytest.raises(NotFound):
            ledger.confirm(who, of_ben, told="by phone")
    ledger.confirm("Ben", of_ben)
    assert (ledger.balance("Ann"), ledger.balance("Ben"), ledger.balance("Cat")) == (60, -60, 0)
    ledger.world.app.do(ledger.person("Cat"), actions.decline, ledger.world.key(), of_cat, "I could not come")
    assert ledger.balance("Ann") == 60


def test_a_shared_session_is_earned_once(ledger: Ledger) -> None:
    session = ledger.session("Ann", "Ann", "Ben Cat Dan", "shared", 61)
    assert [part[:3] for part in ledger.parts(session)] == [("Ben", "Ann", 21), ("Cat", "Ann", 20), ("Dan", "Ann", 20)]
    for who, entry_id in zip(("Ben", "Cat", "Dan"), ledger.entries(session), strict=True):
        ledger.confirm(who, entry_id)
    assert (ledger.balance("Ann"), ledger.balance("Ben")) == (61, -21)


def test_own_shares_and_own_times_stand_as_told(ledger: Ledger) -> None:
    session = ledger.session("Ann", "Ann", "Ben Cat", "shared", 60, receiver_minutes=(50, 10))
    assert [part[2] for part in ledger.parts(session)] == [50, 10]
    session = ledger.session("Ann", "Ann Eve", "Ben", "each", 60, giver_minutes=(90, 30))
    assert [part[:3] for part in ledger.parts(session)] == [("Ben", "Ann", 90), ("Ben", "Eve", 30)]


def test_many_with_many_are_as_if_each_had_helped_alone(ledger: Ledger) -> None:
    session = ledger.session("Ann", "Ann Eve", "Ben Cat", "shared", 60)
    assert [part[:3] for part in ledger.parts(session)] == [
        ("Ben", "Ann", 30),
        ("Cat", "Ann", 30),
        ("Ben", "Eve", 30),
        ("Cat", "Eve", 30),
    ]
    assert ledger.letters("Eve") == ["hours_session_written_down"]
    assert ledger.letters("Ben") == ["hours_please_confirm_session"] * 2
    with pytest.raises(NotFound):
        ledger.confirm("Eve", ledger.entries(session)[2])
    for entry_id in ledger.waiting("Ben"):
        ledger.confirm("Ben", entry_id)
    assert (ledger.balance("Ann"), ledger.balance("Eve"), ledger.balance("Ben")) == (30, 30, -60)


def test_who_helped_may_take_back_what_somebody_else_wrote_down_for_them(ledger: Ledger) -> None:
    session = ledger.session("Ann", "Ann Eve", "Ben", "each", 60)
    of_ann, of_eve = ledger.entries(session)
    with pytest.raises(NotFound):
        ledger.world.app.do(ledger.person("Eve"), actions.withdraw, ledger.world.key(), of_ann)
    ledger.world.app.do(ledger.person("Eve"), actions.withdraw, ledger.world.key(), of_eve)
    assert (ledger.state(of_ann), ledger.state(of_eve)) == ("pending", "withdrawn")
    card = ledger.world.app.see(ledger.person("Ann"), reads.one_entry, of_ann, ledger.world.ids["Ann"])
    assert card is not None
    assert (card.may_withdraw, card.answers) == (True, False)


def test_a_figure_of_ones_own_is_questioned_like_any_other(ledger: Ledger) -> None:
    of_ben, of_cat = ledger.entries(ledger.session("Ann", "Ann", "Ben Cat", "each", 60))
    world = ledger.world
    standing = world.app.do(ledger.person("Ben"), questions.question, world.key(), of_ben, 50, "I left early")
    assert (ledger.state(of_ben), ledger.state(standing), ledger.balance("Ben")) == ("closed", "posted", -50)
    world.app.do(ledger.person("Cat"), questions.question, world.key(), of_cat, 10, "I left at once")
    settled = world.app.do(ledger.person("Cora"), questions.settle, world.key(), of_cat, 20, "we talked")
    assert (ledger.state(settled), ledger.balance("Cat")) == ("posted", -20)


def test_only_who_helped_or_a_coordinator_without_a_part_writes_a_session_down(ledger: Ledger) -> None:
    for who in ("Ben", "Dan"):
        with pytest.raises(NotFound):
            ledger.session(who, "Ann", "Ben Cat")
    with pytest.raises(NotFound):
        ledger.session("Cora", "Ann", "Ben Cora")
    with pytest.raises(NotFound):
        ledger.session("Cora", "Ann Cora", "Ben", recorded_for_id=ledger.world.ids["Ann"])
    with pytest.raises(NotFound):
        ledger.session("Cora", "Ann", "Ben", recorded_for_id=ledger.world.ids["Ben"])
    with pytest.raises(NotFound):
        ledger.session("Ann", "Ann Eve", "Ben", recorded_for_id=ledger.world.ids["Eve"])
    told = {"givers": (ledger.of("Ann"),), "receivers": (ledger.of("Ben"),), "service_date": TODAY, "minutes": 5}
    for caller, refusal in ((ANONYMOUS, SignInNeeded), (WORKER, NotFound)):
        with pytest.raises(refusal):
            ledger.world.app.do(caller, groups.record_group, ledger.world.key(), pays="each", **told)
    ledger.world.app.do(OPERATOR, groups.record_group, ledger.world.key(), pays="each", **told)


def test_a_coordinator_writes_down_for_who_helped_and_everybody_is_told(ledger: Ledger) -> None:
    session = ledger.session("Cora", "Ann Eve", "Ben", "each", 60)
    assert ledger.letters("Ann") == ledger.letters("Eve") == ["hours_session_written_down"]
    assert ledger.letters("Ben") == ["hours_please_confirm_session"] * 2
    for entry_id in ledger.entries(session):
        with pytest.raises(NotFound):
            ledger.confirm("Cora", entry_id, told="by phone")
        with pytest.raises(NotFound):
            ledger.confirm("Ann", entry_id)
        card = ledger.world.app.see(ledger.person("Ben"), reads.one_entry, entry_id, ledger.world.ids["Ben"])
        assert card is not None
        assert (card.on_behalf, card.recorded_by, card.answers) == (True, "Cora", True)
        ledger.confirm("Ben", entry_id)
    assert ledger.balance("Ben") == -120


def test_for_an_offline_member_the_coordinator_says_how_it_was_told(ledger: Ledger) -> None:
    ledger.world.member("Olga", offline=True)
    with pytest.raises(InvalidInput, match="told you"):
        ledger.session("Cora", "Olga", "Ben")
    session = ledger.session("Cora", "Olga", "Ben", how_told="on paper")
    ledger.confirm("Ben", ledger.entries(session)[0])
    assert ledger.balance("Olga") == 60
    of_olga = ledger.entries(ledger.session("Ann", "Ann", "Olga Ben"))[0]
    ledger.confirm("Cora", of_olga, told="by phone")
    assert ledger.balance("Olga") == 0


def test_the_pot_gives_each_who_helped_the_time_once_a_third_person_says_yes(ledger: Ledger) -> None:
    ledger.fill_pot(200)
    session = ledger.session("Ann", "Ann Eve", "Ben Cat", "pot", 60, note="choir")
    assert ledger.parts(session) == [("pot", "Ann", 60, "pending"), ("pot", "Eve", 60, "pending")]
    assert (ledger.letters("Ben"), ledger.letters("Eve")) == ([], ["hours_pot_may_give"])
    assert ledger.letters("Cora") == ledger.letters("Stranger Coordinator") == ["hours_please_confirm_for_pot"]
    of_ann, of_eve = ledger.entries(session)
    for who in ("Ann", "Eve", "Ben"):
        with pytest.raises(NotFound):
            ledger.confirm(who, of_ann)
    cards = ledger.world.app.see(ledger.person("Cora"), reads.to_answer_for_offline)
    assert [(card.entry_id, card.note) for card in cards] == [
        (one, "choir\nTook part: Ben, Cat.") for one in (of_ann, of_eve)
    ]
    ledger.confirm("Cora", of_ann)
    ledger.world.app.do(ledger.person("Cora"), actions.decline, ledger.world.key(), of_eve, "not twice")
    assert (ledger.balance("Ann"), ledger.balance("Eve"), ledger.balance("Ben"), ledger.pot()) == (60, 0, 0, 140)
    assert "hours_confirmed" in ledger.letters("Ann")
    assert "hours_declined" in ledger.letters("Eve")


def test_what_a_coordinator_writes_down_for_the_pot_counts_at_once(ledger: Ledger) -> None:
    ledger.fill_pot(60)
    with pytest.raises(PotTooSmall):
        ledger.session("Cora", "Ann Eve", "Ben", "pot", 31)
    session = ledger.session("Cora", "Ann Eve", "Ben", "pot", 30)
    assert [part[3] for part in ledger.parts(session)] == ["posted", "posted"]
    assert (ledger.balance("Ann"), ledger.pot()) == (30, 0)
    assert ledger.letters("Ann") == ["hours_pot_gave"]


def test_what_is_told_of_a_session_says_whose_word_is_missing_and_leads_to_ones_own_hours(ledger: Ledger) -> None:
    ledger.fill_pot(200)
    told = {
        "Ann Eve": ("each", "counts as those who took part confirm it"),
        "Eve Ann": ("pot", "counts as soon as somebody who was not part of it says yes"),
        "Eve": ("pot", "counts already"),
    }
    for givers, (pays, words) in told.items():
        who = "Cora" if givers == "Eve" else givers.split()[0]
        session = ledger.session(who, givers, "Ben", pays, 30)
        entry_id = ledger.entries(session)[-1]
        with ledger.world.app.engine.connect() as connection:
            texts = connection.execute(sa.select(letter.c.text).where(letter.c.text.contains(entry_id))).scalars().all()
        assert any(words in text for text in texts), givers


def test_a_coordinator_who_helped_does_not_say_yes_for_the_pot(ledger: Ledger) -> None:
    ledger.fill_pot(60)
    (entry_id,) = ledger.entries(ledger.session("Cora", "Cora", "Ben", "pot", 30))
    assert ledger.state(entry_id) == "pending"
    with pytest.raises(NotFound):
        ledger.confirm("Cora", entry_id)
    ledger.confirm("Stranger Coordinator", entry_id)
    assert ledger.balance("Cora") == 30


def test_one_who_has_no_room_stops_the_whole_session(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-60", limit_policy="block")
    ledger.confirm("Cat", ledger.record("Ann", "Ann", "Cat", 30))
    before = ledger.proof().entries
    with pytest.raises(OutOfRoom):
        ledger.session("Ann", "Ann", "Ben Cat", "each", 60)
    with pytest.raises(OutOfRoom):
        ledger.session("Ann", "Ann Eve", "Ben", "each", 31)
    assert (ledger.proof().entries, ledger.waiting("Ben"), ledger.letters("Ben")) == (before, [], [])
    ledger.session("Ann", "Ann", "Ben Cat", "each", 30)


def test_a_session_past_a_limit_waits_for_a_coordinators_word_where_the_community_asks(ledger: Ledger) -> None:
    ledger.choose(floor_minutes="-60", limit_policy="ask")
    of_ben, of_cat = ledger.entries(ledger.session("Ann", "Ann", "Ben Cat", "shared", 150, receiver_minutes=(90, 60)))
    ledger.confirm("Ben", of_ben)
    ledger.confirm("Cat", of_cat)
    assert (ledger.state(of_ben), ledger.state(of_cat)) == ("pending", "posted")
    cora = ledger.person("Cora")
    (card,) = ledger.world.app.see(cora, decisions.waiting)
    ledger.world.app.do(cora, decisions.agree, ledger.world.key(), card.decision_id)
    assert (ledger.state(of_ben), ledger.balance("Ann")) == ("posted", 150)


def test_a_day_has_24_hours_and_what_passes_at_once_counts_once(ledger: Ledger) -> None:
    ledger.session("Ann", "Ann", "Ben Cat Dan Eve", "each", 600)
    ledger.session("Ann", "Ann", "Ben Cat Dan Eve", "each", 600)
    with pytest.raises(InvalidInput, match="24 hours"):
        ledger.session("Ann", "Ann", "Ben Cat", "each", 300)
    with pytest.raises(InvalidInput, match="24 hours"):
        ledger.record("Ann", "Ann", "Stranger Sue", 241)
    ledger.record("Ann", "Ann", "Stranger Sue", 240)
    with pytest.raises(InvalidInput, match="24 hours"):
        ledger.session("Eve", "Eve", "Ben", "shared", 300)
    ledger.session("Ann", "Ann", "Ben Cat", "each", 300, TODAY - timedelta(days=1))


@pytest.mark.parametrize("days", [-1, 91])
def test_a_session_has_happened_and_not_long_ago(ledger: Ledger, days: int) -> None:
    with pytest.raises(InvalidInput):
        ledger.session("Ann", "Ann", "Ben Cat", day=TODAY - timedelta(days=days))


def test_a_session_is_written_once_however_often_it_is_sent(ledger: Ledger) -> None:
    first = ledger.session("Ann", "Ann", "Ben Cat", "shared", 60, key="choir")
    assert ledger.session("Ann", "Ann", "Ben Cat", "shared", 60, key="choir") == first
    for givers, receivers, pays, told in (
        ("Ann", "Cat Ben", "shared", {}),
        ("Ann", "Ben Cat", "each", {}),
        ("Ann", "Ben Cat", "shared", {"receiver_minutes": (30, 30)}),
        ("Ann", "Ben Cat", "shared", {"note": "another"}),
    ):
        with pytest.raises(KeyReused):
            ledger.session("Ann", givers, receivers, pays, 60, key="choir", **told)
    assert len(ledger.waiting("Ben")) == 1


def test_organisations_take_part_through_those_who_speak_for_them(ledger: Ledger) -> None:
    ledger.person("Lia")
    library = ledger.world.organisation("Library", "Lia")
    world = ledger.world
    told = {"service_date": TODAY, "minutes": 30, "pays": "each"}
    given = {"givers": (library,), "receivers": (ledger.of("Ben"), ledger.of("Cat"))}
    session = world.app.do(ledger.person("Lia"), groups.record_group, world.key(), **given, **told)
    ledger.confirm("Ben", ledger.entries(session)[0])
    assert ledger.balance("Ben") == -30
    session = world.app.do(ledger.person("Cora"), groups.record_group, world.key(), **given, **told)
    assert "hours_session_written_down" in ledger.letters("Lia")
    with pytest.raises(NotFound):
        ledger.confirm("Lia", ledger.entries(session)[0])
    received = {"givers": (ledger.of("Ann"),), "receivers": (library, ledger.of("Ben"))}
    session = world.app.do(ledger.person("Ann"), groups.record_group, world.key(), **received, **told)
    of_library = ledger.entries(session)[0]
    world.organisation("Library")
    ledger.confirm("Cora", of_library, told="face to face")
    with pytest.raises(AlreadyDecided):
        ledger.confirm("Stranger Coordinator", of_library, told="face to face")


def test_who_has_left_does_not_take_part(ledger: Ledger) -> None:
    ledger.world.app.do(ledger.person("Dan"), leave, ledger.world.key(), "stays")
    before = ledger.proof().entries
    with pytest.raises(NotFound):
        ledger.session("Ann", "Ann", "Ben Dan")
    with pytest.raises(NotFound):
        ledger.give("Ann", "Ann", "Dan")
    assert ledger.proof().entries == before
