"""Compares a figure with what a paper says, and keeps every disagreement."""
from facts import half_up
from figures import Ratio, Timed

ABSENT = "n. d."


class Judge:
    def __init__(self):
        self.compared, self.faults = 0, []

    def equal(self, where, found, expected):
        self.compared += 1
        if found == expected:
            return
        if isinstance(found, list) and isinstance(expected, list):
            found, expected = [one for one in found if one not in expected], [one for one in expected if one not in found]
        if isinstance(found, dict) and isinstance(expected, dict):
            keys = [one for one in {**found, **expected} if found.get(one) != expected.get(one)]
            found, expected = ({one: each.get(one) for one in keys} for each in (found, expected))
        self.faults.append(f"{where}: {found!r}, recounted {expected!r}")

    def figure(self, where, unit, found, expected):
        """A cell of a report: counts as they are, amounts in units, rates and hours as printed."""
        shown = found if found == ABSENT else printed(unit, found)
        wanted = rounded(unit, expected)
        if isinstance(expected, Timed) and ABSENT not in (shown, wanted):
            low, high = sorted(rounded(unit, one) for one in expected.around())
            wanted = shown if low <= shown <= high else wanted
        self.equal(where, shown, wanted)


PLACES = {"%": 3, "par heure": 1, "heures": 1, "EUR": 2, "CHF": 2, "nombre": 0}


def printed(unit, value):
    return None if value is None else half_up(str(value), PLACES[unit])


def rounded(unit, value):
    """As a report would print it; over nothing, « n. d. »."""
    if not isinstance(value, Ratio):
        return half_up(value, 0) / 100 if unit in ("EUR", "CHF") else half_up(value, 0)
    # A week may take back more than it brings: nothing is a rate of that.
    if value.whole <= 0:
        return ABSENT
    quotient = half_up(str(value.part), 9) / half_up(str(value.whole), 9)
    if unit in ("EUR", "CHF"):
        return half_up(quotient, 0) / 100
    return half_up(quotient, PLACES[unit])
