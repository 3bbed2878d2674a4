import { amountInWords, listenerOf } from '../../shared/amount-words.ts';
import type { Country } from '../../shared/country.ts';
import { dispositionLabel } from '../../shared/disposition-labels.ts';
import { formatMoney } from '../../shared/money.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { shortLabelOf } from '../keys/disposition-keys.ts';
import type { Region } from '../screen/layout.ts';
import { BLANK, type Line, line, sideBySide, span, squeezed } from '../screen/line.ts';
import {
  amountDoubt,
  amountOf,
  boundsOf,
  parseAmount,
  proposals,
  typedAmountProblem,
} from '../state/call/amount-form.ts';
import type { Call } from '../state/call/call.ts';
import { ENDING_KEYS } from '../state/call/form-edits.ts';
import type { AmountForm, EndingsForm, Form } from '../state/call/forms.ts';
import { heardReason } from '../state/call/heard-reason.ts';
import { FRENCH } from '../words/french.ts';
import { callbackLines } from './callback-lines.ts';
import * as facts from './card-facts.ts';
import { correctionLines } from './correction-lines.ts';
import { dispositionLines } from './disposition-list.ts';
import { fieldLine } from './field-line.ts';
import { noteLines } from './note-lines.ts';

/** A choice on its key, as the answers of the script are shown. */
function choice(key: string, label: string): Line {
  return line('  ', span(key, 'key'), `  ${label}`);
}

function paragraph(text: string, width: number): Line[] {
  return wrapText(text, width - 4).map((one) => line(`  ${one}`));
}

/** Every ending of the answer, the reason heard named, in two columns where one is too low. */
function endingsLines(call: Call, form: EndingsForm, { width, height }: Region): Line[] {
  const heard = heardReason(call, form.codes);
  const items = form.codes.map((code, at) => {
    const label = dispositionLabel(code, call.card.campaign.country);
    const key = span(ENDING_KEYS[at] ?? ' ', 'key');
    const said = code === heard ? [span(`  ${FRENCH.endings.heard}`, 'faint')] : [];
    return line('  ', key, '  ', span(label, at === form.index ? 'selected' : 'plain'), ...said);
  });
  if (items.length <= height) return items.length < height ? [BLANK, ...items] : items;
  const rows = Math.ceil(items.length / 2);
  return [BLANK, ...sideBySide([items.slice(0, rows), items.slice(rows)], Math.floor(width / 2))];
}

function confirmLines(call: Call, form: Form & { kind: 'confirm' }, width: number): Line[] {
  const label = dispositionLabel(form.code, call.card.campaign.country);
  return [
    BLANK,
    ...wrapText(FRENCH.closing.confirm(label), width - 4).map((one) => line('  ', span(one, 'strong'))),
    ...wrapText(form.why, width - 4).map((one) => line('  ', span(one, 'warn'))),
    BLANK,
    choice('o', FRENCH.actions.yes[0]),
    choice('n', FRENCH.actions.no[0]),
  ];
}

function otherNumberLines({ national }: Form & { kind: 'other-number' }, width: number): Line[] {
  const text = FRENCH.otherNumber;
  return [
    BLANK,
    line('  ', span(text.question(national), 'strong')),
    ...paragraph(text.effect, width),
    BLANK,
    choice('o', text.yes),
    choice('n', text.no),
  ];
}

function coordinatesLines(call: Call, width: number): Line[] {
  const email = facts.fieldNow(call, 'EMAIL');
  const phones = facts.phoneFacts(call).map((phone) => phone.text);
  return [
    BLANK,
    ...paragraph(FRENCH.coordinates.question, width),
    ...paragraph(
      facts.addressLines(call).join(', ') || `${FRENCH.card.address} : ${FRENCH.card.noAddress}`,
      width,
    ),
    ...paragraph([email || `${FRENCH.card.email} : ${FRENCH.card.noEmail}`, ...phones].join(' · '), width),
    BLANK,
    choice('o', FRENCH.actions['coordinates-yes'][0]),
    choice('c', FRENCH.actions['coordinates-changed'][0]),
    choice('r', FRENCH.actions['coordinates-refused'][0]),
  ];
}

function amountLines(call: Call, form: AmountForm): Line[] {
  const { country } = call.card.campaign;
  const listener = listenerOf(call.card);
  const amount = amountOf(form, call);
  const problem = typedAmountProblem(form, call);
  const doubt = amountDoubt(form, call);
  const per = form.purpose === 'agreement' ? ` ${FRENCH.frequency[call.card.gift.frequency]}` : '';
  const { minMinor, maxMinor, currency } = boundsOf(call, form.purpose);
  const money = (minor: number) => formatMoney({ minor, currency }, country);
  const bounds = FRENCH.amount.bounds(money(minMinor), money(maxMinor));
  const said = amount ? `${formatMoney(amount, country)} ${amountInWords(amount, listener)}${per}` : '';
  return [
    BLANK,
    line(
      span(`  ${FRENCH.amount.field}  `, 'faint'),
      ...fieldLine(form.field, { width: 12, focused: true }),
      span(`  ${bounds}`, 'faint'),
    ),
    BLANK,
    problem === undefined ? line('  ', span(said, 'amount')) : line('  ', span(problem, 'warn')),
    ...(problem === undefined && doubt !== undefined ? [line('  ', span(doubt, 'warn'))] : []),
    BLANK,
    ...proposals(call, form.purpose).map((one) =>
      line(
        span(one.minor === parseAmount(form.field.text) ? '  ▸ ' : '    ', 'key'),
        `${formatMoney(one, country)}  ${amountInWords(one, listener)}`,
      ),
    ),
  ];
}

/** The title of what covers the script. */
export function formTitle(form: Form, country: Country): string {
  switch (form.kind) {
    case 'dispositions':
      return FRENCH.dispositions.title;
    case 'endings':
      return FRENCH.endings.title;
    case 'confirm':
      return `${FRENCH.closing.confirmTitle} : ${shortLabelOf(form.code, country)}`;
    case 'other-number':
      return FRENCH.otherNumber.title;
    case 'coordinates':
      return FRENCH.coordinates.title;
    case 'correction':
      return FRENCH.correction.title;
    case 'callback':
      return FRENCH.callback.title;
    case 'amount':
      return FRENCH.amount[form.purpose];
    case 'note':
      return FRENCH.note.title;
  }
}

export function formLines(call: Call, form: Form, region: Region): readonly Line[] {
  return squeezed(linesOf(call, form, region), region);
}

function linesOf(call: Call, form: Form, region: Region): readonly Line[] {
  switch (form.kind) {
    case 'dispositions':
      return dispositionLines(call, form, region);
    case 'endings':
      return endingsLines(call, form, region);
    case 'confirm':
      return confirmLines(call, form, region.width);
    case 'other-number':
      return otherNumberLines(form, region.width);
    case 'coordinates':
      return coordinatesLines(call, region.width);
    case 'correction':
      return correctionLines(call, form, region);
    case 'callback':
      return callbackLines(call, form, region);
    case 'amount':
      return amountLines(call, form);
    case 'note':
      return noteLines(form, region.width);
  }
}
