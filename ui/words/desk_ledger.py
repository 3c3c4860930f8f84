"""Every sentence of the screens for the whole ledger: the pot, organisations, second decisions, putting right."""

from types import MappingProxyType as fixed

HOURS_LETTERS = fixed(
    {
        "hours_please_confirm_session": "hours of a group to confirm",
        "hours_please_confirm_meeting": "hours of a meeting to confirm",
        "hours_session_written_down": "hours of a group",
        "hours_pot_may_give": "hours of a group the pot may give",
        "hours_pot_gave": "hours of a group from the pot",
        "hours_please_confirm_for_pot": "hours from the pot to look at",
        "hours_withdrawn": "hours taken back",
        "hours_gift": "a gift of hours",
        "hours_gift_still_waits": "a gift of hours, again",
        "hours_gift_for_you_to_give": "a gift written down for them",
        "hours_gift_to_pot": "a gift to the pot",
        "hours_gift_taken": "a gift accepted",
        "hours_gift_not_taken": "a gift not accepted",
        "hours_gift_taken_back": "a gift taken back",
        "hours_gift_lapsed": "a gift nobody answered",
        "hours_granted": "hours from the pot",
        "hours_corrected": "hours put right",
        "hours_correction_not_agreed": "a correction not agreed",
        "hours_please_decide": "something for a second person",
        "hours_not_past_limit": "hours that do not count",
        "hours_friendly_word": "a friendly word",
        "hours_limits_chosen": "their limits",
        "hours_did_not_happen": "something that did not happen",
        "speaks_for": "speaking for an organisation",
        "speaks_too": "speaking for an organisation",
        "speaks_no_longer": "speaking for an organisation",
    }
)


class Pot:
    """The community pot."""

    lead = "The pot belongs to everybody. People give hours to it, and it gives hours back where they do good."
    holds = "There are {minutes} in the pot."
    holds_none = "The pot is empty just now."
    below = "The pot has given {minutes} more than came in. It fills again when people give hours to it."
    reserved = "Another {minutes} wait for somebody to accept them."
    none_left = (
        "There is nothing to give from it just now. People can give hours to the pot on their page"
        " “Give hours away”, or the community can let it go below zero in the settings."
    )
    not_enough = "That is {wanted} in all, and there are {free} in the pot. Please give less, or wait until it fills."
    bad_amount = "Please write an amount of hours, such as 2 h, 1h30 or 45 min."
    due = "For people who are new"
    due_one = "{names} is new and has not had the {minutes} that everybody starts with."
    due_many = "{names} are new and have not had the {minutes} that everybody starts with."
    more = "{count} more people"
    due_give = "Give them now"
    due_given = "Given: {minutes} to {names}."
    due_tells = "Each of them gets a letter."
    grant = "Give hours for coming or helping"
    grant_who = "To whom? (several people, if you like)"
    grant_when = "On which day was it?"
    grant_long = "How many hours for each?"
    grant_why = "What for? (they read it)"
    grant_why_example = "Coming to the spring meeting"
    grant_tells = "It counts at once, and each of them gets a letter. For yourself, somebody else does it."
    grant_save = "Give these hours"
    grant_nobody = "Please choose at least one person."
    granted_one = "Given: {minutes} to {names}."
    granted_many = "Given: {minutes} each to {names}."
    gift = "Make a gift from the pot"
    gift_who = "To whom?"
    gift_long = "How many hours?"
    gift_words = "A few kind words with it (they read it)"
    gift_tells = "They can accept it or say no, thank you. It counts once they accept."
    gift_save = "Offer this gift"
    gift_nobody = "Please choose a person or an organisation."
    gifted = "Offered: {minutes} to {name}. It waits for their answer."
    on_its_way = "You offered {minutes} to {name}, and there is no answer yet."
    take_back = "Take it back"
    taken_back = "Taken back. The hours are in the pot again."
    movements = "What came and went"
    columns = ("When", "What", "How it stands", "Hours")
    caption = "The newest first"
    nothing = "Nothing has come or gone yet."
    inside = "the community"
    from_somebody = "From {name}"
    to_somebody = "To {name}"
    came = fixed(
        {
            "donation": "A gift from {name}",
            "leaving": "Left behind by {name}",
            "opening": "Brought along",
            "correction": "Put right, back from {name}",
        }
    )
    went = fixed(
        {
            "exchange": "For {name}, who led hours of a group",
            "donation": "A gift to {name}",
            "grant": "Given to {name}",
            "leaving": "Evened out for {name}, who has moved on",
            "opening": "Brought along, for {name}",
            "correction": "Put right, back to {name}",
        }
    )
    waits = "waits for an answer"
    questioned = "being looked at"
    counts = "counts"


class Organisations:
    """Partner organisations."""

    lead = "A library, a health team, a charity: an organisation gives and receives hours like anybody else."
    none = "There is no organisation yet."
    add = "Add an organisation"
    name = "Name"
    add_tells = "Nobody gets a letter. Afterwards choose who may speak for it."
    save = "Add it"
    added = "{name} is part of the time bank now."
    line = "**{name}** ({balance}). {speaks}"
    back = "Back to all organisations"
    balance = "Its balance is {minutes}."
    pending = "Another {minutes} wait to be confirmed."
    speaks_none = "Nobody speaks for it here yet, so a coordinator brings its word."
    speaks_one = "{names} speaks for it."
    speaks_many = "{names} speak for it."
    people = "Who speaks for it"
    agent = "Who should speak for it too?"
    agent_tells = (
        "Several people may. They write down and confirm its hours, but never both sides of the same hours."
        " They get a letter, and so do the others who speak for it."
    )
    agent_save = "Let them speak for it"
    agent_added = "{name} speaks for {organisation} now."
    agent_nobody = "Please choose a person."
    stop = "Who no longer speaks for it?"
    stop_tells = "It stops at once, and they get a letter."
    stop_save = "End this"
    stopped = "{name} no longer speaks for {organisation}."
    hours = "Its hours"
    caption = "The newest first"
    no_hours = "No hours yet."


class Decisions:
    """What waits for a second person."""

    title = "Waiting for a second person"
    lead = "Some things are decided by two people: large corrections, and hours past a limit."
    none = "Nothing waits for your word just now."
    correction = "To put right: {what}"
    over_limit = "Past a limit: {what}"
    help = "{helper} helped {helped}"
    gift = "{helped} gave hours to {helper}"
    happened = "Written down: {minutes} on {day}."
    columns = ("What counts", "Now", "If you agree")
    caption = "Now and then, side by side"
    hours = "These hours"
    confirmed = "Both people have said that it is right."
    not_confirmed = "The other person has not said yet that it is right."
    balance = "Balance of {name}"
    asked = "{name} asked for it on {day}."
    written = "{name} wrote it down on {day}."
    why = "Why: “{words}”"
    note = "Their note: “{words}”"
    words = "A few words on how you decided"
    words_help = "Needed when you do not agree. Please write nothing here that should stay private."
    words_correction = (
        "If you agree, both people get a letter with the old figure, the new one and the reason."
        " If not, whoever asked reads your words, and nothing changes."
    )
    words_limit = "If you do not agree, both people get a letter with your words."
    agree = "Agree"
    refuse = "Leave it as it is"
    refuse_limit = "These hours should not count"
    agreed_correction = "Agreed. {minutes} count now."
    agreed_correction_nothing = "Agreed. These hours no longer count."
    agreed_limit = "Agreed. These hours count now."
    agreed_limit_later = "Agreed. These hours count as soon as the other person has said yes."
    refused_correction = "Left as it is. Whoever asked gets a letter."
    refused_limit = "These hours do not count. Both people get a letter."
    others = "Waiting for somebody else"
    others_lead = "You asked for these, wrote them down or have a part in them, so another person decides."


class Corrections:
    """Putting an entry right."""

    part = "Put something right"
    tells = (
        "Nothing is ever deleted. A new entry names the first one and says why; both people get a letter with the old"
        " figure, the new one and your reason. It is done once for each entry."
    )
    which = "Which hours?"
    line = "{day}: {what}, {minutes}"
    figure = "What should stand instead? (such as 1h30, or 0 for nothing)"
    bad_figure = "Please write what should stand instead, such as 1h30, 45 min or 0 for nothing."
    reason = "Why? (both people read it)"
    second = "A change of more than {limit} waits until a second person agrees: {names}."
    second_nobody = (
        "A change of more than {limit} needs a second person, and there is nobody yet. It would wait until an"
        " administrator has named a second decider."
    )
    second_always = "It waits until a second person agrees: {names}."
    always_nobody = (
        "It needs a second person, and there is nobody yet. It would wait until an administrator has named a second"
        " decider."
    )
    save = "Put it right"
    done = "Put right: {minutes} count now."
    done_nothing = "Put right: these hours no longer count."
    waits = "Written down. It counts once a second person agrees."
    not_yours = (
        "You have a part in these hours, or wrote them down or confirmed them for somebody, so another coordinator puts"
        " them right."
    )
    corrected = "corrected to {minutes}: {reason}"
    corrected_nothing = "corrected, counts no longer: {reason}"
    corrects = "puts an earlier entry right: {reason}"
    waits_for_second = "a correction waits for a second person"


class Limits:
    """The limits of one account."""

    part = "Limits of their own"
    tells = (
        "Mostly the community’s limits are right. Write the word community for those, unlimited for none,"
        " or hours such as -20 or 40."
    )
    stands = "Now: {floor}, {ceiling}."
    a_floor = "down to {minutes}"
    a_ceiling = "up to {minutes}"
    no_floor = "no lowest balance"
    no_ceiling = "no highest balance"
    floor = "Lowest balance"
    ceiling = "Highest balance"
    letter = "{name} gets a letter with the new limits."
    letter_many = "Whoever speaks for it gets a letter with the new limits."
    save = "Keep these limits"
    saved = "Kept for {name}."
    bad_floor = "Please write the lowest balance as community, unlimited, or hours such as -20 or 0."
    bad_ceiling = "Please write the highest balance as community, unlimited, or hours such as 40."
