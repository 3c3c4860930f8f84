"""Letters through a real mail server with planted troubles, by senders that are killed: none is lost, hardly one doubled."""

import random
from pathlib import Path

from strong import sizes
from strong.mail_office import MANY, NONE, Troubles, office
from strong.mail_senders import CAREFUL, NO_LEASE, TELLS_FIRST, Senders, doubled, lost, waiting, write_letters
from world import World


def test_two_senders_lose_no_letter_and_double_none(world: World, database_url: str, tmp_path: Path) -> None:
    write_letters(world, sizes.LETTERS)
    with office(tmp_path, NONE) as there:
        Senders(world, database_url, there).send(CAREFUL, CAREFUL)
        assert (lost(world.app, there), doubled(there)) == ([], 0)
        assert len(there.taken()) == sizes.LETTERS
    print(f"{sizes.LETTERS} letters, two senders: 0 lost, 0 doubled")


def test_in_all_troubles_of_mail_and_with_senders_killed_none_is_lost(
    world: World, database_url: str, tmp_path: Path
) -> None:
    chance = random.Random(20261102)
    write_letters(world, sizes.LETTERS_IN_TROUBLE, gone=2)
    with office(tmp_path, MANY) as there:
        senders = Senders(world, database_url, there)
        for _ in range(sizes.MAIL_KILLS // 2):
            senders.send_and_kill(chance, CAREFUL, CAREFUL)
        senders.finish()
        assert lost(world.app, there) == []
        assert senders.kills > 0
        excuses = senders.kills + there.count("unsaid")
        assert doubled(there) <= excuses, "a copy only where nobody could know that the first had arrived"
        if sizes.IS_WHOLE:
            assert doubled(there) <= 0.05 * sizes.LETTERS_IN_TROUBLE
        troubles = {word: there.count(word) for word in ("later", "full", "broken", "unsaid", "never")}
    print(f"{sizes.LETTERS_IN_TROUBLE} letters, {senders.kills} kills, {troubles}: 0 lost, {doubled(there)} doubled")


def test_the_harness_finds_a_sender_that_tells_before_it_sends(world: World, database_url: str, tmp_path: Path) -> None:
    write_letters(world, 40)
    with office(tmp_path, Troubles(later=0.3, seed=3)) as there:
        senders = Senders(world, database_url, there)
        senders.send(TELLS_FIRST)
        assert not waiting(world.app)
        assert any("never arrived" in finding for finding in lost(world.app, there))


def test_the_harness_finds_a_sender_killed_after_it_told(world: World, database_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    write_letters(world, 10)
    with office(tmp_path, Troubles(seconds_each=0.8)) as there:
        senders = Senders(world, database_url, there)
        senders.send_and_kill(chance, TELLS_FIRST, pause_seconds=(0.3, 0.5))  # while the office has the next in hand
        senders.finish()
        assert len(lost(world.app, there)) == 1, "the one that was on its way"


def test_the_harness_finds_senders_without_a_lease(world: World, database_url: str, tmp_path: Path) -> None:
    write_letters(world, 10)
    with office(tmp_path, Troubles(seconds_each=0.1)) as there:  # long enough for the other to come by
        Senders(world, database_url, there).send(NO_LEASE, NO_LEASE)
        assert doubled(there) > 0
