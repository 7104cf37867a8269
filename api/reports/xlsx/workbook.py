"""The workbook of a report, put together."""

from api.reports.sources import numbered
from api.reports.view import View
from api.reports.xlsx.analysed import acceptability, stability
from api.reports.xlsx.behind import evidence, performances, record, sources
from api.reports.xlsx.book import Book
from api.reports.xlsx.scored import contributions, ranking, weights
from api.reports.xlsx.summary import inputs, summary


def xlsx(view: View) -> bytes:
    """Return a report as a workbook.

    Parameters
    ----------
    view
        The answer and how to tell it; the workbook needs its numbers, not a document's texts.
    """
    book = Book(view)
    title = view.say("title" if view.is_parks else "title_other")
    book.book.set_properties({"title": title, "author": "Parkwise", "subject": view.head.name})
    summary(book, title)
    inputs(book)
    weighed = weights(book)
    performances(book)
    sums = contributions(book, weighed)
    ranking(book, sums)
    stability(book)
    acceptability(book)
    evidence(book)
    sources(book, numbered(view.answer)[0])
    record(book)
    return book.close()
