"""A statement in words and rows, the same on the screen and on paper."""

from urllib.parse import urlencode

from timebank.ledger.rules import say_minutes
from timebank.reports.statements import Line, Statement
from ui.parts.dates import day, long_day
from ui.words.unrecorded import Statement as said


def opening(found: Statement) -> str:
    """Where they stood before."""
    if found.from_day is None:
        return said.beginning
    return said.opening.format(day=long_day(found.from_day), minutes=say_minutes(found.opening_minutes))


def closing(found: Statement) -> str:
    """Where they stand at the end."""
    return said.closing.format(day=long_day(found.to_day), minutes=say_minutes(found.closing_minutes))


def sums(found: Statement) -> str:
    """What came together in this time."""
    given, received, other = (say_minutes(one) for one in found.sums)
    return (said.sums_other if found.sums[2] else said.sums).format(given=given, received=received, other=other)


def period(found: Statement) -> str:
    """From when to when."""
    last = long_day(found.to_day)
    if found.from_day is None:
        return said.period_all.format(last=last)
    return said.period.format(first=long_day(found.from_day), last=last)


def line_row(line: Line) -> tuple[str, ...]:
    """One entry that counts, in the order of `columns`; what is nothing stays blank."""
    return (
        *(_year_day(line), day(line.written_on, line.service_date), line.other, what(line)),
        *(say_minutes(one) if one else "" for one in (line.given_minutes, line.received_minutes, line.other_minutes)),
        say_minutes(line.balance_minutes),
    )


def pending_row(line: Line) -> tuple[str, ...]:
    """One entry that does not count yet, in the order of `pending_columns`."""
    minutes = line.given_minutes + line.received_minutes + abs(line.other_minutes)
    return _year_day(line), day(line.written_on, line.service_date), line.other, what(line), say_minutes(minutes)


def what(line: Line) -> str:
    """What it was: the kind of help, or what kind of entry."""
    kind = said.kinds[line.kind]
    found = line.category if line.kind == "exchange" and line.category else kind
    return f"{found}, {said.people.format(people=line.people)}" if line.people > 1 else found


def address(path: str, found: Statement) -> str:
    """The address of the same statement in another form."""
    query = {"member": found.member_id, "to": found.to_day.isoformat()}
    if found.from_day is not None:
        query["from"] = found.from_day.isoformat()
    return f"{path}?{urlencode(query)}"


def _year_day(line: Line) -> str:
    return f"{day(line.service_date)} {line.service_date.year}"
