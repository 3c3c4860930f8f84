"""Stopping a match at once: it looks like any other ending, and only the safeguarding lead reads why."""

from timebank.access import May
from timebank.life.endings import close
from timebank.life.matched import Over, held, load, require
from timebank.life.rules import STOPPED
from timebank.safeguarding.notes import clean_concern, keep
from timebank.work import Work


def stop_match(work: Work, key: str, match_id: str, words: str = "") -> str:
    """End a match this moment; `words`, which may be blank, are for the safeguarding lead alone.

    Its people are never suggested to each other again. Everybody else sees an ending like any other, without words;
    history has no more of it either. For one of its people, or a coordinator. Where somebody else ended it a moment
    before, the words are kept all the same. Raises NotFound, InvalidInput, and Over where there is nothing left to do.
    """
    require(work, load(work, match_id), May.END_MATCH)
    said = clean_concern(words, may_be_blank=True)

    def do() -> str:
        one = held(work, match_id)
        if not (one.is_active or said):
            raise Over
        keep(work, "match", match_id, said)
        if one.is_active:
            close(work, one, STOPPED, "")
        return match_id

    return work.once(key, "end_match", {"match": match_id, "stop": True, "words": said}, do)
