"""What is said about oneself and the noticeboard."""

from types import MappingProxyType as fixed


class Week:
    """The weekly grid."""

    lead = (
        "Tick the hours when you are usually free. It is only used to find times that suit, where you allow it,"
        " and nobody sees the whole week."
    )
    caption = "When I am usually free, times in {zone}"
    save = "Keep my week"
    saved = "Your week is kept."
    clear = "Clear everything"
    all_of = "All of {day}"
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    summary = "You marked {hours} a week: {said}."
    nothing = "You have marked no hours yet."
    early = "Show early and late hours too"


class Profile:
    """One's own profile."""

    lead = (
        "What you write about yourself can be read by other members."
        " Phone and e-mail only by people you are matched with."
    )
    name = "Name"
    about = "About me"
    about_help = "A few words other members may read: what you enjoy, what you would like."
    phone = "Phone"
    email = "E-mail: {email}."
    change_email = "Change my e-mail address"
    new_email = "My new e-mail address"
    with_password = "My password, so that nobody else can change it"
    save_email = "Use this address"
    email_saved = "Your e-mail address is changed. Please sign in with the new one from now on."
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
    kinds = fixed({"offer": "I offer", "request": "I would like"})
    category = "What kind of help?"
    title = "In a few words"
    choose = "Choose one"
    leave_it = "You may leave this: we read it from your words"
    read_as = "We put it under “{name}”, read from your words: {reason}. Is that right?"
    read_as_plain = "We put it under “{name}”, read from your words. Is that right?"
    right = "Yes, that is right"
    rather = "Rather: {name}"
    sorted_under = "It is under “{name}” now."
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
    kinds = fixed({"": "Everything", "offer": "Offers", "request": "Requests"})
    found = fixed({0: "Nothing found. Try another word, or every kind of help.", 1: "1 found, newest first."})
    found_many = "{count} found, newest first."
    may_fit = fixed(
        {
            "request": "These offers may fit your request “{title}”",
            "offer": "These requests may fit your offer “{title}”",
        }
    )
    about_the_same = "Nobody wrote these words, but this is about the same:"
    offers = "{name} offers"
    requests = "{name} would like"
    details = "{category} · since {day}"
    ask_offer = "Ask {name}"
    ask_request = "I could help"
    message = "A friendly word to {name}"
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
    states = fixed(
        {
            "asked": "waits for an answer",
            "agreed": "agreed for {day}",
            "declined": "not this time",
            "withdrawn": "called off",
            "recorded": "done, and the hours are logged",
        }
    )
    asks_columns = ("What", "Who", "How it stands")
    asks_alt = "What you asked others about, the newest first, and how each stands"
