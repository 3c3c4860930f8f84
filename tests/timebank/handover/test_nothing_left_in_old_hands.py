"""Every column that holds a person is handed over, named on the page, or stays for a reason; none is forgotten."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from going import Going
from guiding import COMPANY, Guiding
from tasting import BOTH, Tasting
from world import World

import timebank.tables  # noqa: F401  # every table there is
from timebank.access import OPERATOR, Role
from timebank.db import metadata
from timebank.handover.holding import WAYS
from timebank.listings import actions as listings
from timebank.listings.tables import answer, listing
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches
from timebank.matches.rules import OPEN_STATES
from timebank.matches.tables import match, match_person, suggestion, suggestion_person, taster, unmatched
from timebank.meetings import actions as meetings
from timebank.meetings.company import bring_along
from timebank.meetings.tables import meeting, meeting_company
from timebank.members import actions as members
from timebank.members.tables import organisation_agent
from timebank.programmes.tables import participation

WHO = sa.bindparam("who")
PAIRED = sa.or_(taster.c.first_id == WHO, taster.c.second_id == WHO)
ASKED = sa.or_(answer.c.member_id == WHO, listing.c.member_id == WHO)
HANDED_OVER = {
    "match_person.member_id": (match_person.join(match), match_person.c.member_id == WHO, match.c.state == "active"),
    "meeting_company.member_id": (
        *(meeting_company.join(meeting), meeting_company.c.member_id == WHO, meeting.c.state == "planned"),
    ),
    "listing.member_id": (listing, listing.c.member_id == WHO, listing.c.state == "open"),
    "listing_answer.member_id": (answer.join(listing), ASKED, answer.c.state.in_(("asked", "agreed"))),
    "participation.member_id": (participation, participation.c.member_id == WHO, participation.c.state != "left"),
    "organisation_agent.member_id": (organisation_agent, organisation_agent.c.member_id == WHO),
    "suggestion_person.member_id": (
        *(suggestion_person.join(suggestion), suggestion_person.c.member_id == WHO),
        suggestion.c.state.in_(OPEN_STATES),
    ),
    "taster.first_id": (taster, PAIRED, taster.c.state == "asked"),
    "taster.second_id": (taster, PAIRED, taster.c.state == "asked"),
    "unmatched.member_id": (unmatched, unmatched.c.member_id == WHO),
}
"""By column: where it stands, and the rows that are still somebody's to see to."""

NAMED = {
    "role_grant.member_id": "role",  # an administrator gives it to somebody else
    "account.member_id": "hours",  # nobody else may say yes to them; sessions of groups are named, too
}
OF_THEMSELF = "it is about themself, and goes when they close their account"
DONE = "it says who did or said something, which stays so"
OVER = "it ends with the match, the meeting or the suggestion it belongs to"
STAYS = {
    OF_THEMSELF: (
        *("access_need.member_id", "credential.member_id", "free_time.member_id", "letter.member_id"),
        *("letter_choice.member_id", "link.member_id", "member_bond.member_id", "member_bond.other_id"),
        *("member_check.member_id", "member_language.member_id", "member_reach.member_id", "session.member_id"),
        "told_item.member_id",
    ),
    OVER: (
        *("ending_talk.member_id", "match_word.member_id", "signature.member_id", "taster_word.member_id"),
        *("programme_pair.first_id", "programme_pair.second_id"),  # in a round only while both take part
    ),
}


def columns() -> set[str]:
    """Every column that names a member."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "member" for key in column.foreign_keys)
    }


def test_no_column_that_holds_a_person_is_forgotten() -> None:
    held = {*HANDED_OVER, *NAMED, *(one for some in STAYS.values() for one in some)}
    said_by = {one for one in columns() if one.endswith(("_by_id", "_for_id"))}  # for DONE
    assert not held & said_by
    assert columns() == held | said_by, DONE


class HoldsAll(Going):
    """Ben besides is asked to meet two more, coordinates, comes along to a first meeting and speaks for a library."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        world.organisation("Library", "Ben", "Dora")
        bread = self.do(world.member("Dora"), listings.write_listing, "offer", "baking", "Bread")
        self.do(self.ben, listings.ask, bread)
        self.of_others()
        buddies = Guiding(world, COMPANY)
        for name in ("Ben", "Finn"):
            buddies.join(name)
        buddies.offer()
        tea = Tasting(world, BOTH["buddying"].replace('"company"', '"tea"'))
        for name in ("Ben", "Gina"):
            tea.guiding.join(name)
        tea.asked()

    def of_others(self) -> None:
        """Hal and Ida meet for the first time, and Ben, who coordinates, comes along."""
        for name, role in (("Ida", "mentee"), ("Hal", "mentor")):
            self.join(name, role)
        self.run()
        (draft,) = self.drafts()
        self.do(self.cora, matches.approve, draft.suggestion_id)
        for name in ("Ida", "Hal"):
            self.say(self.world.member(name), draft.suggestion_id)
        ida = self.world.member("Ida")
        ((with_hal),) = [one.match_id for one in self.see(ida, my_matches, ida.member_id)]
        first = self.do(ida, meetings.plan, with_hal, datetime(2026, 11, 6, 14, 0), 60)
        self.do(OPERATOR, members.grant, self.ben_id, Role.COORDINATOR)
        self.do(self.cora, bring_along, first, self.ben_id)

    def still(self) -> dict[str, int]:
        """How many rows of each kind are still Ben's to see to."""
        with self.world.app.engine.connect() as connection:
            return {
                name: int(connection.execute(_count(*where), {"who": self.ben_id}).scalar_one())
                for name, where in HANDED_OVER.items()
            }


def _count(source: Any, *where: Any) -> "sa.Select[tuple[int]]":
    return sa.select(sa.func.count()).select_from(source).where(*where)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_held_everything_holds_nothing_when_it_is_handed_over(world: World) -> None:
    story = HoldsAll(world)
    assert min(story.still().values()) > 0
    assert {one.kind for one in story.held().to_choose} == set(WAYS)
    assert set(NAMED.values()) <= {one.kind for one in story.held().held}
    story.hand_over()
    assert set(story.still().values()) == {0}
    assert {one.kind for one in story.held().held} == set(NAMED.values())
