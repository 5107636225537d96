"""Made-up wire reports by the hundred, for tests that need many: each different, some telling the same twice."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

STATES = (
    "روسيا",
    "الصين",
    "فرنسا",
    "تركيا",
    "إيران",
    "مصر",
    "العراق",
    "اليابان",
    "الهند",
    "المغرب",
    "الجزائر",
    "ألمانيا",
)
ACTS = (
    "فرضت {a} عقوبات على {b} بسبب خلاف تجاري.",
    "اتهمت {a} {b} بانتهاك الاتفاق الموقع بينهما.",
    "أدانت {a} موقف {b} من النزاع.",
    "وقعت {a} و{b} اتفاقا للتعاون في مجال الطاقة.",
    "هددت {a} بقطع العلاقات مع {b}.",
    "استدعت {a} سفيرها لدى {b}، ونفت {b} ما نسب إليها.",
)
_START = dt.date(2024, 1, 1)


def reports(number: int) -> list[dict[str, Any]]:
    """So many reports, each with two acts; every fifth is a copy of the one before from another paper."""
    rows: list[dict[str, Any]] = []
    for n in range(number):
        k = n - 1 if n % 5 == 4 else n
        a, b = STATES[k % 12], STATES[(k // 12 + k + 1) % 12]
        if a == b:
            b = STATES[(k + 5) % 12]
        text = f"{ACTS[k % 6].format(a=a, b=b)} وقال الناطق باسم الوزارة إن الملف رقم {k} قيد البحث.\n"
        text += ACTS[(k + 3) % 6].format(a=b, b=a)
        day = _START + dt.timedelta(days=k // 4)
        rows.append({"id": f"r{n}", "date": day.isoformat(), "text": text, "source": f"صحيفة {n % 5}"})
    return rows


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    """Rows as a file of JSON Lines."""
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)
