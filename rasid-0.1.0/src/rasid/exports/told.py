"""An event or a tie with its report around it: what every export starts from.

`tell` makes one of each event and tie of a coding, `rasid.exports.sources` of what a store or a file holds. The fields
are those of the records (`rasid.records`), with the phrases that name the parties, the report's own data, and how many
reports there are. Nothing is filled in: what the text doesn't say is None.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Final, Literal

from rasid.records import Amount, Article, Coding, Event, Place, Span, Tie

Kept = Literal["all", "happened", "asserted"]
Undated = Literal["blank", "report"]
Record = tuple[Article, Coding]
Interval = tuple[dt.date | None, dt.date | None, str]
_NOT_REAL: Final = frozenset(("negation", "future", "hypothetical"))
_UNREAL_STATUS: Final = frozenset(("denied", "planned", "hypothetical"))


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one report tells it (or, from a store, as several do: then the counts say of how many)."""

    id: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    aux: tuple[str, ...]
    attribution: tuple[str, ...]
    context: tuple[str, ...]
    when: str | None
    where: Place | None
    amount: Amount | None
    cameo: str | None
    score: float | None
    confidence: float
    rule: str | None
    trigger: str
    start: int | None
    end: int | None
    sentence: str | None
    actor_text: tuple[str, ...]
    recipient_text: tuple[str, ...]
    article: str
    published: dt.date | None
    title: str | None
    url: str | None
    source: str | None
    coder_version: str | None
    story_actors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    story_places: tuple[str, ...] = ()
    reports: int = 1
    articles: int = 1
    sources: int | None = None
    status: str | None = None

    def day(self, undated: Undated = "blank") -> dt.date | None:
        """The day of the event, where the text tells it to the day.

        With `undated` ``report`` an event of the report's own time that the text doesn't date gets the report's day;
        one told as ``historical`` never does.
        """
        if self.when:
            first, _, precision = interval(self.when)
            return first if precision == "day" else None
        return self.published if undated == "report" and "historical" not in self.aux else None

    def interval(self) -> Interval:
        """First and last day, and how well they are known: ``day``, ``month``, ``year``; ``report`` where the text
        gives no time and the report's day stands in; ``none``. The same as in the store."""
        if self.when:
            return interval(self.when)
        day = self.day("report")
        return day, day, "report" if day else "none"

    @property
    def real(self) -> bool:
        """Did it happen, as the report has it: neither denied nor planned nor supposed?"""
        if self.status is not None:
            return self.status not in _UNREAL_STATUS
        return not _NOT_REAL & set(self.aux)

    @property
    def asserted(self) -> bool:
        """Did it happen, and does (at least one) report say so in its own name?"""
        return self.real and (self.status == "asserted" if self.status is not None else not self.attribution)

    def dyads(self) -> Iterator[tuple[str | None, str | None]]:
        """Each pair of parties: actors by recipients; of a mutual event each pair in both directions."""
        actors: tuple[str | None, ...] = self.actor or (None,)
        if self.recipient:
            yield from product(actors, self.recipient)
        elif len(self.actor) > 1:
            yield from permutations(self.actor, 2)
        else:
            yield actors[0], None


@dataclass(frozen=True, slots=True)
class ToldTie:
    """One standing relation as one report tells it."""

    id: str
    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    attribution: tuple[str, ...]
    since: str | None
    until: str | None
    amount: Amount | None
    confidence: float
    rule: str | None
    trigger: str
    start: int | None
    end: int | None
    sentence: str | None
    article: str
    published: dt.date | None
    title: str | None
    url: str | None
    publisher: str | None
    coder_version: str | None

    def dyads(self) -> Iterator[tuple[str, str]]:
        """Each pair: the two sides, or, of a mutual relation, each two of its parties once."""
        if self.target:
            yield from product(self.source, self.target)
        else:
            yield from ((a, b) for n, a in enumerate(self.source) for b in self.source[n + 1 :])


Item = Told | ToldTie


def keep(items: Iterable[Item], which: Kept) -> Iterator[Item]:
    """Those that are wanted: ``all``; of the events what ``happened`` (neither denied, planned nor supposed); or of
    that only what the report ``asserted`` itself. Ties stay."""
    for item in items:
        if which == "all" or isinstance(item, ToldTie) or (item.real if which == "happened" else item.asserted):
            yield item


def events_of(items: Iterable[Item]) -> Iterator[Told]:
    """The events among the items."""
    return (item for item in items if isinstance(item, Told))


def tell(records: Iterable[Record]) -> Iterator[Item]:
    """One `Told` an event and one `ToldTie` a tie, in the order of the records.

    >>> from rasid.coder import code
    >>> from rasid.tables import load
    >>> article = Article("a", "استقبل الرئيس المصري نظيره السوداني.")
    >>> [(t.type, t.actor, t.actor_text) for t in tell([(article, code(article, load()))])]
    [('CONSULT', ('EGY',), ('الرئيس المصري',))]
    """
    for article, coding in records:
        said = {mention.span: mention.text or mention.span.cut(article.text) for mention in coding.mentions}
        named = [(m.kind, one_line(said[m.span]), m.codes) for m in coding.mentions if said[m.span]]
        actors = tuple(dict.fromkeys((text, codes) for kind, text, codes in named if kind == "actor" and codes))
        places = tuple(dict.fromkeys(text for kind, text, _ in named if kind == "place"))
        for event in coding.events:
            yield _told(event, article, coding, said, actors, places)
        for tie in coding.ties:
            yield _told_tie(tie, article, coding)


def _told(
    event: Event, article: Article, coding: Coding, said: dict[Span, str],
    actors: tuple[tuple[str, tuple[str, ...]], ...], places: tuple[str, ...],
) -> Told:  # fmt: skip
    return Told(
        id=event.id, type=event.type, mode=event.mode, actor=event.actor, recipient=event.recipient, aux=event.aux,
        attribution=event.attribution, context=event.context, when=event.when, where=event.where, amount=event.amount,
        cameo=event.cameo, score=event.score, confidence=event.confidence, rule=event.rule,
        trigger=one_line(event.trigger), start=event.trigger_span.start, end=event.trigger_span.end,
        sentence=one_line(event.evidence.cut(article.text)) or None,
        actor_text=_phrases(event.actor_spans, article.text, said),
        recipient_text=_phrases(event.recipient_spans, article.text, said), article=coding.id,
        published=coding.date, title=coding.title, url=article.url, source=article.source,
        coder_version=coding.coder_version, story_actors=actors, story_places=places,
        sources=1 if article.source else None,
    )  # fmt: skip


def _told_tie(tie: Tie, article: Article, coding: Coding) -> ToldTie:
    return ToldTie(
        id=tie.id, kind=tie.kind, source=tie.source, target=tie.target, attribution=tie.attribution, since=tie.since,
        until=tie.until, amount=tie.amount, confidence=tie.confidence, rule=tie.rule, trigger=one_line(tie.trigger),
        start=tie.trigger_span.start, end=tie.trigger_span.end,
        sentence=one_line(tie.evidence.cut(article.text)) or None, article=coding.id, published=coding.date,
        title=coding.title, url=article.url, publisher=article.source, coder_version=coding.coder_version,
    )  # fmt: skip


def _phrases(spans: Iterable[Span], text: str, said: dict[Span, str]) -> tuple[str, ...]:
    """The phrases at `spans`: from the text where there is one, else from the mentions that stand there."""
    found = (span.cut(text) if text else said.get(span, "") for span in spans)
    return tuple(one_line(phrase) for phrase in found if phrase)


def interval(when: str) -> Interval:
    """The first and last day of an ISO date, month or year; nothing for any other text.

    >>> interval("2023-02")
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28), 'month')
    """
    try:
        year, month, day = (*map(int, when.split("-")), 0, 0)[:3]
        if day:
            return dt.date(year, month, day), dt.date(year, month, day), "day"
        last = month or 12
        end = dt.date(year, last, calendar.monthrange(year, last)[1])
        return dt.date(year, month or 1, 1), end, "month" if month else "year"
    except (ValueError, OverflowError):
        return None, None, "none"


def one_line(text: str) -> str:
    """The text without line breaks, tabs and double spaces, which a table can't hold."""
    return " ".join(text.split())
