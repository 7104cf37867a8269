"""A result as one document, made once from its answer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from api.document.blocks import Document, Head, Table
from api.document.board import risks, steps
from api.document.brief.brief import brief
from api.document.brief.duels import MOST_RIVALS, duels, on_one_axis
from api.document.brief.evidence import evidence_rows
from api.document.brief.lexicon import Lexicon, is_known, lexicon_of
from api.document.brief.parts import Brief, Duel, EvidenceCell, EvidenceRow
from api.document.charts import chart_rows
from api.document.details import (
    AlternativeSupport,
    Aside,
    AsideItem,
    Details,
    RankingLine,
    ValueSupport,
)
from api.document.result import Result
from api.document.score_model import score_model
from api.document.section import sections
from api.document.sections.evidence import RecordSection
from api.document.sections.robustness import method_name
from api.document.values import (
    AlternativeName,
    Enumeration,
    Sentences,
    Short,
    Spoken,
    criteria,
    say,
)
from api.http.localisation import NAMES, encode
from api.parks.convert import to_enterprise
from api.parks.schemas import EnterpriseModel
from api.rankings.presentation import engine
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise, load_catalogue
from mcda.plain import Plain
from mcda.texts.phrases import unknown_decides

_AT_HEAD = ("all_excluded", "inconsistent_judgements")
_ANALYSED, _OF_PARKS = ("verdict", "gaps", "ranks"), ("risks",)
"""Parts of an answer that earlier versions did not have."""


def document(
    answer: Plain, head: Head | None = None, catalogue: Catalogue | None = None
) -> Document:
    """Return the document of an answer.

    A `head` can also be added later by `with_head`.
    """
    result = Result(answer)
    lexicon = Lexicon()  # values of a problem of one's own are figures with their units
    if result.is_parks:
        parks, enterprise = catalogue or load_catalogue(), Enterprise()
        with suppress(InvalidEnterprise):  # an older result may name what is there no more
            facts = EnterpriseModel.model_validate(result.spec.get("enterprise") or {})
            enterprise = to_enterprise(facts, parks, facts.markets)
        lexicon = lexicon_of(parks, enterprise)
    rivals, rows = duels(result, lexicon), evidence_rows(result, lexicon)
    front = brief(result, lexicon, rivals, rows)
    record = answer["record"]
    # What empties a list or makes it doubtful, and what the answer's version did not work out.
    notes = [item["detail"] for item in answer["warnings"] if item["code"] in _AT_HEAD]
    place = {line["alternative"]: at for at, line in enumerate(result.ranking)}
    for item in answer["warnings"]:
        if (item["code"], item.get("severity")) == ("unknown_cell", "decides"):
            cells = [(cell["alternative"], cell["criterion"]) for cell in item["cells"]]
            cells.sort(key=lambda cell: place.get(cell[0], len(place)))
            notes.append(unknown_decides(cells) if cells else item["detail"])
    keys = (*(_ANALYSED if result.analysed else ()), *(_OF_PARKS if result.is_parks else ()))
    unknown = [say(f"then_{key}") for key in keys if key not in answer]
    if unknown:
        notes.append(say("not_known_then", parts=Enumeration(unknown)))
    whole = Document(
        title=say("title" if result.is_parks else "title_other"),
        head=Head(),
        day=result.spec.get("as_of") or "",
        engine=record["engine"],
        input_sha256=record["input_sha256"],
        notes=tuple(notes),
        brief=front,
        details=_details(result, front, rivals, rows),
        sections=sections(result),
        names=answer.get(NAMES) or {},
    )
    return whole if head is None else with_head(whole, head)


def with_head(document: Document, head: Head) -> Document:
    """Return a document with a head, which says when, by whom and by which engine it was made."""
    is_current = document.engine == engine()
    parts = []
    for section in document.sections:
        if section.id == RecordSection.id:  # which tells what only the head knows
            rows = RecordSection.head_rows(head, document.engine)
            blocks = [
                replace(block, rows=(*block.rows, *rows)) if isinstance(block, Table) else block
                for block in section.blocks
            ]
            section = replace(section, blocks=tuple(blocks))
        parts.append(section)
    age = () if is_current else (say("older_engine", engine=document.engine),)
    return replace(
        document,
        head=head,
        day=head.at or document.day,
        notes=(*age, *document.notes),
        sections=tuple(parts),
    )


def with_rival(document: Document, key: str | None) -> Document:
    """Return a document whose brief compares the winner with one alternative before all others."""
    front = document.brief
    rival = next((duel for duel in document.details.duels if duel.id == key), None)
    if rival is None or front.duels is None:
        return document
    others = [duel for duel in front.duels.rivals if duel.id != rival.id]
    axis = on_one_axis(front.duels.name, front.duels.points, [rival, *others][:MOST_RIVALS])
    front = replace(front, duels=axis)
    if front.evidence is not None:
        # The first row, then that of the rival, then the others, as many as before.
        first, *rows = front.evidence.rows
        own = [row for row in rows if row.id == rival.id] or [
            EvidenceRow(
                id=rival.id,
                role="rest",
                name=Short(rival.id),
                cells=tuple(value.cell for value in values.cells),
            )
            for values in document.details.support
            if values.id == rival.id
        ]
        rest = (row for row in rows if row.id != rival.id)
        most = max(len(front.evidence.rows), 2)
        front = replace(front, evidence=replace(front.evidence, rows=(first, *own, *rest)[:most]))
    return replace(document, brief=front)


def _details(
    result: Result, brief: Brief, duels: Sequence[Duel], rows: Sequence[EvidenceRow]
) -> Details:
    """Return the data of a result that are shown beside its brief."""
    answer, (_, references) = result.answer, result.sources
    return Details(
        standings=tuple(
            RankingLine(
                id=line["alternative"],
                rank=line["rank"],
                is_tied=bool(line["tied_with"]),
                score=line["score"],
                share_first=result.first_share(line["alternative"]),
            )
            for line in result.ranking
        ),
        weights=answer["weights"]["values"],
        support=tuple(
            AlternativeSupport(
                id=row.id,
                cells=tuple(
                    _value_support(cell, result.evidence[row.id][cell.criterion], references)
                    for cell in row.cells
                ),
            )
            for row in rows
        ),
        asides=tuple(aside for aside in _asides(answer) if aside.items),
        duels=tuple(duels),
        risks=tuple(risks(result, brief)),
        steps=tuple(steps(result, brief)) if brief.duels else (),
        method=method_name(answer["method"]["name"]),
        model=score_model(result),
        charts=chart_rows(answer),
        request=encode(result.spec).decode(),
    )


def _value_support(cell: EvidenceCell, found: Plain, references: Mapping[str, str]) -> ValueSupport:
    is_own = found["kind"] == "override"
    doubts = (found.get("quality") or {}).get("doubts") or ()
    return ValueSupport(
        cell=cell,
        value=found["value"] if is_own or is_known(found) else None,
        low=found["low"],
        high=found["high"],
        unit=found["unit"],
        is_own=is_own,
        doubts=() if is_own else tuple(doubts),
        basis=(found.get("source") if is_own else found.get("rationale")) or None,
        quotations=tuple(references[key] for key in dict.fromkeys(found["claims"])),
    )


def _asides(answer: Plain) -> Iterator[Aside]:
    yield Aside(
        kind="screened",
        items=tuple(
            _aside_item(item, Sentences([reason["detail"] for reason in item["reasons"]]))
            for item in answer["excluded"]
        ),
    )
    yield Aside(
        kind="first_ask",
        items=tuple(
            _aside_item(item, criteria(item["criteria"])) for item in answer.get("first_ask") or ()
        ),
    )
    yield Aside(
        kind="on_record",
        items=tuple(
            AsideItem(id=None, name=None, text=item["sentence"])
            for item in answer.get("risks") or ()
        ),
    )


def _aside_item(item: Plain, text: Spoken) -> AsideItem:
    key = item["alternative"]
    is_required = any("criterion" in reason for reason in item.get("reasons", ()))
    name = item.get("name") or AlternativeName(key)
    return AsideItem(id=None if is_required else key, name=name, text=text)
