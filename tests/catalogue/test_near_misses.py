"""What is nearly what was asked for: families, unknown facts, titles, national bands."""

from collections.abc import Callable

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity, When, Where
from bot.catalogue.found import Match

Build = Callable[..., Catalogue]
AT_WEYMOUTH = Where(place="Weymouth")


def made(id: str, **rest: object) -> Opportunity:
    rest = {"title": id, "provider": id, "kind": "ensemble", "where": AT_WEYMOUTH, **rest}
    return Opportunity(id=id, **rest)  # type: ignore[arg-type]


def results(catalogue: Catalogue, text: str) -> list[Match]:
    return list(catalogue.find(catalogue.understand(text)).results)


def first(catalogue: Catalogue, text: str) -> tuple[str, bool]:
    match = results(catalogue, text)[0]
    return match.entry.id, match.exact


def test_a_family_of_instruments_holds_each_of_them(build: Build) -> None:
    assert first(build(made("town", instruments=("brass", "woodwind"))), "cornet weymouth") == ("town", True)


def test_one_instrument_does_not_hold_its_family_mates(build: Build) -> None:
    built = build(made("tubas", instruments=("tuba",)), made("samba", instruments=("percussion", "samba")))
    assert not any(m.exact for m in results(built, "trumpet weymouth"))
    assert not any(m.exact for m in results(built, "drums weymouth"))


def test_what_is_not_known_of_something_alike_does_not_hide_it(build: Build) -> None:
    built = build(made("quartet", instruments=("guitar",), where=Where(place="Weymouth")))
    assert first(built, "free ukulele on saturdays in weymouth") == ("quartet", False)


def test_a_greeting_is_no_time_of_day(catalogue: Catalogue) -> None:
    assert [
        catalogue.understand(f"{hi}, drums in weymouth").times for hi in ("Good afternoon", "good evening")
    ] == [
        (),
        (),
    ]
    assert catalogue.understand("drums in the evening").times == ("evening",)


def test_something_to_hire_is_for_any_instrument_unless_it_says(build: Build) -> None:
    built = build(
        made("library", kind="hire", title="Instruments to hire"),
        made("cellos", kind="hire", instruments=("cello",)),
    )
    assert [m.entry.id for m in results(built, "hire a violin in weymouth") if m.exact] == ["library"]
    assert first(built, "hire a cello in weymouth") == ("cellos", True)


def test_training_about_whole_classes_is_for_any_instrument(build: Build) -> None:
    built = build(made("cpd", kind="training", audience=("educator",), activities=("whole class",)))
    assert first(built, "training for brass teachers in weymouth") == ("cpd", True)


def test_an_unknown_level_or_day_is_exact_but_comes_after_a_known_one(build: Build) -> None:
    built = build(
        made("unknown", instruments=("drums",)),
        made(
            "known",
            instruments=("drums",),
            level=("beginner",),
            when=When(days=("sat",)),
            where=Where(place="Dorchester"),
        ),
    )
    matches = results(built, "drums for beginners on saturdays near weymouth")
    assert [(m.entry.id, m.exact) for m in matches] == [("known", True), ("unknown", True)]
    assert matches[1].because[-2:] == tuple(r for r in matches[1].because if r.code.startswith("unsure_"))


def test_to_learn_is_no_level(catalogue: Catalogue) -> None:
    assert catalogue.understand("Where can I learn guitar?").levels == ()


def test_what_is_called_by_its_title_comes_first(build: Build) -> None:
    built = build(
        made("band", title="Swanage Town Band", instruments=("brass",), where=Where(place="Swanage")),
        made("other", title="Colliery", activities=("brass band",), where=Where(place="Swanage")),
    )
    wish = built.understand("when is swanage town band", built.understand("drums in weymouth"))
    found = built.find(wish)
    assert (found.results[0].entry.id, found.results[0].exact, found.results[0].because[0].code) == (
        "band",
        True,
        "called",
    )
    assert found.total == 2


def test_a_title_of_everyday_words_is_called_only_near_by(build: Build) -> None:
    built = build(
        made("far", title="Brass Band", activities=("brass band",), where=Where(place="Sherborne")),
        made("near", title="Colliery", activities=("brass band",)),
    )
    assert first(built, "brass band weymouth") == ("near", True)


def test_what_is_near_comes_before_what_is_national(build: Build) -> None:
    built = build(
        made("national", activities=("choir",), where=Where(area=("England",))),
        made("local", activities=("choir",), where=Where(place="Dorchester")),
    )
    assert first(built, "choir weymouth, im 12") == ("local", True)


def test_auditions_are_not_offered_to_beginners(build: Build) -> None:
    built = build(
        made("hard", activities=("brass band",), audition=True), made("open", activities=("brass band",))
    )
    assert [m.entry.id for m in results(built, "brass band for beginners weymouth")] == ["open"]
    assert {m.entry.id for m in results(built, "brass band weymouth")} == {"hard", "open"}


def test_a_drawn_instrument_is_read(catalogue: Catalogue) -> None:
    assert catalogue.understand("🎸🎸 in weymouth").activities == ("guitar",)


def test_a_title_that_says_no_more_than_was_understood_outweighs_nothing(build: Build) -> None:
    built = build(
        made("piano", title="Piano lessons", instruments=("piano",), kind="lessons"),
        made("online", title="Keys", instruments=("piano",), kind="lessons", where=Where(online=True)),
    )
    assert [m.entry.id for m in results(built, "online piano lessons weymouth")] == ["online"]


def test_what_stands_alone_is_not_meant_by_its_family(build: Build) -> None:
    built = build(made("percussion", instruments=("percussion",)), made("strings", instruments=("strings",)))
    assert first(built, "tabla weymouth") == ("percussion", False)
    assert first(built, "viola weymouth") == ("strings", True)


def test_who_names_a_brass_band_means_no_other_band(build: Build) -> None:
    built = build(made("brass", activities=("brass band",)), made("rock", activities=("band",)))
    assert [m.entry.id for m in results(built, "a brass band to join, weymouth, any band")] == ["brass"]


def test_a_hint_that_leads_nowhere_shows_what_there_is_as_not_exact(build: Build) -> None:
    built = build(made("flute", instruments=("flute",)))
    assert [(m.entry.id, m.exact) for m in results(built, "loves stormzy, weymouth")] == [("flute", False)]


def test_what_is_made_for_a_need_comes_before_what_meets_it(build: Build) -> None:
    built = build(
        made("meets", instruments=("flute",), access=("SEND-friendly",)),
        made("made_for", activities=("inclusive music",)),
    )
    assert [m.entry.id for m in results(built, "music for my autistic son, weymouth")] == [
        "made_for",
        "meets",
    ]
