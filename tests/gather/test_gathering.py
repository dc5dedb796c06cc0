"""Gathering files and folders: each file ends as what was gathered or as a failure that says why."""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.gather import Gathered, gather
from sayso.gather.files import LARGEST_FILE
from sayso.gather.kinds import media_type_of, refusal_of
from sayso.records import Failure, Given


def names(results: list[Gathered | Failure]) -> list[str]:
    return [Path(result.path if isinstance(result, Gathered) else result.subject).name for result in results]


def test_a_folder_is_read_in_order_with_what_is_under_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/z.html", "a.md", "README", ".hidden", "b/.secret.txt"):
        (tmp_path / name).write_text("Two men died.")
    results = list(gather([tmp_path]))
    assert names(results) == ["README", "a.md", "z.html", "c.txt"]
    assert [result.media_type for result in results if isinstance(result, Gathered)] == [
        "text/plain",
        "text/plain",
        "text/html",
        "text/plain",
    ]


def test_bytes_are_as_on_disk_and_carry_what_was_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\r\n\x00")
    (result,) = gather([tmp_path / "a.txt"], given=Given(outlet="Herald"))
    assert isinstance(result, Gathered)
    assert (result.data, result.given.outlet) == (b"\xff\xfe\r\n\x00", "Herald")


def test_a_path_that_is_not_there_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        gather([tmp_path, tmp_path / "none" / "x.txt"])
    assert str(tmp_path / "none" / "x.txt") in error.value.what
    assert str(tmp_path) in error.value.advice


def test_an_impossible_path_is_an_input_error() -> None:
    with pytest.raises(InputError):
        gather(["a\0b"])


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.JPG", "a.zip", "a.csv", "a.xyz"])
def test_other_kinds_are_failures_with_advice(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x00\x01")
    for named in (tmp_path, tmp_path / name):
        (failure,) = gather([named])
        assert isinstance(failure, Failure)
        assert failure.reason == "unsupported-kind"
        assert ".txt" in failure.why
        assert failure.advice


def test_another_kind_that_is_named_itself_and_is_text_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.story").write_text("Two men died.")
    (in_folder,) = gather([tmp_path])
    (by_name,) = gather([tmp_path / "a.story"])
    assert isinstance(in_folder, Failure)
    assert isinstance(by_name, Gathered)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as handle:
        handle.truncate(LARGEST_FILE + 1)
    (failure,) = gather([tmp_path / "a.txt"])
    assert isinstance(failure, Failure)
    assert failure.reason == "too-large"
    assert "20 MB" in failure.why


def test_links_in_a_circle_and_links_to_nothing_are_failures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men died.")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nothing.txt").symlink_to(tmp_path / "gone.txt")
    results = list(gather([tmp_path]))
    assert [result.reason for result in results if isinstance(result, Failure)] == ["link-loop", "broken-link"]
    assert len([result for result in results if isinstance(result, Gathered)]) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    (failure,) = gather([tmp_path])
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (failure,) = gather([tmp_path])
    assert isinstance(failure, Failure)
    assert failure.reason == "not-a-file"


def test_every_example_in_the_table_of_kinds_is_of_its_kind() -> None:
    table = tomllib.loads(files("sayso.gather").joinpath("kinds.toml").read_text(encoding="utf-8"))
    for kind in table["taken"]:
        assert media_type_of(Path(kind["example"])) == kind["media_type"]
    for kind in table["refused"]:
        assert media_type_of(Path(kind["example"])) is None
        assert refusal_of(Path(kind["example"])).advice == kind["advice"]
