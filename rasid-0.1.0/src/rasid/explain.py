"""Why a sentence is coded as it is: what each layer made of it, for people and for programs.

Nothing here decides anything: it reads what the coder kept (`coder.understand`) and puts names to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, Final

from rasid.actors import Resolver
from rasid.coder import Understood, understand
from rasid.events.predicate import Fill, Predicate
from rasid.output import isolated, parties
from rasid.records import Article, Coding
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables import Tables
from rasid.weighed import render as render_weighed
from rasid.weighed import weighed

POS: Final = {
    "V": "verb", "N": "noun", "A": "adjective", "R": "name", "P": "preposition", "S": "subordinator", "Q": "relative",
    "G": "negation", "T": "tense", "C": "conjunction", "D": "demonstrative", "I": "pronoun", "W": "question word",
    "F": "adverb", "U": "number", "K": "punctuation",
}  # fmt: skip
CLAUSES: Final = {
    "root": "main", "coord": "coordinated", "comp": "complement", "rel": "relative", "adv": "adverbial",
    "cond": "conditional", "purpose": "of purpose", "part": "participial",
}  # fmt: skip
_FEATURES: Final = (
    {"p": "past", "i": "present", "j": "jussive", "m": "imperative"},
    {"1": "1st", "2": "2nd", "3": "3rd"},
    {"s": "singular", "d": "dual", "p": "plural"},
    {"m": "masculine", "f": "feminine"},
    {"p": "passive", "b": "active or passive"},
    {"b": "bound", "c": "construct"},
)
_USED: Final = {"verb": "a verb", "noun": "a noun", "part": "a participle"}
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class Explanation:
    """The coding of an article and, sentence by sentence, how it came about."""

    coding: Coding
    sentences: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        coding = self.coding.to_json()
        return {
            "id": coding["id"], "date": coding["date"], "sentences": list(self.sentences),
            "events": coding["events"], "ties": coding["ties"], "notes": coding["notes"],
        }  # fmt: skip


def explain(article: Article, tables: Tables) -> Explanation:
    """Code an article and tell how each sentence was read."""
    coding, understood = understand(article, tables)
    return Explanation(coding, tuple(_sentence(article.text, one, coding, tables) for one in understood))


def _sentence(text: str, one: Understood, coding: Coding, tables: Tables) -> dict[str, Any]:
    sentence, start, end = one.sentence, one.sentence.start, one.sentence.end
    inside = [event.id for event in coding.events if start <= event.trigger_span.start < end]
    return {
        "text": text[start:end],
        "span": [start, end],
        "words": [_word(unit) for unit in sentence.units],
        "phrases": [_phrase(phrase, sentence, one.resolver) for phrase in sentence.phrases],
        "clauses": [_clause(clause, sentence) for clause in sentence.clauses],
        "dates": [
            {"text": text[date.start : date.end], "value": date.value, "until": date.until, "reason": date.reason}
            for date in one.dates
        ],
        "amounts": [
            {"text": text[found.start : found.end], "value": found.value, "unit": found.unit, "of": found.of}
            for found in one.amounts
        ],
        "predicates": [_predicate(predicate, sentence) for predicate in one.predicates],
        "weighed": weighed(one, coding, tables.weights),
        "events": inside,
        "ties": [tie.id for tie in coding.ties if start <= tie.trigger_span.start < end],
    }


def _word(unit: Unit) -> dict[str, Any]:
    read = unit.read
    features: list[str] = []
    if read is not None:
        values = (read.aspect, read.person, read.number, read.gender, read.voice, read.state)
        features = [names[value] for names, value in zip(_FEATURES, values, strict=True) if value in names]
        if unit.pos not in "VNA":
            features = []
    return {
        "text": unit.text,
        "span": [unit.start, unit.end],
        "pos": POS.get(unit.pos, unit.pos),
        "lemma": read.lemma.key.partition("/")[0] if read is not None else None,
        "features": features,
        "prefixes": [part for part in (unit.conj, unit.prep, "ال" if unit.det else "") if part],
        "pronoun": unit.pron or None,
        "codes": list(read.lemma.codes) if read is not None else [],
        "other_readings": sorted({f"{POS.get(c.pos, c.pos)} {c.lemma.plain}" for c in unit.cands if c is not read}),
    }


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(unit.text for unit in sentence.units[first:last])


def _phrase(phrase: Phrase, sentence: Sentence, resolver: Resolver) -> dict[str, Any]:
    party = resolver.phrase(phrase)
    return {
        "text": _words(sentence, phrase.first, phrase.last),
        "head": sentence.units[phrase.head].text,
        "preposition": phrase.prep or None,
        "genitive": _words(sentence, phrase.gen.first, phrase.gen.last) if phrase.gen else None,
        "adjectives": [sentence.units[number].text for number in phrase.adjs],
        "coordinated": [_words(sentence, other.first, other.last) for other in phrase.conj],
        "stands_for": list(party.codes),
        "known_by": party.how or None,
    }


def _clause(clause: Clause, sentence: Sentence) -> dict[str, Any]:
    def told(phrase: Phrase | None) -> str | None:
        return _words(sentence, phrase.first, phrase.last) if phrase else None

    return {
        "kind": CLAUSES.get(clause.kind, clause.kind),
        "inside": clause.parent.id if clause.parent else None,
        "marker": sentence.units[clause.marker].text if clause.marker >= 0 else None,
        "verb": sentence.units[clause.verb].text if clause.verb >= 0 else None,
        "negated": bool(clause.neg),
        "future": clause.future,
        "passive": clause.passive,
        "subject": told(clause.subj),
        "subject_from": clause.subj_from or None,
        "object": told(clause.obj),
        "second_object": told(clause.obj2),
        "complements": [{"preposition": phrase.prep, "text": told(phrase)} for phrase in clause.pps],
    }


def _predicate(predicate: Predicate, sentence: Sentence) -> dict[str, Any]:
    frames: dict[str, dict[str, Any]] = {}
    for frame, score, reason in predicate.tried:
        known = frames.get(frame.rule)
        if known is None or score > known["score"]:
            fired = frame is predicate.frame
            verdict = "fits best" if fired else "fits, but another fits better" if score >= 0 else reason
            frames[frame.rule] = {
                "rule": frame.rule, "pattern": frame.pattern, "result": frame.result, "fired": fired,
                "score": score, "verdict": verdict,
                "slots": {name: _fill(fill, sentence) for name, fill in predicate.fills.items()} if fired else {},
            }  # fmt: skip
    return {
        "word": sentence.units[predicate.unit].text,
        "span": [sentence.units[predicate.unit].start, sentence.units[predicate.unit].end],
        "lemma": predicate.lemma.key,
        "used_as": _USED.get(predicate.kind, predicate.kind),
        "passive": predicate.passive,
        "frames": sorted(frames.values(), key=lambda frame: (not frame["fired"], -frame["score"])),
    }


def _fill(fill: Fill, sentence: Sentence) -> str:
    if fill.phrase is not None:
        return _words(sentence, fill.phrase.first, fill.phrase.last)
    if fill.clause is not None:
        return _words(sentence, fill.clause.first, fill.clause.last)
    return f"pronoun {fill.pron} on {sentence.units[fill.at].text}" if fill.at >= 0 else fill.pron


def render(told: Explanation, out: IO[str], colour: bool | None = None) -> None:
    """The explanation for people, in colour on a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, force_terminal=colour or None, no_color=colour is False or None)

    def line(*parts: tuple[str, str] | str, depth: int = 0) -> None:
        console.print(Text.assemble(_INDENT * depth, *parts), soft_wrap=True)

    for sentence in told.sentences:
        line((isolated(sentence["text"]), "bold"))
        line(("words", "cyan"), depth=1)
        for word in sentence["words"]:
            if word["pos"] != POS["K"]:
                line(isolated(word["text"]), "  ", (_word_line(word), "dim"), depth=2)
        line(("phrases", "cyan"), depth=1)
        for phrase in sentence["phrases"]:
            codes = " + ".join(phrase["stands_for"])
            who = (f"  {codes} ({phrase['known_by']})", "green") if codes else ("  no actor", "dim")
            line(isolated(_governed(phrase)), who, depth=2)
        line(("clauses", "cyan"), depth=1)
        for clause in sentence["clauses"]:
            line(*_clause_line(clause), depth=2)
        for kind in ("dates", "amounts"):
            for found in sentence[kind]:
                value = (
                    found["value"] if found["value"] is not None else f"unresolved: {found.get('reason') or 'unknown'}"
                )
                line((kind[:-1], "cyan"), "  ", isolated(found["text"]), f"  {value}", depth=1)
        line(("frames", "cyan"), depth=1)
        for predicate in sentence["predicates"]:
            line(isolated(predicate["word"]), f"  {predicate['lemma']} as {predicate['used_as']}", depth=2)
            for frame in predicate["frames"]:
                mark = ("✓ ", "bold green") if frame["fired"] else ("✗ ", "red")
                line(mark, (frame["rule"], "bold" if frame["fired"] else ""), f"  {frame['verdict']}", depth=3)
                line((f"{isolated(frame['pattern'])}  ⇒  {frame['result']}", "dim"), depth=4)
                for name, filler in frame["slots"].items():
                    line((f"{name} = ", "yellow"), isolated(filler), depth=4)
        if sentence["weighed"]:
            line(("parties weighed", "cyan"), depth=1)
            render_weighed(sentence["weighed"], line)
        line(("codes", "cyan"), depth=1)
        _codes(told.coding, sentence, line)
        console.print()
    for note in told.coding.notes:
        line((note, "dim"))


def _codes(coding: Coding, sentence: dict[str, Any], line: Any) -> None:
    if not sentence["events"] and not sentence["ties"]:
        line(("nothing to code", "dim"), depth=2)
    for event in coding.events:
        if event.id in sentence["events"]:
            more = [*event.aux, *(["says " + " + ".join(event.attribution)] if event.attribution else [])]
            more += [event.when] if event.when else []
            tail = "".join(f"  {item}" for item in more) + f"  [{event.rule}]  {event.confidence:.2f}"
            line((event.type, "bold cyan"), f"  {parties(event.actor, event.recipient)}{tail}", depth=2)
    for tie in coding.ties:
        if tie.id in sentence["ties"]:
            line((tie.kind, "bold magenta"), f"  {parties(tie.source, tie.target)}  [{tie.rule}]", depth=2)


def _word_line(word: dict[str, Any]) -> str:
    parts = [word["pos"]]
    if word["lemma"]:
        parts.append("".join(f"{prefix}+" for prefix in word["prefixes"]) + word["lemma"])
    parts += [" ".join(word["features"]), f"with pronoun {word['pronoun']}" if word["pronoun"] else ""]
    parts.append(" ".join(word["codes"]))
    if word["other_readings"]:
        parts.append("not: " + _list(word["other_readings"]))
    return "  ".join(part for part in parts if part)


def _clause_line(clause: dict[str, Any]) -> list[tuple[str, str] | str]:
    parts: list[tuple[str, str] | str] = [clause["kind"]]
    marks = [name for name in ("negated", "future", "passive") if clause[name]]
    if marks:
        parts.append((" " + " ".join(marks), "red"))
    for name in ("marker", "verb", "subject", "object", "second_object"):
        if clause[name]:
            parts += [(f"  {name.replace('_', ' ')} ", "dim"), isolated(clause[name])]
        elif name == "subject" and clause["subject_from"]:
            parts += [("  subject ", "dim"), clause["subject_from"]]
    for complement in clause["complements"]:
        parts += [("  complement ", "dim"), isolated(_governed(complement))]
    return parts


def _governed(phrase: dict[str, Any]) -> str:
    """A phrase with its preposition, unless that is a letter written onto its first word."""
    before = phrase["preposition"] or ""
    return f"{before} {phrase['text']}" if len(before) > 1 else str(phrase["text"])


def _list(items: Iterable[str], most: int = 4) -> str:
    shown = list(items)
    return ", ".join(shown[:most]) + (" …" if len(shown) > most else "")
