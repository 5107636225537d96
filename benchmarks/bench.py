"""All benchmarks in one go: the coder, scale, the store, the API. ``make bench`` runs it.

python benchmarks/bench.py [FILE…] [--quick] [--only speed,scale,store,api] [--json FILE]

Prints one table with the machine's facts and writes the same to a JSON file. Each part is a script of its own beside
this one, which says what it measures and how. ``--quick`` takes smaller stores and fewer runs.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from speed import machine

HERE: Final = Path(__file__).parent
PARTS: Final = ("speed", "scale", "store", "api")
_TIMED: Final = re.compile(r"^\s*(?P<median>[\d.,]+) ms\s+(?:processor\s+(?P<processor>[\d.]+))?.*?\s(?P<name>/\S*)$")
_NAMED: Final = re.compile(r"^(?P<name>\S.*?)\s{2,}(?P<median>[\d.,]+) ms(?:\s+processor\s+(?P<processor>[\d.]+) ms)?$")


def main() -> None:
    args = _arguments()
    began = time.perf_counter()
    found: dict[str, Any] = {"machine": machine(), "date": time.strftime("%Y-%m-%d"), "load before": _load()}
    with tempfile.TemporaryDirectory() as folder:
        for part in args.only:
            print(f"… {part}", file=sys.stderr, flush=True)
            found[part] = _part(part, args.files, args.quick, Path(folder))
    found |= {"load after": _load(), "minutes": round((time.perf_counter() - began) / 60, 1)}
    show(found)
    args.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"\nalso in {args.json}")


def _part(part: str, files: list[str], quick: bool, folder: Path) -> dict[str, Any]:
    if part in ("speed", "scale"):
        out = folder / f"{part}.json"
        less = {"speed": ["--quick"], "scale": ["--runs", "1"]}[part] if quick else []
        _call(part, *(files if part == "speed" else ()), *less, "--json", str(out))
        figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        figures.pop("machine")
        return figures
    events = "100000" if quick else "1000000"
    if part == "store":
        return _read(_call("store", "ingest", "400" if quick else "2000") + _call("store", "ask", events))
    db = str(folder / "api.duckdb")
    _call("api", "make", db, events)
    told = _call("api", "questions", db, "3" if quick else "11")
    return _read(told + _call("api", "load", db, "50", "10" if quick else "60"))


def _read(lines: str) -> dict[str, Any]:
    """The figures that a script has printed: milliseconds by name, and whatever else it says, line by line."""
    found: dict[str, Any] = {}
    for line in lines.splitlines():
        timed = _TIMED.match(line) or _NAMED.match(line)
        if timed:
            found[timed["name"]] = {"median ms": float(timed["median"].replace(",", ""))}
            if timed["processor"]:
                found[timed["name"]]["processor ms"] = float(timed["processor"])
        elif line.strip():
            found.setdefault("notes", []).append(line.strip())
    return found


def show(found: dict[str, Any]) -> None:
    """The table."""
    for name, value in found.items():
        if not isinstance(value, dict):
            print(f"{name:<56} {value}")
            continue
        print(f"\n{name}")
        for inner, figure in value.items():
            if isinstance(figure, dict):
                print(f"  {inner:<54} " + ", ".join(f"{one:,.0f} {unit}" for unit, one in figure.items()))
            elif isinstance(figure, list):
                print("\n".join(f"  {line}" for line in figure))
            else:
                print(f"  {inner:<54} " + (f"{figure:,}" if isinstance(figure, (int, float)) else str(figure)))


def _call(script: str, *words: str) -> str:
    ran = subprocess.run([sys.executable, str(HERE / f"{script}.py"), *words], stdout=subprocess.PIPE, text=True)
    if ran.returncode:
        sys.exit(f"{script}.py {' '.join(words)} failed")
    return ran.stdout


def _load() -> float:
    return round(os.getloadavg()[0], 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="reports to measure the coder on, instead of ours")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(PARTS), help="some of the parts")
    parser.add_argument("--json", type=Path, default=Path("bench.json"))
    args = parser.parse_args()
    if unknown := set(args.only) - set(PARTS):
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    return args


if __name__ == "__main__":
    main()
