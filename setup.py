"""Compiles the tables when a wheel is built; with RASID_COMPILE=1 also, by mypyc, the modules that code.

The compiled modules are the same sources: without a compiler they run interpreted, and code the same. Nothing is ever
compiled into a checkout, where a compiled module would go on standing for a source that has been changed.
"""

import os
import sys
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.build_py import build_py

SOURCE = Path(__file__).parent / "src"
HOT = (
    "arabic/normalise.py", "arabic/words.py", "arabic/dates", "arabic/numbers", "tables/lexicon.py", "tables/names.py",
    "tables/notation.py", "tables/parcels.py", "tables/relations.py", "tables/word_classes.py", "syntax",
    "actors", "events", "ties", "coder.py",
)  # fmt: skip
"""What the coder spends its time in, as paths under src/rasid."""
COMPILED_HERE = os.environ.get("RASID_COMPILE") == "1"


class CompileTables(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # a checkout compiles its tables by itself, whenever they have changed
        sys.path.insert(0, str(SOURCE))
        from rasid.tables import COMPILED, compiled, save

        data, faults = compiled()
        if faults:
            raise SystemExit("\n".join(map(str, faults)))
        save(data, Path(self.build_lib) / COMPILED.relative_to(SOURCE))


def extensions() -> list[Any]:
    try:
        from mypyc.build import mypycify
    except ImportError:
        if "egg_info" in sys.argv:  # only asked what the build needs: mypy, which isn't there before it is told so
            return []
        raise

    paths = [SOURCE / "rasid" / part for part in HOT]
    files = [file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    wanted = [str(file.relative_to(SOURCE.parent)) for file in files if file.name != "__init__.py"]
    return mypycify(wanted, opt_level=os.environ.get("RASID_OPT", "3"), group_name="rasid")


setup(
    cmdclass={"build_py": CompileTables},
    ext_modules=extensions() if COMPILED_HERE else [],
    setup_requires=["mypy>=1.11"] if COMPILED_HERE else [],
)
