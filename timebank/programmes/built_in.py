"""The answers every programme may use, fetched from where they are kept, for reads that have asked for permission."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from matching.terms import ONLY_GIVEN, ONLY_RECEIVED
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.counting import counted
from timebank.ledger.tables import account, entry
from timebank.listings.reads import categories_for, offered_and_requested
from timebank.members.districts import place_of
from timebank.members.reach import AGE_BANDS, NOT_SAID, Reach, age_band, reaches
from timebank.members.rules import ACCESS_NEEDS, SIGN_LANGUAGES, Window
from timebank.members.tables import access_need, free_time, member, member_language
from timebank.work import Look

BOTH = "both"
HOURS_WORDS = {
    ONLY_GIVEN: "has given, not yet received",
    ONLY_RECEIVED: "has received, not yet given",
    BOTH: "has given and received",
}
AGE_GROUPS = {"young": "under 18", "adult": "18 or older"}


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """What is kept of one member outside any programme; categories come with those above them.

    `hours` says only whether somebody has given, received or both, `balance_minutes` how much more they have given
    than received; `age_band` is one of AGE_BANDS or blank.
    """

    zone: str
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    free_times: tuple[Window, ...] = ()
    reach: Reach = NOT_SAID
    age_band: str = ""
    hours: str = ""
    balance_minutes: int = 0

    @property
    def place(self) -> tuple[float, float] | None:
        """The middle of their district, latitude and longitude in degrees."""
        return place_of(self.reach.district)

    def values(self, name: str) -> tuple[str, ...]:
        """One of the answers, as values; the week has none: it is `free_times`."""
        by_name = {
            "languages": self.languages,
            "access": self.access,
            "offers": self.offers,
            "requests": self.requests,
            "place": tuple(filter(None, [self.reach.district])),
            "age_band": tuple(filter(None, [self.age_band])),
            "age_group": ("young" if self.age_band == "under_18" else "adult",) if self.age_band else (),
            "hours": tuple(filter(None, [self.hours])),
        }
        return by_name.get(name, ())


def built_ins(look: Look, whose: "sa.Select[tuple[str]]") -> dict[str, BuiltIn]:
    """What is kept of each member whose id the query `whose` gives, by member."""
    zones = {row.id: row.zone for row in look.rows(sa.select(member.c.id, member.c.zone).where(member.c.id.in_(whose)))}
    languages, access = _codes(look, member_language, whose), _codes(look, access_need, whose)
    listed = offered_and_requested(look, whose)
    reached, hours = reaches(look, whose), _hours(look, whose)
    today = local_date(look.now, community(look).zone)
    windows: dict[str, list[Window]] = {}
    columns = (free_time.c.member_id, free_time.c.weekday, free_time.c.start_minute, free_time.c.end_minute)
    for row in look.rows(sa.select(*columns).where(free_time.c.member_id.in_(whose)).order_by(*columns)):
        windows.setdefault(row.member_id, []).append(Window(row.weekday, row.start_minute, row.end_minute))
    return {
        who: BuiltIn(
            zone,
            tuple(languages.get(who, ())),
            tuple(access.get(who, ())),
            listed.get(who, {}).get("offer", ()),
            listed.get(who, {}).get("request", ()),
            tuple(windows.get(who, ())),
            reached.get(who, NOT_SAID),
            age_band(reached.get(who, NOT_SAID).birth_year, today),
            *hours.get(who, ("", 0)),
        )
        for who, zone in zones.items()
    }


def _hours(look: Look, whose: "sa.Select[tuple[str]]") -> dict[str, tuple[str, int]]:
    """By member with hours that count, whether they have given, received or both, and given less received."""
    theirs = sa.select(account.c.id, account.c.member_id).where(account.c.member_id.in_(whose)).subquery()
    ids = sa.select(theirs.c.id)
    found = counted(sa.or_(entry.c.to_account_id.in_(ids), entry.c.from_account_id.in_(ids)))
    sides: dict[str, dict[str, int]] = {}
    for kind, column in ((ONLY_GIVEN, found.c.to_account_id), (ONLY_RECEIVED, found.c.from_account_id)):
        total = sa.func.sum(found.c.minutes)
        statement = sa.select(theirs.c.member_id, total.label("minutes")).select_from(found)
        summed = statement.join(theirs, theirs.c.id == column).group_by(theirs.c.member_id).having(total > 0)
        for row in look.rows(summed):
            sides.setdefault(row.member_id, {})[kind] = int(row.minutes)
    return {
        who: (BOTH if len(kinds) > 1 else next(iter(kinds)), kinds.get(ONLY_GIVEN, 0) - kinds.get(ONLY_RECEIVED, 0))
        for who, kinds in sides.items()
    }


def _codes(look: Look, table: sa.Table, whose: "sa.Select[tuple[str]]") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    statement = sa.select(table.c.member_id, table.c.code).where(table.c.member_id.in_(whose))
    for row in look.rows(statement.order_by(table.c.member_id, table.c.code)):
        found.setdefault(row.member_id, []).append(row.code)
    return found


def words_of(look: Look) -> dict[str, Mapping[str, str]]:
    """The words for the values of each built-in answer."""
    from babel import Locale  # late: its tables are large

    categories = {one.slug: one.name for one in categories_for(look)}
    languages: Mapping[str, str] = {**Locale("en").languages, **SIGN_LANGUAGES}
    return {
        "languages": languages,
        "access": ACCESS_NEEDS,
        "offers": categories,
        "requests": categories,
        "age_band": AGE_BANDS,
        "age_group": AGE_GROUPS,
        "hours": HOURS_WORDS,
    }
