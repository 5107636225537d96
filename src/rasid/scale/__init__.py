"""Many articles at once: worker processes on one machine, a Ray cluster, and runs that can be taken up again."""

from rasid.scale.parallel import Crashed, code_all
from rasid.scale.run import Engine, Totals, run

__all__ = ["Crashed", "Engine", "Totals", "code_all", "run"]
