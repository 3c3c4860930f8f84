"""What is said about hours: the balance, home, writing hours down, and giving and receiving."""

from types import MappingProxyType as fixed


class Balance:
    """How a balance is told: never as something missing."""

    told = "You have given {given} and received {received}."
    even = "It evens out over time."
    more_given = "That is {minutes} more given than received. It evens out over time."
    more_received = "That is {minutes} more received than given. It evens out over time."
    nothing = "You have not given or received any hours yet. The first one is the nicest."
    pending = "Another {minutes} will count once they are confirmed."
    apart = "Your balance is {balance}, with hours that were passed on or brought along."


class Hours:
    """Hours, wherever they are shown or asked for."""

    example = "1h30, 1.5, 90 min"
    understood = "That is {0}."
    you_helped = "You helped {other}"
    helped_you = "{other} helped you"
    between = "{helper} helped {helped}"
    from_pot = "the community pot gives them"
    partly_from_pot = "{own} from {helped}, {pot} from the community pot"
    pot_no = "The pot gives some of these hours. Was the time different? Say no; then it can be written down again."
    confirm = "Yes, that is right"
    question = "That is not quite right"
    decline = "This did not happen"
    withdraw = "Take this back"
    confirmed = "Thank you. These hours count now."
    questioned = (
        "Thank you for saying so. If your figures are close, the lower one counts. If not, a coordinator helps."
    )
    declined = "Thank you for saying so. These hours do not count."
    withdrawn = "Taken back. These hours do not count."
    how_long_really = "How long was it?"
    why = "What should the other person know? (you may leave this empty)"
    send_question = "Send"
    states = fixed(
        {
            "pending": "waits for {who}",
            "posted": "counts",
            "questioned": "being looked at",
            "declined": "did not happen",
            "expired": "not answered in time",
            "withdrawn": "taken back",
            "closed": "replaced by another figure",
        }
    )
    you = "you"
    a_coordinator = "a coordinator"
    an_answer = "an answer"
    kinds = fixed(
        {
            "exchange": "Help",
            "donation": "Passed on",
            "grant": "From the community pot",
            "opening": "Brought along",
            "leaving": "Left to the community",
            "correction": "Put right",
        }
    )
    put_right = "Put right: {what}"
    you_led = "You helped a group"
    led = "{helper} helped a group"
    session = "session for {people} people"
    session_of_one = "session"
    corrected = "corrected to {minutes}"
    corrected_to_nothing = "taken out again"
    correction_waits = "counts; a correction waits for a second person"
    instead = "{minutes} instead of {was}"
    instead_nothing = "nothing instead of {was}"
    past_limit = "agreed; a coordinator looks at it first"
    then_past_limit = "then a coordinator looks at it first"
    confirmed_past_limit = (
        "Thank you. These hours go past a limit we have agreed on, so a coordinator looks at them first."
        " You both get a message."
    )
    stands = "How it stands: {state}."
    asked = "From your letter"
    give = "Give hours away"
    lead = "Everything you gave and received. Hours count once the other person has confirmed them."
    waiting = "Waiting for your word"
    nothing_waits = "Nothing waits for your word."
    nothing_else_waits = "Nothing else waits for your word."
    statement = "All your hours"
    empty = "No hours yet. When you have helped somebody, or somebody has helped you, write it down here."
    columns = ("When", "What", "Hours", "How it stands")
    mine_waiting = "You wrote these down, and they wait for the other person"
    alt = "Your hours, the newest first"
    download = "Save all my hours as a file (CSV)"
    log = "Log hours"
    reciprocity = "See how it evens out"


class Home:
    """The first page."""

    hello = "Hello {name}"
    waits = "Waiting for you"
    nothing = "Nothing waits for you just now."
    next_step = "A next step"
    log = "Log hours"
    suggestions_one = "There is a suggestion for you: somebody you could meet."
    suggestions_many = "There are {count} suggestions for you: people you could meet."
    see_suggestions = "Read and answer"
    asked_one = "{name} asked about “{title}”."
    see_asked = "Read and answer"
    agreed = "You agreed on “{title}” with {name}. Has it happened?"
    record = "Log these hours"
    meeting = "Your meeting with {names} on {day}: did it take place?"
    coming = "Coming up"
    meeting_coming = "Meeting {names}, {when}{place}"
    see_meeting = "Go to my matches"
    write_offer = "Say what you could offer or would like. Small things count: a chat, a lift, a light bulb."
    write_offer_link = "Write an offer or a request"
    mark_week = "Mark when you are usually free, so that meeting is easy to plan."
    mark_week_link = "Mark my week"
    look_round = "See what others offer and would like."
    look_round_link = "Go to the noticeboard"


class LogHours:
    """Writing hours down."""

    lead = "Less than a minute. The other person gets a message and says whether it is right."
    which_way = "Who helped whom?"
    gave = "I helped somebody"
    received = "Somebody helped me"
    who = "Who was the other person?"
    who_help = "Type a few letters of the name"
    choose = "Choose a name"
    when = "When was it?"
    how_long = "How long did it take?"
    less = "15 min less"
    more = "15 min more"
    what = "What kind of help was it? (you may leave this empty)"
    any_kind = "No particular kind"
    note = "A note for the two of you (you may leave this empty)"
    note_help = "Please write nothing here that should stay private."
    send = "Log these hours"
    nobody = "Please choose who the other person was."
    sent = "Sent to {name} to confirm: {minutes} on {day}. They count once {name} says yes."
    agreed = "You agreed on “{title}” with {name}."
    you_give = "You helped {name}."
    you_receive = "{name} helped you."
    organisation = "{name} (organisation)"
    behalf = "For whom do you write it down?"
    myself = "For myself"
    they_gave = "{name} helped somebody"
    they_received = "Somebody helped {name}"
    same = "{name} already wrote this down: {minutes} on {day}. Is it the same?"
    is_same = "Yes, it is right"
    is_another = "No, this is another"
    group = "Log hours of a group"


class Reciprocity:
    """Giving and receiving."""

    lead = "Everybody gives and everybody receives, at their own pace. It evens out over time."
    own = "My months"
    chart = "Hours given and received each month, and how the balance moved"
    takeaway = "In {count} months you gave {given} and received {received}."
    columns = ("Month", "Given", "Received", "Balance at the end")
    alt = "Each month: hours given, hours received, and the balance at its end"
    empty = "Your months appear here once hours are confirmed."
    community = "All of us together"
    totals = "{members} members have exchanged {hours} in {exchanges} exchanges."
    both = "{gave} people gave and {received} people received."
    few = "Our totals appear here once ten people have given and ten have received, so that nobody stands out."
    dashed = "The dashed line is the balance at the end of each month."
    even = "even"
    more_given = "{minutes} more given"
    more_received = "{minutes} more received"
