"""What a question to the ledger returns: typed answers whose JSON is the public record.

``shapes`` are the answers, ``events``, ``reports`` and ``why`` put them together from records, ``wording`` puts
times, figures and chains into words. Nothing here decides anything.
"""

from sayso.answers.shapes import (
    AddAnswer,
    CheckAnswer,
    ClaimAnswer,
    EventAnswer,
    EventsAnswer,
    FailureAnswer,
    HitAnswer,
    JudgementAnswer,
    OriginAnswer,
    PropositionAnswer,
    Reason,
    RefusalAnswer,
    ReportAnswer,
    ReportsAnswer,
    SearchAnswer,
    StageAnswer,
    SuggestionsAnswer,
    TotalsAnswer,
    VersionAnswer,
    WithheldAnswer,
    to_json,
    to_values,
)

__all__ = [
    "AddAnswer",
    "CheckAnswer",
    "ClaimAnswer",
    "EventAnswer",
    "EventsAnswer",
    "FailureAnswer",
    "HitAnswer",
    "JudgementAnswer",
    "OriginAnswer",
    "PropositionAnswer",
    "Reason",
    "RefusalAnswer",
    "ReportAnswer",
    "ReportsAnswer",
    "SearchAnswer",
    "StageAnswer",
    "SuggestionsAnswer",
    "TotalsAnswer",
    "VersionAnswer",
    "WithheldAnswer",
    "to_json",
    "to_values",
]
