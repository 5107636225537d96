"""What the fuzzer tries: the coder and every reader, each with what it may refuse and what must hold of what it gives."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

import fuzz_inputs as inputs
from rasid.records import TYPES, Article, Event, Tie
from rasid.tables import FOLDER, load


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads. ``share`` of all inputs go to it; ``refuses`` are the errors that say what is wrong with an
    input, for people; ``grown`` are inputs by size, for the probe."""

    name: str
    share: float
    strategy: Callable[[], st.SearchStrategy[Any]]
    read: Callable[[Any, Path], object]
    refuses: tuple[type[Exception], ...] = ()
    grown: dict[str, Callable[[int], Any]] = field(default_factory=dict)
    sizes: tuple[int, int] = (1500, 6000)


def code(given: tuple[str, dt.date | None], folder: Path) -> None:
    from rasid.coder import code as coder

    text, day = given
    coding = coder(Article("fuzz", text, day), load())
    json.dumps(coding.to_json(), allow_nan=False)
    coded: list[Event | Tie] = [*coding.events, *coding.ties]
    for item in coded:
        assert 0 <= item.trigger_span.start < item.trigger_span.end <= len(text)
        assert item.evidence.start <= item.trigger_span.start
        assert item.trigger_span.end <= item.evidence.end <= len(text)
        assert 0 <= item.confidence <= 1
    assert all(event.type in TYPES for event in coding.events)
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in coding.mentions)


def explain(given: tuple[str, dt.date | None], folder: Path) -> None:
    import io

    from rasid.explain import explain as explained
    from rasid.explain import render

    told = explained(Article("fuzz", given[0], given[1]), load())
    json.dumps(told.to_json(), allow_nan=False)
    render(told, io.StringIO(), False)


def words(text: str, folder: Path) -> None:
    from rasid.arabic.normalise import normalise
    from rasid.arabic.words import sentences

    for tokens in sentences(text):
        for token in tokens:
            assert text[token.start : token.end] == token.text
    once = normalise(text)
    assert normalise(once) == once


def dates(given: tuple[str, dt.date | None], folder: Path) -> None:
    from rasid.arabic.dates import find_dates
    from rasid.arabic.words import sentences

    for tokens in sentences(given[0]):
        last = 0
        for found in find_dates(tokens, given[1], load().times):
            assert last <= found.first < found.last <= len(tokens)
            last = found.last


def numbers(text: str, folder: Path) -> None:
    from rasid.arabic.numbers import find_amounts
    from rasid.arabic.words import sentences

    for tokens in sentences(text):
        json.dumps([found.value for found in find_amounts(tokens, load().numbers)], allow_nan=False)


def file_of(suffix: str) -> Callable[[bytes, Path], None]:
    """Whatever a file holds, its readers give documents and rejects, and raise nothing."""

    def read(data: bytes, folder: Path) -> None:
        from rasid.sources import Reject, read_documents

        path = folder / f"fuzz{suffix}"
        path.write_bytes(data)
        for item in read_documents([path]):
            assert str(item) if isinstance(item, Reject) else item.article.text.encode("utf-8") is not None

    return read


def feed(data: bytes, folder: Path) -> None:
    """A feed, and its pages, from a site that answers every request with these bytes."""
    from rasid.sources.fetch import Fetched
    from rasid.sources.web import FeedState, read_web

    class Site:
        def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
            return Fetched(url, data, "text/xml", None, None)

        def state(self, url: str) -> FeedState:
            return FeedState(None, None)

        def remember(self, url: str, state: FeedState, status: str) -> None: ...

        def has(self, addresses: list[str]) -> set[str]:
            return set()

    site: Any = Site()
    list(read_web("https://news.example/rss", site, site))


def importer(form: str, suffix: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, folder: Path) -> None:
        from rasid.imports import read as imported

        path = folder / f"assault_fuzz{suffix}"
        path.write_bytes(data)
        json.dumps(imported(path, form).rows)

    return read


def gold(data: bytes, folder: Path) -> None:
    from rasid.evaluate import evaluate

    path = folder / "fuzz.jsonl"
    path.write_bytes(data)
    json.dumps(evaluate([path], samples=0, with_baseline=False).to_json())


def codings(data: bytes, folder: Path) -> None:
    from rasid.exports.sources import read_codings

    path = folder / "fuzz.jsonl"
    path.write_bytes(data)
    list(read_codings(path))


def trees(data: bytes, folder: Path) -> None:
    from rasid.evaluate.trees import read_trees

    path = folder / "fuzz.conllu"
    path.write_bytes(data)
    list(read_trees(path))


def toml(reader: str) -> Callable[[bytes, Path], None]:
    def read(data: bytes, folder: Path) -> None:
        from rasid.alerts.rules import read_rules
        from rasid.sources.watch import read_watch_list

        path = folder / "fuzz.toml"
        path.write_bytes(data)
        readers: dict[str, Callable[[Path], list[Any]]] = {"alerts": read_rules, "watch": read_watch_list}
        readers[reader](path)

    return read


def notation(given: tuple[str, str], folder: Path) -> None:
    """A frame's pattern and result, as somebody might mistype them."""
    from rasid.tables.notation import pattern, result

    result(given[1], pattern(given[0]))


def tables(given: tuple[str, bytes], folder: Path) -> None:
    """A user's table over ours: read whole, faults with file and line, no exception."""
    from rasid.tables.compile_frames import compile_frames
    from rasid.tables.custom import MergedCompiler

    name, data = given
    path = folder / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        compiler = MergedCompiler(FOLDER, extras=(folder / "own",))
        compile_frames(compiler) if name.startswith("frames") else list(compiler.read_actors("groups.tsv"))
        assert all(fault.line for fault in compiler.faults)
    finally:
        path.unlink()


def questions(given: dict[str, Any], folder: Path) -> None:
    """Filters of a store, as a request or a command line may bring them."""
    _store().list("events", limit=5, **given)


_STORES: Final[list[Any]] = []


def _store() -> Any:
    import rasid

    if not _STORES:
        store = rasid.open(":memory:")
        store.ingest(inputs_documents())
        _STORES.append(store)
    return _STORES[0]


def inputs_documents() -> list[Any]:
    from rasid.sources import Document

    return [
        Document(Article(f"f{n}", text, dt.date(2024, 6, 20)), f"f:{n}")
        for n, text in enumerate(inputs.sentences()[:20])
    ]


def _text_and_day(most: int = 50) -> Callable[[], st.SearchStrategy[Any]]:
    return lambda: st.tuples(inputs.texts(most), inputs.days())


def _notation() -> st.SearchStrategy[tuple[str, str]]:
    left = st.sampled_from(
        (
            "SUBJ",
            "OBJ",
            "OBJ2",
            "ACT",
            "CLAUSE",
            "على:X",
            "ب|في:Y:state",
            "SUBJ:state|org?",
            "X=كلمة|ثانية",
            ":",
            "?",
            "=",
            "|",
            "a:b:ج",
        )
    )
    right = st.sampled_from(
        (
            "ASSAULT",
            "SUBJ",
            "OBJ",
            "->",
            "→",
            ";",
            "X",
            "Y",
            "SPEAKER",
            "tie",
            "arms_supply",
            "future",
            "+",
            "negation",
            "ACT",
            "(",
            "by",
            "x=y",
        )
    )
    odd = st.text(max_size=5)
    join = " ".join
    made = st.tuples(
        st.lists(st.one_of(left, left, odd), max_size=6).map(join),
        st.lists(st.one_of(right, right, odd), max_size=8).map(join),
    )
    ours = st.sampled_from([(frame.pattern, frame.result) for frame in list(load().frames)[::7]])
    mistyped = st.builds(
        lambda frame, more, end: (f"{frame[0]} {more}", f"{frame[1]} {end}"),
        ours,
        left,
        st.one_of(st.just(""), right, odd),
    )
    return st.one_of(ours, mistyped, made)


def _tables() -> st.SearchStrategy[tuple[str, bytes]]:
    frames = inputs.edited(inputs.table_lines(FOLDER, "frames/A*.tsv", 12))
    groups = inputs.edited(inputs.table_lines(FOLDER, "groups.tsv", 12))
    return st.one_of(st.tuples(st.just("frames/OWN.tsv"), frames), st.tuples(st.just("groups.tsv"), groups))


def _questions() -> st.SearchStrategy[dict[str, Any]]:
    from rasid.store.filters import EVENTS

    word = st.one_of(
        st.sampled_from(inputs.vocabulary()),
        st.sampled_from(inputs.RUBBISH),
        st.sampled_from(("USA", "IRQ:*", "*", "%", "'", "2024", "2024-13", "0")),
    )
    value = st.one_of(
        word, st.text(max_size=8), st.lists(word, max_size=3), st.integers(), st.floats(), inputs.texts(5)
    )
    return st.dictionaries(st.sampled_from(sorted(EVENTS)), value, max_size=3)


def _toml(*samples: str) -> Callable[[], st.SearchStrategy[bytes]]:
    more = ["a = " + "[" * 3000, "a." * 3000 + "b = 1", '[[alert]]\nname = "' + "x" * 5000 + '"']
    return lambda: inputs.edited([text.encode() for text in (*samples, *samples, *samples, *more)])


_ALERTS: Final = """[[alert]]\nname = "السد"\ntype = ["THREATEN"]\ndyad = ["EGY", "ETH"]\nwebhook = "https://example.org/hook"
secret_env = "S"\n[[alert]]\nname = "Cooling"\ndyad = ["USA", "CHN"]\nfalls_by = 2.0\nwindow = 30\nhistory = 365\nstdout = true\nsince = "2024-06-20"\n"""
_WATCH: Final = """every = 15\n[[feed]]\nurl = "https://news.example/rss"\nsource = "الصحيفة"\nevery = 5\n"""
_TREE: Final = "# text = وصل الوزير\n1\tوصل\tوصل\tVERB\t_\tVoice=Act\t0\troot\t_\tVform=وَصَل\n2-3\tالوزير\t_\t_\t_\t_\t_\t_\t_\t_\n2\tال\tال\tDET\t_\t_\t3\tdet\t_\t_\n3\tوزير\tوزير\tNOUN\t_\t_\t1\tnsubj\t_\t_\n\n"
_CSV: Final = 'id,date,text,title\n1,2024-06-20,"اتهمت واشنطن بيونغ يانغ، بتزويد موسكو",خبر\n2,2024-06-21,"سطر\nثان",\n'
_LABELS: Final = 'id,text,label,event_type,accept,reject,total\n1,"اتهمت واشنطن بيونغ يانغ",yes,ACCUSE,3,0,3\n2,نص,hard no,ASSAULT,1,2,3\n'
_SPANS: Final[list[dict[str, Any]]] = [
    {"_id": {"$oid": "5"}, "event_type": "ASSAULT", "text": "قصفت إسرائيل غزة", "spans": [
        {"source_actor": "إسرائيل", "verb": "قصفت", "target_actor": "غزة", "source_role": {"main": "ISR"}, "target_role": {"main": "PSE"}}]},
]  # fmt: skip
_PLOVER: Final[list[dict[str, Any]]] = [
    {"id": "1", "date": "2024-06-20", "event": ["ACCUSE"], "mode": "allege", "context": ["crime"], "text": "اتهمت واشنطن بيونغ يانغ",
     "source": [{"code": "USA", "sector": "GOV"}], "recipient": [{"code": "PRK"}], "event_text": ["اتهمت"], "cameo": "112"},
    {"id": "2", "published": "2024-06-20", "date": "2024-01-01", "enddate": "2024-12-31", "event": "AID", "text": "نص", "source": ["USA"],
     "amount": {"value": 5, "unit": "USD"}, "aux": ["future"], "attribution": []},
    {"id": "3", "tie": "alliance", "text": "نص", "source": ["USA"], "recipient": ["FRA"], "event_text": ["حليف"]},
]  # fmt: skip


def _gold() -> st.SearchStrategy[bytes]:
    samples = inputs.read_samples(inputs.ROOT / "tests" / "gold" / "sentences.jsonl")
    labels = [{"id": "1", "text": "نص", "label": "yes", "event_type": "ASSAULT"}]
    return inputs.lines_of([*samples, *labels, *_SPANS])


def _codings() -> st.SearchStrategy[bytes]:
    from rasid.coder import code as coder

    codings = [
        coder(Article(f"c{n}", text, dt.date(2024, 6, 20)), load()) for n, text in enumerate(inputs.sentences()[:15])
    ]
    return inputs.lines_of([coding.to_json() for coding in codings])


def _json_of(samples: list[dict[str, Any]]) -> Callable[[], st.SearchStrategy[bytes]]:
    def made() -> st.SearchStrategy[bytes]:
        whole = st.lists(inputs.records(samples), max_size=3).map(lambda rows: json.dumps(rows).encode())
        return st.one_of(inputs.lines_of(samples), whole)

    return made


_UNITS: Final = {
    "words": "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح ", "sentences": "قتل ثلاثة مدنيين في قصف إسرائيلي على غزة.\n",
    "brackets": "( « ", "commas": "وقال ، ", "numbers": "ثلاثة آلاف و 12 مليون ", "dates": "2 مايو 2024 و ", "names": "رئيس وزراء ",
    "that": "قال إن ", "and": "و ", "dots": ". ", "one word": "ا", "marks": "\u0651", "tatweel": "ـ", "quotes": '" ', "lines": "\n",
    "of": "وزير خارجية دولة ", "relatives": "الذي ", "prepositions": "في على من ", "datelines": "القاهرة 15-8 (ا ف ب) - ",
}  # fmt: skip


def _grown(wrap: Callable[[str], Any]) -> dict[str, Callable[[int], Any]]:
    def made(unit: str) -> Callable[[int], Any]:
        grow = inputs.repeated(unit)
        return lambda size: wrap(grow(size))

    return {name: made(unit) for name, unit in _UNITS.items()}


def _grown_bytes(*, head: str = "", unit: str, tail: str = "") -> Callable[[int], bytes]:
    return lambda size: (head + unit * size + tail).encode()


def targets() -> list[Target]:
    """All of them. The shares are made to sum to one by the runner."""
    from rasid.alerts.rules import AlertError
    from rasid.evaluate.gold import GoldError
    from rasid.exports.sources import ExportError
    from rasid.imports import GoldImportError
    from rasid.sources.watch import WatchError
    from rasid.store.errors import QueryError
    from rasid.tables import TableError

    day = dt.date(2024, 6, 20)
    rows = _grown_bytes(unit='{"id": "1", "text": "اتهمت واشنطن بيونغ يانغ"}\n')
    nested = _grown_bytes(unit='{"a":[')
    page = _grown_bytes(head="<html><body>", unit="<div><p>اتهمت واشنطن بيونغ يانغ</p></div>", tail="</body></html>")
    plover = json.dumps(_PLOVER[0]) + "\n"
    return [
        Target("coder", 24, _text_and_day(), code, grown=_grown(lambda text: (text, day))),
        Target("explain", 1, _text_and_day(20), explain, grown=_grown(lambda text: (text, day)), sizes=(300, 1200)),
        Target("words", 16, lambda: inputs.texts(50), words, grown=_grown(str), sizes=(5000, 20000)),
        Target("dates", 16, _text_and_day(30), dates, grown=_grown(lambda text: (text, day)), sizes=(5000, 20000)),
        Target("numbers", 16, lambda: inputs.texts(30), numbers, grown=_grown(str), sizes=(5000, 20000)),
        Target("text files", 5, lambda: st.one_of(st.binary(max_size=60), inputs.edited([" ".join(inputs.sentences()[:3]).encode(), *inputs.pages()])), file_of(".txt")),
        Target("pages", 4, lambda: inputs.edited(inputs.pages()), file_of(".html"), grown={"paragraphs": page, "open": _grown_bytes(unit="<div>نص "), "angles": _grown_bytes(head="<p>", unit="<")}, sizes=(500, 2000)),
        Target("JSON Lines", 6, lambda: st.one_of(inputs.lines_of(json_rows()), inputs.edited(inputs.jsonl())), file_of(".jsonl"), grown={"rows": rows, "nested": nested}),
        Target("CSV", 4, lambda: inputs.edited([_CSV.encode(), _CSV.replace(",", "\t").encode()]), file_of(".csv"), grown={"rows": _grown_bytes(head="id,text\n", unit="1,نص طويل من الكلمات\n"), "quotes": _grown_bytes(head="id,text\n", unit='1,"')}),
        Target("Parquet", 2, lambda: inputs.edited(inputs.parquets()), file_of(".parquet")),
        Target("WARC", 3, lambda: inputs.edited(inputs.warcs()), file_of(".warc")),
        Target("compressed", 4, lambda: inputs.edited(inputs.packed()), file_of(".jsonl.gz")),
        Target("feeds", 3, lambda: inputs.edited(inputs.feeds()), feed, grown={"items": _grown_bytes(head="<rss><channel>", unit="<item><title>a</title></item>", tail="</channel></rss>")}, sizes=(100, 400)),
        Target("gold", 5, _gold, gold, (GoldError, UnicodeDecodeError), {"rows": _grown_bytes(unit='{"id":"1","text":"x","events":[]}\n')}),
        Target("codings", 5, _codings, codings, (ExportError, UnicodeDecodeError)),
        Target("GSR labels", 4, lambda: inputs.edited([_LABELS.encode()]), importer("gsr-csv", ".csv"), (GoldImportError,), {"rows": _grown_bytes(head=_LABELS, unit="3,نص,yes,ACCUSE,1,1,2\n")}),
        Target("GSR spans", 4, _json_of(_SPANS), importer("gsr-spans", ".json"), (GoldImportError,), {"rows": _grown_bytes(unit=json.dumps(_SPANS[0]) + "\n"), "quotes": _grown_bytes(unit='"')}),
        Target("PETRARCH", 4, lambda: inputs.edited([inputs.PETRARCH.format(text).encode() for text in inputs.sentences()[:5]]), importer("petrarch-xml", ".xml"), (GoldImportError,)),
        Target("PLOVER", 5, _json_of(_PLOVER), importer("plover-json", ".json"), (GoldImportError,), {"rows": _grown_bytes(unit=plover), "commas": _grown_bytes(unit=", \n")}),
        Target("trees", 2, lambda: inputs.edited([_TREE.encode()]), trees, (ValueError,), {"trees": _grown_bytes(unit=_TREE)}),
        Target("alerts", 3, _toml(_ALERTS), toml("alerts"), (AlertError,)),
        Target("watch lists", 3, _toml(_WATCH), toml("watch"), (WatchError,)),
        Target("notation", 6, _notation, notation, (ValueError,)),
        Target("tables", 0.5, _tables, tables, (TableError,)),
        Target("questions", 2, _questions, questions, (QueryError,)),
    ]  # fmt: skip


def json_rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in inputs.jsonl()[0].splitlines()]
