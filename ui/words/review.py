"""What is said where a coordinator looks through a round, changes it and sends it out."""

from types import MappingProxyType as fixed


class Round:
    """A round as a whole."""

    states = fixed(
        {
            "draft": "Prepared, not run yet",
            "solved": "To be looked through",
            "reviewed": "Looked through",
            "published": "Sent out",
            "discarded": "Set aside",
        }
    )
    prepare = "Prepare a round"
    prepare_tells = "Or prepare one: you first see who would be in it and what has changed. Nothing is looked for yet."
    prepared_done = "The round is prepared. Look at it below, and run it when you like."
    title = "A round is prepared"
    details = "{day}, by {name}"
    by_itself = "nobody in particular"
    people = "{role}: {count} in it, with room for {places}."
    nobody = "Nobody is in it."
    first = "It is the first round of this programme."
    joined = "New since the last round: {names}."
    gone = "No longer in it: {names}."
    more_room = "Have more room now: {names}."
    less_room = "Have less room now, for example because they were asked or matched: {names}."
    answers = "Some have changed their answers since the last round."
    same = "Nothing has changed since the last round."
    pinned = "To be matched if every rule allows it: {pairs}."
    kept_apart = "Not to be put forward together: {pairs}."
    not_in = "Who is not in it ({count})"
    not_in_line = "{name}: {words}."
    stale = (
        "People or their answers have changed since it was prepared. When you run it, it takes them as they are then."
    )
    solve = "Run it"
    solved = "The round is done. Its suggestions are below."
    aside = "Set the whole round aside"
    aside_reason = "Why? (only coordinators read it)"
    aside_tells = "Its drafts go, and nobody is told. The next round may suggest the same people again."
    aside_done = "The round is set aside."
    finish = "I have looked through it"
    finished = "Noted. What is left can be sent out together."
    steps = "How this round went"
    step = "{what}, {day}, by {name}"
    step_alone = "{what}, {day}"
    compare = "Compare with the round before"


class Many:
    """Looking for some drafts, and sending out many."""

    find = "Look for"
    name = "Somebody's name"
    which = "Show"
    whiches = fixed(
        {
            "": "All of them",
            "weak": "Weak ones: less than half of the points in the middle",
            "offline": "With somebody who has no e-mail",
            "own": "Those you are in yourself",
        }
    )
    found = "{count} of {total} shown."
    none = "None of the suggestions is like that."
    send = "Ask many at once"
    choose = "Whom to ask"
    letter = "Words of yours for the letter (you may leave this empty)"
    letter_tells = "They stand in the letter and on the page where people answer, the same for everybody."
    send_tells = "Each goes on its own: where somebody takes part no longer, or has no room, that one stays here."
    send_now = "Ask all of them"
    choose_some = "Please choose at least one suggestion."
    sent_one = "1 suggestion has gone out."
    sent_many = "{count} suggestions have gone out."
    stayed = "{names}: {why}"
    own_words = "Add words of yours to the letter"


class Change:
    """Changing a draft before anybody is asked."""

    part = "Change this suggestion"
    how = "What would you like to change?"
    hows = fixed(
        {
            "swap": "Let two people change places",
            "next": "Find the next best",
            "pair": "Hold two together, or keep them apart",
        }
    )
    swap_one = "Who of these?"
    swap_other = "With whom?"
    swap_none = "No other pair of this round has anybody in the same role."
    before = "Now"
    after = "Then"
    columns = ("Who", "Why", "Points")
    refused = "It cannot be:"
    swap = "Change places"
    swap_tells = "Two new drafts take the place of the two. Nobody is told."
    swapped = "They have changed places. The new drafts are below."
    next_lead = "This suggestion would be set aside for this round, and everything else would stay as it is."
    next_found = "Then this is the best:"
    next_line = "{names}: {points} points (now {now})"
    next_none = "Beside everything else there is nothing for them in this round."
    next_without = "Nobody would be left for: {names}."
    next_take = "Take that instead"
    rearranged = "If others may move too, more is possible. It would change the whole round like this:"
    rearranged_take = "Take that for the whole round"
    taken = "Done. The new drafts are below."
    pair_two = "Which two?"
    pair_hold = "Hold together"
    pair_apart = "Keep apart"
    pair_tells = "It holds for the next rounds of this programme, until you take it back on the page Programmes."
    held = "Noted. The next round brings them together if every rule allows it."
    kept_apart = "Noted. They are not put forward together, and this draft is gone."


class Closed:
    """Suggestions that came to nothing."""

    none = "No suggestion has come to nothing so far."
    columns = ("Who", "When", "How it ended")
    caption = "The last suggestions that came to nothing, the newest first"
    no = "{name} said no."
    no_because = "{name} said no: “{reason}”."
    own_words = "{line} In their words: “{words}”"
    undone = "{name} took their yes back."
    expired = "Not answered in time by {names}."
    superseded = "Somebody in it could not go on, so it was closed."
    aside = "Set aside by {name}: “{reason}”"
    aside_alone = "Set aside: “{reason}”"


class Steps:
    """The steps of one suggestion so far."""

    title = "Its steps so far"
    asked = "Its people were asked"
    said_yes = "Somebody said yes"
    taken_back = "A yes was taken back"
