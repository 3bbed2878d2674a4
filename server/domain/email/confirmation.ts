import { emailProblem } from '../../../shared/email.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Language } from '../../../shared/language/languages.ts';
import type { EmailTemplate } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';
import { type ParsedTemplate, parseTemplate } from './confirmation-liquid.ts';
import { isNeutral } from './confirmation-neutral.ts';
import {
  awaitsSignature,
  type ConfirmationFacts,
  confirmationVariables,
  oneLine,
} from './confirmation-variables.ts';

export { checkTemplate, type TemplatePurpose } from './confirmation-check.ts';

/** An e-mail ready to send. Personal data in clear: memory only. */
export interface ConfirmationMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type ConfirmationRequest = Omit<ConfirmationFacts, 'kind'> & { readonly template: EmailTemplate };

/** True when the donor has an address that a relay could take. */
export function canWriteTo(donor: Donor): boolean {
  return donor.email.trim() !== '' && emailProblem(donor.email.trim()) === undefined;
}

/**
 * The confirmation of a call, from the campaign's template (docs/rules/confirmation-email.md). Same request, same
 * bytes. Values are escaped in HTML; in a subject the charity goes by its short, neutral name. AppErrors
 * `template-variable-missing` (names it), `template-invalid`, `subject-not-neutral`: none is mended by trying again.
 */
export function confirmationMail(request: ConfirmationRequest): ConfirmationMail {
  const { template, settings, donor } = request;
  const { charity } = settings;
  const variables = confirmationVariables({ ...request, kind: template.kind });
  assertTellsHow(request);
  const shortName = oneLine(charity.shortName);
  const subject = rendered(template.subject, 'none', { ...variables, ASSOCIATION: shortName });
  assertNeutral([subject, shortName], settings.language);
  return {
    from: { name: shortName, address: charity.emailFrom },
    replyTo: charity.replyTo,
    to: { name: oneLine(`${donor.firstName} ${donor.lastName}`), address: donor.email.trim() },
    subject: oneLine(subject),
    text: rendered(template.text, 'none', variables),
    html: rendered(template.html, 'html', variables),
  };
}

function rendered(
  source: string,
  escaping: 'html' | 'none',
  variables: Readonly<Record<string, string>>,
): string {
  const template = parsed(source, escaping);
  const missing = template.uses.find(({ name }) => !Object.hasOwn(variables, name));
  if (missing) throw variableMissing(missing.name);
  return template.render(variables);
}

function parsed(source: string, escaping: 'html' | 'none'): ParsedTemplate {
  try {
    return parseTemplate(source, escaping);
  } catch (error) {
    throw new AppError({
      code: 'template-invalid',
      kind: 'invalid',
      message: 'Le modèle de cet e-mail est mal écrit.',
      hint: 'Lancez plateau campaign check sur le dossier de la campagne, puis rechargez-la.',
      cause: error,
    });
  }
}

/**
 * A template of before the ways of giving were told apart says of a gift by cheque that the account is debited; one that knows no
 * mandate to sign would announce a debit without a day.
 */
function assertTellsHow({ template, call, rectified }: ConfirmationRequest): void {
  const tells = (name: string) => template.text.includes(name) && template.html.includes(name);
  const isByPost = template.kind === 'one-off' && call.disposition === 'DP_COURRIER';
  if (isByPost && !tells('DON_COURRIER')) throw variableMissing('DON_COURRIER');
  if (awaitsSignature(call) && !rectified?.isCancelled && !tells('MANDAT_A_SIGNER'))
    throw variableMissing('MANDAT_A_SIGNER');
}

function variableMissing(name: string): AppError {
  return new AppError({
    code: 'template-variable-missing',
    kind: 'invalid',
    message: `L’e-mail n’est pas parti : la variable ${name} n’a pas de valeur pour cette fiche.`,
    hint: 'Complétez la fiche ou corrigez le modèle (plateau campaign check), puis relancez cet envoi.',
  });
}

function assertNeutral(shown: readonly string[], language: Language): void {
  if (shown.every((text) => isNeutral(text, language))) return;
  throw new AppError({
    code: 'subject-not-neutral',
    kind: 'invalid',
    message: 'L’objet de l’e-mail ou le nom de l’expéditeur révèle la cause.',
    hint: 'Donnez à l’association un nom court neutre (charity.shortName), puis rechargez la campagne.',
  });
}
