"""What is said where a coordinator asks about circles of help, beside what is said of pairs."""

from types import MappingProxyType as fixed


class Circles:
    """Explanations of circles; `first` is who is helped, `second` who helps."""

    why_not = "Why does one not help the other?"
    why_not_tells = "Choose who would help, and whom, to see what is in the way, or what it would cost."
    one = "Who would help?"
    other = "Whom?"
    kept_apart = "{second} cannot be put forward to help {first}:"
    no_circle = "{second} could help {first}, but no circle closes in which everybody gives and gets help."
    pinned = "There is no room for it beside those you hold together, so {second} cannot help {first} in this result."
    suggested = "{second} helps {first} in the best result as things stand today."
    possible = "{second} could help {first}. That would change the best result like this:"
    trials = fixed(
        {
            "weigh": "Something counts more or less",
            "together": "Somebody helps somebody",
            "places": "Somebody has room for one more circle",
            "another": "One more person like somebody",
        }
    )
    who_places = "Who has room for one more circle?"

    more = "{time} of help more in all"
    fewer = "{time} of help less in all"
    same = "as much help in all"
    stayed_one = "1 circle stays."
    stayed_many = "{count} circles stay."

    found_one = "1 circle with {time} of help in all"
    found_many = "{count} circles with {time} of help in all"
    missed = "Wanted in one circle, but no circle that every rule allows could hold them this time: {names}."
    bound_met = "The circles bring {time} of help in all. It is proved that none of this length bring more."
    bound_left = "The circles bring {time} of help in all; none of this length bring more than {bound}."
    weak_caption = "Weak circles: less than half of the points of the circle in the middle"
    weak_none = "No circle is much weaker than the others."
