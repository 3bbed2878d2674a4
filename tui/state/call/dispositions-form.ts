import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { type Disposition, pickableDispositions } from '../../../shared/dispositions.ts';
import { mayEnd } from '../../../shared/mandate-endings.ts';
import { mnemonicOf, shortLabelOf } from '../../keys/disposition-keys.ts';
import { plain } from '../fuzzy.ts';
import { textField } from '../text-field.ts';
import { type Call, scopeOf } from './call.ts';
import type { DispositionsForm } from './forms.ts';

export function openDispositionsForm(): DispositionsForm {
  return { kind: 'dispositions', letters: '', index: 0 };
}

/** The dispositions still in the list, in table order: those whose letters, or whose label, match what was typed. */
export function listed(form: DispositionsForm, call: Call): readonly Disposition[] {
  const all = pickableDispositions(scopeOf(call)).filter(({ code }) => mayEnd(code, call.card.gift.stopped));
  if (!form.filter) return all.filter((row) => mnemonicOf(row.code).startsWith(form.letters));
  const { country } = call.card.campaign;
  const wanted = plain(form.filter.text).split(/\s+/);
  return all.filter((row) => {
    const text = plain(
      `${dispositionLabel(row.code, country)} ${shortLabelOf(row.code, country)} ${row.family}`,
    );
    return wanted.every((part) => text.includes(part));
  });
}

/** The disposition under the arrows. */
export function underCursor(form: DispositionsForm, call: Call): Disposition | undefined {
  const rows = listed(form, call);
  return rows[Math.min(form.index, rows.length - 1)];
}

/** One letter more of the sequence; undefined when no disposition has it. Picks when only one is left. */
export function typeLetter(
  form: DispositionsForm,
  call: Call,
  letter: string,
): { readonly form: DispositionsForm; readonly picked?: string } | undefined {
  const next = { ...form, letters: form.letters + letter.toLowerCase(), index: 0 };
  const rows = listed(next, call);
  if (rows.length === 0) return undefined;
  const exact = rows.find((row) => mnemonicOf(row.code) === next.letters);
  return exact ? { form: next, picked: exact.code } : { form: next };
}

export function startFilter(form: DispositionsForm): DispositionsForm {
  return { ...form, letters: '', index: 0, filter: textField('', { max: 40 }) };
}
