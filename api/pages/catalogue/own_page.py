"""The page of the reader's own data, after an upload with what was wrong."""

from fastapi import Request, Response

from api.access.caller import THIS_MACHINE, Caller
from api.db import Database
from api.errors import status_of
from api.pages.catalogue.private_data import own_data, troubles
from api.pages.frame import page_language, render
from api.settings import Settings
from mcda.errors import McdaError

SAID = ("saved", "removed")


def own_page(
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
        May say in ``own`` what was just done.
    caller, database, settings
        Whose data lie over the catalogue.
    error
        Why a workbook could not be used.
    """
    language, asked = page_language(request), request.query_params
    return render(
        request,
        "own_data.html",
        status=200 if error is None else status_of(error),
        section="parks",
        own=own_data(database, caller, settings, language),
        this_machine=THIS_MACHINE.by,
        may_save=caller.may("write"),
        done=asked.get("own") if asked.get("own") in SAID else None,
        troubles=[] if error is None else troubles(error, language),
        wrong=0 if error is None else len(error.faults),
        most_bytes=settings.max_upload_bytes,
    )
