"""The quiet hours of letters, as the community chooses them."""

from desk_town import DeskTown, Visit, press

from timebank.community.reads import community
from ui.words import service


def test_quiet_hours_are_chosen_by_the_clock_and_can_be_switched_off(visit: Visit, town: DeskTown) -> None:
    page = visit("settings")
    assert (page.text_input(key="set-quiet-from").value, page.text_input(key="set-quiet-to").value) == (
        "21:00",
        "08:00",
    )
    page.text_input(key="set-quiet-to").set_value("7:30")
    press(page, service.Settings.save)
    chosen = town.world.app.see(town.cora, community)
    assert chosen.quiet is not None
    assert (f"{chosen.quiet.start:%H:%M}", f"{chosen.quiet.end:%H:%M}") == ("21:00", "07:30")
    page.text_input(key="set-quiet-to").set_value("half past seven")
    press(page, service.Settings.save)
    assert "time of day" in page.error[0].value
    page.text_input(key="set-quiet-to").set_value("7:30")
    page.radio(key="set-night").set_value("no")
    press(page, service.Settings.save)
    assert town.world.app.see(town.cora, community).quiet is None
