"""The validation records of PETRARCH and UniversalPetrarch: XML, sentences with their CAMEO codings.

CAMEO's dyads become PLOVER's events: codings of one event that differ in one side only are one event with several
parties, a pair in both directions is a mutual event. A sentence with a code that PLOVER has nothing for (01, 02) is
left out whole: a gold record must tell all that its sentence says.
"""

import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from rasid.imports.rows import GoldImportError, Imported, Row, actor_of, event, plover_of

_NOT_XML: Final = re.compile(r"^\s*<PLEvent\b.*$", re.MULTILINE)  # lines of these files that are no XML
_CODE: Final = re.compile(r"\s*(\d{2,4})")
_VISITS: Final = {"042", "043"}  # the two sides of one visit


def read(path: Path) -> Imported:
    """Gold rows of the sentences that are to be evaluated. Raises GoldImportError with the line that is no XML."""
    text = path.read_text(encoding="utf-8-sig")
    if "<!ENTITY" in text:
        raise GoldImportError(f"{path}: declares entities, which validation records have no use for; not read")
    try:
        root = ElementTree.fromstring(_NOT_XML.sub("", text))
    except ElementTree.ParseError as fault:
        raise GoldImportError(f"{path}:{fault.position[0]}: not XML: {fault}") from None
    sentences = list(root.iter("Sentence"))
    if not sentences:
        raise GoldImportError(f"{path}: no <Sentence> in it: not a file of validation records")
    found = Imported()
    for number, sentence in enumerate(sentences, 1):
        _sentence(sentence, f"{path}: sentence {sentence.get('id') or number}", number, found)
    return found


def _sentence(sentence: ElementTree.Element, at: str, number: int, found: Imported) -> None:
    if (sentence.get("evaluate") or "true").lower() == "false":
        found.leave("not for evaluation")
        return
    text = " ".join((sentence.findtext("Text") or "").split())
    if not text:
        raise GoldImportError(f"{at}: no <Text>")
    texts = {element.get("eid"): element for element in sentence.findall("EventText")}
    events: list[Row] = []
    for coding in sentence.findall("EventCoding"):
        if (coding.get("noevents") or "").lower() == "true":
            continue
        code = _CODE.match(coding.get("eventcode") or "")
        if not code:
            raise GoldImportError(f"{at}: eventcode is a CAMEO code, not '{coding.get('eventcode')}'")
        told = texts.get(coding.get("eid"))
        coded = _event(coding, code[1], told)
        if coded is None:
            found.leave("coded 01 or 02, which PLOVER has not")
            return
        events.append(coded)
    name = sentence.get("id") or f"sentence-{number}"
    found.rows.append(
        {"id": name, "date": _date(sentence.get("date"), at), "text": text, "events": merged(events), "ties": []}
    )


def _event(coding: ElementTree.Element, cameo: str, told: ElementTree.Element | None) -> Row | None:
    plover = plover_of(cameo)
    if plover is None:
        return None
    type_, mode, context = plover
    words = told.attrib if told is not None else {}
    source = _party(coding.get("sourcecode"), words.get("sourcetext"))
    target = _party(coding.get("targetcode"), words.get("targettext"))
    trigger = words.get("eventtext", "")
    return event(type_, source, target, trigger=trigger, mode=mode, context=context, cameo=cameo)


def _party(code: str | None, words: str | None) -> list[str]:
    """Nobody where neither a code nor words stand; somebody unnamed (XXX) where there are only words."""
    if code and code.strip():
        return [actor_of(code)]
    return ["XXX"] if words and words.strip() else []


def merged(events: list[Row]) -> list[Row]:
    """Dyads of one event laid together.

    >>> both = merged([event("CONSULT", ["EGY"], ["SDN"]), event("CONSULT", ["SDN"], ["EGY"])])
    >>> [(one["actor"], one["recipient"]) for one in both]
    [(['EGY', 'SDN'], [])]
    """
    out: list[Row] = []
    for one in events:
        for other in out:
            if _same_act(one, other) and _laid_together(one, other):
                break
        else:
            out.append(one)
    return out


def _same_act(one: Row, other: Row) -> bool:
    codes = {one["cameo"], other["cameo"]}
    return one["type"] == other["type"] and one["trigger"] == other["trigger"] and (len(codes) == 1 or codes == _VISITS)


def _laid_together(one: Row, into: Row) -> bool:
    if one["cameo"] != into["cameo"]:  # a visit made and received
        return bool(one["actor"] == into["recipient"] and one["recipient"] == into["actor"])
    if not into["recipient"] and len(into["actor"]) > 1:  # mutual already
        return {*one["actor"], *one["recipient"]} <= set(into["actor"]) and bool(one["recipient"])
    if one["actor"] == into["recipient"] and one["recipient"] == into["actor"] and one["actor"]:
        into["actor"], into["recipient"] = into["actor"] + into["recipient"], []
        return True
    for same, other in (("actor", "recipient"), ("recipient", "actor")):
        if one[same] == into[same] and one[other] and into[other]:
            into[other] += [code for code in one[other] if code not in into[other]]
            return True
    return False


def _date(value: str | None, at: str) -> str | None:
    digits = (value or "").replace("-", "").strip()
    if not digits:
        return None
    if not re.fullmatch(r"(19|20)\d{6}", digits):
        raise GoldImportError(f"{at}: date is YYYYMMDD, not '{value}'")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
