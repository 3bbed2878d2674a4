import { readAmountText, type WrittenAmount } from '../../../shared/amount-text.ts';
import { type FilledCell, formed } from './cell-form.ts';
import { accepted, type Reading, refused } from './contact-remarks.ts';
import { readText } from './contact-texts.ts';

const MAX_MINOR = 1_000_000_000;
const EXACTNESS = 1e-6;

function fromNumber(value: number): WrittenAmount | undefined {
  const minor = Math.round(value * 100);
  return Math.abs(value * 100 - minor) < EXACTNESS ? { minor, currency: undefined } : undefined;
}

/**
 * An amount in minor units, exactly: numbers with at most two decimals, texts that `readAmountText` understands.
 * Negative, ambiguous or unreadable ones are refused; 0 is left to the column's own rule.
 */
export const readAmount = formed({ kind: 'amount' }, amountOf);

function amountOf(cell: FilledCell): Reading<WrittenAmount> {
  const text = cell.kind === 'text' ? readText(cell).value : undefined;
  if (text === '') return { value: undefined, remarks: [] };
  const amount = cell.kind === 'number' ? fromNumber(cell.value) : readAmountText(text ?? '');
  if (amount === undefined || !(amount.minor >= 0 && amount.minor < MAX_MINOR))
    return refused(
      'wrong-amount',
      'Montant illisible, ou qui se lit de deux façons ; écrivez un nombre à deux décimales au plus, comme 12,50.',
    );
  return accepted(amount);
}
