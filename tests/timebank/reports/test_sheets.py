"""Sheets for members without e-mail: what stands on them, what is written down from them, and what nobody learns."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from guiding import Guiding
from sheet_town import TOLD, SheetTown
from world import START, World

from timebank.access import OPERATOR
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.ledger.reads import balance
from timebank.life import agreements
from timebank.life.endings import end_match
from timebank.life.reads import care_of_match
from timebank.listings import actions as listings
from timebank.listings.answer_reads import answers_waiting
from timebank.mail.reads import register
from timebank.mail.told import NO_EMAIL
from timebank.matches import actions as matches
from timebank.matches.endings import OVER
from timebank.matches.reads import my_matches, my_suggestions
from timebank.meetings import actions as meetings
from timebank.meetings.reads import meetings_of
from timebank.meetings.tables import meeting
from timebank.members.bonds import RATHER_NOT, say_bond
from timebank.members.tables import area, member
from timebank.reports.sheet_answers import Ticked, record_line, told_on_paper
from timebank.reports.sheets import sheet, sheets, to_hand_over, whose
from timebank.roles import role_grant


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: one story of all that a sheet holds, and every write from it, are tried on both elsewhere."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def town(world: World) -> SheetTown:
    return SheetTown(world)


def test_a_suggestion_stands_on_the_sheet_with_its_reasons_and_no_way_to_reach_anybody(town: SheetTown) -> None:
    town.do(OPERATOR, lambda work, _: work.execute(sa.update(member).values(phone="0131 496 0000")))
    town.offer()
    line = town.line("suggestion")
    assert [other.name for other in line.about.others] == ["Ben"]
    assert "cooking" in " ".join(line.about.sentences)
    everything = repr(town.sheet())
    assert "0131" not in everything
    assert "@" not in everything
    assert "recovery" not in everything


def test_what_was_asked_with_care_stands_on_no_paper(world: World) -> None:
    """Both let it be shown, and on the screen it is; a sheet passes through other hands."""
    guiding, both = Guiding(world), {"past": ["recovery"], "shown": ["topics", "past"]}
    guiding.join("Olga", "mentee", offline=True, **both)
    guiding.join("Ben", "mentor", **both)
    guiding.offer()
    (on_screen,) = world.app.see(guiding.cora, my_suggestions, world.ids["Olga"])
    printed = repr(world.app.see(guiding.cora, sheet, world.ids["Olga"]))
    assert "recovery" in " ".join(on_screen.sentences)
    assert "cooking" in printed
    assert "recovery" not in printed


def test_a_yes_from_the_sheet_is_her_answer_and_both_hear_of_the_match(town: SheetTown) -> None:
    match_id = town.matched()
    assert "matched" in [kind for kind, _ in town.letters("Ben")]
    assert "ben@example.org" in town.news()
    assert town.kinds() == []
    town.do(town.ben, end_match, match_id, "moved_on")
    assert "ben@example.org" not in town.news()


def test_numbers_stay_the_same_and_lead_back_to_the_person(town: SheetTown) -> None:
    town.world.member("Olga", offline=True)
    town.offer()
    page, line = town.sheet(), town.line("suggestion")
    assert town.sheet() == page
    for typed in (page.number, line.number, f"no {line.number.replace(' ', '')}."):
        assert town.see(town.cora, whose, typed) == ((town.world.ids["Ada"], "Ada"),)
    town.tick_line("suggestion", "no", words="Too far")
    assert town.see(town.cora, whose, line.number) == ()
    assert town.see(town.cora, whose, "12") == ()
    assert town.see(town.cora, whose, page.number)[0][1] == "Ada"


def test_only_coordinators_of_their_area_read_and_record(town: SheetTown) -> None:
    town.offer()
    line, ada = town.line("suggestion"), town.world.ids["Ada"]
    yes = Ticked("suggestion", line.subject_id, "yes")
    for who in (town.ben, town.ada):
        for read in (lambda look: sheets(look), lambda look: sheet(look, ada), lambda look: whose(look, line.number)):
            with pytest.raises(NotFound):
                town.see(who, read)
        with pytest.raises(NotFound):
            town.do(who, record_line, town.world.ids["Ben"] if who == town.ada else ada, yes, TOLD)
        with pytest.raises((NotFound, InvalidInput)):
            town.do(who, told_on_paper, (ada,), START)
    with pytest.raises(NotFound):
        town.do(town.cora, record_line, town.world.ids["Ben"], yes, TOLD)  # Ben answers himself
    _move_to_another_area(town, ada)
    assert town.see(town.cora, sheets) == ()
    with pytest.raises(NotFound):
        town.see(town.cora, sheet, ada)
    with pytest.raises(NotFound):
        town.do(town.cora, record_line, ada, yes, TOLD)
    with pytest.raises(NotFound):
        town.do(town.cora, told_on_paper, (ada,), START)


def _move_to_another_area(town: SheetTown, member_id: str) -> None:
    def move(work: Any) -> None:
        for one in ("north", "south"):
            work.execute(sa.insert(area).values(id=one, name=one))
        work.execute(sa.update(member).where(member.c.id == member_id).values(area_id="south"))
        of_cora = role_grant.c.member_id == town.world.ids["Cora"]
        work.execute(sa.update(role_grant).where(of_cora).values(area_id="north"))

    town.world.app.do(OPERATOR, move)


def test_hours_are_confirmed_from_the_sheet_or_said_to_have_been_another_time(town: SheetTown) -> None:
    town.hours(minutes=60)
    town.tick_line("hours", "yes")
    assert town.see(town.ben, balance, town.world.ids["Ben"]).balance_minutes == 60
    town.hours(minutes=120)
    town.tick_line("hours", "not_quite", minutes=45, words="We stopped early")
    assert town.kinds() == []
    assert "hours_questioned" in [kind for kind, _ in town.letters("Ben")]
    entry_id = town.hours(minutes=30)
    with pytest.raises(InvalidInput):
        town.tick_line("hours", "perhaps")
    town.tick_line("hours", "no")
    with pytest.raises(AlreadyDecided):
        town.do(town.cora, record_line, town.world.ids["Ada"], Ticked("hours", entry_id, "yes"), TOLD)


def test_what_the_coordinator_is_part_of_is_neither_shown_nor_written_down(town: SheetTown) -> None:
    entry_id, ada = town.hours("Cora"), town.world.ids["Ada"]
    assert town.kinds() == []
    with pytest.raises(NotFound):
        town.do(town.cora, record_line, ada, Ticked("hours", entry_id, "yes"), TOLD)
    assert "hours" in [one.kind for one in town.see(town.world.coordinator("Dora"), sheet, ada).lines]
    town.pause("Ben")
    town.join("Cora", "mentor")
    town.run()
    (draft,) = town.drafts()
    dora = town.world.coordinator("Dora")
    town.do(dora, matches.approve, draft.suggestion_id)
    assert "suggestion" not in town.kinds()
    assert "suggestion" in town.kinds(dora)
    yes = Ticked("suggestion", draft.suggestion_id, "yes")
    with pytest.raises(NotFound):
        town.do(town.cora, record_line, ada, yes, TOLD)
    assert [one.letter_id for one in town.sheet(dora).news] == []
    assert town.sheet().letters == 0  # what she was sent about Cora waits for Dora
    town.do(town.cora, matches.answer, draft.suggestion_id, True)
    town.do(dora, record_line, ada, yes, TOLD)
    match_id = town.see(town.cora, my_matches, town.world.ids["Cora"])[0].match_id
    meeting_id = town.do(town.cora, meetings.plan, match_id, datetime(2026, 11, 2, 12, 0), 60)
    town.days_pass(1)
    assert town.kinds() == []
    for answer in ("held", "not_held"):
        with pytest.raises(NotFound):
            town.do(town.cora, record_line, ada, Ticked("meeting", meeting_id, answer), TOLD)
    assert town.kinds(dora) == ["hours", "meeting"]


def test_a_meeting_to_come_stands_with_its_place_and_is_told_of_afterwards(town: SheetTown) -> None:
    match_id = town.matched()
    when = datetime(2026, 11, 3, 14, 0)
    town.do(town.ben, meetings.plan, match_id, when, 60, "Central Library", access=("step_free",))
    (coming,) = town.sheet().to_come
    assert (coming.place, coming.access) == ("Central Library", "no steps at the way in")
    assert "Library" not in town.news()  # told once
    town.days_pass(2)
    assert town.sheet().to_come == ()
    town.tick_line("meeting", "held", minutes=90)
    (held,) = town.see(town.ben, meetings_of, town.world.ids["Ben"]).past
    assert (held.state, held.minutes) == ("held", 90)
    assert town.kinds() == ["say"]


def test_an_agreement_is_signed_in_the_version_that_was_on_the_sheet(town: SheetTown) -> None:
    match_id = town.matched()
    town.do(town.ben, agreements.write_agreement, match_id, "every 2 weeks", 60, private_words="What we talk about")
    line = town.line("sign")
    assert (line.about.how_often, line.about.private_words) == ("every 2 weeks", "What we talk about")
    town.do(town.ben, agreements.write_agreement, match_id, "every week", 60)
    assert town.line("sign").number != line.number
    ada = town.world.ids["Ada"]
    with pytest.raises(Exception, match="newer version"):
        town.do(town.cora, record_line, ada, Ticked("sign", line.subject_id, "yes"), TOLD)
    town.tick_line("sign", "yes")
    assert town.see(town.cora, care_of_match, match_id).life.agreement.stands


def test_questions_about_a_match_are_answered_and_the_other_reads_nothing_of_it(town: SheetTown) -> None:
    match_id = town.matched()
    town.do(town.ben, meetings.plan, match_id, datetime(2026, 11, 2, 9, 0), 60)
    town.tick_line("meeting", "not_held")
    town.do(town.ben, meetings.held, _new_meeting(town, match_id), 60)
    assert town.line("say").about.occasion == "fit"
    town.tick_line("say", "not_a_fit", words="Too loud for me")
    care = town.see(town.cora, care_of_match, match_id)
    assert [(one.name, one.answer, one.words) for one in care.life.said] == [("Ada", "not_a_fit", "Too loud for me")]
    assert "loud" not in repr(town.letters("Ben"))
    town.days_pass(30)
    assert town.line("say").about.occasion == "review-4"
    town.tick_line("say", "well")
    town.do(town.ben, end_match, match_id, "moved_on")
    with pytest.raises(InvalidInput):
        town.tick_line("say", "said")
    town.tick_line("say", "said", words="The walks", thanks="Thank you Ben")
    assert "Thank you Ben" in repr(town.letters("Ben"))


def _new_meeting(town: SheetTown, match_id: str) -> str:
    return str(town.do(town.ben, meetings.plan, match_id, datetime(2026, 11, 2, 9, 30), 30))


def test_the_noticeboard_is_the_one_she_would_see_herself(town: SheetTown) -> None:
    for_ada = {"member_id": town.world.ids["Ada"], "how_told": "by phone"}
    town.do(town.cora, listings.write_listing, "request", "company", "Cooking soup together", **for_ada)
    town.do(town.ben, listings.write_listing, "offer", "company", "Cooking soup with you")
    assert town.line("listing").about.card.member_name == "Ben"
    town.tick_line("listing", "yes")
    (asked,) = town.see(town.ben, answers_waiting)
    assert asked.asker_name == "Ada"
    assert "listing" not in town.kinds()
    eve = town.world.member("Eve")
    town.do(eve, listings.write_listing, "offer", "company", "Cooking soup at my home")
    assert "listing" in town.kinds()
    town.do(eve, say_bond, eve.member_id, town.world.ids["Ada"], RATHER_NOT)
    assert "listing" not in town.kinds()


def test_a_line_on_its_own_may_be_refused_and_nothing_of_it_stays(town: SheetTown) -> None:
    match_id = town.matched()
    meeting_id = _new_meeting(town, match_id)
    ada = town.world.ids["Ada"]
    for ticked in (
        Ticked("meeting", meeting_id, "held", minutes=5000),
        Ticked("meeting", meeting_id, "again"),
        Ticked("meeting", meeting_id, "somehow"),
        Ticked("unheard", meeting_id, "yes"),
    ):
        with pytest.raises(InvalidInput):
            town.do(town.cora, record_line, ada, ticked, TOLD)
    with pytest.raises(InvalidInput):
        town.do(town.cora, record_line, ada, Ticked("meeting", meeting_id, "held"), "")
    with town.world.app.engine.connect() as connection:
        assert connection.execute(sa.select(meeting.c.state).where(meeting.c.id == meeting_id)).scalar() == "planned"


def test_handed_over_sheets_count_as_told_and_what_came_later_does_not(town: SheetTown) -> None:
    ada = town.world.ids["Ada"]
    match_id = town.matched()
    assert waiting_names(town) == ["Ada"]
    printed_at = town.world.app.clock.now()
    town.do(town.ben, end_match, match_id, "moved_on")
    with pytest.raises(InvalidInput):
        town.do(town.cora, told_on_paper, (ada,), printed_at + timedelta(days=1))
    with pytest.raises(InvalidInput):
        town.do(town.cora, told_on_paper, (), printed_at)
    assert int(town.do(town.cora, told_on_paper, (ada,), printed_at)) > 0
    assert waiting_names(town) == ["Ada"]
    assert len(town.sheet().news) == 1
    town.do(town.cora, told_on_paper, (ada,), town.world.app.clock.now())
    assert waiting_names(town) == []
    assert (town.sheet().news, town.sheet().letters) == ((), 0)
    town.tick_line("say", "said", words="The walks")
    assert town.sheet().is_empty
    assert town.see(town.cora, sheets) == ()
    told = [one.reason for one in town.see(town.cora, register, "skipped").rows if one.member_id == ada]
    assert set(told) == {"told on paper, printed on 2 November 2026", OVER}, "how to reach Ben is told no more"


def waiting_names(town: SheetTown) -> list[str]:
    """Those on the list of today, who are those to hand a sheet to."""
    rows = town.see(town.cora, register, "skipped").rows
    waiting = sorted({one.addressee for one in rows if one.reason.startswith(NO_EMAIL)})
    assert waiting == [name for _, name in town.see(town.cora, to_hand_over)]
    return waiting
