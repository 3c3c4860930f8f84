"""Every sentence of the coordinators' screens, by page."""

from types import MappingProxyType as fixed

from ui.words.deciding import Questions, Review

__all__ = [
    "CHOOSE",
    "HOW_TOLD",
    "NOBODY_ELSE",
    "PART_SHOWN",
    "TITLES",
    "WAITS",
    "WAITS_FOR",
    "WAYS_TOLD",
    "Bring",
    "Member",
    "Members",
    "Questions",
    "Review",
    "Today",
]

HOW_TOLD = "How did they tell you?"
WAYS_TOLD = ("by phone", "face to face", "on paper", "through somebody they trust")
CHOOSE = "Choose"
PART_SHOWN = "{first} to {last} of {total}"
WAITS_FOR = "It waits for {names}."
WAITS = "It waits until there is a second decider: an administrator can name one."
NOBODY_ELSE = "nobody yet: an administrator can name a second decider"
TITLES = {
    "today": "Today",
    "members": "Members",
    "review": "Matching",
    "care": "Care",
    "care_match": "A match",
    "concerns": "Concerns",
    "questions": "Hours",
    "decisions": "Second person",
    "first_meetings": "First meetings",
    "unrecorded": "Agreed, not recorded",
    "pot": "Community pot",
    "organisations": "Organisations",
    "everybody": "Everybody",
    "letters": "Letters",
    "sheets": "Sheets",
    "participants": "Programmes",
    "programme_new": "A new programme",
    "waiting_list": "Waiting list",
    "settings": "Settings",
    "roles": "Roles",
    "history": "History",
    "handover": "Handing over",
    "depends": "Who we depend on",
    "jobs": "Jobs",
}


class Today:
    """What waits."""

    lead = "What waits for a person to look at it. Everything else goes on by itself."
    nothing = "Nothing waits just now."
    drafts_one = "1 suggestion waits to be looked at. Nobody has been told of it yet."
    drafts_many = "{count} suggestions wait to be looked at. Nobody has been told of them yet."
    drafts_link = "Look at the suggestions"
    settle_one = "1 question about hours waits for somebody who had no part in it."
    settle_many = "{count} questions about hours wait for somebody who had no part in them."
    settle_link = "Settle questions"
    offline_hours_one = "1 entry of hours waits for the word of a member without e-mail."
    offline_hours_many = "{count} entries of hours wait for the word of members without e-mail."
    offline_hours_link = "Ask them and write it down"
    decisions_one = "1 matter about hours waits for the word of a second person."
    decisions_many = "{count} matters about hours wait for the word of a second person."
    decisions_link = "Look at what waits"
    offline_answers = "Please ask {names} about a suggestion, because they have no e-mail."
    offline_answers_link = "See what to ask"
    letters = "{names} should hear something from you, because they have no e-mail."
    letters_link = "Print sheets for them"
    failed_one = "1 letter could not be sent."
    failed_many = "{count} letters could not be sent."
    failed_link = "See why"
    newcomers = "{names} would like to take part in {programme} and waits for a conversation."
    newcomers_many = "{names} would like to take part in {programme} and wait for a conversation."
    newcomers_link = "Go to the programme"
    checks = "{names} waits for a check to be seen, and is in no round of {programme} until then."
    checks_many = "{names} wait for a check to be seen, and are in no round of {programme} until then."
    jobs = "The job “{job}” did not go well: {words}"
    jobs_link = "See the jobs"
    others = "Waiting for somebody else"
    other_drafts_one = "1 suggestion has you in it, so it is not yours to decide. It waits for {names}."
    other_drafts_many = "{count} suggestions have you in them, so they are not yours to decide. They wait for {names}."
    more = "and {count} more"


class Members:
    """The list of members."""

    lead = (
        "Everybody who takes part. A member without e-mail is as much a member as anybody;"
        " you write things down for them."
    )
    search = "Search by name, e-mail or phone"
    which = "Show"
    whiches = fixed({"": "Everybody", "offline": "Without e-mail", "no_password": "Not signed in yet"})
    found_one = "1 member"
    found_many = "{count} members"
    nobody = "Nobody found."
    no_email = "no e-mail"
    not_yet = "has not signed in yet"
    roles = fixed(
        {
            "coordinator": "coordinator",
            "administrator": "administrator",
            "second_decider": "second decider",
            "safeguarding_lead": "safeguarding lead",
        }
    )
    add = "Add a member"
    bring = "Bring in a list"
    name = "Name"
    email = "E-mail (leave empty for somebody without)"
    phone = "Phone"
    languages = "Languages they speak"
    access = "What they need to take part"
    invite = "Send an invitation to choose a password"
    tells = "With an e-mail address they get one letter with a link. Without one, nobody is written to."
    save = "Add this member"
    added = "{name} is a member now."
    added_invited = "{name} is a member now, and an invitation is on its way."
    back = "Back to all members"


class Bring:
    """Members from a file."""

    lead = (
        "A CSV file with a column name, and if you like email, phone, languages (such as en;fr) and access."
        " It is tried first, and nothing is kept until you say so."
    )
    file = "File (CSV)"
    invite = "Send an invitation to everybody in it who has an e-mail address"
    tried = "{rows} rows: {written} would be added, {already} are members already, {failed} cannot be used."
    failed_columns = ("Row", "Name", "Why it cannot be used")
    failed_caption = "Rows that cannot be used"
    more_failed = "The file below has all {count} of them."
    download = "Save the rows that cannot be used (CSV)"
    tells = "{count} people get an invitation by letter."
    tells_nobody = "Nobody is written to."
    bring_all = "Bring in {count}"
    bring_good = "Bring in the {count} good rows only"
    brought = "{written} were added. {already} were members already."
    nothing = "There is nobody new in this file."


class Member:
    """One member."""

    part = "Part of this page"
    parts = fixed(
        {
            "about": "About",
            "week": "Week",
            "programmes": "Programmes",
            "matches": "Suggestions and meetings",
            "hours": "Hours",
        }
    )
    online = "{name} looks after their own profile, week and answers. You can help with hours here."
    offline = "No e-mail: you write down what {name} tells you, marked as told to you."
    invite = "Send an invitation"
    invite_again = "Send the invitation again"
    invited = "An invitation is on its way to {name}."
    change_email = "Put the e-mail address right"
    give_email = "They have an e-mail address now"
    new_email = "E-mail address"
    email_tells = (
        "{name} gets an invitation there, with a link to choose a password, and from then on looks after"
        " their own profile and answers. Please make sure that the address is theirs."
    )
    save_email = "Keep the address and send the invitation"
    email_saved = "The address is kept, and an invitation is on its way to {name}."
    invite_tells = "{name} gets a letter with a link to choose a password. It works for two weeks."
    since = "Member since {day}."
    phone = "Phone: {phone}."
    email = "E-mail: {email}."
    roles = "Trusted as {roles}."
    name = "Name"
    about = "In their own words"
    save = "Keep this"
    saved = "Kept for {name}."
    needs = "Languages and what they need"
    week_lead = "Tick the hours when {name} is usually free."
    week_first = "Please choose first how they told you; then the week can be changed."
    week_none = "No free hours are marked yet."
    week_said = "Free now: {said}."
    in_none = "{name} takes part in no programme yet."
    takes_part = "Takes part as {role}: {state}."
    join = "Join {title}"
    role = "As"
    capacity = "With how many people at once, at most?"
    joined = "{name} takes part now."
    applied = "{name} has joined, and is in a round once you have seen to the rest on the page Programmes."
    answers_saved = "The answers are kept."
    pause = "Pause"
    paused = "Paused: no suggestions until it goes on."
    resume = "Go on"
    resumed = "{name} is part of the next round again."
    leave = "Leave"
    left = "{name} has left the programme, and the answers given to it are deleted."
    answers = "Their answers"
    moves = "Pause, go on or leave"
    no_suggestions = "There is no open suggestion for {name}."
    suggestion = "With {names}, in {programme}"
    yes = "Yes, they would like this"
    no = "No, thank you"
    said_yes = "Written down: {name} said yes."
    said_no = "Written down: {name} said no. The other person is told kindly that it does not go ahead."
    answer_tells = (
        "A yes from everybody makes a match, and all get a letter."
        " After a no the others hear that it does not go ahead, never why."
    )
    reason = "Would they like to say why? (only coordinators read it)"
    reason_words = "In their words (you may leave this empty)"
    undo = "Take the yes back"
    undone = "Taken back."
    matches = "Matches"
    no_matches = "No matches yet."
    waiting_meeting = "Did the meeting with {names} on {when} take place?"
    held = "Yes, it took place"
    held_long = "How long was it?"
    who_helped = "Who helped whom?"
    helped = "{helper} helped {other}"
    no_hours = "Both a little: no hours"
    held_tells = "The other person is asked to confirm the hours."
    held_said = "Written down. Its hours wait for the other person to confirm."
    not_held = "No, it did not"
    not_held_said = "Written down."
    statement = "Hours so far"
    newest = "The newest first"
    no_statement = "No hours yet."
    record = "Write down hours for {name}"
    stands = "Given {given}, received {received}."
    more_given = "That is {minutes} more given than received. It evens out over time."
    more_received = "That is {minutes} more received than given. It evens out over time."
    even = "It evens out over time."
    apart = "The balance is {balance}, with hours that were passed on, brought along or from the pot."
    pending = "Another {minutes} wait to be confirmed."
    past_limit = "past a limit: a second person looks at it"
    states = fixed(
        {
            "pending": "waits to be confirmed",
            "posted": "counts",
            "questioned": "being looked at",
            "declined": "did not happen",
            "expired": "not answered in time",
            "withdrawn": "taken back",
            "closed": "replaced by another figure",
        }
    )
