"""The naive coder that stands beside Rasid's figures: a verb list and the nearest two names.

It knows all our verbs in all their forms and all our names, and nothing of the sentence: each verb is an event of its
first frame's type, by the nearest name before it, on the nearest name after it.
"""

from typing import Any

from rasid.arabic.words import Token, sentences
from rasid.records import Article
from rasid.tables import Tables


def naive(article: Article, tables: Tables) -> dict[str, Any]:
    """The naive coding of an article, in the form of `Coding.to_json` as far as figures need it."""
    events: list[dict[str, Any]] = []
    for tokens in sentences(article.text):
        named = _names(tokens, tables)
        for place, token in enumerate(tokens):
            kind = _type(token, tables)
            if kind:
                before = [code for at, code in named if at < place][-2:]
                after = [code for at, code in named if at > place][:2]
                if before and after:
                    actor, recipient = before[-1:], after[:1]
                else:
                    pair = before or after
                    actor, recipient = pair[:1], pair[1:]
                events.append({"type": kind, "actor": actor, "recipient": recipient, "trigger": token.text})
    return {"id": article.id, "events": events, "ties": []}


def _names(tokens: list[Token], tables: Tables) -> list[tuple[int, str]]:
    """Place and code of every name, and of every adjective of a country."""
    found: list[tuple[int, str]] = []
    words = [*tokens]
    place = 0
    while place < len(tokens):
        match = tables.names.match(words, place)
        codes: tuple[str, ...] = ()
        if match:
            codes = next((e.codes for e in map(tables.names.entities.__getitem__, match.entities) if e.codes), ())
        elif tokens[place].kind == "w":
            codes = next((r.lemma.codes for r in tables.lexicon.readings(tokens[place].norm) if r.lemma.codes), ())
        found += [(place, code) for code in codes[:1]]
        place += match.length if match else 1
    return found


def _type(token: Token, tables: Tables) -> str | None:
    """The type of the first frame of a verb; None for other words and for verbs whose frames give no event."""
    if token.kind != "w":
        return None
    for reading in tables.lexicon.readings(token.norm):
        if reading.pos != "V" or reading.person not in ("3", ""):
            continue
        for frame in reading.lemma.frames:
            for outcome in frame.outcomes:
                if outcome.kind == "event":
                    return outcome.type
    return None
