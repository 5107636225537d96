"""Which reading of each word holds here: a word's neighbours decide.

Left to right, every candidate reading is scored against what stands before and after it; the best is kept. The scores
are small integers with a reason each; nothing is tried twice.
"""

from typing import Final

from rasid.arabic.words import Token
from rasid.syntax.tree import Unit
from rasid.tables import Tables
from rasid.tables.lexicon import ENCLITICS, Lemma, Reading
from rasid.tables.names import Entity, cued

_OPENERS: Final = frozenset("PSQGTCDIWF")
_AUXILIARY: Final = ("be", "begin")
_LEAST: Final = -1.5
_TANWIN: Final = ("\u064b", "\u064c", "\u064d")
_NAME_FIRST: Final = frozenset(("state", "capital", "seat", "org", "bloc", "group", "agency", "person"))


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
        if token.norm == "و" and i + 1 < len(tokens) and tokens[i + 1].kind != "p" or (
            token.norm == "و" and i + 2 < len(tokens) and tokens[i + 1].norm == '"'
        ):
            joined = token.norm
            i += 1
            continue
        unit: Unit | None = None
        if token.kind == "w":
            cands = lexicon.readings(token.norm)
            if token.text[-1] in _TANWIN or token.text[-2:-1] in _TANWIN:  # what is written with tanwin is no verb
                cands = tuple(reading for reading in cands if reading.pos != "V")
            match = names.match(tokens, i)
            phrase = _phrase(tokens, i, phrases, lexicon.lemmas)
            if phrase and (match is None or phrase[0] >= match.length):
                unit = Unit(len(units), tokens, i, i + phrase[0], (phrase[1],))
            elif match is not None:
                entities = tuple(e for e in match.entities if _takes(tables.names.entities[e], match.length, cands, units, quoted, known))
                if entities:
                    kinds = {tables.names.entities[e].kind for e in entities}
                    named = match.length > 1 or not _ambiguous(cands, kinds == {"person"})
                    unit = Unit(len(units), tokens, i, i + match.length, () if named else cands)
                    unit.entities = entities
                    unit.conj, unit.prep = match.conj, match.prep
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


_WHERE: Final = frozenset(  # words before the name of a place that is an ordinary word as well
    ("في", "من", "الي", "قرب", "نحو", "شمال", "جنوب", "شرق", "غرب", "مدينة", "مدينتي", "بلدة", "قرية", "محافظة", "ولاية",
     "منطقة", "اقليم", "قضاء", "مخيم", "ناحية", "مديرية")
)  # fmt: skip
_NOUN_TOO: Final = frozenset(("في حال", "في حالة", "لدي", "منذ"))  # in case (of), upon, since: a noun may follow as well
_PLAIN: Final = ("", "", "s", "m", "", "a", "x")


def _phrase(
    tokens: list[Token], i: int, phrases: dict[str, list[tuple[tuple[str, ...], int]]], lemmas: list[Lemma]
) -> tuple[int, Reading] | None:
    """The function phrase that begins here: how many words, and its reading. A phrase that ends in أن may bear a pronoun
    ("غير أنه")."""
    norm = tokens[i].norm
    for conj, bare in (("", norm), (norm[:1], norm[1:])):
        if conj not in ("", "و", "ف"):
            continue
        for rest, number in phrases.get(bare, ()):
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


def _takes(entity: Entity, length: int, cands: tuple[Reading, ...], units: list[Unit], quoted: int, known: frozenset[str]) -> bool:
    kind = entity.kind
    if kind in _NAME_FIRST:
        if not entity.unsure or (length > 1 and kind == "person"):
            return True
        if kind == "person":
            if cands and all(reading.pos == "R" for reading in cands):
                return True  # a given name as well, but no other word
            word = any(reading.pos in _OPENERS or reading.lemma.role_word for reading in cands)
            return (bool(units) and _introduces(units[-1])) or (not word and bool(known & entity.words))
        return bool(quoted) or (bool(units) and cued(entity, units[-1].norm))
    if length > 1 and not any(reading.pos in "VPSQ" for reading in cands):
        return True
    previous = units[-1] if units else None
    if length == 1 and any(reading.pos in "SG" and not reading.conj for reading in cands):
        return False
    if entity.unsure and (previous is None or previous.norm.lstrip("وبل") not in _WHERE):
        return False
    after_place = previous is not None and any("place" in reading.lemma.classes for reading in previous.cands)
    return after_place or not any(reading.pos in "VNAPSQGTCDIWF" and not reading.lemma.participle_of >= 0 for reading in cands)


def _introduces(unit: Unit) -> bool:
    """Can this word stand before the name of somebody known by an ordinary word: an office, a nisba, a title?"""
    return any(r.lemma.role is not None or r.lemma.codes or "title" in r.lemma.classes for r in unit.cands)


def _ambiguous(cands: tuple[Reading, ...], person: bool) -> bool:
    """Could a one-word name be a common word as well? Surnames with the article (الأسد) are taken for names."""
    if person:
        return any(r.pos in "VNAPSQGTCDIWFU" and (not r.det or r.lemma.codes) and not r.pron for r in cands)
    return any(r.pos in "VNA" and not (r.conj or r.prep or r.pron) for r in cands)


def tag(units: list[Unit]) -> None:
    """Choose a reading for every unit, in place."""
    finite = False  # a finite verb stands already in the clause being read
    complement = False  # the clause was opened by أن or إن
    for i, unit in enumerate(units):
        if i:
            last = units[i - 1]
            if last.pos == "V":
                finite, complement = True, False
            elif last.pos in "SQ" or last.norm in "،:;؛" or last.pos == "C":
                finite = False
                complement = last.pos == "S" and last.role_word == "comp"
        previous = units[i - 1] if i else None
        following = units[i + 1] if i + 1 < len(units) else None
        if following is not None and _about(unit, following):
            unit.pos = "U"  # "نحو مائة", "حوالي 20"
            if unit.cands:
                unit.conj = unit.cands[0].conj
            continue
        if unit.entities and not unit.cands:
            unit.pos = "R"
            continue
        if unit.kind == "n":
            unit.pos = "U"
            continue
        if unit.kind == "p":
            unit.pos = "K"
            continue
        if unit.kind == "l":
            unit.pos = "R"
            continue
        whole = any(not r.conj and r.pos in "NAPSQ" for r in unit.cands)
        function = any(r.pos in "SGP" for r in unit.cands)
        best, best_score = None, -99.0
        for reading in unit.cands:
            score = _score(reading, previous, following, unit)
            if reading.pos == "V":
                if function:
                    score -= 1.5  # لأن is "because", not "they softened"
                elif reading.lemma.role_word in _AUXILIARY:
                    score += 1.5  # كان
                if reading.pron == "1sc" and not unit.norm.endswith("ني"):
                    continue
            elif reading.pos == "F" and previous is not None and _described_by(previous, unit):
                score -= 1.5  # "جهات خاصة"
            elif reading.pos == "S" and following is not None and following.cands and all(r.pos in "VG" for r in following.cands):
                score += 1.5  # حتى يعود
            if whole and reading.conj:
                score -= 1.5  # وزير is a minister, not "and he was visited"
            if reading.pos == "V" and not reading.conj and reading.aspect == "p" and previous is not None:
                if finite and previous.pos not in "GTQVSK":
                    score -= 2.0  # one clause, one verb
                elif complement and not finite and previous.pos in "NAR":
                    score += 1.5  # "أن جنديا أميركيا قتل"
            if score > best_score:
                best, best_score = reading, score
        if best is not None and best_score < _LEAST and best.pos == "V" and _rarity(best, previous) >= 2:
            best = None  # only far-fetched readings: a word that the tables don't know
        if unit.entities and best is not None and not _common_word(best, previous, unit):
            best = None
        if best is None:
            _guess(unit, previous)
        else:
            _take(unit, best)


def _about(unit: Unit, following: Unit) -> bool:
    if following.kind != "n" and not any(r.pos == "U" for r in following.cands):
        return False
    return any(r.lemma.role_word == "about" for r in unit.cands)


def _described_by(noun: Unit, unit: Unit) -> bool:
    """Has the word a reading as an adjective that agrees with the noun before it?"""
    a = noun.read
    if a is None or noun.pos != "N" or noun.pron:
        return False
    gender = "f" if a.number == "p" else a.gender
    return any(r.pos == "A" and r.det == noun.det and not r.prep and r.gender == gender and r.number != "d" for r in unit.cands)


def _take(unit: Unit, reading: Reading) -> None:
    unit.read = reading
    unit.pos = reading.pos
    unit.conj, unit.prep, unit.det, unit.pron = reading.conj, reading.prep, reading.det, reading.pron
    unit.entities = () if reading.pos != "R" else unit.entities


def _common_word(reading: Reading, previous: Unit | None, unit: Unit) -> bool:
    """Is a word that could be a name the common word here? A state's name only as an adjective that agrees with the
    noun before ("دعم مالي"); a surname unless a title, an office or another name stands before it."""
    if reading.pos == "V" and reading.lemma.role_word in _AUXILIARY:  # كان is no Cannes
        return not (previous is not None and "place" in (previous.lemma.classes if previous.lemma else ()))
    if reading.pos in "SGQTW" or (reading.pos == "P" and unit.norm != "علي"):  # حتى is no surname, علي may be one
        return True
    if reading.pos in "VPSQGTCDIWFU":
        return not (previous is not None and _names_next(previous))
    if unit.norm[:1] not in "وف" and reading.pos == "N" and not reading.prep and previous is not None and _names_next(previous):
        return False
    if reading.pos == "N" and not reading.prep and reading.lemma.frames:
        return True
    if reading.case == "t":  # روسيا is Russia, not "a Russian" in the accusative, unless the noun before is accusative too
        return previous is not None and previous.read is not None and previous.read.case == "t"
    if reading.pos != "A" or previous is None or previous.pos not in "NA" or previous.read is None:
        return False
    return previous.read.gender == reading.gender and previous.det == reading.det and not previous.pron


def _names_next(unit: Unit) -> bool:
    """Can a person's name follow this word?"""
    if unit.pos == "R":
        return True
    lemma = unit.lemma
    return lemma is not None and (bool(lemma.codes) or ("person" in lemma.classes and unit.det) or "title" in lemma.classes)


def _guess(unit: Unit, previous: Unit | None) -> None:
    """A word that no table knows: its shape and its neighbour say what it can be."""
    if unit.entities:
        unit.pos = "R"
        return
    norm = unit.norm
    unit.pos = "R"
    for lead in ("وال", "فال", "بال", "كال", "وبال", "ولل", "لل", "ال"):
        if norm.startswith(lead) and len(norm) > len(lead) + 2:
            unit.det = True
            unit.conj = lead[0] if lead[0] in "وف" else ""
            unit.prep = "ب" if "ب" in lead else "ل" if lead.endswith("لل") else "ك" if lead[0] == "ك" else ""
            unit.pos = "N"
            if not unit.conj and not unit.prep and previous is not None:
                if previous.pos in "NA" and (previous.det or previous.pron) or previous.pos == "R" and norm.endswith(("ي", "ية")):
                    unit.pos = "A"
            return
    if len(norm) > 4 and norm[0] in "يت" and previous is not None and previous.pos in "GTSQ":
        unit.pos = "V"
        return
    if unit.text[-1] in _TANWIN or unit.text[-2:-1] in _TANWIN or norm.endswith("ات"):
        unit.pos = "N"
        return
    after_name = previous is not None and previous.pos == "R"
    if len(norm) > 4 and norm[0] == "و" and (after_name or previous is None or previous.pos == "K"):
        unit.conj = "و"
    elif len(norm) > 5 and norm[0] in "لب" and previous is not None and previous.pos in "VN" and not _names_next(previous):
        unit.prep = norm[0]


def _score(reading: Reading, previous: Unit | None, following: Unit | None, unit: Unit) -> float:
    pos = reading.pos
    score = 0.0
    if pos == "V" and reading.pron[:1] == "2":
        score -= 2.5  # هناك is "there", not "he congratulated you"
    if pos == "N" and reading.pron == "1sc":
        score -= 1.0  # the press seldom says "my"
    score -= 0.7 * (bool(reading.conj) + bool(reading.prep) + bool(reading.pron)) + 0.3 * reading.fut
    if pos == "U":
        score += 1.5
    if reading.pos == "N" and reading.number == "d" and not reading.det and not reading.pron:
        score -= 0.8  # an indefinite dual is rarer than the word that it looks like
    if reading.voice == "p":
        score -= 1.0  # a form that can only be passive (ووعد from واعد) is rarely the one that is meant
    if pos in _OPENERS or reading.lemma.role_word == "quant":
        score += 2.2
        if pos == "P":
            score += 0.8
            if reading.lemma.role_word == "like":  # "كوارث مثل الفيضانات", but "مثل هذا القرار": such
                score += 1.5 if previous is not None and previous.pos in "NAR" else -3.0
    if previous is None:
        return score + _start_score(reading, following)
    before = previous.pos
    if pos == "P" and previous is not None and previous.pos == "S" and previous.role_word == "comp":
        score -= 3.0  # a verb must follow أن: "بعد أن قبل العراق القرار"
    if pos == "A" and reading.lemma.participle_of >= 0 and reading.case == "t" and (previous is None or previous.pos in "KVF" or previous.entities):
        score += 1.2  # "..., داعيا إلى": a participle, not the noun
    if reading.conj and pos in "NA" and before in "NA" and _parallel(reading, previous):
        return score + 1.6
    if reading.conj or before == "K":
        return score + _start_score(reading, following)
    if pos == "V":
        score += _verb_score(reading, previous, following)
    elif pos in "NA":
        score += _noun_score(reading, previous)
    elif pos == "U":
        score += 1.8 if before == "U" else 0.0
    elif pos == "R":
        person = previous.lemma is not None and "person" in previous.lemma.classes and "troops" not in previous.lemma.classes
        score += 1.5 if before == "R" or person else -0.5
        if person and previous.det and any(other.det and other.lemma.codes for other in unit.cands):
            score -= 3.0  # "الرئيس السوداني" is the Sudanese president, not one whose name is so
        if reading.lemma.role_word == "y":
            score -= 1.0
    return score


def _parallel(reading: Reading, previous: Unit) -> bool:
    """Two words joined by و that are dressed alike (both with article, both with a pronoun) are of one kind."""
    if reading.det or previous.det:
        return reading.det and previous.det
    return bool(reading.pron) and bool(previous.pron)


def _start_score(reading: Reading, following: Unit | None) -> float:
    """At the start of a clause Arabic likes a verb, if something follows that it can govern."""
    if reading.pos == "V":
        score = (1.0 if reading.person == "3" else -1.5) - _rarity(reading, None)
        if following is not None and (following.entities or following.norm.startswith("ال") or following.kind == "n"):
            score += 0.8
        if reading.aspect == "j":
            score -= 1.0
        return score
    if reading.pos == "N":
        return 0.4
    return 0.0


def _rarity(reading: Reading, previous: Unit | None) -> float:
    """Forms that news prose hardly uses: commands, "they (f) wept", jussives that nothing governs."""
    cost = 0.0
    if reading.aspect == "m":
        cost += 4.0
    if reading.number == "p" and reading.gender == "f":
        cost += 2.5
    if reading.number == "d":
        cost += 0.8
    if reading.aspect == "j" and reading.number in "dp" and not (previous is not None and previous.pos in "GS") and not reading.prep:
        cost += 2.0
    return cost


def _verb_score(reading: Reading, previous: Unit, following: Unit | None) -> float:
    before = previous.pos
    score = (0.3 if reading.person == "3" else -2.2) - _rarity(reading, previous)
    if before == "P" or previous.prep and before in "NAR" and not previous.det and previous.read is not None and previous.read.state == "c":
        return -6.0
    if before in "GT" and previous.role_word != "nominal":
        return score + 4.0
    if before == "S":
        if previous.norm in _NOUN_TOO:
            return score - 1.0
        return score + (3.0 if reading.aspect in "ij" and previous.role_word == "comp" else 2.0)
    if before in "QW":
        return score + 2.5
    if before in "DU":
        return score - 3.0
    if before == "V":  # two verbs in a row: only after كان, بدأ and their like
        if previous.role_word in _AUXILIARY and reading.aspect == "i":
            return score + 0.5
        return score - (0.8 if reading.aspect == "i" or previous.role_word == "be" else 2.0)
    if before == "N" and previous.read is not None and not previous.det and not previous.pron:
        return score - 1.0 if reading.aspect == "p" else score
    if reading.aspect == "j":
        return score - 1.5
    return score + 0.2


def _same_gender(noun: Reading, adjective: Reading) -> bool:
    """A plural of things takes its adjective in the feminine singular, one of people in the plural as well."""
    if noun.number == "p":
        return adjective.gender == "f" or adjective.number == "p"
    return noun.gender == adjective.gender


def _noun_score(reading: Reading, previous: Unit) -> float:
    before = previous.pos
    score = 0.3 if reading.pos == "N" else 0.0
    if reading.state == "c":
        score -= 0.2
    if before == "P":
        return score + 2.0
    if before in "DU":
        return score + 2.0
    if before in "GT" and previous.role_word != "nominal":
        return score - 2.0
    if before == "N" and previous.read is None and reading.pos == "A" and previous.det == reading.det and not reading.prep:
        return score + 0.8
    if before in "NA" and previous.read is not None:
        agrees = previous.det == reading.det or (previous.read.state in "ca" and reading.det)
        if reading.pos == "A" and previous.det == reading.det and not reading.prep and not previous.pron:
            same = _same_gender(previous.read, reading)
            return score + (1.5 if same else 0.2)
        if agrees and not previous.det and not previous.pron and not reading.prep:
            return score + 0.8
    return score
