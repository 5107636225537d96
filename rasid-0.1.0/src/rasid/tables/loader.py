"""Reading the tables: tab-separated text with a header, comments, and faults that name file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rasid.arabic.normalise import normalise

SHADDA: Final = "\u0651"


class TableError(ValueError):
    """A fault in a table: says which file, which line, what is wrong and what is wanted."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{Path(path).name}:{line}: {message}")
        self.path = Path(path)
        self.line = line
        self.message = message


class Row:
    """One line of a table: its cells by column name, and where it stands."""

    __slots__ = ("cells", "line", "path")

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def items(self, column: str) -> list[str]:
        """The items of a ``|``-separated list cell."""
        return [item.strip() for item in self.cells.get(column, "").split("|") if item.strip()]

    def fault(self, message: str) -> TableError:
        return TableError(self.path, self.line, message)


def read_table(path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows of the table at ``path``, whose header must be ``columns`` (and may end with ``optional`` ones).

    Raises TableError at the first line that has not the header's number of cells.
    """
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if tuple(header[: len(columns)]) != columns or not set(header[len(columns) :]) <= set(optional):
                raise TableError(path, number, f"the header is {header}, wanted {list(columns)}")
            continue
        if len(cells) > len(header) or len(cells) < len(columns):
            raise TableError(path, number, f"{len(cells)} cells where the header has {len(header)}")
        cells += [""] * (len(header) - len(cells))
        if not cells[0]:
            raise TableError(path, number, f"the first cell ({header[0]}) is empty")
        yield Row(path, number, dict(zip(header, cells, strict=True)))


def lemma_key(text: str) -> str:
    """The name of a lemma in the tables: normalised, but with its shadda (وقّع "sign" is not وقع "fall")."""
    return SHADDA.join(normalise(part) for part in text.strip().split(SHADDA))
