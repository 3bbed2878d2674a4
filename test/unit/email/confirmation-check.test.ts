import { expect, test } from 'vitest';
import { EMAIL_KINDS, type EmailTemplate } from '../../../server/domain/campaign/campaign-settings.ts';
import { checkTemplate } from '../../../server/domain/email/confirmation.ts';
import { afterVerdict, lateBefore, RETRY_MINUTES } from '../../../server/domain/email/confirmation-life.ts';
import { isNeutral } from '../../../server/domain/email/confirmation-neutral.ts';
import { shippedTemplate } from '../../support/email/confirmation-case.ts';

const faulty = (change: Partial<EmailTemplate>) =>
  checkTemplate({ ...shippedTemplate('agreement'), ...change });
const codes = (change: Partial<EmailTemplate>) => faulty(change).map((problem) => problem.code);

test.each(EMAIL_KINDS)('the shipped %s template has no fault', (kind) => {
  expect(checkTemplate(shippedTemplate(kind))).toEqual([]);
});

test('an unknown variable is named with its line', () => {
  const { text } = shippedTemplate('agreement');
  const [problem, ...others] = faulty({ text: `${text}\n{{ MONTANT_INCONNU }}` });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    part: 'text',
    code: 'unknown-variable',
    line: text.split('\n').length + 1,
  });
  expect(problem?.message).toContain('MONTANT_INCONNU');
  expect(problem?.hint).toContain('NOUVEAU_MONTANT');
});

test('what the donor must be told cannot be left out of either body', () => {
  const { html, text } = shippedTemplate('agreement');
  expect(faulty({ html: html.replaceAll('{{ RUM }}', '') })).toMatchObject([
    { part: 'html', code: 'required-variable' },
  ]);
  expect(faulty({ text: text.replaceAll('{{ ICS }}', '') })).toMatchObject([
    { part: 'text', code: 'required-variable' },
  ]);
});

test.each<[string, Partial<EmailTemplate>]>([
  ['template-empty', { subject: '' }],
  ['subject-line-break', { subject: 'Votre\nsoutien' }],
  ['subject-too-long', { subject: 'x'.repeat(121) }],
  ['subject-not-neutral', { subject: 'Merci pour votre don contre le VIH' }],
  ['subject-personal', { subject: 'Merci {{ PRENOM }}' }],
  ['template-syntax', { subject: 'Merci {{ ASSOCIATION | raw }}' }],
  ['variable-out-of-place', { subject: 'Merci {{ LIEN_DON }}' }],
])('%s', (code, change) => {
  expect(codes(change)).toEqual([code]);
});

test('empty bodies', () => {
  expect(codes({ html: ' \n' })).toEqual(['template-empty']);
  expect(codes({ text: '' })).toEqual(['template-empty']);
});

test('HTML that fetches or runs something is refused with its line', () => {
  const { html } = shippedTemplate('agreement');
  for (const bait of [
    '<img src="https://exemple.invalid/x.gif">',
    '<SCRIPT>x</SCRIPT>',
    '<p style="background:url(https://exemple.invalid/x)">x</p>',
    '<a href="javascript:x">x</a>',
    '<p onclick="x">x</p>',
    '<link rel="stylesheet" href="x">',
  ]) {
    const line = html.split('\n').length;
    expect(faulty({ html: `${html}${bait}` }), bait).toMatchObject([{ code: 'html-remote', line }]);
  }
});

test('neutral words', () => {
  for (const text of [
    'VIH',
    'le sida',
    'Sidaction',
    'séropositif',
    'Séropositivité',
    'hépatite C',
    'V.I.H.',
    'une I.S.T',
    'dépistage',
  ]) {
    expect(isNeutral(text, 'fr'), text).toBe(false);
  }
  for (const text of [
    'Votre soutien',
    'Une visite historique',
    'Préparez Noël',
    'considérable',
    'Résidanat',
  ]) {
    expect(isNeutral(text, 'fr'), text).toBe(true);
  }
});

test('a deferred e-mail is tried at 15 min, 1 h, 4 h, 12 h, 24 h, then has failed', () => {
  const after = (attempts: number) =>
    afterVerdict({ verdict: 'deferred', reply: '451', attempts, nowMs: 1_000_000 });
  expect(RETRY_MINUTES.map((_, index) => after(index + 1).dueAtMs)).toEqual(
    [15, 60, 240, 720, 1440].map((minutes) => 1_000_000 + minutes * 60_000),
  );
  expect(after(5)).toMatchObject({ state: 'to-send' });
  expect(after(6)).toEqual({ state: 'failed', reply: '451' });
});

test('the other verdicts are final', () => {
  const end = { reply: '250', attempts: 1, nowMs: 5 };
  expect(afterVerdict({ ...end, verdict: 'sent' })).toEqual({ state: 'sent', reply: '250', sentAtMs: 5 });
  expect(afterVerdict({ ...end, verdict: 'refused' })).toEqual({ state: 'refused', reply: '250' });
  expect(afterVerdict({ ...end, verdict: 'uncertain' })).toEqual({ state: 'uncertain', reply: '250' });
  expect(lateBefore(48, 48 * 3_600_000)).toBe(0);
});
