"""The commands of the analysis: dyad, network, trend, actor, panel."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from rasid.cli_asking import TableFormat, asking, chart_language, problems, short, write_frame
from rasid.cli_options import ChartOption, DbOption, LanguageOption, OutOption, SinceOption, UntilOption

Codes = list[str]
Counted = Annotated[
    list[str] | None,
    typer.Option("--count", metavar="STATUS", help="Which events are counted: asserted (the default), contested …"),
]


class Every(StrEnum):
    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


Period = Annotated[Every, typer.Option("--every", help="One row a …")]
Form = Annotated[
    TableFormat, typer.Option("--format", help="table for people; csv, jsonl or parquet with every column.")
]


def register(app: typer.Typer) -> None:
    """Add the analysis' commands to the command line."""
    app.command("dyad")(dyad_command)
    app.command("network")(network_command)
    app.command("trend")(trend_command)
    app.command("actor")(actor_command)
    app.command("panel")(panel_command)


def dyad_command(
    a: Annotated[str, typer.Argument(metavar="CODE", help="A party: EGY, HAMAS, IRQ:INS.")],
    b: Annotated[str, typer.Argument(metavar="CODE", help="The other.")],
    db: DbOption = "rasid.duckdb",
    every: Period = Every.month,
    since: SinceOption = None,
    until: UntilOption = None,
    count: Counted = None,
    directed: Annotated[bool, typer.Option("--directed", help="Only what the first did to the second.")] = False,
    half_life: Annotated[float | None, typer.Option("--half-life", help="In days: adds the decayed score.")] = None,
    changes: Annotated[
        bool, typer.Option("--changes/--no-changes", help="Tell breaks and what accounts for them.")
    ] = True,
    chart: ChartOption = None,
    language: LanguageOption = "en",
    output_format: Form = TableFormat.table,
    output: OutOption = None,
) -> None:
    """A dyad over time: conflict and cooperation, what is only planned or alleged, breaks and their events."""
    from rasid.analysis import change_points, dyad_series, source

    with asking(db) as (store, (first, last)), problems():
        first, last = first(since), last(until)
        events = source.dyad(store, a, b)
        series = dyad_series(
            events, a, b, every=every.value, directed=directed, counted=_counted(count), half_life=half_life,
            since=first, until=last,
        )  # fmt: skip
        breaks = change_points(series, events, every=every.value, counted=_counted(count)) if len(series) else []
        if chart:
            from rasid.analysis.charts import dyad_chart, save

            save(dyad_chart(series, a, b, changes=breaks, language=chart_language(language)), chart)
        write_frame(series, output_format, output, ("period", "events", "score_sum", "score_mean", "decayed", *_APART))
        if changes and output_format is TableFormat.table and output is None:
            for change in source.told(store, breaks, 3):
                _tell(change)


def network_command(
    db: DbOption = "rasid.duckdb",
    since: SinceOption = None,
    until: UntilOption = None,
    count: Counted = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Events that a relation needs.")] = 1,
    most: Annotated[int, typer.Option("--most", min=2, help="Actors, those with the most events.")] = 40,
    edges: Annotated[bool, typer.Option("--edges", help="Print the relations, not the actors.")] = False,
    align: Annotated[
        bool, typer.Option("--alignment", help="Print who sides with whom towards third parties.")
    ] = False,
    chart: ChartOption = None,
    language: LanguageOption = "en",
    output_format: Form = TableFormat.table,
    output: OutOption = None,
) -> None:
    """The network of a period: actors with their camps and brokerage, relations, alignment."""
    from rasid.analysis import alignment, network, source

    with asking(db) as (store, (first, last)), problems():
        events = source.period(store, first(since), last(until))
        net = network(events, counted=_counted(count), least=least, most=most)
        if align:
            frame = alignment(events, net.nodes["actor"].to_list(), counted=_counted(count))
        else:
            frame = (net.edges if edges else net.nodes).sort("weight" if edges else "events", descending=True)
        write_frame(frame, output_format, output)
        if chart:
            from rasid.analysis.charts import alignment_chart, network_chart, save

            spoken = chart_language(language)
            drawn = alignment_chart(frame, language=spoken) if align else network_chart(net, language=spoken)
            save(drawn, chart)


def trend_command(
    db: DbOption = "rasid.duckdb",
    every: Period = Every.month,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="CODE", help="Only events that it takes part in.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Only events of this type.")] = None,
    count: Counted = None,
    chart: ChartOption = None,
    language: LanguageOption = "en",
    output_format: Form = TableFormat.table,
    output: OutOption = None,
) -> None:
    """How much there is over time, beside how much was read."""
    from rasid.analysis import source, trend

    with asking(db) as (store, (first, last)), problems():
        days = (first(since), last(until))
        events = source.party(store, actor, *days) if actor else source.period(store, *days)
        frame = trend(
            events, source.articles(store, *days), every=every.value, actor=actor, types=kind,
            counted=_counted(count), since=days[0], until=days[1],
        )  # fmt: skip
        if chart:
            from rasid.analysis.charts import save, trend_chart

            save(trend_chart(frame, title=actor or "", language=chart_language(language)), chart)
        write_frame(
            frame, output_format, output, ("period", "articles", "events", "per_1000", "score_mean", *_QUADS, *_APART)
        )


def actor_command(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A country or another party.")],
    db: DbOption = "rasid.duckdb",
    since: SinceOption = None,
    until: UntilOption = None,
    count: Counted = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole page as one JSON object.")] = False,
    chart: ChartOption = None,
    language: LanguageOption = "en",
) -> None:
    """An actor's page: figures, warmest and coldest relations, with whom it warmed and cooled (give --since)."""
    from rasid.analysis import country_page, source

    with asking(db) as (store, (first, last)), problems():
        page = country_page(
            source.party(store, code), code, since=first(since), until=last(until), counted=_counted(count)
        )
        if chart:
            from rasid.analysis.charts import country_chart, save

            save(country_chart(page, language=chart_language(language)), chart)
        if as_json:
            typer.echo(json.dumps(page.to_json(), ensure_ascii=False, default=str, indent=2))
            return
        figures = ("events", "acted", "received", "mutual", "score_mean", *_APART)
        typer.echo("  ".join(f"{name} {short(page.figures[name])}" for name in figures if name in page.figures))
        for name in ("warmest", "coldest", "warmed", "cooled"):
            rows = getattr(page, name).head(5).to_dicts()
            value = "change" if name in ("warmed", "cooled") else "score_mean"
            told = ", ".join(f"{row['partner']} {row[value]:+.1f} ({row['events']})" for row in rows)
            typer.echo(f"{name}: {told or '—'}")


def panel_command(
    actors: Annotated[Codes, typer.Argument(metavar="CODE…", help="The countries, or the parties of the dyads.")],
    since: Annotated[str, typer.Option("--since", metavar="MONTH", help="The first month.")],
    until: Annotated[str, typer.Option("--until", metavar="MONTH", help="The last month.")],
    db: DbOption = "rasid.duckdb",
    count: Counted = None,
    dyads: Annotated[bool, typer.Option("--dyads", help="Dyad-month, not country-month.")] = False,
    directed: Annotated[bool, typer.Option("--directed/--undirected", help="Of dyads.")] = True,
    chart: ChartOption = None,
    language: LanguageOption = "en",
    output_format: Form = TableFormat.csv,
    output: OutOption = None,
) -> None:
    """A complete panel for a regression: zeros where nothing was found, gaps where nothing was read."""
    from rasid.analysis import country_month, dyad_month, source

    with asking(db) as (store, (first, last)), problems():
        start, end = first(since), last(until)
        events = source.period(store, start, end)
        read = source.articles(store, start, end, "month").rename({"date": "month"})
        if dyads:
            frame = dyad_month(events, read, actors, since=start, until=end, counted=_counted(count), directed=directed)
        else:
            frame = country_month(events, read, actors, since=start, until=end, counted=_counted(count))
        if chart:
            from rasid.analysis.charts import panel_chart, save

            save(panel_chart(frame, language=chart_language(language)), chart)
        write_frame(frame, output_format, output)


_APART = ("alleged", "contested", "planned", "hypothetical", "denied")
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def _counted(count: list[str] | None) -> tuple[str, ...]:
    from rasid.analysis import COUNTED

    return tuple(count) if count else COUNTED


def _tell(change: dict[str, Any]) -> None:
    from rasid.output import isolated, parties

    course = f"from {change['before']:.1f} to {change['after']:.1f}"
    typer.echo(f"{change['period']}: {course} ({change['deviations']:+.1f} deviations)")
    for name in ("began", "ended"):
        for event in change[name]:
            act = f"{event['type']} {parties(event['actor'], event['recipient'])}"
            typer.echo(f"  {name} {event['date']} {act}\n      {isolated(' '.join((event['sentence'] or '').split()))}")
