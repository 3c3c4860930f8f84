"""The answers every programme may use, fetched from where they are kept, for reads that have asked for permission."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.listings.reads import categories_for, offered_and_requested
from timebank.members.rules import ACCESS_NEEDS, Window
from timebank.members.tables import access_need, free_time, member, member_language
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """What is kept of one member outside any programme; categories come with those above them."""

    zone: str
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    free_times: tuple[Window, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """One of the answers, as values; the week has none: it is `free_times`."""
        by_name = {
            "languages": self.languages,
            "access": self.access,
            "offers": self.offers,
            "requests": self.requests,
        }
        return by_name.get(name, ())


def built_ins(look: Look, whose: "sa.Select[tuple[str]]") -> dict[str, BuiltIn]:
    """What is kept of each member whose id the query `whose` gives, by member."""
    zones = {row.id: row.zone for row in look.rows(sa.select(member.c.id, member.c.zone).where(member.c.id.in_(whose)))}
    languages, access = _codes(look, member_language, whose), _codes(look, access_need, whose)
    listed = offered_and_requested(look, whose)
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
        )
        for who, zone in zones.items()
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
    languages: Mapping[str, str] = Locale("en").languages
    return {"languages": languages, "access": ACCESS_NEEDS, "offers": categories, "requests": categories}
