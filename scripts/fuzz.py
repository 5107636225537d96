"""Fuzz the coder and every reader: nothing that is fed to them may crash them, hang, or take time that grows out of
proportion.

python scripts/fuzz.py [--inputs N] [--seed S] [--jobs N] [--target NAME]… [--limit SECONDS] [--json FILE]

The inputs are divided among the targets (`tests/fuzz_targets.py`), drawn by Hypothesis from a seed, so the same
command tries the same; a failure is shrunk to a small input and printed with its traceback. An input that takes longer
than the limit (of processor time) is a hang. The probe then gives each target inputs of two sizes, one four times the
other: where the time grows more than twice as much as the input, that is superlinear. Exit status 1 if anything fails.
"""

import argparse
import faulthandler
import json
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import HypothesisWarning

from fuzz_targets import Target, targets
from rasid.scale.parallel import prepare

_CHUNK: Final = 1000  # inputs to a run of Hypothesis, which remembers what it has tried
_GROWTH: Final = 8.0  # times longer for a fourfold input: beyond it, time is superlinear
_ENOUGH: Final = 0.05  # seconds: shorter times than this say nothing of growth
_TRIES: Final = 3
_SHOWN: Final = 500  # characters of a line of a failure


class Hang(BaseException):
    """An input took longer than the limit. No Exception: what catches all of those must not catch this."""


def main() -> None:
    args = _arguments()
    chosen = [target for target in targets() if not args.target or target.name in args.target]
    if not chosen:
        sys.exit(f"no such target; there are: {', '.join(target.name for target in targets())}")
    whole = sum(target.share for target in chosen)
    rows = []
    print(
        f"{'target':<14}{'inputs':>8}{'refused':>9}{'seconds':>9}{'median ms':>11}{'longest ms':>12}  growth",
        flush=True,
    )
    with ProcessPoolExecutor(args.jobs, mp_context=get_context("spawn"), initializer=_start) as workers:
        under_way = []
        for target in chosen:
            count = max(round(args.inputs * target.share / whole), 1)
            starts = range(0, count, _CHUNK)
            chunks = [
                workers.submit(fuzz, target.name, n, min(_CHUNK, count - n), args.seed, args.limit) for n in starts
            ]
            under_way.append((target, chunks, workers.submit(probe, target.name, args.limit) if args.probe else None))
        for target, chunks, probed in under_way:
            rows.append(
                merged(target.name, [chunk.result() for chunk in chunks], probed.result() if probed else ({}, []))
            )
            show(rows[-1])
    failed = sum(len(row["failures"]) for row in rows)
    print(f"{sum(row['inputs'] for row in rows):,} inputs, seed {args.seed}: {failed or 'no'} failures")
    if args.json:
        args.json.write_text(json.dumps({"seed": args.seed, "targets": rows}, indent=2, ensure_ascii=False) + "\n")
    sys.exit(bool(failed))


def _start() -> None:
    warnings.simplefilter("ignore", HypothesisWarning)  # of inputs whose representation is long
    prepare()


def merged(name: str, chunks: list[dict[str, Any]], probed: tuple[dict[str, float], list[str]]) -> dict[str, Any]:
    """The figures of a target out of those of its chunks."""
    spent = sorted(time for chunk in chunks for time in chunk["spent"])
    return {
        "target": name, "inputs": len(spent), "refused": sum(chunk["refused"] for chunk in chunks),
        "seconds": round(sum(chunk["seconds"] for chunk in chunks), 1),
        "median_ms": round(1000 * spent[len(spent) // 2], 3), "longest_ms": round(1000 * spent[-1], 1),
        "growth": probed[0], "failures": [told for chunk in chunks for told in chunk["failures"]] + probed[1],
    }  # fmt: skip


def show(row: dict[str, Any]) -> None:
    """A line of the table, and what has failed."""
    worst = max(row["growth"].items(), key=lambda one: one[1], default=("", 0.0))
    print(
        f"{row['target']:<14}{row['inputs']:>8,}{row['refused']:>9,}{row['seconds']:>9.0f}{row['median_ms']:>11.2f}"
        f"{row['longest_ms']:>12.0f}  " + (f"{worst[1]:.1f} ({worst[0]})" if worst[0] else "-"),
        flush=True,
    )
    for failure in row["failures"]:
        print(f"\n{row['target']} FAILED\n{failure}", flush=True)


def _target(name: str) -> Target:
    return next(target for target in targets() if target.name == name)


def fuzz(name: str, first: int, count: int, seed: int, limit: float) -> dict[str, Any]:
    """So many inputs of a target; stops at the first failure, which is shrunk."""
    target = _target(name)
    spent: list[float] = []
    refused = 0
    failures: list[str] = []
    began = time.perf_counter()

    def attempt(value: Any) -> None:
        nonlocal refused
        start = time.process_time()
        try:
            with at_most(limit):
                target.read(value, folder)
        except target.refuses:
            refused += 1
        finally:
            spent.append(time.process_time() - start)

    run = settings(
        max_examples=count, database=None, deadline=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
    )(given(target.strategy())(attempt))  # fmt: skip
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        try:
            seeded(seed * 1_000_003 + first)(run)()
        except (Exception, Hang) as fault:
            told = "".join(traceback.format_exception(fault)[-8:])
            failures.append("\n".join(line[:_SHOWN] for line in told.splitlines()))
    return {"spent": spent, "refused": refused, "failures": failures, "seconds": time.perf_counter() - began}


def probe(name: str, limit: float) -> tuple[dict[str, float], list[str]]:
    """How much longer a fourfold input takes, by kind of input; and which take too long."""
    target = _target(name)
    growth: dict[str, float] = {}
    faults: list[str] = []
    small, large = target.sizes
    with tempfile.TemporaryDirectory() as path:
        for kind, make in target.grown.items():
            try:
                ratios = [_ratio(target, make, small, large, 10 * limit, Path(path)) for _ in range(_TRIES)]
            except Hang:
                faults.append(f"{kind}: {large} pieces take longer than {10 * limit:.0f} s")
                continue
            growth[kind] = round(min(ratios), 1)
            if growth[kind] > _GROWTH:
                faults.append(f"{kind}: {large} pieces take {growth[kind]} times as long as {small}")
    return growth, faults


def _ratio(target: Target, make: Callable[[int], Any], small: int, large: int, limit: float, folder: Path) -> float:
    times = []
    for size in (small, large):
        value = make(size)
        start = time.process_time()
        try:
            with at_most(limit):
                target.read(value, folder)
        except target.refuses:
            pass
        times.append(time.process_time() - start)
    return 1.0 if times[1] < _ENOUGH else times[1] / max(times[0], 1e-4)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises Hang after so many seconds; if even that does not get through, the process ends with all its stacks."""

    def ring(*_: object) -> None:
        raise Hang(f"longer than {seconds:.0f} s")

    signal.signal(signal.SIGPROF, ring)  # processor time: on a busy machine the clock would call anything a hang
    signal.setitimer(signal.ITIMER_PROF, seconds)
    faulthandler.dump_traceback_later(60 * seconds, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the coder and every reader.")
    parser.add_argument("--inputs", type=int, default=20_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=10.0, help="seconds for one input")
    parser.add_argument("--target", action="append", help="only this one; may be given repeatedly")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--no-probe", dest="probe", action="store_false", help="leave out the probe for growth")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
