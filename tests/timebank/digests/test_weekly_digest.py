"""A member's week: what is new and fits, what waits; never their own, never twice, none when there is nothing."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from digest_world import Digests
from guiding import Guiding
from meeting_world import Meeting
from world import World

from timebank.access import WORKER
from timebank.digests.reading import seen_by
from timebank.digests.weekly import write_digest
from timebank.listings import actions as listings
from timebank.mail.choices import choose_letters
from timebank.mail.tables import letter
from timebank.members.actions import edit_profile
from timebank.members.bonds import say_bond

JOB = "weekly-digest"


@pytest.fixture
def town(world: World) -> Digests:
    made = Digests(world)
    made.write("Stranger Sam", "offer", "Stranger things", "baking")
    made.write("Ann", "request", "Help with my hedge")
    return made


def test_new_offers_and_requests_that_fit_are_told_once_and_never_ones_own(town: Digests) -> None:
    town.write("Ben", "offer", "I trim hedges")
    assert town.run(JOB) == "2 members written to."
    (anns,), (bens,) = town.digests("Ann"), town.digests("Ben")
    assert "New offers that may fit what you would like:\n\n• Ben: “I trim hedges”." in anns
    assert "New requests that you could help with:\n\n• Ann: “Help with my hedge”." in bens
    assert "Stranger things" not in anns + bens
    assert "my hedge" not in anns, "never their own"
    assert town.run(JOB, days=1) == "0 members written to."
    town.write("Cem", "offer", "Weeding and hedges")
    town.run(JOB, days=6)
    assert len(town.digests("Ann")) == 2
    assert "Cem" in town.digests("Ann")[1]
    assert "Ben" not in town.digests("Ann")[1], "never the same twice"


def test_two_who_are_kept_apart_read_nothing_of_each_other_whoever_said_so(town: Digests) -> None:
    for name, said_by in (("Ben", "Ann"), ("Cem", "Cem")):
        town.write(name, "offer", f"{name} trims hedges")
        other = "Ann" if said_by == name else name
        who = town.world.member(said_by)
        town.do(who, say_bond, who.member_id, town.world.ids[other], "rather_not")
    town.run(JOB)
    assert [town.digests(name) for name in ("Ann", "Ben", "Cem")] == [[], [], []]


def test_only_people_who_share_a_language_are_told_of_each_other(town: Digests) -> None:
    town.speaks("Ann", "pl", "en")
    for name, codes in (("Ben", ["cy"]), ("Cem", ["pl"]), ("Dot", [])):
        town.write(name, "offer", f"{name} trims hedges")
        town.speaks(name, *codes)
    town.run(JOB)
    (anns,) = town.digests("Ann")
    assert ("Ben" in anns, "Cem" in anns, "Dot" in anns) == (False, True, True)
    assert town.digests("Ben") == []


def test_what_waits_for_somebody_is_there_and_what_is_over_is_not(town: Digests) -> None:
    town.helped("Ben", "Ann", confirmed=False)
    listing_id = town.write("Ann", "offer", "Tea and talk", "company")
    town.do(town.world.member("Ben"), listings.ask, listing_id, "May I?")
    town.run(JOB)
    (anns,) = town.digests("Ann")
    assert "Hours that wait for your word:\n\n• Hours with Ben, on" in anns
    assert "• Ben asks about “Tea and talk”." in anns
    town.run(JOB, days=7)
    assert len(town.digests("Ann")) == 1


def test_suggestions_and_meetings_to_come_are_told(world: World) -> None:
    town, story = Digests(world), Guiding(world)
    story.join("Ann", "mentee"), story.join("Ben", "mentor")
    story.offer()
    town.run(JOB)
    assert "• A suggestion to meet Ben." in town.digests("Ann")[0]


def test_a_meeting_to_come_is_told(world: World) -> None:
    town, story = Digests(world), Meeting(world)
    story.plan(story.ann, datetime(2026, 11, 5, 14, 0))
    town.run(JOB)
    assert "Meetings to come:\n\n• With Ben, on 5 November 2026 at 14:00." in town.digests("Ann")[0]


def test_no_more_than_seven_lines_of_a_kind_and_the_rest_the_next_week(town: Digests) -> None:
    for number in range(9):
        town.write(f"Helper {number}", "offer", f"Hedges trimmed {number}")
    town.run(JOB)
    town.run(JOB, days=7)
    counts = [text.count("• ") for text in town.digests("Ann")]
    assert counts == [7, 2]


def test_who_wants_none_or_has_no_email_gets_none_and_is_not_counted_as_told(town: Digests) -> None:
    ann = town.world.member("Ann")
    town.write("Ben", "offer", "I trim hedges")
    town.do(ann, choose_letters, ann.member_id, True, {"digest": "never"})
    town.run(JOB)
    with town.world.app.look(WORKER) as look:
        theirs = (letter.c.member_id == ann.member_id, letter.c.kind == "digest")
        assert look.rows(sa.select(letter.c.id).where(*theirs)) == [], "not even one kept back"
    town.do(ann, choose_letters, ann.member_id, True, {"digest": "now"})
    town.run(JOB)
    assert len(town.digests("Ann")) == 1


def test_two_runs_at_once_tell_a_thing_once(town: Digests) -> None:
    town.write("Ben", "offer", "I trim hedges")
    ann = str(town.world.member("Ann").member_id)
    answers = [town.world.app.do(WORKER, write_digest, key, ann) for key in ("one", "two")]
    assert answers == ["written", "nothing"]


def test_a_digest_reads_with_no_more_rights_than_its_reader(town: Digests) -> None:
    ann = town.world.member("Ann")
    with town.world.app.look(WORKER) as look:
        assert seen_by(look, str(ann.member_id)).actor.roles == frozenset()
        assert seen_by(look, "nobody").actor.kind == "anonymous"


def test_old_news_is_no_news(town: Digests) -> None:
    town.write("Ben", "offer", "I trim hedges")
    assert town.run(JOB, days=15) == "0 members written to."


def test_the_letter_says_in_which_language_it_is_written(town: Digests) -> None:
    ben = town.world.member("Ben")
    town.do(ben, edit_profile, ben.member_id, language="cy")
    town.write("Ben", "offer", "I trim hedges")
    town.speaks("Ben", "en")
    town.run(JOB)
    with town.world.app.look(WORKER) as look:
        (row,) = look.rows(sa.select(letter.c.html, letter.c.subject).where(letter.c.member_id == ben.member_id))
    assert '<html lang="en"' in row.html, "there are only English words yet"
    assert "hedge" not in row.subject


def test_an_answer_one_got_is_told_and_what_one_asked_about_is_no_news(town: Digests) -> None:
    listing_id = town.write("Ben", "offer", "I trim hedges")
    asked = town.do(town.world.member("Ann"), listings.ask, listing_id, "Please")
    town.run(JOB)
    assert town.digests("Ann") == [], "what they asked about they know"
    assert "• Ann asks about “I trim hedges”." in town.digests("Ben")[0]
    town.do(town.world.member("Ben"), listings.agree, asked, town.today(3))
    town.run(JOB, days=1)
    assert f"• Ben said yes to “I trim hedges” on {town.today(2).day} November 2026." in town.digests("Ann")[0]


def test_who_speaks_for_an_organisation_hears_of_its_hours(town: Digests) -> None:
    town.world.member("Olga")
    library = town.world.organisation("Library", "Olga")
    town.ledger.record("Ann", "Ann", library, 60)
    town.run(JOB)
    assert "Hours that wait for your word" in town.digests("Olga")[0]
