"""One change of an organisation's own data at a time."""

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.db.tables import OrganisationRow


def lock_organisation(session: Session, caller: Caller) -> None:
    """Wait until no other transaction changes what belongs to the organisation.

    Two that save the same thing for the first time would both find nothing there. Saving other
    work, which only refers to the organisation, does not wait.
    """
    session.get(OrganisationRow, caller.organisation, with_for_update={"key_share": True})
