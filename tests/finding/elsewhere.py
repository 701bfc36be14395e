"""Made-up catalogues of other parts of Britain: other towns, titles, tags and providers, all fictitious."""

# ruff: noqa: E501 - tables are read by the row

import random
from collections.abc import Iterable
from dataclasses import replace

from made_up import SUBJECTS, entry_of

from bot.catalogue.entry import Ages, Opportunity, Place

# The box of the map (south, north, west, east in degrees) that each hub's towns are taken from, and how many entries.
REGIONS = {
    "y": ("west-yorkshire", (53.55, 53.95, -2.1, -1.2), 1000, 21),
    "k": ("kent", (51.0, 51.45, 0.5, 1.45), 1000, 22),
    "c": ("cornwall-and-devon", (49.9, 50.85, -5.8, -3.4), 1000, 23),
    "m": ("east-midlands", (52.4, 53.1, -1.6, -0.6), 800, 24),
}
OUTCODES = {"Canterbury": "CT1", "Maidstone": "ME14", "Truro": "TR1", "Exeter": "EX4", "Hinckley": "LE10"}
PROVIDERS = (
    ("Amber", "Mill", "Tide", "Fern", "Copper", "Lark", "Beacon", "Slate", "Heron", "Field"),
    ("Makers", "Project", "Young Musicians", "Hall", "Collective", "Trust", "School of Music"),
)
ADULT_SHARE = 0.03

# subject: tags as other staff write them, other titles, another line of summary
TOLD: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "drumkit": (("Drum kit",), ("Young Drummers", "Kit Basics", "Drum School"), "Grooves, fills and keeping time."),
    "percussion": (("Percussion",), ("Percussion Group", "Hit It"), "From timpani to tambourine."),
    "samba": (("Samba", "Percussion"), ("Street Samba", "Samba Sundays"), "A band of drums that goes outside."),
    "djembe": (("Djembe",), ("Drum Circle", "Hands On Drums"), "Sit in a circle and play."),
    "taiko": (("Taiko drumming",), ("Young Taiko",), "Drumming with the whole body."),
    "dhol": (("Dhol",), ("Bhangra Drummers",), "Play along with dancers."),
    "tabla": (("Tabla",), ("Tabla Class",), "Indian percussion, beginners welcome."),
    "steelpan": (("Steel pan",), ("Pans for All",), "Sunny tunes on steel."),
    "junk": (("Junk percussion",), ("Scrap Rhythm",), "Bins, buckets and brooms."),
    "handbells": (("Handbells",), ("Ringers",), "Each rings a note or two."),
    "guitar": (("Guitar",), ("Strum", "Young Guitars", "Guitar Tuition"), "Chords first, then songs."),
    "eguitar": (("Electric guitar",), ("Plugged In", "Lead Guitar"), "Riffs, solos and effects."),
    "bass": (("Bass guitar",), ("Bassline",), "For the one who holds the band together."),
    "ukulele": (("Ukulele",), ("Four Strings", "Ukes Together"), "Sing and strum along."),
    "harp": (("Harp",), ("Young Harps",), "Harps are there to use."),
    "banjo": (("Banjo",), ("Banjo Basics",), "Pick a tune."),
    "mandolin": (("Mandolin",), ("Mandolin Morning",), "Tremolo and tunes."),
    "piano": (("Piano",), ("Black and White", "Piano Tuition"), "Weekly lessons at a real piano."),
    "keyboard": (("Keyboard",), ("Keyboard Group", "Keyed Up"), "Learn with headphones on, then together."),
    "organ": (("Organ",), ("Pull Out the Stops",), "Hands, feet and a big sound."),
    "accordion": (("Accordion",), ("Young Accordions",), "Bellows and buttons."),
    "violin": (("Violin",), ("Bows Up", "Violin Tuition"), "First steps and on."),
    "viola": (("Viola",), ("Viola Tuition",), "Deeper than a violin."),
    "cello": (("Cello",), ("Cellos Together", "Cello Tuition"), "Sit down and play."),
    "dbass": (("Double bass",), ("Big Bass",), "Small sizes to borrow."),
    "strings": (("Strings",), ("String Orchestra", "Strings Together"), "All bowed strings."),
    "fiddle": (("Fiddle",), ("Young Fiddles",), "Reels and jigs."),
    "flute": (("Flute",), ("Flutes Together", "Flute Tuition"), "Straight or curved heads."),
    "clarinet": (("Clarinet",), ("Clarinets Together", "Clarinet Tuition"), "Low and high notes."),
    "sax": (("Saxophone",), ("Sax Squad", "Saxophone Tuition"), "Altos to start with."),
    "oboe": (("Oboe",), ("Oboe Tuition",), "Reeds are found for you."),
    "bassoon": (("Bassoon",), ("Bassoon Tuition",), "A rare and needed sound."),
    "recorder": (("Recorder",), ("Recorders Together",), "Descant to bass."),
    "whistle": (("Tin whistle",), ("Whistles",), "Pocket sized tunes."),
    "pipes": (("Bagpipes",), ("Piping",), "Chanter first."),
    "trumpet": (("Trumpet",), ("Trumpet Tuition", "Bright Brass"), "Three valves and good lips."),
    "cornet": (("Cornet",), ("Cornets Together",), "For the front row."),
    "trombone": (("Trombone",), ("Trombone Tuition",), "Slide to the note."),
    "horn": (("French horn",), ("Horn Tuition",), "Golden and round."),
    "tuba": (("Tuba", "Euphonium"), ("Big Brass",), "The bottom of the band."),
    "brass": (("Brass",), ("First Brass", "Brass Together"), "Try every one of them."),
    "brassband": (("Brass band",), ("Youth Band", "Learner Band", "B Band"), "Contests, carols and cake."),
    "windband": (("Wind band",), ("Youth Wind Band", "Symphonic Winds"), "Film tunes and marches."),
    "orchestra": (("Orchestra",), ("Symphony Orchestra", "First Orchestra"), "All families together."),
    "bigband": (("Big band",), ("Youth Jazz Orchestra",), "Saxes, brass and rhythm."),
    "jazz": (("Jazz",), ("Jazz Club", "Young Improvisers"), "Heads, solos and standards."),
    "marching": (("Marching band",), ("Marching Corps",), "Uniforms and street parades."),
    "choir": (("Choir",), ("Junior Choir", "Singing Group", "County Voices"), "Songs from everywhere."),
    "gospel": (("Gospel",), ("Gospel Choir",), "Sing it from the heart."),
    "signing": (("Signing choir",), ("Hands and Voices",), "Songs in sign."),
    "solosing": (("Singing",), ("Voice Tuition", "Singing Studio"), "One to one with a teacher."),
    "musicals": (("Musical theatre",), ("Footlights", "Young Company"), "A show every term."),
    "opera": (("Opera",), ("Opera in a Week",), "Sing the story."),
    "rockband": (("Band", "Rock"), ("Band Night", "Garage", "Make a Band"), "Find others and play loud."),
    "folk": (("Folk",), ("Young Folk", "Tunes Night"), "Songs and tunes of these islands."),
    "ceilidh": (("Ceilidh",), ("Dance Band",), "Jigs for dancers."),
    "production": (("Music production",), ("Make a Track", "Producers"), "Software, samples and sound."),
    "musictech": (("Music technology",), ("Sound Lab",), "Wires, apps and ideas."),
    "dj": (("DJing",), ("Mix", "Young Selectors"), "Controllers and vinyl."),
    "rap": (("Rap",), ("Words and Beats", "MC Lab"), "Say it your way."),
    "beatbox": (("Beatboxing",), ("Boots and Cats",), "Drums without drums."),
    "songwriting": (("Songwriting",), ("Writers' Room", "Song Factory"), "Words, tune, done."),
    "composing": (("Composing",), ("New Notes",), "Hear it played."),
    "recording": (("Recording",), ("Red Light On",), "Microphones and mixing."),
    "soundeng": (("Sound engineering",), ("Front of House",), "Cables, desks and gigs."),
    "podcast": (("Podcasting",), ("Talk Radio Youth",), "Speak and edit."),
    "earlyyears": (("Early years music",), ("Sing and Shake", "First Songs", "Drop-in Rhymes"), "For under fives and whoever cares for them."),
    "inclusive": (("Inclusive music",), ("All In", "Music Without Limits"), "Disabled and non-disabled together."),
    "therapy": (("Music therapy",), ("Listening Room",), "With a registered therapist."),
    "theory": (("Music theory",), ("Dots and Lines",), "Pass the exam without tears."),
    "openmic": (("Open mic",), ("Youth Stage",), "Bring a song."),
    "hire": (("Violin", "Cello", "Flute", "Clarinet", "Trumpet"), ("Instrument Loans",), "Loans by the term."),
    "training": (("Singing",), ("CPD for Schools", "Teaching Music Well"), "For teachers and assistants."),
    "youthvoice": (("Youth voice",), ("Young Advisers",), "Help decide what the hub does."),
}  # fmt: skip


def towns(gb: Iterable[Place], box: tuple[float, float, float, float]) -> list[Place]:
    """The towns inside a box, the largest first."""
    south, north, west, east = box
    inside = [place for place in gb if south <= place.lat <= north and west <= place.lon <= east]
    return sorted(inside, key=lambda place: (-place.population, place.name))


def catalogue_of(gb: Iterable[Place], region: str) -> list[tuple[Opportunity, str]]:
    """The made-up catalogue of a region, each entry with its subject; a few are for adults only."""
    name, box, size, seed = REGIONS[region]
    rng = random.Random(seed)
    inside = towns(gb, box)
    weights = [1 / (1 + 0.08 * rank) for rank in range(len(inside))]
    common = [subject for subject, row in SUBJECTS.items() for _ in range(row[5])]
    made = []
    for number in range(size):
        subject = rng.choice(common)
        town = rng.choices(inside, weights)[0]
        entry = entry_of(rng, f"{name}-{number:04}", subject, town, TOLD[subject], PROVIDERS)
        entry = replace(entry, where=replace(entry.where, outcode=OUTCODES.get(entry.where.place, "")))
        made.append((_for_adults(rng, entry), subject))
    return made


def _for_adults(rng: random.Random, entry: Opportunity) -> Opportunity:
    grown_up = rng.random() < ADULT_SHARE and entry.kind not in ("hire", "training", "youth_voice")
    return replace(entry, ages=Ages(18, None), title=f"Adult {entry.title}") if grown_up else entry
