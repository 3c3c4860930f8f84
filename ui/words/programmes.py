"""Words of the screens on which a programme is set up, of its checks and of its waiting list."""

from types import MappingProxyType as fixed


class SetUp:
    """The screens, one after another."""

    new_lead = "A few screens, one after another. Nothing is open to anybody before you press “Start it” at the end."
    begin = "Where would you like to begin?"
    begin_save = "Begin here"
    begin_tells = "You can change it on the next screens."
    elsewhere = "Begin somewhere else"
    new_link = "Set up a new programme"
    change = "Change this programme"
    change_lead = "The same screens as at its start. What you change becomes a new version when you save it at the end."
    again = "Forget my changes"
    again_done = "Your changes are forgotten. The programme is as it was."
    step = "Step {place} of {count}: {title}"
    screens = fixed(
        {
            "name": "Its name",
            "people": "Who takes part",
            "fit": "Who fits whom",
            "care": "How matches are looked after",
            "letters": "Its letters",
            "summary": "This is your programme",
        }
    )
    back = "Back"
    go_on = "Next"
    to = "Change: {title}"

    title = "What is it called?"
    about = "What is it about, in a sentence or two?"
    about_help = "Members read this before they join."

    screening = "A coordinator talks with everybody before they take part"
    screening_help = "With this, whoever joins waits until you have moved them to “ready”."
    role = "As {label}"
    label = "One of them is called"
    plural = "Several of them are called"
    capacity = "Room for how many at once"
    regulated = "Is this a regulated role?"
    regulated_help = (
        "It usually is where somebody is often alone with children, or with adults who need protection."
        " The law where you are decides; your safeguarding lead can help."
    )
    regulated_ways = fixed(
        {"": "No", "pvg": "Yes, in Scotland: PVG scheme", "dbs": "Yes, in England or Wales: DBS disclosure"}
    )
    checks = "What should be seen before they are ready?"
    checks_tells = "You only write down that you have seen it and until when it holds. Never keep the paper itself."
    months = "After how many months should a check be looked at again? 0: it has no end"

    rules = "What always holds"
    rule = "Never suggest two people when {because}"
    rules_fixed = "These protect people and cannot be switched off:"
    strengths = "What counts, and how much"
    strengths_tell = (
        "Must: two people are not suggested when what both said does not fit."
        " High, Medium and Low: it counts more or less. Off: it does not count."
    )
    strength_ways = fixed({"must": "Must", "high": "High", "medium": "Medium", "low": "Low", "off": "Off"})

    first_meeting = "The first meeting"
    accompany_first = "A coordinator is there at the first meeting"
    agreement = "They agree how often, how long and what stays private, and both sign"
    fit_check = "After the first meeting each is asked how it was"
    meetings = "Meetings and hours"
    meeting_minutes = "How many minutes does a meeting usually last?"
    meet_every_days = "How many days lie between two meetings?"
    hours = "Who gives the hours of a meeting?"
    hours_ways = fixed(
        {
            "by_mentee": "Whoever was helped",
            "by_pot": "The community pot",
            "shared": "Half whoever was helped, half the community pot",
            "none": "Nobody: no hours are written down",
        }
    )
    time = "How long, and looking back together"
    lasts_weeks = "For how many weeks is a match meant to last? 0: no end is planned"
    review_weeks = "After how many weeks is it looked at together?"
    review_weeks_help = "Numbers with commas between them, such as 4, 12, 24. Empty: never."
    quiet_days = "After how many days without a meeting should a coordinator look? 0: never"
    endings = "Endings, and before a match"
    ending_talk = "After an ending, a coordinator talks with each before they meet somebody new"
    shortlist = "How many people may somebody meet briefly before the final round? 0: none"
    circles = "Circles of help"
    minutes_each = "For how many minutes does each person help, and is helped?"
    most_in_circle = "How many people may a circle hold?"
    evens_out = "Somebody who has only given may be helped by somebody who has only received"

    letters_tell = (
        "Each letter has its own kind words already. Here you can add a paragraph. Please write no names in it."
    )
    letters = fixed(
        {
            "offered": "In the letter with a suggestion",
            "reminder": "In the reminder",
            "matched": "In the letter when all have said yes",
            "ended": "In the letter when a match has ended",
        }
    )
    letters_of_approval = "This is offered to whoever approves a suggestion, who can change it."
    preview = "See the letters with my words"
    previews = "How members read them"
    sample = "Sam Smith"
    sample_reader = "Alex"

    summary_new = "Please read it once more. You can still go back, and change everything later."
    summary_new_tells = "People can join as soon as you start it. Nobody gets a letter about this."
    start = "Start it"
    started = "“{title}” is open. People can join now."
    changes = "What changes"
    whole = "The whole programme as it would be"
    would_wait_one = "1 person who is ready now would be in no round until this is seen."
    would_wait = "{count} people who are ready now would be in no round until this is seen."
    unchanged = "Nothing has changed so far."
    keeps = (
        "This becomes version {version}. Rounds that have run keep the version they used; the next round uses this one."
        " Nobody gets a letter."
    )
    save = "Save it as version {version}"
    saved = "Saved as version {version}. The next round uses it."
    care = "How matches are looked after"
    checks_line = "{role}: {checks} must have been seen and be in date."
    checks_part = "What is seen first"
    screened = "A coordinator talks with everybody before they take part."
    not_screened = "Whoever joins takes part at once."
    own_words = "Words of its own in: {letters}."
    rules_off = "Switched off: {because}."
    expert = "For experts: the programme as a file"
    expert_tells = (
        "All that the screens ask, and the questions people are asked, stand in this file. Its comments stay."
    )
    versions_columns = ("Version", "When", "By", "What changed")
    first_version = "The first one"


class Ending:
    """Checks that end soon."""

    part = "Checks that end soon"
    columns = ("Who", "What", "Until", "How it stands")
    caption = "Ending within 60 days, or ended"
    today = "today"
    one_day = "1 day left"
    days = "{count} days left"
    over = "ended: not in new suggestions"
    tells = "Each gets a letter 60, 30 and 7 days before. When you have seen it again, write it down below."
    missing = "Before they are ready, this needs to be seen: {words}."
    interested = (
        "{name} is interested, and asks to join when they like. For a member without e-mail you do it for them."
    )


class WaitingPage:
    """The waiting list."""

    title = "Waiting list"
    lead = "Who has nobody yet, longest wait first, and what would help."
    link = "See the waiting list"
    none = "No programme is open."
    nobody = "Nobody waits in this programme. That is good news."
    part = "Who waits"
    who = "{name}, {role}"
    columns = ("Who", "Waits since", "How it stands, and what would help")
    caption_one = "1 person waits"
    caption = "{count} people wait, longest first"
    since = "{day} ({days} days)"
    since_yesterday = "{day} (1 day)"
    since_today = "{day} (today)"
    hints = "Whom to look for"
    hints_tell = "Each sentence was tried out on everybody who waits, one after the other."
    not_ready = "Not ready yet"
    not_ready_columns = ("Who", "Since", "Why")
    not_ready_caption_one = "1 person is in no round"
    not_ready_caption = "{count} people are in no round"
    download = "Take the list with you (CSV)"
    as_of = "As things stand today. You are not on this list yourself, even where you take part."


class Interest:
    """Saying that one would like to hear more."""

    offer = "I would like to hear more first"
    done = "Thank you. A coordinator will be in touch; you can join whenever you like."
    told = "You said you would like to hear more, as {role}. You can join whenever you like."
