"""A lock on an organisation's own data, so that one transaction changes them at a time."""

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db.tables import OrganisationRow


def lock_organisation(session: Session, caller: Caller) -> None:
    """Wait until no other transaction changes the data of the organisation.

    Without the lock, two transactions that save the same row for the first time would both find
    none. Saving other work, which only refers to the organisation, does not wait.
    """
    session.get(OrganisationRow, caller.organisation, with_for_update={"key_share": True})
