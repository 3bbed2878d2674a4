import { describe, expect, it } from 'vitest';
import {
  DISPOSITIONS,
  type Disposition,
  dispositionOf,
  isProcessed,
  pickableDispositions,
} from '../../../shared/dispositions.ts';

const finalOutbound = DISPOSITIONS.filter(
  (row) => row.isFinal && (row.scope.includes('u') || row.scope.includes('r')),
);
const codesWhere = (test: (row: Disposition) => boolean) => DISPOSITIONS.filter(test).map((row) => row.code);

describe('the dispositions table (docs/rules/dispositions.md)', () => {
  it.each(finalOutbound.map((row) => [row.code, row] as const))('%s keeps S ⇒ A ⇒ U ⇒ R ⇒ H', (_, row) => {
    const chain = [row.agreement, row.pitched, row.useful, row.rightPerson, row.humanReached];
    for (const [at, flag] of chain.entries()) if (flag) expect(chain.slice(at)).not.toContain(false);
    if (row.oneOff) expect([row.pitched, row.useful]).toEqual([true, true]);
  });

  it('has one row per code, codes in ASCII', () => {
    const codes = DISPOSITIONS.map((row) => row.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-Z]{2}_[A-Z_]+$/);
  });

  it('counts an argued call that stays open in nothing yet', () => {
    const undecided = dispositionOf('RP_INDECIS')!;
    expect(undecided).toMatchObject({ isFinal: false, pitched: true, useful: false, email: true });
    expect(isProcessed(undecided)).toBe(false);
  });

  it('holds a resumption to sign as argued, not yet an agreement', () => {
    expect(dispositionOf('AC_RE_SIGN')).toMatchObject({
      agreement: false,
      pitched: true,
      useful: true,
      form: 'agreement',
    });
    expect(codesWhere((row) => row.agreement)).toEqual(['AC_UP', 'AC_RE']);
  });

  it('never lets an agent pick what the system or the import sets', () => {
    const picked = (['u', 'r'] as const).flatMap((scope) =>
      pickableDispositions(scope).map((row) => row.code),
    );
    for (const code of [
      'EF_EPUISE',
      'EF_RETRAIT',
      'EF_DNC',
      'EF_SANSTEL',
      'EF_DOUBLON',
      'EF_EXCLU',
      'EF_CLOTURE',
    ])
      expect(picked).not.toContain(code);
    expect(pickableDispositions('u').map((row) => row.code)).not.toContain('AC_RE');
  });

  it('blocks for the charity or for the campaign only', () => {
    expect(codesWhere((row) => row.doNotCall === 'all')).toEqual([
      'OP_TEL',
      'OP_TOUT',
      'OP_DROITS',
      'EF_DECEDE',
      'EF_DNC',
    ]);
    expect(codesWhere((row) => row.doNotCall === 'campaign')).toEqual(['NE_VULN', 'AR_STOP']);
  });

  it('leaves busy, cut and failed lines, and what came before any call, out of the attempts', () => {
    const uncounted = codesWhere((row) => !row.countsAttempt && !row.beforeCalls);
    expect(uncounted).toEqual(['NJ_OCC', 'NJ_COUPE', 'NJ_TECH', 'EF_CLOTURE']);
  });

  it('puts exhaustion among processed records, closing of the campaign and refusals at import outside', () => {
    expect(isProcessed(dispositionOf('EF_EPUISE')!)).toBe(true);
    for (const code of ['EF_CLOTURE', 'EF_DNC', 'EF_DOUBLON'])
      expect(isProcessed(dispositionOf(code)!)).toBe(false);
  });

  it('asks a date for every callback and an amount for every gift', () => {
    expect(codesWhere((row) => row.family === 'RAPPEL')).toEqual(
      codesWhere((row) => row.form === 'callback'),
    );
    expect(codesWhere((row) => row.oneOff)).toEqual(codesWhere((row) => row.form === 'one-off'));
  });
});
