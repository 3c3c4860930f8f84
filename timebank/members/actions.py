"""What people do about membership: welcome somebody, keep a profile, say when they are free, give a role."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import ANONYMOUS, EVERYBODYS, May, Role, Thing, role_grant, thing
from timebank.app import App
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.members import letters, links, passwords, rules
from timebank.members.reads import member_id_of_email
from timebank.members.sign_in import end_all_sessions, keep_password
from timebank.members.tables import access_need, area, free_time, member, member_language
from timebank.work import Work

INVITATION_LASTS = timedelta(days=14)
ROLE_LASTS = timedelta(days=365)


class AddressTaken(InvalidInput):
    """Somebody with this e-mail address is already a member."""


def add(
    work: Work,
    key: str,
    name: str,
    email: str = "",
    phone: str = "",
    languages: Iterable[str] = (),
    access: Iterable[str] = (),
    invite: bool = True,
) -> str:
    """Welcome a member; without an e-mail they are an offline member.

    With `invite` a letter lets them choose a password. Answers the member's id. Raises InvalidInput, AddressTaken.
    """
    work.require(May.ADD_MEMBER)
    content = {"name": name, "email": email, "phone": phone, "languages": list(languages), "access": list(access)}

    def do() -> str:
        address = rules.clean_email(email)
        if address and work.value(sa.select(member.c.id).where(member.c.email == address)):
            raise AddressTaken
        member_id = work.ids.new()
        work.execute(
            sa.insert(member).values(
                id=member_id,
                name=rules.clean_name(name),
                email=address,
                phone=rules.clean_phone(phone),
                is_offline=address is None,
                language="en",
                zone=community(work).zone,
                state="active",
                joined_at=work.now,
                wants_letters=True,
            )
        )
        _replace_codes(work, member_id, member_language, rules.clean_languages(content["languages"]))
        _replace_codes(work, member_id, access_need, rules.clean_access(content["access"]))
        note(work, "add_member", "member", member_id)
        if invite and address:
            _send_password_link(work, member_id, "invitation", INVITATION_LASTS)
        return member_id

    return work.once(key, "add_member", {**content, "invite": invite}, do)


def _send_password_link(work: Work, member_id: str, kind: str, lasts: timedelta) -> None:
    secret = links.make(work, links.PASSWORD, member_id, lasts=lasts)
    person = work.connection.execute(sa.select(member.c.name).where(member.c.id == member_id)).one()
    draft = letters.invitation if kind == "invitation" else letters.password_help
    address = f"{work.settings.address}/password/{secret}"
    write(
        work, f"{kind}:{member_id}:{work.ids.new()}", member_id, kind, draft(person.name, community(work).name, address)
    )


def invite_again(work: Work, key: str, member_id: str) -> str:
    """Send a member a fresh invitation to choose a password."""
    work.require(May.ADD_MEMBER, thing(counterparties=[member_id]) if work.actor.member_id == member_id else EVERYBODYS)

    def do() -> str:
        _existing(work, member_id)
        _send_password_link(work, member_id, "invitation", INVITATION_LASTS)
        note(work, "invite", "member", member_id)
        return member_id

    return work.once(key, "invite_again", {"member": member_id}, do)


def ask_for_password_letter(app: App, email: str) -> None:
    """Send help with signing in, if there is such a member; says nothing of whether there is."""
    app.do(ANONYMOUS, _ask_for_password_letter, email.strip().lower())


def _ask_for_password_letter(work: Work, address: str) -> None:
    work.require(May.ASK_FOR_SIGN_IN_HELP)
    member_id = member_id_of_email(work, address)
    if member_id:
        links.end_all(work, links.PASSWORD, member_id)
        _send_password_link(work, member_id, "password", timedelta(hours=1))


def send_password_letter(work: Work, email: str) -> str:
    """The operator's way of sending help with signing in; answers the member's id. Raises NotFound."""
    work.require(May.ADD_MEMBER)
    member_id = member_id_of_email(work, email.strip().lower())
    if member_id is None:
        raise NotFound("There is no member with this e-mail address.")
    _send_password_link(work, member_id, "password", timedelta(hours=1))
    note(work, "send_password_letter", "member", member_id)
    return member_id


def set_password(app: App, member_id: str, password: str) -> None:
    """The operator's way of setting a password outright (first administrator, demo); ends all sessions."""
    from timebank.access import OPERATOR

    password_hash = passwords.hashed(password)

    def action(work: Work) -> None:
        work.require(May.GRANT_ROLE)
        _existing(work, member_id)
        keep_password(work, member_id, password_hash)
        end_all_sessions(work, member_id)
        note(work, "set_password", "member", member_id)

    app.do(OPERATOR, action)


def edit_profile(work: Work, key: str, member_id: str, how_told: str = "", **given: str) -> str:
    """Change name, phone, about, language, zone or wants_letters ("yes" or "no"); for oneself or an offline member."""
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    cleaners: dict[str, Callable[[str], object]] = {
        "name": rules.clean_name,
        "phone": rules.clean_phone,
        "about": rules.clean_words,
        "zone": rules.clean_zone,
        "language": lambda words: rules.clean_languages([words])[0],
        "wants_letters": lambda words: words == "yes",
    }
    unknown = set(given) - set(cleaners)
    if unknown:
        raise InvalidInput(f"A profile has no field called {min(unknown)!r}.")

    def do() -> str:
        values = {field: cleaners[field](words) for field, words in given.items()}
        if values:
            work.execute(sa.update(member).where(member.c.id == member_id).values(**values))
        _note_for(work, "edit_profile", member_id, how_told)
        return member_id

    return work.once(key, "edit_profile", {"member": member_id, "told": how_told, **given}, do)


def set_needs(
    work: Work, key: str, member_id: str, languages: Iterable[str], access: Iterable[str], how_told: str = ""
) -> str:
    """Keep which languages a member speaks and what they need to take part."""
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    spoken, needed = rules.clean_languages(languages), rules.clean_access(access)

    def do() -> str:
        _replace_codes(work, member_id, member_language, spoken)
        _replace_codes(work, member_id, access_need, needed)
        _note_for(work, "set_needs", member_id, how_told)
        return member_id

    content = {"member": member_id, "languages": spoken, "access": needed, "told": how_told}
    return work.once(key, "set_needs", content, do)


def set_free_times(work: Work, key: str, member_id: str, windows: Iterable[rules.Window], how_told: str = "") -> str:
    """Keep when a member is free each week, in their own zone; replaces what was kept before."""
    as_themself_or_offline(work, May.EDIT_OWN_PROFILE, member_id, how_told)
    clean = rules.clean_windows(windows)

    def do() -> str:
        work.execute(sa.delete(free_time).where(free_time.c.member_id == member_id))
        rows = [
            {"member_id": member_id, "weekday": w.weekday, "start_minute": w.start_minute, "end_minute": w.end_minute}
            for w in clean
        ]
        if rows:
            work.execute(sa.insert(free_time), rows)
        _note_for(work, "set_free_times", member_id, how_told)
        return member_id

    content = {"member": member_id, "windows": [rules.say_window(w) for w in clean], "told": how_told}
    return work.once(key, "set_free_times", content, do)


def grant(work: Work, key: str, member_id: str, role: Role, area_id: str | None = None) -> str:
    """Trust a member with a role for a year; never oneself."""
    work.require(May.GRANT_ROLE)
    if member_id == work.actor.member_id:
        raise NotFound

    def do() -> str:
        _existing(work, member_id)
        grant_id = work.ids.new()
        work.execute(
            sa.insert(role_grant).values(
                id=grant_id,
                member_id=member_id,
                role=role,
                area_id=area_id,
                granted_at=work.now,
                granted_by_id=work.actor.member_id,
                expires_at=work.now + ROLE_LASTS,
            )
        )
        note(work, "grant_role", "member", member_id, reason=role)
        return grant_id

    return work.once(key, "grant_role", {"member": member_id, "role": role, "area": area_id}, do)


def end_role(work: Work, key: str, member_id: str, role: Role) -> str:
    """Take a role back; it stops at the holder's next call."""
    work.require(May.GRANT_ROLE)

    def do() -> str:
        work.execute(
            sa.update(role_grant)
            .where(role_grant.c.member_id == member_id, role_grant.c.role == role, role_grant.c.ended_at.is_(None))
            .values(ended_at=work.now)
        )
        note(work, "end_role", "member", member_id, reason=role)
        return member_id

    return work.once(key, "end_role", {"member": member_id, "role": role}, do)


def add_area(work: Work, key: str, name: str) -> str:
    """Name a part of the community with coordinators of its own."""
    work.require(May.CHANGE_SETTINGS)

    def do() -> str:
        area_id = work.ids.new()
        work.execute(sa.insert(area).values(id=area_id, name=rules.clean_name(name)))
        note(work, "add_area", "area", area_id)
        return area_id

    return work.once(key, "add_area", {"name": name}, do)


def as_themself_or_offline(work: Work, own: May, member_id: str, how_told: str) -> None:
    """Go on when members act for themselves, or when a coordinator writes down what an offline member told them."""
    if work.actor.member_id == member_id:
        work.require(own, Thing(owners=frozenset({member_id})))
        return
    work.require(May.RECORD_FOR_OFFLINE)
    person = _existing(work, member_id)
    if not person.is_offline:
        raise NotFound
    if not how_told.strip():
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")


def _note_for(work: Work, action: str, member_id: str, how_told: str) -> None:
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "member", member_id, reason=how_told, on_behalf_of_id=behalf)


def _existing(work: Work, member_id: str) -> "sa.Row[tuple[str, bool]]":
    row = work.row(
        sa.select(member.c.name, member.c.is_offline).where(member.c.id == member_id, member.c.state == "active")
    )
    if row is None:
        raise NotFound
    return row


def _replace_codes(work: Work, member_id: str, table: sa.Table, codes: tuple[str, ...]) -> None:
    work.execute(sa.delete(table).where(table.c.member_id == member_id))
    if codes:
        work.execute(sa.insert(table), [{"member_id": member_id, "code": code} for code in codes])
