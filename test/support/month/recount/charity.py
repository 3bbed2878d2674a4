"""The report and the review of all campaigns together: totals, what donors say, how they lived the calls."""
import re
from collections import Counter

from books import minor
from codes import has_donor, is_pitched, is_useful, starts, UNCOUNTED_TRIES
from facts import at, half_up
from figures import Ratio, Span, count
from reports import check_lines, spans

# Cells of fewer people are not told.
LEAST = 5
BANDS = [(8, "moins de 8"), (13, "8 à moins de 13"), (20, "13 à moins de 20"), (30, "20 à moins de 30"), (50, "30 à moins de 50")]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]


def check_charity(month, judge):
    for week in month.weeks:
        both = {code: spans(month, campaign, week) for code, campaign in month.campaigns.items()}
        book = month.book("UNION_RAPPORT", week.replace("-W", "-S"))
        for code, pair in both.items():
            check_lines(judge, f"{book.name} {code}", book.sheets[code][1:], [span.lines() for span in pair])
        check_synthesis(judge, book, both)
        check_totals(judge, book, both)
        check_lived(judge, book, both)
        check_heard(judge, book, both)


def blocks(rows):
    """Rows of « Depuis le début », then those of the week."""
    found, block = [], None
    for row in rows:
        first = next((one for one in row[:2] if one), None)
        if first == "Depuis le début" or str(first).startswith("Semaine "):
            block = []
            found.append(block)
        elif first is None:
            block = None
        elif block is not None:
            block.append(row)
    return found


def groups(campaigns):
    """The totals of the synthesis: by country, by currency."""
    chosen = {f"Total {country}": (lambda one, c=country: one.country == c) for country in ("FR", "BE", "CH")}
    chosen |= {f"Total {currency}": (lambda one, c=currency: one.currency == c) for currency in ("EUR", "CHF")}
    return {name: [one for one in campaigns if question(one)] for name, question in chosen.items()} | {
        "Toutes campagnes (effectifs)": list(campaigns)
    }


def check_synthesis(judge, book, both):
    header, *rows = book.sheets["SYNTHESE"]
    for at_span, block in zip((1, 0), blocks(rows), strict=True):
        of = {pair[at_span].campaign: pair[at_span] for pair in both.values()}
        named = {next((code for code in both if f"({code})" in row[0]), row[0]): dict(zip(header, row)) for row in block}
        wanted = {one.code: [one] for one in of} | groups(of)
        judge.equal(f"{book.name} SYNTHESE rows", sorted(named), sorted(wanted))
        for name, campaigns in wanted.items():
            members = [of[one] for one in campaigns]
            check_synthesis_row(judge, f"{book.name} SYNTHESE {name} ({at_span})", named[name], members)


def total(members, read):
    return sum(read(span) for span in members)


def check_synthesis_row(judge, where, row, members):
    asking = [span for span in members if span.campaign.kind != "MER"]
    thanking = [span for span in members if span.campaign.kind == "MER"]
    rises = [span for span in asking if span.campaign.kind == "UPG"]
    resumed = [span for span in asking if span.campaign.kind == "REA"]
    useful_of = lambda spans_: total(spans_, lambda span: count(span.closed, is_useful))
    treated = total(members, lambda span: len(span.closed))
    expected = {
        "Livrées": total(members, lambda span: len(span.campaign.donors)),
        "En production": total(members, lambda span: span.callable),
        "Traitées": treated,
        "Contacts utiles": useful_of(members),
    }
    net = total(asking, lambda span: span.sums()[0])
    if asking:
        expected["Argumentés"] = total(asking, lambda span: count(span.closed, is_pitched))
        expected["Accords"] = net
        expected["Dons ponctuels"] = total(asking, lambda span: count(span.closed, lambda code: starts(code, "DP_")))
    if thanking:
        expected["Remerciements faits"] = total(thanking, lambda span: span.lines()["Remerciements faits"])
    for column, value in expected.items():
        judge.equal(f"{where} {column}", row[column], value)
    rates = {
        "Traitées / livrées": Ratio(treated, expected["Livrées"]),
        "Utiles / traitées": Ratio(expected["Contacts utiles"], treated),
        "Accords / utiles": Ratio(net, useful_of(asking)) if asking else None,
    }
    for column, value in rates.items():
        if value is not None:
            judge.equal(f"{where} {column}", close(row[column]), close(value.part / value.whole) if value.whole else "n. d.")
    if row["Devise"] is None:
        return
    amounts = {
        "Hausses mensuelles": total(rises, lambda span: span.sums()[2] - span.sums()[1]) if rises else None,
        "Reprises mensuelles": total(resumed, lambda span: span.sums()[2]) if resumed else None,
        "Montant des dons ponctuels": total(asking, Span.one_off_minor) if asking else None,
    }
    for column, value in amounts.items():
        judge.equal(f"{where} {column}", minor(row[column]), value)


def close(value):
    return value if isinstance(value, str) or value is None else half_up(str(value), 6)


# Lines of INDICATEURS that are counts or sums, added up over the campaigns of a total.
ADDED = ["Nombre d’accords", "Accords recueillis", "Annulations (déduites)", "Contacts utiles", "Fiches traitées",
         "Nombre de refus", "Dons ponctuels (comptés à part)", "Reprises en attente de signature", "Contacts en échec",
         "En cours (fiches ouvertes, hors échecs)"]


def check_totals(judge, book, both):
    header, *rows = book.sheets["INDICATEURS"]
    for at_span, block in zip((1, 0), blocks(rows), strict=True):
        of = {pair[at_span].campaign: pair[at_span] for pair in both.values()}
        for row in block:
            if row[1] not in ADDED:
                continue
            for name, value in list(zip(header, row))[2:]:
                members = [one for one in of if name.startswith(one.code)]
                members = members or [one for one in of if name.split(" (")[0].split()[1] in (one.country, one.currency)]
                told = [of[one].lines()[row[1]] for one in members if row[1] in of[one].lines()]
                expected = sum(told) if told else "n. d."
                judge.equal(f"{book.name} INDICATEURS {row[1]} {name} ({at_span})", value, expected)


LIVED = {
    "Raccrochent sans écouter": lambda span: count(span.closed, lambda code: code == "RS_RACCROCHE"),
    "S’opposent aux appels": lambda span: count(span.closed, lambda code: starts(code, "OP_")),
    "Demandent l’arrêt du don": lambda span: count(span.closed, lambda code: code == "AR_STOP"),
    "Réclament": lambda span: count(span.closed, lambda code: code == "AR_RECLAM"),
}


def check_lived(judge, book, both):
    rows = {(row["Campagne"], row["Mesure"]): row for row in book.rows("SATISFACTION")}
    for code, pair in both.items():
        for span, part, whole in zip(pair, ("Nombre", "Nombre cumulé"), ("Sur", "Sur, cumul")):
            where = f"{book.name} SATISFACTION {code} {part}"
            for label, read in LIVED.items():
                judge.equal(f"{where} {label}", rows[code, label][part], read(span))
                judge.equal(f"{where} {label} of", rows[code, label][whole], count(span.closed, is_useful))
            label = "Annulent après leur accord"
            if span.campaign.kind == "MER":
                judge.equal(f"{where} {label}", (code, label) in rows, False)
            else:
                judge.equal(f"{where} {label}", rows[code, label][part], len(span.cancelled()))
                judge.equal(f"{where} {label} of", rows[code, label][whole], len(span.given()))


QUESTIONS = {
    "Pourquoi le don s’est arrêté": "ARRET_",
    "Ce qui retient de reprendre": "FREIN_",
    "Satisfaction, question finale": "SATISF_",
}


def check_heard(judge, book, both):
    """How many calls each question is over, and the counts that are told; where nothing is noted, how refusals end."""
    rows = book.rows("FREINS")
    for code, (_, span) in both.items():
        own = [row for row in rows if row["Campagne"] == code]
        for question, letters in QUESTIONS.items():
            said = [word for call in span.calls for word in call["said"] if word.startswith(letters)]
            cases = sum(1 for call in span.calls if any(word.startswith(letters) for word in call["said"]))
            check_question(judge, f"{book.name} {code} {question}", [row for row in own if row["Question"] == question], said, cases)
        refused = [call["code"] for call in span.calls if starts(call["code"], "RA_", "RS_")] if span.campaign.kind == "UPG" else []
        question = "Pourquoi la demande est refusée"
        check_question(judge, f"{book.name} {code} {question}", [row for row in own if row["Question"] == question], refused, len(refused))


def check_question(judge, where, rows, said, cases):
    tally = Counter(said)
    shown = sorted(str(row["Appels"]) for row in rows)
    masked = f"moins de {LEAST}"
    judge.equal(f"{where}: told", shown, sorted(str(n) if n >= LEAST else masked for n in tally.values()))
    judge.equal(f"{where}: of", {row["Sur"] for row in rows}, {cases} if tally else set())


def band(donor):
    return next((label for bound, label in BANDS if donor.old_monthly < bound * 100), "50 et plus")


def part_of_day(call):
    hour = at(call["endedAtMs"]).hour
    return "matin" if hour < 14 else "après-midi" if hour < 17 else "soir"


def check_review(month, judge):
    for week in month.weeks:
        name = week.replace("-W", "-S")
        if not any("REVUE" in one and name in one for one in month.received):
            continue
        book = month.book("UNION_REVUE", name)
        page = month.pages[book.name.replace(".xlsx", ".html")]
        for code, campaign in month.campaigns.items():
            week_span, span = spans(month, campaign, week)
            lines = [week_span.lines(), span.lines()]
            rows = [[None, row["Objectif"], unit_of(row["Objectif"], campaign), row["Semaine"], row["Cumul"]]
                    for row in book.rows("OBJECTIFS") if row["Campagne"] == code]
            check_lines(judge, f"{book.name} {code}", rows, [{row[1]: one[row[1]] for row in rows} for one in lines])
            check_comparisons(judge, f"{book.name} {code}", book, span)
            check_page(judge, f"{book.name} {code}", page, span)


def unit_of(label, campaign):
    return campaign.currency if label.startswith("Montant") else "%"


def check_comparisons(judge, where, book, span):
    campaign = span.campaign
    donor = campaign.donor
    useful = [call for call in span.closed if is_useful(call["code"])]
    agreed = [call for call in useful if starts(call["code"], "AC_") and span.standing(call) == "counted"]
    tries = [call for call in span.calls if call["code"] not in UNCOUNTED_TRIES]
    reached = [call for call in tries if has_donor(call["code"])]
    pairs = {
        "Profils : contacts utiles sur fiches traitées": (useful, span.closed, lambda call: donor(call).segment),
        "Moments de la journée : donateurs joints": (reached, tries, part_of_day),
        "Jours de la semaine : donateurs joints": (reached, tries, lambda call: DAYS[at(call["endedAtMs"]).weekday()]),
    }
    if campaign.kind != "MER":
        pairs["Profils : accords sur contacts utiles"] = (agreed, useful, lambda call: donor(call).segment)
        pairs["Don mensuel actuel : accords sur contacts utiles"] = (agreed, useful, lambda call: band(donor(call)))
    for title, (good, cases, group) in pairs.items():
        rows = [row for row in book.rows("COMPARAISONS") if row["Campagne"] == campaign.code and row["Comparaison"] == title]
        found = {row["Groupe"]: (row["Succès"], row["Cas"]) for row in rows}
        wins, all_ = Counter(map(group, good)), Counter(map(group, cases))
        judge.equal(f"{where} {title}", found, {one: (wins[one], all_[one]) for one in all_})


def check_page(judge, where, page, span):
    """The essential says the number of agreements, or of thanks and useful contacts."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u202f", " ").replace("\u00a0", " ")
    campaign = span.campaign
    name = {"UPG": "Augmentation", "REA": "Réactivation", "MER": "Remerciement"}[campaign.kind]
    place = {"FR": "France", "BE": "Belgique", "CH": "Suisse"}[campaign.country]
    told = re.search(rf"{name} {place} 2026 : (\d+) (?:accords?|remerciements? faits?)", text)
    expected = span.lines()["Remerciements faits"] if campaign.kind == "MER" else span.sums()[0]
    judge.equal(f"{where} essential", told and int(told.group(1)), expected)
