"""What people do about membership: welcome somebody, keep a profile, say when they are free, give a role."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import OPERATOR, May, Role, Thing
from timebank.app import App
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.members import passwords, rules
from timebank.members.doors import INVITATION_LASTS, AddressTaken, send_password_link
from timebank.members.reads import concerning, present
from timebank.members.sign_in import end_all_sessions, keep_password
from timebank.members.tables import access_need, area, free_time, member, member_language
from timebank.roles import role_grant
from timebank.work import Work, insert_for

ROLE_LASTS = timedelta(days=365)
LONGEST_HOW_TOLD = 200


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
        member_id = _insert(work, rules.clean_name(name), address, rules.clean_phone(phone))
        for table, codes in (
            (member_language, rules.clean_languages(content["languages"])),
            (access_need, rules.clean_access(content["access"])),
        ):
            if codes:
                _replace_codes(work, member_id, table, codes)
        note(work, "add_member", "member", member_id)
        if invite and address:
            send_password_link(work, member_id, "invitation", INVITATION_LASTS)
        return member_id

    return work.once(key, "add_member", {**content, "invite": invite}, do)


def _insert(work: Work, name: str, address: str | None, phone: str) -> str:
    member_id = work.ids.new()
    row = {
        "id": member_id,
        "name": name,
        "search_name": rules.folded(name),
        "email": address,
        "phone": phone,
        "is_offline": address is None,
        "language": "en",
        "zone": community(work).zone,
        "state": "active",
        "joined_at": work.now,
        "wants_letters": True,
    }
    insert = insert_for(work, member).on_conflict_do_nothing(index_elements=[member.c.email])
    if work.execute(insert.returning(member.c.id), row).first() is None:  # two invitations at once meet here
        raise AddressTaken
    return member_id


def set_password(app: App, member_id: str, password: str) -> None:
    """The operator's way of setting a password outright (first administrator, demo); ends all sessions."""
    password_hash = passwords.hashed(password)

    def action(work: Work) -> None:
        work.require(May.GRANT_ROLE)
        present(work, member_id)
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
        "language": rules.clean_language,
        "wants_letters": lambda words: words == "yes",
    }
    unknown = set(given) - set(cleaners)
    if unknown:
        raise InvalidInput(f"A profile has no field called {min(unknown)!r}.")

    def do() -> str:
        values = {field: cleaners[field](words) for field, words in given.items()}
        if "name" in values:
            values["search_name"] = rules.folded(str(values["name"]))
        if values:
            work.execute(sa.update(member).where(member.c.id == member_id).values(**values))
        _note_for(work, "edit_profile", member_id)
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
        _note_for(work, "set_needs", member_id)
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
        _note_for(work, "set_free_times", member_id)
        return member_id

    content = {"member": member_id, "windows": [rules.say_window(w) for w in clean], "told": how_told}
    return work.once(key, "set_free_times", content, do)


def grant(work: Work, key: str, member_id: str, role: Role, area_id: str | None = None) -> str:
    """Trust a member with a role for a year; never oneself."""
    work.require(May.GRANT_ROLE)
    if member_id == work.actor.member_id:
        raise NotFound

    def do() -> str:
        present(work, member_id)
        if area_id is not None and work.value(sa.select(area.c.id).where(area.c.id == area_id)) is None:
            raise InvalidInput("There is no such area.")
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
        insert = insert_for(work, area).on_conflict_do_nothing(index_elements=[area.c.name])
        row = {"id": area_id, "name": rules.clean_name(name)}
        if work.execute(insert.returning(area.c.id), row).first() is None:
            raise InvalidInput("There is an area of this name already.")
        note(work, "add_area", "area", area_id)
        return area_id

    return work.once(key, "add_area", {"name": name}, do)


def as_themself_or_offline(work: Work, own: May, member_id: str, how_told: str) -> str:
    """Go on when members act for themselves, or when a coordinator writes down what an offline member told them.

    Answers `how_told` as it may be kept (up to 200 characters). Raises NotFound, InvalidInput.
    """
    if work.actor.member_id == member_id:
        work.require(own, Thing(owners=frozenset({member_id})))
        return ""
    work.require(May.RECORD_FOR_OFFLINE)
    work.require(May.RECORD_FOR_OFFLINE, concerning(work, member_id))
    if not present(work, member_id).is_offline:
        raise NotFound
    told = rules.clean_words(how_told, LONGEST_HOW_TOLD)
    if not told or len(how_told) > LONGEST_HOW_TOLD:
        raise InvalidInput("Please say in a few words how the member told you: by phone, on paper, face to face.")
    return told


def _note_for(work: Work, action: str, member_id: str) -> None:
    """History says for whom, never in which words it was told: administrators read it."""
    behalf = None if work.actor.member_id == member_id else member_id
    note(work, action, "member", member_id, on_behalf_of_id=behalf)


def _replace_codes(work: Work, member_id: str, table: sa.Table, codes: tuple[str, ...]) -> None:
    work.execute(sa.delete(table).where(table.c.member_id == member_id))
    if codes:
        work.execute(sa.insert(table), [{"member_id": member_id, "code": code} for code in codes])
