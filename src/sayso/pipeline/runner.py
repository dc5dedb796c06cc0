"""The stage runner: tries a stage on one input and says how that ended, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from sayso.errors import SaysoError
from sayso.records import Failure, Outcome, OutcomeStatus
from sayso.store import Recorded

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of one stage of one version. ``given`` is a digest of all that the stage is given."""

    stage: str
    version: str
    subject: str
    given: str

    def attempt(self, verb: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | Recorded:
        """Return what the stage makes; where it fails over its input, the failure. Errors for people pass through."""
        try:
            return verb(*given, **named)
        except SaysoError:
            raise
        except Exception as error:  # noqa: BLE001
            return self.failed(
                "stage-broke",
                f"The stage “{self.stage}” broke on it: {error.__class__.__name__}: {error}",
                "This is a fault of Sayso, not of the report. Please tell its makers, with this message.",
            )

    def ended(self, count: int, why_none: str) -> Recorded:
        """Return that ``count`` records were made, or none and why."""
        return self._recorded(OutcomeStatus.MADE, count) if count else self.none(why_none)

    def none(self, why: str) -> Recorded:
        """Return that nothing was made, and why."""
        return self._recorded(OutcomeStatus.NONE, 0, why)

    def failed(self, reason: str, why: str, advice: str, *, count: int = 0) -> Recorded:
        """Return that the stage failed over its input."""
        return self._recorded(OutcomeStatus.FAILED, count, why, advice, reason)

    def failed_as(self, failure: Failure, *, count: int = 0) -> Recorded:
        """Return that the stage gave a failure."""
        return self.failed(failure.reason, failure.why, failure.advice, count=count)

    def failed_like(self, other: Recorded) -> Recorded:
        """Return that this input failed as another one did."""
        return self.failed(other.reason, other.outcome.why, other.outcome.advice)

    def _recorded(
        self, status: OutcomeStatus, count: int, why: str = "", advice: str = "", reason: str = ""
    ) -> Recorded:
        outcome = Outcome(
            stage=self.stage,
            version=self.version,
            subject=self.subject,
            status=status,
            count=count,
            why=why,
            advice=advice,
        )
        return Recorded(outcome=outcome, input=self.given, reason=reason)
