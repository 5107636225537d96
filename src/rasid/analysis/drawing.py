"""What all charts share: colours, words in English and Arabic, the font, axes, and how they are saved.

Text that mixes Arabic with Latin letters or digits is isolated, so that no renderer reorders it, and drawn in IBM Plex
Sans Arabic, which comes as a package (full fonts: those split for the web draw digits and brackets as boxes).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import altair as alt
import polars as pl

from rasid.analysis.frames import AnalysisError

Language = Literal["en", "ar"]
FONT: Final = "IBM Plex Sans Arabic"
COLOURS: Final[Mapping[str, str]] = {
    "cooperation": "#2b6cb0", "conflict": "#c2412d", "verbal_cooperation": "#7fb1de",
    "material_cooperation": "#2b6cb0", "verbal_conflict": "#eda28f", "material_conflict": "#c2412d",
    "planned": "#8a6fb3", "hypothetical": "#b9a7d1", "alleged": "#d69e2e", "contested": "#a0672a",
    "denied": "#7a8288", "asserted": "#2f3e46", "warm": "#2b6cb0", "cold": "#c2412d",
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
        "asserted": "Asserted", "warm": "Cooperation prevails", "cold": "Conflict prevails",
    },
    "ar": {
        "score": "مجموع الدرجات", "events": "الأحداث", "decayed": "الدرجة المتلاشية", "month": "الشهر",
        "verbal_cooperation": "تعاون لفظي", "material_cooperation": "تعاون فعلي", "verbal_conflict": "صراع لفظي",
        "material_conflict": "صراع فعلي", "planned": "مزمع", "hypothetical": "افتراضي", "alleged": "مزعوم",
        "contested": "متنازع فيه", "denied": "منفي", "apart": "خارج الحساب", "class": "الصنف", "state": "الحال",
        "standing": "قائمة", "ended": "منتهية", "contradicted": "مناقضة", "articles": "الأخبار المقروءة",
        "alignment": "التوافق", "mean": "متوسط الدرجة", "asserted": "مؤكد",
        "warm": "يغلب التعاون", "cold": "يغلب الصراع", "arms_supply": "توريد سلاح",
        "alliance": "تحالف", "sanctions_regime": "عقوبات", "membership": "عضوية", "trade": "تجارة",
        "aid_dependence": "اعتماد على المعونة", "rivalry": "خصومة", "conflict": "صراع",
        "diplomatic_relations": "علاقات دبلوماسية", "neutrality": "حياد", "friendship": "صداقة",
        "occupation": "احتلال", "hosting": "استضافة",
    },
}  # fmt: skip
_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"
WIDTH: Final = 720


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


def named(code: str, language: Language, names: Mapping[str, str] | None) -> str:
    known = names if names is not None else (arabic_names() if language == "ar" else {})
    base, _, role = code.partition(":")
    found = known.get(code) or known.get(base)
    return code if found is None else found + (f" ({role})" if role and code not in known else "")


def spoken(language: Language) -> Mapping[str, str]:
    words = _WORDS.get(language)
    if words is None:
        raise AnalysisError(f"no language {language!r}: charts are labelled in en or ar")
    return words


def translated(frame: pl.DataFrame, column: str, words: Mapping[str, str]) -> pl.DataFrame:
    return frame.with_columns(pl.col(column).replace_strict(dict(words), default=pl.col(column)))


def scale(keys: Sequence[str], words: Mapping[str, str] | None = None) -> alt.Scale:
    return alt.Scale(domain=[words[key] if words else key for key in keys], range=[COLOURS[key] for key in keys])


def period_rows(frame: pl.DataFrame, columns: list[str]) -> alt.Data:
    return inline(frame.select(columns).with_columns(pl.col("period").cast(pl.String)).to_dicts())


def inline(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def bar_width(frame: pl.DataFrame) -> float:
    return max(1.0, min(18.0, 0.8 * WIDTH / max(len(frame), 1)))


def time_axis(column: str, form: str = "%Y-%m") -> alt.X:
    """Days are days everywhere: in UTC, whatever the reader's clock."""
    axis = alt.Axis(grid=False, labelOverlap=True, format=form)
    return alt.X(f"{column}:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=10))


def whole_axis(highest: Any) -> alt.Axis:
    """An axis of whole numbers, also where they are few."""
    top = int(highest or 0)
    return alt.Axis(format="d", values=list(range(top + 1))) if top < 5 else alt.Axis(format="d", tickMinStep=1)


def styled(chart: Any, language: Language) -> Any:
    right = language == "ar"
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_title(fontSize=16, anchor="end" if right else "start", font=FONT)
        .configure_axis(labelFont=FONT, titleFont=FONT, gridColor="#e6e8ea", titleFontWeight="normal")
        .configure_legend(labelFont=FONT, titleFont=FONT, orient="bottom")
    )
