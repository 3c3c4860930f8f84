"""Proves what a database holds before it is called a good copy: a time bank of a known shape, whose ledger verifies."""

import sqlalchemy as sa

from timebank import migrate
from timebank.access import OPERATOR
from timebank.app import App
from timebank.errors import Refused
from timebank.ledger.verify import Proof, verify
from timebank.roles import load_actor
from timebank.shape import MadeByNewer, SomethingElse, known
from timebank.work import Look


class NotSound(Refused):
    """The ledger in it does not verify, so it was not called a good copy. Please run: timebank verify"""


def is_older(revision: str | None) -> bool:
    """Whether a database has to be upgraded before it can be proved. Raises MadeByNewer, SomethingElse."""
    if revision is None:
        raise SomethingElse("This holds something else than a time bank, so it was left alone.")
    if revision not in known():
        raise MadeByNewer
    return revision != known()[-1]


def prove_aside(app: App) -> Proof:
    """Prove a database that nobody else uses, bringing it to this version's shape first. Raises NotSound."""
    if is_older(migrate.current(app)):
        migrate.upgrade(app, backup=False)
    return sound(app.see(OPERATOR, verify))


def prove_inside(app: App, connection: sa.Connection) -> Proof:
    """Prove what a transaction has written and not yet committed. Raises NotSound."""
    now = app.clock.now()
    return sound(verify(Look(connection, load_actor(connection, OPERATOR, now), now, app.settings)))


def sound(proof: Proof) -> Proof:
    """The proof itself, when all holds. Raises NotSound with the first thing that does not."""
    if not proof.ok:
        raise NotSound(f"The ledger in it does not verify: {proof.findings[0]} So nothing was changed.")
    return proof
