import type { ChosenKeys } from '../state/workstation-state.ts';
import { actionName } from './action-names.ts';
import { ACTIONS, type Action, type Binding } from './actions.ts';
import { type Context, FIELD_CONTEXTS } from './contexts.ts';
import { whyForbidden } from './forbidden-chords.ts';
import { keyName } from './key-labels.ts';

/** Keys that nobody may move: without them a question could be answered by a slip, or the workstation never left. */
const FIXED: ReadonlySet<string> = new Set([
  ...['explicit', 'quit', 'accept', 'escape', 'yes', 'no'],
  // Written beside their question on the screen.
  ...['coordinates-yes', 'coordinates-changed', 'coordinates-refused'],
  ...['pause-break', 'pause-lunch', 'pause-legal', 'pause-debrief', 'pause-training', 'pause-technical'],
  'acknowledge',
]);
/** Most keys for one action. */
const MAX_KEYS = 3;

/** Lists where letters choose. */
const CHOOSING: readonly Context[] = ['dispositions', 'objections'];
/** Where small letters and digits are answers. */
const ANSWERED: readonly Context[] = ['script', 'endings'];

/** A character is text in a field, a choice in a list, an answer in the script. */
function fits(key: string, context: Context): boolean {
  if ([...key].length > 1) return true;
  if (CHOOSING.includes(context) && /^[a-z]$/i.test(key)) return false;
  return !FIELD_CONTEXTS.includes(context) && !(ANSWERED.includes(context) && /^[a-z0-9]$/.test(key));
}

function contextsOf(action: Action): readonly Context[] {
  return [...new Set(action.bindings.flatMap((one) => one.in))];
}

/** The chosen keys wherever they can be pressed; where none can, the table's own stay. */
function rebound(action: Action, keys: readonly string[]): Action {
  const contexts = contextsOf(action);
  const served = contexts.filter((context) => keys.some((key) => fits(key, context)));
  const chosen = keys.map((key) => ({ key, in: contexts.filter((context) => fits(key, context)) }));
  const kept = action.bindings.map((one) => ({
    key: one.key,
    in: one.in.filter((context) => !served.includes(context)),
  }));
  return { ...action, bindings: [...chosen, ...kept].filter((one: Binding) => one.in.length > 0) };
}

const tables = new WeakMap<ChosenKeys, readonly Action[]>();

/** THE table, with the keys that this person chose. The same choice gives the same table. */
export function tableOf(chosen: ChosenKeys | undefined): readonly Action[] {
  if (!chosen) return ACTIONS;
  const known = tables.get(chosen);
  if (known) return known;
  const table = ACTIONS.map((action) => {
    const keys = chosen[action.id];
    return keys ? rebound(action, keys) : action;
  });
  tables.set(chosen, table);
  return table;
}

function keysOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const keys = list.map((one) => (typeof one === 'string' ? normalised(one) : undefined));
  return keys.every((key) => key !== undefined) && keys.length > 0 ? keys : undefined;
}

/** `Ctrl-G`, `F7` and `echap` are read as people write them; one character stays as it is. */
function normalised(text: string): string {
  const trimmed = text.trim();
  if ([...trimmed].length === 1) return trimmed;
  const word = trimmed.toLowerCase().replace(/^(?:ctrl|\^)[ +-]?/, 'ctrl-');
  return FRENCH_KEYS[word] ?? word;
}

const FRENCH_KEYS: Readonly<Record<string, string>> = {
  entrée: 'enter',
  échap: 'escape',
  suppr: 'delete',
  haut: 'up',
  bas: 'down',
  gauche: 'left',
  droite: 'right',
  début: 'home',
  fin: 'end',
};

export interface ReadChoice {
  readonly keys: ChosenKeys;
  /** French sentences; none: the choice is good. */
  readonly problems: readonly string[];
}

/** A person's choice: action name → key, or list of keys. Every problem is named, none is guessed away. */
export function readChoice(written: Readonly<Record<string, unknown>>): ReadChoice {
  const byName = new Map(ACTIONS.map((action) => [actionName(action), action]));
  const problems: string[] = [];
  const keys: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(written)) {
    const action = byName.get(name);
    const chosen = keysOf(value);
    const problem = problemOf(name, action, chosen);
    if (problem !== undefined) problems.push(problem);
    else if (action && chosen) keys[action.id] = chosen;
  }
  return { keys, problems: [...problems, ...conflicts(tableOf(keys))] };
}

function problemOf(
  name: string,
  action: Action | undefined,
  keys: readonly string[] | undefined,
): string | undefined {
  if (!action) return `Aucune action ne s’appelle « ${name} » : la liste est donnée par « plateau touches ».`;
  if (FIXED.has(action.id)) return `Les touches de « ${name} » ne se changent pas.`;
  if (!keys) return `« ${name} » attend une touche, ou une liste de touches.`;
  if (keys.length > MAX_KEYS) return `« ${name} » a trop de touches : ${MAX_KEYS} au plus.`;
  for (const key of keys) {
    const why = whyForbidden(key);
    if (why !== undefined) return `« ${name} » ne peut pas prendre ${keyName(key)} : ${why}.`;
    if (!contextsOf(action).some((context) => fits(key, context)))
      return `« ${name} » ne peut pas prendre ${keyName(key)} : c’est une lettre du texte ou une réponse du script.`;
  }
  return undefined;
}

/** Two actions under one key on one screen: each pair once. */
function conflicts(table: readonly Action[]): readonly string[] {
  const found = new Set<string>();
  const taken = new Map<string, string>();
  for (const action of table) {
    const name = actionName(action);
    for (const { key, in: contexts } of action.bindings)
      for (const context of contexts) {
        const place = `${context} ${key}`;
        const other = taken.get(place);
        taken.set(place, name);
        if (other !== undefined && other !== name)
          found.add(`La touche ${keyName(key)} servirait à la fois à « ${other} » et à « ${name} ».`);
      }
  }
  return [...found];
}
