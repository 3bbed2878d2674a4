import { describe, expect, it } from 'vitest';
import { directoryFilters } from '../../../../shared/people/directory-filters.ts';
import { DIRECTORY_ACTIONS, directoryMessageFor } from '../../../../tui/people/directory-keys.ts';
import { directoryScreen } from '../../../../tui/people/directory-screen.ts';
import {
  type DirectoryCommand,
  type DirectoryMessage,
  type DirectoryState,
  emptyDirectory,
} from '../../../../tui/people/directory-state.ts';
import { directoryUpdate } from '../../../../tui/people/directory-update.ts';

const person = (at: number) => ({
  id: `p${at}`,
  name: `Élodie FICTIVE-${at}`,
  status: 'confirmed' as const,
  kind: 'volunteer' as const,
  groups: ['GL Caen'],
});
const FOUND = {
  charity: 'UNION',
  opened: 30,
  all: 30,
  total: 30,
  lines: Array.from({ length: 30 }, (_, at) => person(at)),
};
const KEPT = [
  { name: 'Soirs de Caen', where: 'caen dispo:soir' },
  { name: 'Traducteurs', where: 'trad statut:confirmé' },
];

const heard = (state: DirectoryState, ...messages: readonly DirectoryMessage[]) =>
  messages.reduce((now, message) => directoryUpdate(now, message).state, state);
const list = () => heard(emptyDirectory(), { type: 'found', found: FOUND });
/** Presses keys, and says what went to the server last. */
function pressed(state: DirectoryState, ...keys: readonly string[]) {
  let [now, sent]: [DirectoryState, readonly DirectoryCommand[]] = [state, []];
  for (const name of keys) {
    const message = directoryMessageFor(now, { name, ...(name.length === 1 && { text: name }) });
    if (message) ({ state: now, commands: sent } = directoryUpdate(now, message));
  }
  return { state: now, sent };
}
const kept = (state: DirectoryState) => heard(state, { type: 'kept', lines: KEPT, unreadable: 0 });
const text = (state: DirectoryState) =>
  directoryScreen(state, 0)
    .map((one) => one.map((piece) => piece.text).join(''))
    .join('\n');

describe('R-51 « Annuaire »', () => {
  it('a page of the list is ten people, and the arrows go one by one', () => {
    expect(pressed(list(), 'pagedown', 'down').state.at).toBe(11);
    expect(pressed(list(), 'pagedown', 'pageup').state.at).toBe(0);
  });

  it('F3 lists the searches kept, Enter types the chosen one again, and it is asked anew', () => {
    const { state, sent } = pressed(list(), 'f3');
    expect(sent).toEqual([{ do: 'searches' }]);
    expect(text(kept(state))).toContain('▸ Soirs de Caen');
    const run = pressed(kept(state), 'down', 'enter');
    expect(run.sent).toEqual([{ do: 'find', where: 'trad statut:confirmé' }]);
    expect(run.state.field.text).toBe('trad statut:confirmé');
    expect(run.state.overlay).toBeUndefined();
  });

  it('says under them how many no longer open, also where no other is kept', () => {
    const open = pressed(list(), 'f3').state;
    const some = text(heard(open, { type: 'kept', lines: KEPT, unreadable: 2 }));
    expect(some).toContain('▸ Soirs de Caen');
    expect(some).toContain('2 de vos recherches gardées sont abîmées');
    const none = text(heard(open, { type: 'kept', lines: [], unreadable: 1 }));
    expect(none).toContain('Une de vos recherches gardées est abîmée');
    expect(none).not.toContain('Vous ne gardez aucune recherche');
  });

  it('a name typed there keeps the search of the list, never an empty one', () => {
    const empty = pressed(kept(pressed(list(), 'f3').state), 'a');
    expect(text(empty.state)).toContain('tapez-la d’abord');
    const typed = kept(pressed(list(), 'c', 'a', 'e', 'n', 'f3').state);
    const { state, sent } = pressed(typed, 'A', 'B', 'enter');
    expect(sent).toEqual([{ do: 'keep', search: { name: 'AB', where: 'caen' } }]);
    const done = heard(state, { type: 'kept', lines: KEPT, unreadable: 0, said: 'Gardée.' });
    // The name is done with: Enter runs again.
    expect(pressed(done, 'enter').sent).toEqual([{ do: 'find', where: 'caen dispo:soir' }]);
  });

  it('F2 lists the filters, and Enter writes the chosen one behind what is sought', () => {
    const { state, sent } = pressed(list(), 'c', 'f2');
    expect(sent).toEqual([{ do: 'filters' }]);
    const lines = directoryFilters([{ key: 'dispo', label: 'Disponibilités', choices: ['matin', 'soir'] }]);
    const shown = heard(state, { type: 'filters-came', lines });
    expect(text(shown)).toMatch(/▸ statut: +Statut +prospect/);
    const written = pressed(shown, 'x', 'pagedown', 'enter');
    expect(written.sent).toEqual([{ do: 'find', where: 'c dispo:' }]);
    expect(written.state.overlay).toBeUndefined();
    expect(heard(written.state, { type: 'filters-came', lines }).overlay).toBeUndefined();
  });

  it('takes one away on the second Suppr, and not after another key', () => {
    const open = kept(pressed(list(), 'f3').state);
    expect(pressed(open, 'delete', 'down', 'delete').sent).toEqual([]);
    expect(pressed(open, 'delete', 'delete').sent).toEqual([{ do: 'forget', name: 'Soirs de Caen' }]);
    expect(pressed(open, 'delete', 'escape').state.overlay).toBeUndefined();
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('the help tells every key on $columns columns, none of it cut', (size) => {
    const help = text(pressed(heard(list(), { type: 'resized', size }), '?').state);
    const told = DIRECTORY_ACTIONS.filter(({ message }) => message.type !== 'edit');
    for (const { help: said } of told) expect(help).toContain(said);
    expect(text(pressed(list(), '?', '?').state)).toContain('Élodie');
  });
});
