"""The six verbs and the engines that come with Sayso."""

from __future__ import annotations

from sayso import assessments, claims, events, origins, passages, reports
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.languages import Identifier
from sayso.engines.passage_reader import trained_reader
from sayso.engines.spacy_parser import SpacyParser
from sayso.pipeline.stages import Engines, Stages

ENGINES = Engines(parser=SpacyParser(), gazetteer=PackagedGazetteer(), languages=Identifier(), reader=trained_reader())

STAGES = Stages(
    read=reports.read,
    split=passages.split,
    attribute=claims.attribute,
    link=events.link,
    trace=origins.trace,
    weigh=assessments.weigh,
    read_version=reports.VERSION,
    split_version=passages.VERSION,
    attribute_version=claims.VERSION,
    link_version=events.VERSION,
    trace_version=origins.VERSION,
    weigh_version=assessments.VERSION,
)
