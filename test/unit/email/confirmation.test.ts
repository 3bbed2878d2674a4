import { describe, expect, test } from 'vitest';
import { EMAIL_KINDS } from '../../../server/domain/campaign/campaign-settings.ts';
import { canWriteTo, confirmationMail } from '../../../server/domain/email/confirmation.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { confirmationCase, upgradeFr } from '../../support/email/confirmation-case.ts';

const golden = (name: string) => `../../golden/emails/${name}`;
const TAX = {
  enabled: true,
  sentence: 'Si vous êtes imposable, votre don ouvre droit à une réduction d’impôt de 66 %.',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  minYearlyMinor: 0,
  source: 'exemple',
};

describe('shipped templates, to the last byte', () => {
  test.each(EMAIL_KINDS)('%s', async (kind) => {
    const mail = confirmationMail(confirmationCase(kind));
    await expect(`${mail.subject}\n`).toMatchFileSnapshot(golden(`${kind}.subject.txt`));
    await expect(mail.text).toMatchFileSnapshot(golden(`${kind}.txt`));
    await expect(mail.html).toMatchFileSnapshot(golden(`${kind}.html`));
  });

  test('agreement with a tax sentence, without civility; single debit without a link', async () => {
    const agreed = confirmationCase('agreement', { donor: { civility: '' }, settings: { tax: TAX } });
    await expect(confirmationMail(agreed).text).toMatchFileSnapshot(golden('agreement-tax-no-civility.txt'));
    const debited = confirmationCase('one-off', { call: { disposition: 'DP_PRLV' } });
    await expect(confirmationMail(debited).text).toMatchFileSnapshot(golden('one-off-debit.txt'));
  });

  test('a gift by post says how to pay, and never that the account is debited', async () => {
    const posted = confirmationMail(confirmationCase('one-off', { call: { disposition: 'DP_COURRIER' } }));
    await expect(posted.text).toMatchFileSnapshot(golden('one-off-post.txt'));
    for (const body of [posted.text, posted.html]) {
      expect(body).toContain('envoyez un chèque à l’ordre de');
      expect(body).toContain('Rien ne sera débité');
      expect(body).not.toContain('prélevé');
      expect(body).not.toContain('https://');
    }
  });

  test('a gift by post is not confirmed when nobody said how it is paid, or by a template that would say a debit', () => {
    const { oneOff } = upgradeFr();
    const call = { disposition: 'DP_COURRIER' };
    const untold = { ...oneOff!, byPost: undefined };
    expect(() =>
      confirmationMail(confirmationCase('one-off', { call, settings: { oneOff: untold } })),
    ).toThrow('DON_COURRIER');
    const posted = confirmationCase('one-off', { call });
    const before = { ...posted.template, text: posted.template.text.replaceAll('DON_COURRIER', 'LIEN_DON') };
    expect(() => confirmationMail({ ...posted, template: before })).toThrow('DON_COURRIER');
  });
});

describe('rectifications, to the last byte', () => {
  const said = (change: Parameters<typeof confirmationCase>[1]) =>
    confirmationMail(confirmationCase('rectification', change)).text;
  const announcedMinor = 5000;

  test('a cancelled increase, a corrected and a cancelled one-off gift', async () => {
    const cancelled = { announcedMinor, isCancelled: true };
    const oneOff = {
      disposition: 'DP_LIEN',
      oneOffMinor: 3000,
      oldMinor: null,
      newMinor: null,
      firstDebitOn: null,
    };
    await expect(said({ rectified: cancelled })).toMatchFileSnapshot(golden('rectification-cancelled.txt'));
    await expect(said({ call: oneOff })).toMatchFileSnapshot(golden('rectification-one-off.txt'));
    await expect(said({ call: oneOff, rectified: cancelled })).toMatchFileSnapshot(
      golden('rectification-one-off-cancelled.txt'),
    );
  });

  test('what it must say is required as in a confirmation', () => {
    const without = (change: Parameters<typeof confirmationCase>[1]) => () => said(change);
    expect(without({ call: { firstDebitOn: null } })).toThrow('DATE_PREMIERE_ECHEANCE');
    expect(without({ call: { newMinor: null } })).toThrow('NOUVEAU_MONTANT');
    const mandate = { scheme: 'SEPA' as const, reference: '', creditorIdentifier: 'X' };
    expect(without({ donor: { mandate } })).toThrow('RUM');
    expect(said({ donor: { mandate }, rectified: { announcedMinor, isCancelled: true } })).not.toContain(
      'RUM',
    );
  });
});

test('the agreement carries the four facts of a pre-notification, in both bodies (docs/rules/direct-debit.md)', () => {
  const { text, html } = confirmationMail(confirmationCase('agreement'));
  for (const body of [text, html]) {
    for (const fact of ['15\u00a0€', '5 janvier 2027', '++00RUM1', 'FR00ZZZ000000']) {
      expect(body).toContain(fact);
    }
    expect(body).toContain('quinze euros');
    expect(body).toContain('sans engagement, modifiable à tout moment');
  }
});

test.each([
  [{ civility: 'MME' as const }, 'Bonjour Madame Testeur-Zéphyrin-1,'],
  [{ civility: 'M' as const }, 'Bonjour Monsieur Testeur-Zéphyrin-1,'],
  [{ civility: 'NEUTRE' as const }, 'Bonjour Fictive Testeur-Zéphyrin-1,'],
  [{ civility: '' as const }, 'Bonjour Fictive Testeur-Zéphyrin-1,'],
  [{ civility: '' as const, firstName: '' }, 'Bonjour Testeur-Zéphyrin-1,'],
])('greeting of %o', (donor, greeting) => {
  expect(confirmationMail(confirmationCase('information', { donor })).text.split('\n')[0]).toBe(greeting);
});

test('sender and addressee: neutral short name, donor service, cleaned name', () => {
  const mail = confirmationMail(confirmationCase('agreement'));
  expect(mail.from).toEqual({ name: 'l’Union (exemple)', address: 'confirmation@exemple.invalid' });
  expect(mail.replyTo).toBe('dons@exemple.invalid');
  expect(mail.to).toEqual({
    name: 'Fictive Testeur-Zéphyrin-1',
    address: 'donatrice-1@exemple.invalid',
  });
  expect(mail.subject).toBe('Votre soutien à l’Union (exemple) : votre confirmation');
});

test('a hostile name is escaped in HTML, kept plain in text, and cannot break a header', () => {
  const donor = {
    lastName: '<b onclick="x">& \'Z\'\r\nBcc: autre@exemple.invalid\u2028\u202e{{ RUM }}',
    firstName: '\u0000Zoé\u001b[31m',
  };
  const mail = confirmationMail(confirmationCase('agreement', { donor }));
  expect(mail.html).toContain(
    '&lt;b onclick=&#34;x&#34;&gt;&amp; &#39;Z&#39; Bcc: autre@exemple.invalid {{ RUM }}',
  );
  expect(mail.html).not.toContain('<b ');
  expect(mail.text).toContain('<b onclick="x">& \'Z\' Bcc:');
  expect(mail.to.name).not.toMatch(/\p{C}/u);
  expect(mail.to.name).toContain('Zoé [31m <b');
  expect(mail.subject).not.toMatch(/\p{C}/u);
});

test.each([
  ['RUM', { donor: { mandate: { scheme: 'SEPA' as const, reference: '', creditorIdentifier: 'X' } } }],
  ['ICS', { donor: { mandate: { scheme: 'SEPA' as const, reference: 'X', creditorIdentifier: ' ' } } }],
  ['DATE_PREMIERE_ECHEANCE', { call: { firstDebitOn: null } }],
  ['NOUVEAU_MONTANT', { call: { newMinor: null } }],
  ['NOM', { donor: { lastName: '\u0000 ' } }],
])('without %s the mail is refused, and the refusal names it and no donor', (name, change) => {
  const refused = () => confirmationMail(confirmationCase('agreement', change));
  expect(refused).toThrow(expect.objectContaining({ code: 'template-variable-missing' }));
  expect(refused).toThrow(name);
  expect(refused).not.toThrow(/Testeur|exemple\.invalid/);
});

describe.each(['reactivation-fr', 'reactivation-be'] as const)(
  'R-24 a mandate to sign, by the e-mails of %s',
  (folder) => {
    const { emails, settings } = loadedCampaign(folder);
    const toSign = (kind: 'agreement' | 'rectification', firstDebitOn: CivilDate | null = null) => {
      const template = emails.find((one) => one.kind === kind)!;
      const call = { disposition: 'AC_RE_SIGN', firstDebitOn };
      const rectified = { announcedMinor: 5000, isCancelled: false };
      return confirmationCase(kind, {
        template,
        settings,
        call,
        ...(kind === 'rectification' && { rectified }),
      });
    };

    test.each(['agreement', 'rectification'] as const)(
      '%s: leaves without a day of debit, and with what to sign',
      (kind) => {
        for (const known of [null, '2027-01-05'] as const) {
          const { text, html } = confirmationMail(toSign(kind, known));
          for (const body of [text, html]) {
            expect(body).toContain('https://mandat.exemple.invalid/signer');
            expect(body).toMatch(/Rien n’est (prélevé|débité) avant votre signature/);
            expect(body).not.toMatch(/ICS|RUM|janvier 2027/);
          }
        }
      },
    );

    test('a template that knows no mandate to sign is refused, and a cancellation needs none', () => {
      const { template, ...rest } = toSign('agreement');
      const blind = { ...template, text: template.text.replaceAll('MANDAT_A_SIGNER', 'LIEN_SIGNATURE') };
      expect(() => confirmationMail({ ...rest, template: blind })).toThrow('MANDAT_A_SIGNER');
      const cancelled = {
        ...toSign('rectification'),
        rectified: { announcedMinor: 5000, isCancelled: true },
      };
      expect(confirmationMail(cancelled).text).not.toContain('mandat.exemple.invalid');
    });
  },
);

test('a template that names an unknown variable, even in a branch not taken, is refused', () => {
  const template = { text: '{% if PHRASE_FISCALE %}{{ INCONNUE }}{% endif %}' };
  expect(() => confirmationMail(confirmationCase('agreement', { template }))).toThrow('INCONNUE');
});

test.each([
  '{% include "/etc/hostname" %}',
  '{% render "x" %}',
  '{% layout "x" %}',
  '{% for i in (1..1000000000) %}x{% endfor %}',
  '{% assign NOM = "x" %}',
  '{% raw %}x{% endraw %}',
  '{{ NOM | raw }}',
  '{{ "now" | date: "%s" }}',
  '{{ NOM',
  '{% if NOM %}',
])('%s is no part of a template', (text) => {
  expect(() => confirmationMail(confirmationCase('agreement', { template: { text } }))).toThrow(
    expect.objectContaining({ code: 'template-invalid' }),
  );
});

test('prototype members are not variables', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    const template = { text: `{{ ${name} }}` };
    expect(() => confirmationMail(confirmationCase('agreement', { template }))).toThrow(
      expect.objectContaining({ code: 'template-variable-missing' }),
    );
  }
});

test('a subject or a sender that betrays the cause is refused', () => {
  const { charity } = upgradeFr();
  for (const shortName of ['Sida Exemple', 'SIDACTION', 'Ensemble contre le VIH', 'SOS Hépatites']) {
    const settings = { charity: { ...charity, shortName } };
    expect(() => confirmationMail(confirmationCase('agreement', { settings }))).toThrow(
      expect.objectContaining({ code: 'subject-not-neutral' }),
    );
  }
});

test('the tax sentence: off, outside its dates, below the minimum, else said', () => {
  const said = (tax: Partial<typeof TAX>, today = '2026-11-23') => {
    const request = confirmationCase('agreement', { settings: { tax: { ...TAX, ...tax } } });
    return confirmationMail({ ...request, today }).text.includes('imposable');
  };
  expect(said({})).toBe(true);
  expect(said({ enabled: false })).toBe(false);
  expect(said({}, '2027-01-01')).toBe(false);
  expect(said({}, '2025-12-31')).toBe(false);
  expect(said({ minYearlyMinor: 18_000 })).toBe(true);
  expect(said({ minYearlyMinor: 18_001 })).toBe(false);
});

test('quarterly gift, Swiss canton: periodicity, currency and words of the place', () => {
  const settings = { country: 'CH' as const };
  const gift = { amountMinor: 8000, currency: 'CHF' as const, frequency: 'T' as const };
  const donor = { country: 'CH' as const, canton: 'VD', gift };
  const call = { currency: 'CHF' as const, oldMinor: 8000, newMinor: 8550 };
  const template = loadedCampaign('upgrade-ch').emails.find((one) => one.kind === 'agreement')!;
  const { text } = confirmationMail(confirmationCase('agreement', { settings, donor, call, template }));
  expect(text).toContain('de 80\u00a0CHF à 85.50\u00a0CHF (huitante-cinq francs cinquante) par trimestre');
});

test('who can be written to', () => {
  expect(canWriteTo(fictitiousDonor(1))).toBe(true);
  for (const email of [
    '',
    '  ',
    'sans-arobase',
    'a@b',
    'a b@exemple.invalid',
    'a@exemple.invalid\r\nBcc: b@c.invalid',
  ]) {
    expect(canWriteTo(fictitiousDonor(1, { email }))).toBe(false);
  }
});
