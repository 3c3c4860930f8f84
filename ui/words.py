"""Every sentence of the screens, by page, so that they can be read, improved and translated in one place."""

LEAVE = "Leave this site quickly"
LEAVE_ADDRESS = "https://www.bbc.co.uk/weather"  # somewhere ordinary to be found looking at
NOT_HERE = "There is nothing here"
NOT_HERE_LEAD = "The page you asked for does not exist, or has been taken away."
NO_SCRIPT = (
    "This page needs JavaScript, which is turned off in your browser. If you cannot turn it on, your coordinator can"
    " record hours and answers for you."
)


def contact_line(contact: str) -> str:
    """How to reach the coordinator, or nothing."""
    return f"Questions or trouble? {contact}" if contact else ""


class SignIn:
    """The sign-in page."""

    title = "Sign in"
    email = "E-mail address"
    password = "Password"
    button = "Sign in"
    forgotten = "I need help with my password"
    home = "Go to the home page"


class SignOut:
    """Signing out."""

    title = "Sign out"
    ask = "Would you like to sign out on this device?"
    button = "Sign out"
    done = "You are signed out."


class PasswordHelp:
    """Asking for a letter to choose a new password."""

    title = "Help with your password"
    lead = "Write your e-mail address. We will send you a link to choose a new password."
    button = "Send me a link"
    sent = (
        "If this address belongs to a member, a letter is on its way. It can take a few minutes."
        " Nothing there? Your coordinator can help."
    )


class Password:
    """Choosing a password with the link of a letter."""

    title = "Choose a password"
    label = "New password"
    hint = "At least 10 characters. Three or four words that mean something to you work well."
    button = "Keep this password"
    done = "Your new password is kept. You can sign in with it now."


class Answer:
    """Answering a suggestion with the link of a letter."""

    title = "A suggestion for you"
    accept = "Yes, I would like this"
    decline = "No, thank you"
    accepted = "Thank you. You said yes. When the other person says yes too, you both get a letter."
    declined = "Thank you for telling us. Nothing else happens, and you need not give a reason."
    look = "See my matches in the dashboard"
    who = "In {programme}, we thought of you and {names}."
    free = "You are free to say yes or no. Nobody is told why."


class Shell:
    """The frame around every page."""

    sign_out = "Sign out"
    profile = "My profile"
    coordinate = "Coordinate"
    own_pages = "My own pages"


TITLES = {
    "home": "Home",
    "log_hours": "Log hours",
    "hours": "My hours",
    "noticeboard": "Noticeboard",
    "my_listings": "My offers and requests",
    "programmes": "Programmes",
    "matches": "Matches",
    "my_week": "My week",
    "reciprocity": "Giving and receiving",
    "profile": "My profile",
}


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
    recorded_by = "{who} wrote this down on {day}."
    recorded_for = "{who} wrote this down for somebody without e-mail on {day}."
    confirm = "Yes, that is right"
    question = "That is not quite right"
    decline = "This did not happen"
    withdraw = "Take this back"
    confirmed = "Thank you. These hours count now."
    questioned = "Thank you for saying so. If your figures are close, the lower one counts. If not, a coordinator helps."
    declined = "Thank you for saying so. These hours do not count."
    withdrawn = "Taken back. These hours do not count."
    how_long_really = "How long was it?"
    why = "What should the other person know? (you may leave this empty)"
    send_question = "Send"
    states = {
        "pending": "waits for {who}",
        "posted": "counts",
        "questioned": "being looked at",
        "declined": "did not happen",
        "expired": "not answered in time",
        "withdrawn": "taken back",
        "closed": "replaced by another figure",
    }
    you = "you"
    kinds = {
        "exchange": "Help",
        "donation": "Passed on",
        "grant": "From the community pot",
        "opening": "Brought along",
        "leaving": "Left to the community",
        "correction": "Put right",
    }
    lead = "Everything you gave and received. Hours count once the other person has confirmed them."
    waiting = "Waiting for your word"
    nothing_waits = "Nothing waits for your word."
    statement = "All your hours"
    empty = "No hours yet. When you have helped somebody, or somebody has helped you, write it down here."
    columns = ("When", "What", "Hours", "How it stands")
    mine_waiting = "You wrote these down, and they wait for the other person"
    alt = "Your hours, the newest first: day, what was done with whom, how long, and how it stands"
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


class Week:
    """The weekly grid."""

    lead = (
        "Tick the hours when you are usually free. It is only used to find times that suit, where you allow it,"
        " and nobody sees the whole week."
    )
    caption = "When I am usually free, times in {zone}"
    save = "Keep my week"
    saved = "Your week is kept."
    hour = "Hour"
    clear = "Clear everything"
    all_of = "All of {day}"
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    summary = "You marked {count} hours a week: {said}."
    nothing = "You have marked no hours yet."
    early = "Show early and late hours too"


class Profile:
    """One's own profile."""

    lead = "What you write about yourself can be read by other members. Phone and e-mail only by people you are matched with."
    name = "Name"
    about = "About me"
    about_help = "A few words other members may read: what you enjoy, what you would like."
    phone = "Phone"
    email = "E-mail: {email}. To change it, please ask your coordinator."
    letters = "Send me letters by e-mail (about hours, suggestions and meetings)"
    save = "Keep these changes"
    saved = "Your profile is kept."
    needs = "Languages and what I need"
    needs_lead = "Used for matching only where you allow it in a programme."
    languages = "Languages I speak"
    access = "What I need to take part"
    choose = "Choose one or more"
    save_needs = "Keep these needs"
    signing_in = "Signing in"
    password = "Send me a link to change my password"
    password_sent = "A letter with a link is on its way to {email}."
    everywhere = "Sign out on all my devices"
    everywhere_done = "You are signed out everywhere."
    more = "More about me"
    week = "My week"
    listings = "My offers and requests"
    programmes = "My programmes"


class Listings:
    """What I offer and would like."""

    lead = "What you offer and would like, as others see it on the noticeboard."
    new = "Write something new"
    kind = "Is it an offer or a request?"
    kinds = {"offer": "I offer", "request": "I would like"}
    category = "What kind of help?"
    title = "In a few words"
    title_help = "For example: Company on a walk, Help with a form"
    words = "More about it (you may leave this empty)"
    save = "Put it on the noticeboard"
    saved = "It is on the noticeboard now."
    changed = "The new words are kept."
    up = "On the noticeboard"
    down = "Taken down or ended"
    none = "You have nothing on the noticeboard yet."
    until = "until {day}"
    waiting = "{count} asked"
    change = "Change the words"
    save_change = "Keep these words"
    close = "Take it down"
    closed = "Taken down."
    renew = "Put it up again"
    renew_up = "Keep it up longer"
    renewed = "It stays on the noticeboard."
    answers = "People who asked you"


class Board:
    """The noticeboard."""

    lead = "What members offer and would like. Everybody's hour counts the same."
    search = "Search"
    search_help = "A word, such as garden or form"
    category = "Kind of help"
    all_categories = "Every kind"
    kind = "Show"
    kinds = {"": "Everything", "offer": "Offers", "request": "Requests"}
    found = {0: "Nothing found. Try another word, or every kind of help.", 1: "1 found, newest first."}
    found_many = "{count} found, newest first."
    offers = "{name} offers"
    requests = "{name} would like"
    details = "{category} · since {day}"
    ask_offer = "Ask {name}"
    ask_request = "I could help"
    message = "A friendly word to {name}"
    message_help = "When would suit you? What should {name} know?"
    send = "Send to {name}"
    sent = "Sent to {name}. You get a message when there is an answer."
    asked = "You have asked. You will hear as soon as there is an answer."
    agreed = "You have agreed on this."
    own = "Write what you offer or would like"
    waiting = "People who asked you"
    my_asks = "What I asked"
    from_whom = "{name} asked about “{title}”"
    day = "Which day would suit?"
    reply = "A word back (you may leave this empty)"
    agree = "Yes, let us do it"
    decline = "Sorry, not this time"
    agreed_said = "Agreed. {name} gets a message."
    declined_said = "{name} gets a kind message. You need not give a reason."
    to_record = "Agreed, not logged yet"
    agreed_on = "“{title}” with {name}, on {day}"
    record = "Log these hours"
    call_off = "Call it off"
    called_off = "Called off. {name} gets a message."
    take_back = "Take my question back"
    states = {
        "asked": "waits for an answer",
        "agreed": "agreed for {day}",
        "declined": "not this time",
        "withdrawn": "called off",
        "recorded": "done, and the hours are logged",
    }
    asks_columns = ("What", "Who", "How it stands")
    asks_alt = "What you asked others about, the newest first, and how each stands"


class Matches:
    """Suggestions and matches."""

    lead = "The system only suggests. You decide, and you need not give a reason."
    suggestions = "Suggestions for you"
    none = "There are no suggestions for you just now. Rounds take place every week."
    join = "Take part in a programme"
    title = "{names}, in {programme}"
    role = "You would take part as {role}."
    until = "Please answer by {day}."
    why = "Why we thought of you two"
    accept = "Yes, I would like this"
    decline = "No, thank you"
    decline_more = "No, thank you"
    reason = "Would you like to say why? (only coordinators read it)"
    send_decline = "Say no"
    accepted = "You said yes. When everybody has said yes, you both get a letter."
    declined = "Thank you for telling us. Nothing else happens."
    undo = "Take my yes back"
    undone = "Taken back. You can answer again later."
    you_said_yes = "You said yes. We will write to you as soon as there is news."
    matches = "Your matches"
    no_matches = "You have no matches yet."
    reach = "How to reach {name}"
    phone = "Phone: {phone}"
    email = "E-mail: {email}"
    offline = "{name} has no e-mail. The coordinator passes messages on."
    since = "{programme}, since {day}"
    ended = "ended on {day}"
    plan = "Plan a meeting"
    day = "Day"
    time = "Time"
    length = "How long?"
    place = "Where? (a public place is best the first time)"
    save_plan = "Plan it"
    planned = "The meeting is planned. Everybody gets a letter."
    to_come = "Coming up"
    waiting = "Did this meeting take place?"
    past = "Past meetings"
    held = "Yes, it took place"
    held_length = "How long was it?"
    held_note = "A note for the two of you (you may leave this empty)"
    helper = "Who helped whom?"
    i_helped = "I helped {name}"
    helped_me = "{name} helped me"
    no_hours = "Both a little: no hours this time"
    held_said = "Thank you. Its hours now wait for the other person to confirm."
    held_no_hours = "Thank you. It is noted."
    not_held = "No, it did not"
    not_held_said = "Thank you for telling us."
    move = "Choose another time"
    moved = "Moved. Everybody gets a letter."
    save_move = "Move it"
    cancel = "Call it off"
    cancel_reason = "A word to the other person (you may leave this empty)"
    cancelled = "Called off. Everybody gets a letter."
    end = "End this match"
    end_lead = "You can end it at any time, without fault. The other person is not told why."
    end_reason = "Why does it end?"
    end_words = "Anything the coordinator should know? (you may leave this empty)"
    save_end = "End it"
    ended_said = "It has ended. Thank you for the time you gave each other."
    states = {
        "held": "took place",
        "not_held": "did not take place",
        "moved": "moved",
        "cancelled": "called off",
        "planned": "planned",
    }
    columns = ("When", "With", "How long", "How it went")
    alt = "Your past meetings, the newest first"


class Reciprocity:
    """Giving and receiving."""

    lead = "Everybody gives and everybody receives, at their own pace. It evens out over time."
    own = "My months"
    chart = "Hours given and received each month, and how the balance moved"
    takeaway = "In {count} months you gave {given} and received {received}."
    table = "The same as a table"
    columns = ("Month", "Given", "Received", "Balance at the end")
    alt = "Each month: hours given, hours received, and the balance at its end"
    empty = "Your months appear here once hours are confirmed."
    community = "All of us together"
    totals = "{members} members have exchanged {hours} in {exchanges} exchanges."
    both = "{gave} people gave and {received} people received."
    few = "Our totals appear here once ten people have given and ten have received, so that nobody stands out."
    month_columns = ("month", "hours", "which")
    given = "given"
    received = "received"


class Programmes:
    """Programmes."""

    lead = "Mentoring, buddying and more. Join, pause or leave whenever you like."
    mine = "Where I take part"
    open = "Programmes you can join"
    none = "No programmes are open just now."
    not_yet = "You take part in no programme yet."
    join = "Join"
    role = "How would you like to take part?"
    capacity = "With how many people at once, at most?"
    use = "May be used to find somebody"
    show = "May be shown to whoever is suggested"
    consent = "For each answer you decide: may it be used to find somebody, and may the other person see it? You can change this at any time."
    answer = "Your answer"
    from_profile = "Taken from your profile: {said}"
    nothing_yet = "nothing yet"
    save_join = "Join this programme"
    joined = "Welcome. We will look for somebody in the next round."
    change = "My answers"
    save = "Keep my answers"
    saved = "Your answers are kept, and what you allow counts from now on."
    pause = "Pause"
    paused = "Paused. You get no suggestions until you go on."
    resume = "Go on"
    resumed = "Welcome back. You are part of the next round."
    leave = "Leave"
    left = "You have left the programme."
    states = {
        "interested": "interested",
        "applied": "applied; the coordinator will be in touch",
        "screening": "being welcomed by the coordinator",
        "training": "in training",
        "ready": "taking part",
        "paused": "paused",
        "left": "left",
    }
    your_part = "You take part as {role}: {state}."
    choose = "Choose"
    no_answer = "No answer"
