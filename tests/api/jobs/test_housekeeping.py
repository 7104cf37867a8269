from datetime import timedelta

from sqlalchemy import func, select, update

from api.access.caller import THIS_MACHINE
from api.assessments import store as assessments
from api.db.columns import now
from api.db.tables import Assessment, Job, Repeat
from api.jobs import store
from api.jobs.housekeeping import erase
from api.repeats import Once
from api.reply import Reply


def test_what_ran_out_is_erased_and_nothing_else(database, add):
    for number in range(2):
        add(database)
        Once(f"key-{number}", b"f").write(database, THIS_MACHINE, lambda _: Reply.of({}))
        database.write(lambda s: assessments.add(s, THIS_MACHINE, {"name": "a"}) and None)

    def age(session):
        past = now() - timedelta(days=31)
        first = session.scalar(select(Job.id).limit(1))
        session.execute(update(Job).where(Job.id == first).values(finished_at=past))
        session.execute(update(Repeat).where(Repeat.key == "key-0").values(created_at=past))
        first = session.scalar(select(Assessment.id).limit(1))
        session.execute(update(Assessment).where(Assessment.id == first).values(deleted_at=past))

    def counted(session):
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in (Job, Repeat, Assessment)
        ]

    database.write(erase)
    assert database.read(counted) == [2, 2, 2]
    database.write(age)
    database.write(erase)
    assert database.read(counted) == [1, 1, 1]
    assert database.write(lambda s: store.claim(s, "w")) is not None
