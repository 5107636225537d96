"""The web: the API (`rasid.web.api`) and, where it is installed, the page (`rasid.web.pages`)."""

from rasid.web.app import create_app
from rasid.web.service import Settings

__all__ = ["Settings", "create_app"]
