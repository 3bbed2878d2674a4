import { inNumber } from '../../../shared/french-plural.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import { countryLaw } from '../campaign/country-law.ts';
import type { LineSettings } from './line-settings.ts';
import { firstGap, saidMinute, spansOf } from './week-windows.ts';

type Rule = (settings: LineSettings, today: CivilDate) => readonly Finding[];

/** A helpline's number that nobody rang for so long may have changed. */
const HELPLINE_DAYS = 180;

function sitesThere({ sites, routes }: LineSettings): readonly Finding[] {
  const known = new Set(sites.map(({ code }) => code));
  return routes.flatMap((route, at) =>
    (['to', 'overflow'] as const).flatMap((end) => {
      const name = route[end];
      if (name === undefined || known.has(name)) return [];
      const message = `Le site ${name} n’est pas dans « sites ».`;
      return [
        { at: ['routes', at, end], code: 'unknown-site', message, hint: `sites : ${[...known].join(', ')}` },
      ];
    }),
  );
}

function weekHeld({ routes }: LineSettings): readonly Finding[] {
  if (routes.some(({ when }) => when === 'always')) return [];
  const gap = firstGap(routes.flatMap(({ when }) => (when === 'always' ? [] : spansOf(when))));
  if (!gap) return [];
  const message = `Un appel de ${saidMinute(gap.from)} à ${saidMinute(gap.to)} n’irait nulle part.`;
  return [{ at: ['routes'], code: 'week-gap', message, hint: 'finissez par une règle « when: always »' }];
}

function noneAfterAll({ routes }: LineSettings): readonly Finding[] {
  const always = routes.findIndex(({ when }) => when === 'always');
  if (always < 0 || always === routes.length - 1) return [];
  const message = 'Cette règle ne sert jamais : celle d’avant prend déjà tous les appels.';
  return [{ at: ['routes', always + 1], code: 'route-never', message, hint: 'mettez « always » en dernier' }];
}

function windowsThere({ routes }: LineSettings): readonly Finding[] {
  return routes.flatMap(({ when }, at) =>
    when !== 'always' && (when.from === when.to || when.from === '24:00')
      ? [
          {
            at: ['routes', at, 'when', 'from'],
            code: 'window-empty',
            message: 'Cette plage commence quand elle finit.',
            hint: 'écrivez une heure de fin après le début ; avant lui, c’est celle du lendemain',
          },
        ]
      : [],
  );
}

function noCycle({ routes }: LineSettings): readonly Finding[] {
  return routes.flatMap(({ to, overflow }, at) =>
    to === overflow
      ? [
          {
            at: ['routes', at, 'overflow'],
            code: 'route-cycle',
            message: `Le débordement de ${to} revient à ${to} : l’appel tournerait sans fin.`,
            hint: 'nommez un autre site, ou retirez « overflow », « max » et « spillAfterSeconds »',
          },
        ]
      : [],
  );
}

function endsSomewhere({ routes }: LineSettings): readonly Finding[] {
  return routes.flatMap(({ max, spillAfterSeconds, overflow }, at) => {
    const isBounded = max !== undefined || spillAfterSeconds !== undefined;
    if (isBounded && overflow === undefined)
      return [
        {
          at: ['routes', at],
          code: 'route-without-end',
          message: 'Les appels en trop n’ont pas de suite : il manque « overflow ».',
          hint: 'nommez le site qui les prend, ou retirez la limite',
        },
      ];
    if (!isBounded && overflow !== undefined)
      return [
        {
          at: ['routes', at, 'overflow'],
          code: 'overflow-never',
          message: 'Rien ne fait jamais déborder ce site : « overflow » ne sert pas.',
          hint: 'ajoutez « max » ou « spillAfterSeconds », ou retirez « overflow »',
        },
      ];
    return [];
  });
}

function seatsThere({ sites, routes }: LineSettings): readonly Finding[] {
  return routes.flatMap(({ to, max }, at) => {
    const seats = sites.find(({ code }) => code === to)?.seats;
    if (max === undefined || seats === undefined || max <= seats) return [];
    const message = `${inNumber(max, 'appel(s)')} à la fois pour ${inNumber(seats, 'poste(s)')} : les derniers attendraient sans déborder.`;
    return [{ at: ['routes', at, 'max'], code: 'seats-above-site', message, hint: `${seats} au plus` }];
  });
}

function limitsAround({ sites, routes }: LineSettings): readonly Finding[] {
  return routes.flatMap(({ to, max, maxBetween }, at) => {
    if (maxBetween === undefined) return [];
    const { least, most } = maxBetween;
    const seats = sites.find(({ code }) => code === to)?.seats ?? most;
    // A threshold above the seats has its own finding.
    const isSound = max !== undefined && least <= max && max <= most && most <= seats;
    if (isSound || (max !== undefined && max > seats)) return [];
    const message = `Le seuil ne peut pas aller de ${least} à ${most} : il contient « max », et ne passe pas les ${seats} postes.`;
    const hint = 'écrivez « max », et « least » et « most » autour de lui, ou retirez « maxBetween »';
    return [{ at: ['routes', at, 'maxBetween'], code: 'limit-bounds', message, hint }];
  });
}

function queuesApart({ sites, handOver }: LineSettings): readonly Finding[] {
  const seen = new Set<string>();
  const twice = sites.flatMap(({ code, queue }, at) => {
    const isTwice = seen.has(queue) || seen.has(code);
    seen.add(queue).add(code);
    if (!isTwice) return [];
    const message = 'Deux sites ont le même code ou la même file d’attente.';
    return [{ at: ['sites', at], code: 'site-twice', message, hint: 'un site, un code et une file à lui' }];
  });
  if (!sites.some(({ queue }) => queue === handOver.queue)) return twice;
  const message = 'L’équipe de l’association est la file d’un site de promesses.';
  const hint = 'donnez-lui sa propre file : qui est concerné ne retombe jamais sur une promesse';
  return [...twice, { at: ['handOver', 'queue'], code: 'hand-over-to-pledges', message, hint }];
}

function skillsApart({ sites, skills = [], handOver }: LineSettings): readonly Finding[] {
  const seen = new Set([handOver.queue, ...sites.flatMap(({ code, queue }) => [queue, code.toLowerCase()])]);
  return skills.flatMap(({ code, queue }, at) => {
    const isTwice = seen.has(queue) || seen.has(code);
    seen.add(queue).add(code);
    if (!isTwice) return [];
    const message = 'Cette compétence a le code ou la file d’attente d’une autre, d’un site ou de l’équipe.';
    const hint = 'une compétence, un code et une file à elle';
    return [{ at: ['skills', at], code: 'skill-twice', message, hint }];
  });
}

function helplinesFresh({ country, helplines }: LineSettings, today: CivilDate): readonly Finding[] {
  const oldest = Temporal.PlainDate.from(today).subtract({ days: HELPLINE_DAYS }).toString();
  const stale = helplines.flatMap(({ checkedOn }, at) => {
    if (checkedOn > oldest && checkedOn <= today) return [];
    const message =
      checkedOn > today
        ? 'Ce numéro d’aide aurait été vérifié dans l’avenir.'
        : `Ce numéro d’aide n’a pas été vérifié depuis ${HELPLINE_DAYS} jours.`;
    const hint = 'appelez-le, puis écrivez la date du jour';
    return [{ at: ['helplines', at, 'checkedOn'], code: 'helpline-stale', message, hint }];
  });
  if (helplines.some((one) => one.country === country)) return stale;
  const message = 'Il n’y a pas de numéro d’aide dans le pays de la campagne.';
  const hint = 'ajoutez celui que l’association recommande : il se lit quand son équipe ne répond pas';
  return [...stale, { at: ['helplines'], code: 'helpline-missing', message, hint }];
}

function presetsInOrder({ presets }: LineSettings): readonly Finding[] {
  const at = presets.findIndex((amount, index) => index > 0 && amount <= (presets[index - 1] ?? 0));
  if (at < 0) return [];
  const message = 'Les montants d’une touche ne vont pas en montant.';
  return [
    {
      at: ['presets', at],
      code: 'presets-order',
      message,
      hint: 'du plus petit au plus grand, sans doublon',
    },
  ];
}

function linkIsSafe({ link }: LineSettings): readonly Finding[] {
  const found: Finding[] = [];
  if (!/^https:\/\/[^?#]+\/$/.test(link.base))
    found.push({
      at: ['link', 'base'],
      code: 'link-not-https',
      message: 'Le lien de paiement commence par https:// et finit par /, sans question.',
      hint: 'le jeton de la promesse se met au bout, et rien de la personne',
    });
  if (new Set(link.by).size < link.by.length)
    found.push({
      at: ['link', 'by'],
      code: 'link-way-twice',
      message: 'Une voie du lien est écrite deux fois.',
      hint: 'email, sms, letter : chacune une fois au plus',
    });
  return found;
}

function remindedOnce({ reminder, link, keep }: LineSettings): readonly Finding[] {
  const found: Finding[] = [];
  if (keep.unconfirmedDays < link.validDays)
    found.push({
      at: ['keep', 'unconfirmedDays'],
      code: 'erased-before-link',
      message: 'Une promesse serait effacée pendant que son lien vaut encore.',
      hint: `au moins ${link.validDays} jours, comme « link.validDays »`,
    });
  if (!reminder) return found;
  if (reminder.times > 1)
    found.push({
      at: ['reminder', 'times'],
      code: 'reminder-twice',
      message: 'Une promesse ne se rappelle qu’une fois.',
      hint: 'écrivez 1, ou retirez « reminder »',
    });
  if (reminder.afterDays >= link.validDays)
    found.push({
      at: ['reminder', 'afterDays'],
      code: 'reminder-after-link',
      message: 'Le rappel partirait quand le lien ne vaut plus.',
      hint: `moins de ${link.validDays} jours, comme « link.validDays »`,
    });
  return found;
}

function mailIsSigned({ charity, link, reminder }: LineSettings): readonly Finding[] {
  if (charity.emailFrom !== undefined && charity.replyTo !== undefined) return [];
  if (!link.by.includes('email') && (reminder?.times ?? 0) === 0) return [];
  const message = 'Des e-mails partiraient sans expéditeur ni adresse de réponse.';
  const hint = 'ajoutez « emailFrom » et « replyTo » sous « charity », ou retirez l’e-mail de « link.by »';
  return [{ at: ['charity'], code: 'sender-missing', message, hint }];
}

function noticeSaysWho({ notice }: LineSettings): readonly Finding[] {
  if (/[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(notice) && /droits/i.test(notice)) return [];
  const message = 'La mention ne dit pas à qui s’adresser pour ses droits.';
  return [
    { at: ['notice'], code: 'notice-without-rights', message, hint: 'ajoutez « vos droits : adresse@… »' },
  ];
}

function datesInOrder({ starts, ends }: LineSettings): readonly Finding[] {
  if (starts <= ends) return [];
  const message = 'La campagne finirait avant de commencer.';
  return [{ at: ['ends'], code: 'dates-order', message, hint: 'la fin est le jour du début ou après lui' }];
}

function showsAllowedNumber({ country, callBack }: LineSettings): readonly Finding[] {
  const law = countryLaw(country).callerNumber;
  if (!callBack || !law?.refused.test(callBack.callerNumber)) return [];
  const { message, hint } = law;
  return [{ at: ['callBack', 'callerNumber'], code: 'caller-number-refused', message, hint }];
}

/** THE list of rules of a pledge line's settings, each with its code. */
const RULES: readonly Rule[] = [
  ...[datesInOrder, presetsInOrder, linkIsSafe, mailIsSigned, remindedOnce, noticeSaysWho, helplinesFresh],
  ...[queuesApart, sitesThere, windowsThere, weekHeld, noneAfterAll, noCycle, endsSomewhere, seatsThere],
  limitsAround,
  skillsApart,
  showsAllowedNumber,
];

/** Every fault that the shape of `campaign.yaml` does not show; `today` judges how fresh the helplines are. */
export function checkLine(settings: LineSettings, today: CivilDate): readonly Finding[] {
  return RULES.flatMap((rule) => rule(settings, today));
}
