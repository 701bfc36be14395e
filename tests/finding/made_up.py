"""A made-up catalogue to measure finding on: every entry and provider in it is fictitious, whatever town it names."""

# ruff: noqa: E501 - tables are read by the row

import random
from collections.abc import Iterator
from datetime import date, time

from bot.catalogue.entry import Ages, Cost, CostLine, Opportunity, Place, When, Where

TODAY = date(2026, 11, 22)

# subject: (tags as staff write them, titles, one line of summary, kinds, usual ages, how common)
SUBJECTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...], tuple[int, int], int]] = {
    "drumkit": (("Drums",), ("Drum Club", "Kit Lab", "Sticks Up", "Drum kit lessons"), "Learn grooves and fills on a full kit.", ("activity", "lessons"), (8, 18), 9),
    "percussion": (("percussion",), ("Percussion Ensemble", "Bang on Time"), "Play tuned and untuned percussion together.", ("ensemble",), (9, 18), 4),
    "samba": (("samba",), ("Samba Squad", "Carnival Batucada"), "Loud and lively street rhythms as a group.", ("ensemble", "activity"), (8, 18), 4),
    "djembe": (("african drumming", "djembe"), ("Djembe Circle", "West African Rhythms"), "Hand drumming in a circle.", ("activity",), (6, 16), 4),
    "taiko": (("taiko",), ("Taiko Thunder",), "Big Japanese drums for all.", ("activity",), (8, 18), 2),
    "dhol": (("dhol", "bhangra"), ("Dhol Beats",), "Punjabi rhythms with a teacher.", ("activity",), (9, 18), 2),
    "tabla": (("tabla",), ("Tabla for Starters",), "Indian hand drums step by step.", ("lessons",), (8, 18), 2),
    "steelpan": (("steel pans",), ("Pan Yard Juniors", "Steel Sounds"), "Play tunes from the islands on pans.", ("ensemble", "activity"), (8, 18), 3),
    "junk": (("junk percussion",), ("Bins and Buckets",), "Make rhythms on things that others throw away.", ("activity",), (7, 14), 2),
    "handbells": (("handbells",), ("Handbell Ringers",), "Ring tunes as a team.", ("ensemble",), (8, 18), 2),
    "guitar": (("guitar",), ("Guitar Group", "Six Strings", "Guitar for beginners"), "Chords, songs and strumming.", ("lessons", "activity"), (7, 18), 10),
    "eguitar": (("electric guitar",), ("Riff School", "Electric Guitar Workshop"), "Power chords and solos through an amp.", ("lessons", "activity"), (10, 18), 4),
    "bass": (("bass guitar",), ("Bass Space", "Low End"), "Hold the groove on four strings.", ("lessons",), (10, 18), 4),
    "ukulele": (("ukulele",), ("Uke Crew", "Ukulele Club"), "Easy tunes on a small instrument.", ("activity",), (6, 14), 6),
    "harp": (("harp",), ("Harp Studio",), "Lever harps to try and learn.", ("lessons",), (8, 18), 2),
    "banjo": (("banjo", "folk"), ("Banjo Bunch",), "Clawhammer and more.", ("activity",), (10, 18), 1),
    "mandolin": (("mandolin", "folk"), ("Mandolin Makers",), "Tunes for eight strings.", ("activity",), (10, 18), 1),
    "piano": (("piano",), ("Piano lessons", "Keys to the Keys", "Piano Studio"), "One to one at the piano.", ("lessons",), (5, 18), 9),
    "keyboard": (("keyboard",), ("Keyboard Club", "Keyboards for Beginners"), "Play pop tunes on keyboards.", ("activity", "lessons"), (6, 14), 5),
    "organ": (("organ",), ("Young Organists",), "Try a real pipe organ.", ("lessons",), (11, 18), 2),
    "accordion": (("accordion", "folk"), ("Squeezebox Sessions",), "Push, pull and play.", ("lessons",), (9, 18), 1),
    "violin": (("violin",), ("Violin lessons", "First Fiddlers", "Violin Club"), "Learn to bow and pluck from the start.", ("lessons", "activity"), (5, 18), 7),
    "viola": (("viola",), ("Viola Players Wanted",), "The warm voice of the strings.", ("lessons",), (8, 18), 2),
    "cello": (("cello",), ("Cello lessons", "Cello Crew"), "Big warm strings for small hands.", ("lessons", "activity"), (6, 18), 5),
    "dbass": (("double bass",), ("Bass in the Band",), "The biggest of the strings.", ("lessons",), (9, 18), 2),
    "strings": (("strings",), ("County Strings", "String Things", "Junior Strings"), "Violins, violas, cellos and basses together.", ("ensemble",), (7, 18), 5),
    "fiddle": (("fiddle", "folk"), ("Fiddle Frenzy",), "Tunes by ear.", ("activity",), (8, 18), 3),
    "flute": (("flute",), ("Flute Flock", "Flute lessons"), "Puff, blow and play.", ("lessons", "ensemble"), (7, 18), 5),
    "clarinet": (("clarinet",), ("Clarinet Choir", "Clarinet lessons"), "Reeds for beginners and on.", ("lessons", "ensemble"), (8, 18), 5),
    "sax": (("saxophone",), ("Sax Pack", "Saxophone lessons"), "Alto and tenor together.", ("lessons", "ensemble"), (9, 18), 5),
    "oboe": (("oboe",), ("Oboe Starters",), "A double reed and a bright voice.", ("lessons",), (9, 18), 2),
    "bassoon": (("bassoon",), ("Mini Bassoons",), "Short bassoons for short arms.", ("lessons",), (8, 18), 2),
    "recorder": (("recorder",), ("Recorder Consort", "Recorder Club"), "From the first notes to groups.", ("activity", "ensemble"), (5, 14), 4),
    "whistle": (("tin whistle", "folk"), ("Whistle Stop",), "Folk tunes on whistles.", ("activity",), (7, 16), 2),
    "pipes": (("northumbrian pipes",), ("Young Pipers",), "Learn the local smallpipes.", ("lessons",), (9, 18), 2),
    "trumpet": (("trumpet",), ("Trumpet lessons", "Top Notes"), "From buzzing to tunes.", ("lessons",), (7, 18), 5),
    "cornet": (("cornet",), ("Cornet Starters",), "First steps for band players.", ("lessons",), (7, 18), 3),
    "trombone": (("trombone",), ("Slide Show", "Trombone lessons"), "All about the slide.", ("lessons",), (8, 18), 4),
    "horn": (("french horn",), ("Horn Calls",), "Rounded tubes and golden notes.", ("lessons",), (8, 18), 2),
    "tuba": (("tuba", "euphonium"), ("Low Brass Lab",), "Big horns and deep notes.", ("lessons", "ensemble"), (9, 18), 2),
    "brass": (("brass",), ("Brass Academy", "Brass for Beginners"), "Trumpets, horns, trombones and tubas.", ("activity", "ensemble"), (7, 18), 4),
    "brassband": (("brass band",), ("Town Youth Band", "Junior Brass Band", "Training Band"), "Join the band and march at the gala.", ("ensemble",), (8, 18), 6),
    "windband": (("wind band",), ("Youth Wind Orchestra", "Concert Band"), "Woodwind, brass and percussion together.", ("ensemble",), (10, 18), 4),
    "orchestra": (("orchestra", "classical"), ("Youth Orchestra", "Training Orchestra", "Sinfonia"), "Play symphonies with others.", ("ensemble",), (10, 18), 5),
    "bigband": (("big band", "jazz"), ("Youth Big Band", "Swing Kids"), "Swing charts and solos.", ("ensemble",), (11, 18), 3),
    "jazz": (("jazz",), ("Jazz Workshop", "Blue Notes"), "Improvise with a rhythm section.", ("activity", "ensemble"), (11, 18), 3),
    "marching": (("marching band",), ("Corps of Drums",), "March in step at parades.", ("ensemble",), (8, 18), 2),
    "choir": (("choir",), ("Youth Choir", "Children's Chorus", "Young Voices"), "Sing in harmony with others.", ("ensemble", "activity"), (7, 18), 10),
    "gospel": (("gospel", "choir"), ("Gospel Youth",), "Uplifting songs in three parts.", ("ensemble",), (10, 18), 3),
    "signing": (("signing choir",), ("Signing Stars",), "Songs with voices and hands.", ("ensemble",), (6, 18), 2),
    "solosing": (("singing",), ("Singing lessons", "Vocal Coaching"), "Find your own voice.", ("lessons",), (8, 18), 7),
    "musicals": (("musical theatre",), ("Stage Lights", "Musical Theatre Club"), "Sing, act and put on a show.", ("activity",), (7, 18), 6),
    "opera": (("opera",), ("Young Opera Makers",), "Make and stage a short opera.", ("course",), (10, 18), 1),
    "rockband": (("band", "rock"), ("Rock School", "Band Factory", "Amp Up"), "Form a group and play a gig.", ("activity", "ensemble"), (10, 18), 8),
    "folk": (("folk",), ("Folk Collective", "Trad Session"), "Learn tunes by ear with others.", ("ensemble",), (9, 18), 4),
    "ceilidh": (("ceilidh band", "folk"), ("Young Ceilidh Band",), "Play for dancers.", ("ensemble",), (10, 18), 2),
    "production": (("music production",), ("Beat Lab", "Track Makers", "Laptop Studio"), "Build tracks from the first loop to the mix.", ("activity", "course"), (11, 19), 7),
    "musictech": (("music technology",), ("Tech and Tunes", "Digital Music Club"), "Apps, microphones and software.", ("activity",), (9, 18), 4),
    "dj": (("DJing",), ("Decks Academy", "Scratch Club"), "Blend, scratch and drop.", ("activity", "course"), (10, 19), 5),
    "rap": (("rap",), ("Bars Club", "Flow State"), "Write and perform your own words.", ("activity",), (11, 19), 5),
    "beatbox": (("beatboxing",), ("Mouth Music",), "Rhythms with nothing but your voice.", ("activity",), (8, 18), 3),
    "songwriting": (("songwriting",), ("Song Shed", "Write It Down"), "Turn ideas into songs.", ("activity", "course"), (10, 19), 6),
    "composing": (("composing",), ("Young Composers",), "Write for players who will perform it.", ("course", "activity"), (11, 19), 3),
    "recording": (("recording",), ("Studio Sessions",), "Put your music down in a real studio.", ("activity",), (11, 19), 4),
    "soundeng": (("sound engineering",), ("Behind the Desk",), "Run the sound at real gigs.", ("course",), (13, 19), 2),
    "podcast": (("podcasting",), ("Youth On Air",), "Plan, record and edit a show.", ("activity",), (11, 19), 2),
    "earlyyears": (("early years music",), ("Tiny Tunes", "Bounce and Sing", "Little Notes"), "Songs and shakers for little ones and their grown-ups.", ("activity",), (0, 4), 7),
    "inclusive": (("inclusive music",), ("Open Ensemble", "Everyone Plays"), "Adapted instruments and patient helpers.", ("ensemble", "activity"), (7, 25), 5),
    "therapy": (("music therapy",), ("Sound Space",), "With a qualified music therapist.", ("activity",), (4, 18), 3),
    "theory": (("music theory",), ("Theory Club",), "Read music and pass grade five.", ("course", "lessons"), (9, 18), 3),
    "openmic": (("open mic",), ("Under 18s Open Mic",), "Three songs each, all styles.", ("event",), (12, 19), 3),
    "hire": (("violin", "cello", "flute", "clarinet", "trumpet", "guitar"), ("Instrument Library", "Borrow an instrument"), "Borrow an instrument by the term.", ("hire",), (5, 18), 3),
    "training": (("singing", "music technology"), ("Leading Singing CPD", "Music training for teachers"), "A training day for school staff.", ("training",), (18, 99), 3),
    "youthvoice": (("youth voice",), ("Youth Music Council",), "Have a say in what the hub does.", ("youth_voice",), (13, 19), 1),
}  # fmt: skip

# Words outside the vocabulary that staff might write, each in one town only.
RARE = {
    "theremin": "Theremin",
    "hurdy": "hurdy-gurdy",
    "nyckelharpa": "nyckelharpa",
    "otamatone": "Otamatone",
}

_FIRST = (
    "Bright",
    "Open",
    "Little",
    "North",
    "Harbour",
    "Bridge",
    "Lantern",
    "Oak",
    "River",
    "Corner",
    "Silver",
    "Kite",
)
_SECOND = ("Note", "Door", "Room", "Sound", "Music", "Arts", "Tune", "Space", "Wave", "Stage")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sat", "sun")
_ACCESS = ("step-free", "quiet", "SEND-friendly", "siblings welcome", "BSL interpreter")


def catalogue(
    places: tuple[Place, ...], towns: tuple[str, ...], size: int, seed: int
) -> list[tuple[Opportunity, str]]:
    """About `size` made-up entries in these towns, each with its subject; towns named early have more."""
    rng = random.Random(seed)
    known = {place.name: place for place in places}
    weights = [1 / (1 + 0.12 * rank) for rank in range(len(towns))]
    common = [subject for subject, row in SUBJECTS.items() for _ in range(row[5])]
    made = []
    for number in range(size):
        subject = rng.choice(common)
        town = known[rng.choices(towns, weights)[0]]
        told = SUBJECTS[subject][:3]
        made.append((entry_of(rng, f"made-{number:04}", subject, town, told, (_FIRST, _SECOND)), subject))
    return [*made, *_rare(known, towns)]


def _rare(known: dict[str, Place], towns: tuple[str, ...]) -> Iterator[tuple[Opportunity, str]]:
    for number, (subject, tag) in enumerate(RARE.items()):
        town = known[towns[number]]
        where = Where(place=town.name, lat=town.lat, lon=town.lon)
        yield (
            Opportunity(
                f"made-rare-{subject}",
                f"{tag} Evenings",
                "Made Up Rare Sounds",
                "activity",
                instruments=(tag,),
                where=where,
            ),
            subject,
        )


def entry_of(
    rng: random.Random,
    id: str,
    subject: str,
    town: Place,
    told: tuple[tuple[str, ...], tuple[str, ...], str],
    providers: tuple[tuple[str, ...], tuple[str, ...]],
) -> Opportunity:
    """One made-up entry about a subject; `told` are its tags, its titles to choose from and its summary."""
    tags, titles, line = told
    _, _, _, kinds, ages, _ = SUBJECTS[subject]
    provider = f"{rng.choice(providers[0])} {rng.choice(providers[1])} (made up)"
    kind = rng.choice(kinds)
    title = rng.choice(titles) if rng.random() < 0.5 else f"{town.name} {rng.choice(titles)}"
    return Opportunity(
        id=id,
        title=title,
        provider=provider,
        kind=kind,  # type: ignore[arg-type]
        audience=("educator", "school") if kind == "training" else ("young_person", "parent"),
        summary=line,
        activities=() if rng.random() < 0.5 else tuple(_cased(rng, tag) for tag in tags),
        instruments=tuple(_cased(rng, tag) for tag in tags),
        level=rng.choice(
            ((), ("beginner",), ("first_go", "beginner"), ("improver",), ("advanced",), ("any",))
        ),  # type: ignore[arg-type]
        ages=_ages(rng, ages),
        where=_where(rng, town),
        when=_when(rng),
        cost=_cost(rng),
        access=tuple(sorted(access for access in _ACCESS if rng.random() < 0.2)),
        status=rng.choice(("open",) * 9 + ("full",)),  # type: ignore[arg-type]
    )


def _cased(rng: random.Random, tag: str) -> str:
    return rng.choice((tag, tag, tag.capitalize(), tag.replace(" ", "_"), tag.upper()))


def _ages(rng: random.Random, usual: tuple[int, int]) -> Ages:
    low, high = usual
    if rng.random() < 0.12:
        return Ages()
    if high - low >= 8 and rng.random() < 0.5:
        middle = rng.randint(low + 3, high - 3)
        low, high = rng.choice(((low, middle), (middle, high)))
    return Ages(low, high)


def _where(rng: random.Random, town: Place) -> Where:
    online = rng.random() < 0.03
    if online:
        return Where(online=True)
    if rng.random() < 0.3:
        return Where(place=town.name)
    return Where(
        place=town.name, lat=town.lat + rng.uniform(-0.01, 0.01), lon=town.lon + rng.uniform(-0.01, 0.01)
    )


def _when(rng: random.Random) -> When:
    if rng.random() < 0.2:
        return When()
    day = rng.choice(_DAYS)
    hour = rng.choice((10, 11, 14)) if day in ("sat", "sun") else rng.choice((16, 17, 18, 19))
    return When(days=(day,), start=time(hour, 0), term_time=rng.random() < 0.8)  # type: ignore[arg-type]


def _cost(rng: random.Random) -> Cost:
    chance = rng.random()
    if chance < 0.3:
        return Cost(free=True)
    if chance < 0.5:
        return Cost()
    return Cost(free=False, lines=(CostLine(rng.choice((300, 500, 800, 1500, 2500)), "session"),))
