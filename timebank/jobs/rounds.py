"""Jobs about matching: the weekly rounds, which only suggest, and open suggestions that need a reminder or an end."""

import sqlalchemy as sa

from timebank.access import WORKER, May
from timebank.app import App
from timebank.jobs.job import Report, each
from timebank.matches.rules import OPEN_STATES, may_be_due
from timebank.matches.tables import suggestion
from timebank.programmes.tables import programme
from timebank.work import Look


def programmes_to_match(look: Look) -> list[str]:
    """The open programmes; each kind has rounds."""
    look.require(May.RUN_MATCHING)
    is_open = programme.c.state == "open"
    return [row.id for row in look.rows(sa.select(programme.c.id).where(is_open).order_by(programme.c.name))]


def run_rounds(app: App, slot: str) -> Report:
    """One round for each open programme, or its first step; drafts only, and coordinators hear that they wait."""
    from timebank.matches.tasters import NOTHING, next_step  # brings the solvers, which no other job needs

    def act(programme_id: str) -> bool:
        return app.do(WORKER, next_step, f"weekly-rounds:{slot}:{programme_id}", programme_id) != NOTHING

    return each(app.see(WORKER, programmes_to_match), act).report("round", "rounds", "run")


def circles_to_look_at(look: Look) -> int:
    """How many circles dissolved lately whose people were not looked at since."""
    from timebank.matches.after_circles import circles_dissolved

    return len(circles_dissolved(look))


def look_again_after_circles(app: App, slot: str) -> Report:
    """What is still possible for those who are left of a circle that dissolved, once for each; drafts only."""
    from timebank.matches.after_circles import circles_dissolved, key_of, look_again

    def act(suggestion_id: str) -> bool:
        app.do(WORKER, look_again, key_of(suggestion_id), suggestion_id)
        return True

    return each(app.see(WORKER, circles_dissolved), act).report("circle", "circles", "looked at again")


def first_steps_due(look: Look) -> list[str]:
    """The programmes of which some short meetings are near the last day for saying how it was, or past it."""
    from timebank.matches import tasters

    return tasters.first_steps_due(look)


def remind_or_close_first_steps(app: App, slot: str) -> Report:
    """One reminder before the last day, then the end of short meetings; coordinators hear when all are over."""
    from timebank.matches.tasters import NOTHING, remind_or_close

    def act(programme_id: str) -> bool:
        return app.do(WORKER, remind_or_close, f"first-steps:{slot}:{programme_id}", programme_id) != NOTHING

    return each(app.see(WORKER, first_steps_due), act).report("first step", "first steps", "reminded of or closed")


def suggestions_due(look: Look) -> list[str]:
    """The open suggestions that are half-way through their time, or past its end."""
    look.require(May.RUN_MATCHING)
    columns = (suggestion.c.id, suggestion.c.state, suggestion.c.closes_at)
    rows = look.rows(sa.select(*columns).where(suggestion.c.state.in_(OPEN_STATES)).order_by(suggestion.c.id))
    return [row.id for row in rows if may_be_due(row.state, row.closes_at, look.now)]


def remind_or_expire_suggestions(app: App, slot: str) -> Report:
    """One reminder half-way through a suggestion's time, and its kind end when nobody answered."""
    from timebank.matches.actions import remind_or_expire

    def act(suggestion_id: str) -> bool:
        key = f"expire-suggestions:{slot}:{suggestion_id}"
        return app.do(WORKER, remind_or_expire, key, suggestion_id) != "nothing"

    return each(app.see(WORKER, suggestions_due), act).report("suggestion", "suggestions", "reminded of or ended")
