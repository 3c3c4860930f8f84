"""Makes an empty database into a community: tables, ledger, categories, first programmes, first administrator."""

from timebank import migrate
from timebank.access import OPERATOR, Role
from timebank.app import App
from timebank.community.actions import choose
from timebank.errors import InvalidInput
from timebank.ledger.posting import found_ledger
from timebank.listings.categories import plant_categories
from timebank.members import actions as members
from timebank.members import links
from timebank.members.directory import roles_of
from timebank.members.doors import INVITATION_LASTS
from timebank.members.reads import member_id_of_email
from timebank.members.rules import clean_email
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text
from timebank.programmes.reads import programmes as open_programmes
from timebank.work import Work

STARTERS = ("mentoring", "buddying")


def make_ready(app: App, name: str = "") -> None:
    """Bring a database to the newest shape and plant what every community needs; doing it again changes nothing."""
    migrate.upgrade(app)
    app.do(OPERATOR, _plant, name)


def _plant(work: Work, name: str) -> None:
    migrate.one_at_a_time(work.connection)
    found_ledger(work)
    plant_categories(work)
    if name:
        choose(work, f"setup:name:{work.ids.new()}", {"name": name})
    if not open_programmes(work):
        for starter in STARTERS:
            programmes.start(work, f"setup:{starter}", starter_text(starter))


def make_holder(app: App, email: str, role: Role, name: str = "") -> str:
    """Give somebody a role, adding them as a member if they are not yet one; answers a link to choose a password."""
    return app.do(OPERATOR, _make_holder, email, role, name)


def _make_holder(work: Work, email: str, role: Role, name: str) -> str:
    address = clean_email(email)
    if address is None:
        raise InvalidInput("Please give an e-mail address.")
    migrate.one_at_a_time(work.connection)
    member_id = member_id_of_email(work, address)
    if member_id is None:
        known_as = name or address.partition("@")[0]
        member_id = members.add(work, f"setup:member:{work.ids.new()}", known_as, email=address, invite=False)
    if role not in roles_of(work, member_id):
        members.grant(work, f"setup:role:{work.ids.new()}", member_id, role)
    secret = links.make(work, links.PASSWORD, member_id, lasts=INVITATION_LASTS)
    return f"{work.settings.address}/password/{secret}"
