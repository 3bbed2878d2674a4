import { asksOneOffAlways, kindFacts } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { checkCountry } from './campaign-check-country.ts';
import { checkAskSettings } from './campaign-check-no-ask.ts';
import { checkProfiles } from './campaign-check-profiles.ts';
import { checkThemes } from './campaign-check-themes.ts';

type Check = (settings: CampaignSettings) => readonly Finding[];

function isCivilDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    // Not a date of the calendar, e.g. 2026-02-30: reported by the caller.
    return false;
  }
}

const checkDates: Check = (settings) => {
  const dates: readonly (readonly [readonly (string | number)[], string])[] = [
    [['starts'], settings.starts],
    [['ends'], settings.ends],
    ...settings.holidays.add.map((date, at) => [['holidays', 'add', at], date] as const),
    ...settings.holidays.remove.map((date, at) => [['holidays', 'remove', at], date] as const),
    ...(settings.tax
      ? ([
          [['tax', 'validFrom'], settings.tax.validFrom],
          [['tax', 'validTo'], settings.tax.validTo],
        ] as const)
      : []),
  ];
  const unreal = dates
    .filter(([, date]) => !isCivilDate(date))
    .map(([at, date]) => ({
      at,
      code: 'invalid-date',
      message: `La date ${date} n’existe pas.`,
      hint: 'écrivez AAAA-MM-JJ, un jour du calendrier',
    }));
  if (unreal.length > 0) return unreal;
  const reversed = { code: 'reversed-dates', hint: 'la fin vient après le début' };
  return [
    ...(settings.ends <= settings.starts
      ? [{ ...reversed, at: ['ends'], message: 'La campagne finit avant d’avoir commencé.' }]
      : []),
    ...(settings.tax && settings.tax.validTo < settings.tax.validFrom
      ? [
          {
            ...reversed,
            at: ['tax', 'validTo'],
            message: 'La phrase fiscale cesse d’être valable avant de l’être.',
          },
        ]
      : []),
  ];
};

/** Rungs climb and the last one has no limit, so that every amount falls on exactly one (docs/rules/asks.md#ladder). */
const checkLadder: Check = ({ ladder }) =>
  ladder.flatMap((rung, at) => {
    const findings: Finding[] = [];
    const isLast = at === ladder.length - 1;
    const before = ladder[at - 1]?.below ?? 0;
    if (isLast !== (rung.below === undefined) || (rung.below !== undefined && rung.below <= before))
      findings.push({
        at: ['ladder', at],
        code: 'ladder-order',
        message: `Le palier ${at + 1} de l’échelle n’est pas à sa place.`,
        hint: 'montants « below » croissants, et un dernier palier sans « below »',
      });
    if (rung.second > rung.first)
      findings.push({
        at: ['ladder', at, 'second'],
        code: 'ladder-second',
        message: `Au palier ${at + 1}, le repli dépasse la première proposition.`,
        hint: 'le repli est plus petit que la première proposition',
      });
    return findings;
  });

const isTime = (text: string) => text < '24:00' && text.slice(3) < '60';

const checkHours: Check = ({ windows, appointmentUntil }) => [
  ...windows.flatMap(({ from, to }, at) =>
    isTime(from) && isTime(to) && from < to
      ? []
      : [
          {
            at: ['windows', at],
            code: 'invalid-window',
            message: `La plage d’appel ${from} – ${to} n’est pas possible.`,
            hint: 'écrivez HH:MM, la fin après le début',
          },
        ],
  ),
  ...(isTime(appointmentUntil)
    ? []
    : [
        {
          at: ['appointmentUntil'],
          code: 'invalid-window',
          message: `L’heure ${appointmentUntil} n’existe pas.`,
          hint: 'écrivez HH:MM',
        },
      ]),
];

const checkOneOff: Check = ({ kind, oneOff }) => {
  if (!oneOff) return [];
  const findings: Finding[] = [];
  if (dispositionOf(oneOff.disposition)?.form !== 'one-off')
    findings.push({
      at: ['oneOff', 'disposition'],
      code: 'unknown-disposition',
      message: `${oneOff.disposition} n’est pas une qualification de don ponctuel.`,
      hint: 'choisissez DP_LIEN, DP_PRLV ou DP_COURRIER',
    });
  if (asksOneOffAlways(kind) && !oneOff.enabled)
    findings.push({
      at: ['oneOff', 'enabled'],
      code: 'one-off-required',
      message: `Une ${kindFacts(kind).campaign} propose toujours un don ponctuel après un refus (R-04).`,
      hint: 'remettez « enabled: true »',
    });
  return findings;
};

const checkMappingPlace: Check = ({ mapping }) =>
  mapping === undefined
    ? []
    : [
        {
          at: ['mapping'],
          code: 'mapping-in-campaign',
          message: 'Les noms de l’association ne s’écrivent pas ici.',
          hint: 'mettez-les dans mapping.yaml, à côté de campaign.yaml',
        },
      ];

const CHECKS: readonly Check[] = [
  checkMappingPlace,
  checkDates,
  checkLadder,
  checkHours,
  checkOneOff,
  checkThemes,
  checkCountry,
  checkProfiles,
  checkAskSettings,
];

/** What a schema cannot say about `campaign.yaml`: dates that exist, a ladder that climbs, hours, wording. */
export function checkSettings(settings: CampaignSettings): readonly Finding[] {
  return CHECKS.flatMap((check) => check(settings));
}
