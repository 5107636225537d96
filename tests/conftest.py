"""What many tests need."""

import pytest

from rasid.tables import Tables, load


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables of the package, as the coder has them."""
    return load()
