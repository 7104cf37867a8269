"""The page of all parks with the reader's own data, after an upload with what was wrong."""

from fastapi import Request, Response

from api.access.caller import THIS_MACHINE, Caller
from api.db import Database
from api.errors import status_of
from api.pages.catalogue import listing
from api.pages.catalogue.own import own_data, troubles
from api.pages.frame import page_language, render
from api.settings import Settings
from mcda.errors import McdaError

SAID = ("saved", "removed")


def overview(
    request: Request,
    caller: Caller,
    database: Database,
    settings: Settings,
    error: McdaError | None = None,
) -> Response:
    """Return the page.

    Parameters
    ----------
    request
        With the filters ``country`` and ``scorable``, and ``own``: what was just done.
    caller, database, settings
        Whose data lie over the catalogue.
    error
        Why a workbook could not be used.
    """
    language, asked = page_language(request), request.query_params
    every = listing.lines(settings, language)
    country, scorable = asked.get("country", ""), asked.get("scorable", "")
    return render(
        request,
        "parks.html",
        status=200 if error is None else status_of(error),
        section="parks",
        every=every,
        lines=listing.filtered(every, country, scorable),
        countries=listing.countries(every),
        country=country,
        scorable=scorable,
        own=own_data(database, caller, settings, language),
        this_machine=THIS_MACHINE.by,
        may_save=caller.may("write"),
        done=asked.get("own") if asked.get("own") in SAID else None,
        troubles=[] if error is None else troubles(error, language),
        wrong=0 if error is None else len(error.faults),
        most_bytes=settings.max_upload_bytes,
    )
