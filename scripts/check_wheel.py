"""Build the wheel and the sdist, install each into an empty environment, and use them there as a new user would.

python scripts/check_wheel.py [--extras store,web,…] [--keep DIR]

Core alone first: the coder and the command line on the examples, and for every other command an answer that says which
extra it wants. Then with the store. The environments see nothing of this checkout.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
EXAMPLE: Final = ROOT / "examples" / "2024-11-27_lebanon-israel-ceasefire.txt"
WANTING: Final = {  # what the core alone can't do, and the extra that it must name
    ("ingest", "EXAMPLES", "--db", "x.duckdb"): "store",
    ("events", "--db", "x.duckdb"): "store",
    ("network", "--db", "x.duckdb"): "analysis",
    ("serve", "--db", "x.duckdb"): "web",
    ("run", "--input", "EXAMPLES", "--output", "out"): "scale",
    ("watch", "feeds.toml", "--db", "x.duckdb"): "store",
    ("export", "coded.jsonl", "--as", "parquet", "-o", "x.parquet"): "exports",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Check that what is published can be installed and used.")
    parser.add_argument("--extras", default="store", help="installed in the second step")
    parser.add_argument("--keep", type=Path, help="keep the built files here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dist = args.keep or Path(folder, "dist")
        call(sys.executable, "-m", "build", "--outdir", str(dist), str(ROOT), quiet=True)
        for built in sorted(dist.glob("rasid-*")):
            print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB")
            check(built, Path(folder, built.name + ".env"), args.extras)


def check(built: Path, env: Path, extras: str) -> None:
    """One of the two, in an environment of its own."""
    began = time.perf_counter()
    venv.create(env, with_pip=True)
    python, rasid = str(env / "bin" / "python"), str(env / "bin" / "rasid")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    call(*pip, str(built))
    work = env / "work"
    work.mkdir()
    packages = call(python, "-m", "pip", "list", "--format", "freeze").split()
    print(f"  core: {len(packages)} packages, {_size(env) / 1e6:.0f} MB")
    coded = call(rasid, "code", "--format", "jsonl", str(ROOT / "examples"), "--date", "2024-11-27", cwd=work, status=1)
    assert len(coded.splitlines()) == len(list((ROOT / "examples").glob("*.txt"))), coded
    (work / "coded.jsonl").write_text(coded, encoding="utf-8")
    assert "RETREAT" in call(rasid, "code", str(EXAMPLE), cwd=work)
    assert "no faults" in call(rasid, "tables", cwd=work)
    call(rasid, "export", "coded.jsonl", "--as", "csv", "-o", "coded.csv", cwd=work)
    (work / "feeds.toml").write_text('[[feed]]\nurl = "https://news.example/rss"\n', encoding="utf-8")
    for command, extra in WANTING.items():
        given = [str(ROOT / "examples") if word == "EXAMPLES" else word for word in command]
        told = call(rasid, *given, cwd=work, status=None)
        assert f"rasid[{extra}]" in told, f"rasid {' '.join(command)} says nothing of the extra {extra}: {told}"
        assert "Traceback" not in told, told
    print(f"  core: codes the examples; {len(WANTING)} commands name the extra that they want")
    call(*pip, f"{built}[{extras}]")
    call(rasid, "ingest", str(ROOT / "examples"), "--db", "x.duckdb", "--date", "2024-11-27", cwd=work)
    assert "ASSAULT" in call(rasid, "events", "--db", "x.duckdb", "--type", "ASSAULT", "--limit", "3", cwd=work)
    print(f"  with {extras}: the examples go in and come out; {time.perf_counter() - began:.0f} s")


def _size(env: Path) -> int:
    """Bytes of what is installed, without pip itself."""
    packages = env / "lib"
    return sum(path.stat().st_size for path in packages.rglob("*") if path.is_file() and "pip" not in path.parts)


def call(*command: str, cwd: Path | None = None, status: int | None = 0, quiet: bool = False) -> str:
    """Run a command, away from this checkout; returns what it says. `status`: what it must end with, None for any
    but success."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RASID", "VIRTUAL"))}
    ran = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    told = ran.stdout if status is not None and not quiet else ran.stdout + ran.stderr
    if (ran.returncode == 0) if status is None else (ran.returncode != status):
        sys.exit(f"{' '.join(command)} ended with {ran.returncode}\n{ran.stdout[-2000:]}{ran.stderr[-4000:]}")
    return told


if __name__ == "__main__":
    main()
