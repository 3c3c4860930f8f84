"""Makes an empty database into a community: tables, ledger, categories, first programmes, first administrator."""

from timebank import migrate
from timebank.access import OPERATOR, Role
from timebank.app import App
from timebank.community.actions import choose
from timebank.ledger.posting import found_ledger
from timebank.listings.categories import plant_categories
from timebank.members import actions as members
from timebank.members.reads import everybody, member_id_of_email
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.reads import programmes as open_programmes
from timebank.work import Look, Work

STARTERS = ("mentoring", "buddying")


def make_ready(app: App, name: str = "") -> None:
    """Bring a database to the newest shape and plant what every community needs; doing it again changes nothing."""
    migrate.upgrade(app)
    app.do(OPERATOR, _plant, name)


def _plant(work: Work, name: str) -> None:
    found_ledger(work)
    plant_categories(work)
    if name:
        choose(work, f"setup:name:{work.ids.new()}", {"name": name})
    if not open_programmes(work):
        for starter in STARTERS:
            programmes.start(work, f"setup:{starter}", starter_text(starter))


def make_administrator(app: App, email: str, name: str, also: tuple[Role, ...] = ()) -> str:
    """The first administrator, found by e-mail or added; answers the member's id. Doing it again changes nothing."""
    return app.do(OPERATOR, _make_administrator, email, name, also)


def _make_administrator(work: Work, email: str, name: str, also: tuple[Role, ...]) -> str:
    member_id = member_id_of_email(work, email.strip().lower())
    if member_id is None:
        member_id = members.add(work, f"setup:member:{work.ids.new()}", name or email.partition("@")[0], email=email)
    held = roles_of(work, member_id)
    for role in (Role.ADMINISTRATOR, *also):
        if role not in held:
            members.grant(work, f"setup:role:{work.ids.new()}", member_id, role)
    return member_id


def roles_of(look: Look, member_id: str) -> tuple[str, ...]:
    """The roles somebody holds now."""
    return next((row.roles for row in everybody(look) if row.member_id == member_id), ())
