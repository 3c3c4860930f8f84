"""What is said about the life of a match: agreement, goals, how it goes, rests, its ending; and care for it."""

from types import MappingProxyType as fixed


class Match:
    """One match, for its people."""

    lead = "{programme}, since {day}"
    which = "Please choose one of your matches."
    to_matches = "Your matches"
    open = "Open this match"
    others = "Who you meet"
    meetings = "Meetings"
    no_meeting = "No meeting is planned."
    asked = "We would like to know"
    asked_lead = "Only your coordinator reads what you say here, never {names}. You need not answer."
    ended = "This match ended on {day}. Thank you for the time you gave each other."
    thanks_from = "{name} would like you to read this"
    said = "What you have said"
    changes = "If your plans change"


class Agreement:
    """What two people agree."""

    title = "Your agreement"
    title_of = "Agreement"
    none = "Nothing is agreed yet. Whoever writes it signs by writing; then the other signs, or changes it."
    none_of = "Nothing is agreed yet."
    often = "We meet {often}, for {long} each time."
    until = "Until {day}."
    open_ended = "As long as it suits us both."
    private = "What stays between us: {words}"
    more = "{words}"
    signed = "{name} signed on {day}."
    unsigned = "{name} has not signed yet."
    version = "Version {version}"
    earlier = "Until everybody has signed, the version before this one stands: {often}, {long} each time."
    sign = "Sign it"
    sign_for = "{name} has said they sign it"
    signed_said = "Signed. Thank you."
    write = "Write an agreement"
    change = "Write a new version"
    change_tells = "A new version needs everybody's signature again. By keeping it you sign it."
    write_tells = "By keeping it you sign it. The other gets a letter and can sign it or change it."
    how_often = "How often?"
    how_long = "How long each time?"
    last = "Until when? (you may leave this empty)"
    what_private = "What stays between you? (you may leave this empty)"
    private_example = "For example: what we talk about, unless somebody is in danger."
    anything = "Anything else? (you may leave this empty)"
    keep = "Keep and sign"
    kept = "Kept and signed. The other gets a letter."
    write_for = "Write one for {name}"


class Goals:
    """What they would like to reach."""

    title = "Goals"
    none = "No goals yet. A small one is a good one."
    add = "Something you would like to reach together"
    save = "Add it"
    added = "Added."
    reached = "We reached it"
    reached_said = "Well done."
    let_go = "Let it go"
    let_go_said = "Let go. That is fine, too."
    again = "Take it up again"
    again_said = "It is open again."
    states = fixed({"open": "open", "reached": "reached", "let_go": "let go"})
    closed = "Reached or let go"


class Says:
    """What each says of a match."""

    fit = "How did your first meeting with {names} feel?"
    review = "How is it going with {names}?"
    ending = "How was it with {names}?"
    fit_of = "What {name} says of the first meeting"
    review_of = "What {name} says of how it goes"
    ending_of = "What {name} says of how it was"
    answer = "Your answer"
    answer_of = "The answer"
    words = "A few words for the coordinator (you may leave this empty)"
    went_well = "What went well? (for the coordinator)"
    better = "What could be better? (for the coordinator)"
    thanks = "Thanks for {names}"
    thanks_tells = "We pass thanks on by letter once the match has ended, where that is right for everybody."
    send = "Send"
    sent = "Thank you for telling us."
    choose = "Please choose an answer. There is no wrong one."
    after_first = "After the first meeting"
    after_weeks = "After {weeks} weeks"
    at_end = "At the end"
    line = "{when}: {answer}"
    said_thanks = "Thanks: {words}"


class Rest:
    """A match on hold."""

    title = "Put it on hold"
    lead = (
        "Nobody is reminded of anything while it rests. The others are told that it rests, not why. Meetings that are"
        " planned stay planned: please move or call off those that do not suit."
    )
    until = "Until when? (empty: until somebody says so)"
    words = "A few words for the coordinator (you may leave this empty)"
    save = "Put it on hold"
    saved = "It rests now. The others get a letter."
    resting = "This match is on hold."
    resting_until = "This match is on hold until {day}."
    go_on = "Go on now"
    went_on = "It goes on. The others get a letter."
    why = "Why: {words}"


class Back:
    """Somebody is back after a time away, or a match goes on after a rest."""

    away = "You are away at the moment"
    away_until = "You are away until {day}"
    away_due = "You meant to be back on {day}"
    tells = "What was paused for you waits until you are back. Nobody expects anything of you before that."
    back = "I am back"
    back_said = "Welcome back. What was only paused goes on, and those you meet get a letter."
    rests = "You and {names}"
    go_on = "Go on with {names}"


class Ending:
    """How it ends."""

    title = "Plan a last day"
    lead = "A good ending is part of a good match. Everybody is told the day, and each can say thank you."
    meant = "This programme means a match to last until {day}."
    day = "The last day"
    save = "Plan it"
    saved = "Planned. The others get a letter."
    planned = "The last day is to be {day}."
    other_day = "Choose another last day"
    take_back = "Take the last day back"
    taken_back = "Taken back. The match goes on, and the others get a letter."


class Stop:
    """When something is not right."""

    title = "If something is not right"
    lead = (
        "You can stop at any moment. The match ends at once and meetings are called off. You are not suggested to"
        " each other again, and neither of you sees what the other writes on the noticeboard. To everybody else it"
        " looks like any other ending."
    )
    who_reads = "Only the safeguarding lead reads what you write here."
    nobody = (
        "There is no safeguarding lead just now. What you write is kept safe, and somebody is asked to be named."
        " If you are in danger, please ring 999."
    )
    danger = "If you are in danger, please ring 999."
    words = "What happened? (you may leave this empty)"
    stop = "Stop this match now"
    stopped = "It has ended. Thank you for telling us. You need not do anything else."
    stop_opens = "Stop this match at once"
    report_opens = "Tell us about a worry without ending the match"
    about = "About whom?"
    worry = "What worries you?"
    report = "Send it to the safeguarding lead"
    reported = "Thank you. It was kept for the safeguarding lead, and nobody else reads it."


class Care:
    """What coordinators look at."""

    lead = "Every match that goes on, those that need a look first. A match never ends by itself; a person decides."
    programme = "Programme"
    every = "Every programme"
    none = "No matches to look after just now."
    waits = "Needs a look"
    well = "Going on"
    columns = ("Who", "Programme", "Since", "Last met", "How it stands")
    caption = "Matches that go on, the longest first"
    open = "Open"
    not_met = "not yet"
    resting = "on hold"
    planned = "a meeting is planned"
    ends = "ends on {day}"
    running = "going on"
    since = "{programme}, since {day}"
    about = "{kind} ({name})"
    not_held = "{count} of the last {of} meetings did not take place"
    why_not = "{words} ({count})"
    today_one = "1 match needs a look."
    today_many = "{count} matches need a look."
    today_link = "Look after them"
    which = "Which match?"


class CareMatch:
    """One match for coordinators."""

    which = "Please choose a match from the list."
    to_list = "All matches"
    waits = "What needs a look"
    nothing_waits = "Nothing just now."
    opened = "since {day}"
    words = "What did you find or do?"
    close = "Looked at"
    closed = "Thank you. It is closed."
    looked_at = "Looked at before"
    looked_line = "{kind}: {words} ({name}, {day})"
    talk = "Talked with {name}?"
    talk_words = "What was said? Only coordinators read it (you may leave this empty)"
    rather_not = "They would rather not talk"
    record_talk = "Write it down"
    talked = "Written down. {name} may be suggested to others again."
    talk_had = "{name}: {day}, {by}. {words}"
    talks = "Talks about how it ended"
    said = "What they have said"
    said_lead = "Please do not pass this on to the other."
    said_none = "Nobody has said anything yet."
    write_down = "Write down what {name} says"
    ended = "It ended on {day}."
    ended_why = "It ended on {day}: {why}"
    undone = "an acceptance was taken back"
    note = "Write a safeguarding note"
    note_tells = "The safeguarding lead reads it. Nobody else does, and you cannot read it again."
    note_words = "What should the safeguarding lead know?"
    note_send = "Keep it for the safeguarding lead"
    note_sent = "Kept. It cannot be read here again."
    changes = "A rest, a last day, an ending"
    end_tells = "Everybody in it gets a letter that it has ended, without the reason."
    stop_lead = (
        "The match ends at once. The two are never suggested to each other again, and neither sees what the other"
        " writes on the noticeboard. Nobody else sees why."
    )


LIFE_LETTERS = fixed(
    {
        "agreement_to_sign": "an agreement to sign",
        "rest_begun": "a match on hold",
        "rest_over": "a match that goes on",
        "ending_planned": "a last day",
        "ending_taken_back": "a last day taken back",
        "ending_thanks": "thanks at the end",
        "care_question": "how it is going",
        "care_question_again": "how it is going, again",
    }
)
