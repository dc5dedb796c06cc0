"""What each stage made of each of its inputs, and short notes on the state of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.records import Outcome, OutcomeStatus
from sayso.store import tables
from sayso.store.dialect import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An outcome with a digest of what the stage was given, and, for a failure, the code of its reason."""

    outcome: Outcome
    input: str
    reason: str = ""


class Outcomes:
    """One row for each input of each stage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, recorded: Iterable[Recorded]) -> None:
        """Record outcomes; those of the same stage and subject are replaced."""
        rows = [
            {
                "stage": one.outcome.stage,
                "subject": one.outcome.subject,
                "version": one.outcome.version,
                "input": one.input,
                "status": str(one.outcome.status),
                "count": one.outcome.count,
                "reason": one.reason,
                "why": one.outcome.why,
                "advice": one.outcome.advice,
            }
            for one in recorded
        ]
        upsert(self._connection, tables.outcomes, rows)

    def inputs(self, stage: str, version: str) -> dict[str, str]:
        """Return the digest of the input by subject, for outcomes of this version of ``stage``."""
        made = tables.outcomes
        wanted = sa.select(*made.c["subject", "input"]).where(made.c.stage == stage, made.c.version == version)
        return {row.subject: row.input for row in self._connection.execute(wanted)}

    def subjects(self, stage: str, *, version: str | None = None, status: OutcomeStatus | None = None) -> list[str]:
        """Return the subjects of outcomes of a stage, those of one version or status only where one is given."""
        made = tables.outcomes
        wanted = sa.select(made.c.subject).where(made.c.stage == stage).order_by(made.c.subject)
        if version is not None:
            wanted = wanted.where(made.c.version == version)
        if status is not None:
            wanted = wanted.where(made.c.status == str(status))
        return list(self._connection.scalars(wanted))

    def forget(self, stages: Iterable[str], subjects: Collection[str]) -> None:
        """Delete the outcomes of subjects that are no more."""
        made = tables.outcomes
        gone = [{"of": stage, "gone": subject} for stage in sorted(stages) for subject in sorted(set(subjects))]
        if gone:
            these = (made.c.stage == sa.bindparam("of")) & (made.c.subject == sa.bindparam("gone"))
            self._connection.execute(sa.delete(made).where(these), gone)

    def failed(self) -> list[Recorded]:
        """Return all failures, by stage and subject."""
        return self.of(status=OutcomeStatus.FAILED)

    def of(self, *, subject: str | None = None, status: OutcomeStatus | None = None) -> list[Recorded]:
        """Return the outcomes of a subject or a status, by stage and subject."""
        made = tables.outcomes
        wanted = sa.select(made).order_by(made.c.stage, made.c.subject)
        if subject is not None:
            wanted = wanted.where(made.c.subject == subject)
        if status is not None:
            wanted = wanted.where(made.c.status == str(status))
        return [
            Recorded(
                outcome=Outcome(
                    stage=row.stage,
                    version=row.version,
                    subject=row.subject,
                    status=OutcomeStatus(row.status),
                    count=row._mapping["count"],
                    why=row.why,
                    advice=row.advice,
                ),
                input=row.input,
                reason=row.reason,
            )
            for row in self._connection.execute(wanted)
        ]

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many outcomes there are by (stage, status)."""
        made = tables.outcomes
        wanted = sa.select(made.c.stage, made.c.status, sa.func.count()).group_by(made.c.stage, made.c.status)
        return {(row[0], row[1]): int(row[2]) for row in self._connection.execute(wanted)}

    def versions(self) -> dict[str, list[tuple[str, int]]]:
        """Return for each stage under which versions its outcomes came, and how many, in order."""
        made = tables.outcomes
        wanted = sa.select(made.c.stage, made.c.version, sa.func.count()).group_by(made.c.stage, made.c.version)
        found: dict[str, list[tuple[str, int]]] = {}
        for stage, version, number in sorted(tuple(row) for row in self._connection.execute(wanted)):
            found.setdefault(stage, []).append((version, int(number)))
        return found


class States:
    """Notes on the state of what is derived, by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """Return a note, None where there is none."""
        return self._connection.scalar(sa.select(tables.states.c.value).where(tables.states.c.name == name))

    def put(self, name: str, value: str) -> None:
        """Write a note, in place of an earlier one of the same name."""
        upsert(self._connection, tables.states, [{"name": name, "value": value}])
