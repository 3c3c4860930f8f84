"""A match stopped at once looks like any other ending; what was said reaches one person, who is named for that."""

import re
from datetime import datetime, time, timedelta

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding
from tasting import BOTH, Tasting
from together import Together
from world import World

from timebank.access import OPERATOR, WORKER, Caller, Role
from timebank.db import metadata
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.tables import event
from timebank.life import endings, stopping, words
from timebank.life.matched import Over
from timebank.life.reads import care_of_match, life_of
from timebank.mail.reads import register
from timebank.matches.reads import my_matches
from timebank.matches.review_reads import all_matches
from timebank.meetings import actions as meetings
from timebank.meetings.reads import meetings_of
from timebank.members import actions as members
from timebank.safeguarding import notes
from timebank.safeguarding.reads import concerns, has_lead, is_lead_needed

WORDS = "He shouted and would not let me leave"


def lead(together: Together) -> Caller:
    """Lea, who reads concerns."""
    return together.world.holder("Lea", Role.SAFEGUARDING_LEAD)


def kept_in(world: World, *but: str) -> str:
    """All that is kept, but for some tables."""
    with world.app.engine.connect() as connection:
        tables = (table for table in metadata.sorted_tables if table.name not in but)
        return str([list(connection.execute(sa.select(table))) for table in tables])


def planned(together: Together, who: Caller, match_id: str) -> None:

    starts = datetime.combine(together.today + timedelta(days=3), time(9))
    together.do(who, meetings.plan, match_id, starts, 60)


def as_seen(together: Together, match_id: str, one: str, other: str, since: int) -> str:
    """What everybody but a lead can read of an ended match of two people, with their names and all ids taken out."""
    app, world = together.world.app, together.world
    them = world.member(other)
    rows = app.see(together.cora, all_matches, together.guiding.programme_id)
    letters = app.see(together.cora, register, per_page=500).rows
    seen = [
        app.see(them, life_of, match_id),
        app.see(them, my_matches, world.ids[other]),
        app.see(them, meetings_of, world.ids[other]),
        sorted(each for each in together.guiding.letters(other) if each[0] != "suggestion"),
        app.see(together.cora, care_of_match, match_id),
        [row for row in rows if row.match_id == match_id],
        [sorted(row.kind for row in letters if row.addressee == who) for who in (one, other, "Lea", "Ada", "Cora")],
        happened_since(world, since),
    ]
    said = str(seen).replace("\\n", " ")
    for found, name in ((world.ids[one], "ONE"), (world.ids[other], "OTHER"), (one, "ONE"), (other, "OTHER")):
        said = re.sub(rf"\b{found}\b", name, said, flags=re.IGNORECASE)
    return re.sub(r"[0-9a-f]{20}", "ID", said)


def newest(world: World) -> int:
    """The number of the last thing history remembers."""
    with world.app.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.max(event.c.number))).scalar_one())


def happened_since(world: World, since: int) -> list[tuple[str, str, str, str]]:
    """What history remembers of what came after, without who and which."""
    columns = (event.c.action, event.c.subject_kind, event.c.reason, event.c.actor_kind)
    with world.app.engine.connect() as connection:
        rows = connection.execute(sa.select(*columns).where(event.c.number > since).order_by(event.c.number))
        return [tuple(row) for row in rows]


def test_a_stop_cannot_be_told_from_an_ending_without_a_reason(together: Together) -> None:
    world, guiding = together.world, together.guiding
    lead(together), world.holder("Ada", Role.ADMINISTRATOR)
    guiding.join("Max", "mentee"), guiding.join("Mia", "mentor")
    other_match = guiding.match(world.member("Max"), world.member("Mia"))
    for who, match_id in ((together.ann, together.match_id), (world.member("Max"), other_match)):
        planned(together, who, match_id)
    since = newest(world)
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    stopped = as_seen(together, together.match_id, "Ann", "Ben", since)
    since = newest(world)
    together.do(world.member("Max"), endings.end_match, other_match, "other")
    ended = as_seen(together, other_match, "Max", "Mia", since)
    # Both began a few minutes apart; but for that the two are the same to the letter.
    clocks = re.compile(r"(started_at|said_at)=datetime\.datetime\([^)]*\)|datetime\.datetime\([^)]*\)")
    people = re.compile(r"Person\(member_id='(ONE|OTHER)', name='(ONE|OTHER)'")  # in the order of their ids
    stopped, ended = (people.sub("", clocks.sub("", said)) for said in (stopped, ended))
    assert stopped == ended
    assert "other" in stopped
    assert WORDS not in kept_in(world, "safeguarding_note")


def test_the_lead_hears_that_something_waits_reads_it_and_history_remembers_that_alone(together: Together) -> None:
    lea = lead(together)
    world = together.world
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    (told,) = together.letters("Lea", "concern_waits")
    assert "Something waits for you" in told
    assert not {"Ann", "Ben", "Guides", "shouted"} & set(re.findall(r"\w+", told))
    (card,) = world.app.see(lea, concerns)
    assert (card.about, card.by, card.was_read, card.closed_at) == (("Ann", "Ben"), "Ann", False, None)
    assert WORDS not in str(card)
    assert together.do(lea, notes.read_note, card.note_id) == WORDS
    assert world.app.see(lea, concerns)[0].was_read
    with world.app.engine.connect() as connection:
        (happened,) = connection.execute(sa.select(event).where(event.c.subject_kind == "concern")).all()
    assert (happened.action, happened.actor_id, happened.subject_id) == (
        "read_concern",
        world.ids["Lea"],
        card.note_id,
    )
    assert WORDS not in kept_in(world, "safeguarding_note")


def test_nobody_but_a_lead_who_is_not_in_it_finds_a_concern(together: Together) -> None:
    world = together.world
    lea = lead(together)
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    (card,) = world.app.see(lea, concerns)
    others = (together.ann, together.ben, together.cora, world.holder("Ada", Role.ADMINISTRATOR), WORKER, OPERATOR)
    for nobody in (*others, world.member("Stranger Sam"), world.holder("Sid", Role.SECOND_DECIDER)):
        with pytest.raises(NotFound):
            world.app.see(nobody, concerns)
        for action, more in ((notes.read_note, ()), (notes.close_note, ("Done",))):
            with pytest.raises(NotFound):
                together.do(nobody, action, card.note_id, *more)
    with pytest.raises(NotFound):
        together.do(lea, notes.read_note, "0" * 20)


def test_a_lead_who_is_in_it_sees_nothing_and_somebody_else_has_to_be_named(together: Together) -> None:
    world = together.world
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    for name in ("Ben", "Ann"):
        world.app.do(ada, members.grant, world.key(), world.ids[name], Role.SAFEGUARDING_LEAD)
    assert not world.app.see(ada, is_lead_needed)
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    assert world.app.see(together.ben, concerns) == ()
    assert "concern_waits" not in together.kinds("Ben") + together.kinds("Ann")
    with world.app.engine.connect() as connection:
        note_id = str(connection.execute(sa.text("SELECT id FROM safeguarding_note")).scalar_one())
    with pytest.raises(NotFound):
        together.do(together.ben, notes.read_note, note_id)
    assert world.app.see(ada, is_lead_needed)
    (asked,) = together.letters("Ada", "concern_needs_somebody")
    assert "name a safeguarding lead" in asked
    assert not {"Ann", "Ben", "stopped", "concern"} & set(re.findall(r"\w+", asked))
    lead(together)
    assert not world.app.see(ada, is_lead_needed)
    (card,) = world.app.see(lead(together), concerns)
    assert together.do(lead(together), notes.read_note, card.note_id) == WORDS


def test_without_a_lead_the_note_is_kept_and_administrators_hear_that_somebody_has_to_be_named(
    together: Together,
) -> None:
    world = together.world
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    assert not world.app.see(together.ann, has_lead)
    assert world.app.see(ada, is_lead_needed)
    for nobody in (together.ann, together.cora):
        with pytest.raises(NotFound):
            world.app.see(nobody, is_lead_needed)
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    assert together.kinds("Ada") == ["concern_needs_somebody"]
    assert world.app.see(together.cora, register, per_page=500).counts["due"] == len(
        world.app.see(together.cora, register, "due", per_page=500).rows
    )
    (card,) = world.app.see(lead(together), concerns)
    assert card.by == "Ann"


def test_a_stop_needs_no_words_works_for_a_coordinator_and_only_once(together: Together) -> None:
    lead(together)
    together.do(together.cora, stopping.stop_match, together.match_id)
    assert together.kinds("Ann").count("match_ended") == together.kinds("Ben").count("match_ended") == 1
    with pytest.raises(Over):
        together.do(together.ann, stopping.stop_match, together.match_id)
    for nobody in (together.world.member("Stranger Sam"), together.world.holder("Ada", Role.ADMINISTRATOR), WORKER):
        with pytest.raises(NotFound):
            together.do(nobody, stopping.stop_match, together.match_id)


def test_what_somebody_says_at_a_stop_reaches_the_lead_where_the_match_has_just_ended(together: Together) -> None:
    lead(together)
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    together.do(together.ben, stopping.stop_match, together.match_id, WORDS)
    (card,) = together.world.app.see(lead(together), concerns)
    assert (card.by, card.about) == ("Ben", ("Ann", "Ben"))
    assert together.kinds("Ann").count("match_ended") == 0, "nobody is told anything a second time"
    assert together.kinds("Ben").count("match_ended") == 1


def test_after_a_stop_no_thanks_pass_and_the_two_are_kept_apart_for_good(together: Together) -> None:
    world = together.world
    lead(together)
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    together.do(together.ben, words.say_at_ending, together.match_id, thanks="I know where you live")
    assert "ending_thanks" not in together.kinds("Ann")
    assert "know where" not in str(together.life(together.ann))
    assert "know where" not in str(together.care())  # nobody can tell from it that it was not passed on
    together.days(200)

    company = Guiding(world, COMPANY)
    for name in ("Ann", "Ben"):
        company.join(name)
    company.run()
    assert company.drafts() == []


def test_what_both_are_asked_elsewhere_closes_kindly_after_a_stop(together: Together) -> None:

    company = Guiding(together.world, COMPANY)
    for name in ("Ann", "Ben"):
        company.join(name)
    suggestion_id = company.offer()
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    assert company.state(suggestion_id) == "superseded"


def test_a_short_meeting_both_were_asked_to_elsewhere_does_not_take_place_after_a_stop(together: Together) -> None:
    company = Tasting(together.world, BOTH["buddying"])
    for name in ("Ann", "Ben"):
        company.guiding.join(name)
    company.asked()
    together.do(together.ann, stopping.stop_match, together.match_id, WORDS)
    assert company.states() == ["discarded"]
    assert company.mine("Ann") == company.mine("Ben") == []


def test_a_concern_about_somebody_is_kept_without_a_trace_in_history(together: Together) -> None:
    world = together.world
    lea = lead(together)
    since = newest(world)
    together.do(together.ann, notes.report_concern, world.ids["Ben"], WORDS)
    assert newest(world) == since
    (card,) = world.app.see(lea, concerns)
    assert (card.about_kind, card.about, card.by) == ("member", ("Ben",), "Ann")
    with pytest.raises(InvalidInput):
        together.do(together.ann, notes.report_concern, world.ids["Ben"], " ")
    with pytest.raises(NotFound):
        together.do(together.ann, notes.report_concern, "0" * 20, WORDS)


def test_coordinators_write_about_others_and_do_not_read(together: Together) -> None:
    world = together.world
    lea = lead(together)
    together.do(together.cora, notes.write_safeguarding_note, "match", together.match_id, "Ann seemed afraid")
    together.do(together.cora, notes.write_safeguarding_note, "member", world.ids["Ben"], "Ben rang at night")
    assert len(world.app.see(lea, concerns)) == 2
    for nobody in (together.ann, world.holder("Ada", Role.ADMINISTRATOR), WORKER):
        with pytest.raises(NotFound):
            together.do(nobody, notes.write_safeguarding_note, "match", together.match_id, "Something")
    with pytest.raises(NotFound):
        together.do(together.cora, notes.write_safeguarding_note, "member", world.ids["Cora"], "About me")
    for kind, about in (("match", world.ids["Ben"]), ("member", together.match_id), ("tea", world.ids["Ben"])):
        with pytest.raises(NotFound):
            together.do(together.cora, notes.write_safeguarding_note, kind, about, "Something")


def test_a_concern_is_closed_once_with_what_was_done_kept_beside_it(together: Together) -> None:
    world = together.world
    lea = lead(together)
    note_id = together.do(together.ann, notes.report_concern, world.ids["Ben"], WORDS)
    with pytest.raises(InvalidInput):
        together.do(lea, notes.close_note, note_id, "")
    together.do(lea, notes.close_note, note_id, "I rang both and told the police")
    with pytest.raises(AlreadyDecided):
        together.do(lea, notes.close_note, note_id, "Again")
    found = world.app.see(lea, concerns)
    assert all(card.closed_at for card in found)
    assert {together.do(lea, notes.read_note, card.note_id) for card in found} == {
        WORDS,
        "I rang both and told the police",
    }
    assert "police" not in kept_in(world, "safeguarding_note")
