"""The coder: ``Article -> Coding``, a pure function.

The way from text to record, top to bottom::

    sentences → words → units, phrases, clauses → mentions → frames → acts → resolve → assemble

>>> from rasid.records import Article
>>> from rasid.tables import load
>>> coding = code(Article("a", "استقبل الرئيس المصري نظيره السوداني."), load())
>>> [(e.type, e.actor, e.recipient) for e in coding.events]
[('CONSULT', ('EGY',), ('SDN',))]
"""

import datetime as dt
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rasid import __version__
from rasid import ties as standing
from rasid.actors import NOBODY, Memory, Resolver, remember
from rasid.arabic.dates import DateMention, find_dates
from rasid.arabic.numbers import Amount as Counted
from rasid.arabic.numbers import find_amounts
from rasid.arabic.words import LONGEST, Token, sentences
from rasid.events.act import Act
from rasid.events.acts import Acts
from rasid.events.assemble import Assembler, place_of
from rasid.events.match import Matcher
from rasid.events.merge import date_headline, fuse, once, with_ids
from rasid.events.own_dates import Told
from rasid.events.predicate import Predicate
from rasid.events.story import BACK, Story
from rasid.events.weigh import Weigher
from rasid.records import Article, Coding, Event, Mention, Place, Span, Tie
from rasid.syntax.parse import parse
from rasid.syntax.tree import Sentence
from rasid.tables import Tables, uncollected

_DATELINE_REACH: Final = 22
_TITLE_WORDS: Final = 20
_SHORT: Final = 40


@dataclass(slots=True)
class Understood:
    """One sentence with all that the layers made of it: what ``rasid explain`` shows."""

    sentence: Sentence
    dates: Sequence[DateMention]
    amounts: Sequence[Counted]
    predicates: list[Predicate]
    resolver: Resolver
    weigher: Weigher
    acts: list[Act]
    """As the frames tell them, before the parties are weighed."""
    story: Story
    noted: list[tuple[Event, list[str]]]
    """The events told, each with what was weighed for its auxiliary modes."""


def code(article: Article, tables: Tables) -> Coding:
    """Code one article. Never raises on bad text; relative dates stay unresolved where the article has no date."""
    return _coded(article, tables, None)


def understand(article: Article, tables: Tables) -> tuple[Coding, list[Understood]]:
    """Code one article and keep what each layer found."""
    seen: list[Understood] = []
    return _coded(article, tables, seen), seen


def _coded(article: Article, tables: Tables, seen: list[Understood] | None) -> Coding:
    """The coding; what each layer found goes to ``seen``, if that is wanted."""
    with uncollected():
        try:
            return _read(article, tables, LONGEST, seen)
        except RecursionError:  # a chain of dozens of words that no newspaper prints: read in small pieces
            if seen is not None:
                seen.clear()
            return _read(article, tables, _SHORT, seen)


def _read(article: Article, tables: Tables, longest: int, seen: list[Understood] | None) -> Coding:
    version = f"{__version__}+{tables.digest}"
    memory = Memory(states=tables.states)
    events: list[Event] = []
    ties: list[Tie] = []
    mentions: list[Mention] = []
    past: list[Act] = []
    opening: tuple[Act, ...] = ()  # the first act told is what the report is about
    place: Place | None = None
    told: Told | None = None
    day = article.date.isoformat() if article.date else ""
    read: deque[tuple[int, Sentence, list[DateMention], list[Counted]]] = deque()
    split = list(sentences(article.text, longest))
    known = tables.names.introduced(split)
    for number, tokens in enumerate(split):
        tokens, named = cut_dateline(tokens, tables, memory)
        place = place or named
        tokens = undoubled(tokens)
        if not tokens or off_topic(tokens, tables):
            continue
        dates, amounts = times_and_amounts(tokens, article.date, tables)
        sentence = parse(tokens, tables, [(d.first, d.last) for d in dates], known)
        resolver = Resolver(sentence, number, tables, memory, day, settled=False)
        remember(sentence, number, resolver, memory)
        resolver.close()
        read.append((number, sentence, dates, amounts))
    while read:  # a name may be explained only after it was first used
        number, sentence, dates, amounts = read.popleft()
        resolver = Resolver(sentence, number, tables, memory, day)
        matcher = Matcher(sentence, tables)
        predicates = matcher.predicates()
        assembler = Assembler(article, sentence, matcher, predicates, dates, amounts, tables, told, number)
        acts = Acts(sentence, matcher, predicates, resolver, NOBODY, past).run()
        weigher = Weigher(sentence, matcher, resolver, tables.weights)
        fused = standing.with_ties(
            fuse(acts, tables.numbers.harms, sentence.units, tables.classes),
            sentence,
            matcher,
            resolver,
            dates,
            tables,
            predicates,
            day,
        )
        fused.sort(key=lambda act: act.predicate.unit)  # each is decided after those told before it
        story = Story(past, fused, matcher, opening)
        kept_here: list[Act] = []
        for act in fused:
            sure = 1.0
            if act.outcome.kind == "event" and tables.weights:
                told_by = act
                act, choices = weigher.choose(act, story)
                worthy, sure = weigher.chances(act, choices, fused, story)
                story.settle(told_by, act if worthy >= tables.weights.get("least", 0.0) else None)
                if worthy < tables.weights.get("least", 0.0):
                    continue
            kept_here.append(act)
            if act.outcome.kind == "tie":
                tie = standing.tie(act, assembler)
                if tie is not None and standing.worth(tie):
                    ties.append(tie)
                continue
            event = assembler.event(act, sure)
            if event is not None:
                events.append(event)
                told = last_told(event, number, told)
        opening = opening or tuple(act for act in kept_here if act.outcome.kind == "event")[:1]
        past = (past + kept_here)[-BACK:]
        mentions += mentions_of(sentence, resolver, dates, amounts)
        if seen is not None:
            seen.append(
                Understood(sentence, dates, amounts, predicates, resolver, weigher, fused, story, assembler.noted)
            )
        else:
            resolver.close()
            sentence.close()
    kept = once(date_headline(events, headline_end(article.text)))
    final_events, final_ties = with_ids(article, kept, standing.once(ties), version)
    notes = () if article.date else ("no date given: relative dates stay unresolved",)
    return Coding(
        article.id, article.date, article.title or title_of(article.text), place, final_events, final_ties,
        tuple(mentions), version, notes,
    )  # fmt: skip


def last_told(event: Event, number: int, told: Told | None) -> Told | None:
    """What a report has dated last, after an event of its sentence ``number``; plans and the far past don't count."""
    if event.when is None or {"hypothetical", "future", "historical"} & set(event.aux):
        return told
    return (told or Told("", -1, ())).then(event.when, number, frozenset((*event.actor, *event.recipient)))


def times_and_amounts(
    tokens: list[Token], day: dt.date | None, tables: Tables
) -> tuple[list[DateMention], list[Counted]]:
    dates = find_dates(tokens, day, tables.times)
    taken = {k for date in dates for k in range(date.first, date.last)}
    return dates, find_amounts(tokens, tables.numbers, taken)


def undoubled(tokens: list[Token]) -> list[Token]:
    """Without the second of two equal words in a row: archives and tokenised corpora repeat words by mistake."""
    return [t for k, t in enumerate(tokens) if k == 0 or t.kind != "w" or t.norm != tokens[k - 1].norm]


def off_topic(tokens: list[Token], tables: Tables) -> bool:
    """Does a sentence speak of a match, not of war? Two words of sport are enough, but for the ball that is in
    somebody's court."""
    hits = [token.norm for token in tokens if tables.off_topic(token.norm)]
    return len(hits) > 1 and not tables.classes.court.issuperset(hits)


def title_of(text: str) -> str | None:
    """The first line, if it reads like a headline: short, without a full stop, and not all there is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and len(lines[0].split()) <= _TITLE_WORDS and not lines[0].endswith((".", "؟", "!")):
        return lines[0]
    return None


def headline_end(text: str) -> int:
    """Where the headline ends; 0 if the text begins without one."""
    title = title_of(text)
    return text.index(title) + len(title) if title else 0


def cut_dateline(tokens: list[Token], tables: Tables, memory: Memory) -> tuple[list[Token], Place | None]:
    """Cut "طهران 15 - 8 (اف ب) -" off a sentence; it says where, and which state is at home in the report."""
    match = tables.names.match(tokens, 0)
    if match is None:
        return tokens[_unknown_dateline(tokens, tables) :], None
    entities = [tables.names.entities[e] for e in match.entities]
    places = [e for e in entities if e.kind in ("capital", "place", "state")]
    if not places:
        return tokens, None
    end = _dateline_end(tokens, match.length, tables)
    if end == 0:
        return tokens, None
    capital = next((e for e in entities if e.kind == "capital"), places[0])
    known = next((e for e in places if e.lat is not None), capital)
    agency = _state_agency(tokens[match.length : end], tables)
    memory.home = memory.home or agency or (capital.codes[0] if capital.codes else capital.country)
    return tokens[end:], place_of(known, Span(tokens[0].start, tokens[match.length - 1].end))


def _unknown_dateline(tokens: list[Token], tables: Tables) -> int:
    """How many words a dateline of a place that no table knows takes ("نيفاشا - وقعت ..."); 0 if none stands here."""
    for i in range(1, min(4, len(tokens) - 4)):
        if tokens[i].norm in ("-", "–", "—", "ـ"):
            known = tables.lexicon.readings(tokens[0].norm)
            plain = tokens[0].kind == "w" and not any(
                (r.pos in "VPSQGTC" or r.lemma.frames or r.lemma.masdar_of) and not r.conj for r in known
            )  # "محادثات مصرية - سودانية" opens no report from anywhere
            return i + 1 if plain and tokens[i].start > tokens[i - 1].end else 0
    return 0


def _state_agency(tokens: list[Token], tables: Tables) -> str:
    """The state whose news agency signs the report: its ministries need no adjective there."""
    for i in range(len(tokens)):
        match = tables.names.match(tokens, i)
        if match is not None:
            for number in match.entities:
                entity = tables.names.entities[number]
                if entity.kind == "agency" and entity.country:
                    return entity.country
    return ""


def _dateline_end(tokens: list[Token], first: int, tables: Tables) -> int:
    """After which token a dateline ends; 0 if this is none."""
    last = depth = 0
    agency = False
    for i in range(first, min(len(tokens), _DATELINE_REACH)):
        token = tokens[i]
        if token.norm == "/" and agency:
            last = i + 1
            continue
        if token.norm in ("(", "/", '"'):
            depth = 1 if token.norm == "(" else depth
            continue
        if token.norm == ")":
            depth = 0
            if i + 1 < len(tokens) and tokens[i + 1].norm not in ("-", "–", "—", ":", "ـ"):
                last = i + 1
            continue
        if token.norm in ("-", "–", "—", ":", "ـ"):
            last = i + 1
            continue
        if token.kind in ("n", "l", "p") or depth:
            continue
        match = tables.names.match(tokens, i)
        agency = agency or (
            match is not None and any(tables.names.entities[e].kind == "agency" for e in match.entities)
        )
        if token.norm in tables.times.phrases or len(token.norm) <= 2 or match is not None:
            continue
        return last
    return len(tokens) if len(tokens) < _DATELINE_REACH else last  # a line that holds nothing but place and date


def mentions_of(
    sentence: Sentence, resolver: Resolver, dates: Sequence[DateMention], amounts: Sequence[Counted]
) -> list[Mention]:
    out: list[Mention] = []
    for unit in sentence.units:
        span = Span(unit.start, unit.end)
        if unit.entities:
            party = resolver.entity(unit)
            kind = "place" if party.how == "place" else "actor"
            out.append(Mention(span, unit.text, kind, party.codes))
        elif unit.lemma is not None and unit.lemma.codes and unit.pos in "AN":
            out.append(Mention(span, unit.text, "actor", unit.lemma.codes))
    out += [Mention(Span(d.start, d.end), "", "date", (), d.value) for d in dates]
    out += [Mention(Span(a.start, a.end), "", "amount", (), str(a.value)) for a in amounts]
    return out
