import type { CallScript, NodeMark } from '../../../shared/call-script.ts';
import { classWords, NOT_CLASSED, OTHER_CLASS } from '../../../shared/profile-classes.ts';
import type { ProfileDimension } from '../campaign/profile-settings.ts';
import { DAY_PARTS, GIFT_BANDS, slotOf, WEEKDAYS } from './insight-counts.ts';
import { SENIORITIES, seniorityName } from './seniority.ts';

/** What the base gives of a call for a dimension, as text: the store has one expression for each. @internal for tests */
export const CROSS_COLUMNS = [
  'segment',
  'band',
  'seniority',
  'theme',
  'hour',
  'path',
  'script',
  'agent',
  'country',
] as const;
export type CrossColumn = (typeof CROSS_COLUMNS)[number] | { readonly profile: string };

/** What names are told with: the scripts of the calls by version, and the team of each agent. */
export interface CrossContext {
  readonly scripts: ReadonlyMap<string, CallScript>;
  readonly teams: ReadonlyMap<string, string>;
}

/** One dimension of a cross-tabulation. */
export interface CrossAxis {
  /** As it is typed after `--by`. */
  readonly key: string;
  readonly title: string;
  readonly column: CrossColumn;
  /** Of the text of its column; null where the base has none. */
  readonly nameOf: (text: string | null, context: CrossContext) => string;
  /** Groups in the order in which people think of them; absent: most cases first. */
  readonly order?: readonly string[];
}

const HOUR_MS = 3_600_000;
const SUNDAY = 'dimanche';
const NOWHERE = 'sans script';

/** Marks of the steps of a call, in speaking order: the last one shown is the step reached. */
const STEPS: readonly (readonly [NodeMark, string])[] = [
  ['identity', 'accroche'],
  ['thanks', 'remerciement'],
  ['impact', 'impact'],
  ['stop-reason', 'motif d’arrêt'],
  ['challenge', 'défi'],
  ['ask-1', '1re proposition'],
  ['ask-2', '2e proposition'],
  ['ask-one-off', 'don ponctuel'],
  ['read-back', 'récapitulatif'],
];

/** The furthest step of a path written `version node node…`. A conclusion thanks too, from wherever it was reached. */
function stepReached(text: string, scripts: CrossContext['scripts']): string {
  const [version = '', ...nodes] = text.split(' ');
  const script = scripts.get(version);
  const shown = nodes
    .flatMap((id) => script?.nodes[id] ?? [])
    .filter(({ marks }) => !marks.includes('closing'));
  const said = new Set(shown.flatMap(({ marks }) => marks));
  return STEPS.findLast(([mark]) => said.has(mark))?.[1] ?? NOWHERE;
}

const slotAt = (text: string | null) => slotOf(Number(text) * HOUR_MS);
const named = (text: string | null) => (text === null || text === '' ? 'non renseigné' : text);

/** THE table of dimensions; each declared profile of the campaign is one more. */
const AXES: readonly CrossAxis[] = [
  { key: 'profil', title: 'Profil', column: 'segment', nameOf: named },
  {
    key: 'tranche',
    title: 'Don mensuel',
    column: 'band',
    nameOf: (text) => GIFT_BANDS[Number(text)] ?? '',
    order: GIFT_BANDS,
  },
  {
    key: 'anciennete',
    title: 'Ancienneté',
    column: 'seniority',
    nameOf: (text) => seniorityName(text === null ? null : Number(text)),
    order: [...SENIORITIES, seniorityName(null)],
  },
  { key: 'theme', title: 'Thème', column: 'theme', nameOf: (text) => (text ? text : 'sans thème') },
  {
    key: 'creneau',
    title: 'Moment',
    column: 'hour',
    nameOf: (text) => slotAt(text)?.part ?? SUNDAY,
    order: [...DAY_PARTS, SUNDAY],
  },
  {
    key: 'jour',
    title: 'Jour',
    column: 'hour',
    nameOf: (text) => WEEKDAYS[slotAt(text)?.weekday ?? -1] ?? SUNDAY,
    order: [...WEEKDAYS, SUNDAY],
  },
  {
    key: 'etape',
    title: 'Étape atteinte',
    column: 'path',
    nameOf: (text, { scripts }) => stepReached(text ?? '', scripts),
    order: [NOWHERE, ...STEPS.map(([, name]) => name)],
  },
  { key: 'script', title: 'Version du script', column: 'script', nameOf: named },
  {
    key: 'equipe',
    title: 'Équipe',
    column: 'agent',
    nameOf: (text, { teams }) => teams.get(text ?? '') ?? 'équipe inconnue',
  },
  { key: 'pays', title: 'Pays', column: 'country', nameOf: named },
];

/** Those of a campaign, the ones that every campaign has first: a profile may not take their names. */
export function crossAxes(profiles: readonly ProfileDimension[]): readonly CrossAxis[] {
  const own = profiles.filter(({ name }) => !AXES.some(({ key }) => key === name));
  return [
    ...AXES,
    ...own.map(({ name, label, classes }) => {
      const known = new Set(classes);
      return {
        key: name,
        title: label,
        column: { profile: name },
        nameOf: (text: string | null) => classWords(text !== null && known.has(text) ? text : NOT_CLASSED),
        order: [...new Set([...classes, OTHER_CLASS, NOT_CLASSED])].map(classWords),
      };
    }),
  ];
}

/** A team of fewer people is told with the others: their agents would be told by name. */
const SMALLEST_TEAM = 5;

/**
 * The team of each agent: those who call for the same campaigns. Teams of fewer than five people are put together, whatever the
 * number that this makes.
 */
export function teamsOf(
  agents: readonly { readonly id: string; readonly campaigns: readonly string[] }[],
): ReadonlyMap<string, string> {
  const nameOf = (campaigns: readonly string[]) => campaigns.toSorted().join(' + ');
  const sizes = new Map<string, number>();
  for (const { campaigns } of agents) {
    const name = nameOf(campaigns);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return new Map(
    agents.map(({ id, campaigns }) => {
      const name = nameOf(campaigns);
      return [id, (sizes.get(name) ?? 0) < SMALLEST_TEAM ? 'petites équipes' : name];
    }),
  );
}
