import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentOf } from '../../../server/web/door/download-name.ts';
import { sentFormOf } from '../../../server/web/door/sent-file.ts';
import { isAppError } from '../../../shared/errors.ts';

/** As a browser writes it: the platform's own encoder. */
async function encoded(form: FormData): Promise<{ readonly type: string; readonly body: Buffer }> {
  const request = new Response(form);
  return {
    type: request.headers.get('content-type') ?? '',
    body: Buffer.from(await request.arrayBuffer()),
  };
}

const sign = fc.constantFrom('a', 'é', '"', '\r', '\n', '%', '-', '/', '\\', ';', '=', ' ', '\u202e');
const text = fc.string({ unit: sign, maxLength: 40 });

describe('R-56 a form with a file', () => {
  it('is read as the browser wrote it: fields, name and bytes, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        async (title, name, bytes) => {
          const form = new FormData();
          form.append('titre', title);
          form.append('fichier', new Blob([new Uint8Array(bytes)]), `x${name}`);
          const { type, body } = await encoded(form);
          const sent = sentFormOf(type, body);
          // A browser makes every end of a line of a field CR LF; a name keeps its own, escaped.
          expect(sent.form.get('titre')?.replace(/\r\n|\r|\n/g, '|')).toBe(title.replace(/\r\n|\r|\n/g, '|'));
          expect(Buffer.from(sent.file?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
          expect(sent.file?.fileName.replaceAll('%', '').length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is refused whole when a byte of its frame is missing, and never throws anything else', async () => {
    const form = new FormData();
    form.append('titre', 'Kit');
    form.append('fichier', new Blob(['contenu']), 'kit.md');
    const { type, body } = await encoded(form);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: body.length - 5 }),
        fc.uint8Array({ maxLength: 60 }),
        (end, noise) => {
          for (const bytes of [
            body.subarray(0, end),
            Buffer.from(noise),
            Buffer.concat([Buffer.from(noise), body.subarray(0, end)]),
          ])
            try {
              sentFormOf(type, bytes);
              expect.unreachable();
            } catch (error) {
              expect(isAppError(error) && error.code).toBe('form-misshapen');
            }
        },
      ),
      { numRuns: 60 },
    );
    for (const other of [
      '',
      'multipart/form-data',
      'text/html; boundary=x',
      'multipart/form-data; boundary=\r\nx',
    ])
      expect(() => sentFormOf(other, body)).toThrow('incomplet');
  });

  it('a name of a file breaks no header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        expect(attachmentOf(name)).toMatch(
          /^attachment; filename="[A-Za-z0-9 ._()-]*"(; filename\*=UTF-8''[A-Za-z0-9._~%-]*)?$/,
        );
      }),
    );
    expect(attachmentOf('Été 2026.pdf')).toBe(
      `attachment; filename="Ete 2026.pdf"; filename*=UTF-8''%C3%89t%C3%A9%202026.pdf`,
    );
  });
});
