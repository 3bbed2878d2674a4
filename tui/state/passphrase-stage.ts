import { type TextField, textField } from './text-field.ts';
import type { PassphraseField, PassphraseStage, WorkstationState } from './workstation-state.ts';

const MAX_SIGNS = 128;

const empty = (name: PassphraseField['name']): PassphraseField => ({
  name,
  field: textField('', { max: MAX_SIGNS }),
});

/** In place of a password that was drawn: nothing else is open before. */
export function owedPassphrase(): PassphraseStage {
  return { at: 'passphrase', isOwed: true, fields: [empty('chosen'), empty('again')], index: 0, busy: false };
}

/** Between two cards, for whoever wants another one; a pause goes on underneath. */
export function wishedPassphrase({ stage }: WorkstationState): PassphraseStage {
  const fields = [empty('present'), empty('chosen'), empty('again')];
  const pause = stage.at === 'pause' ? { pause: stage } : {};
  return { at: 'passphrase', isOwed: false, fields, index: 0, busy: false, ...pause };
}

/** What is typed under that name. */
export function typedAs({ fields }: PassphraseStage, name: PassphraseField['name']): string {
  return fields.find((one) => one.name === name)?.field.text ?? '';
}

/** The field under the cursor, changed. */
export function changed(stage: PassphraseStage, how: (field: TextField) => TextField): PassphraseStage {
  const fields = stage.fields.map((one, at) =>
    at === stage.index ? { ...one, field: how(one.field) } : one,
  );
  return { ...stage, fields };
}

/** Those fields anew; the first of them has the cursor. None: the cursor stays. */
export function emptied(stage: PassphraseStage, names: readonly PassphraseField['name'][]): PassphraseStage {
  const fields = stage.fields.map((one) => (names.includes(one.name) ? empty(one.name) : one));
  const first = fields.findIndex(({ name }) => names.includes(name));
  return { ...stage, fields, index: first < 0 ? stage.index : first };
}
