/** Signs of one short message in the alphabet of telephones (GSM 03.38); with any other sign, 70. */
export const SHORT_MESSAGE_SIGNS = 160;

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Two places each. */
const EXTENDED = '^{}\\[~]|€';

/** The first sign that is not of that alphabet: `ê`, a curly apostrophe; undefined when all are. */
export function foreignSign(text: string): string | undefined {
  return [...text].find((sign) => !BASIC.includes(sign) && !EXTENDED.includes(sign));
}

/** Places that the text takes in that alphabet. */
export function messageLength(text: string): number {
  return [...text].reduce((sum, sign) => sum + (EXTENDED.includes(sign) ? 2 : 1), 0);
}
