"""One letter to each whom a handing over concerns, with all of it together; for actions that have asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.handover import letters
from timebank.ids import digest
from timebank.mail.actions import write
from timebank.members.tables import member
from timebank.work import Work

KIND, SOON = "handover", "meeting_handed_over"  # the second leaves at once, for a meeting may be tomorrow
TO_MEMBERS, TO_DESK = "matches", "first_meetings"


@dataclass(slots=True)
class Told:
    """What each is to be told, gathered while things are handed over; `goer_id` is the one who goes."""

    work: Work
    key: str
    goer_id: str
    sentences: dict[str, list[letters.Sentence]] = field(default_factory=lambda: defaultdict(list))
    calendars: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    soon: set[str] = field(default_factory=set)
    at_desk: set[str] = field(default_factory=set)

    def say(self, member_id: str, sentence: letters.Sentence, is_soon: bool = False) -> None:
        """Somebody is to read a sentence, and soon where a day to come changes."""
        self.sentences[member_id].append(sentence)
        if is_soon:
            self.soon.add(member_id)

    def say_at_desk(self, member_id: str, sentence: letters.Sentence) -> None:
        """A coordinator is to read one about company at a meeting."""
        self.say(member_id, sentence, is_soon=True)
        self.at_desk.add(member_id)

    def write(self, is_back: bool) -> None:
        """Write the letters; whoever acts needs none."""
        named = names_of(self.work, list(self.sentences))
        place, base = community(self.work).name, self.work.settings.address
        for member_id in sorted(self.sentences.keys() - {self.work.actor.member_id}):
            told = self.sentences[member_id]
            link = f"{base}/{TO_DESK if member_id in self.at_desk else TO_MEMBERS}"
            if member_id == self.goer_id:
                draft = letters.seen_to(named[member_id], place, told, is_back, link)
            else:
                draft = letters.changed(named[member_id], place, told, link)
            kind = SOON if member_id in self.soon else KIND
            calendars = self.calendars[member_id]
            calendar = calendars[0] if len(calendars) == 1 else ""  # a letter brings one file, which holds one meeting
            write(self.work, fact(self.key, member_id), member_id, kind, draft, calendar=calendar)


def fact(key: str, member_id: str) -> str:
    """The key of the one letter somebody gets about one handing over."""
    return f"handover:{digest(key)[:24]}:{member_id}"


def names_of(work: Work, member_ids: Sequence[str]) -> dict[str, str]:
    """The names of some members."""
    rows = work.rows(sa.select(member.c.id, member.c.name).where(member.c.id.in_(sorted(member_ids))))
    return {row.id: row.name for row in rows}


def zones_of(work: Work, member_ids: Iterable[str]) -> dict[str, str]:
    """The zones some members live in."""
    rows = work.rows(sa.select(member.c.id, member.c.zone).where(member.c.id.in_(sorted(member_ids))))
    return {row.id: row.zone for row in rows}
