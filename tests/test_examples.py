"""The stories in ``examples/``: what must be true of each, and its whole ledger as text.

``python tests/test_examples.py`` shows which checks fail; ``python tests/test_examples.py write`` also writes each
``ledger.txt`` anew, to be reviewed as a diff against the story before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from careful_reader import Check, Desk, Known, checks_of, expected_in, known_to
from readable_ledger import readable

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STORIES = sorted(path.parent for path in EXAMPLES.glob("*/expected.toml"))

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("examples")]


def read_story(story: Path, ledger: Path) -> tuple[Known, list[Check]]:
    """Return the ledger of one story, read into a new file, and the checks of its expectations."""
    desk = Desk(ledger)
    desk.run("add", str(story / "reports"))
    known = known_to(desk)
    return known, checks_of(expected_in(story), known)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_read_as_its_truth_has_it(story: Path, tmp_path: Path) -> None:
    known, checks = read_story(story, tmp_path / "story.db")
    misses = set(expected_in(story).get("known_misses", []))
    failed = {check.name: check.saw for check in checks if not check.holds}
    new = [f"{name} (saw: {saw})" for name, saw in failed.items() if name not in misses]
    mended = sorted(misses - set(failed))
    assert not new, "checks that fail:\n" + "\n".join(new)
    assert not mended, "known misses that now hold, to be taken off the list:\n" + "\n".join(mended)
    assert readable(known) == (story / "ledger.txt").read_text(encoding="utf-8")


def test_every_story_can_be_read_in_two_minutes() -> None:
    for story in STORIES:
        assert (story / "story.md").exists(), story.name
        if story.name != "titanic":
            words = sum(len(path.read_text(encoding="utf-8").split()) for path in story.glob("reports/*"))
            assert words < 700, f"{story.name} has {words} words"


if __name__ == "__main__":
    import sys
    import tempfile

    named = [argument for argument in sys.argv[1:] if argument != "write"]
    with tempfile.TemporaryDirectory() as place:
        for one in STORIES:
            if named and one.name not in named:
                continue
            ledger, read = read_story(one, Path(place) / f"{one.name}.db")
            print(f"{one.name}: {sum(check.holds for check in read)} of {len(read)}")
            for check in read:
                if not check.holds:
                    print(f"    {check.name}  <- {check.saw}")
            if "write" in sys.argv[1:] and any("fault of Sayso" in failure["advice"] for failure in ledger.failures):
                sys.exit(f"{one.name} is left as it was: Sayso broke on one of its reports")
            if "write" in sys.argv[1:]:
                (one / "ledger.txt").write_text(readable(ledger), encoding="utf-8")
