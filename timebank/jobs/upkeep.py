"""Jobs that keep the house in order: letters go out, old listings come down, what is no longer needed is deleted."""

import sqlalchemy as sa

from timebank.access import WORKER, May
from timebank.app import App
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.jobs.job import Report
from timebank.jobs.retention import RULES
from timebank.listings.actions import lapse
from timebank.listings.tables import listing
from timebank.mail.send import due_ids, send_due
from timebank.work import Look, Work


def letters_waiting(look: Look) -> int:
    """How many letters would be tried now."""
    return len(due_ids(look))


def send_letters(app: App, slot: str) -> Report:
    """Try every letter that is due."""
    result = send_due(app)
    counts = {
        "sent": result.sent,
        "put off": result.put_off,
        "failed": result.failed,
        "no longer wanted": result.skipped,
    }
    words = ", ".join(f"{count} {deed}" for deed, count in counts.items() if count)
    sentences = [f"Letters: {words}."] if words else [] if result.trouble else ["No letter was due."]
    return Report(result.sent, " ".join([*sentences, result.trouble]).strip(), ok=not result.trouble)


def listings_over(look: Look) -> int:
    """How many listings stand on the noticeboard past their last day."""
    look.require(May.LET_LAPSE)
    today = local_date(look.now, community(look).zone)
    over = sa.select(sa.func.count()).where(listing.c.state == "open", listing.c.expires_on < today)
    return int(look.value(over) or 0)


def expire_listings(app: App, slot: str) -> Report:
    """Take listings down whose time has come; their owners hear of it and can renew them."""
    count = int(app.do(WORKER, lapse, f"expire-listings:{slot}"))
    return Report(count, f"{count} {'listing' if count == 1 else 'listings'} taken down.")


def leftovers(look: Look) -> int:
    """How many rows nobody needs any longer."""
    look.require(May.LET_LAPSE)
    counts = (sa.select(sa.func.count()).select_from(one.table).where(one.is_over(look.now)) for one in RULES)
    return sum(int(look.value(count) or 0) for count in counts)


def clean_up(app: App, slot: str) -> Report:
    """Delete what nobody needs any longer, by the rules of `retention`."""
    count = app.do(WORKER, _delete_leftovers)
    return Report(count, f"{count} old {'row' if count == 1 else 'rows'} deleted.")


def _delete_leftovers(work: Work) -> int:
    work.require(May.LET_LAPSE)
    return sum(work.execute(sa.delete(one.table).where(one.is_over(work.now))).rowcount for one in RULES)
