import { isLoopback } from '../../../shared/loopback.ts';
import type { CampaignProblem, Finding } from '../campaign/campaign-check-problem.ts';
import { checkFile, placeFindings } from '../campaign-check/checked-file.ts';
import { KINDS, type TargetSettings, type WatchSettings, watchSettingsSchema } from './watch-settings.ts';

/** A watch file, judged: its settings when it has no fault. */
export interface CheckedWatch {
  readonly settings?: WatchSettings;
  readonly problems: readonly CampaignProblem[];
}

type TargetRule = (target: TargetSettings) => readonly (Omit<Finding, 'at'> & { readonly key?: string })[];

/** Which kind each option belongs to. */
const OPTIONS = { status: 'url', word: 'url', tokenFile: 'url', daysLeft: 'certificate' } as const;

function oneWay(target: TargetSettings): ReturnType<TargetRule> {
  const ways = KINDS.filter((kind) => target[kind] !== undefined);
  if (ways.length === 1) return [];
  const message =
    ways.length === 0
      ? `Rien ne dit comment interroger « ${target.name} ».`
      : `« ${target.name} » est interrogée de plusieurs façons : ${ways.join(', ')}.`;
  return [{ code: 'target-way', message, hint: `une clé parmi ${KINDS.join(', ')} ; une cible par façon` }];
}

function optionsOfItsKind(target: TargetSettings): ReturnType<TargetRule> {
  return Object.entries(OPTIONS).flatMap(([key, kind]) =>
    target[key as keyof typeof OPTIONS] === undefined || target[kind] !== undefined
      ? []
      : [
          {
            key,
            code: 'option-elsewhere',
            message: `« ${key} » ne sert qu’avec « ${kind} ».`,
            hint: 'retirez cette ligne, ou faites-en une autre cible',
          },
        ],
  );
}

function portExists(target: TargetSettings): ReturnType<TargetRule> {
  return (['ssh', 'smtp', 'certificate'] as const).flatMap((key) => {
    const port = Number(target[key]?.split(':').at(-1) ?? 1);
    if (port >= 1 && port <= 65_535) return [];
    return [{ key, code: 'port-out-of-range', message: 'Ce port n’existe pas.', hint: 'de 1 à 65535' }];
  });
}

/** A secret is in no address, and crosses no network in clear. */
function secretsAreSafe({ url, tokenFile }: TargetSettings): ReturnType<TargetRule> {
  if (url === undefined) return [];
  const { username, password, protocol, hostname } = new URL(url);
  if (username !== '' || password !== '')
    return [
      {
        key: 'url',
        code: 'secret-in-url',
        message: 'Une adresse ne porte ni nom d’utilisateur ni mot de passe.',
        hint: 'pour /health, mettez le jeton dans un fichier et nommez-le par « tokenFile »',
      },
    ];
  if (tokenFile === undefined || protocol === 'https:' || isLoopback(hostname)) return [];
  return [
    {
      key: 'tokenFile',
      code: 'token-in-clear',
      message: 'Le jeton passerait en clair sur le réseau.',
      hint: 'écrivez une adresse https://',
    },
  ];
}

const TARGET_RULES: readonly TargetRule[] = [oneWay, optionsOfItsKind, portExists, secretsAreSafe];

function namesApart({ targets }: WatchSettings): readonly Finding[] {
  return targets.flatMap(({ name }, at) =>
    targets.findIndex((one) => one.name === name) === at
      ? []
      : [
          {
            at: ['targets', at, 'name'],
            code: 'target-twice',
            message: `« ${name} » est déjà le nom d’une autre cible.`,
            hint: 'un nom par cible : c’est par lui que se lisent les mesures',
          },
        ],
  );
}

/** Without two witnesses our lost network is their outage; with nothing but witnesses, nobody is watched. */
function witnessesThere({ targets }: WatchSettings): readonly Finding[] {
  const witnesses = targets.filter(({ witness }) => witness).length;
  if (witnesses < 2)
    return [
      {
        at: ['targets'],
        code: 'witness-missing',
        message: 'Il faut deux témoins : sans eux, notre réseau perdu passerait pour une panne des autres.',
        hint: 'ajoutez deux cibles d’autres hébergeurs, avec « witness: true »',
      },
    ];
  if (witnesses < targets.length) return [];
  const hint = 'ajoutez ce qui doit être surveillé, sans « witness »';
  return [{ at: ['targets'], code: 'only-witnesses', message: 'Toutes les cibles sont des témoins.', hint }];
}

function roundHolds({ everySeconds, timeoutSeconds }: WatchSettings): readonly Finding[] {
  if (timeoutSeconds < everySeconds) return [];
  const message = 'Une réponse serait attendue encore quand le tour suivant commence.';
  return [
    {
      at: ['timeoutSeconds'],
      code: 'timeout-too-long',
      message,
      hint: `moins de ${everySeconds} secondes, comme « everySeconds »`,
    },
  ];
}

function findingsOf(settings: WatchSettings): readonly Finding[] {
  const ofTargets = settings.targets.flatMap((target, at) =>
    TARGET_RULES.flatMap((rule) =>
      rule(target).map(({ key, ...found }) => ({ at: ['targets', at, ...(key ? [key] : [])], ...found })),
    ),
  );
  return [...ofTargets, ...namesApart(settings), ...witnessesThere(settings), ...roundHolds(settings)];
}

/** Every fault of a watch file with its line. Pure: who calls has read the text. */
export function checkWatch(file: string, text: string): CheckedWatch {
  const checked = checkFile(new Map([[file, text]]), file, watchSettingsSchema);
  const found = checked.value === undefined ? [] : placeFindings(file, checked, findingsOf(checked.value));
  const problems = [...checked.problems, ...found]
    .map((one) => ({
      ...one,
      hint: one.hint.replace(/(avec|celui de).*upgrade-fr/, 'avec deploy/veille/veille.yaml'),
    }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  return {
    ...(checked.value !== undefined && problems.length === 0 && { settings: checked.value }),
    problems,
  };
}
