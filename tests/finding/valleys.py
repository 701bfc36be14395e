"""Made-up catalogues of the South Wales valleys and of Lincolnshire: other titles, providers and kinds, all fictitious."""

# ruff: noqa: E501 - tables are read by the row

import random
from collections.abc import Iterable
from dataclasses import replace

from elsewhere import TOLD, towns
from made_up import SUBJECTS, entry_of

from bot.catalogue.entry import Ages, Opportunity, Place

REGIONS = {
    "v": ("south-wales", (51.4, 51.85, -3.95, -2.9), 700, 31),
    "l": ("lincolnshire", (52.65, 53.65, -0.85, 0.4), 500, 32),
}
PROVIDERS = (
    ("Ember", "Ridge", "Fen", "Daffodil", "Coal House", "Wold", "Lamp", "Marsh", "Cwtch", "Barn"),
    ("Youth Arts", "Music Centre", "Sounds", "Sessions", "Players", "Community Hub"),
)
OTHER_KINDS = ("course", "event", "activity", "ensemble")
OTHER_KIND_SHARE, ADULT_SHARE = 0.2, 0.04

# subject: other titles and another line of summary; the tags are those of elsewhere.py
SAID: dict[str, tuple[tuple[str, ...], str]] = {
    "drumkit": (("Rudiments", "Loud Hour"), "Snare, kick and hats with a tutor."),
    "samba": (("Bloco", "Big Bateria"), "Surdos, shakers and a whistle."),
    "guitar": (("Fretwork", "Campfire Chords"), "Bring a guitar or use one of ours."),
    "ukulele": (("Little Strings",), "Three chords by the end of the day."),
    "piano": (("Ivories", "At the Piano"), "One pupil, one teacher, one piano."),
    "keyboard": (("Key Stage",), "Eight keyboards in a room."),
    "violin": (("Catgut", "Fiddlesticks"), "From how to hold the bow."),
    "harp": (("Telyn", "Harp Afternoon"), "Harps of three sizes."),
    "brassband": (("Colliery Juniors", "Welfare Band", "Beginner Bandroom"), "Concerts, contests and coach trips."),
    "brass": (("Valves and Slides",), "Have a blow on all of them."),
    "choir": (("Côr Ieuenctid", "Sing for Fun", "Cathedral Juniors"), "Welsh, English and pop."),
    "solosing": (("One Voice",), "Breathing, range and confidence."),
    "musicals": (("Curtain Up", "Jazz Hands"), "Dance, drama and songs."),
    "rockband": (("Noise Box", "Band in a Day", "The Practice Room"), "Instruments are there; bring ideas."),
    "production": (("Bedroom Beats", "In the Box"), "From a loop to a release."),
    "musictech": (("Wired",), "Tablets, pads and synths."),
    "dj": (("Crossfade",), "Two decks and a crowd."),
    "rap": (("Sixteen Bars", "Cypher"), "Verses, hooks and a stage."),
    "songwriting": (("Verse Chorus Verse",), "Finish a song in a month."),
    "earlyyears": (("Cwtch and Sing", "Wriggle Time", "Baby Beats"), "Shakers, scarves and nursery songs."),
    "inclusive": (("Every Way", "Relaxed Music"), "For disabled and autistic young musicians."),
    "openmic": (("Stage Time", "Friday Floor Spot"), "Perform to a friendly room."),
    "orchestra": (("Four Counties Youth Orchestra", "Tune Up Orchestra"), "Symphonies and film scores."),
    "jazz": (("Blue Lamp",), "Standards and solos."),
    "folk": (("Twmpath Band", "Barn Tunes"), "Learn tunes by ear."),
    "recording": (("Tape Rolling",), "A day in a studio."),
    "composing": (("Blank Page",), "Write it and hear it."),
}  # fmt: skip


def catalogue_of(gb: Iterable[Place], region: str) -> list[tuple[Opportunity, str]]:
    """The made-up catalogue of a region, each entry with its subject; some are courses or events, few for adults."""
    name, box, size, seed = REGIONS[region]
    rng = random.Random(seed)
    inside = towns(gb, box)
    weights = [1 / (1 + 0.06 * rank) for rank in range(len(inside))]
    common = [subject for subject, row in SUBJECTS.items() for _ in range(row[5])]
    made = []
    for number in range(size):
        subject = rng.choice(common)
        tags, titles, line = TOLD[subject]
        told = (tags, *SAID.get(subject, (titles, line)))
        town = rng.choices(inside, weights)[0]
        entry = entry_of(rng, f"{name}-{number:04}", subject, town, told, PROVIDERS)
        made.append((_otherwise(rng, entry), subject))
    return made


def _otherwise(rng: random.Random, entry: Opportunity) -> Opportunity:
    """The entry, perhaps of another kind, perhaps for adults only."""
    if entry.kind in ("hire", "training", "youth_voice"):
        return entry
    if rng.random() < OTHER_KIND_SHARE:
        entry = replace(entry, kind=rng.choice(OTHER_KINDS))  # type: ignore[arg-type]
    if rng.random() < ADULT_SHARE:
        return replace(entry, ages=Ages(18, None), title=f"{entry.title} (18+)")
    return entry
