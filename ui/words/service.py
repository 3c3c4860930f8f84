"""Every sentence of the screens on which the community is run: everybody, letters, programmes, settings, roles."""

from types import MappingProxyType as fixed

from ui.words.choosing import Settings as Settings
from ui.words.desk_ledger import HOURS_LETTERS
from ui.words.jobs import JOB_LETTERS
from ui.words.life import LIFE_LETTERS
from ui.words.meeting import MEETING_LETTERS
from ui.words.tasters import TASTER_LETTERS


class Everybody:
    """Who gives and who receives."""

    lead = "Who gives, who receives, who does both. It evens out over time, and nobody has to hurry."
    members = "{count} members"
    exchanged = "{hours} exchanged in {exchanges} exchanges; another {pending} wait to be confirmed."
    people = "{gave} people gave and {received} people received."
    spread = "How the balances spread"
    spread_alt = "{most} of {total} members have a balance of {band}."
    spread_columns = ("Balance", "Members")
    spread_caption = "Members by balance"
    axis_members = "Members"
    axis_balance = "Balance"
    nobody_yet = "The picture appears with the first member."
    people_part = "The people behind it"
    show = "Show"
    all = "Everybody ({count})"
    parts = fixed(
        {
            "gives": "Gives ({count})",
            "receives": "Receives ({count})",
            "gives and receives": "Gives and receives ({count})",
            "not yet": "Not yet ({count})",
        }
    )
    band = "With a balance of"
    any_band = "Any balance"
    columns = ("Who", "Given", "Received", "Balance", "Last time")
    caption = "{count} members"
    none = "Nobody here."
    talk = "Time for a friendly word"
    talk_lead = (
        "Their balance is past what the community, or you together, have chosen. Nothing is wrong:"
        " a friendly word often leads to a good idea."
    )
    talk_more = "And {count} more."
    talk_below = "**{name}**: {balance}. Is there something they would enjoy giving?"
    talk_above = "**{name}**: {balance}. Is there something they would like to receive?"
    open_member = "Open the page of"
    open = "Open"
    never = "not yet"
    download = "Save the whole ledger as a file (CSV)"
    download_tells = "The file has names in it. Please keep it as carefully as you keep letters."


class Letters:
    """The register of letters."""

    lead = "Every letter the time bank has written, and what became of it. Private letters stay private."
    lead_demo = "This is a demonstration: no letter leaves, and you may read each one here."
    state = "Show"
    all = "All ({count})"
    states = fixed(
        {
            "due": "Waiting ({count})",
            "sending": "On its way ({count})",
            "sent": "Sent ({count})",
            "failed": "Could not be sent ({count})",
            "skipped": "Not sent ({count})",
        }
    )
    columns = ("To", "About", "Written", "How it stands")
    caption = "Letters, the newest first"
    none = "No letters."
    read = "Read a letter"
    read_help = "Letters to members without e-mail, so that you can print or tell them."
    to = "To {name}, {when}"
    kinds = fixed(
        {
            "invitation": "an invitation",
            "password": "help with signing in",
            "hours_please_confirm": "hours to confirm",
            "hours_recorded_for_you": "hours written down for them",
            "hours_still_to_confirm": "hours to confirm, again",
            "hours_confirmed": "hours that count",
            "hours_questioned": "a question about hours",
            "hours_please_settle": "a question to settle",
            "hours_settled": "a question settled",
            "hours_declined": "hours that do not count",
            "hours_accepted_unanswered": "hours that count",
            "hours_withdrawn": "hours taken back",
            "hours_please_confirm_session": "a session to confirm",
            "hours_session_written_down": "a session written down",
            "hours_pot_may_give": "a session the pot may give for",
            "hours_pot_gave": "a session the pot gave for",
            "hours_please_confirm_for_pot": "a session from the pot",
            "hours_gift": "a gift of hours",
            "hours_gift_still_waits": "a gift of hours, again",
            "hours_gift_for_you_to_give": "a gift written down for them",
            "hours_gift_to_pot": "a gift to the pot",
            "hours_gift_taken": "a gift taken",
            "hours_gift_not_taken": "a gift kindly left",
            "hours_gift_taken_back": "a gift taken back",
            "hours_gift_lapsed": "a gift nobody answered",
            "hours_granted": "hours from the pot",
            "speaks_for": "speaking for an organisation",
            "speaks_too": "speaking for an organisation",
            "speaks_no_longer": "speaking for an organisation",
            "suggestion": "a suggestion",
            "suggestion_reminder": "a suggestion, again",
            "suggestion_closed": "a suggestion that ended",
            "matched": "a match",
            "match_ended": "a match that ended",
            "listing_asked": "an offer or request",
            "listing_agreed": "an offer or request",
            "listing_declined": "an offer or request",
            "listing_withdrawn": "an offer or request",
            "listing_did_not_happen": "something that did not happen",
            "listing_ended": "an offer or request that ended",
            "hours_did_not_happen": "something that did not happen",
            "drafts_wait": "suggestions to look at",
            "somebody_waits": "somebody to get to know",
            "step_moved": "a step in a programme",
            "check_ends": "a check that ends soon",
            **HOURS_LETTERS,
            **JOB_LETTERS,
            **MEETING_LETTERS,
            **TASTER_LETTERS,
            **LIFE_LETTERS,
        }
    )


class Participants:
    """Programmes and who takes part."""

    lead = "Who takes part, what a programme looks at, and how it is set up."
    programme = "Programme"
    none = "There is no programme yet. Start one below."
    part = "Part of this page"
    parts = fixed({"people": "People", "criteria": "How it matches", "file": "Set-up"})
    open = "Open: people can join, and rounds run."
    closed = "Closed: nobody new, no rounds. What people have agreed goes on."
    close = "Close it"
    close_done = "The programme is closed."
    reopen = "Open it"
    reopen_done = "The programme is open."
    open_tells = "Nobody gets a letter about this."
    nobody = "Nobody takes part yet."
    columns = ("Who", "As", "Step", "Room for")
    caption = "{count} people take part"
    one = "One person"
    which = "Who?"
    shown = "What they let others see"
    nothing_shown = "Nothing."
    move = "Move to another step"
    to_step = "To which step?"
    reason = "Why? (you may leave this empty)"
    move_save = "Move"
    move_tells = "{name} gets a letter that something has changed."
    moved = "Moved: {name} is now “{state}”."
    not_movable = "A break is {name}’s own choice; they come back when they like, to the step you set here."
    last_words = "Why they are at this step: {words}"
    roles = "Who takes part"
    role_line = "{plural}: room for {capacity} at a time, unless they say"
    rules = "What always holds"
    rule_line = "Two people are never suggested when {because}."
    criteria = "What is looked at"
    criteria_columns = ("What", "How strongly", "Points")
    criteria_caption = "What is looked at, strongest first"
    strengths = fixed({"must": "Must", "high": "High", "medium": "Medium", "low": "Low", "off": "Off"})
    points_each = "{points} each, up to {most}"
    points = "{points}"
    objectives = fixed(
        {
            "coverage": "First, as many people as possible are matched; then the best fit overall.",
            "pairs": "First, as many pairs as possible; then the best fit overall.",
            "score": "The best fit overall.",
        }
    )
    notes = "Notes"
    file = "The programme as a file"
    file_help = "Change a strength, a question or a rule here. Earlier versions are kept."
    save = "Keep this as a new version"
    save_tells = "Nobody gets a letter. The next round uses it."
    saved = "Kept as version {version}."
    versions_columns = ("Version", "When", "By")
    versions_caption = "Versions"
    by_operator = "whoever set up the service"
    start = "Start a programme"
    start_from = "From which beginning?"
    start_save = "Start it"
    started = "The programme is open. People can join now."
    start_none = "Every programme that comes with the time bank has been started."


class Roles:
    """Who is trusted with what."""

    lead = "Who is trusted with what. A role lasts a year and can be ended at any time."
    meaning = fixed(
        {
            "coordinator": "welcomes members, looks at suggestions, helps members without e-mail",
            "administrator": "sets the service up and gives roles; reads no private words",
            "second_decider": "decides only what the coordinator may not, because it is about them",
            "safeguarding_lead": "reads safeguarding notes",
        }
    )
    labels = fixed(
        {
            "coordinator": "Coordinator",
            "administrator": "Administrator",
            "second_decider": "Second decider",
            "safeguarding_lead": "Safeguarding lead",
        }
    )
    columns = ("Who", "Role", "Until")
    caption = "Roles held now"
    give = "Give a role"
    who = "Who?"
    role = "Which role?"
    role_line = "{label}: {meaning}"
    give_save = "Give this role"
    give_tells = "It holds at once, for a year. No letter is sent; please tell them yourself."
    given = "{name} is {role} now."
    end = "End a role"
    which = "Which role?"
    held = "{name}, {role}"
    end_save = "End this role"
    end_tells = "It stops at once."
    ended = "The role has ended."
    nobody = "Please choose a person and a role."
    own = "Your own role ends here too; another administrator can give it again."


class History:
    """Who did what."""

    lead = "Who did what and when. It holds no private words."
    columns = ("When", "Who", "What", "To what")
    caption = "The newest first"
    behalf = "{what}, for {name}"
    system = fixed({"worker": "the time bank itself", "operator": "whoever runs the machine", "anonymous": "somebody"})
    none = "Nothing has happened yet."
