import { describe, expect, it } from 'vitest';
import { foreignSign, messageLength } from '../../../server/domain/line/short-message.ts';

describe('a short message in the alphabet of telephones', () => {
  it.each([
    ['Merci !', 7],
    ['50 €', 5],
    ['é è à ù ì ò Ç', 13],
    ['[a]', 5],
    ['', 0],
  ])('« %s » takes %d places', (text, places) => {
    expect(foreignSign(text)).toBeUndefined();
    expect(messageLength(text)).toBe(places);
  });

  it.each(['ç', 'ê', 'â', 'î', 'ô', 'û', 'œ', '’', '«', '…', '\u00a0', '\u202f', '–', '😀'])(
    'holds no « %s », which would leave seventy signs',
    (sign) => {
      expect(foreignSign(`Merci ${sign}`)).toBe(sign);
    },
  );
});
