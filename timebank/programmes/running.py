"""How coordinators run programmes: start one from its file, give it a new version, close it and open it again."""

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import InvalidInput, Refused
from timebank.history.actions import note
from timebank.programmes.definition import Definition, parse
from timebank.programmes.keeping import definition_of, programme_row
from timebank.programmes.tables import participation, programme, programme_version
from timebank.work import Work


class ChangedMeanwhile(Refused):
    """Somebody has changed this programme since you opened it. Please load it again and add your changes there."""


def start(work: Work, key: str, definition_text: str) -> str:
    """Start a programme from its file, open to everybody. Answers its id. Raises ProgrammeUnreadable, InvalidInput."""
    work.require(May.EDIT_PROGRAMME)

    def do() -> str:
        definition = parse(definition_text)
        if work.value(sa.select(programme.c.id).where(programme.c.name == definition.name)):
            raise InvalidInput(f"There is a programme called {definition.name} already. You can change that one.")
        programme_id = work.ids.new()
        row = {"id": programme_id, "name": definition.name, "kind": definition.kind, "version": 1, "state": "open"}
        work.execute(sa.insert(programme).values(**row, started_at=work.now))
        _keep_version(work, programme_id, 1, definition_text)
        note(work, "start_programme", "programme", programme_id)
        return programme_id

    return work.once(key, "start_programme", {"definition": definition_text}, do)


def change(work: Work, key: str, programme_id: str, definition_text: str, seen_version: int) -> str:
    """Give a programme a new version of its file; earlier versions are kept. Answers the number of the version.

    `seen_version` is the one that was read; raises ChangedMeanwhile when there is a newer one. Its name and kind stay,
    and so does every role somebody is in. Raises ProgrammeUnreadable, InvalidInput, NotFound.
    """
    work.require(May.EDIT_PROGRAMME)

    def do() -> str:
        before = programme_row(work, programme_id)
        if before.version != seen_version:
            raise ChangedMeanwhile
        _check_change(work, programme_id, definition_of(work, programme_id), parse(definition_text))
        is_unchanged = (programme.c.id == programme_id, programme.c.version == before.version)
        if not work.claim(sa.update(programme).where(*is_unchanged).values(version=before.version + 1)):
            raise ChangedMeanwhile
        _keep_version(work, programme_id, before.version + 1, definition_text)
        note(work, "change_programme", "programme", programme_id, reason=f"version {before.version + 1}")
        return str(before.version + 1)

    return work.once(
        key, "change_programme", {"programme": programme_id, "definition": definition_text, "seen": seen_version}, do
    )


def set_open(work: Work, key: str, programme_id: str, is_open: bool) -> str:
    """Close a programme to newcomers and new rounds, or open it again; what people have agreed goes on."""
    work.require(May.EDIT_PROGRAMME)

    def do() -> str:
        programme_row(work, programme_id)
        state = "open" if is_open else "closed"
        work.execute(sa.update(programme).where(programme.c.id == programme_id).values(state=state))
        note(work, "open_programme" if is_open else "close_programme", "programme", programme_id)
        return programme_id

    return work.once(key, "set_programme_open", {"programme": programme_id, "open": is_open}, do)


def _keep_version(work: Work, programme_id: str, version: int, text: str) -> None:
    row = {"programme_id": programme_id, "version": version, "definition": text}
    work.execute(sa.insert(programme_version).values(**row, made_at=work.now, made_by_id=work.actor.member_id))


def _check_change(work: Work, programme_id: str, before: Definition, after: Definition) -> None:
    if (before.name, before.kind) != (after.name, after.kind):
        raise InvalidInput(f"The name and kind of a programme stay as they are: {before.name}, {before.kind}.")
    in_use = sa.select(participation.c.role).where(
        participation.c.programme_id == programme_id, participation.c.state != "left"
    )
    gone = sorted({row.role for row in work.rows(in_use.distinct())} - {role.name for role in after.roles})
    if gone:
        raise InvalidInput(f"There are people in the role {gone[0]}, so the programme needs to keep it.")
