"""Imports: other people's gold in Rasid's form, so that ``rasid evaluate`` scores it.

>>> sorted(READERS)
['gsr-csv', 'gsr-spans', 'petrarch-xml', 'plover-json']
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from rasid.imports import gsr, petrarch, plover
from rasid.imports.rows import GoldImportError, Imported

__all__ = ["READERS", "GoldImportError", "Imported", "guess", "read"]

READERS: Final[dict[str, Callable[[Path, str | None], Imported]]] = {
    "gsr-csv": lambda path, kind: gsr.read_labels(path),
    "gsr-spans": gsr.read_spans,
    "petrarch-xml": lambda path, kind: petrarch.read(path),
    "plover-json": lambda path, kind: plover.read(path),
}
"""Readers by format; the second argument is the type of events that a file of spans doesn't tell itself."""


def read(path: Path, form: str | None = None, kind: str | None = None) -> Imported:
    """The gold rows of a file, its format told by its content where `form` is None.

    Raises GoldImportError with file and line or record for what can't be read, OSError where the file can't be opened.
    """
    try:
        return READERS[form or guess(path)](path, kind)
    except UnicodeDecodeError:
        raise GoldImportError(f"{path}: not UTF-8: save the file as UTF-8") from None
    except KeyError:
        raise GoldImportError(f"no format '{form}'; there are: {', '.join(READERS)}") from None


def guess(path: Path) -> str:
    """The format of a file, by how it begins. Raises GoldImportError where that tells none."""
    with path.open(encoding="utf-8-sig") as file:
        head = file.read(4000).lstrip()
    if head.startswith("<"):
        return "petrarch-xml"
    if head.startswith(("{", "[")):
        return "gsr-spans" if '"spans"' in head or '"source_role"' in head else "plover-json"
    first = head.partition("\n")[0]
    if "label" in first and "," in first:
        return "gsr-csv"
    raise GoldImportError(f"{path}: neither CSV with a label column, nor JSON, nor XML: --from FORMAT says what it is")
