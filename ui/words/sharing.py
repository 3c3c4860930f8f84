"""What is said about hours of a group, hours given away, and what stays behind when somebody leaves."""

from types import MappingProxyType as fixed


class Session:
    """Hours of a group: who led it, who took part, who gives the hours, and what will be written down."""

    lead = "A walk, a class, a shared meal: write it down once for everybody. Each person says yes to their own part."
    givers = "Who helped or led it?"
    receivers = "Who took part?"
    choose = "Choose names"
    when = "When was it?"
    how_long = "How long did it take?"
    who_gives = "Where do the hours come from?"
    pays = fixed(
        {
            "each": "Everybody who took part gives the whole time",
            "shared": "Those who took part share the time among them",
            "pot": "The community pot gives the hours",
        }
    )
    pays_means = fixed(
        {
            "each": "As if each of them had been helped alone.",
            "shared": "Whoever led it receives the time once, however many came.",
            "pot": "Nobody who took part gives anything. A coordinator says yes to it.",
        }
    )
    shares = "How is the time shared?"
    equal = "In equal shares"
    own = "In shares of their own"
    share_of = "Share of {name}"
    lengths = "They helped for different lengths of time"
    length_of = "Time of {name}"
    sum_right = "The shares add up to {total}."
    sum_short = "So far {sum} of {total}: {rest} still to share."
    sum_long = "So far {sum} of {total}: that is {rest} too much."
    remainder_one = "It does not divide evenly: {names} gives 1 minute more."
    remainder_many = "It does not divide evenly: {names} give 1 minute more each."
    first = "Choose who led it and who took part. Then you see here what will be written down."
    table = "What will be written down"
    columns = ("From", "For", "Hours")
    alt = "Each part: from whom, for whom, and how long"
    in_all = "{minutes} in all, for {people} people. It counts for each person once they have said yes."
    in_all_pot = "{minutes} in all from the community pot. It counts once a coordinator has said yes."
    note = "A note for everybody (you may leave this empty)"
    send = "Send to everybody"
    me = "{name} (me)"
    nobody = "Please choose who led it and who took part."
    not_yours = (
        "One of those who led it writes this down, or a coordinator. Please name yourself among them, or ask them."
    )
    look_again = "Something changed just now. Please look once more at what will be written down, and send it again."
    sent = "Sent. Everybody who took part gets a message and says whether it is right."
    sent_pot = "Sent. A coordinator looks at it, because the community pot gives the hours."
    back = "Log hours between two people"
    pot = "The community pot"


class Giving:
    """Giving hours away."""

    lead = "Do you have more hours than you need? Pass some on, with a kind word."
    means = (
        "It moves hours from your balance to theirs. It does not count as help given or received, and nobody needs to"
        " give anything back. A person can say no, and then the hours stay with you."
    )
    from_whom = "Whose hours are they?"
    mine = "My own"
    to = "Who should have them?"
    to_pot = "The community pot, for everybody"
    to_person = "Type a few letters of a name"
    how_much = "How many hours?"
    words = "A kind word with it (you may leave this empty)"
    words_help = "The other person reads it. Please write nothing here that should stay private."
    send = "Give these hours"
    nobody = "Please choose who should have them."
    amount = 'Please write how many hours it should be, like "2", "1h30" or "90 min".'
    sent = "{minutes} are on their way to {name}. You get a message when there is an answer."
    sent_pot = "{minutes} are in the community pot now. Thank you."
    balance = "You have {minutes} in your balance."
    waiting = "On their way"
    back = "Back to my hours"


class Donation:
    """Hours that were given away, to those between whom they pass."""

    offered = "{giver} would like to give you {minutes}"
    offered_other = "{giver} would like to give {minutes} to {receiver}"
    to_you = "{giver} gave hours to you"
    from_you = "You gave hours to {receiver}"
    between = "{giver} gave hours to {receiver}"
    on_its_way = "You would like to give {minutes} to {receiver}"
    means = "A gift: it adds to your balance, and it does not count as help received."
    accept = "Thank you, accept"
    decline = "No, thank you"
    withdraw = "Take it back"
    accepted = "Accepted. {giver} gets a message with your thanks."
    declined = "{giver} gets a kind message, and the hours stay there."
    withdrawn = "Taken back. The hours stay with you."
    states = fixed(
        {
            "pending": "waits for {who}",
            "posted": "accepted",
            "declined": "not taken",
            "expired": "not answered in time, so the hours stayed",
            "withdrawn": "taken back",
        }
    )


class Leaving:
    """Leaving the community for good."""

    expander = "Leave this community"
    tells = (
        "You may leave at any time and need not give a reason. Signing in stops at once. What you wrote about yourself"
        " is deleted: your words, phone, address, languages, needs and your week. This cannot be taken back."
    )
    history = (
        "The hours you shared with others stay in their histories, because they are theirs too. Your name no longer"
        " stands there: people read “a former member” instead, and your notes are emptied. Nobody else's balance"
        " changes."
    )
    still_open = "Before you leave, please finish this first:"
    left_over = "You have {minutes} left over. What should happen to them?"
    received_more = "Your balance is {minutes} below even. That is all right. What should happen to it?"
    over = fixed({"pot": "They go to the community pot", "stays": "They stay as they are"})
    over_means = fixed({"pot": "They help somebody else.", "stays": "They stay in your closed account."})
    below = fixed({"pot": "The community pot evens it out", "stays": "It stays as it is"})
    below_means = fixed({"pot": "With hours that all of us have given.", "stays": "It stays in your closed account."})
    pot_may_not = (
        "Your balance is {minutes} below even. That is all right. The community pot has not enough to even it out just"
        " now, so it stays as it is in your closed account."
    )
    even = "Your balance is even, so nothing is left over."
    sure = "Yes, I would like to leave for good"
    first = "Please tick the box first, so that nobody leaves by accident."
    button = "Leave this community"
    done = "You have left. Thank you for all you gave and received."
