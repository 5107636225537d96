"""The words of a sentence as units: names and function phrases of several words are one."""

from typing import Final

from rasid.arabic.words import Token
from rasid.syntax.tree import Unit
from rasid.tables import Tables
from rasid.tables.lexicon import ENCLITICS, Lemma, Lexicon, Reading
from rasid.tables.names import Entity, cued
from rasid.tables.parcels import Rows
from rasid.tables.spelling import as_written, telling
from rasid.tables.word_classes import WordClasses

_OPENERS: Final = frozenset("PSQGTCDIWF")
TANWIN: Final = ("\u064b", "\u064c", "\u064d")
_NAME_FIRST: Final = frozenset(("state", "capital", "seat", "org", "bloc", "group", "agency", "person"))
_UNLESS: Final = "ما لم"
_PLAIN: Final = ("", "", "s", "m", "", "a", "x")


def units_of(tokens: list[Token], tables: Tables, known: frozenset[str] = frozenset()) -> list[Unit]:
    """The words of a sentence as units: names and function phrases of several words are one; quotation marks only
    mark what stands inside them. ``known`` are the surnames of people whom the article names in full somewhere."""
    units: list[Unit] = []
    names, lexicon, phrases = tables.names, tables.lexicon, tables.phrases
    i = 0
    quoted = 0
    joined = ""
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "p" and token.norm == '"':
            quoted = 0 if quoted else 1
            i += 1
            continue
        if (token.norm == "و" and i + 1 < len(tokens) and tokens[i + 1].kind != "p") or (
            token.norm == "و" and i + 2 < len(tokens) and tokens[i + 1].norm == '"'
        ):
            joined = token.norm
            i += 1
            continue
        unit: Unit | None = None
        if token.kind == "w":
            cands = lexicon.readings(token.norm)
            if len(cands) > 0 and telling(token.text):
                cands = as_written(token.text, cands, lexicon)
            if token.text[-1] in TANWIN or token.text[-2:-1] in TANWIN:  # what is written with tanwin is no verb
                cands = tuple(reading for reading in cands if reading.pos != "V")
            match = names.match(tokens, i)
            if _upon(token, tokens):
                match, cands = None, tuple(reading for reading in cands if reading.pos == "P")
            elif _ali(token, tokens):
                cands = tuple(reading for reading in cands if reading.pos != "P") or cands
            if match is not None and _goes_on(
                tokens, i + match.length, tables.names.entities[match.entities[0]], tables.classes
            ):
                match = None
            if match is not None and match.length == 1 and _thing(tables, match.entities[0], cands, tokens, i + 1):
                match = None
            phrase = _phrase(tokens, i, phrases, lexicon.lemmas)
            if (
                phrase
                and phrase[1].lemma.plain == _UNLESS
                and units
                and units[-1].norm in tables.classes.which_pronouns
            ):
                phrase = None  # "وهو ما لم تقبله واشنطن": which it did not accept, not "unless"
            if phrase and _counts(tokens, i + phrase[0], lexicon):
                phrase = None
            if phrase and (match is None or phrase[0] >= match.length):
                unit = Unit(len(units), tokens, i, i + phrase[0], (phrase[1],))
            elif match is not None:
                acting = False
                entities = tuple(
                    e
                    for e in match.entities
                    if _takes(tables.names.entities[e], match.length, cands, units, quoted, known, tables.classes)
                    or (acting := match.length == 1 and not match.conj and _does(tables, e, tokens, i + 1, units))
                )
                if entities:
                    kinds = {tables.names.entities[e].kind for e in entities}
                    named = acting or match.length > 1 or not _ambiguous(cands, kinds == {"person"})
                    unit = Unit(len(units), tokens, i, i + match.length, () if named else cands)
                    unit.entities = entities
                    unit.conj, unit.prep = match.conj, match.prep
                    if match.length > 1:
                        unit.lead = _lead(cands, match.conj, match.prep)
            if unit is None and i + 1 < len(tokens):
                pair = lexicon.pair(token.norm, tokens[i + 1].norm)
                unit = Unit(len(units), tokens, i, i + 2, pair) if pair else None
            if unit is None:
                unit = Unit(len(units), tokens, i, i + 1, cands)
        else:
            unit = Unit(len(units), tokens, i, i + 1, ())
        unit.quoted = quoted
        unit.joined, joined = joined, ""
        units.append(unit)
        i = unit.last
    return units


def _upon(token: Token, tokens: list[Token]) -> bool:
    """Is على surely the preposition, and no man called علي? Only who writes every final ي without its dots, as is the
    custom in Egypt, writes his name so."""
    return token.text.lstrip("وف") == "على" and any(other.text.endswith("ي") for other in tokens)


def _ali(token: Token, tokens: list[Token]) -> bool:
    """Is علي surely the man, and no "on" without its alif? Who writes إلى and مصطفى with one tells them apart."""
    return token.text.lstrip("وف") == "علي" and any(other.text.endswith("ى") for other in tokens)


def _counts(tokens: list[Token], end: int, lexicon: Lexicon) -> bool:
    """Is the last word of a function phrase an "about" before a number: "القبض على نحو 15 منهم"?"""
    if end >= len(tokens) or all(r.lemma.role_word != "about" for r in lexicon.readings(tokens[end - 1].norm)):
        return False
    return tokens[end].kind == "n" or any(r.pos == "U" for r in lexicon.readings(tokens[end].norm))


def _goes_on(tokens: list[Token], end: int, entity: Entity, classes: WordClasses) -> bool:
    """Is a body's name only the beginning of another's: "مجلس الأمن القومي" is not the United Nations' council?"""
    return entity.kind == "org" and end < len(tokens) and tokens[end].norm in classes.national


def _thing(tables: Tables, number: int, cands: tuple[Reading, ...], tokens: list[Token], after: int) -> bool:
    """Is a group's name the ordinary word for a building here, since a state's adjective follows that agrees with it:
    "القاعدة التركية" is a base?"""
    if tables.names.entities[number].kind != "group" or after >= len(tokens) or tokens[after].kind != "w":
        return False
    things = [r for r in cands if r.pos == "N" and r.det and "infrastructure" in r.lemma.classes]
    if not things:
        return False
    states = (r for r in tables.lexicon.readings(tokens[after].norm) if r.pos == "A" and r.det and not r.conj)
    return any(r.lemma.codes and r.gender == things[0].gender and r.number == "s" for r in states)


def _phrase(
    tokens: list[Token], i: int, phrases: dict[str, list[tuple[tuple[str, ...], int]]], lemmas: Rows[Lemma]
) -> tuple[int, Reading] | None:
    """The function phrase that begins here: how many words, and its reading. One that ends in أن may bear a pronoun
    ("غير أنه")."""
    norm = tokens[i].norm
    found = _phrase_at(tokens, i, phrases.get(norm), "", lemmas)
    if found is None and norm[0] in "وف":
        found = _phrase_at(tokens, i, phrases.get(norm[1:]), norm[0], lemmas)
    return found


def _phrase_at(
    tokens: list[Token], i: int, options: list[tuple[tuple[str, ...], int]] | None, conj: str, lemmas: Rows[Lemma]
) -> tuple[int, Reading] | None:
    if options is None:
        return None
    for rest, number in options:
        n = len(rest)
        if i + n >= len(tokens) or (n > 1 and tokens[i + 1].norm != rest[0]):
            continue  # most phrases fail at their second word
        if any(tokens[i + 1 + k].norm != word for k, word in enumerate(rest[:-1])):
            continue
        last = tokens[i + n].norm
        if last == rest[-1]:
            return n + 1, Reading(lemmas[number], _PLAIN, conj)
        if rest[-1] == "ان" and last.startswith("ان") and lemmas[number].pos == "S":
            pron = next((mark for ending, mark in ENCLITICS if last[2:] == ending), "")
            if pron:
                return n + 1, Reading(lemmas[number], _PLAIN, conj, pron=pron)
    return None


def _takes(
    entity: Entity,
    length: int,
    cands: tuple[Reading, ...],
    units: list[Unit],
    quoted: int,
    known: frozenset[str],
    classes: WordClasses,
) -> bool:
    kind = entity.kind
    if kind in _NAME_FIRST:
        if not entity.unsure or (length > 1 and kind == "person"):
            return True
        if kind == "person":
            if cands and all(reading.pos == "R" for reading in cands):
                return True  # a given name as well, but no other word
            if any(reading.prep and reading.lemma.role_word == "quant" for reading in cands):
                return False  # "معارضته لأي تحرك": to any, nobody called لاي
            if any(reading.pos == "V" and reading.lemma.role_word == "be" for reading in cands):
                return bool(known & entity.words)  # "طبيبا كان يعمل": no prime minister
            word = any(reading.pos in _OPENERS or reading.lemma.role_word for reading in cands)
            return (bool(units) and _introduces(units[-1])) or (not word and bool(known & entity.words))
        return bool(quoted) or (bool(units) and cued(entity, units[-1].norm, classes))
    if length > 1 and not any(reading.pos in "VPSQ" for reading in cands):
        return True
    previous = units[-1] if units else None
    if length == 1 and any(reading.pos in "SG" and not reading.conj for reading in cands):
        return False
    if entity.unsure and (previous is None or previous.norm.split()[-1].lstrip("وبل") not in classes.before_places):
        return False
    after_place = previous is not None and any("place" in reading.lemma.classes for reading in previous.cands)
    after_place = after_place or (previous is not None and previous.norm.split()[-1] in classes.near_places)
    governed = previous is not None and any(reading.pos == "P" for reading in previous.cands[:1])
    return after_place or not any(
        reading.pos in "VNAPSQGTCDIWF"
        and not reading.lemma.participle_of >= 0
        and not (
            governed and (reading.prep or reading.pos == "V" or reading.pron[:1] == "1")
        )  # "في بعقوبة", "في سيدني":
        # towns, not "with a punishment" or "my lord"
        and not (
            governed and reading.pos == "A" and reading.det and not reading.lemma.codes
        )  # "في الرمادي": not "grey"
        for reading in cands
    )


def _does(tables: Tables, number: int, tokens: list[Token], after: int, units: list[Unit]) -> bool:
    """Is a doubtful name that of a movement, since a verb in the feminine follows it at the head of a clause, or
    another group stands beside it: "فتح تدين الهجوم", "حوار بين فتح وحماس"?"""
    entity = tables.names.entities[number]
    if entity.kind != "group" or not entity.unsure or after >= len(tokens) or tokens[after].kind != "w":
        return False
    match = tables.names.match(tokens, after)
    if match is not None and match.conj == "و":
        return any(tables.names.entities[e].kind == "group" for e in match.entities)
    if units and units[-1].pos != "K" and units[-1].norm not in (".", ":", "،"):
        return False
    verbs = tables.lexicon.readings(tokens[after].norm)
    acts = all(r.pos == "V" and not r.conj for r in verbs)
    return acts and any((r.person, r.number, r.gender) == ("3", "s", "f") for r in verbs)


def _lead(cands: tuple[Reading, ...], conj: str, prep: str) -> Reading | None:
    """The noun that the first word of a name is: "مجلس الأمن" is masculine, whatever else the body is called."""
    return next((r for r in cands if r.pos == "N" and (r.conj, r.prep, r.pron) == (conj, prep, "")), None)


def _introduces(unit: Unit) -> bool:
    """Can this word stand before the name of somebody known by an ordinary word: an office, a nisba, a title?"""
    nisba = any(r.lemma.codes and (r.det or r.pos != "A") for r in unit.cands)  # "جندي أمريكي واحد": one, not Wahid
    return nisba or any(r.lemma.role is not None or "title" in r.lemma.classes for r in unit.cands)


def _ambiguous(cands: tuple[Reading, ...], person: bool) -> bool:
    """Could a one-word name be a common word as well? Surnames with the article (الأسد) are taken for names."""
    if person:
        return any(r.pos in "VNAPSQGTCDIWFU" and (not r.det or r.lemma.codes) and not r.pron for r in cands)
    return any(r.pos in "VNA" and not (r.conj or r.prep or r.pron) for r in cands)
