import { describe, expect, test } from 'vitest';
import { emailProblem, likelyDomain } from '../../../shared/email.ts';
import { formatNational, parsePhone } from '../../../shared/phone.ts';

describe('phones (docs/rules/language.md)', () => {
  test.each([
    ['01 99 00 12 34', 'FR', '', '+33199001234', '01 99 00 12 34', 'fixed'],
    ['199001234', 'FR', '', '+33199001234', '01 99 00 12 34', 'fixed'],
    ['199001234.0', 'FR', '', '+33199001234', '01 99 00 12 34', 'fixed'],
    ['+33 (0)6 39 98 12 34', 'FR', '', '+33639981234', '06 39 98 12 34', 'mobile'],
    ['(+33) 6 39 98 12 34', 'FR', '', '+33639981234', '06 39 98 12 34', 'mobile'],
    ['0475/12.34.56', 'BE', '', '+32475123456', '0475 12 34 56', 'mobile'],
    ['0033639981234', 'FR', '', '+33639981234', '06 39 98 12 34', 'mobile'],
    ['06.39.98.12.34', 'FR', '75990', '+33639981234', '06 39 98 12 34', 'mobile'],
    ['09 70 12 34 56', 'FR', '', '+33970123456', '09 70 12 34 56', 'voip'],
    ['0692 12 34 56', 'FR', '97490', '+262692123456', '0692 12 34 56', 'mobile'],
    ['0690 12 34 56', 'FR', '97190', '+590690123456', '0690 12 34 56', 'mobile'],
    ['0475 12 34 56', 'BE', '', '+32475123456', '0475 12 34 56', 'mobile'],
    ['02 345 67 89', 'BE', '', '+3223456789', '02 345 67 89', 'fixed'],
    ['079 123 45 67', 'CH', '', '+41791234567', '079 123 45 67', 'mobile'],
    ['01 99 00 12 34', 'BE', '', undefined, '', ''],
    ['+33 1 99 00 12 34', 'CH', '', '+33199001234', '+33 1 99 00 12 34', 'fixed'],
  ] as const)('%s in %s %s', (written, country, postcode, e164, national, type) => {
    const phone = parsePhone(written, country, postcode);
    expect(phone.ok ? [phone.e164, phone.national, phone.type] : []).toEqual(
      e164 ? [e164, national, type] : [],
    );
    if (e164) expect(formatNational(e164, country)).toBe(national);
  });

  test.each([
    ['0899123456', 'FR', 'numéro surtaxé'],
    ['0820123456', 'FR', 'numéro à coût partagé'],
    ['0800123456', 'FR', 'numéro vert'],
    ['0900123456', 'CH', 'numéro surtaxé'],
    ['3615', 'FR', 'numéro trop court'],
    ['06 39 98 12 34 poste 5', 'FR', 'ce n’est pas un numéro'],
    ['06 39 98 12 34 x5', 'FR', 'un poste suit le numéro : écrivez le numéro seul'],
    ['0692 12 34 56', 'FR', 'numéro non attribué dans ce pays'],
    ['01 99 00 12', 'FR', 'il manque des chiffres'],
    ['01 99 00 12 34 56 78', 'FR', 'il y a trop de chiffres'],
    ['appeler le soir', 'FR', 'ce n’est pas un numéro'],
    ['', 'FR', 'ce n’est pas un numéro'],
    ['1'.repeat(500), 'FR', 'ce n’est pas un numéro'],
  ] as const)('%s in %s is refused', (written, country, why) => {
    expect(parsePhone(written, country)).toMatchObject({ ok: false, why });
  });
});

describe('e-mails', () => {
  test.each(['donatrice@exemple.invalid', "d.o'n+x@sous.exemple.fr", 'd@exémple.fr'])(
    '%s is one',
    (address) => {
      expect(emailProblem(address)).toBeUndefined();
    },
  );

  test.each([
    'donatrice',
    'a@b@exemple.fr',
    'a b@exemple.fr',
    'a@exemple',
    'a@-exemple.fr',
    'a@exemple..fr',
    '.a@exemple.fr',
    'a..b@exemple.fr',
    '@exemple.fr',
    'a@exemple.f',
    `${'a'.repeat(65)}@exemple.fr`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.fr`,
    'Nom <a@exemple.fr>',
    'a@exemple.fr\r\nBcc: b@exemple.fr',
  ])('%j is not', (address) => {
    expect(emailProblem(address)).toMatch(/^[a-zé]/);
  });

  test.each([
    ['x@gmial.com', 'gmail.com'],
    ['x@gmai.com', 'gmail.com'],
    ['x@hotmial.fr', 'hotmail.fr'],
    ['x@wanado.fr', 'wanadoo.fr'],
    ['x@gmail.com', undefined],
    ['x@gmx.de', undefined],
    ['x@ymail.com', undefined],
    ['x@exemple.invalid', undefined],
  ])('%s: %s', (address, meant) => {
    expect(likelyDomain(address)).toBe(meant);
  });
});
