"""Folders: the files below one in a fixed order, without hidden ones and without links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kabar.errors import BadInput
from kabar.text.outcomes import Reading, Unread, unread

_PICTURES = ".avif .bmp .gif .ico .jpeg .jpg .png .svg .tif .tiff .webp"
_SOUNDS = ".avi .mov .mp3 .mp4 .ogg .wav .webm"
_CODE = ".css .js .map .mjs .eot .otf .ttf .woff .woff2"
NO_ARTICLES = frozenset(f"{_PICTURES} {_SOUNDS} {_CODE}".split())
"""Endings of what saved pages bring along: passed over and counted."""


def find_files(folder: Path, reading: Reading) -> Iterator[Path | Unread]:
    """Yield the files below a folder, each folder's entries in the order of their names.

    Links are not followed: what they point to inside the folder is read under its own name, and
    what is outside it is told as unread. A folder that may not be opened is told too.
    """
    root = folder.resolve()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_symlink() and path != folder:
            if _leaves(path, root):
                yield unread(
                    printable(path),
                    BadInput("a link to nowhere or out of the folder; name its target"),
                )
            else:
                reading.skipped["link inside the folder"] += 1
        elif path.is_dir():
            try:
                names = sorted((entry.name for entry in path.iterdir()), reverse=True)
            except OSError as error:
                reason = error.strerror or "not readable"
                yield unread(printable(path), BadInput(f"cannot be opened ({reason}); check it"))
                continue
            shown = [name for name in names if not is_hidden(name)]
            if len(shown) < len(names):
                reading.skipped["hidden file or folder"] += len(names) - len(shown)
            waiting += [path / name for name in shown]
        elif not path.is_file():
            yield unread(printable(path), BadInput("no ordinary file (a pipe or device); leave it"))
        elif is_no_article(path.name):
            reading.skipped[f"{path.suffix.lower()} file"] += 1
        else:
            yield path


def is_hidden(name: str) -> bool:
    """Say whether a file, or a folder it is in, is hidden, or is what macOS puts into a ZIP."""
    parts = (part for part in PurePosixPath(name).parts if part not in (".", ".."))
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def is_no_article(name: str) -> bool:
    """Say whether a name is that of a picture, a style, a script or the like."""
    return PurePosixPath(name).suffix.lower() in NO_ARTICLES


def printable(path: str | Path) -> str:
    """Return a name on one line, with signs that no encoding can write shown as escapes.

    >>> printable("a\\nb.txt")
    'a\\\\nb.txt'
    """
    name = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)


def _leaves(link: Path, root: Path) -> bool:
    """Say whether a link points out of the root, or nowhere."""
    try:
        return not link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # it points nowhere, or to itself
        return True
