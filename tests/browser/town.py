"""A small made-up town for the browser, and the server that shows it: `python town.py DATABASE PORT`."""

import sys
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from world import World

from timebank.access import OPERATOR, Caller, as_member
from timebank.app import App, build
from timebank.clock import local_date
from timebank.community.actions import choose
from timebank.ledger import actions as ledger
from timebank.listings import actions as listings
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches, my_suggestions
from timebank.matches.review_reads import review
from timebank.meetings import actions as meetings
from timebank.members import actions as members
from timebank.members.rules import Window
from timebank.programmes import actions as programmes
from timebank.programmes.reads import programmes as open_programmes
from timebank.programmes.rules import Given
from timebank.settings import MailSettings, Settings
from timebank.setup import make_ready

PASSWORD = "three small words"
NAMES = ("Ann Archer", "Ben Brook", "Cora Cole", "Dev Das", "Eva Elm", "Finn Fox", "Grace Gale", "Hal Hill", "Ida Ivy")
OFFERS = (
    ("Dev Das", "offer", "garden", "Help with a small garden", "I have tools and a van.\nMornings suit me best."),
    ("Eva Elm", "request", "company", "Company on a walk", "Twice round the park, slowly."),
    ("Ben Brook", "offer", "making", "Fixing bicycles", "Punctures, brakes, chains."),
    ("Grace Gale", "request", "errands", "A lift to the clinic", ""),
)


@dataclass(slots=True)
class Town:
    """The people of the town, found by name."""

    app: App
    world: World

    def one(self, name: str) -> Caller:
        """Somebody by name."""
        return as_member(self.world.ids[name])


def people(app: App) -> Town:
    """Everybody, with passwords; Cora coordinates."""
    make_ready(app, "Northside Time Bank")
    app.do(OPERATOR, choose, "contact", {"contact": "Ring Cora on 0131 496 0000."})
    world = World(app)
    for name in NAMES:
        address = f"{name.split()[0].lower()}@example.org"
        caller = world.coordinator(name) if name == "Cora Cole" else world.member(name, email=address)
        if name == "Cora Cole":
            address = "cora.cole@example.org"
        assert caller.member_id
        members.set_password(app, caller.member_id, PASSWORD)
    return Town(app, world)


def live(town: Town) -> None:
    """A few months of the town's life, as Ann sees it."""
    app, world = town.app, town.world
    today = local_date(app.clock.now(), "Europe/London")
    ann, ben = town.one("Ann Archer"), town.one("Ben Brook")
    for number, (other, minutes, back, gives, note) in enumerate(HISTORY):
        them = town.one(other)
        mine, theirs = world.account("Ann Archer"), world.account(other)
        entry = app.do(
            ann,
            ledger.record,
            f"past-{number}",
            giver=mine if gives else theirs,
            receiver=theirs if gives else mine,
            service_date=today - timedelta(days=back),
            minutes=minutes,
            note=note,
        )
        if number != len(HISTORY) - 1:
            app.do(them, ledger.confirm, f"past-{number}-yes", entry)
    app.do(
        ben,
        ledger.record,
        "waits",
        giver=world.account("Ben Brook"),
        receiver=world.account("Ann Archer"),
        service_date=today - timedelta(days=2),
        minutes=90,
        note="Mended the back wheel, *twice* [x](http://example.org) <b>bold</b>",
    )
    for number, (name, kind, slug, title, words) in enumerate(OFFERS):
        app.do(town.one(name), listings.write_listing, f"listing-{number}", kind, slug, title, words)
    mine = app.do(ann, listings.write_listing, "mine", "offer", "company", "Reading aloud", "Any book you like.")
    app.do(town.one("Finn Fox"), listings.ask, "ask", mine, "Could you read me the paper on Fridays?")
    for name in ("Ann Archer", "Ben Brook", "Dev Das", "Eva Elm", "Hal Hill"):
        who = town.one(name)
        assert who.member_id
        app.do(who, members.set_free_times, f"w{name}", who.member_id, [Window(1, 600, 720), Window(3, 840, 1020)])
        app.do(who, members.set_needs, f"n{name}", who.member_id, ["en"], [])
    meet(town)


def meet(town: Town) -> None:
    """Ann is matched with Ben, who mentors her, and has a suggestion to be Eva's buddy."""
    app, cora, ann, ben = town.app, town.one("Cora Cole"), town.one("Ann Archer"), town.one("Ben Brook")
    found = {one.name: one.programme_id for one in app.see(cora, open_programmes)}
    ticks = {"may_be_used": True, "may_be_shown": True}
    week = [Given("languages", **ticks), Given("week", **ticks)]
    wanted, offered = Given("topics_wanted", ("computers",), **ticks), Given("topics_offered", ("computers",), **ticks)
    app.do(ann, programmes.join, "join-1", found["mentoring"], "mentee", [*week, wanted])
    app.do(ben, programmes.join, "join-2", found["mentoring"], "mentor", [*week, offered])
    for name in ("Ann Archer", "Eva Elm"):
        walks = Given("company_for", ("walks", "tea"), **ticks)
        app.do(town.one(name), programmes.join, f"join-{name}", found["buddying"], "buddy", [*week, walks])
    for programme in ("mentoring", "buddying"):
        app.do(cora, matches.run_round, f"round-{programme}", found[programme])
    for card in app.see(cora, review):
        app.do(cora, matches.approve, f"approve-{card.suggestion_id}", card.suggestion_id)
    for who in (ann, ben):
        assert who.member_id
        for one in app.see(who, my_suggestions, who.member_id):
            if one.programme == "mentoring" or one.programme == "Mentoring":
                app.do(who, matches.answer, f"yes-{who.member_id}", one.suggestion_id, True)
    match_id = app.see(ann, my_matches, ann.member_id)[0].match_id
    today = local_date(app.clock.now(), "Europe/London")
    at = datetime.combine(today, time(10))
    app.do(ben, meetings.plan, "past", match_id, datetime.combine(today, time()), 60, "Central Library, ground floor")
    app.do(ben, meetings.plan, "next", match_id, at + timedelta(days=4), 90, "Central Library, ground floor")


HISTORY = (
    ("Ben Brook", 120, 85, True, "Sorting papers"),
    ("Dev Das", 90, 70, False, ""),
    ("Eva Elm", 60, 55, True, "A walk"),
    ("Grace Gale", 45, 40, True, ""),
    ("Ben Brook", 150, 30, False, "Bicycle"),
    ("Hal Hill", 60, 12, True, "Shopping"),
    ("Ida Ivy", 75, 3, True, "Letters read and answered"),
)


def main() -> None:
    """Make the town at first, then serve it."""
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    is_new = not path.exists()
    mail = MailSettings(folder=path.with_suffix(".letters"))
    app = build(Settings(database_url=f"sqlite:///{path}", port=port, mail=mail, cookie_secret="only for tests"))
    if is_new:
        live(people(app))
    from ui.server import serve

    serve(app)


if __name__ == "__main__":
    main()
