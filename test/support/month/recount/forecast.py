"""Where a campaign ends at its pace, and where the gap to its targets comes from (R-10, R-22)."""
import datetime
import math
from decimal import Decimal

from codes import is_useful
from facts import half_up
from figures import Ratio, count
from reports import spans

STARTS, ENDS = datetime.date(2026, 11, 1), datetime.date(2027, 1, 31)
# Of the terms of reference: processed, useful, agreements, mean amount in minor units.
TARGETS = {"UPG": (75, 50, 30, 400), "REA": (75, 50, 10, 1000), "MER": (75, 50, None, None)}


def days_done(week):
    """Whole days until the week's last one."""
    sunday = datetime.date.fromisocalendar(int(week[:4]), int(week[-2:]), 7)
    return (sunday - STARTS).days + 1


def check_forecasts(month, judge):
    total = (ENDS - STARTS).days + 1
    for campaign in month.campaigns.values():
        for week in month.weeks:
            span = spans(month, campaign, week)[1]
            name = f"_{campaign.kind}_{campaign.country}_{week.replace('-W', '-S')}"
            book = month.book("INDICATEURS", name)
            rows = {row["Au rythme actuel"]: row["Valeur"] for row in book.rows("PREVISION")}
            done, treated, delivered = days_done(week), len(span.closed), len(campaign.donors)
            at_end = min(max(span.callable, treated), int(half_up(Decimal(treated * total) / done)))
            processed, useful, agreed, _ = TARGETS[campaign.kind]
            wanted = math.ceil(Decimal(delivered * processed) / 100)
            expected = {
                "Jours de campagne faits": done,
                "Jours de campagne en tout": total,
                "Fiches traitées en fin de campagne": at_end,
                "Fiches à traiter par jour restant pour l’objectif": max(0, math.ceil(Decimal(wanted - treated) / (total - done))),
            }
            if agreed:
                expected["Accords visés par les objectifs"] = int(
                    half_up(Decimal(delivered * processed * useful * agreed) / 1_000_000)
                )
                net = span.sums()[0]
                expected["Accords en fin de campagne"] = int(half_up(Decimal(net * at_end) / treated)) if treated else 0
            for label, value in expected.items():
                judge.equal(f"{book.name} PREVISION {label}", rows[label], value)
            judge.figure(f"{book.name} PREVISION rate", "%", rows["Taux traitées / livrées en fin de campagne"], Ratio(at_end, delivered))


def check_gaps(month, judge):
    """Each factor of the funnel replaced in turn; the parts add up to the gap."""
    for week in month.weeks:
        name = week.replace("-W", "-S")
        if not any("REVUE" in one and name in one for one in month.received):
            continue
        book = month.book("UNION_REVUE", name)
        for campaign in month.campaigns.values():
            rows = [row for row in book.rows("ECARTS") if row["Campagne"] == campaign.code]
            if campaign.kind == "MER":
                judge.equal(f"{book.name} ECARTS {campaign.code}", rows, [])
                continue
            span = spans(month, campaign, week)[1]
            parts = gap_parts(campaign, span, week)
            judge.equal(f"{book.name} ECARTS {campaign.code} rows", len(rows), len(parts))
            check_parts(judge, f"{book.name} ECARTS {campaign.code}", rows, parts)


def check_parts(judge, where, rows, parts):
    """The whole is rounded half-up; its parts are within one unit of themselves, and add up to it."""
    for column, at_part, places in (("Accords", 0, 1), ("Montant par mois", 1, 2)):
        printed = [half_up(str(row[column] or 0), places) for row in rows]
        exact = [Decimal(part[at_part] or 0) / (100 if at_part else 1) for part in parts]
        judge.equal(f"{where} {column}: the whole", printed[-1], half_up(exact[-1], places))
        judge.equal(f"{where} {column}: its parts", sum(printed[:-1]), printed[-1])
        unit = Decimal(1).scaleb(-places)
        far = [row["Cause"] for row, shown, real in zip(rows, printed, exact) if abs(shown - real) >= unit]
        judge.equal(f"{where} {column}: each part", far, [])


def gap_parts(campaign, span, week):
    """Processed, useful, agreements, amounts, then the whole: in agreements and in monthly minor units."""
    processed, u, a, m = (Decimal(one) for one in TARGETS[campaign.kind])
    u, a = u / 100, a / 100
    total = (ENDS - STARTS).days + 1
    wanted = Decimal(len(campaign.donors)) * processed / 100 * days_done(week) / total
    treated, useful = len(span.closed), count(span.closed, is_useful)
    net, old, new = span.sums()
    brought = new - old if campaign.kind == "UPG" else new
    steps = [(treated - wanted) * u * a, (useful - treated * u) * a, net - useful * a]
    expected = wanted * u * a
    return [(one, one * m) for one in steps] + [(None, brought - net * m), (net - expected, brought - expected * m)]
