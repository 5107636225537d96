"""The notation of the frames tables.

A frame says of a predicate who stands where and what results, in a line that can be read aloud::

    اتّهم   SUBJ OBJ ب:ACT?   ACCUSE.allege SUBJ > OBJ ; ACT by OBJ says SUBJ   112   diplomatic   ...

``docs/tables.md`` describes it for people; this module reads it.

>>> pattern("SUBJ OBJ:sanctions على|ضد:TO?")[2].preps
('علي', 'ضد')
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.records import AUX, TIE_KINDS, TYPES

_EMBEDDING: Final = ("ACT", "CLAUSE", "WISH")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a frame: ``kind`` is subj, obj or prep; ``embeds`` if an act or a clause fills it."""

    name: str
    kind: str
    preps: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    optional: bool = False
    embeds: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a frame yields: an ``event``, an embedded ``act``, a ``tie``, or ``none``."""

    kind: str
    type: str = ""
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    by: str | None = None
    on: str | None = None
    says: str | None = None
    absorbed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a frames table.

    ``use``: N nominal only, PL a noun in the plural only, V verbal only, NEG a negated verb or noun only, WONT a verb
    with لن, FUT one of the future only, P a preposition that opens a clause without a verb ("على إيران أن"), empty any.
    ``mods``: lemmas that must describe a noun predicate of several words ("اتصال هاتفي").
    """

    rule: str
    predicate: str
    use: str
    slots: tuple[Slot, ...]
    outcomes: tuple[Outcome, ...]
    cameo: str | None
    context: tuple[str, ...]
    example: str
    pattern: str = ""
    result: str = ""
    mods: tuple[str, ...] = field(default=())


def pattern(text: str) -> tuple[Slot, ...]:
    """The slots of a pattern. Raises ValueError with what is wrong."""
    slots = tuple(_slot(token) for token in text.split())
    names = [slot.name for slot in slots]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled - {"ACT"}:
        raise ValueError(f"slot named twice: {', '.join(sorted(doubled))}")
    return slots


def _slot(token: str) -> Slot:
    optional = token.endswith("?")
    body, _, equals = token.rstrip("?").partition("=")
    words = frozenset(normalise(word) for word in equals.split("|") if word)
    parts = body.split(":")
    if parts[0] in ("SUBJ", "OBJ", "OBJ2") or parts[0] in _EMBEDDING:
        name, rest = parts[0], parts[1:]
        preps: tuple[str, ...] = ()
        kind = "subj" if name == "SUBJ" else "obj"
    else:
        if len(parts) < 2:
            raise ValueError(f"'{token}' is no slot: write SUBJ, OBJ, ACT, CLAUSE, WISH or preposition:NAME")
        preps = tuple(normalise(prep.replace("_", " ")) for prep in parts[0].split("|"))
        name, kind, rest = parts[1], "prep", parts[2:]
    classes = frozenset(cls for part in rest for cls in part.split("|") if cls)
    embeds = name if name in _EMBEDDING else ""
    if not all(cls.isascii() for cls in classes) or not name.isascii():
        raise ValueError(f"'{token}': slot names and classes are written in Latin letters")
    return Slot("ACT" if embeds else name, kind, preps, classes, words, optional, embeds)


def result(text: str, slots: tuple[Slot, ...], types: Collection[str] = TYPES) -> tuple[Outcome, ...]:
    """The outcomes of a result, checked against the slots that the pattern has and the types that there are."""
    names = {slot.name for slot in slots} | {"SUBJ", "OBJ", "SPEAKER", "SELF"}
    return tuple(_outcome(part.strip(), names, types) for part in text.split(";") if part.strip())


def _outcome(text: str, names: set[str], types: Collection[str]) -> Outcome:
    if text == "none":
        return Outcome("none")
    words = text.split()
    if words[0] == "ACT":
        return _act(words[1:], names)
    kind, _, mode = words[0].partition(".")
    if kind == "TIE":
        if mode not in TIE_KINDS:
            raise ValueError(f"no such tie: {mode}")
        actors, recipients, _ = _parties(words[1:], names)
        return Outcome("tie", type=mode, actors=actors, recipients=recipients)
    if kind not in types:
        raise ValueError(f"no such event type: {kind}")
    actors, recipients, aux = _parties(words[1:], names)
    return Outcome("event", kind, mode or None, actors, recipients, aux)


def _parties(words: list[str], names: set[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    sides: list[list[str]] = [[], []]
    aux: list[str] = []
    side = 0
    if ">" not in words:
        raise ValueError("no '>' between actors and recipients")
    for word in words:
        if word == ">":
            side = 1
        elif word in AUX:
            aux.append(word)
        elif word in ("+", "-"):
            continue
        elif word in names or (word.startswith("@") and word[1:].isupper()):
            sides[side].append(word)
        else:
            raise ValueError(f"'{word}' is neither a slot of the pattern nor one of {', '.join(AUX)}")
    return tuple(sides[0]), tuple(sides[1]), tuple(aux)


def _act(words: list[str], names: set[str]) -> Outcome:
    takes: dict[str, str] = {}
    aux: list[str] = []
    absorbed = False
    i = 0
    while i < len(words):
        word = words[i]
        if word in ("by", "on", "says"):
            if i + 1 >= len(words) or words[i + 1] not in names:
                raise ValueError(f"'{word}' wants a slot of the pattern after it")
            takes[word] = words[i + 1]
            i += 1
        elif word in AUX:
            aux.append(word)
        elif word == "absorbed":
            absorbed = True
        else:
            raise ValueError(f"'{word}' is not understood after ACT")
        i += 1
    return Outcome(
        "act", aux=tuple(aux), by=takes.get("by"), on=takes.get("on"), says=takes.get("says"), absorbed=absorbed
    )
