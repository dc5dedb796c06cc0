"""The order of the stages, which is known here only: what each is given, and how each of its inputs ended.

A run works on what is new or changed. Each batch is one transaction, so that whatever stops a run, what was done is
kept and the next run goes on from there. Documents and reports may be read by several processes; one alone writes.
Nothing here depends on the order in which documents came in, nor on the number of processes.
"""

from sayso.pipeline.run import Run
from sayso.pipeline.stages import (
    Engines,
    Progress,
    Stages,
    packaged_engines,
    packaged_gazetteer,
    packaged_stages,
    require_places,
    suggester_at,
)
from sayso.pipeline.workers import serve

__all__ = [
    "Engines",
    "Progress",
    "Run",
    "Stages",
    "packaged_engines",
    "packaged_gazetteer",
    "packaged_stages",
    "require_places",
    "serve",
    "suggester_at",
]
