"""Files and folders: which are read, in which order, and why the others are not."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.gather.kinds import PLAIN, looks_like_text, media_type_of, refusal_of, taken_suffixes
from sayso.records import Failure, Given

VERSION = "1"

LARGEST_FILE = 20_000_000
"""Bytes. A long web page with everything inlined stays below 10 MB; what is larger is no single report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The bytes of one file, its path, the media type that its name tells, and what was given with it."""

    path: str
    data: bytes
    media_type: str
    given: Given


def gather(paths: Sequence[Path | str], *, given: Given | None = None) -> Iterator[Gathered | Failure]:
    """Yield every file named by ``paths`` and under its folders, sorted by path, or the reason why not.

    Hidden files and folders are skipped, links are followed once. Raises InputError for a path that is not there,
    before anything is read.
    """
    named = [Path(path) for path in paths]
    for path in named:
        _require(path)
    said = given or Given()
    return _gathered(named, said)


def _gathered(named: Sequence[Path], given: Given) -> Iterator[Gathered | Failure]:
    for path in named:
        if path.is_dir():
            yield from _folder(path, given, ())
        else:
            yield _file(path, given, by_name=True)


def _require(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError:
        raise InputError(f"There is nothing at {path}.", advice=_nearest(path)) from None
    except PermissionError:
        raise InputError(f"{path} may not be looked at.", advice="Give yourself the right to read it.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be looked at ({error}).", advice="Name a file or a folder.") from None


def _nearest(path: Path) -> str:
    folder = path.parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return f"Check the spelling; the nearest folder that exists is {folder.absolute()}."


def _folder(folder: Path, given: Given, above: tuple[Path, ...]) -> Iterator[Gathered | Failure]:
    real = folder.resolve()
    if real in above:
        yield _failure(folder, "link-loop", f"{folder} is a link to a folder that holds it.", "Remove the link.")
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _failure(
            folder,
            "unreadable",
            f"The folder {folder} cannot be listed ({error.strerror}).",
            "Give yourself the right to read it and add it again.",
        )
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _folder(entry, given, (*above, real))
        else:
            yield _file(entry, given, by_name=False)


def _file(path: Path, given: Given, *, by_name: bool) -> Gathered | Failure:
    media_type = media_type_of(path)
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            return _failure(path, "not-a-file", f"{path} is neither a file nor a folder.", "Name a file or a folder.")
        if facts.st_size > LARGEST_FILE:
            return _too_large(path, facts.st_size)
        if media_type is None and not by_name:
            return _unsupported(path)
        data = _bytes(path)
    except FileNotFoundError:
        return _failure(path, "broken-link", f"{path} is a link to nothing.", "Mend the link or remove it.")
    except OSError as error:
        return _failure(
            path,
            "unreadable",
            f"{path} cannot be read ({error.strerror}).",
            "Give yourself the right to read it and add it again.",
        )
    if data is None:
        return _too_large(path, LARGEST_FILE + 1)
    if media_type is None:
        if not looks_like_text(data):
            return _unsupported(path)
        media_type = PLAIN
    return Gathered(path=str(path), data=data, media_type=media_type, given=given)


def _bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, or None when it grew over the limit since it was measured."""
    with path.open("rb") as handle:
        data = handle.read(LARGEST_FILE + 1)
    return data if len(data) <= LARGEST_FILE else None


def _too_large(path: Path, size: int) -> Failure:
    return _failure(
        path,
        "too-large",
        f"{path} has {size / 1e6:.0f} MB; a file may have {LARGEST_FILE / 1e6:.0f} MB.",
        "Cut it into its reports, one file each, and add these.",
    )


def _unsupported(path: Path) -> Failure:
    refusal = refusal_of(path)
    return _failure(
        path,
        "unsupported-kind",
        f"{path} is {refusal.what}; taken are {', '.join(taken_suffixes())} and files without a suffix.",
        refusal.advice,
    )


def _failure(path: Path, reason: str, why: str, advice: str) -> Failure:
    return Failure(stage="gather", subject=str(path), reason=reason, why=why, advice=advice)
