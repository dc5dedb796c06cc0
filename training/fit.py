"""Knows how the reader is taught: one encoder, all heads at once, an average of the weights kept."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.engines.reader_pieces import Pieces
from training.batches import IGNORED, Batch, batches, gathered, links_of
from training.encoder import pretrained
from training.examples import Example, Pair, Told, attributions, certainties, unannotated
from training.model import Reader, Recipe, kept, restored
from training.scoring import score
from training.teachers import Soft, taught_by

SMOOTHING, DECAY = 0.05, 0.01
HEADS_RATE = 5
"""How many times as fast the heads learn as the encoder, which knows much already."""
BY_TEACHERS = 1.0
"""The weight of what teachers say beside that of what annotators marked."""
TAG_WEIGHTS = (1.0, 0.5, 0.5)
WARM = 0.06
AVERAGED = 0.998
PIECES, SENTENCE_PIECES = 1024, 1024


def fit(
    *,
    corpora: Path,
    model: Path,
    into: Path,
    passes: int,
    seed: int,
    sample: int | None,
    threads: int,
    recipe: Recipe,
    rate: float,
    teachers: Sequence[Path],
) -> None:
    """Teach the reader on the train splits under ``corpora`` and write checkpoints and scores on dev into ``into``.

    ``model`` is the folder of MiniLM-L6; ``sample`` takes every n-th article only; ``rate`` is the encoder's rate of
    learning. With ``teachers``, checkpoints of readers, it begins as the first of them, whose recipe must be
    ``recipe``, and learns what they say together, of news without annotations too. A checkpoint is kept after each
    pass; where one is there the work goes on from it.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    into.mkdir(parents=True, exist_ok=True)
    tokenizer = Pieces(model / "vocab.txt")
    polnear, uw = corpora / "attribution" / "polnear", corpora / "certainty" / "uw"
    train, dev = attributions(polnear, "train"), attributions(polnear, "dev")
    sure, sure_dev = certainties(uw, "train"), certainties(uw, "dev")
    if sample is not None:
        names = sorted({example.document for example in train})[::sample]
        train = [example for example in train if example.document in set(names)]
    reader = Reader(pretrained(model / "model.safetensors", recipe.dropout), recipe)
    taught: dict[int, Soft] = {}
    if teachers:
        train += unannotated(corpora)
        known_readers = [restored(one) for one in teachers]
        reader.load_state_dict(known_readers[0].state_dict())
        taught = taught_by(known_readers, train, tokenizer)
        print(f"The teachers have read {len(taught)} windows.", flush=True)
    averaged = copy.deepcopy(reader)
    reader.encoder.words.requires_grad_(False)
    known = {id(parameter) for parameter in reader.encoder.parameters()}
    encoder = [parameter for parameter in reader.encoder.parameters() if parameter.requires_grad]
    heads = [parameter for parameter in reader.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": HEADS_RATE * rate}], weight_decay=DECAY
    )
    steps_in_pass = len(list(batches(train, tokenizer, pieces=PIECES, chance=None)))
    total = passes * steps_in_pass
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(step / (WARM * total), max(0.0, (total - step) / (total * (1 - WARM))))
    )
    begun_at = 0
    if (into / "last.pt").exists():
        last = torch.load(into / "last.pt", weights_only=True)
        reader.load_state_dict(last["reader"])
        averaged.load_state_dict(last["averaged"])
        optimiser.load_state_dict(last["optimiser"])
        schedule.load_state_dict(last["schedule"])
        begun_at = int(last["passes"])
    step = begun_at * steps_in_pass
    for number in range(begun_at, passes):
        reader.train()
        started = time.time()
        losses: list[float] = []
        every = max(
            1, steps_in_pass // max(1, len(list(batches(sure, tokenizer, pieces=SENTENCE_PIECES, chance=None))))
        )
        sentences = batches(sure, tokenizer, pieces=SENTENCE_PIECES, chance=chance)
        for batch in batches(train, tokenizer, pieces=PIECES, chance=chance, hidden=recipe.hidden):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = attribution_loss(reader, batch, chance, taught)
                if step % every == 0:
                    rated = next(sentences, None)
                    if rated is not None:
                        loss = loss + certainty_loss(reader, rated)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            share = min(AVERAGED, (1 + step) / (10 + step))
            with torch.no_grad():
                for mine, theirs in zip(averaged.parameters(), reader.parameters(), strict=True):
                    mine.lerp_(theirs, 1 - share)
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                print(f"{number} {step}/{total} {sum(losses[-50:]) / 50:.4f} {time.time() - started:.0f}s", flush=True)
        found = score(averaged, tokenizer, dev, sure_dev)
        averaged.train()
        print(json.dumps({"pass": number + 1, "seconds": round(time.time() - started), **found}), flush=True)
        with (into / "scores.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps({"pass": number + 1, **found}) + "\n")
        torch.save(
            {
                **kept(averaged, recipe),
                "reader": reader.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "passes": number + 1,
            },
            into / "last.pt",
        )


def attribution_loss(reader: Reader, batch: Batch, chance: random.Random, taught: Mapping[int, Soft]) -> Tensor:
    """Return the loss of the three tag heads and of the links of each cue, gold ones and some that are none.

    What is in ``taught`` is learnt beside, and for examples without annotations alone.
    """
    words = reader.dropout(reader.read(batch.pieces, batch.shapes, batch.layouts, batch.first, batch.mask))
    scores = reader.tags(words).float()
    loss = torch.zeros(())
    if any(example.annotated for example in batch.examples):
        for head, weight in enumerate(TAG_WEIGHTS):
            loss = loss + weight * functional.cross_entropy(
                scores[..., 3 * head : 3 * head + 3].flatten(0, 1),
                batch.tags[..., head].flatten(),
                ignore_index=IGNORED,
                label_smoothing=SMOOTHING,
            )
    asked: list[tuple[int, Example, Pair, Told | None]] = []
    for row, example in enumerate(batch.examples):
        asked += [(row, example, told.cue, told) for told in example.told]
        wrong = [told for told in example.told if chance.random() < 0.1]
        for _ in wrong:
            at = chance.randrange(len(example.window.words))
            if not any(told.cue[0] <= at < told.cue[1] for told in example.told):
                asked.append((row, example, (at, at + 1), None))
    if asked:
        links = links_of(asked)
        found = reader.link(*gathered(words, links), links.distance, links.mask).float()
        loss = loss + functional.cross_entropy(
            found.flatten(0, 1), links.tags.flatten(), ignore_index=IGNORED, label_smoothing=SMOOTHING
        )
    return loss + BY_TEACHERS * teachers_loss(reader, batch, words, scores, taught) if taught else loss


def teachers_loss(reader: Reader, batch: Batch, words: Tensor, scores: Tensor, taught: Mapping[int, Soft]) -> Tensor:
    """Return the cross-entropy against what teachers say of tags and links, and the error of degrees against theirs."""
    told = [taught[id(example)] for example in batch.examples]
    rows = torch.cat([torch.full((len(soft.tags),), row) for row, soft in enumerate(told)])
    places = torch.cat([torch.arange(len(soft.tags)) for soft in told])
    wanted = torch.cat([soft.tags.float() for soft in told])
    ours = scores[rows, places]
    loss = torch.zeros(())
    for head, weight in enumerate(TAG_WEIGHTS):
        part = slice(3 * head, 3 * head + 3)
        loss = loss + weight * functional.cross_entropy(ours[:, part], wanted[:, part])
    degrees = reader.certainty(words[rows, places]).squeeze(-1).float()
    loss = loss + functional.smooth_l1_loss(degrees, torch.cat([soft.degrees for soft in told]), beta=0.3)
    asked: list[tuple[int, Example, Pair, Told | None]] = [
        (row, example, cue, None) for row, example in enumerate(batch.examples) for cue, _ in told[row].links
    ]
    if not asked:
        return loss
    links = links_of(asked)
    found = reader.link(*gathered(words, links), links.distance, links.mask).float()
    seen = links.mask[:, 0, 0] == 0
    linked = torch.cat([tags.float() for soft in told for _, tags in soft.links])
    return loss + functional.cross_entropy(found[seen], linked)


def certainty_loss(reader: Reader, batch: Batch) -> Tensor:
    """Return the mean absolute error of the rated words' degrees, on the scale from -3 to 3."""
    words = reader.dropout(reader.read(batch.pieces, batch.shapes, batch.layouts, batch.first, batch.mask))
    rows, places, degrees = [], [], []
    for row, example in enumerate(batch.examples):
        for at, degree in example.degrees:
            rows.append(row)
            places.append(at)
            degrees.append(degree)
    found = reader.certainty(words[torch.tensor(rows), torch.tensor(places)]).squeeze(-1).float()
    return functional.smooth_l1_loss(found, torch.tensor(degrees), beta=0.3)
