"""Sphinx: the pages of this folder, the notebook with its results, and a reference made from the code itself.

make docs        into docs/_site; a warning is an error
"""

import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import _reference
from sphinx.application import Sphinx

import rasid

project = "Rasid"
author = copyright = "The Rasid authors"
version = release = rasid.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "README"
source_suffix = {".md": "markdown"}
exclude_patterns = ["_site"]
myst_heading_anchors = 3
default_role = "literal"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
suppress_warnings = ["misc.highlighting_failure"]  # Mermaid, which GitHub draws
html_theme = "furo"
html_title = "Rasid"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["rasid.css"]
_LINK = re.compile(r"\]\(([\w/-]+)\.md\)")
_NOTEBOOK = re.compile(r"\[[^]]*\]\((notebooks/[\w-]+)\.ipynb\)")


def contents(app: Sphinx, page: str, source: list[str]) -> None:
    """Under the index a table of contents of the pages that it names; links out of docs/ go to the sources."""
    if page == root_doc:
        source[0] = _NOTEBOOK.sub(r"[\1](reference/\1.md)", source[0])
        pages = [name for name in dict.fromkeys(_LINK.findall(source[0])) if not name.startswith("reference/")]
        made = "\n".join(_reference.PAGES)
        for caption, names in (("Guide", "\n".join(pages)), ("Reference", made)):
            source[0] += f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{names}\n```\n"


def front_page(app: Sphinx, fault: Exception | None) -> None:
    """The index is the site's first page."""
    if fault is None and app.builder.name == "html":
        shutil.copyfile(app.outdir / "README.html", app.outdir / "index.html")


def setup(app: Sphinx) -> None:
    _reference.write(Path(__file__).parent / "reference")
    app.connect("source-read", contents)
    app.connect("build-finished", front_page)
