"""A ledger as readable text, so that a change of behaviour is reviewed as a diff. Ids, being hashes, are left out."""

from __future__ import annotations

from collections.abc import Iterator

from careful_reader import Json, Known


def readable(known: Known) -> str:
    """Return the ledger as text: events with everything under them, then reports, then failures."""
    lines = [
        *(line for event in known.events for line in (*_event(event, known), "")),
        *(line for name, report in known.reports.items() for line in (*_report(name, report), "")),
        *(line for failure in known.failures for line in _failure(failure)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _event(event: Json, known: Known) -> Iterator[str]:
    yield f"EVENT {event['title']}"
    yield f"  kinds     {', '.join(event['kinds'])}"
    yield f"  place     {_place(event['place'])}"
    yield f"  time      {_time(event['time'])}"
    for who in event["participants"]:
        yield f"  {who['role']:9} {_who(who)}{', ' + who['unit'] if who['unit'] else ''}"
    yield f"  told by   {event['reports']} reports, {event['outlets']} outlets, {event['origins']} origins"
    grade = event["grade"]
    yield f"  status    {event['status']}"
    yield f"  grade     {grade['reliability']}{grade['credibility']}, {grade['airwars']}: {grade['why']}"
    numbers = {origin["id"]: number for number, origin in enumerate(event["origin_list"], start=1)}
    for proposition in event["propositions"]:
        yield from _proposition(proposition, numbers, known)
    for origin in event["origin_list"]:
        yield from _origin(origin, numbers[origin["id"]], known)
    for flag in sorted(event["flags"], key=lambda f: (known.file_of[f["report"]], f["start"], f["kind"])):
        file = known.file_of[flag["report"]]
        yield f"  FLAG {flag['kind']} on {file}: “{_words(known, flag['report'], flag)}”"
        yield f"       {flag['why']}"


def _proposition(proposition: Json, numbers: dict[str, int], known: Known) -> Iterator[str]:
    spread, origins = proposition["range"], sorted(numbers[o] for o in proposition["origins"])
    whom = f" {_who(proposition['who'])}" if proposition["who"] else ""
    told = (
        f"; from {_bound(spread['min'])} to {_bound(spread['max'])}, best {_bound(spread['best'])}"
        if _numbered(proposition)
        else ""
    )
    yield f"  {proposition['kind'].upper()}{whom}{told}; {proposition['agreement']}; origins {_numbers(origins)}"
    for claim in sorted(proposition["claims"], key=lambda c: (known.file_of[c["report"]], c["start"], c["end"])):
        yield f"    {known.file_of[claim['report']]}: “{claim['quote']}”"
        yield f"      {_quantity(claim['quantity'])}{' > '.join(_link(link) for link in claim['chain'])}"
        commitment = claim["commitment"]
        where = f"; {claim['place']['name']}" if claim["place"] else ""
        when = f"; {claim['time']['edtf']}" if claim["time"] else ""
        origin = numbers.get(claim["origin"] or "")
        yield (
            f"      outlet {commitment['outlet']}, source {commitment['source'] or '-'}{where}{when}; "
            f"{f'origin {origin}' if origin else 'no origin'}"
        )


def _origin(origin: Json, number: int, known: Known) -> Iterator[str]:
    files = ", ".join(sorted(known.file_of[report] for report in origin["reports"]))
    through = f" through {origin['channel']}" if origin["channel"] else ""
    said = f", said {origin['said']}" if origin["said"] else ""
    yield f"  ORIGIN {number} {origin['source'] or 'unnamed'} ({origin['kind']}){through}{said}: {files}"
    kinds = sorted({dependency["kind"] for dependency in origin["dependencies"]})
    if kinds:
        yield f"    one because of {', '.join(kinds)}"


def _report(name: str, report: Json) -> Iterator[str]:
    published = report["published"]
    when = f"{published['edtf'] or 'unknown'} ({published['basis']})"
    yield f"REPORT {name} {report['outlet'] or 'outlet unknown'}; published {when}"
    for stretch in report["apart"]:
        yield f"  apart ({stretch['kind']}) “{report['text'][stretch['start'] : stretch['end']]}”"


def _failure(failure: Json) -> Iterator[str]:
    name = failure["why"].split(" ")[0].rsplit("/", 1)[-1]
    yield f"FAILURE {failure['stage']}, {failure['reason']}: {name} {failure['why'].split(' ', 1)[-1]}"
    yield f"  {failure['advice']}"


def _link(link: Json) -> str:
    through = f" [{link['channel']}]" if link["channel"] else ""
    cue = f" “{link['cue']}”" if link["cue"] else ""
    return f"{link['name'] or 'unnamed'} ({link['role']}, {link['kind']}){through}{cue}"


def _quantity(quantity: Json | None) -> str:
    if quantity is None:
        return ""
    of = f" of {quantity['of']}" if quantity["of"] else ""
    unit = " share" if quantity["unit"] == "share" else ""
    bounds = f"[{_bound(quantity['min'])}, {_bound(quantity['max'])}]"
    return f"“{quantity['text']}” {bounds} {quantity['form']}{unit}{of}; "


def _who(who: Json) -> str:
    told = [who["class"]] if who["class"] not in (None, "unknown") else []
    told += [who["side"]] if who["side"] else []
    return f"{who['label']}{' (' + ', '.join(told) + ')' if told else ''}"


def _place(place: Json | None) -> str:
    if place is None:
        return "unknown"
    return f"{place['name']} ({place['geonames_id'] or 'not in GeoNames'}), {place['precision']}"


def _time(time: Json | None) -> str:
    if time is None:
        return "unknown"
    inferred = f", inferred: {', '.join(time['inferred'])}" if time["inferred"] else ""
    return f"{time['edtf']}, {time['precision']}{inferred}"


def _bound(bound: float | None) -> str:
    return "open" if bound is None else f"{bound:g}" if isinstance(bound, float) else str(bound)


def _numbered(proposition: Json) -> bool:
    return any(claim["quantity"] is not None for claim in proposition["claims"])


def _numbers(origins: list[int]) -> str:
    return ", ".join(str(number) for number in origins) or "none"


def _words(known: Known, report: str, span: Json) -> str:
    text: str = known.reports[known.file_of[report]]["text"]
    return text[span["start"] : span["end"]]
