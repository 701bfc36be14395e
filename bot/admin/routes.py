"""Which address leads to which page of the staff site."""

from aiohttp import web

from bot.admin.decisions import Decisions
from bot.admin.door import Door
from bot.admin.entrance import Entrance
from bot.admin.heard import HeardPage, heard_routes
from bot.admin.pages import Pages
from bot.admin.parts import AdminParts
from bot.admin.passwords import Passwords
from bot.admin.proposals import Polls, poll_routes
from bot.admin.questions import Questions
from bot.admin.recording import decision_routes
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.admin.sending import Sending, sending_routes
from bot.admin.statements import Statements, statement_routes
from bot.admin.themes import Sorting, theme_routes


def admin_routes(parts: AdminParts, passwords: Passwords | None = None) -> list[web.RouteDef]:
    """Everything under `/admin`. The pages use the hub's colours and look from `/hub.css` and `/static`."""
    door, pages = Door(parts), Pages(parts)
    entrance, rooms = Entrance(door, pages, passwords or Passwords()), Rooms(door, pages)
    return [
        *_entrance(entrance),
        *_rooms(rooms),
        *_questions(rooms, Questions(door, pages)),
        *decision_routes(rooms, Decisions(door, pages)),
        *poll_routes(rooms, Polls(door, pages)),
        *sending_routes(rooms, Sending(door, pages)),
        *statement_routes(rooms, Statements(door, pages)),
        *heard_routes(rooms, HeardPage(door, pages)),
        *theme_routes(rooms, Sorting(door, pages)),
        web.get("/admin/admin.css", pages.styles),
    ]


def _entrance(entrance: Entrance) -> list[web.RouteDef]:
    return [
        web.get("/admin/sign-in", entrance.sign_in_page),
        web.post("/admin/sign-in", entrance.sign_in),
        web.post("/admin/sign-out", entrance.sign_out),
        web.get("/admin/set-up/{token}", entrance.set_up_page),
        web.post("/admin/set-up/{token}", entrance.set_up),
    ]


def _rooms(rooms: Rooms) -> list[web.RouteDef]:
    return [
        web.get("/admin", rooms.behind(Act.SIGN_IN, rooms.home)),
        web.get("/admin/cases", rooms.behind(Act.READ_CASES, rooms.cases)),
        web.post("/admin/cases/{case}/handled", rooms.behind(Act.CLOSE_CASES, rooms.close_case)),
        web.get("/admin/responses/{slug}.csv", rooms.behind(Act.EXPORT, rooms.export)),
        web.post("/admin/invite", rooms.behind(Act.INVITE, rooms.invite)),
    ]


def _questions(rooms: Rooms, questions: Questions) -> list[web.RouteDef]:
    one = r"/admin/questions/{key:[\w-]{22}}"
    return [
        web.get("/admin/questions", rooms.behind(Act.ANSWER_QUESTIONS, questions.page)),
        web.post(f"{one}/answer", rooms.behind(Act.ANSWER_QUESTIONS, questions.answer)),
        web.post(f"{one}/done", rooms.behind(Act.ANSWER_QUESTIONS, questions.done)),
    ]
