"""Charts of the analysis: Vega-Lite by Altair, to PNG, SVG, HTML or JSON, in English or Arabic."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from rasid.analysis.changes import Change
from rasid.analysis.countries import CountryPage
from rasid.analysis.drawing import (
    COLOURS,
    WIDTH,
    Language,
    arabic_names,
    bar_width,
    inline,
    isolate,
    named,
    period_rows,
    save,
    scale,
    spoken,
    styled,
    time_axis,
    translated,
    whole_axis,
)  # fmt: skip
from rasid.analysis.frames import QUADS, STATUSES, AnalysisError
from rasid.analysis.network import Network, positions

__all__ = [
    "COLOURS", "alignment_chart", "arabic_names", "country_chart", "dyad_chart", "isolate", "network_chart",
    "panel_chart", "save", "ties_chart", "trend_chart",
]  # fmt: skip


def dyad_chart(
    series: pl.DataFrame, a: str, b: str, *, changes: Sequence[Change] = (), language: Language = "en",
    names: Mapping[str, str] | None = None,
) -> Any:  # fmt: skip
    """A dyad's course: above, the sum of scores (and the decayed score), with the breaks; below, what isn't counted."""
    words = spoken(language)
    title = isolate(f"{named(a, language, names)} – {named(b, language, names)}")
    data = series.with_columns(
        pl.when(pl.col("score_sum") >= 0).then(pl.lit("cooperation")).otherwise(pl.lit("conflict")).alias("side")
    )
    x = time_axis("period")
    colour = alt.Color("side:N", legend=None, scale=scale(["cooperation", "conflict"]))
    base = alt.Chart(
        period_rows(data, ["period", "score_sum", "side", *(["decayed"] if "decayed" in data.columns else [])])
    )
    above = [
        base.mark_bar(size=bar_width(data)).encode(x=x, y=alt.Y("score_sum:Q", title=words["score"]), color=colour)
    ]
    if "decayed" in data.columns:
        above.append(
            base.mark_line(color="#2f3e46", strokeWidth=1.5).encode(x=x, y=alt.Y("decayed:Q", title=words["score"]))
        )
    if changes:
        marks = alt.Chart(inline([{"period": c.period.isoformat()} for c in changes]))
        above.append(marks.mark_rule(strokeDash=[4, 3], color="#555").encode(x="period:T"))
    apart = [status for status in STATUSES if status in series.columns]
    long = series.unpivot(on=apart, index="period", variable_name="status", value_name="number")
    highest = long.group_by("period").agg(pl.col("number").sum())["number"].max()
    below = (
        alt.Chart(period_rows(translated(long, "status", words), ["period", "status", "number"]))
        .mark_bar(size=bar_width(data))
        .encode(
            x=x, y=alt.Y("number:Q", title=words["apart"], axis=whole_axis(highest)),
            color=alt.Color("status:N", title=None, scale=scale(apart, words)),
        )
        .properties(width=WIDTH, height=70)
    )  # fmt: skip
    upper = alt.layer(*above).properties(width=WIDTH, height=220, title=title)
    return styled(alt.vconcat(upper, below).resolve_scale(color="independent", x="shared"), language)


def trend_chart(frame: pl.DataFrame, *, title: str = "", language: Language = "en") -> Any:
    """Events by quad class over time and, where the frame has ``articles``, how much was read below."""
    words = spoken(language)
    long = frame.unpivot(on=list(QUADS), index="period", variable_name="quad", value_name="number")
    x = time_axis("period")
    charts = [
        alt.Chart(period_rows(translated(long, "quad", words), ["period", "quad", "number"]))
        .mark_bar(size=bar_width(frame))
        .encode(
            x=x, y=alt.Y("number:Q", title=words["events"]),
            color=alt.Color("quad:N", title=None, scale=scale(list(QUADS), words)),
        )
        .properties(width=WIDTH, height=220, title=isolate(title))
    ]  # fmt: skip
    if "articles" in frame.columns:
        read = alt.Chart(period_rows(frame, ["period", "articles"])).mark_area(color="#c9ced1").encode(
            x=x, y=alt.Y("articles:Q", title=words["articles"])
        )  # fmt: skip
        charts.append(read.properties(width=WIDTH, height=70))
    return styled(alt.vconcat(*charts).resolve_scale(x="shared"), language)


def network_chart(
    net: Network, *, title: str = "", language: Language = "en", names: Mapping[str, str] | None = None
) -> Any:
    """Actors (size: events; label: name) and relations (blue: net cooperation, red: net conflict; width: events)."""
    at = positions(net)
    words = spoken(language)
    lines = [
        {
            "x": at[e["a"]][0], "y": at[e["a"]][1], "x2": at[e["b"]][0], "y2": at[e["b"]][1], "events": e["events"],
            "side": words["warm" if e["weight"] >= 0 else "cold"],
        }
        for e in net.edges.to_dicts()
    ]  # fmt: skip
    points = [
        {"x": at[name][0], "y": at[name][1], "events": events, "label": isolate(named(name, language, names))}
        for name, events in net.nodes.select("actor", "events").iter_rows()
    ]
    x, y = alt.X("x:Q", axis=None, scale=alt.Scale(padding=40)), alt.Y("y:Q", axis=None, scale=alt.Scale(padding=30))
    width = alt.StrokeWidth("events:Q", legend=None, scale=alt.Scale(range=[0.8, 7], type="sqrt"))
    colour = alt.Color("side:N", title=None, scale=scale(["warm", "cold"], words))
    font = 13 if len(points) <= _FEW else 11
    edges = alt.Chart(inline(lines)).mark_rule(opacity=0.6).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=width, color=colour
    )  # fmt: skip
    base = alt.Chart(inline(points))
    size = alt.Size("events:Q", title=words["events"], scale=alt.Scale(range=[60, 900]))
    dots = base.mark_circle(opacity=1, color="#2f3e46").encode(x=x, y=y, size=size)
    labels = base.mark_text(dy=-24, fontSize=font, stroke="white", strokeWidth=3).encode(x=x, y=y, text="label:N")
    inner = base.mark_text(dy=-24, fontSize=font).encode(x=x, y=y, text="label:N")
    layered = alt.layer(edges, dots, labels, inner).properties(width=WIDTH, height=520, title=isolate(title))
    return styled(layered, language)


def ties_chart(
    ties: pl.DataFrame, *, language: Language = "en", names: Mapping[str, str] | None = None, title: str = ""
) -> Any:
    """Ties as bars from their start to their end, or to the last confirmation of those that stand."""
    words = spoken(language)
    rows = []
    for tie in ties.to_dicts():
        last = tie["until"] or (tie["confirmed"] or tie["first_reported"] or "")
        sides = " – ".join(named(code, language, names) for code in (tie["a"], tie["b"]) if code)
        label = isolate(f"{sides}: {words.get(tie['kind'], tie['kind'].replace('_', ' '))}")
        rows.append(
            {"label": label, "since": str(tie["since"] or last), "until": str(last), "state": words[tie["state"]]}
        )
    states = {"standing": "#2b6cb0", "contradicted": "#d69e2e", "ended": "#7a8288"}
    scale = alt.Scale(domain=[words[s] for s in states], range=list(states.values()))
    y = alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=400))
    colour = alt.Color("state:N", title=None, scale=scale)
    base = alt.Chart(inline(rows))
    spans = base.mark_bar(height=12).encode(x=time_axis("since", "%Y"), x2="until:T", y=y, color=colour)
    ends = base.mark_circle(size=120, opacity=1).encode(
        x=time_axis("until", "%Y"), y=y, color=colour
    )  # else a day is nothing
    chart = alt.layer(spans, ends)
    return styled(chart.properties(width=WIDTH - 160, height=alt.Step(22), title=isolate(title)), language)


def alignment_chart(
    frame: pl.DataFrame, *, language: Language = "en", names: Mapping[str, str] | None = None, title: str = ""
) -> Any:
    """Who sides with whom: a square of colours, from opposed (red) to alike (blue)."""
    rows = []
    for row in frame.to_dicts():
        a, b = (isolate(named(row[side], language, names)) for side in ("a", "b"))
        rows += [{"a": x, "b": y, "alignment": row["alignment"]} for x, y in ((a, b), (b, a))]
    colour = alt.Color(
        "alignment:Q", title=spoken(language)["alignment"],
        scale=alt.Scale(domain=[-1, 0, 1], range=[COLOURS["conflict"], "#f4f1ea", COLOURS["cooperation"]],
            interpolate="rgb"),
    )  # fmt: skip
    chart = alt.Chart(inline(rows)).mark_rect().encode(
        x=alt.X("a:N", title=None), y=alt.Y("b:N", title=None), color=colour
    )  # fmt: skip
    return styled(chart.properties(width=alt.Step(34), height=alt.Step(28), title=isolate(title)), language)


def country_chart(page: CountryPage, *, language: Language = "en", names: Mapping[str, str] | None = None) -> Any:
    """An actor's partners, the busiest first: the mean score now (bar) and, where there is one, before (tick)."""
    told = spoken(language)
    data = [
        {
            "label": isolate(named(row["partner"], language, names)), "now": row["score_mean"],
            "before": row["score_mean_before"], "side": "cooperation" if (row["score_mean"] or 0) >= 0 else "conflict",
        }
        for row in page.partners.filter(pl.col("events") > 0).head(_PARTNERS).to_dicts()
    ]  # fmt: skip
    y = alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=300))
    base = alt.Chart(inline(data))
    colour = alt.Color("side:N", legend=None, scale=scale(["cooperation", "conflict"]))
    bars = base.mark_bar(height=12).encode(x=alt.X("now:Q", title=told["mean"]), y=y, color=colour)
    ticks = base.mark_tick(color="#2f3e46", thickness=3, size=16).encode(x="before:Q", y=y)
    title = isolate(named(page.actor, language, names))
    return styled(alt.layer(bars, ticks).properties(width=WIDTH - 200, height=alt.Step(20), title=title), language)


def panel_chart(
    panel: pl.DataFrame, *, column: str = "score_sum", language: Language = "en", names: Mapping[str, str] | None = None
) -> Any:
    """A panel of `panels`: a row a unit, a square a month, coloured by `column`; what was not read is grey."""
    if column not in panel.columns:
        raise AnalysisError(f"the panel has no column {column!r}")
    units = [end for end in ("country", "actor", "recipient", "a", "b") if end in panel.columns]
    arrow = " – " if "a" in units else " ← " if language == "ar" else " → "
    data = [
        {
            "unit": isolate(arrow.join(named(row[end], language, names) for end in units)),
            "month": f"{row['month']:%Y-%m}", "value": row[column],
        }
        for row in panel.to_dicts()
    ]  # fmt: skip
    most = max((abs(row["value"]) for row in data if row["value"] is not None), default=1.0) or 1.0
    x = alt.X("month:O", title=None, axis=alt.Axis(labelOverlap=True))
    y = alt.Y("unit:N", title=None, sort=None, axis=alt.Axis(labelLimit=300))
    base = alt.Chart(inline(data))
    unread = base.transform_filter("datum.value === null").mark_rect(color="#c9ced1").encode(x=x, y=y)
    colours = alt.Scale(
        domain=[-most, 0, most], range=[COLOURS["conflict"], "#f4f1ea", COLOURS["cooperation"]], interpolate="rgb"
    )
    heading = spoken(language).get({"score_sum": "score", "score_mean": "mean"}.get(column, column), column)
    read = base.transform_filter("datum.value !== null").mark_rect().encode(
        x=x, y=y, color=alt.Color("value:Q", title=heading, scale=colours)
    )  # fmt: skip
    months = len({row["month"] for row in data})
    square = max(4, min(22, WIDTH // max(months, 1)))
    return styled(alt.layer(unread, read).properties(width=alt.Step(square), height=alt.Step(18)), language)


_PARTNERS = 25
_FEW = 25  # actors whose names have room in larger letters
