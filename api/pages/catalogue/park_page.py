"""The page of one park: what is on record, and the reader's own statements beside it."""

from fastapi import Request, Response

from api.access.caller import Caller
from api.pages.catalogue import park
from api.pages.catalogue.entry_form import RefusedEntry
from api.pages.catalogue.peers import standings
from api.pages.frame import page_language, render
from api.parks.catalogue import catalogue_of
from api.parks.private_data import private_data
from api.settings import Settings
from mcda.parks import scorable

SAID = ("added", "removed")


def park_page(
    request: Request,
    park_id: str,
    caller: Caller,
    settings: Settings,
    typed: RefusedEntry | None = None,
) -> Response:
    """Return the page.

    Parameters
    ----------
    request
        May say in ``own`` what was just done, in ``at`` under which criterion, and in ``know`` on
        which criterion the reader has something to add.
    park_id
        Which park.
    caller, settings
        Whose data lie over the catalogue, and whether she may add to them.
    typed
        A statement that was not saved.

    Raises
    ------
    NotFound
        There is no such park.
    """
    language, asked = page_language(request), request.query_params
    adding = typed.criterion if typed else asked.get("know")
    found = park.park_view(park_id, settings, language)
    catalogue = catalogue_of(settings)
    return render(
        request,
        "park.html",
        status=200 if typed is None else 422,
        section="parks",
        shown=found,
        seven=len(catalogue.criteria),
        standings=standings([found.park.id], settings, language)[found.park.id],
        ranked=len(scorable(catalogue)),
        opened={adding, asked.get("at")},
        adding=adding,
        host=catalogue.parks.get(found.park.host_estate),
        scenario=catalogue.default_scenario,
        may_save=caller.may("write"),
        laid=private_data(settings) is not None,
        typed=typed,
        done=asked.get("own") if asked.get("own") in SAID else None,
        done_at=asked.get("at", ""),
    )
