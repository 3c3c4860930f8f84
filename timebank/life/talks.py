"""Talks about how a match ended: recorded by a coordinator, so that whoever had it may be suggested to others again."""

from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.life.matched import held, load, require_judge
from timebank.life.rules import RATHER_NOT_TALK
from timebank.life.tasks import bring_in_line
from timebank.matches.rules import UNDONE
from timebank.matches.tables import ending_talk
from timebank.members.rules import clean_words
from timebank.work import Work, insert_for


def record_talk(
    work: Work, key: str, match_id: str, member_id: str, words: str = "", would_rather_not: bool = False
) -> str:
    """Write down that somebody was talked with about an ended match, or would rather not; they are in rounds again.

    For coordinators who are not in the match. Raises NotFound, AlreadyDecided.
    """
    one = load(work, match_id)
    require_judge(work, one)
    one.name_of(member_id)

    def do() -> str:
        now = held(work, match_id)
        if now.is_active or now.ending_code == UNDONE:
            raise NotFound
        said = " ".join(filter(None, [RATHER_NOT_TALK if would_rather_not else "", clean_words(words, 500)]))
        row = {"match_id": match_id, "member_id": member_id, "talked_at": work.now, "words": said}
        row["talked_by_id"] = work.actor.member_id
        insert = insert_for(work, ending_talk).on_conflict_do_nothing().returning(ending_talk.c.member_id)
        if work.execute(insert, row).first() is None:
            raise AlreadyDecided
        note(work, "record_ending_talk", "match", match_id, on_behalf_of_id=member_id)
        bring_in_line(work, match_id)
        return match_id

    content = {"match": match_id, "member": member_id, "words": words, "rather_not": would_rather_not}
    return work.once(key, "record_talk", content, do)
