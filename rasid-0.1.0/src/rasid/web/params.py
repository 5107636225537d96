"""What may be asked: the filters of the command line as query parameters, checked and documented."""

from typing import Annotated, Any, Final, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from rasid.analysis.frames import COUNTED
from rasid.records import AUX, TIE_KINDS
from rasid.store.filters import DISPUTES
from rasid.store.stance import STATUSES
from rasid.tables.custom import known_types

MOST: Final = 1000
"""Rows of a page at most."""
_CLEAN: Final = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=_CLEAN)]
Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Z][A-Z0-9_]*(:[A-Z0-9_]+)?$")]
"""A party: EGY, HAMAS, IRQ:INS."""
Party = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Z][A-Z0-9_]*(:[A-Z0-9_]*)?\*?$")]
"""A party, or with a star all that begin so: IRQ:*."""
Pair = Annotated[str, StringConstraints(max_length=130, pattern=r"^[A-Z][A-Z0-9_:]*\*?,[A-Z][A-Z0-9_:]*\*?$")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Every = Literal["day", "week", "month", "quarter", "year"]


def _among(names: tuple[str, ...]) -> WithJsonSchema:
    """A text that the store's filters check; the document names the choices."""
    return WithJsonSchema({"type": "string", "enum": list(names)})


Type = Annotated[str, _among(known_types())]
Aux = Annotated[str, _among(AUX)]
Status = Annotated[str, _among(STATUSES)]
Kind = Annotated[str, _among(TIE_KINDS)]
Dispute = Annotated[str, _among(DISPUTES)]
Stance = Literal["asserts", "alleges", "denies", "plans", "supposes"]


class _Asked(BaseModel):
    """A parameter that nobody knows is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Paged(_Asked):
    limit: int = Field(100, ge=1, le=MOST, description="Rows of a page.")
    cursor: Annotated[str, StringConstraints(max_length=500, pattern=r"^[A-Za-z0-9_=-]+$")] | None = Field(
        None, description="`next` of the page before."
    )
    columns: Annotated[str, StringConstraints(max_length=500, pattern=r"^[a-z_]+(,[a-z_]+)*$")] | None = Field(
        None, description="Only these columns, separated by commas."
    )
    format: Literal["json", "csv", "arrow"] | None = Field(None, description="Instead of the Accept header.")

    def filters(self) -> dict[str, Any]:
        """What is left for the store's query builder."""
        own = ("limit", "cursor", "columns", "format")
        found = {
            name: value for name, value in self.model_dump().items() if name not in own and value not in (None, [])
        }
        if "dyad" in found:
            found["dyad"] = tuple(found["dyad"].split(","))
        return found

    def chosen(self) -> list[str] | None:
        return self.columns.split(",") if self.columns else None


class _Time(Paged):
    since: Day | None = Field(None, description="2024-06-20, 2024-06 or 2024.")
    until: Day | None = Field(None, description="Up to and with this day, month or year.")


class _Read(_Time):
    text: Text | None = Field(None, description='Words in any of their forms; a "phrase" in quotes as it stands.')
    source: list[Text] = Field([], description="The paper or agency.")
    id: list[Text] = Field([], max_length=MOST, description="Only these.")


class _Acts(_Read):
    actor: list[Party] = Field([], description="Who acts; CODE* for all that begin so.")
    recipient: list[Party] = Field([], description="Towards whom, or together with whom.")
    dyad: Pair | None = Field(None, description="Between these two, either way: EGY,ETH.")
    article: list[Text] = Field([], description="Read in this article.")
    min_confidence: float | None = Field(None, ge=0, le=1, description="Of what the coder is so sure.")


class EventFilters(_Acts):
    type: list[Type] = Field([], description="One of PLOVER's types, or of your tables'.")
    aux: list[Aux] = Field([], description="PLOVER's auxiliary modes.")
    status: list[Status] = Field([], description="What is known of it.")
    mode: list[Text] = Field([], description="PLOVER's modes within types.")
    context: list[Text] = Field([], description="PLOVER's contexts.")
    place: list[Text] = Field([], description="A place's Arabic name or a country's code.")
    disputed: list[Dispute] = Field([], description="What the reports contradict each other about.")
    min_reports: int | None = Field(None, ge=1, le=1_000_000, description="Told by so many reports or more.")


class ReportFilters(_Acts):
    type: list[Type] = Field([], description="One of PLOVER's types, or of your tables'.")
    aux: list[Aux] = Field([], description="PLOVER's auxiliary modes.")
    status: list[Status] = Field([], description="What is known of it.")
    place: list[Text] = Field([], description="A place's Arabic name or a country's code.")
    event: list[Text] = Field([], description="Reports of this event.")
    stance: list[Stance] = Field([], description="What the report does to the event.")
    attribution: list[Party] = Field([], description="Who vouches for it.")


class TieFilters(_Acts):
    type: list[Kind] = Field([], description="The kind of tie.")
    attribution: list[Code] = Field([], description="Who vouches for it.")


class ArticleFilters(_Read):
    language: list[Text] = Field([], description="ISO 639: ar, fa, en …")
    place: list[Text] = Field([], description="A place's Arabic name or a country's code.")
    url: list[Text] = Field([], description="At this address.")


class Period(_Asked):
    since: Day | None = Field(None, description="2024-06-20, 2024-06 or 2024.")
    until: Day | None = Field(None, description="Up to and with this day, month or year.")
    counted: list[Status] = Field(list(COUNTED), description="Of which status events are counted; others stand apart.")
    format: Literal["json", "csv", "arrow"] | None = Field(None, description="Instead of the Accept header.")


class SeriesParams(Period):
    every: Every = Field("month", description="One row for each such period.")
    directed: bool = Field(False, description="Only what the first did to the second.")
    half_life: float | None = Field(None, gt=0, le=36_500, description="In days: adds the decayed score.")


class TrendParams(Period):
    every: Every = Field("month", description="One row for each such period.")
    actor: Code | None = Field(None, description="Only events that it takes part in.")
    type: list[Type] = Field([], description="Only events of these types.")


class NetworkParams(Period):
    least: int = Field(1, ge=1, le=100_000, description="Events that a relation needs.")
    most: int = Field(100, ge=2, le=400, description="Actors, those with the most events.")
    actor: list[Code] = Field([], max_length=400, description="Only these.")


class AlignmentParams(Period):
    actor: list[Code] = Field([], max_length=100, description="Whom to compare; without it the 40 busiest.")
    third: int = Field(2, ge=1, le=1000, description="Third parties that two actors need in common.")


class MoversParams(Period):
    least: int = Field(2, ge=1, le=100_000, description="Events that a dyad needs in both periods.")
    limit: int = Field(50, ge=1, le=MOST, description="Rows at most.")


class PanelParams(_Asked):
    unit: Literal["country", "dyad"] = Field("country", description="What a row is, by the month.")
    actor: list[Code] = Field(min_length=1, max_length=400, description="The countries, or the parties of the dyads.")
    since: Day = Field(description="The first month.")
    until: Day = Field(description="The last month.")
    directed: bool = Field(True, description="Of dyads: each direction for itself.")
    counted: list[Status] = Field(list(COUNTED), description="Of which status events are counted; others stand apart.")
    format: Literal["json", "csv", "arrow"] | None = Field(None, description="Instead of the Accept header.")


Asked = Query()
