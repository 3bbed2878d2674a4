import { describe, expect, it } from 'vitest';
import {
  base32Of,
  codeAddress,
  codeStepAt,
  oneTimeCode,
  stepOfCode,
} from '../../../server/domain/access/one-time-code.ts';

/** The secret of the appendices of RFC 4226 and RFC 6238. */
const SECRET = Buffer.from('12345678901234567890');

describe('one-time codes', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('RFC 4226, appendix D: counter %d gives %s', (counter, code) => {
    expect(oneTimeCode(SECRET, counter)).toBe(code);
  });

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('RFC 6238, appendix B: second %d gives %s', (second, code) => {
    expect(oneTimeCode(SECRET, codeStepAt(second * 1000), 8)).toBe(code);
  });

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('RFC 4648: base32 of « %s » is %s', (text, encoded) => {
    expect(base32Of(Buffer.from(text))).toBe(encoded);
  });

  it('takes the present step and its neighbours, spaces or not, and each step once', () => {
    const nowMs = 1_111_111_111_000;
    const step = codeStepAt(nowMs);
    const at = (lastStep: number) => ({ nowMs, lastStep });
    for (const near of [step - 1, step, step + 1])
      expect(stepOfCode(oneTimeCode(SECRET, near), SECRET, at(0))).toBe(near);
    for (const far of [step - 2, step + 2])
      expect(stepOfCode(oneTimeCode(SECRET, far), SECRET, at(0))).toBeUndefined();
    const code = oneTimeCode(SECRET, step);
    expect(stepOfCode(` ${code.slice(0, 3)} ${code.slice(3)} `, SECRET, at(0))).toBe(step);
    expect(stepOfCode(code, SECRET, at(step))).toBeUndefined();
    for (const odd of ['', '12345', '1234567', 'abcdef', '１２３４５６', code.replace(/.$/, 'x')])
      expect(stepOfCode(odd, SECRET, at(0))).toBeUndefined();
  });

  it('gives an address that applications read', () => {
    expect(codeAddress('jeanne.t', SECRET)).toBe(
      'otpauth://totp/Plateau:jeanne.t?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Plateau',
    );
  });
});
