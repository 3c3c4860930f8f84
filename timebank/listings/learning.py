"""How a community learns what its words mean: one voice for each person and words; the kind most people say counts."""

from collections import defaultdict

import sqlalchemy as sa

from matching.lexicon import content_words
from matching.skills import Learned
from timebank.listings.tables import category, word_category
from timebank.work import Look, Work, insert_for

AT_MOST = 5000  # voices that are heard, the newest first
LONGEST = 120
MOST_WORDS = 8


def told_words(title: str) -> str:
    """The words of a title as they are learned: those that say what it is about, without figures and names.

    Whatever begins with a capital inside the title is taken for a name, unless every word does.

    >>> told_words("Help Margaret with 2 overgrown Hedges please")
    'overgrown'
    >>> told_words("Overgrown Hedges")
    'overgrown hedges'
    """
    spoken = title.split()
    is_shouted = all(word[:1].isupper() or not word[:1].isalpha() for word in spoken)
    kept = [word for place, word in enumerate(spoken) if is_shouted or place == 0 or not word[:1].isupper()]
    words = [word for word in content_words(" ".join(kept)) if not any(sign.isdigit() for sign in word)]
    return " ".join(words[:MOST_WORDS])[:LONGEST].strip()


def learn(work: Work, title: str, category_id: str) -> None:
    """Keep what the person here says a title is about, in the place of what they said of these words before.

    Called by actions that have asked for permission. Words that say nothing are not kept.
    """
    words, who = told_words(title), work.actor.member_id
    if not words or who is None:
        return
    said = {"category_id": category_id, "said_at": work.now}
    row = insert_for(work, word_category).values(id=work.ids.new(), words=words, said_by_id=who, **said)
    work.execute(row.on_conflict_do_update(index_elements=["words", "said_by_id"], set_=said))


def voices(look: Look) -> Learned:
    """What words mean here: of each words the kind that most people say, the newest of equals; most voices first."""
    rows = look.rows(
        sa.select(word_category.c.words, category.c.slug, word_category.c.said_at)
        .join(category, category.c.id == word_category.c.category_id)
        .order_by(word_category.c.said_at.desc(), word_category.c.id.desc())
        .limit(AT_MOST)
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        kinds = counted[row.words]
        kinds[row.slug] = kinds.get(row.slug, 0) + 1
    most = [(max(kinds.values()), words, max(kinds, key=kinds.__getitem__)) for words, kinds in counted.items()]
    return Learned.of((words, slug) for _, words, slug in sorted(most, key=lambda voice: -voice[0]))
