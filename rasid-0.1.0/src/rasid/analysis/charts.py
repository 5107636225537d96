"""Charts of the analysis: Vega-Lite by Altair, to PNG, SVG, HTML or JSON, in English or Arabic.

Text that mixes Arabic with Latin letters or digits is isolated, so that no renderer reorders it, and drawn in IBM Plex
Sans Arabic, which comes as a package (full fonts: those split for the web draw digits and brackets as boxes).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import altair as alt
import polars as pl

from rasid.analysis.changes import Change
from rasid.analysis.frames import QUADS, STATUSES, AnalysisError
from rasid.analysis.network import Network, positions

Language = Literal["en", "ar"]
FONT: Final = "IBM Plex Sans Arabic"
COLOURS: Final[Mapping[str, str]] = {
    "cooperation": "#2b6cb0", "conflict": "#c2412d", "verbal_cooperation": "#7fb1de",
    "material_cooperation": "#2b6cb0", "verbal_conflict": "#eda28f", "material_conflict": "#c2412d",
    "planned": "#8a6fb3", "hypothetical": "#b9a7d1", "alleged": "#d69e2e", "contested": "#a0672a",
    "denied": "#7a8288", "asserted": "#2f3e46",
}  # fmt: skip
"""The same colour for the same thing everywhere."""
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "score": "Sum of scores", "events": "Events", "decayed": "Decayed score", "month": "Month",
        "verbal_cooperation": "Verbal cooperation", "material_cooperation": "Material cooperation",
        "verbal_conflict": "Verbal conflict", "material_conflict": "Material conflict", "planned": "Planned",
        "hypothetical": "Hypothetical", "alleged": "Alleged", "contested": "Contested", "denied": "Denied",
        "apart": "Not counted", "class": "Class", "state": "State", "standing": "Standing", "ended": "Ended",
        "contradicted": "Contradicted", "articles": "Articles read", "alignment": "Alignment", "mean": "Mean score",
        "asserted": "Asserted",
    },
    "ar": {
        "score": "مجموع الدرجات", "events": "الأحداث", "decayed": "الدرجة المتلاشية", "month": "الشهر",
        "verbal_cooperation": "تعاون لفظي", "material_cooperation": "تعاون فعلي", "verbal_conflict": "صراع لفظي",
        "material_conflict": "صراع فعلي", "planned": "مزمع", "hypothetical": "افتراضي", "alleged": "مزعوم",
        "contested": "متنازع فيه", "denied": "منفي", "apart": "خارج الحساب", "class": "الصنف", "state": "الحال",
        "standing": "قائمة", "ended": "منتهية", "contradicted": "مناقضة", "articles": "الأخبار المقروءة",
        "alignment": "التوافق", "mean": "متوسط الدرجة", "asserted": "مؤكد", "arms_supply": "توريد سلاح",
        "alliance": "تحالف", "sanctions_regime": "عقوبات", "membership": "عضوية", "trade": "تجارة",
        "aid_dependence": "اعتماد على المعونة", "rivalry": "خصومة", "conflict": "صراع",
        "diplomatic_relations": "علاقات دبلوماسية", "neutrality": "حياد", "friendship": "صداقة",
        "occupation": "احتلال", "hosting": "استضافة",
    },
}  # fmt: skip
_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"
_WIDTH: Final = 720


def isolate(text: str) -> str:
    """Text in the direction of its letters, however it is mixed with what stands around it.

    >>> isolate("Sudan"), isolate("مصر (EGY)") == "\\u2067مصر (EGY)\\u2069"
    ('Sudan', True)
    """
    if any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in text):
        return f"{_RLI}{text}{_PDI}"
    return text


def arabic_names() -> dict[str, str]:
    """Each code of the tables with its usual Arabic name."""
    from rasid.tables import load

    names: dict[str, str] = {}
    for entity in load().names.entities:
        if entity.kind in ("state", "org", "bloc", "group") and len(entity.codes) == 1:
            names.setdefault(entity.codes[0], entity.name)
    return names


def dyad_chart(
    series: pl.DataFrame, a: str, b: str, *, changes: Sequence[Change] = (), language: Language = "en",
    names: Mapping[str, str] | None = None,
) -> Any:  # fmt: skip
    """A dyad's course: above, the sum of scores (and the decayed score), with the breaks; below, what isn't counted."""
    words = _words(language)
    title = isolate(f"{_name(a, language, names)} – {_name(b, language, names)}")
    data = series.with_columns(
        pl.when(pl.col("score_sum") >= 0).then(pl.lit("cooperation")).otherwise(pl.lit("conflict")).alias("side")
    )
    x = _time("period")
    colour = alt.Color("side:N", legend=None, scale=_scale(["cooperation", "conflict"]))
    base = alt.Chart(_rows(data, ["period", "score_sum", "side", *(["decayed"] if "decayed" in data.columns else [])]))
    above = [base.mark_bar(size=_bar(data)).encode(x=x, y=alt.Y("score_sum:Q", title=words["score"]), color=colour)]
    if "decayed" in data.columns:
        above.append(
            base.mark_line(color="#2f3e46", strokeWidth=1.5).encode(x=x, y=alt.Y("decayed:Q", title=words["score"]))
        )
    if changes:
        marks = alt.Chart(_inline([{"period": c.period.isoformat()} for c in changes]))
        above.append(marks.mark_rule(strokeDash=[4, 3], color="#555").encode(x="period:T"))
    apart = [status for status in STATUSES if status in series.columns]
    long = series.unpivot(on=apart, index="period", variable_name="status", value_name="number")
    highest = long.group_by("period").agg(pl.col("number").sum())["number"].max()
    below = (
        alt.Chart(_rows(_translated(long, "status", words), ["period", "status", "number"]))
        .mark_bar(size=_bar(data))
        .encode(
            x=x, y=alt.Y("number:Q", title=words["apart"], axis=_whole(highest)),
            color=alt.Color("status:N", title=None, scale=_scale(apart, words)),
        )
        .properties(width=_WIDTH, height=70)
    )  # fmt: skip
    upper = alt.layer(*above).properties(width=_WIDTH, height=220, title=title)
    return _styled(alt.vconcat(upper, below).resolve_scale(color="independent", x="shared"), language)


def trend_chart(frame: pl.DataFrame, *, title: str = "", language: Language = "en") -> Any:
    """Events by quad class over time and, where the frame has ``articles``, how much was read below."""
    words = _words(language)
    long = frame.unpivot(on=list(QUADS), index="period", variable_name="quad", value_name="number")
    x = _time("period")
    charts = [
        alt.Chart(_rows(_translated(long, "quad", words), ["period", "quad", "number"]))
        .mark_bar(size=_bar(frame))
        .encode(
            x=x, y=alt.Y("number:Q", title=words["events"]),
            color=alt.Color("quad:N", title=None, scale=_scale(list(QUADS), words)),
        )
        .properties(width=_WIDTH, height=220, title=isolate(title))
    ]  # fmt: skip
    if "articles" in frame.columns:
        read = alt.Chart(_rows(frame, ["period", "articles"])).mark_area(color="#c9ced1").encode(
            x=x, y=alt.Y("articles:Q", title=words["articles"])
        )  # fmt: skip
        charts.append(read.properties(width=_WIDTH, height=70))
    return _styled(alt.vconcat(*charts).resolve_scale(x="shared"), language)


def network_chart(
    net: Network, *, title: str = "", language: Language = "en", names: Mapping[str, str] | None = None
) -> Any:
    """Actors (size: events; label: name) and relations (blue: net cooperation, red: net conflict; width: events)."""
    at = positions(net)
    words = _words(language)
    lines = [
        {
            "x": at[e["a"]][0], "y": at[e["a"]][1], "x2": at[e["b"]][0], "y2": at[e["b"]][1], "events": e["events"],
            "side": "cooperation" if e["weight"] >= 0 else "conflict",
        }
        for e in net.edges.to_dicts()
    ]  # fmt: skip
    points = [
        {"x": at[name][0], "y": at[name][1], "events": events, "label": isolate(_name(name, language, names))}
        for name, events in net.nodes.select("actor", "events").iter_rows()
    ]
    x, y = alt.X("x:Q", axis=None, scale=alt.Scale(padding=40)), alt.Y("y:Q", axis=None, scale=alt.Scale(padding=30))
    width = alt.StrokeWidth("events:Q", legend=None, scale=alt.Scale(range=[0.8, 7], type="sqrt"))
    colour = alt.Color("side:N", legend=None, scale=_scale(["cooperation", "conflict"]))
    edges = alt.Chart(_inline(lines)).mark_rule(opacity=0.6).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=width, color=colour
    )  # fmt: skip
    base = alt.Chart(_inline(points))
    size = alt.Size("events:Q", title=words["events"], scale=alt.Scale(range=[60, 900]))
    dots = base.mark_circle(opacity=1, color="#2f3e46").encode(x=x, y=y, size=size)
    labels = base.mark_text(dy=-24, fontSize=13, stroke="white", strokeWidth=3).encode(x=x, y=y, text="label:N")
    inner = base.mark_text(dy=-24, fontSize=13).encode(x=x, y=y, text="label:N")
    layered = alt.layer(edges, dots, labels, inner).properties(width=_WIDTH, height=520, title=isolate(title))
    return _styled(layered, language)


def ties_chart(
    ties: pl.DataFrame, *, language: Language = "en", names: Mapping[str, str] | None = None, title: str = ""
) -> Any:
    """Ties as bars from their start to their end, or to the last confirmation of those that stand."""
    words = _words(language)
    rows = []
    for tie in ties.to_dicts():
        last = tie["until"] or (tie["confirmed"] or tie["first_reported"] or "")
        sides = " – ".join(_name(code, language, names) for code in (tie["a"], tie["b"]) if code)
        label = isolate(f"{sides}: {words.get(tie['kind'], tie['kind'].replace('_', ' '))}")
        rows.append(
            {"label": label, "since": str(tie["since"] or last), "until": str(last), "state": words[tie["state"]]}
        )
    states = {"standing": "#2b6cb0", "contradicted": "#d69e2e", "ended": "#7a8288"}
    scale = alt.Scale(domain=[words[s] for s in states], range=list(states.values()))
    y = alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=400))
    colour = alt.Color("state:N", title=None, scale=scale)
    base = alt.Chart(_inline(rows))
    spans = base.mark_bar(height=12).encode(x=_time("since", "%Y"), x2="until:T", y=y, color=colour)
    ends = base.mark_circle(size=120, opacity=1).encode(
        x=_time("until", "%Y"), y=y, color=colour
    )  # else a day is nothing
    chart = alt.layer(spans, ends)
    return _styled(chart.properties(width=_WIDTH - 160, height=alt.Step(22), title=isolate(title)), language)


def alignment_chart(
    frame: pl.DataFrame, *, language: Language = "en", names: Mapping[str, str] | None = None, title: str = ""
) -> Any:
    """Who sides with whom: a square of colours, from opposed (red) to alike (blue)."""
    rows = []
    for row in frame.to_dicts():
        a, b = (isolate(_name(row[side], language, names)) for side in ("a", "b"))
        rows += [{"a": x, "b": y, "alignment": row["alignment"]} for x, y in ((a, b), (b, a))]
    colour = alt.Color(
        "alignment:Q", title=_words(language)["alignment"],
        scale=alt.Scale(domain=[-1, 0, 1], range=[COLOURS["conflict"], "#f4f1ea", COLOURS["cooperation"]],
            interpolate="rgb"),
    )  # fmt: skip
    chart = alt.Chart(_inline(rows)).mark_rect().encode(
        x=alt.X("a:N", title=None), y=alt.Y("b:N", title=None), color=colour
    )  # fmt: skip
    return _styled(chart.properties(width=alt.Step(34), height=alt.Step(28), title=isolate(title)), language)


def save(chart: Any, path: str | Path, *, scale: float = 2.0) -> Path:
    """Write a chart; the ending says how: .png (`scale` times the size), .svg, .html, .json (Vega-Lite).

    Nothing is fetched: PNG and SVG are drawn in this process with the packaged font.
    """
    path = Path(path)
    if path.suffix == ".png":
        path.write_bytes(_renderer().vegalite_to_png(chart.to_json(), scale=scale))
    elif path.suffix == ".svg":
        path.write_text(_renderer().vegalite_to_svg(chart.to_json()), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(chart.to_json(), encoding="utf-8")
    elif path.suffix == ".html":
        path.write_text(_renderer().vegalite_to_html(chart.to_json(), bundle=True), encoding="utf-8")
    else:
        raise AnalysisError(f"{path.name}: charts are saved as .png, .svg, .html or .json")
    return path


@cache
def _renderer() -> Any:
    import fontpkg_ibm_plex_sans_arabic
    import vl_convert

    vl_convert.register_font_directory(str(Path(fontpkg_ibm_plex_sans_arabic.__file__).parent / "files"))
    return vl_convert


def _name(code: str, language: Language, names: Mapping[str, str] | None) -> str:
    known = names if names is not None else (arabic_names() if language == "ar" else {})
    base, _, role = code.partition(":")
    found = known.get(code) or known.get(base)
    return code if found is None else found + (f" ({role})" if role and code not in known else "")


def _words(language: Language) -> Mapping[str, str]:
    words = _WORDS.get(language)
    if words is None:
        raise AnalysisError(f"no language {language!r}: charts are labelled in en or ar")
    return words


def _translated(frame: pl.DataFrame, column: str, words: Mapping[str, str]) -> pl.DataFrame:
    return frame.with_columns(pl.col(column).replace_strict(dict(words), default=pl.col(column)))


def _scale(keys: Sequence[str], words: Mapping[str, str] | None = None) -> alt.Scale:
    return alt.Scale(domain=[words[key] if words else key for key in keys], range=[COLOURS[key] for key in keys])


def _rows(frame: pl.DataFrame, columns: list[str]) -> alt.Data:
    return _inline(frame.select(columns).with_columns(pl.col("period").cast(pl.String)).to_dicts())


def _inline(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _bar(frame: pl.DataFrame) -> float:
    return max(1.0, min(18.0, 0.8 * _WIDTH / max(len(frame), 1)))


def _time(column: str, form: str = "%Y-%m") -> alt.X:
    """Days are days everywhere: in UTC, whatever the reader's clock."""
    axis = alt.Axis(grid=False, labelOverlap=True, format=form)
    return alt.X(f"{column}:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=10))


def _whole(highest: Any) -> alt.Axis:
    """An axis of whole numbers, also where they are few."""
    top = int(highest or 0)
    return alt.Axis(format="d", values=list(range(top + 1))) if top < 5 else alt.Axis(format="d", tickMinStep=1)


def _styled(chart: Any, language: Language) -> Any:
    right = language == "ar"
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_title(fontSize=16, anchor="end" if right else "start", font=FONT)
        .configure_axis(labelFont=FONT, titleFont=FONT, gridColor="#e6e8ea", titleFontWeight="normal")
        .configure_legend(labelFont=FONT, titleFont=FONT, orient="bottom")
    )
