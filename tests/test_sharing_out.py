"""What is shared out together exists, and everything else stands by itself."""

from pathlib import Path

from sharing_out import TOGETHER, shared_out

ROOT = Path(__file__).resolve().parents[1]


def test_each_group_names_tests_that_are_there() -> None:
    for start, _ in TOGETHER:
        path, _, name = start.partition("::")
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}" in (ROOT / path).read_text(encoding="utf-8"), start


def test_a_test_is_shared_out_with_its_group_or_by_itself() -> None:
    assert shared_out("tests/matching/test_pair.py::test_a_pair") == "matching"
    assert shared_out("tests/ui/test_parts.py::test_a_part") == "tests/ui/test_parts.py::test_a_part"
