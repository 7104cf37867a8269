"""How firm the ranking is: bounds of the weights, and the ranks that draws give."""

from api.reports.xlsx.book import SHARE, Book, Cell, Share, Sheet


def stability(book: Book) -> None:
    """Write how far each weight may move before another is first."""
    view = book.view
    found = view.analysed.get("stability")
    if not found:
        return
    name = book.name_width()
    sheet = book.sheet("stability", (34, 12, 14, 14, name, name))
    keys = ("criterion", "stability_now", "lowest", "highest", "stability_below", "stability_above")
    sheet.head([view.say(key) for key in keys], numbers=(1, 2, 3))
    for item in found:
        ends = item["winner"]
        row: list[Cell] = [view.criterion(item["criterion"]), Share(item["weight"])]
        if ends is not None:
            row += [Share(ends["low"]), Share(ends["high"])]
            row += [view.name(ends["challenger_low"]), view.name(ends["challenger_high"])]
        sheet.write(row)


def acceptability(book: Book) -> None:
    """Write how often each takes each rank, with a chart of stacked shares."""
    view = book.view
    found = view.analysed.get("acceptability")
    if not found:
        return
    order = [line["alternative"] for line in view.ranking]
    shares = found["rank_shares"]
    ranks = max((len(shares[key]) for key in order), default=0)
    sheet = book.sheet("acceptability", (book.name_width(), *(9 for _ in range(ranks))))
    heads = [view.say("alternative"), *(view.say("rank_n", rank=n + 1) for n in range(ranks))]
    sheet.head(heads, numbers=range(1, len(heads)))
    for key in order:
        sheet.write((view.name(key), *(Share(share) for share in shares[key])))
    if order:
        _stacked(book, sheet, len(order), ranks)


def _stacked(book: Book, sheet: Sheet, count: int, ranks: int) -> None:
    chart = book.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for rank in range(ranks):
        share = rank / max(1, ranks - 1)
        chart.add_series(
            {
                "name": [sheet.name, 0, rank + 1],
                "categories": [sheet.name, 1, 0, count, 0],
                "values": [sheet.name, 1, rank + 1, count, rank + 1],
                "fill": {"color": _shade(share)},
                "gap": 40,
            }
        )
    title = book.view.say("chart_acceptability")
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": SHARE, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 860, "height": 160 + 24 * count})
    sheet.page.insert_chart(count + 2, 0, chart, {"description": title})


def _shade(share: float) -> str:
    """Return a colour between the first rank's, dark, and the last one's, light."""
    first, last = (0x0B, 0x5D, 0x51), (0xE6, 0xE3, 0xDA)
    mixed = (round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
