"""How fast the coder is made changes nothing in what it finds: compiled or not, in whatever process, it codes the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "build" / "compiled"
EVERY = 5


def coded(source: Path, seed: str, every: int) -> list[str]:
    """What a fresh process makes of the fixed corpus: compiled or interpreted, the number of texts, the digest."""
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONHASHSEED": seed}
    script = [sys.executable, str(ROOT / "tests" / "fixed_corpus.py"), str(every)]
    return subprocess.run(script, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_no_order_of_hashes_shows() -> None:
    assert coded(ROOT / "src", "1", EVERY) == coded(ROOT / "src", "2", EVERY)


def test_compiled_modules_code_the_same() -> None:
    built = COMPILED / ".built"
    newest = max(path.stat().st_mtime for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".tsv"))
    if not built.exists() or built.stat().st_mtime < newest:
        pytest.skip("no compiled form of these sources (make compile)")
    kind, *found = coded(COMPILED, "1", 1)
    assert kind == "compiled"
    assert found == coded(ROOT / "src", "1", 1)[1:]
