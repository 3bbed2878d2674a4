"""The weekly report of each campaign, and what the commands print of it."""
import re
from collections import Counter
from decimal import Decimal

from codes import is_refusal, is_useful
from figures import Span

def useful_codes(span):
    """By code; an agreement cancelled by then has a line of its own."""
    return Counter(
        "ANNULE" if span.standing(call) == "cancelled" else call["code"]
        for call in span.closed
        if is_useful(call["code"])
    )


BY_CODE = {
    "UTILES": useful_codes,
    "ECHECS": lambda span: Counter(call["code"] for call in span.closed if not is_useful(call["code"])),
    "REFUS": lambda span: Counter(call["code"] for call in span.closed if is_refusal(call["code"])),
    "TENTATIVES": lambda span: Counter(call["code"] for call in span.calls),
}


def callable_rows(month, campaign):
    """P, as the import report told it."""
    rows = month.book(f"UNION_{campaign.kind}_{campaign.country}_", "RAPPORT").rows("SYNTHESE")
    return next(row["VALEUR"] for row in rows if row["RUBRIQUE"] == "Acceptées")


def spans(month, campaign, week):
    """The week, and everything until its end."""
    rows = callable_rows(month, campaign)
    until = [one for one in month.weeks if one <= week]
    return Span(campaign, [week], rows), Span(campaign, until, rows)


def check_formulas(month, judge):
    for book in month.received.values():
        judge.equal(f"{book.name}: formulas", book.formulas, 0)


def check_reports(month, judge):
    for campaign in month.campaigns.values():
        for week in month.weeks:
            both = spans(month, campaign, week)
            lines = [span.lines() for span in both]
            name = f"_{campaign.kind}_{campaign.country}_{week.replace('-W', '-S')}"
            book = month.book("INDICATEURS", name)
            check_lines(judge, book.name, book.sheets["SYNTHESE"][1:], lines)
            for sheet, tally in BY_CODE.items():
                check_codes(judge, f"{book.name} {sheet}", book.rows(sheet), [tally(span) for span in both])
            check_told(month, judge, campaign, week, lines)


def check_lines(judge, where, rows, lines):
    """Label in the second column, unit in the third, week and whole in the next two."""
    for _, label, unit, *cells in rows:
        for at, column in enumerate(("week", "whole")):
            if label in lines[at]:
                judge.figure(f"{where} {label} ({column})", unit, cells[at], lines[at][label])
    missing = set(lines[0]) - {row[1] for row in rows}
    judge.equal(f"{where}: lines that are not there", sorted(missing), [])


def check_codes(judge, where, rows, tallies):
    for at, column in enumerate(("Semaine", "Cumul")):
        found = {row["Code"]: row[column] for row in rows if row["Code"] != "TOTAL" and row[column]}
        total = next(row[column] for row in rows if row["Code"] == "TOTAL")
        judge.equal(f"{where} total ({column})", total, sum(tallies[at].values()))
        judge.equal(f"{where} ({column})", found, dict(tallies[at]))


def read_french(text):
    """« 12,5 % », « −3,20 € », « 5.79 CHF », « 0,4 h »: the number, in the unit of the report."""
    number = re.sub(r"[^0-9,.\-−]", "", text).replace("−", "-").replace(",", ".")
    value = Decimal(number)
    return value / 100 if text.endswith("%") else value


UNITS = {"%": "%", "€": "EUR", "CHF": "CHF", "h": "heures"}


def check_told(month, judge, campaign, week, lines):
    """`plateau figures`: the same lines as texts."""
    told = next(one for one in month.told if one["week"] == week and one["campaign"] == campaign.code)
    for _, label, *texts, _target, _gap in told["lines"]:
        for at, text in enumerate(texts):
            if label not in lines[at]:
                continue
            unit = UNITS.get(text.split()[-1], "par heure" if "par heure" in label else "nombre")
            if text == "n. d.":
                unit = "%"
            value = text if text == "n. d." else read_french(text)
            judge.figure(f"figures {campaign.code} {week} {label} ({at})", unit, value, lines[at][label])
