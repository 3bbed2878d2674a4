import type { CorrectableField, IdentityField } from '../../../shared/call-outcome.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';

const HIDDEN = '•••';

/** Enough to see that something changed, and how, without saying who: first sign, or a number's last two digits. Pure. */
export function maskedValue(field: CorrectableField | IdentityField, value: string): string {
  if (value === '') return '(vide)';
  if (isPhoneSlot(field)) return `${HIDDEN}${value.slice(-2)}`;
  const [first = ''] = [...value];
  if (field !== 'EMAIL') return `${first}${HIDDEN}`;
  const domain = value.split('@').at(-1) ?? '';
  return `${first}${HIDDEN}@${HIDDEN}.${domain.split('.').at(-1) ?? ''}`;
}
