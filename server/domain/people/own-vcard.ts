import { displayName, type ParticipantContent, textValue } from './people-fields.ts';

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll(/\r?\n/g, '\\n').replaceAll(',', '\\,').replaceAll(';', '\\;');

const OCTETS = 75;

/** RFC 6350 §3.2: no line over 75 octets, and none cut inside a sign. */
function folded(line: string): string {
  let row = '';
  const rows: string[] = [];
  for (const sign of line) {
    if (Buffer.byteLength(row + sign) > OCTETS) {
      rows.push(row);
      row = ' ';
    }
    row += sign;
  }
  return [...rows, row].join('\r\n');
}

/** The card as an address book takes it (vCard 4.0): name, coordinates and date of birth; nothing else leaves that way. */
export function ownVcard(id: string, content: Pick<ParticipantContent, 'values'>): string {
  const of = (key: string) => escaped(textValue(content, key));
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:urn:uuid:${id}`,
    `FN:${escaped(displayName(content))}`,
    `N:${of('nom')};${of('prenom')};;;`,
    ...[of('email')].filter(Boolean).map((email) => `EMAIL:${email}`),
    ...[of('telephone')].filter(Boolean).map((phone) => `TEL;VALUE=uri:tel:${phone}`),
    ...([of('adresse'), of('ville'), of('code-postal')].some(Boolean)
      ? [`ADR:;;${of('adresse')};${of('ville')};;${of('code-postal')};`]
      : []),
    ...[textValue(content, 'naissance').replaceAll('-', '')].filter(Boolean).map((day) => `BDAY:${day}`),
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
