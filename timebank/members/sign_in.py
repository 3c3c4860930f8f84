"""Signing in: a password checked slowly and fairly, then a session that can be ended at any moment."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.access import ANONYMOUS, Caller, May, as_member, thing
from timebank.app import App
from timebank.db import lock_rows
from timebank.errors import Refused
from timebank.history.actions import note
from timebank.ids import digest
from timebank.members import attempts, links, passwords
from timebank.members.attempts import Try
from timebank.members.tables import credential, member, session
from timebank.work import Look, Work, insert_for

LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=10)


class WrongPassword(Refused):
    """This e-mail address and password do not belong together. Please try again, or ask for help with signing in."""


def sign_in(app: App, email: str, password: str, source: str) -> str:
    """Check a password and start a session; answers its secret, for the cookie. Raises WrongPassword, TooManyTries.

    `source` says where the try came from (a network address). The slow hash runs outside any transaction; the try is
    counted before it, and taken back when the password was right.
    """
    counted, member_id, password_hash = app.do(ANONYMOUS, _begin, email.strip().lower(), source)
    if not passwords.matches(password_hash, password):
        raise WrongPassword
    assert member_id is not None  # only a kept hash can match
    return app.do(as_member(member_id), _start_session, counted, password_hash)


def _begin(work: Work, address: str, source: str) -> tuple[Try, str | None, str | None]:
    work.require(May.SIGN_IN)
    counted = attempts.count(work, address, source)
    row = work.row(
        sa.select(member.c.id, credential.c.password_hash)
        .join(credential, credential.c.member_id == member.c.id)
        .where(member.c.email == address, member.c.state == "active")
    )
    return (counted, row.id, row.password_hash) if row else (counted, None, None)


def _start_session(work: Work, counted: Try, password_hash: str | None) -> str:
    """Open a session, if the password that was checked is still theirs by now; raises WrongPassword."""
    member_id = work.actor.member_id
    kept = sa.select(credential.c.password_hash).where(credential.c.member_id == (member_id or ""))
    if member_id is None or work.value(lock_rows(kept)) != password_hash:
        raise WrongPassword
    attempts.take_back(work, counted)
    return open_session(work)


def open_session(work: Work) -> str:
    """A session for the actor; answers its secret. Called by actions that have checked who they are."""
    secret = work.ids.secret()
    work.execute(
        sa.insert(session).values(
            digest=digest(secret),
            member_id=work.actor.member_id,
            started_at=work.now,
            seen_at=work.now,
            expires_at=work.now + LASTS,
        )
    )
    note(work, "sign_in", "member", work.actor.member_id or "")
    return secret


def caller_of(app: App, secret: str) -> Caller:
    """Who holds this session now; ANONYMOUS when it has ended, expired or lain idle."""
    if not secret:
        return ANONYMOUS
    mark = digest(secret)
    row = app.see(ANONYMOUS, _session, mark)
    if row is None:
        return ANONYMOUS
    member_id, seen_at, now = row
    if now - seen_at > SEEN_EVERY:
        app.do(ANONYMOUS, _touch, mark)
    return as_member(member_id)


def _session(look: Look, mark: str) -> tuple[str, datetime, datetime] | None:
    row = look.row(
        sa.select(session.c.member_id, session.c.seen_at).where(
            session.c.digest == mark,
            session.c.ended_at.is_(None),
            session.c.expires_at > look.now,
            session.c.seen_at > look.now - IDLE,
        )
    )
    return (row.member_id, row.seen_at, look.now) if row else None


def _touch(work: Work, mark: str) -> None:
    work.execute(sa.update(session).where(session.c.digest == mark).values(seen_at=work.now))


def sign_out(app: App, secret: str) -> None:
    """End this session; it opens nothing from the next call on."""
    app.do(ANONYMOUS, _end, digest(secret))


def _end(work: Work, mark: str) -> None:
    work.execute(
        sa.update(session).where(session.c.digest == mark, session.c.ended_at.is_(None)).values(ended_at=work.now)
    )


def end_all_sessions(work: Work, member_id: str) -> None:
    """End every session of a member, on all their devices; called by actions that have asked for permission."""
    work.execute(
        sa.update(session)
        .where(session.c.member_id == member_id, session.c.ended_at.is_(None))
        .values(ended_at=work.now)
    )


def set_password_by_link(app: App, secret: str, password: str) -> None:
    """Set a password with the secret of a letter; ends all sessions. Raises LinkSpent, InvalidInput."""
    app.see(ANONYMOUS, links.read, links.PASSWORD, secret)
    password_hash = passwords.hashed(password)
    app.do(ANONYMOUS, _set_by_link, secret, password_hash)


def _set_by_link(work: Work, secret: str, password_hash: str) -> None:
    found = links.use(work, links.PASSWORD, secret)
    keep_password(work, found.member_id, password_hash)
    links.end_all(work, links.PASSWORD, found.member_id)
    end_all_sessions(work, found.member_id)
    note(work, "set_password", "member", found.member_id)


def keep_password(work: Work, member_id: str, password_hash: str) -> None:
    """Keep a password hash and forget the tries at the old one; called by actions that have asked for permission."""
    values = {"password_hash": password_hash, "changed_at": work.now}
    statement = insert_for(work, credential).values(member_id=member_id, **values)
    work.execute(statement.on_conflict_do_update(index_elements=[credential.c.member_id], set_=values))
    attempts.forget(work, str(work.value(sa.select(member.c.email).where(member.c.id == member_id)) or ""))


def end_own_sessions(work: Work, key: str) -> str:
    """Sign out on every device one ever signed in with, this one too. Answers the member's id."""
    member_id = work.actor.member_id or ""
    work.require(May.EDIT_OWN_PROFILE, thing(owners=[member_id]))

    def do() -> str:
        end_all_sessions(work, member_id)
        note(work, "sign_out_everywhere", "member", member_id)
        return member_id

    return work.once(key, "end_own_sessions", {"member": member_id}, do)
