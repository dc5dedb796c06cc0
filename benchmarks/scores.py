"""Scores of predictions against gold: pure functions on spans, clusters and numbers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

Span = tuple[int, int]


def f1(right: float, predicted: float, gold: float) -> float:
    """Return the harmonic mean of precision and recall from counts; 0 where there is nothing."""
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def mean(values: Iterable[float]) -> float:
    """Return the mean, 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def b_cubed(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 (Bagga & Baldwin 1998) over the items of ``gold``.

    ``predicted`` and ``gold`` give each item's cluster; an item that is not predicted is a cluster of its own.
    """
    label = {item: predicted.get(item, ("alone", item)) for item in gold}
    ours, theirs, both = Counter(label.values()), Counter(gold.values()), Counter((label[i], gold[i]) for i in gold)
    precision = mean(both[label[item], gold[item]] / ours[label[item]] for item in gold)
    recall = mean(both[label[item], gold[item]] / theirs[gold[item]] for item in gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two half-open spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def matched_spans(predicted: Sequence[Span], gold: Sequence[Span]) -> list[tuple[int, int]]:
    """Return pairs (index predicted, index gold) of spans that overlap, one to one, exact ones first."""
    candidates = sorted(
        ((p != g, -overlap(p, g), j, i) for j, g in enumerate(gold) for i, p in enumerate(predicted) if overlap(p, g)),
    )
    used_p: set[int] = set()
    used_g: set[int] = set()
    pairs = []
    for _, _, j, i in candidates:
        if i not in used_p and j not in used_g:
            used_p.add(i)
            used_g.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def characters(spans: Iterable[Span]) -> set[int]:
    """Return the offsets that spans cover."""
    return {n for start, end in spans for n in range(start, end)}


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres (haversine, mean radius of Earth 6371.0088 km, IUGG)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Pearson's r; 0 where one side does not vary."""
    if not xs:
        return 0.0
    mx, my = mean(xs), mean(ys)
    covariance = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    vx, vy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    return covariance / math.sqrt(vx * vy) if vx and vy else 0.0


def word_f1(predicted: str, gold: str) -> float:
    """Return F1 of words as bags."""
    ours, theirs = Counter(predicted.split()), Counter(gold.split())
    return f1(sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values()))


# --- coreference: MUC, CEAF, LEA ----------------------------------------------------------------

Clusters = dict[Hashable, set[str]]


def clusters_of(labels: Mapping[str, Hashable]) -> Clusters:
    """Return the clusters that item labels make."""
    found: Clusters = defaultdict(set)
    for item, cluster in labels.items():
        found[cluster].add(item)
    return dict(found)


def conll(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Return the mean of MUC, B-cubed and entity CEAF F1 (Pradhan et al. 2012) for given mentions."""
    return mean((muc(predicted, gold), b_cubed(predicted, gold)[2], ceaf(predicted, gold)))


def muc(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Return MUC F1 (Vilain et al. 1995)."""
    recall = _links_kept(clusters_of(gold), predicted)
    precision = _links_kept(clusters_of(predicted), gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _links_kept(clusters: Clusters, labels: Mapping[str, Hashable]) -> float:
    kept = sum(len(items) - len({labels.get(item, ("alone", item)) for item in items}) for items in clusters.values())
    links = sum(len(items) - 1 for items in clusters.values())
    return kept / links if links else 0.0


def lea(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Return LEA F1 (Moosavi & Strube 2016), singletons counted by their self-link."""
    recall = _lea(clusters_of(gold), clusters_of(predicted), predicted)
    precision = _lea(clusters_of(predicted), clusters_of(gold), gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _lea(clusters: Clusters, others: Clusters, labels: Mapping[str, Hashable]) -> float:
    total = resolved = 0.0
    for items in clusters.values():
        total += len(items)
        if len(items) == 1:
            (item,) = items
            resolved += 1.0 if item in labels and len(others[labels[item]]) == 1 else 0.0
            continue
        parts = Counter(labels[item] for item in items if item in labels)
        links = sum(n * (n - 1) / 2 for n in parts.values())
        resolved += len(items) * links / (len(items) * (len(items) - 1) / 2)
    return resolved / total if total else 0.0


def ceaf(predicted: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> float:
    """Return entity CEAF F1 (Luo 2005, phi 4), the assignment solved within each connected group of clusters."""
    ours, theirs = clusters_of(predicted), clusters_of(gold)
    shared: dict[tuple[Hashable, Hashable], int] = Counter(
        (predicted[item], gold[item]) for item in gold if item in predicted
    )
    graph: dict[tuple[int, Hashable], set[tuple[int, Hashable]]] = defaultdict(set)
    for left, right in shared:
        graph[0, left].add((1, right))
        graph[1, right].add((0, left))
    seen: set[tuple[int, Hashable]] = set()
    total = 0.0
    for start in sorted(graph, key=repr):
        if start in seen:
            continue
        group, stack = [], [start]
        seen.add(start)
        while stack:
            node = stack.pop()
            group.append(node)
            for other in graph[node] - seen:
                seen.add(other)
                stack.append(other)
        lefts = sorted((name for side, name in group if side == 0), key=repr)
        rights = sorted((name for side, name in group if side == 1), key=repr)
        gains = [
            [2 * shared.get((left, right), 0) / (len(ours[left]) + len(theirs[right])) for right in rights]
            for left in lefts
        ]
        total += best_assignment(gains)
    return f1(total, len(ours), len(theirs))


def best_assignment(gains: Sequence[Sequence[float]]) -> float:
    """Return the greatest sum of gains with one column per row at most (Hungarian method, O(n^3))."""
    if not gains or not gains[0]:
        return 0.0
    if len(gains) > len(gains[0]):
        gains = list(zip(*gains, strict=True))
    rows, columns = len(gains), len(gains[0])
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0] = row
        column = 0
        slack = [math.inf] * (columns + 1)
        used = [False] * (columns + 1)
        way = [0] * (columns + 1)
        while match[column]:
            used[column] = True
            current, delta, following = match[column], math.inf, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = -gains[current - 1][j - 1] - u[current] - v[j]
                if cost < slack[j]:
                    slack[j], way[j] = cost, column
                if slack[j] < delta:
                    delta, following = slack[j], j
            for j in range(columns + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    slack[j] -= delta
            column = following
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(gains[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])
