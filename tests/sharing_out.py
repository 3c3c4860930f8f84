"""Which tests one process runs where several share them: those that would each make the same costly thing for themselves."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    ("tests/matching/", "matching"),  # compiled once
    ("tests/browser/test_asking_flows.py", "demo"),  # made and shown once
    ("tests/browser/test_accessible.py::test_axe_finds_nothing_in_the_parts_of_matching", "demo"),
    ("tests/browser/test_accessible.py::test_axe_finds_nothing_on_the_screens", "demo"),
)


def shared_out(nodeid: str) -> str:
    """The name under which a test is shared out: that of its group, or its own."""
    return next((group for start, group in TOGETHER if nodeid.startswith(start)), nodeid)


class SharedOut(LoadScopeScheduling):
    """Groups go first, as they take longest, then the other tests one by one to whoever has time."""

    def _split_scope(self, nodeid: str) -> str:
        return shared_out(nodeid)
