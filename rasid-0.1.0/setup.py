"""Compiles the tables when a wheel is built, so that nothing is compiled on a user's machine."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SOURCE = Path(__file__).parent / "src"


class CompileTables(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # a checkout compiles its tables by itself, whenever they have changed
        sys.path.insert(0, str(SOURCE))
        from rasid.tables import COMPILED, build, save

        tables, faults = build()
        if faults:
            raise SystemExit("\n".join(map(str, faults)))
        save(tables, Path(self.build_lib) / COMPILED.relative_to(SOURCE))


setup(cmdclass={"build_py": CompileTables})
