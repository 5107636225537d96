"""What sources yield: a `Document` for what can be read, a `Reject` for what can't."""

from dataclasses import dataclass
from typing import Final, Literal

from rasid.records import Article

DateFrom = Literal["record", "page", "feed", "dateline", "given", "warc"]
"""Where the day of publication was found: a field of the record, the page's metadata, the feed, the text's own
dateline, the user's --date, or the day on which a crawler fetched the page."""
ARABIC: Final = "ar"


@dataclass(frozen=True, slots=True)
class Document:
    """An article, with what is known of how it came.

    ``own_id``: the source names the article (or its address does); else the id is only its file's name.
    ``original``: the bytes that the text was taken from, where they are not simply its UTF-8; ``media`` their kind.
    """

    article: Article
    found_at: str
    language: str = ARABIC
    date_from: DateFrom | None = None
    own_id: bool = False
    original: bytes | None = None
    media: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read: where it stands (file, file and line, or address) and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken from any one source, so that no file and no site can stop the others.

    ``record``: bytes of one article, page or line; ``expansion`` and ``expanded``: a compressed file that unpacks to
    more than ``expanded`` bytes and more than ``expansion`` times its size is a bomb.
    """

    record: int = 32 << 20
    expansion: int = 250
    expanded: int = 256 << 20
