"""How members get in: the letters that bring a link for a password, and an address put right."""

from datetime import timedelta

import sqlalchemy as sa

from timebank.access import ANONYMOUS, May, as_member, thing
from timebank.app import App
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.errors import InvalidInput, NotFound, Refused
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.mail.unsubscribe import PURPOSE as LETTERS
from timebank.members import attempts, letters, links, passwords, rules
from timebank.members.attempts import Try
from timebank.members.reads import concerning, member_id_of_email, present
from timebank.members.tables import credential, member
from timebank.work import Look, Work

INVITATION_LASTS = timedelta(days=14)
HELP_LASTS = timedelta(hours=1)
HELP_EVERY = timedelta(minutes=10)


class AddressTaken(InvalidInput):
    """Somebody with this e-mail address is already a member."""


class NotYourPassword(Refused):
    """This is not your password, so your e-mail address stays as it was."""


class OnlyThemselves(Refused):
    """This member has chosen a password, so only they can change their e-mail address, on their profile page."""


def send_password_link(work: Work, member_id: str, kind: str, lasts: timedelta) -> None:
    """Write a letter ("invitation" or "password") with a link; called by actions that have asked for permission."""
    name = present(work, member_id).name
    secret = links.make(work, links.PASSWORD, member_id, lasts=lasts)
    draft = letters.invitation if kind == "invitation" else letters.password_help
    address = f"{work.settings.address}/password/{secret}"
    write(work, f"{kind}:{member_id}:{work.ids.new()}", member_id, kind, draft(name, community(work).name, address))


def invite_again(work: Work, key: str, member_id: str) -> str:
    """Send a member a fresh invitation to choose a password. Raises NotFound."""
    is_self = work.actor.member_id == member_id
    work.require(May.ADD_MEMBER, thing(counterparties=[member_id]) if is_self else concerning(work, member_id))

    def do() -> str:
        send_password_link(work, member_id, "invitation", INVITATION_LASTS)
        note(work, "invite", "member", member_id)
        return member_id

    return work.once(key, "invite_again", {"member": member_id}, do)


def ask_for_password_letter(app: App, email: str) -> None:
    """Send help with signing in, if there is such a member; says nothing of whether there is.

    At most one letter in ten minutes, and older links stay good until one is used: nobody's way in, and nobody's
    mailbox, can be spoilt by somebody who only knows the address.
    """
    app.do(ANONYMOUS, _ask_for_password_letter, email.strip().lower())


def _ask_for_password_letter(work: Work, address: str) -> None:
    work.require(May.ASK_FOR_SIGN_IN_HELP)
    member_id = member_id_of_email(work, address)
    if member_id is None:
        return
    work.execute(lock_rows(sa.select(member.c.id).where(member.c.id == member_id)))  # of two at once, one waits
    lately = sa.select(letter.c.id).where(
        letter.c.member_id == member_id, letter.c.kind == "password", letter.c.written_at > work.now - HELP_EVERY
    )
    if work.value(lately.limit(1)) is None:
        send_password_link(work, member_id, "password", HELP_LASTS)


def send_password_letter(work: Work, email: str) -> str:
    """The operator's way of sending help with signing in; answers the member's id. Raises NotFound."""
    work.require(May.ADD_MEMBER)
    member_id = member_id_of_email(work, email.strip().lower())
    if member_id is None:
        raise NotFound("There is no member with this e-mail address.")
    send_password_link(work, member_id, "password", HELP_LASTS)
    note(work, "send_password_letter", "member", member_id)
    return member_id


def change_email(work: Work, key: str, member_id: str, email: str) -> str:
    """Put right the address of a member who never chose a password, or give an offline member one; invites them.

    Whoever has a password changes the address alone: see `change_own_email`. Answers the member's id. Raises
    NotFound, InvalidInput, AddressTaken, OnlyThemselves.
    """
    work.require(May.ADD_MEMBER, concerning(work, member_id))

    def do() -> str:
        if _password_hash(work, member_id) is not None:
            raise OnlyThemselves
        _keep_email(work, member_id, email)
        send_password_link(work, member_id, "invitation", INVITATION_LASTS)
        return member_id

    return work.once(key, "change_email", {"member": member_id, "email": email}, do)


def change_own_email(app: App, key: str, member_id: str, email: str, password: str) -> str:
    """Change one's own address, knowing the password; links sent to the old one open nothing any more.

    The slow check runs outside any transaction. Answers the member's id. Raises InvalidInput, AddressTaken,
    NotYourPassword, TooManyTries.
    """
    caller = as_member(member_id)
    counted, checked = app.do(caller, _count_own_try, member_id)
    if not passwords.matches(checked, password):
        raise NotYourPassword
    return app.do(caller, _change_own_email, key, member_id, email, counted, checked)


def _count_own_try(work: Work, member_id: str) -> tuple[Try, str | None]:
    work.require(May.EDIT_OWN_PROFILE, thing(owners=[member_id]))
    address = work.value(sa.select(member.c.email).where(member.c.id == member_id))
    return attempts.count(work, str(address or ""), f"member {member_id}"), _password_hash(work, member_id)


def _change_own_email(work: Work, key: str, member_id: str, email: str, counted: Try, checked: str | None) -> str:
    work.require(May.EDIT_OWN_PROFILE, thing(owners=[member_id]))

    def do() -> str:
        if _password_hash(work, member_id) != checked:
            raise NotYourPassword
        attempts.take_back(work, counted)
        _keep_email(work, member_id, email)
        return member_id

    return work.once(key, "change_own_email", {"member": member_id, "email": email}, do)


def _password_hash(look: Look, member_id: str) -> str | None:
    found = look.value(sa.select(credential.c.password_hash).where(credential.c.member_id == member_id))
    return None if found is None else str(found)


def _keep_email(work: Work, member_id: str, email: str) -> None:
    present(work, member_id)
    address = rules.clean_email(email)
    if address is None:
        raise InvalidInput("Please write the e-mail address. It should look like name@example.org.")
    try:
        with work.connection.begin_nested():
            work.execute(sa.update(member).where(member.c.id == member_id).values(email=address, is_offline=False))
    except sa.exc.IntegrityError as error:
        raise AddressTaken from error
    for purpose in (links.PASSWORD, links.HOURS, LETTERS):  # what went to the former address opens nothing any more
        links.end_all(work, purpose, member_id)
    note(work, "change_email", "member", member_id)
