import { saidRoute, saidWhen } from '../../../server/domain/line/line-routes.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { LinePlan } from '../../../server/domain/line/staffing/line-plan.ts';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { textTable } from '../terminal.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const whole = (value: number): string => value.toLocaleString('fr-FR');

/** The rules in order: the first that holds wins. */
export function routesTable({ routes }: LineSettings): readonly string[] {
  const rows = routes.map((route, at) => [String(at + 1), saidWhen(route), saidRoute(route)]);
  return textTable(['Règle', 'Quand', 'Où va l’appel'], rows);
}

/** What so many calls an hour ask for, in words and by site. */
export function planLines(plan: LinePlan, { name, expected }: LineSettings): readonly string[] {
  const { talkSeconds, wrapSeconds, servedPercent, servedSeconds } = expected;
  const rows = plan.sites.map((one) => [
    one.site,
    whole(one.seats),
    whole(one.callsCarried),
    percent(one.busyThen),
    whole(one.callsBeforeOverflow),
  ]);
  return [
    `${name} : ${whole(plan.callsPerHour)} ${agreeing(plan.callsPerHour, 'appel(s)')} par heure, ${talkSeconds} s de conversation, ${wrapSeconds} s après ; but : ${servedPercent} % servis en ${servedSeconds} s.`,
    `Il faut ${inNumber(plan.seats, 'poste(s) tenu(s)')}, occupés ${percent(plan.busy)} du temps ; ${percent(plan.served)} servis en ${servedSeconds} s.`,
    '',
    ...textTable(['Site', 'Postes', 'Appels/h tenus', 'Occupés alors', '1 % déborde dès'], rows),
    '',
    ...plan.overflow.map(({ rule, share, calls, seats }) =>
      calls === 0
        ? `Règle ${rule} : rien ne déborde.`
        : `Règle ${rule} : ${percent(share)} débordent à l’instant, soit ${whole(calls)} appels par heure ; il y faut ${inNumber(seats, 'poste(s) tenu(s)')}.`,
    ),
    'Appels venus au hasard toute l’heure ; après un film ou un appel aux dons ils viennent ensemble : plus attendent.',
  ];
}
