"""The members of a record, as docs/record.schema.json fixes them."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

Extraction: TypeAlias = Literal["text", "selector", "json_ld", "density"]
CutReason: TypeAlias = Literal["boilerplate", "repeat", "byline", "caption", "related", "advert"]
ActorKind: TypeAlias = Literal["person", "organization", "country", "group"]
TimeKind: TypeAlias = Literal["date", "time", "duration", "set"]
Anchor: TypeAlias = Literal["published", "previous", "text", "none"]
EventKind: TypeAlias = Literal["summit", "talks", "audience", "meeting", "conference", "call", "visit", "letter", "agreement", "summons"]
Status: TypeAlias = Literal["occurred", "underway", "planned", "proposed", "cancelled", "not_occurred"]
VisitRank: TypeAlias = Literal["state", "official", "working", "private"]
Certainty: TypeAlias = Literal["stated", "attributed", "hearsay", "inferred"]
Role: TypeAlias = Literal["host", "visitor", "party", "attendee", "chair", "mediator"]
Mode: TypeAlias = Literal["direct", "indirect"]
By: TypeAlias = Literal["second"]


class _Program(TypedDict):
    name: str
    version: str
    model: str
    rules: str


class Generator(_Program, total=False):
    """The program that wrote a record: the same generator on the same input writes the same bytes."""

    second: SecondReader | None


class SecondReader(TypedDict):
    """Who was asked where the reader was in doubt."""

    model: str
    prompt: str


class Why(TypedDict):
    """Why a field says what it says, where it is not the reader alone who says it."""

    field: str
    by: By
    model: str
    prompt: str
    was: str | None


class _Whys(TypedDict, total=False):
    # Absent where no second reader took part.
    why: list[Why]


class ArticleInfo(TypedDict):
    """Data about the article. Unknown is `null`, never a guess."""

    id: str
    url: str | None
    title: str | None
    subtitle: str | None
    published: str | None
    publisher: str | None
    agency: str | None
    reporters: list[str]
    dateline: str | None
    language: str
    length: int
    extraction: Extraction
    text: str | None
    cuts: list[Cut]


class Cut(TypedDict):
    """A passage that is not reporting; no event or statement comes out of it."""

    start: int
    end: int
    text: str
    why: CutReason


class Actor(TypedDict):
    """A person, body or state that the article names."""

    id: str
    kind: ActorKind
    name: str
    country: str | None
    affiliation: str | None
    titles: list[str]
    mentions: list[Span]


class Span(TypedDict):
    """A passage of the source text: `source[start..end] == text`, in code points."""

    start: int
    end: int
    text: str


class Time(TypedDict):
    """A time expression."""

    span: Span
    type: TimeKind
    value: str | None
    anchor: Anchor


class Event(_Whys):
    """One occasion: a meeting, call, visit, letter, agreement."""

    id: str
    type: str
    kind: EventKind
    cameo: str | None
    status: Status
    certainty: Certainty
    participants: list[Participant]
    time: EventTime | None
    place: Place | None
    venues: list[Place]
    topics: list[Named]
    duration: str | None
    closed_door: bool | None
    name: Named | None
    rank: VisitRank | None
    part_of: str | None
    sources: list[EventSource]
    trigger: Span
    evidence: list[Span]
    confidence: float | None


class Participant(TypedDict):
    """One who takes part in an event."""

    actor: str
    role: Role


class EventTime(TypedDict):
    """When an event takes place."""

    value: str | None
    span: Span


class Place(TypedDict):
    """Where an event takes place."""

    name: str
    country: str | None
    span: Span


class Named(TypedDict):
    """A noun phrase: what an event is about, or what it is called."""

    text: str
    span: Span


class EventSource(TypedDict):
    """Who is cited for an event."""

    actor: str
    channel: str | None
    span: Span


class Statement(_Whys):
    """Something said."""

    id: str
    speaker: str | None
    addressees: list[str]
    mode: Mode
    content: Span
    cue: Span | None
    act: str
    channel: str | None
    reported_by: str | None
    certainty: Certainty
    event: str | None
    time: str | None


class Note(TypedDict):
    """Something the reader could not settle."""

    code: str
    message: str
    span: Span | None


class Record(TypedDict):
    """What reading one article yields."""

    format: str
    generator: Generator
    article: ArticleInfo
    actors: list[Actor]
    times: list[Time]
    events: list[Event]
    statements: list[Statement]
    notes: list[Note]
