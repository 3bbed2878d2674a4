"""What was typed, and of whom: calls, shifts and acts of the list, donors of the files that the charity sent."""
import datetime
import json
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from books import minor
from codes import WRONG_NUMBER, is_open

PARIS = ZoneInfo("Europe/Paris")
MONTHS = {"M": 1, "T": 3, "S": 6, "A": 12}
PHONES = ("TEL_FIXE", "TEL_MOBILE", "TEL_AUTRE")


def half_up(value, places=0):
    """Rounded as people round money."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def at(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, PARIS)


def week_of(ms):
    year, week, _ = at(ms).isocalendar()
    return f"{year}-W{week:02d}"


class Donor:
    def __init__(self, row):
        self.id = row["ID_DONATEUR"]
        self.segment = row["SEGMENT"]
        self.months = MONTHS[row["PERIODICITE"]]
        self.old = minor(row["MONTANT_PA"])
        self.numbers = sum(1 for phone in PHONES if row.get(phone))
        self.email = row.get("EMAIL")

    def monthly(self, raw):
        return int(half_up(Decimal(raw) / self.months))

    @property
    def old_monthly(self):
        return self.monthly(self.old)


class Campaign:
    """One campaign: its donors, and every call that was typed for them, in order."""

    def __init__(self, code, sent, calls, shifts, acts):
        self.code = code
        self.kind, self.country = code.split("-")[:2]
        self.currency = "CHF" if self.country == "CH" else "EUR"
        self.donors = {row["ID_DONATEUR"]: Donor(row) for row in sent.rows("FICHES")}
        self.calls, self.shifts, self.acts = calls, shifts, acts
        self.by_call = {call["callId"]: call for call in calls}
        self.closings = self._closings()

    def _closings(self):
        """The call that closed each record: a wrong number closes it once no other number is left."""
        closings, wrong = {}, {}
        for call in self.calls:
            donor, code = call["donor"], call["code"]
            if code in WRONG_NUMBER:
                wrong[donor] = wrong.get(donor, 0) + 1
                if wrong[donor] < self.donors[donor].numbers:
                    continue
            if not is_open(code):
                closings[donor] = call
        return closings

    def old(self, call):
        return self.donors[call["donor"]].old_monthly

    def new(self, call):
        return self.donors[call["donor"]].monthly(call["newMinor"])

    def donor(self, call):
        return self.donors[call["donor"]]


class Month:
    """The month: the list of what was typed, the files sent, what was received and told."""

    def __init__(self, received, sent, typed_file):
        kept = json.loads(typed_file.read_text("utf8"))
        self.told, typed = kept["told"], kept["typed"]
        for one in typed:
            one["week"] = week_of(one.get("endedAtMs") or one.get("toMs") or one["atMs"])
        self.pages = {name: one for name, one in received.items() if name.endswith(".html")}
        self.received = {name: one for name, one in received.items() if name.endswith(".xlsx")}
        self.campaigns = {}
        for code in dict.fromkeys(one["campaign"] for one in typed):
            own = [one for one in typed if one["campaign"] == code]
            calls = [one for one in own if one["what"] == "call"]
            shifts = [one for one in own if one["what"] == "shift"]
            acts = [one for one in own if one["what"] not in ("call", "shift")]
            file = sent[f"UNION_{code[:3]}_{code[4:6]}_20261123.xlsx"]
            self.campaigns[code] = Campaign(code, file, calls, shifts, acts)
        self.weeks = sorted({call["week"] for one in self.campaigns.values() for call in one.calls})

    def book(self, *parts):
        """The one received workbook whose name holds these parts."""
        found = [name for name in self.received if all(part in name for part in parts)]
        if len(found) != 1:
            raise LookupError(f"{parts}: {found}")
        return self.received[found[0]]
