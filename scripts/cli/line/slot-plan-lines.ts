import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { PlannedHours, SiteNeed } from '../../../server/domain/line/staffing/slot-plan.ts';
import { countryFacts } from '../../../shared/country.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { zoned } from '../../../shared/time.ts';
import { textTable } from '../terminal.ts';

const whole = (value: number): string => value.toLocaleString('fr-FR');
const shown = (value: number | undefined): string => (value === undefined ? '–' : whole(value));

/** `sam. 5/12 20:00 – 23:00`; the day again where it is another. */
function hoursText({ fromMs, toMs }: Pick<PlannedHours, 'fromMs' | 'toMs'>, zone: string): string {
  const [from, to] = [zoned(fromMs, zone), zoned(toMs, zone)];
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = (at: Temporal.ZonedDateTime) => `${two(at.hour)}:${two(at.minute)}`;
  return `${from.toLocaleString('fr-FR', { weekday: 'short' })} ${from.day}/${two(from.month)} ${clock(from)} – ${clock(to)}`;
}

/** « MAISON, sam. 5/12 20:00 – 21:00 : il manque 3 postes tenus… »; nothing where enough come. */
function missingText(
  hours: string,
  { site, needed, seats, places, missing = 0 }: SiteNeed,
): readonly string[] {
  if (missing === 0) return [];
  const toOpen = Math.min(needed, seats) - (places ?? 0);
  const also = [
    ...(toOpen > 0 ? [`${inNumber(toOpen, 'place(s)')} à ouvrir`] : []),
    ...(needed > seats ? [`le site n’a que ${inNumber(seats, 'poste(s)')}`] : []),
  ];
  const verb = missing < 2 ? 'il manque 1 poste tenu' : `il manque ${whole(missing)} postes tenus`;
  return [`${site}, ${hours} : ${[verb, ...also].join(' ; ')}.`];
}

/** The plan of each hour, then what is missing, in words; `isCompared`: with those who signed up. */
export function slotPlanLines(
  plan: readonly PlannedHours[],
  { name, country, expected }: LineSettings,
  isCompared: boolean,
): readonly string[] {
  const { talkSeconds, wrapSeconds, servedPercent, servedSeconds } = expected;
  const { zone } = countryFacts(country);
  const rows = plan.flatMap((one) =>
    one.sites.map((site, at) => [
      at === 0 ? hoursText(one, zone) : '',
      at === 0 ? whole(one.callsPerHour) : '',
      site.site,
      whole(site.needed),
      ...(isCompared ? [site.places, site.signedUp, site.missing].map(shown) : [whole(site.seats)]),
    ]),
  );
  const heads = [
    'Heures',
    'Appels/h',
    'Site',
    'Il faut',
    ...(isCompared ? ['Places', 'Inscrits', 'Manque'] : ['Postes']),
  ];
  const nowhere = plan.filter(({ rule }) => rule === null);
  const missing = plan.flatMap((one) => one.sites.flatMap((site) => missingText(hoursText(one, zone), site)));
  return [
    `${name} : ${talkSeconds} s de conversation, ${wrapSeconds} s après ; but : ${servedPercent} % servis en ${servedSeconds} s.`,
    '',
    ...textTable(heads, rows),
    '',
    ...nowhere.map((one) => `${hoursText(one, zone)} : aucune règle ne dit où vont ces appels.`),
    ...missing,
    ...(isCompared && missing.length === 0 ? ['Assez de personnes sont inscrites à ces heures.'] : []),
    'Appels venus au hasard toute la durée d’une ligne ; après un film, écrivez la pointe sur une ligne à elle.',
  ];
}
