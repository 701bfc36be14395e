"""bursaries: judging schemes for one family's facts, and trying the interview; keeps nothing of either."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.given import At, Content, Hub, content_of, fail, moment, today

if TYPE_CHECKING:
    from bot.eligibility.facts import Facts
    from bot.eligibility.result import Results
    from bot.scenes.house import House


def add_to(app: typer.Typer) -> None:
    app.command()(bursaries)


def bursaries(
    facts: Annotated[Path, typer.Option("--facts", help="A JSON file with one family's facts.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    interview: Annotated[
        bool, typer.Option("--interview", help="Print the questions that would be asked.")
    ] = False,
    activity: Annotated[str, typer.Option("--for", help="The id of an activity.")] = "",
    hub: Hub = "",
    content: Content = None,
    at: At = "",
) -> None:
    """Which help with the cost a family may get."""
    from bot.eligibility.interview import simulate
    from bot.eligibility.result import as_json as plain
    from bot.eligibility.result import results, schemes_for
    from bot.scenes.cost_known import known_from

    house = content_of(hub, content, moment(at)).house
    entry = house.catalogue.get(activity)
    if activity and entry is None:
        fail(f"--for {activity}: there is no entry with this id")
    known, day = {**known_from(entry), **_facts(facts, house)}, today(moment(at))
    if interview:
        asked = [question.id for question in simulate(schemes_for(house.schemes, entry), known, day).asked]
        typer.echo(json.dumps(asked) if as_json else "\n".join(asked))
        return
    found = results(house.schemes, known, day, entry)
    typer.echo(json.dumps(plain(found), ensure_ascii=False) if as_json else _as_text(found))


def _facts(file: Path, house: "House") -> "Facts":
    """What the file says. Ends with every fact or value that is not known, and those that are."""
    from bot.eligibility.asking import councils_named
    from bot.eligibility.facts import parse_facts

    try:
        raw: Any = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except ValueError as error:
        fail(f"{file}: not JSON ({error})")
    if not isinstance(raw, dict):
        fail(f'{file}: write one object, such as {{"age": 9, "council": "dorset"}}')
    councils = {**house.councils.names, **dict.fromkeys(councils_named(house.schemes))}
    statements = {name for scheme in house.schemes for name, _ in scheme.statements}
    read = parse_facts(raw, tuple(councils), tuple(sorted(statements)))
    if isinstance(read, list):
        fail(*(f"{file}: {'.'.join(map(str, fault.path))}: {fault.wrong}; {fault.mend}" for fault in read))
    return read


def _as_text(found: "Results") -> str:
    groups = (
        ("likely", found.likely),
        ("possibly", found.possibly),
        ("not", found.no),
        ("too little known", found.not_enough),
    )
    lines = [f"{name}: {', '.join(each.scheme.id for each in group) or '-'}" for name, group in groups]
    return "\n".join([*lines, f"questions left: {', '.join(found.questions_left) or '-'}"])
