import { type FilledCell, formed } from './cell-form.ts';
import { alteration, asItCame } from './contact-identifiers.ts';
import { accepted, type Reading, refused, warning } from './contact-remarks.ts';
import { textOf } from './contact-texts.ts';

const MAX = 35;
/** The characters SEPA allows in a mandate reference (docs/rules/direct-debit.md); a space is allowed but unwise. */
const SEPA_CHARSET = /^[A-Za-z0-9/\-?:().,'+ ]+$/;

const SPACED = warning('mandate-space', 'La référence contient une espace : elle est gardée telle quelle.');

/** A mandate or authorisation reference: opaque text whose leading zeros count, so a number cell is refused. */
export const readMandateReference = formed({ kind: 'text', max: MAX }, mandateReferenceOf);

function mandateReferenceOf(cell: FilledCell): Reading<string> {
  if (cell.kind !== 'text')
    return refused(
      'mandate-as-number',
      'Référence devenue un nombre dans Excel : colonne à mettre en texte.',
    );
  const text = asItCame(cell.text);
  if (text === '') return { value: undefined, remarks: [] };
  if (text.length > MAX) return refused('mandate-too-long', `Plus de ${MAX} caractères.`);
  if (!SEPA_CHARSET.test(text))
    return refused('mandate-charset', 'Caractère interdit dans une référence de mandat.');
  const how = alteration(text);
  if (how !== undefined)
    return refused(
      'altered-reference',
      `Référence altérée par un tableur (${how}) : colonne à mettre en texte.`,
    );
  return accepted(text, text.includes(' ') ? SPACED : undefined);
}

const ICS_SHAPE = /^([A-Z]{2})(\d{2})([A-Z0-9]{3})([A-Z0-9]{1,28})$/;

/** ISO 7064 mod 97-10 over the national part, the country and the check digits; the business code is left out. */
function icsChecks(country: string, check: string, national: string): boolean {
  const digits = `${national}${country}${check}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/**
 * The creditor identifier, as it came: refused when malformed; a wrong check digit is a warning only, since the number is the
 * charity's own and opaque to us.
 */
export const readCreditorIdentifier = formed({ kind: 'text', max: MAX }, creditorIdentifierOf);

function creditorIdentifierOf(cell: FilledCell): Reading<string> {
  if (cell.kind !== 'text')
    return refused(
      'ics-malformed',
      'Identifiant de créancier attendu en texte, par exemple FR72ZZZ123456 ou BE68ZZZ0123456789.',
    );
  const text = asItCame(cell.text);
  if (text === '') return { value: undefined, remarks: [] };
  if (text.length > MAX) return refused('ics-malformed', `Plus de ${MAX} caractères.`);
  const match = ICS_SHAPE.exec(text.replace(/\s/g, '').toUpperCase());
  if (!match)
    return refused('ics-malformed', 'Identifiant de créancier mal formé (pays, clé, code, numéro).');
  const [, country = '', check = '', , national = ''] = match;
  const remark = warning('ics-check-digits', 'La clé de contrôle de l’identifiant de créancier est fausse.');
  return accepted(text, icsChecks(country, check, national) ? undefined : remark);
}

const MAX_MASKED = 34;
const readMasked = textOf(MAX_MASKED);

/** What the charity shows of an account number: left out when a spreadsheet took it for a number. */
export const readMaskedIban = formed({ kind: 'text', max: MAX_MASKED }, maskedIbanOf);

function maskedIbanOf(cell: FilledCell): Reading<string> {
  const how = cell.kind === 'text' ? alteration(asItCame(cell.text)) : undefined;
  return how === undefined
    ? readMasked(cell)
    : refused('altered-reference', `IBAN masqué altéré par un tableur (${how}) : colonne à mettre en texte.`);
}
