/** What ends a value in quotes, a header, or the set of signs that every browser reads there. */
const OTHER_SIGNS = /[^A-Za-z0-9 ._()-]/g;

/**
 * The header by which a browser keeps a file under its name and shows it nowhere (RFC 6266): plain signs first, then the very
 * name, each byte of which that is no plain sign is written %XX. Pure.
 */
export function attachmentOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(OTHER_SIGNS, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase()}`,
  );
  return plain === name
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
