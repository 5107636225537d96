"""A small run of the fuzzer: no input crashes, hangs, or takes time out of proportion. ``make fuzz`` runs more."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "fuzz.py"


def fuzz(*options: str) -> str:
    command = [sys.executable, str(SCRIPT), *options]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_thousand_inputs() -> None:
    told = fuzz("--inputs", "1000", "--seed", "7", "--jobs", "2", "--no-probe", "--limit", "60")
    assert "no failures" in told


def test_time_grows_with_the_input() -> None:
    told = fuzz("--inputs", "30", "--target", "PLOVER", "--target", "GSR spans", "--target", "numbers")
    assert "no failures" in told
