"""The page of one park: the facts on record, and the reader's own statements."""

from fastapi import Request, Response

from api.access.caller import Caller
from api.pages.frame import page_language, render
from api.pages.parks import park
from api.pages.parks.peers import standings
from api.parks.catalogue import catalogue_of, private_data
from api.settings import Settings
from mcda.parks import scorable
from mcda.plain import Plain

SAID = ("added", "removed")


def park_page(
    request: Request,
    park_id: str,
    caller: Caller,
    settings: Settings,
    typed: Plain | None = None,
) -> Response:
    """Return the page.

    In the query, ``own`` names the action just done, ``at`` its criterion, and ``know`` the
    criterion to which the reader adds a statement.

    Raises
    ------
    NotFound
        The park does not exist.
    """
    language, query = page_language(request), request.query_params
    adding = typed["criterion"] if typed else query.get("know")
    view = park.park_view(park_id, settings, language)
    catalogue = catalogue_of(settings)
    return render(
        request,
        "park.html",
        status=200 if typed is None else 422,
        section="parks",
        shown=view,
        seven=len(catalogue.criteria),
        standings=standings([park_id], settings, language)[park_id],
        ranked=len(scorable(catalogue)),
        opened={adding, query.get("at")},
        adding=adding,
        host=catalogue.parks.get(view["park"].host_estate),
        scenario=catalogue.default_scenario,
        may_save=caller.may("write"),
        laid=private_data(settings) is not None,
        typed=typed,
        done=query.get("own") if query.get("own") in SAID else None,
        done_at=query.get("at", ""),
    )
