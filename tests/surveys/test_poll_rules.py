"""A poll asks nobody who they are and names nobody; music, places and people in general may still be asked about."""

import pytest

from bot.surveys.poll_rules import asked_for, holds_contact, names_somebody


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("What's your name?", "name"),
        ("what is ur full name", "name"),
        ("Who are you?", "name"),
        ("What is your mum's name?", "name"),
        ("Please say who you are", "name"),
        ("What is the name of your teacher?", "name"),
        ("What's your phone number?", "phone"),
        ("Can we text you about gigs?", "phone"),
        ("What is your number?", "phone"),
        ("What is your email?", "email"),
        ("Which e-mail address do you use?", "email"),
        ("What's your insta?", "handle"),
        ("What is your tiktok name?", "handle"),
        ("What's your gamertag?", "handle"),
        ("What is your address?", "address"),
        ("What street do you live in?", "address"),
        ("Write your full postcode, please: what is the full postcode?", "address"),
        ("When were you born?", "birthday"),
        ("What is your date of birth?", "birthday"),
        ("Can you send a selfie?", "photo"),
        ("Have you a picture of yourself with a guitar?", "photo"),
    ],
)
def test_what_tells_one_person_from_all_others_is_found(text, what):
    assert asked_for(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "What should we name the band?",
        "What is the best name for a festival?",
        "Which band names do you like?",
        "Do you use your phone to make music?",
        "Should lessons be on the phone?",
        "What number of gigs is right?",
        "Do you find music on TikTok or on Insta?",
        "Should the hub send an email once a month?",
        "Which town is nearest to you?",
        "How old should people be for a jam?",
        "Which school year is best to start?",
        "Do you want photos of the gig on the wall?",
        "Do you make music with your family?",
        "What would make your school band better?",
        "Are you a girl or a boy?",
    ],
)
def test_what_does_not_is_left_alone(text):
    assert asked_for(text) == ""


@pytest.mark.parametrize(
    "text", ["Ring 07700 900123", "see www.example.com", "me@example.org", "add @drummer"]
)
def test_personal_data_in_the_poll_itself_is_found(text):
    assert holds_contact(text)


@pytest.mark.parametrize("text", ["Is Mr Smith fun?", "should mrs. Jones stay", "Dr Who or Miss Piggy?"])
def test_one_person_by_title_and_name_is_found(text):
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text", ["What did you miss most?", "Did you miss Monday's gig?", "Is the sir right?"]
)
def test_missing_something_names_nobody(text):
    assert not names_somebody(text)
