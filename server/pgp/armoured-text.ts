const ARMOUR = '-----BEGIN PGP MESSAGE-----';
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARK = Buffer.from([0xff, 0xfe]);

const beginsWith = (bytes: Uint8Array, mark: Buffer) => mark.equals(bytes.subarray(0, mark.length));

/**
 * The same bytes without what a text editor or a Windows shell puts before armour: a byte order mark, or two bytes a letter
 * (`gpg --armor > file` in PowerShell). Armour is ASCII, so nothing of the message is lost.
 */
export function withoutTextMark(bytes: Uint8Array): Uint8Array {
  if (beginsWith(bytes, UTF8_MARK)) return bytes.subarray(UTF8_MARK.length);
  if (!beginsWith(bytes, UTF16_MARK)) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + 2, bytes.length - 2).toString('utf16le');
  return Buffer.from(text, 'latin1');
}

export function looksArmoured(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4096)).toString('latin1').includes(ARMOUR);
}
