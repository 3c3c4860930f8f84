"""Jobs about hours: remind people of what waits for their word, end what waited long, welcome new members, prove."""

from datetime import timedelta

import sqlalchemy as sa

from timebank.access import OPERATOR, WORKER, May, Role
from timebank.app import App
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.jobs import letters
from timebank.jobs.job import Report, each
from timebank.jobs.rules import reminders_due
from timebank.ledger.donations import expire
from timebank.ledger.grants import give_opening, opening_due
from timebank.ledger.parties import ANSWERED
from timebank.ledger.questions import accept_unanswered, remind
from timebank.ledger.tables import decision, entry
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.members.reads import names
from timebank.roles import holders
from timebank.work import Look, Work, write_key

REMINDER = "hours_still_to_confirm"


def reminders_to_write(look: Look) -> list[str]:
    """The keys of reminders that are due and not yet written, "remind:ENTRY:NUMBER"; only the last missed one each."""
    look.require(May.LET_LAPSE)
    zone = community(look).zone
    today = local_date(look.now, zone)
    keys = []
    for row in look.rows(_pending(*ANSWERED).order_by(entry.c.position)):
        number = reminders_due((today - local_date(row.recorded_at, zone)).days)
        if number:
            keys.append(f"remind:{row.id}:{number}")
    written = _written(look, keys)
    return [key for key in keys if key not in written]


def _pending(*kinds: str) -> sa.Select[tuple[str, object]]:
    """What waits for the word of the other side, not what waits for a coordinator's alone."""
    said = sa.select(decision.c.id).where(
        decision.c.entry_id == entry.c.id, decision.c.state == "waiting", decision.c.confirmed_at.is_not(None)
    )
    columns = sa.select(entry.c.id, entry.c.recorded_at)
    return columns.where(entry.c.state == "pending", entry.c.kind.in_(kinds), ~said.exists())


def _written(look: Look, keys: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        some = write_key.c.key.in_(keys[start : start + 500])
        found |= {row.key for row in look.rows(sa.select(write_key.c.key).where(some))}
    return frozenset(found)


def remind_unconfirmed(app: App, slot: str) -> Report:
    """Remind whoever's word is still needed, after one day, three days, then each week."""

    def act(key: str) -> bool:
        app.do(WORKER, remind, key, key.split(":")[1])
        return True

    return each(app.see(WORKER, reminders_to_write), act).report("reminder", "reminders", "written")


def hours_to_accept(look: Look) -> list[str]:
    """Hours nobody answered in time, where the community lets those count, and a reminder was really sent."""
    look.require(May.LET_LAPSE)
    chosen = community(look)
    if chosen.unanswered_policy != "accept":
        return []
    old = _pending("exchange").where(entry.c.recorded_at <= look.now - timedelta(days=chosen.unanswered_days))
    waiting = look.rows(old.order_by(entry.c.position))
    if not waiting:
        return []
    since = min(row.recorded_at for row in waiting)
    sent = sa.select(letter.c.key).where(
        letter.c.kind == REMINDER, letter.c.state == "sent", letter.c.written_at >= since
    )
    reminded = {row.key.split(":")[1] for row in look.rows(sent)}
    return [row.id for row in waiting if row.id in reminded]


def accept_old(app: App, slot: str) -> Report:
    """Let hours count that nobody answered, as the community has chosen; those who were never reached go on waiting."""

    def act(entry_id: str) -> bool:
        app.do(WORKER, accept_unanswered, f"accept:{slot}:{entry_id}", entry_id)
        return True

    return each(app.see(WORKER, hours_to_accept), act).report("unanswered entry", "unanswered entries", "accepted")


def gifts_over(look: Look) -> list[str]:
    """The gifts nobody answered in time."""
    look.require(May.LET_LAPSE)
    since = look.now - timedelta(days=community(look).unanswered_days)
    return [row.id for row in look.rows(_pending("donation").where(entry.c.recorded_at <= since))]


def expire_gifts(app: App, slot: str) -> Report:
    """End gifts nobody answered in time, kindly; the hours are where they were before."""

    def act(entry_id: str) -> bool:
        app.do(WORKER, expire, f"expire:{slot}:{entry_id}", entry_id)
        return True

    return each(app.see(WORKER, gifts_over), act).report("gift", "gifts", "ended")


def give_opening_hours(app: App, slot: str) -> Report:
    """Give new members the hours everybody begins with, from the pot."""

    def act(member_id: str) -> bool:
        app.do(WORKER, give_opening, f"opening:{slot}:{member_id}", member_id)
        return True

    due = [one.member_id for one in app.see(WORKER, opening_due)]
    return each(due, act).report("new member", "new members", "given opening hours")


def verify_ledger(app: App, slot: str) -> Report:
    """Prove every row, state and balance; administrators get a letter when something does not hold."""
    from timebank.reports.agreement import prove

    proved = prove(app, OPERATOR, f"verify:{slot}:{app.ids.new()}", keeper=WORKER)  # each run is a proof of its own
    proof = proved.proof
    if proof.ok:
        counted = "1 entry" if proof.entries == 1 else f"{proof.entries} entries"
        return Report(proof.entries, f"{counted} verified: everything holds.")
    app.do(WORKER, _tell_administrators, slot)
    return Report(proof.entries, f"Something does not hold: {' '.join(proof.findings)}", ok=False)


def _tell_administrators(work: Work, slot: str) -> None:
    name, everybody = community(work).name, names(work)
    for member_id in holders(work.connection, Role.ADMINISTRATOR, work.now):
        draft = letters.ledger_does_not_verify(everybody[member_id], name)
        write(work, f"verify:{slot}:{member_id}", member_id, "ledger_does_not_verify", draft)
