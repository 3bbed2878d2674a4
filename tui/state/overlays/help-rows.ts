import { type Action, actionsIn, type Group, keysIn } from '../../keys/actions.ts';
import { contextOf } from '../../keys/contexts.ts';
import { keyLabel } from '../../keys/key-labels.ts';
import { shownActions } from '../../keys/shown-actions.ts';
import { PAGES } from '../../words/french-pages.ts';
import { plain } from '../fuzzy.ts';
import { uncovered } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';

const GROUPS: readonly Group[] = ['call', 'hot', 'general', 'form'];

/** A line of the help: the keys as the key bar writes them, and what they do. */
export interface HelpRow {
  readonly keys: string;
  readonly help: string;
}

export interface HelpPart {
  readonly title: string;
  readonly rows: readonly HelpRow[];
}

function rowOf(action: Action, keys: readonly string[]): HelpRow {
  return { keys: [...new Set(keys)].map(keyLabel).join(' '), help: action.help };
}

function partsOf(state: WorkstationState): readonly HelpPart[] {
  const context = contextOf(uncovered(state));
  const table = shownActions(state);
  const here = actionsIn(context, table);
  const elsewhere = (group: Group) => table.filter((one) => one.group === group && !here.includes(one));
  const everyKey = (one: Action) => one.bindings.map((binding) => binding.key);
  return [
    { title: PAGES.help.here, rows: here.map((one) => rowOf(one, keysIn(context, one))) },
    ...GROUPS.map((group) => ({
      title: PAGES.help.groups[group],
      rows: elsewhere(group).map((one) => rowOf(one, everyKey(one))),
    })),
  ];
}

/**
 * Every action: those of the screen under the help first, the rest by group; each part without the rows that lack a word
 * of what is typed, in their keys or in what they do.
 */
export function helpParts(state: WorkstationState, typed: string): readonly HelpPart[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = ({ keys, help }: HelpRow) => words.every((word) => plain(`${keys} ${help}`).includes(word));
  return partsOf(state)
    .map(({ title, rows }) => ({ title, rows: rows.filter(fits) }))
    .filter(({ rows }) => rows.length > 0);
}
