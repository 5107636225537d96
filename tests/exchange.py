"""Hand-made records that the tests of exports share: what real reports bring and what breaks naive writers."""

import datetime as dt

from rasid.records import Amount, Article, Coding, Event, Mention, Place, Span, Tie

DAY = dt.date(2024, 6, 20)
TEXT = (
    "هانوي (اف ب) - اتهمت واشنطن ولندن بيونغ يانغ بتزويد موسكو بالسلاح.\n"
    "وقتل مسلحون 12\tجنديا في الموصل في أيلول 2023، بحسب بغداد.\n"
    'ووقعت روسيا وفيتنام والصين "اتفاقا"؛ ولم تنسحب إسرائيل من غزة.'
)
VERSION = "0.1.0+abc"


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def _sentence(number: int) -> Span:
    lines = TEXT.split("\n")
    start = sum(len(line) + 1 for line in lines[:number])
    return Span(start, start + len(lines[number]))


def event(
    name: str, type_: str, actor: str, recipient: str, trigger: str, sentence: int, said: str = "", **more: object
) -> Event:
    spans = tuple(span(word) for word in said.split("|") if word)
    values: dict[str, object] = {
        "id": name, "type": type_, "actor": tuple(actor.split()), "recipient": tuple(recipient.split()),
        "trigger": trigger, "trigger_span": span(trigger), "evidence": _sentence(sentence), "rule": f"{type_}:1",
        "actor_spans": spans,
    }  # fmt: skip
    return Event(**(values | more))  # type: ignore[arg-type]


EVENTS = (
    event(
        "a1", "ACCUSE", "USA GBR", "PRK", "اتهمت", 0, "واشنطن|ولندن", mode="allege", context=("diplomatic", "military"),
        cameo="112", score=-3.5, recipient_spans=(span("بيونغ يانغ"),),
    ),
    event("a2", "AID", "PRK", "RUS", "بتزويد", 0, attribution=("USA", "GBR"), cameo="072", score=10.0),
    event(
        "a3", "ASSAULT", "IRQ:INS", "IRQ", "وقتل", 1, "مسلحون", cameo="190", score=-9.0, when="2023-09",
        aux=("historical",), attribution=("IRQ",), amount=Amount(12, "persons", "=", "killed"),
        where=Place("الموصل", "IRQ", "city", 36.335, 43.119, span("الموصل")), confidence=0.71234,
    ),
    event("a4", "SUPPORT", "RUS VNM CHN", "", "ووقعت", 2, "روسيا|وفيتنام|والصين", cameo="057", when="2024-06-19"),
    event("a5", "RETREAT", "ISR", "", "تنسحب", 2, aux=("negation",), cameo="0874", where=Place("غزة", "PSE", "region")),
    event("a6", "CONSULT", "HAMAS XXX", "UN", 'اتفاقا"', 2, context=("diplomatic",)),
)  # fmt: skip
TIES = (
    Tie("t1", "alliance", ("RUS", "PRK"), (), "موسكو", span("موسكو"), _sentence(0), "_ties:1", since="1961"),
    Tie(
        "t2", "membership", ("SAU",), ("ARAB_LEAGUE",), "غزة", span("غزة"), _sentence(2), "_ties:2", since="1945-03-22",
        until="2024-06", amount=Amount(2.5, "USD"), attribution=("UN",),
    ),
)  # fmt: skip
MENTIONS = (
    Mention(span("واشنطن"), "واشنطن", "actor", ("USA",)),
    Mention(span("ولندن"), "ولندن", "actor", ("GBR",)),
    Mention(span("بيونغ يانغ"), "بيونغ يانغ", "actor", ("PRK",)),
    Mention(span("موسكو"), "موسكو", "actor", ("RUS",)),
    Mention(span("مسلحون"), "مسلحون", "actor", ("IRQ:INS",)),
    Mention(span("الموصل"), "الموصل", "place", ("IRQ",)),
    Mention(Span(0, 5), "هانوي", "place", ("VNM",)),
)
ARTICLE = Article("r=1", TEXT, DAY, "عنوان\tطويل", "https://example.org/a?x=1&y=2", "AFP")
CODING = Coding(ARTICLE.id, DAY, ARTICLE.title, None, EVENTS, TIES, MENTIONS, VERSION)
EMPTY = Article("r2", "لا شيء هنا.")
RECORDS = ((ARTICLE, CODING), (EMPTY, Coding("r2", None, None, None, (), (), (), VERSION)))
