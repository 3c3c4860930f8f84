"""A ledger taken away as CSV and brought into an empty bank is the same ledger, entry by entry."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from conftest import create_database, drop_database
from ledger_world import TODAY, Ledger
from world import World

from timebank import migrate, tabular
from timebank.access import OPERATOR, WORKER
from timebank.app import App, build
from timebank.bringing import ImportReport
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.ledger import actions, corrections, donations, grants, groups, leaving, questions, verify
from timebank.ledger.own_imports import bring_own
from timebank.ledger.posting import found_ledger
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry
from timebank.listings.categories import plant_categories
from timebank.listings.tables import category
from timebank.members.tables import member
from timebank.reports.exports import ledger_csv
from timebank.settings import Settings

HOSTILE = 'a "quoted" note;\nwith, commas | bars\n=1+1 and \u202bעברית ünï 🙂 [2026-99-99] date:x \\n'


@pytest.fixture
def empty(app: App, tmp_path: Path, clock: HandClock) -> Iterator[App]:
    """A second bank on the same kind of database, with nothing in it but its empty ledger."""
    url = app.engine.url
    if url.get_backend_name() == "sqlite":
        new = f"sqlite:///{tmp_path / 'second.db'}"
    else:
        server = url.set(drivername="postgresql", database="postgres")
        created = create_database(server, f"{url.database}b", None)
        new = created.render_as_string(hide_password=False)
    second = build(Settings(database_url=new), clock=clock)
    migrate.upgrade(second)
    second.do(OPERATOR, found_ledger)
    yield second
    second.close()
    if url.get_backend_name() != "sqlite":
        drop_database(server, f"{url.database}b")


def full_life(ledger: Ledger) -> None:
    """Everything that may happen to hours, at least once."""
    world, app = ledger.world, ledger.world.app
    app.do(OPERATOR, plant_categories)
    with app.engine.connect() as connection:
        gardening = connection.execute(sa.select(category.c.id).where(category.c.slug == "gardening")).scalar_one()
    ann, ben, cora = ledger.person("Ann"), ledger.person("Ben"), world.coordinator()
    library = world.organisation("The Library", "Ann")
    entry_id = app.do(
        ann,
        actions.record,
        world.key(),
        giver=world.account("Ann"),
        receiver=world.account("Ben"),
        service_date=TODAY - timedelta(days=40),
        minutes=600,
        category_id=gardening,
        note=HOSTILE,
    )
    ledger.confirm("Ben", entry_id)
    ledger.record("Ann", "Ann", "Ben", 15, note="still waiting")
    questioned = ledger.record("Ann", "Ann", "Ben", 120)
    app.do(ben, questions.question, world.key(), questioned, 30, "it was less")
    settled = ledger.record("Ann", "Ann", "Ben", 200, note="'=quoted")
    app.do(ben, questions.question, world.key(), settled, 20, "it was much less")
    app.do(cora, questions.settle, world.key(), settled, 100, "we talked")
    app.do(ben, actions.decline, world.key(), ledger.record("Ann", "Ann", "Ben", 5), "no")
    app.do(ann, actions.withdraw, world.key(), ledger.record("Ann", "Ann", "Ben", 6))
    for_library = ledger.record("Ben", "Ben", library, 90)
    ledger.confirm("Ann", for_library)
    app.do(cora, corrections.correct, world.key(), entry_id, 300, "half of it was a break")
    app.do(cora, corrections.correct, world.key(), for_library, 120, "a little more")
    everybody_else(ledger)


def everybody_else(ledger: Ledger) -> None:
    """Gifts, sessions, grants, meetings the pot gives half for, and two who leave."""
    world, app = ledger.world, ledger.world.app
    ann, cora = ledger.person("Ann"), world.coordinator()
    people = [ledger.of(name) for name in ("Ben", "Dan", "Eve")]
    app.do(
        ann,
        groups.record_group,
        world.key(),
        givers=(ledger.of("Ann"),),
        receivers=tuple(people),
        service_date=TODAY,
        minutes=100,
        pays="shared",
    )
    pot = Holder("pot")
    app.do(ann, donations.donate, world.key(), giver=ledger.of("Ann"), receiver=pot, minutes=60, words="for all")
    app.do(ann, donations.donate, world.key(), giver=ledger.of("Ann"), receiver=ledger.of("Dan"), minutes=7)
    ids = (world.ids["Dan"], world.ids["Eve"])
    app.do(cora, grants.grant, world.key(), member_ids=ids, minutes=20, service_date=TODAY, reason="the meeting")
    met = {"giver": ledger.of("Ann"), "receiver": ledger.of("Ben"), "service_date": TODAY, "pays": "shared"}
    first = app.do(ann, actions.record_of_meeting, world.key(), meeting_id="first", minutes=15, **met)
    ledger.confirm("Ben", first)
    app.do(ann, actions.record_of_meeting, world.key(), meeting_id="second", minutes=5, **met)
    for name in ("Gus", "Ida"):
        ledger.confirm("Ann", ledger.record(name, name, "Ann", 30))
        wish = "pot" if name == "Gus" else "stays"
        app.do(ledger.person(name), leaving.leave, world.key(), wish)


def bring(app: App, text: str, **options: bool) -> ImportReport:
    records = tabular.read("ledger.csv", text.encode())
    return app.do(OPERATOR, bring_own, records, **options)


def balances(app: App) -> dict[tuple[str, str], tuple[int, int, bool]]:
    columns = (account.c.kind, account.c.member_id, account.c.organisation_id, account.c.closed_at)
    with app.engine.connect() as connection:
        rows = connection.execute(sa.select(*columns, account.c.balance_minutes, account.c.reserved_minutes)).all()
    return {
        (row.kind, row.member_id or row.organisation_id or ""): (
            row.balance_minutes,
            row.reserved_minutes,
            row.closed_at is not None,
        )
        for row in rows
    }


def links(app: App) -> list[tuple[object, ...]]:
    """Every entry with what it follows and with whom it shares an exchange, told by the first entry of it."""
    chosen = sa.select(entry.c.id, entry.c.corrects_id, entry.c.settles_id, entry.c.exchange_id, entry.c.recorded_at)
    with app.engine.connect() as connection:
        rows = connection.execute(chosen.order_by(entry.c.position)).all()
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row.exchange_id, row.id)
    return [
        (row.id, row.corrects_id, row.settles_id, first[row.exchange_id] if row.exchange_id else None, row.recorded_at)
        for row in rows
    ]


def test_an_empty_bank_becomes_the_same_bank(ledger: Ledger, empty: App) -> None:
    full_life(ledger)
    app = ledger.world.app
    text = app.see(OPERATOR, ledger_csv)
    states = {row["state"] for row in csv.DictReader(io.StringIO(text))}
    assert states >= {"posted", "pending", "questioned", "closed", "declined", "withdrawn"}
    tried = bring(empty, text, dry_run=True)
    assert (tried.failed, tried.is_stored) == ((), False)
    assert empty.see(OPERATOR, ledger_csv).count("\n") == 1
    report = bring(empty, text)
    assert (report.failed, report.written) == ((), tried.written)
    assert empty.see(OPERATOR, ledger_csv) == text
    moved = {holder: stands for holder, stands in balances(app).items() if stands != (0, 0, False)}
    assert {holder: stands for holder, stands in balances(empty).items() if stands != (0, 0, False)} == moved
    assert links(empty) == links(app)
    proof = empty.see(OPERATOR, verify.verify)
    assert (proof.ok, proof.findings) == (True, ())


def test_the_same_ledger_twice_changes_nothing_here_or_where_it_came_from(ledger: Ledger, empty: App) -> None:
    full_life(ledger)
    text = ledger.world.app.see(OPERATOR, ledger_csv)
    rows = bring(empty, text).written
    for app in (empty, ledger.world.app):
        again = bring(app, text)
        assert (again.written, again.already, again.failed) == (0, rows, ())
        assert app.see(OPERATOR, ledger_csv) == text


def test_what_waits_for_an_answer_goes_on_there(ledger: Ledger, empty: App) -> None:
    full_life(ledger)
    bring(empty, ledger.world.app.see(OPERATOR, ledger_csv))
    with empty.engine.connect() as connection:
        gift = connection.execute(
            sa.select(entry.c.id).where(entry.c.kind == "donation", entry.c.state == "pending")
        ).scalar_one()
    later = ledger.world.app.see(OPERATOR, ledger_csv)
    empty.clock.move(days=20)
    empty.do(WORKER, donations.expire, "later", gift)
    assert empty.see(OPERATOR, verify.verify).ok
    assert [one.reason for one in bring(empty, later).failed] == []  # here it is further on than there
    mixed = empty.see(OPERATOR, ledger_csv)
    ahead = bring(ledger.world.app, mixed).failed
    assert ["still pending here" in one.reason for one in ahead] == [True]


def test_whoever_had_left_has_left_here_too(ledger: Ledger, empty: App) -> None:
    full_life(ledger)
    bring(empty, ledger.world.app.see(OPERATOR, ledger_csv))
    with empty.engine.connect() as connection:
        left = connection.execute(sa.select(member.c.id).where(member.c.state == "left")).scalars().all()
        offline = connection.execute(sa.select(member.c.is_offline).where(member.c.id == ledger.world.ids["Ann"]))
        assert sorted(left) == sorted(ledger.world.ids[name] for name in ("Gus", "Ida"))
        assert offline.scalar_one()


HEADER = "entry,kind,state,service_date,recorded_at,from,to,minutes,people,category,source,corrects,note"
GOOD = "e1,exchange,posted,2026-05-01,2026-05-02T09:00:00+00:00,Ann [member:a1],Ben [member:b1],60,1,,person,,"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GOOD.replace("e1,", "e1,", 1), "twice"),
        (GOOD.replace("e1", "e2").replace(",60,", ",0,"), "not a number of minutes"),
        (GOOD.replace("e1", "e2").replace(",60,", ",-60,"), "not a number of minutes"),
        (GOOD.replace("e1", "e2").replace("posted", "done"), "state"),
        (GOOD.replace("e1", "e2").replace("exchange", "theft"), "kind"),
        (GOOD.replace("e1", "e2").replace("Ann [member:a1]", "Ann"), "must look like"),
        (GOOD.replace("e1", "e2").replace("2026-05-01", "2999-05-01"), "has not come yet"),
        (GOOD.replace("e1", "e2").replace("+00:00", ""), "time zone"),
        (GOOD.replace("e1", "e2").replace("b1", "a1"), "the same"),
        (GOOD.replace("e1", "e2").replace("person,,", "person,e9,"), "neither here nor before it"),
        (GOOD.replace("e1", "e2").replace("person,,", "person,e1,"), "does not follow"),
        (GOOD.replace("e1", "e2").replace("exchange", "correction"), "must name"),
        (GOOD.replace("e1", "e2").replace("exchange,posted", "grant,pending"), "grant are never pending"),
        (GOOD.replace("e1", "e2").replace("exchange,posted", "leaving,declined"), "leaving are never declined"),
        (GOOD.replace("e1", "e2").replace("exchange,posted", "donation,questioned"), "donation are never questioned"),
        (
            GOOD.replace("e1", "e2")
            .replace("exchange", "correction")
            .replace("person,,", "person,e1,")
            # more than there was
            .replace("Ann [member:a1],Ben [member:b1],60", "Ben [member:b1],Ann [member:a1],61"),
            "does not follow",
        ),
    ],
)
def test_a_row_that_would_not_hold_says_why(world: World, row: str, reason: str) -> None:
    report = bring(world.app, "\n".join([HEADER, GOOD, row, ""]))
    assert [reason in one.reason for one in report.failed] == [True], report.failed
    assert not report.is_stored
    again = bring(world.app, "\n".join([HEADER, GOOD, row, ""]), good_rows_only=True)
    assert (again.written, again.is_stored) == (1, True)
    assert world.app.see(OPERATOR, verify.verify).ok


def test_a_changed_figure_is_refused_the_second_time(world: World) -> None:
    bring(world.app, f"{HEADER}\n{GOOD}\n")
    report = bring(world.app, f"{HEADER}\n{GOOD.replace(',60,', ',90,')}\n")
    assert ["other details" in one.reason for one in report.failed] == [True]


def test_a_coordinator_brings_in_no_hours_of_their_own_and_a_member_none_at_all(world: World) -> None:
    cora, ann = world.coordinator(), world.member("Ann")
    text = f"{HEADER}\n{GOOD.replace('Ann [member:a1]', f'Cora [member:{cora.member_id}]')}\n"
    records = tabular.read("ledger.csv", text.encode())
    report = world.app.do(cora, bring_own, records)
    assert ["your own hours" in one.reason for one in report.failed] == [True]
    with pytest.raises(NotFound):
        world.app.do(ann, bring_own, records)


def test_days_of_long_ago_keep_both_their_dates(world: World) -> None:
    bring(world.app, f"{HEADER}\n{GOOD.replace('2026-05-01', '2019-05-01')}\n")
    with world.app.engine.connect() as connection:
        row = connection.execute(sa.select(entry.c.service_date, entry.c.recorded_at)).one()
    assert (row.service_date, row.recorded_at.isoformat()) == (date(2019, 5, 1), "2026-05-02T09:00:00+00:00")
